"""A question about figures is kept with its evidence, asked once, and answered beside it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.records.models import Source
from goldenthread.office.scorecards.actions import answer, ask, compute
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.scorecards.models import Question
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

CLEAN = ["100", "104", "109", "113", "118", "124", "129", "134"]


def told(values: list[str], secretary: Person) -> None:
    for place, value in enumerate(values):
        year = 2010 + place
        term = ObservationTerm(
            "output", "haven", Period.parse(str(year)), Decimal(value), "亿元", Kind.LEVEL_FLOW,
            "yearbook", Day(f"{year + 1}-02"), date(2024, 1, 1),
        )  # fmt: skip
        record(term, by=secretary)


@pytest.fixture
def output(secretary: Person, source: Source) -> None:
    """An indicator of Haven without values."""
    words = Words("Output", "产值")
    define(IndicatorTerm("output", words, "亿元", Kind.LEVEL_FLOW, Direction.MORE), by=secretary)


@pytest.fixture
def question(output: None, secretary: Person, body: Body) -> Question:
    """What a slip of a decimal place makes one ask."""
    told([*CLEAN[:5], "1240", *CLEAN[6:]], secretary)
    return ask(body, by=secretary)[0]


def test_a_slip_in_the_offices_own_figures_is_asked_about_with_its_evidence(
    question: Question,
) -> None:
    assert (question.kind, question.p) == ("magnitude", "")
    assert [row.kind for row in Question.objects.all()] == ["magnitude", "out of line"]
    assert question.about.startswith("output, haven, 2015")
    assert "1,240" in {value for _, _, value in question.shown()}
    assert question.n == 8
    assert question.question_en
    assert question.question_zh


def test_an_answer_is_told_to_the_card_with_its_question_and_its_day(
    question: Question, secretary: Person, body: Body
) -> None:
    assert dossier(body).answers == ()
    answer(question, text="A slip.", by=secretary)
    (told,) = dossier(body).answers
    assert (told.question, told.text, told.on) == (question.slug, "A slip.", timezone.localdate())


def test_clean_figures_raise_no_question(output: None, secretary: Person, body: Body) -> None:
    told(CLEAN, secretary)
    assert ask(body, by=secretary) == []


def test_what_was_asked_is_not_asked_again(
    question: Question, secretary: Person, body: Body
) -> None:
    before = Entry.objects.count()
    assert ask(body, by=secretary) == []
    assert Entry.objects.count() == before


def test_an_answer_stands_beside_its_question_and_the_log_keeps_the_one_before(
    question: Question, secretary: Person
) -> None:
    answer(question, text=" a new works opened ", by=secretary)
    answer(question, text="one zero too many", by=secretary)
    question.refresh_from_db()
    assert question.answer == "one zero too many"
    kept = Entry.objects.filter(action="question.answered").order_by("index")
    assert [entry.values.get(name="answer").value for entry in kept] == [
        "a new works opened",
        "one zero too many",
    ]
    assert list(replay().faults) == []


def test_no_card_knows_of_a_question_or_its_answer(
    question: Question, secretary: Person, body: Body
) -> None:
    made = compute(body, quarter=Period.parse("2017Q4"), as_known=date(2024, 1, 31), by=secretary)
    answer(question, text="one zero too many", by=secretary)
    after = compute(body, quarter=Period.parse("2017Q4"), as_known=date(2024, 1, 31), by=secretary)
    figures = [card.card.partition('"ledger"')[0] for card in (made, after)]
    assert figures[0] == figures[1]
    assert question.slug not in after.card
    assert "one zero too many" not in after.card


def test_an_answer_without_words_is_refused(question: Question, secretary: Person) -> None:
    with pytest.raises(NotPossible):
        answer(question, text="  ", by=secretary)


def test_a_leader_neither_asks_nor_answers(question: Question, leader: Person, body: Body) -> None:
    with pytest.raises(NotPermitted):
        ask(body, by=leader)
    with pytest.raises(NotPermitted):
        answer(question, text="it is right", by=leader)


@pytest.mark.parametrize(
    ("language", "is_shown"), [("en", "question_en"), ("zh-hans", "question_zh")]
)
def test_the_page_of_a_question_takes_its_answer(
    language: str, is_shown: str, question: Question, secretary: Person
) -> None:
    client = Client()
    client.force_login(secretary)
    address = f"/{language}/questions/{question.slug}/"
    page = client.get(address).content.decode()
    assert str(getattr(question, is_shown)).split("“")[0][:20] in page
    assert "1,240" in page
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "one zero too many"})["Location"] == address
    assert "one zero too many" in client.get(f"/{language}/questions/").content.decode()


def test_the_public_sees_no_question_and_nobody_else_presses_the_button(
    question: Question, leader: Person, stranger: Person
) -> None:
    client = Client()
    address = f"/en/questions/{question.slug}/"
    assert [client.get(each).status_code for each in ("/en/questions/", address)] == [404, 404]
    client.force_login(stranger)
    assert client.post("/en/questions/").status_code == 404
    client.force_login(leader)
    assert client.post("/en/questions/").status_code == 403
    assert client.post(address, {"text": "x"}).status_code == 403


def test_the_button_asks(output: None, secretary: Person) -> None:
    told([*CLEAN[:5], "1240", *CLEAN[6:]], secretary)
    client = Client()
    client.force_login(secretary)
    assert client.post("/en/questions/")["Location"] == "/en/questions/"
    assert Question.objects.count() == 2
