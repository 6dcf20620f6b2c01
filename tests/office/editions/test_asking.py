"""Anybody asks; somebody answers in public or says why not; no figure is ever changed by it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import PUBLIC
from goldenthread.office.editions import asking_actions
from goldenthread.office.editions.actions import withdraw
from goldenthread.office.editions.asking import answered_on, to_answer
from goldenthread.office.editions.asking_actions import answer_question, ask, refuse_question
from goldenthread.office.editions.limits import MOST
from goldenthread.office.editions.models import Answering, Doubt, Edition, Inquiry
from goldenthread.office.site.desk import desk_of
from goldenthread.office.site.publishing import public_pages
from goldenthread.office.site.searching import search, words_of
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Value
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible
from people import add_stranger, browser_of

pytestmark = pytest.mark.usefixtures("loaded", "db")
FORM = "/en/editions/2023Q4/1/ask/2023-4/"
DOUBT = {
    "about": "verdict",
    "text": "Why <b>missed</b>? The yearbook prints 10.2.",
    "evidence": "Yearbook, p. 7",
}
ESCAPED = "Why &lt;b&gt;missed&lt;/b&gt;? The yearbook prints 10.2."
REPLY = "The yearbook counts by another method; see its note 3."


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def edition() -> Edition:
    return Edition.objects.get(quarter="2023Q4", number=1)


@pytest.fixture
def secretary() -> Person:
    return Person.objects.get(username="secretary")


@pytest.fixture
def inquiry(edition: Edition) -> Inquiry:
    return ask(
        edition, figure="2023-4", about=Doubt.VERDICT, text=DOUBT["text"],
        evidence=DOUBT["evidence"], by=PUBLIC,
    )  # fmt: skip


def page(address: str) -> str:
    return Client().get(address).content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_question_is_in_the_log_at_once_and_its_words_wait_for_an_answer(language: str) -> None:
    sent = Client().post(FORM.replace("en", language, 1), DOUBT)
    asked = Inquiry.objects.get()
    assert sent.headers["Location"] == f"/{language}/asked/{asked.slug}/"
    entry = Entry.objects.get(object=asked.trail_object)
    assert (entry.action, '"actor":"public"' in entry.canonical) == ("inquiry.asked", True)
    for address in (sent.headers["Location"], "/en/asked/2023Q4/1/",
                    "/en/editions/2023Q4/1/walk/2023-4/", f"/en/trail/{entry.index}/",
                    f"/asked/{asked.slug}.json", "/asked/2023Q4/1.csv"):  # fmt: skip
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert "yearbook" not in answer.content.decode().lower(), address


def test_nothing_is_kept_of_who_asked() -> None:
    sender = "203.0.113.77"
    Client(headers={"user-agent": "Odd/9"}).post(FORM, DOUBT, REMOTE_ADDR=sender)
    asked = Inquiry.objects.get()
    columns = {field.attname: str(getattr(asked, field.attname)) for field in asked._meta.fields}
    told = " ".join(str(value) for value in Value.objects.values_list("value", flat=True))
    entries = " ".join(Entry.objects.values_list("canonical", flat=True))
    for kept in (*columns.values(), told, entries):
        assert sender not in kept
        assert "Odd/9" not in kept


def test_whoever_signed_in_asks_as_anybody_does() -> None:
    browser_of("auditor").post(FORM, DOUBT)
    entry = Entry.objects.get(object=Inquiry.objects.get().trail_object)
    assert '"actor":"public"' in entry.canonical


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_answer_stands_beside_the_figure_and_in_all_lists(
    inquiry: Inquiry, secretary: Person, language: str
) -> None:
    browser_of("secretary").post(f"/en/asked/{inquiry.slug}/answer/", {"words": REPLY})
    for address in ("editions/2023Q4/1/walk/2023-4/", "asked/2023Q4/1/",
                    f"asked/{inquiry.slug}/"):  # fmt: skip
        shown = page(f"/{language}/{address}")
        assert ESCAPED in shown, address
        assert REPLY in shown, address
    assert ESCAPED in page(f"/{language}/editions/2023Q4/1/")
    assert REPLY in page("/asked/2023Q4/1.json")
    assert REPLY in page(f"/asked/{inquiry.slug}.csv")
    assert REPLY not in page(f"/{language}/editions/2023Q4/1/walk/2023-1/")


def test_no_question_and_no_answer_changes_a_figure_or_a_file(
    edition: Edition, secretary: Person
) -> None:
    kept = [bytes(file.content) for file in edition.files.all()]
    bundle = Client().get("/editions/2023Q4/1/bundle.zip").content
    asked = ask(edition, figure="2023-4", about=Doubt.FIGURE, text="Why?", by=PUBLIC)
    answer_question(asked, text=REPLY, by=secretary)
    again = Edition.objects.get(pk=edition.pk)
    assert [bytes(file.content) for file in again.files.all()] == kept
    assert Client().get("/editions/2023Q4/1/bundle.zip").content == bundle
    assert again.revision == edition.revision


def test_a_refused_question_keeps_its_count_and_reason_and_not_its_words(
    inquiry: Inquiry, secretary: Person
) -> None:
    refuse_question(inquiry, by=secretary, reason="It names a private person.")
    listed = page("/en/asked/2023Q4/1/")
    assert "Answered: 0. Waiting: 0. Refused: 1." in listed
    assert "It names a private person." in listed
    own = page(f"/en/asked/{inquiry.slug}/")
    assert "It names a private person." in own
    assert "yearbook" not in listed + own


def test_a_question_stands_on_the_desk_until_it_is_decided(
    inquiry: Inquiry, secretary: Person
) -> None:
    auditor = Person.objects.get(username="auditor")
    on = inquiry.asked.date()
    assert desk_of(secretary, on=on).asked == to_answer(secretary) == [inquiry]
    assert desk_of(auditor, on=on).asked == to_answer(add_stranger()) == []
    assert ESCAPED in browser_of("secretary").get("/en/desk/").content.decode()
    answer_question(inquiry, text=REPLY, by=secretary)
    assert desk_of(secretary, on=on).asked == []


def test_an_answer_can_be_bettered_and_a_decided_question_not_refused(
    inquiry: Inquiry, secretary: Person
) -> None:
    answer_question(inquiry, text=REPLY, by=secretary)
    answer_question(inquiry, text="Better.", by=secretary)
    assert [each.answer for each in answered_on(inquiry.edition, figure="2023-4")] == ["Better."]
    told = Value.objects.filter(entry__object=inquiry.trail_object, name="answer")
    assert [each.value for each in told.order_by("entry")] == ["", REPLY, "Better."]
    with pytest.raises(NotPossible, match="answered already"):
        refuse_question(inquiry, by=secretary, reason="No.")


def test_what_was_refused_is_not_answered_and_neither_goes_without_words(
    inquiry: Inquiry, secretary: Person
) -> None:
    with pytest.raises(NotPossible, match="no words"):
        answer_question(inquiry, text=" ", by=secretary)
    with pytest.raises(NotPossible, match="no words"):
        refuse_question(inquiry, by=secretary, reason="\n")
    assert Inquiry.objects.get(pk=inquiry.pk).state == Answering.WAITING
    refuse_question(inquiry, by=secretary, reason="Abusive.")
    with pytest.raises(NotPossible, match="refused"):
        answer_question(inquiry, text=REPLY, by=secretary)
    with pytest.raises(NotPermitted):
        answer_question(inquiry, text=REPLY, by=Person.objects.get(username="auditor"))


@pytest.mark.parametrize(
    ("figure", "text", "said"),
    [("none", "Why?", "no figure"), ("2023-4", " ", "nothing is asked")],
)
def test_only_a_figure_of_the_card_is_asked_about_and_in_words(
    edition: Edition, figure: str, text: str, said: str
) -> None:
    with pytest.raises(NotPossible, match=said):
        ask(edition, figure=figure, about=Doubt.FIGURE, text=text, by=PUBLIC)
    assert not Inquiry.objects.exists()


def test_a_withdrawn_edition_is_not_asked_about_and_its_page_says_so(edition: Edition) -> None:
    withdraw(edition, by=Person.objects.get(username="leader"), reason="Table 3 was misread.")
    with pytest.raises(NotPossible, match="does not stand"):
        ask(edition, figure="2023-4", about=Doubt.FIGURE, text="Why?", by=PUBLIC)
    assert Client().post(FORM, DOUBT).status_code == 410
    assert Client().get("/en/asked/2023Q4/1/").status_code == 410


def test_one_sender_asks_five_times_an_hour_and_no_oftener() -> None:
    statuses = [Client().post(FORM, DOUBT).status_code for _ in range(MOST + 1)]
    assert statuses == [302] * MOST + [429]
    assert Inquiry.objects.count() == MOST
    assert Client().post(FORM, DOUBT, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_more_questions_than_can_be_read_do_not_pile_up(
    edition: Edition, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_actions, "MOST_WAITING", 1)
    answer = Client().post(FORM, DOUBT)
    assert (answer.status_code, Inquiry.objects.count()) == (422, 1)
    assert "too many questions wait" in answer.content.decode()


@pytest.mark.parametrize("field", ["about", "text"])
def test_a_form_without_its_words_is_handed_back(field: str) -> None:
    answer = Client().post(FORM, DOUBT | {field: ""})
    assert (answer.status_code, Inquiry.objects.exists()) == (422, False)


def test_the_copy_as_files_has_the_answers_and_no_way_to_ask(
    edition: Edition, secretary: Person
) -> None:
    for number, text in enumerate(("First?", "Second?", "Third?")):
        asked = ask(edition, figure="2023-4", about=Doubt.FIGURE, text=text, by=PUBLIC)
        if number == 0:
            answer_question(asked, text=REPLY, by=secretary)
            known = asked
        elif number == 1:
            refuse_question(asked, by=secretary, reason="Abusive.")
    site = dict(public_pages())
    assert REPLY in site["en/editions/2023Q4/1/walk/2023-4/index.html"].decode()
    assert "First?" in site[f"zh-hans/asked/{known.slug}/index.html"].decode()
    assert not [path for path in site if "/ask/" in path]
    everything = b"".join(held for path, held in site.items() if not path.startswith("tile"))
    assert b"Second?" not in everything
    assert b"Third?" not in everything


def test_the_questions_follow_from_the_log(inquiry: Inquiry, secretary: Person) -> None:
    answer_question(inquiry, text=REPLY, by=secretary)
    assert list(audit()) == replay().faults == []
    assert Body.objects.get() == inquiry.body


def test_a_questions_words_are_found_by_the_public_once_it_is_answered() -> None:
    def found(asked: str, reader: object = None) -> int:
        return int(search("inquiries", words_of(asked), reader=reader).count())

    edition = Edition.objects.get(quarter="2023Q4", number=1)
    words = "The almanac prints another figure."
    asked = ask(edition, figure="2023-4", about=Doubt.FIGURE, text=words, by=PUBLIC)
    secretary = Person.objects.get(username="secretary")
    assert (found("almanac"), found("almanac", secretary)) == (0, 1)
    answer_question(asked, text="It counts villages.", by=secretary)
    assert (found("almanac"), found("villages")) == (1, 1)
