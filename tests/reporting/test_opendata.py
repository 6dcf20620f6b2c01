"""The card as open data, from the worked example's real card."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.canonical import strict_json
from goldenthread.reporting.card import Card, LogPlace
from goldenthread.reporting.opendata import (
    COLUMNS,
    card_json,
    card_json_bytes,
    each_figure,
    figures_csv,
)
from goldenthread.terms.commitments import Extension
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Words
from goldenthread.weaving import open_folder, weave

CONTRACT = {"body", "quarter", "as_known", "figures", "peers", "method", "software", "ledger"}
FIGURE = {
    "id",
    "indicator",
    "value",
    "unit",
    "period",
    "known",
    "inputs",
    "target",
    "verdict",
    "reason",
    "source",
    "commitment",
    "statement",
}


@pytest.fixture(scope="module")
def card(example: Path) -> Card:
    return weave(
        open_folder(example).dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31)
    )


@pytest.fixture(scope="module")
def read(card: Card) -> Any:
    return json.loads(card_json_bytes(card), parse_float=Decimal)


def by_id(read: Any, name: str) -> Any:
    return next(figure for figure in read["figures"] if figure["id"] == name)


def titled(card: Card, title: str) -> Card:
    first = card.rows[0]
    duty = replace(first.commitment, title=Words(title, title))
    return replace(card, rows=(replace(first, commitment=duty), *card.rows[1:]))


def valued(card: Card, value: Decimal) -> Card:
    """The card with another value for its first figure."""
    first = card.rows[0]
    result = first.results[0]
    assert result.judgement.figure is not None
    figure = replace(result.judgement.figure, value=value)
    judged = replace(result, judgement=replace(result.judgement, figure=figure))
    return replace(card, rows=(replace(first, results=(judged,)), *card.rows[1:]))


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_it_has_every_part_of_the_contract(read: Any) -> None:
    assert read.keys() >= CONTRACT
    assert all(figure.keys() >= FIGURE for figure in read["figures"])
    assert read["quarter"] == "2023Q4"
    assert read["as_known"] == "2024-01-31"
    assert read["body"].keys() == {"en", "zh"}


def test_there_is_one_figure_a_target_and_one_a_duty_without_target(card: Card, read: Any) -> None:
    expected = [
        name
        for row in card.duties
        for name in ([r.target.id for r in row.results] or [row.commitment.id])
    ]
    assert [figure["id"] for figure in read["figures"]] == expected
    assert {"2023-11.1", "2023-11.2", "2023-12"} <= set(expected)


def test_a_miss_stands_in_it_with_its_number_and_both_sentences(read: Any) -> None:
    missed = by_id(read, "2023-4")
    assert (missed["value"], missed["unit"], missed["period"]) == (Decimal("7.4"), "%", "2023")
    assert (missed["verdict"], missed["reason"]["code"]) == ("missed", "fell_short")
    assert missed["gap"] == Decimal("-2.6")
    assert "2.6" in missed["verdict_said"]["en"]
    assert "2.6" in missed["verdict_said"]["zh"]
    assert "10" in missed["reason"]["en"]
    assert [each["period"] for each in missed["earlier"]] == ["2023Q1"]


def test_a_computed_figure_has_both_its_inputs_as_recorded(read: Any) -> None:
    revenue = by_id(read, "2023-3")
    assert revenue["value"] == Decimal("5.96")
    assert [given["value"] for given in revenue["inputs"]] == ["632", "596.47"]
    assert [given["known"] for given in revenue["inputs"]] == ["2024-01-30", "2023-03"]
    assert all(given["row"].startswith("figures.csv:") for given in revenue["inputs"])
    assert revenue["source"] == [given["source"] for given in revenue["inputs"]]


def test_every_value_has_inputs_and_no_input_lacks_a_source(read: Any) -> None:
    sources = {source["id"] for source in read["sources"]}
    for figure in read["figures"]:
        assert bool(figure["inputs"]) == (figure["value"] is not None)
        assert {given["source"] for given in figure["inputs"]} <= sources


def test_a_duty_without_target_has_no_value_and_says_no_measure(read: Any) -> None:
    empty = by_id(read, "2023-12")
    assert empty["value"] is None
    assert empty["target"] is None
    assert empty["inputs"] == []
    assert empty["verdict"] == Verdict.NO_MEASURE.value


def test_what_cannot_be_judged_shows_both_figures_beside(read: Any) -> None:
    incomes = by_id(read, "2023-6")
    assert incomes["value"] is None
    assert {each["indicator"] for each in incomes["beside"]} == {"income_growth", "gdp_growth"}
    assert all(each["inputs"] for each in incomes["beside"])


def test_the_figure_names_its_duty_and_the_place_of_its_sentence(card: Card, read: Any) -> None:
    figure = by_id(read, "2023-9")
    assert figure["commitment"]["id"] == "2023-9"
    assert figure["commitment"]["supporting"] == [
        {"en": "Ecology and Environment Bureau", "zh": "市生态环境局"}
    ]
    notice = next(d for d in card.documents if d.id == "notice-2023")
    for language, record in (("en", notice.en), ("zh", notice.zh)):
        start, end = map(int, figure["statement"][language].partition("#")[2].split("-"))
        assert record.text[start:end] == figure["statement"]["quote"][language]


def test_the_peers_are_a_list_with_one_range(read: Any) -> None:
    (peers,) = read["peers"]
    assert (peers["range"]["best"], peers["range"]["worst"], peers["range"]["of"]) == (3, 11, 11)
    known = {member["area"] for member in peers["members"] if member["value"] is not None}
    assert known == {"jiaxing", "wenzhou", "zhoushan"}
    assert all(member["inputs"] for member in peers["members"] if member["area"] in known)


def test_nothing_known_after_the_day_stands_in_it(card: Card, read: Any) -> None:
    days = [figure["known"] for figure in read["figures"] if figure["known"]]
    assert max(days) <= card.as_known.isoformat()
    assert "3.56" not in card_json_bytes(card).decode()


def test_the_tally_counts_what_can_be_judged(read: Any) -> None:
    assert (read["tally"]["total"], read["tally"]["judged"]) == (15, 4)
    assert sum(read["tally"]["by_verdict"].values()) == 15


def test_the_ledger_is_the_place_where_the_log_stood_or_null(card: Card) -> None:
    place = LogPlace("example.invalid/log", 63, "ab" * 32)
    assert card_json(card)["ledger"] is None
    assert card_json(replace(card, ledger=place))["ledger"] == {
        "origin": "example.invalid/log",
        "size": 63,
        "root": "ab" * 32,
    }


def test_without_peers_the_list_is_empty(card: Card) -> None:
    assert card_json(replace(card, peers=None))["peers"] == []


def test_the_bytes_are_the_same_twice_and_end_in_a_new_line(card: Card) -> None:
    made = card_json_bytes(card)
    assert made == card_json_bytes(card)
    assert made.endswith(b"}\n")
    assert "达成" in made.decode()


def test_it_is_indented_as_json_usually_is(card: Card, read: Any) -> None:
    whole = json.loads(card_json_bytes(card), parse_float=str)
    assert json.dumps(whole, ensure_ascii=False, indent=1).replace('"', "") + "\n" == (
        card_json_bytes(card).decode().replace('"', "")
    )


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_value_comes_back_digit_for_digit(card: Card, value: Decimal) -> None:
    found = json.loads(card_json_bytes(valued(card, value)), parse_float=Decimal, parse_int=Decimal)
    assert str(by_id(found, "2023-1")["value"]) == f"{value:f}"


@pytest.mark.parametrize("value", ["0.10", "7.40", "0.1234567890123456789012345", "1E+3", "-0.5"])
def test_a_number_is_written_as_the_decimal_it_is(card: Card, value: str) -> None:
    written = f'"value": {Decimal(value):f},'
    assert written in card_json_bytes(valued(card, Decimal(value))).decode()


def test_what_is_no_number_is_refused(card: Card) -> None:
    with pytest.raises(ValueError, match="no number"):
        card_json_bytes(valued(card, Decimal("NaN")))


@given(title=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_title_comes_back_as_it_was(card: Card, title: str) -> None:
    found = strict_json(card_json_bytes(titled(card, title)))
    assert by_id(found, "2023-1")["commitment"]["title"]["en"] == title


def test_the_table_has_a_row_a_figure_under_its_headings(card: Card, read: Any) -> None:
    made = figures_csv(card)
    assert made.startswith(b"\xef\xbb\xbfid,number,duty_en,duty_zh,")
    rows = rows_of(made)
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [figure["id"] for figure in read["figures"]]


def test_a_row_says_what_was_asked_what_came_and_where_it_was_said(card: Card) -> None:
    row = next(row for row in rows_of(figures_csv(card)) if row["id"] == "2023-1")
    assert (row["value"], row["unit"], row["period"], row["known"]) == (
        "6.3",
        "%",
        "2023",
        "2024-01-26",
    )
    assert row["verdict"] == "met"
    assert row["lead_zh"] == "市发展改革委"
    assert row["sources"] == "S08"
    assert row["addresses"].startswith("http")
    assert "6" in row["asked_en"]
    assert row["asked_zh"].endswith("左右")


def test_a_row_without_a_figure_leaves_its_cells_empty(card: Card) -> None:
    row = next(row for row in rows_of(figures_csv(card)) if row["id"] == "2023-12")
    assert (row["value"], row["unit"], row["known"], row["sources"]) == ("", "", "", "")
    assert row["verdict"] == "no measure"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_cannot_be_a_formula(card: Card, first: str) -> None:
    hostile = f"{first}HYPERLINK(1)"
    assert rows_of(figures_csv(titled(card, hostile)))[0]["duty_en"] == f"'{hostile}"


def test_a_number_below_zero_stays_a_number(card: Card) -> None:
    assert rows_of(figures_csv(valued(card, Decimal("-2.60"))))[0]["value"] == "-2.60"


def test_each_target_of_a_duty_is_judged_by_itself(card: Card) -> None:
    first, fourth = card.rows[0], card.rows[3]
    both = replace(first, results=first.results + fourth.results, verdict=Verdict.MISSED)
    assert [row.verdict for row in each_figure([both])] == [Verdict.MET, Verdict.MISSED]


def test_the_value_of_a_figure_is_a_decimal_until_it_is_written(card: Card) -> None:
    figures = [row.results[0].judgement.figure for row in card.rows if row.results]
    shown = [figure["value"] for figure in card_json(card)["figures"]]
    assert all(figure.value in shown for figure in figures if isinstance(figure, Figure))


def test_a_due_day_that_was_moved_is_told_with_the_day_before_and_why(card: Card) -> None:
    moves = (
        Extension(None, date(2023, 3, 1), "A day was asked for."),
        Extension(date(2023, 11, 30), date(2023, 11, 2), "The storm."),
    )
    row = card.rows[0]
    late = replace(row, commitment=replace(row.commitment, extensions=moves))
    told = card_json(replace(card, rows=(late, *card.rows[1:])))["figures"]
    about = next(
        each["commitment"] for each in told if each["commitment"]["id"] == late.commitment.id
    )
    assert about["extensions"] == [
        {"due": None, "on": "2023-03-01", "because": "A day was asked for."},
        {"due": "2023-11-30", "on": "2023-11-02", "because": "The storm."},
    ]
    assert all(each["commitment"]["extensions"] == [] for each in card_json(card)["figures"])
