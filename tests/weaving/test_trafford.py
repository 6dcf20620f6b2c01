"""A second body, English and of another kind of plan, becomes a card like the first."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.reporting import card_files
from goldenthread.reporting.card import Card
from goldenthread.reporting.page import card_html
from goldenthread.reporting.telling import told
from goldenthread.terms.figures import Verdict
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave
from trafford import COUNCILS, DUTIES, LEADS, build, figures


@pytest.fixture(scope="module")
def trafford(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The council's plain folder."""
    return build(tmp_path_factory.mktemp("trafford"), shared)


@pytest.fixture(scope="module")
def autumn(trafford: Path) -> Card:
    """Its card of the end of 2022 as known once the data were compiled."""
    opened = open_folder(trafford).dossier
    return weave(opened, quarter=Period.parse("2022Q4"), as_known=date(2024, 9, 30))


def _expected(shared: Path, duty: str) -> Verdict:
    """What a reader of the two figures would say, worked out here once more."""
    _, _, _, period, before, is_more = next(each for each in DUTIES if each[0] == duty)
    found = figures(shared, duty)
    if (period, "Trafford") not in found:
        return Verdict.NO_FIGURE
    now, then = (Decimal(found[each, "Trafford"]) for each in (period, before))
    return Verdict.MET if (now >= then if is_more else now <= then) else Verdict.MISSED


@pytest.mark.parametrize("duty", [name for name, *_ in DUTIES])
def test_each_verdict_is_what_the_councils_own_figures_say(
    autumn: Card, shared: Path, duty: str
) -> None:
    row = next(row for row in autumn.rows if row.commitment.id == duty)
    assert row.verdict is _expected(shared, duty)
    folder = next(file.split("/")[0] for name, file, *_ in DUTIES if name == duty)
    assert row.commitment.lead.en == LEADS[folder]


def test_the_card_shows_a_success_and_a_miss_alike(autumn: Card) -> None:
    verdicts = {row.verdict for row in autumn.rows}
    assert {Verdict.MET, Verdict.MISSED} <= verdicts


def test_its_place_among_sixteen_councils_is_counted_out(autumn: Card, shared: Path) -> None:
    found = figures(shared, "employment")
    own = Decimal(found["2022", "Trafford"])
    better = sum(Decimal(found["2022", name]) > own for name in COUNCILS)
    equal = sum(Decimal(found["2022", name]) == own for name in COUNCILS)
    assert autumn.peers is not None
    assert (autumn.peers.range.best, autumn.peers.range.worst) == (better + 1, better + equal)


def test_nothing_is_known_before_the_day_the_data_were_compiled(trafford: Path) -> None:
    opened = open_folder(trafford).dossier
    early = weave(opened, quarter=Period.parse("2022Q4"), as_known=date(2024, 9, 2))
    assert not {row.verdict for row in early.rows} & {Verdict.MET, Verdict.MISSED}


def test_a_chinese_reader_is_shown_the_sentence_in_the_language_it_was_said_in(
    autumn: Card,
) -> None:
    steps = [step for duty in told(autumn, "zh").duties for step in duty.steps]
    passages = [step.passage for step in steps if step.passage]
    assert len(passages) == len(DUTIES)
    for passage in passages:
        assert passage.language == "en"
        assert passage.marked.startswith("Keep the figure of")
    page = card_html(autumn)
    assert page.count('<div class="doc" lang="en">') == 2 * len(DUTIES)
    assert 'class="doc" lang="zh-Hans"' not in page


def test_it_is_set_as_page_paper_and_data(autumn: Card) -> None:
    files = card_files(autumn)
    assert {"card.html", "card.pdf", "card.json", "figures.csv"} <= files.keys()
    assert b"Trafford Council" in files["card.html"]
    assert all(files.values())
