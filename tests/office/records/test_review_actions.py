"""What was read is reviewed: nothing is lost or overlaps, and what is closed counts no more."""

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.records.actions import intake
from goldenthread.office.records.correcting import corrections
from goldenthread.office.records.models import Document, Record, Standing, Statement
from goldenthread.office.records.review_actions import (
    accept,
    add_statement,
    correct,
    merge,
    reject,
    resize,
    split,
)
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.reading import read
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, StatementType
from goldenthread.terms.text import Span, Words

TEXT = (
    "The meeting asked the Harbour Office to finish the sea wall by June 2025. "
    "The town will plant 300 trees and repair two bridges. It rained on the day."
)


@pytest.fixture
def document(body: Body, secretary: Person) -> Document:
    day = date(2024, 3, 1)
    said = Words("Minutes", "纪要")
    return intake(body, slug="minutes", title=said, texts={"en": TEXT}, by=secretary, dated=day)


@pytest.fixture
def record(document: Document) -> Record:
    return Record.objects.select_related("document__body").get(document=document)


def rows(record: Record) -> list[Statement]:
    return list(record.statements.all())


def quotes(record: Record) -> list[str]:
    return [each.quote for each in rows(record)]


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_what_is_confirmed_stands_and_is_confirmed_once(record: Record, secretary: Person) -> None:
    first = rows(record)[0]
    accept(first, by=secretary, reason="As it is.")
    assert rows(record)[0].standing == Standing.ACCEPTED
    with pytest.raises(NotPossible, match="confirmed already"):
        accept(first, by=secretary)


def test_what_is_struck_out_is_kept_and_counts_no_more(record: Record, secretary: Person) -> None:
    last = rows(record)[-1]
    reject(last, by=secretary, reason="The weather asks for nothing.")
    assert last.quote not in quotes(record)
    assert last.quote not in [each.quote for each in record.term().statements]
    assert Statement.everything.get(pk=last.pk).standing == Standing.REJECTED
    for action in (accept, reject):
        with pytest.raises(NotPossible, match="rejected already"):
            action(last, by=secretary)


def test_a_correction_stands_in_the_place_of_what_was_read(
    record: Record, secretary: Person
) -> None:
    first = rows(record)[0]
    due = Due("by June 2025", date(2025, 6, 1), date(2025, 6, 30))
    measure = Measure("the sea wall", "km", Decimal("2.50"), Comparator.GE)
    term = first.term().__class__(
        span=Span(first.start, first.end),
        quote=first.quote,
        type=StatementType.AIM,
        owner="Harbour Office",
        due=due,
        measure=measure,
    )
    made = correct(first, to=term, by=secretary)
    now = rows(record)[0]
    assert (now.pk, now.by_hand, now.corrects) == (made.pk, True, [str(first.pk)])
    assert (now.term().type, now.term().due, now.term().measure) == (term.type, due, measure)
    assert Statement.everything.get(pk=first.pk).standing == Standing.REPLACED
    with pytest.raises(NotPossible, match="nothing in it differs"):
        correct(now, to=now.term(), by=secretary)


def test_other_words_are_read_anew(record: Record, secretary: Person) -> None:
    trees = next(each for each in rows(record) if "trees" in each.quote)
    whole = place("The town will plant 300 trees and repair two bridges")
    if trees.end < whole.end:
        for each in rows(record):
            if trees.end <= each.start < whole.end:
                reject(each, by=secretary)
    narrow = resize(trees, span=place(" plant 300 trees "), by=secretary)
    assert narrow.quote == "plant 300 trees"
    assert narrow.type == trees.type
    with pytest.raises(NotPossible, match="its words already"):
        resize(narrow, span=place("plant 300 trees"), by=secretary)
    with pytest.raises(NotPossible, match="some of these words"):
        resize(narrow, span=Span(0, len(TEXT)), by=secretary)
    with pytest.raises(NotPossible, match="no words there"):
        resize(narrow, span=Span(narrow.end, narrow.end + 1), by=secretary)
    with pytest.raises(NotPossible, match="has no place"):
        resize(narrow, span=Span(5, len(TEXT) + 1), by=secretary)


def test_neighbours_are_merged_and_one_is_split_again(record: Record, secretary: Person) -> None:
    first, second, *_ = rows(record)
    one = merge([second, first], by=secretary)
    assert (one.start, one.end) == (first.start, second.end)
    assert one.corrects == [str(first.pk), str(second.pk)]
    before, after = split(one, at=second.start, by=secretary)
    assert [before.quote, after.quote] == [first.quote, second.quote]
    assert quotes(record)[:2] == [first.quote, second.quote]
    with pytest.raises(NotPossible, match="cannot be split there"):
        split(before, at=before.end, by=secretary)
    with pytest.raises(NotPossible, match="two statements of one record"):
        merge([before], by=secretary)
    last = rows(record)[-1]
    with pytest.raises(NotPossible, match="some of these words"):
        merge([before, last], by=secretary)


def test_what_was_missed_is_added_where_nothing_stands(record: Record, secretary: Person) -> None:
    last = rows(record)[-1]
    kind = StatementType.NARRATION
    with pytest.raises(NotPossible, match="some of these words"):
        add_statement(record, span=Span(last.start, last.end), type=kind, by=secretary)
    reject(last, by=secretary)
    made = add_statement(record, span=Span(last.start, last.end), type=kind, by=secretary)
    assert (made.quote, made.type, made.by_hand, made.corrects) == (last.quote, kind, True, [])
    assert made.standing == Standing.ACCEPTED


def test_what_a_duty_cites_stays_as_it_was_read(
    document: Document, record: Record, secretary: Person
) -> None:
    first = rows(record)[0]
    lead = document.body.departments.all()[0]
    said = Words("Sea wall", "海堤")
    adopt(document, slug="wall", title=said, statements={"en": first}, by=secretary, lead=lead)
    for refused in (
        lambda: reject(first, by=secretary),
        lambda: split(first, at=first.start + 12, by=secretary),
        lambda: resize(first, span=Span(first.start, first.end - 9), by=secretary),
    ):
        with pytest.raises(NotPossible, match="a duty cites these words"):
            refused()
    accept(first, by=secretary)


def test_only_whoever_works_on_records_reviews_and_the_log_rebuilds_it_all(
    record: Record, secretary: Person, leader: Person
) -> None:
    first, second, *_ = rows(record)
    size = Entry.objects.count()
    with pytest.raises(NotPermitted):
        reject(first, by=leader)
    assert Entry.objects.count() == size
    merge([first, second], by=secretary, reason="One act.")
    told = list(Entry.objects.order_by("index").values_list("action", flat=True))
    assert told[-3:] == ["statement.replaced", "statement.replaced", "statement.written"]
    assert list(replay().faults) == []


def test_corrections_are_given_with_what_the_reader_read(record: Record, secretary: Person) -> None:
    assert list(corrections()) == []
    first, *_, last = rows(record)
    accept(first, by=secretary)
    reject(last, by=secretary)
    (told,) = corrections()
    assert json.loads(json.dumps(told)) == told
    assert (told["lang"], told["reviewed"], told["of"]) == ("en", 1, len(rows(record)))
    assert [each["quote"] for each in told["read"]] == [last.quote]
    read_first = {**told["statements"][0]}
    assert TEXT[read_first["start"] : read_first["end"]] == read_first["quote"] == first.quote
    assert set(read_first) >= {"type", "owner", "deadline", "measure", "standing"}
    assert [each["type"] for each in told["statements"]] == [each.type for each in rows(record)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40), st.integers(1, 60))))
def test_whatever_is_done_the_statements_in_force_stay_apart_and_in_order(
    record: Record, secretary: Person, steps: list[tuple[int, int, int]]
) -> None:
    for what, which, size in steps:
        held = rows(record)
        if not held:
            break
        chosen = held[which % len(held)]
        span = Span(min(which * 4, len(TEXT) - 1), min(which * 4 + size, len(TEXT)))
        try:
            match what:
                case 0:
                    reject(chosen, by=secretary)
                case 1:
                    split(chosen, at=chosen.start + size, by=secretary)
                case 2:
                    merge(held[which % len(held) :][:2], by=secretary)
                case 3:
                    resize(chosen, span=span, by=secretary)
                case _:
                    add_statement(record, span=span, type=StatementType.AIM, by=secretary)
        except NotPossible:
            continue
    now = rows(record)
    assert all(one.end <= two.start for one, two in pairwise(now))
    assert all(each.quote.strip() == each.quote for each in now)


def test_the_reader_itself_makes_no_statement_that_a_person_wrote(record: Record) -> None:
    assert [each.quote for each in read(TEXT).statements] == quotes(record)
    assert not any(each.by_hand for each in rows(record))
