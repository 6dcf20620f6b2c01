"""Every page, as the public and each person find it; every link, in both languages."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.actions import make_token
from goldenthread.office.bodies.erasure_actions import ask_erasure
from goldenthread.office.bodies.models import Body, Erasure, Person, Token
from goldenthread.office.bodies.permissions import PUBLIC
from goldenthread.office.commitments.exhibits import file_exhibit
from goldenthread.office.commitments.extension_actions import ask_extension
from goldenthread.office.commitments.milestone_actions import set_milestone
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.editions import actions as editions
from goldenthread.office.editions.asking_actions import ask
from goldenthread.office.editions.models import Doubt, Edition, Inquiry
from goldenthread.office.indicators.models import Observation
from goldenthread.office.records.actions import intake
from goldenthread.office.records.arriving_actions import receive
from goldenthread.office.records.circulating_actions import ask_about, circulate
from goldenthread.office.records.models import Arrival, Statement
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.site.demo import Loaded
from goldenthread.office.site.feeds import token_of
from goldenthread.office.site.views import broken
from goldenthread.office.site.words import phrases
from goldenthread.office.trail.models import Entry
from goldenthread.planning import Account
from goldenthread.terms.commitments import State
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Language, Words
from people import PEOPLE, add_stranger, browser_of

pytestmark = pytest.mark.usefixtures("loaded", "db")

SECRET = "The Works Bureau will repair the sea wall by 31 December 2023."
ALL = (200,) * 9
ABSENT = (404,) * 9
STAFF = (404, 200, 200, 404, 200, 200, 200, 200, 404)
WHOLE_BODY = (404, 200, 200, 404, 404, 404, 200, 200, 404)
LEADER = (302, 403, 200, *(403,) * 6)
SECRETARY = (302, 200, *(403,) * 7)
FIGURES = (302, 200, *(403,) * 4, 200, 403, 403)
REPORT = (302, 403, 403, 403, 200, 200, 403, 403, 403)
OUTCOME = (302, 403, 403, 404, 200, 200, 403, 403, 404)
ANSWER = (302, 200, 200, 404, 403, 403, 403, 403, 404)
POST_ONLY = (302, *(405,) * 8)
#: One's own account; what touches how one signs in first asks once more who is there.
KEEPER = (302, 403, 403, 403, 403, 403, 403, 403, 200)
ERASERS = (302, 403, 200, 403, 403, 403, 403, 403, 200)
OWN = (302, *(200,) * 8)
AGAIN = (302,) * 9

#: Every address by its name, what it takes, and what each of PEOPLE gets.
PAGES: list[tuple[str, list[Any], tuple[int, ...]]] = [
    ("home", [], ALL),
    ("verify", [], ALL),
    ("search", [], ALL),
    ("body", [], ALL),
    ("account_login", [], (200, *(302,) * 8)),
    ("mfa_authenticate", [], (302,) * 9),
    ("mfa_login_webauthn", [], (302,) * 9),
    ("account_inactive", [], ALL),
    ("account_logout", [], (405,) * 9),
    ("mfa_index", [], OWN),
    ("account_reauthenticate", [], OWN),
    ("mfa_reauthenticate", [], AGAIN),
    ("mfa_reauthenticate_webauthn", [], AGAIN),
    ("account_change_password", [], OWN),
    ("account_set_password", [], AGAIN),
    ("mfa_activate_totp", [], AGAIN),
    ("mfa_deactivate_totp", [], (302, *(404,) * 8)),
    ("mfa_view_recovery_codes", [], (302, *(404,) * 8)),
    ("mfa_generate_recovery_codes", [], AGAIN),
    ("mfa_list_webauthn", [], OWN),
    ("mfa_add_webauthn", [], AGAIN),
    ("mfa_remove_webauthn", [1], AGAIN),
    ("usersessions_list", [], OWN),
    ("people", [], KEEPER),
    ("erasures", [], ERASERS),
    ("erasure-ask", [], KEEPER),
    ("erasure", ["ERASURE"], ERASERS),
    ("erasure-approve", ["ERASURE"], POST_ONLY),
    ("erasure-decline", ["ERASURE"], POST_ONLY),
    ("people-csv", [], KEEPER),
    ("person-add", [], KEEPER),
    ("person", ["PERSON"], KEEPER),
    ("person-close", ["PERSON"], POST_ONLY),
    ("person-password", ["PERSON"], POST_ONLY),
    ("person-token-end", ["OWNER", "KEY"], POST_ONLY),
    ("mailbox", [], OWN),
    ("tokens", [], AGAIN),
    ("token-revoke", ["KEY"], POST_ONLY),
    ("api-unknown", ["none"], ABSENT),
    ("passkey-script", [], ALL),
    ("trail", [], ALL),
    ("checkpoint", [], ALL),
    ("tile", ["0/000.p/9"], ALL),
    ("tile", ["0/000"], ALL),
    ("tile", ["0/001.p/250"], ABSENT),
    ("tile", ["9/9"], ABSENT),
    ("entry", [0], ALL),
    ("entry", [999_999], ABSENT),
    ("records", [], ALL),
    ("record", ["notice-2023"], ALL),
    ("record", ["secret"], STAFF),
    ("record-add", [], SECRETARY),
    ("record-drop", [], SECRETARY),
    ("drop", ["DROP"], SECRETARY),
    ("drop", ["none"], (302, 404, *(403,) * 7)),
    ("drop-read", ["DROP"], POST_ONLY),
    ("arrival-again", ["ARRIVAL"], POST_ONLY),
    ("arrival-leave-out", ["ARRIVAL"], POST_ONLY),
    ("record-circulate", ["notice-2023"], SECRETARY),
    ("record-circulate", ["secret"], (302, 200, 403, 404, 403, 403, 403, 403, 404)),
    ("circulation-acknowledge", ["CIRCULATION"], POST_ONLY),
    ("circulation-ask", ["CIRCULATION"], OUTCOME),
    ("clarification-answer", ["CLARIFICATION"], (302, 200, 403, 404, 403, 403, 403, 403, 404)),
    ("record-release", ["notice-2023"], POST_ONLY),
    ("record-review", ["notice-2023"], SECRETARY),
    ("record-review", ["secret"], (302, 200, 403, 404, 403, 403, 403, 403, 404)),
    ("statement-review", ["STATEMENT"], POST_ONLY),
    ("statement-add", ["notice-2023"], POST_ONLY),
    ("review-script", [], ALL),
    ("sources", [], ALL),
    ("source", ["S08"], ALL),
    ("commitments", [], ALL),
    ("duties-csv", [], ALL),
    ("duties-xlsx", [], ALL),
    ("duties-import", [], SECRETARY),
    ("commitment", ["2023-4"], ALL),
    ("commitment-adopt", ["STATEMENT"], SECRETARY),
    ("commitment-adopt", ["SECRET"], (302, 200, 403, 404, 403, 403, 403, 403, 404)),
    ("commitment-assign", ["2023-4"], SECRETARY),
    ("commitment-extend", ["2023-4"], SECRETARY),
    ("commitment-set-due", ["2023-4"], SECRETARY),
    ("commitment-set-supporting", ["2023-4"], SECRETARY),
    ("commitment-ask-extension", ["2023-4"], (302, 403, 403, 403, 200, *(403,) * 4)),
    ("commitment-explain", ["2023-4"], (302, 200, 403, 403, 200, *(403,) * 4)),
    ("milestone-add", ["2023-4"], (302, 200, 403, 403, 200, *(403,) * 4)),
    ("milestone-reach", ["MILESTONE"], OUTCOME),
    ("milestone-miss", ["MILESTONE"], OUTCOME),
    ("milestone-drop", ["MILESTONE"], (302, 200, 403, 404, 403, 403, 403, 403, 404)),
    ("extension-approve", ["EXTENSION"], ANSWER),
    ("extension-refuse", ["EXTENSION"], ANSWER),
    ("commitment-withdraw", ["2023-4"], SECRETARY),
    ("commitment-withdraw", ["none"], (302, *(404,) * 8)),
    ("commitment-supersede", ["2023-4"], SECRETARY),
    ("commitment-report", ["2023-4"], REPORT),
    ("commitment-report", ["2023-15"], (302, *(403,) * 8)),
    ("desk", [], (302, 200, 200, 200, 200, 200, 200, 200, 403)),
    ("my-work", [], (302, 200, 200, 403, 200, 200, 200, 200, 403)),
    ("my-work-csv", [], (302, 200, 200, 403, 200, 200, 200, 200, 403)),
    ("calendar-en", ["TOKEN"], ALL),
    ("calendar-zh", ["none"], ABSENT),
    ("units", [], ALL),
    ("unit", ["development-reform"], ALL),
    ("unit", ["none"], ABSENT),
    ("report", ["REPORT"], STAFF),
    ("report-accept", ["REPORT"], ANSWER),
    ("report-send-back", ["REPORT"], ANSWER),
    ("exhibit", ["EXHIBIT"], STAFF),
    ("indicators", [], ALL),
    ("indicator", ["gdp_growth"], ALL),
    ("import-add", [], FIGURES),
    ("import", [999_999], ABSENT),
    ("observation-record", ["gdp_growth"], FIGURES),
    ("observation", ["OBSERVATION"], ALL),
    ("meaning-state", ["gdp_growth"], FIGURES),
    ("target-path", ["2023-4"], FIGURES),
    ("target-set", ["2023-4"], FIGURES),
    ("source-add", [], FIGURES),
    ("questions", [], STAFF),
    ("questions-csv", [], STAFF),
    ("question", ["none"], ABSENT),
    ("forecasts", [], ALL),
    ("forecasts-json", [], ALL),
    ("editions", [], ALL),
    ("compute", [], FIGURES),
    ("latest", ["2023Q4"], (302,) * 9),
    ("latest", ["2022Q4"], ABSENT),
    ("edition", ["2023Q4", 1], ALL),
    ("edition", ["2023Q4", 2], WHOLE_BODY),
    ("publish", ["2023Q4", 2], POST_ONLY),
    ("edition-withdraw", ["2023Q4", 1], LEADER),
    ("walk", ["2023Q4", 1, "2023-4"], ALL),
    ("walk", ["2023Q4", 2, "2023-4"], WHOLE_BODY),
    ("edition-file", ["2023Q4", 1, "card.json"], ALL),
    ("edition-file", ["2023Q4", 2, "card.json"], WHOLE_BODY),
    ("edition-file", ["2023Q4", 1, "datapackage.json"], ALL),
    ("edition-file", ["2023Q4", 2, "datapackage.json"], WHOLE_BODY),
    ("edition-file", ["2023Q4", 1, "figures.sdmx.csv"], ALL),
    ("edition-file", ["2023Q4", 2, "card.jsonld"], WHOLE_BODY),
    ("edition-file", ["2023Q4", 1, "body.en.html"], ABSENT),
    ("figure-proof", ["2023Q4", 1, "2023-4"], ALL),
    ("figure-proof", ["2023Q4", 1, "none"], ABSENT),
    ("figure-proof", ["2023Q4", 2, "2023-4"], ABSENT),
    ("add-checkpoint", [], (405,) * 9),
    ("data", [], ALL),
    ("catalogue", [], ALL),
    ("well-known", [], ALL),
    ("well-known-policy", [], ALL),
    ("editions-feed-en", [], ALL),
    ("editions-feed-zh", [], ALL),
    ("commitment-feed-en", ["2023-4"], ALL),
    ("commitment-feed-zh", ["none"], ABSENT),
    ("due-en", [], ALL),
    ("due-zh", [], ALL),
    # What a page gives as data is what the public sees of it, whoever asks.
    ("page-json", ["editions/2023Q4/1"], ALL),
    ("page-json", ["editions/2023Q4/2"], ABSENT),
    ("page-json", ["editions/2023Q4/2/since/2023Q4/1"], ABSENT),
    ("page-json", ["records/secret"], ABSENT),
    ("page-json", ["questions"], ABSENT),
    ("page-json", ["desk"], ABSENT),
    ("page-json", ["nowhere"], ABSENT),
    ("page-csv", ["commitments/2023-4"], ALL),
    ("page-csv", ["records/secret"], ABSENT),
    ("changes", ["2023Q4", 1, "2023Q4", 1], ALL),
    ("changes", ["2023Q4", 2, "2023Q4", 1], WHOLE_BODY),
    ("compare", [], (302,) * 9),
    ("brief", ["2023Q4", 1], ALL),
    ("brief", ["2023Q4", 2], WHOLE_BODY),
    ("weights", ["2023Q4", 1], ALL),
    ("weights", ["2023Q4", 2], WHOLE_BODY),
    ("codings", ["2023Q4", 1], ALL),
    ("codings", ["2023Q4", 2], WHOLE_BODY),
    ("ask", ["2023Q4", 1, "2023-4"], ALL),
    ("ask", ["2023Q4", 1, "none"], ABSENT),
    ("ask", ["2023Q4", 2, "2023-4"], ABSENT),
    ("inquiries", ["2023Q4", 1], ALL),
    ("inquiries", ["2023Q4", 2], ABSENT),
    ("inquiry", ["INQUIRY"], ALL),
    ("inquiry", ["none"], ABSENT),
    ("inquiry-answer", ["INQUIRY"], FIGURES),
    ("inquiry-refuse", ["INQUIRY"], FIGURES),
    # Where no mail server is named, nothing can be followed by e-mail.
    ("follow", [], ABSENT),
    ("follow-duty", ["2023-4"], ABSENT),
    ("following", ["none"], ABSENT),
    ("following-confirm", ["none"], (405,) * 9),
    ("following-stop", ["none"], (405,) * 9),
    ("health", [], ALL),
    ("ready", [], ALL),
    # Not by signing in, but by a word of its own.
    ("metrics", [], ABSENT),
    ("style", [], ALL),
    ("office-style", [], ALL),
    ("icon", [], ALL),
    ("verifier", [], ALL),
]


@pytest.fixture
def office() -> dict[str, int | str]:
    """A document not released, a draft of the card, a stranger; and the keys of some rows."""
    secretary = Person.objects.get(username="secretary")
    body = Body.objects.get(slug="jiaxing")
    secret = intake(
        body, slug="secret", title=Words("Secret", "密件"), texts={"en": SECRET},
        dated=date(2023, 1, 1), by=secretary,
    )  # fmt: skip
    quarter = Period.parse("2023Q4")
    later = compute(body, quarter=quarter, as_known=date(2025, 2, 28), by=secretary)
    editions.draft(later, by=secretary)
    add_stranger()
    said = Statement.objects.filter(record__document__slug="notice-2023")[0]
    hidden = Statement.objects.filter(record__document=secret)[0]
    sent = report(
        Commitment.objects.get(slug="2023-4"),
        account=Account(
            State.UNDER_WAY, "Two of three works have begun.", exhibits=1,
            cause="Late permits.", action="A third team from May.",
        ),
        exhibits=[file_exhibit("plan.txt", b"The plan of works.")],
        by=Person.objects.get(username="contributor"),
    )  # fmt: skip
    asked = ask_extension(
        sent.commitment, to=date(2031, 1, 31), by=Person.objects.get(username="unit"),
        reason="Late permits.",
    )  # fmt: skip
    step = set_milestone(
        sent.commitment, title=Words("First work", "首项工程"), due=date(2023, 6, 30), by=secretary
    )
    units = [department for department in (sent.reporter.department,) if department]
    (round_,) = circulate(said.record.document, units=units, by=secretary)
    drop = receive(body, files=[("letter.txt", b"A letter without a day.")], by=secretary)
    return {
        "PERSON": str(Person.objects.get(username="auditor").opaque),
        "OWNER": str(secretary.opaque),
        "KEY": _token().key,
        "ERASURE": _erasure().pk,
        "TOKEN": token_of(sent.reporter),
        "CIRCULATION": round_.pk,
        "CLARIFICATION": ask_about(round_, text="By when?", by=sent.reporter).pk,
        "DROP": drop,
        "ARRIVAL": Arrival.objects.get(drop=drop).pk,
        "REPORT": sent.pk,
        "EXTENSION": asked.pk,
        "MILESTONE": step.pk,
        "INQUIRY": _asked().slug,
        "EXHIBIT": sent.exhibits.all()[0].pk,
        "STATEMENT": said.pk,
        "SECRET": hidden.pk,
        "OBSERVATION": Observation.objects.all()[0].pk,
    }


def _asked() -> Inquiry:
    edition = Edition.objects.get(quarter="2023Q4", number=1)
    words = "The yearbook prints another figure."
    return ask(edition, figure="2023-4", about=Doubt.FIGURE, text=words, by=PUBLIC)


def _token() -> Token:
    person = Person.objects.get(username="secretary")
    last = timezone.localdate()
    return make_token(person, name="try", scopes=["read"], expires=last, by=person)[0]


def _erasure() -> Erasure:
    keeper, auditor = (Person.objects.get(username=each) for each in ("administrator", "auditor"))
    return ask_erasure(auditor.trail_object, names=["name_en"], by=keeper, ground="The law")


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "api":
            yield from _names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def test_every_address_of_the_site_stands_in_the_table() -> None:
    assert set(_names(get_resolver().url_patterns)) == {name for name, _, _ in PAGES}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_answers_each_person_as_it_should(
    who: str, language: str, office: dict[str, int | str]
) -> None:
    browser, wrong = browser_of(who), []
    for name, given, statuses in PAGES:
        with override(language):
            address = reverse(name, args=[office.get(arg, arg) for arg in given])
        status, expected = browser.get(address).status_code, statuses[PEOPLE.index(who)]
        if status != expected:
            wrong.append((address, status, expected))
    assert wrong == []


#: What each form may be sent to, and who of PEOPLE is not turned away: nothing else is ever sent.
SENT: list[tuple[str, list[Any], tuple[str, ...]]] = [
    ("record-add", [], ("secretary",)),
    ("record-drop", [], ("secretary",)),
    ("drop-read", ["DROP"], ("secretary",)),
    ("arrival-again", ["ARRIVAL"], ("secretary",)),
    ("arrival-leave-out", ["ARRIVAL"], ("secretary",)),
    ("record-circulate", ["notice-2023"], ("secretary",)),
    ("circulation-acknowledge", ["CIRCULATION"], ("unit", "contributor")),
    ("circulation-ask", ["CIRCULATION"], ("unit", "contributor")),
    ("clarification-answer", ["CLARIFICATION"], ("secretary",)),
    ("record-release", ["secret"], ("secretary",)),
    ("statement-review", ["STATEMENT"], ("secretary",)),
    ("statement-add", ["notice-2023"], ("secretary",)),
    ("commitment-adopt", ["STATEMENT"], ("secretary",)),
    ("commitment-assign", ["2023-4"], ("secretary",)),
    ("commitment-extend", ["2023-4"], ("secretary",)),
    ("commitment-set-due", ["2023-4"], ("secretary",)),
    ("commitment-set-supporting", ["2023-4"], ("secretary",)),
    ("commitment-ask-extension", ["2023-4"], ("unit",)),
    ("commitment-explain", ["2023-4"], ("secretary", "unit")),
    ("milestone-add", ["2023-4"], ("secretary", "unit")),
    ("milestone-reach", ["MILESTONE"], ("unit", "contributor")),
    ("milestone-miss", ["MILESTONE"], ("unit", "contributor")),
    ("milestone-drop", ["MILESTONE"], ("secretary",)),
    ("extension-approve", ["EXTENSION"], ("secretary", "leader")),
    ("extension-refuse", ["EXTENSION"], ("secretary", "leader")),
    ("commitment-withdraw", ["2023-4"], ("secretary",)),
    ("commitment-supersede", ["2023-4"], ("secretary",)),
    ("duties-import", [], ("secretary",)),
    ("commitment-report", ["2023-4"], ("unit", "contributor")),
    ("report-accept", ["REPORT"], ("secretary", "leader")),
    ("report-send-back", ["REPORT"], ("secretary", "leader")),
    ("import-add", [], ("secretary", "statistician")),
    ("observation-record", ["gdp_growth"], ("secretary", "statistician")),
    ("meaning-state", ["gdp_growth"], ("secretary", "statistician")),
    ("target-path", ["2023-4"], ("secretary", "statistician")),
    ("target-set", ["2023-4"], ("secretary", "statistician")),
    ("source-add", [], ("secretary", "statistician")),
    ("compute", [], ("secretary", "statistician")),
    ("publish", ["2023Q4", 2], ("leader",)),
    ("edition-withdraw", ["2023Q4", 1], ("leader",)),
    ("inquiry-answer", ["INQUIRY"], ("secretary", "statistician")),
    ("inquiry-refuse", ["INQUIRY"], ("secretary", "statistician")),
    ("person-add", [], ("administrator",)),
    ("erasure-ask", [], ("administrator",)),
    ("erasure-approve", ["ERASURE"], ("leader",)),
    ("erasure-decline", ["ERASURE"], ("leader",)),
    ("person", ["PERSON"], ("administrator",)),
    ("person-close", ["PERSON"], ("administrator",)),
    ("person-password", ["PERSON"], ("administrator",)),
    ("person-token-end", ["OWNER", "KEY"], ("administrator",)),
    ("mailbox", [], PEOPLE[1:]),
    ("tokens", [], PEOPLE[1:]),
    ("token-revoke", ["KEY"], ("secretary",)),
]


#: What only those who are signed in read, and nobody sends.
READ_SIGNED_IN = {
    "record-review",
    "drop",
    "desk",
    "my-work",
    "my-work-csv",
    "people",
    "people-csv",
    "erasures",
    "erasure",
}
#: What is answered with a secret that no further page shows.
SHOWN_ONCE = {"person-password"}
#: The library's own forms touch nobody's account but the sender's; test_sign_in.py tries them.
LIBRARY = ("account_", "mfa_", "usersessions_")


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_sends_what_the_table_does_not_let_them_send(
    who: str, office: dict[str, int | str]
) -> None:
    wrong, size = [], Entry.objects.count()
    for name, given, people in SENT:
        if who in people:
            continue
        address = reverse(name, args=[office.get(arg, arg) for arg in given])
        answer = browser_of(who).post(address)
        # The way to the sign-in is the only redirection there may be.
        is_refused = answer.status_code in (403, 404) or "sign-in" in answer.headers["Location"]
        if not is_refused:
            wrong.append((address, answer.status_code))
    assert wrong == []
    assert Entry.objects.count() == size


@pytest.mark.parametrize(("name", "given", "people"), SENT)
def test_whoever_may_send_a_form_is_answered(
    name: str, given: list[Any], people: tuple[str, ...], office: dict[str, int | str]
) -> None:
    address = reverse(name, args=[office.get(arg, arg) for arg in given])
    for who in people:
        # A form without its fields is handed back; a button has none, and is done.
        expected = (200,) if name in SHOWN_ONCE else (302, 422)
        assert browser_of(who).post(address, {"none": "1"}).status_code in expected


def test_every_form_that_a_person_can_be_turned_away_from_is_sent() -> None:
    guarded = {name for name, _, statuses in PAGES if statuses[0] == 302} - {
        "latest",
        "compare",
        *READ_SIGNED_IN,
    }
    guarded = {name for name in guarded if not name.startswith(LIBRARY)}
    assert guarded == {name for name, _, _ in SENT}


def test_what_is_not_released_is_named_nowhere_to_the_public(office: dict[str, int | str]) -> None:
    browser = Client()
    for name in ("home", "records", "commitments", "editions"):
        page = browser.get(reverse(name)).content.decode()
        assert "Secret" not in page
        assert "editions/2023Q4/2" not in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [("public", False), ("secretary", True), ("auditor", True), ("administrator", False)],
)
def test_the_values_of_an_entry_are_shown_to_whoever_may_see_its_thing(
    who: str, sees: bool, office: dict[str, int | str]
) -> None:
    entry = Entry.objects.get(object="document/secret")
    page = browser_of(who).get(reverse("entry", args=[entry.index])).content.decode()
    assert entry.leaf in page
    assert ("密件" in page) is sees


class Page(HTMLParser):
    """What of a page the tests ask about."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.foreign = 0
        self.open: list[bool] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br", "img"):
            # What is marked as another language, or as code, is not ours to translate.
            self.open.append(tag == "code" or ("lang" in dict(attrs) and tag != "html"))

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self.open):
            self.texts.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


LANGUAGES: dict[str, tuple[str, Language, Language]] = {
    "en": ("en", "en", "zh"),
    "zh-hans": ("zh-Hans", "zh", "en"),
}


def _strange(own: Language, other: Language) -> set[str]:
    """Phrases of the other language that are not phrases of this one too."""
    mine = {words.in_language(own) for words in phrases().values()}
    return {words.in_language(other) for words in phrases().values()} - mine


def _faults(address: str, content: str, language: str) -> Iterator[str]:
    page, (tag, own, other) = Page(content), LANGUAGES[language]
    if page.all("html")[0].get("lang") != tag:
        yield f"{address}: its language is not said"
    if not re.search(r"<title>[^<]*\S[^<]* · [^<]+</title>", content):
        yield f"{address}: it has no title"
    if len(page.all("h1")) != 1:
        yield f"{address}: it has {len(page.all('h1'))} first headings"
    body = Body.objects.get(slug="jiaxing")
    if getattr(body, f"notice_{own}") not in content:
        yield f"{address}: the notice is missing"
    if any("src" not in each for each in page.all("script")) or any(
        "style" in attrs for _, attrs in page.tags
    ):
        yield f"{address}: it has a script or a style of its own"
    if strange := _strange(own, other) & set(page.texts):
        yield f"{address}: not translated: {sorted(strange)}"
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    if len(ids) != len(set(ids)):
        yield f"{address}: an id stands twice"
    links = [attrs.get("href") or "" for attrs in page.all("a")]
    if any(link.startswith("#") and link[1:] not in ids for link in links):
        yield f"{address}: a link within it leads nowhere"
    elsewhere = [link for link in links if re.match(r"/(en|zh-hans)/", link)]
    if not any(language not in link.split("/")[1] for link in elsewhere):
        yield f"{address}: no link to the other language"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_link_of_every_public_page_leads_somewhere_and_each_page_is_whole(
    language: str,
) -> None:
    browser, seen, faults = Client(), set(), []
    todo = [f"/{language}/"]
    while todo:
        address = todo.pop()
        if address in seen or not _is_followed(address, language):
            continue
        seen.add(address)
        answer = browser.get(address, follow=True)
        if answer.status_code != 200:
            faults.append(f"{address}: {answer.status_code}")
        elif answer["Content-Type"].startswith("text/html") and "attachment" not in str(
            answer.headers.get("Content-Disposition")
        ):
            content = answer.content.decode()
            faults += _faults(address, content, language)
            links = [attrs.get("href") or "" for attrs in Page(content).all("a")]
            todo += [urljoin(address, link).partition("#")[0] for link in links]
    assert faults == []
    assert len(seen) > 100


def _is_followed(address: str, language: str) -> bool:
    """Own pages in this language and data; of the log's entries, one in ten, which are alike.

    The page that checks a bundle is a file in both languages, tried by itself.
    """
    if (
        address.startswith("http")
        or address == "/verify.html"
        or re.match(rf"/(?!{language})(en|zh-hans)/", address)
    ):
        return False
    entry = re.search(r"/trail/(\d+)/", address)
    return entry is None or int(entry[1]) % 10 == 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_leads_to_itself_in_the_other_language(language: str) -> None:
    other = "en" if language == "zh-hans" else "zh-hans"
    page = Client().get(f"/{language}/commitments/2023-4/?on=2023-06-30").content.decode()
    assert f'href="/{other}/commitments/2023-4/?on=2023-06-30"' in page


def test_the_first_address_leads_to_the_language_that_the_reader_asks_for() -> None:
    answer = Client().get("/", headers={"accept-language": "zh-CN,zh;q=0.9"})
    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/")


@pytest.mark.parametrize(
    "address", ["/en/", "/en/nowhere/", "/style.css", "/en/editions/2023Q4/1/"]
)
def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(address: str) -> None:
    answer = Client().get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address",
    ["/en/", "/en/records/notice-2023/", "/en/editions/2023Q4/1/", "/en/trail/",
     "/en/editions/2023Q4/1/walk/2023-4/", "/en/indicators/gdp/", "/en/commitments/"],
)  # fmt: skip
def test_a_page_asks_the_database_a_bounded_number_of_questions(
    address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(60):
        Client().get(address)


def test_the_page_that_checks_a_bundle_is_the_one_in_the_bundle_and_runs_nothing_else() -> None:
    answer = Client().get("/verify.html")
    assert (
        answer.content == files("goldenthread.ledger").joinpath("offline/verify.html").read_bytes()
    )
    policy = answer["Content-Security-Policy"]
    scripts = re.findall(rb"<script[^>]*>(.*?)</script>", answer.content, re.DOTALL)
    assert len(scripts) == policy.split("script-src")[1].split(";")[0].count("'sha256-") == 2
    for script in scripts:
        assert f"'sha256-{b64encode(sha256(script).digest()).decode()}'" in policy
    assert "unsafe" not in policy


def test_an_asset_is_kept_for_ever_only_under_the_hash_of_its_content() -> None:
    home = Client().get("/en/").content.decode()
    pinned = re.search(r'href="(/style\.css\?\w+)"', home)
    assert pinned is not None
    assert "immutable" in Client().get(pinned[1])["Cache-Control"]
    assert Client().get("/style.css?other")["Cache-Control"] == "no-cache"


def test_a_page_that_is_not_there_says_so_in_the_readers_language() -> None:
    page = Client().get("/zh-hans/nowhere/")
    assert page.status_code == 404
    assert "没有这个页面" in page.content.decode()


@pytest.mark.parametrize(
    "address", ["/en/indicators/gdp/?known=soon", "/en/commitments/2023-4/?on=x"]
)
def test_a_day_that_is_none_is_refused_with_place_and_remedy(address: str) -> None:
    page = Client().get(address)
    assert page.status_code == 400
    assert "Write it as 2024-01-31." in page.content.decode()


def test_a_fault_of_ours_is_told_without_asking_the_database(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(0), override("zh-hans"):
        page = broken(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "系统出错了" in page.content.decode()


def test_a_form_sent_without_its_sign_is_refused(loaded: Loaded) -> None:
    browser = Client(enforce_csrf_checks=True)
    person = loaded.people[0]
    answer = browser.post("/en/sign-in/", {"login": person.username, "password": person.password})
    assert answer.status_code == 403
    assert "The form is too old" in answer.content.decode()


def test_signing_in_and_out_works_and_leads_home(loaded: Loaded) -> None:
    browser, person = Client(), loaded.people[0]
    given = {"login": person.username, "password": person.password}
    assert browser.post("/en/sign-in/", given).status_code == 302
    assert "Sign out" in browser.get("/en/").content.decode()
    assert browser.post("/en/sign-out/").status_code == 302
    assert "Sign out" not in browser.get("/en/").content.decode()


def test_a_wrong_password_says_so_and_signs_nobody_in(loaded: Loaded) -> None:
    browser = Client()
    answer = browser.post("/en/sign-in/", {"login": loaded.people[0].username, "password": "wrong"})
    assert 'role="alert"' in answer.content.decode()
    assert "Sign out" not in browser.get("/en/").content.decode()
