"""Matching the names read in a clause to departments."""

import pytest

from goldenthread.terms.errors import BadTable
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.statements import Statement, StatementType
from goldenthread.terms.text import Span, Words
from goldenthread.weaving.matching import Department, clause_of, departments_by_name, match

BANK = Department("bank", Words("People’s Bank", "人民银行"), ("People's Bank, local branch",))
TAX = Department("tax", Words("Tax Bureau", "市税务局"), ("Taxes",))
AMONG = departments_by_name((BANK, TAX))


@pytest.mark.parametrize(
    ("name", "department"),
    [
        ("Tax Bureau", TAX),
        ("the  tax\nbureau", TAX),
        ("市税务局", TAX),
        ("Taxes", TAX),
        ("People's Bank", BANK),
        ("People’s Bank, local branch", BANK),
    ],
)
def test_a_spelling_finds_its_department(name: str, department: Department) -> None:
    assert match(name, among=AMONG) is department


@pytest.mark.parametrize("name", ["Tax", "税务局", ""])
def test_a_name_is_never_guessed_from_a_part_of_it(name: str) -> None:
    with pytest.raises(BadTable, match="is not the name of a department"):
        match(name, among=AMONG)


def said(number: str, owner: str | None, *supporting: str) -> Statement:
    return Statement(
        Span(0, 4), "Work", StatementType.DIRECTIVE, owner, number=number, supporting=supporting
    )


def test_a_clause_of_two_statements_is_cited_by_the_first_and_borne_by_all_it_names() -> None:
    first, second = said("1", None, "Taxes"), said("1", "People’s Bank", "Tax Bureau")
    record = MeetingRecord("Work", "en", statements=(said("2", "Taxes"), first, second))
    clause = clause_of(record, "1", among=AMONG)
    assert clause.statement is first
    assert clause.lead is BANK
    assert set(clause.supporting) == {TAX}


def test_a_clause_that_is_not_there_is_refused() -> None:
    record = MeetingRecord("Work", "zh", statements=(said("2", None),))
    with pytest.raises(BadTable, match="no clause 1 was found in the text in Chinese"):
        clause_of(record, "1", among=AMONG)
