"""The page of review: what is asked by form is done, in its place, or refused with what to do."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.records.actions import intake
from goldenthread.office.records.models import Record, Standing, Statement
from goldenthread.terms.text import Words

TEXT = (
    "The meeting asked the Harbour Office to finish the sea wall by June 2025. "
    "The town will plant 300 trees and 300 hedges. It rained on the day."
)
PAGE = "/en/records/minutes/review/"


@pytest.fixture
def record(body: Body, secretary: Person) -> Record:
    said, day = Words("Minutes", "纪要"), date(2024, 3, 1)
    intake(body, slug="minutes", title=said, texts={"en": TEXT}, by=secretary, dated=day)
    return Record.objects.get(document__slug="minutes")


@pytest.fixture
def browser(secretary: Person) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def rows(record: Record) -> list[Statement]:
    return list(record.statements.all())


def sent(browser: Client, statement: Statement, do: str, **given: Any) -> Any:
    return browser.post(f"/en/statements/{statement.pk}/review/", {"do": do, **given})


def test_the_page_sets_the_text_beside_its_statements(browser: Client, record: Record) -> None:
    shown = browser.get(PAGE).content.decode()
    assert f"0 of {len(rows(record))} statements reviewed" in shown
    for each in rows(record):
        assert f'<mark id="s{each.pk}"' in shown
        assert f'id="t{each.pk}"' in shown


def test_what_is_confirmed_leads_to_the_next_that_waits(browser: Client, record: Record) -> None:
    first, second, *_ = rows(record)
    answer = sent(browser, first, "accept")
    assert answer["Location"] == f"{PAGE}?text=en#t{second.pk}"
    assert rows(record)[0].standing == Standing.ACCEPTED
    shown = browser.get(PAGE).content.decode()
    assert "1 of" in shown
    assert "confirmed" in shown


def test_the_last_one_confirmed_leads_to_the_page_itself(browser: Client, record: Record) -> None:
    for each in rows(record):
        answer = sent(browser, each, "accept")
    assert answer["Location"] == f"{PAGE}?text=en"


def test_every_deed_of_the_page_is_done(browser: Client, record: Record) -> None:
    first, second, last = rows(record)[0], rows(record)[1], rows(record)[-1]
    sent(browser, last, "reject")
    assert last.quote not in [each.quote for each in rows(record)]
    sent(browser, first, "merge")
    one = rows(record)[0]
    assert (one.start, one.end) == (first.start, second.end)
    sent(browser, one, "split", words=second.quote)
    assert [each.quote for each in rows(record)[:2]] == [first.quote, second.quote]
    now = rows(record)[0]
    sent(browser, now, "correct", type="aim", owner="Harbour Office", due_to="2025-06-30")
    corrected = rows(record)[0]
    assert (corrected.type, corrected.owner) == ("aim", "Harbour Office")
    assert corrected.due_to == date(2025, 6, 30)
    sent(browser, corrected, "resize", words="finish the sea wall")
    assert rows(record)[0].quote == "finish the sea wall"
    browser.post("/en/records/minutes/review/add/", {"words": last.quote, "type": "narration"})
    assert rows(record)[-1].quote == last.quote


def test_a_number_keeps_its_digits_when_nothing_else_is_meant(
    browser: Client, record: Record
) -> None:
    first = rows(record)[0]
    given = {"type": "aim", "quantity": "wall", "comparator": "ge", "value": "2.50", "unit": "km"}
    sent(browser, first, "correct", **given)
    assert (rows(record)[0].value, rows(record)[0].comparator) == ("2.50", "ge")
    again = sent(browser, rows(record)[0], "correct", **given | {"value": "2.5"})
    assert again.status_code == 422
    assert "nothing in it differs" in again.content.decode()


def test_of_words_that_stand_twice_those_nearest_are_meant(browser: Client, record: Record) -> None:
    trees = next(each for each in rows(record) if "300" in each.quote)
    at = TEXT.rindex("300 hedges")
    sent(browser, trees, "resize", words="300", start=at)
    assert [(each.start, each.end) for each in rows(record) if each.quote == "300"] == [
        (at, at + 3)
    ]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"do": "resize", "words": "not there"}, "does not have these words"),
        ({"do": "resize", "words": " "}, "no words are given"),
        ({"do": "split", "words": "The meeting"}, "cannot be split there"),
        ({"do": "correct"}, "nothing in it differs"),
        ({"do": "correct", "value": "many"}, "many"),
        ({"do": "dance"}, "refused"),
        ({}, "Confirm"),
    ],
)
def test_what_cannot_be_is_refused_on_the_page_and_changes_nothing(
    browser: Client, record: Record, given: dict[str, str], why: str
) -> None:
    before = [(each.pk, each.revision) for each in rows(record)]
    first = rows(record)[0]
    answer = browser.post(f"/en/statements/{first.pk}/review/", given)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert [(each.pk, each.revision) for each in rows(record)] == before


def test_a_missed_statement_over_another_is_refused(browser: Client, record: Record) -> None:
    given = {"words": rows(record)[0].quote, "type": "aim"}
    answer = browser.post("/en/records/minutes/review/add/", given)
    assert answer.status_code == 422
    assert "some of these words" in answer.content.decode()


def test_the_page_asks_the_database_as_often_however_much_was_said(
    browser: Client, record: Record, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        browser.get(PAGE)
