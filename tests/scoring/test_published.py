"""Scores that were printed follow from their indicators, or it is said for whom not, and why."""

from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring import Built, Index
from goldenthread.scoring.published import Published, compare_published, read_published
from goldenthread.terms.errors import BadTable

INDEX = """
[nodes.whole]
[nodes.a]
parent = "whole"
direction = "more"
[nodes.b]
parent = "whole"
direction = "more"
"""
COUNT = 30


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """An index of two indicators over thirty units."""
    random = np.random.default_rng(4)
    rows = [f"u{n},{a:.4f},{b:.4f}" for n, (a, b) in enumerate(random.normal(50, 9, (COUNT, 2)))]
    (tmp_path / "data.csv").write_text("unit,a,b\n" + "\n".join(rows) + "\n")
    (tmp_path / "index.toml").write_text(INDEX)
    index = Index.from_toml(tmp_path / "index.toml")
    return index.build(index.read(tmp_path / "data.csv"))


def printed(built: Built) -> dict[str, float]:
    scores = built.steps["normalised"] @ [0.3, 0.7]
    return dict(zip(built.table.units, scores.tolist(), strict=True))


def test_a_clean_index_raises_no_alarm(built: Built) -> None:
    found = compare_published(built, printed(built))
    assert (found.off, found.moved) == ((), ())
    assert found.found.r_squared == pytest.approx(1, abs=1e-9)


def test_names_in_the_wrong_rows_are_led_back(built: Built) -> None:
    right = printed(built)
    units, scores = list(right), list(right.values())
    wrong = dict(zip(units, [scores[-1], *scores[:-1]], strict=True))
    found = compare_published(built, wrong)
    assert len(found.off) > COUNT * 0.8
    assert found.found.r_squared < 0.9 < found.found.r_squared_moved
    assert dict(found.moved) == {unit: units[(n + 1) % COUNT] for n, unit in enumerate(units)}
    assert found.as_dict()["moved"][0] == {"unit": "u0", "printed_at": "u1"}


def test_one_wrong_figure_is_named_and_no_name_is_blamed(built: Built) -> None:
    wrong = printed(built) | {"u7": 999.0}
    found = compare_published(built, wrong)
    assert isinstance(found, Published)
    assert "u7" in found.off
    assert found.moved == ()


def test_a_score_that_was_not_printed_is_no_disagreement(built: Built, tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    rows = [f"{unit},{score}" for unit, score in printed(built).items()]
    file.write_text("\n".join(["uCode,score", *rows[:-1], "u29,n/a"]), "utf-8")
    found = compare_published(built, read_published(file))
    assert len(found.units) == COUNT - 1
    assert found.off == ()
    assert found.found.r_squared == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no rows"),
        ("name,score\nu1,2\n", "no table of published scores"),
        ("unit,score\nu1,2\nu1,3\n", "'u1' stands twice"),
        ("unit,score\nu1,two\n", "row 2, column score"),
        ("unit,score\nnobody,2\n", "'nobody' is not in the table"),
        ("unit,score\nu1,2\nu2,3\n", "known of 2 of these units"),
        ("unit,score\nu1,2\nu2,3\nu3,\n", "known of 2 of these units"),
        ("unit,score\nu1\n", "row 2: 1 cells"),
        ("unit;score\nu1;2\n", "not parted by commas"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    built: Built, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "published.csv"
    file.write_text(text)
    with pytest.raises(BadTable, match=said):
        compare_published(built, read_published(file))
