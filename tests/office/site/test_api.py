"""Programs do what their person may, by the same table, once, and are told why not."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from goldenthread.office.bodies.actions import make_token, revoke_token
from goldenthread.office.bodies.models import Area, Person, Token
from goldenthread.office.bodies.permissions import PERMISSIONS, SYSTEM
from goldenthread.office.commitments.extension_actions import ask_extension
from goldenthread.office.commitments.milestone_actions import set_milestone
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.editions.actions import draft
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.indicators.models import Indicator
from goldenthread.office.records.actions import intake
from goldenthread.office.records.models import Source, Statement
from goldenthread.office.records.review_actions import reject
from goldenthread.office.scorecards.actions import ask
from goldenthread.office.scorecards.models import Question, Scorecard
from goldenthread.office.site.api import api
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Answered, Entry
from goldenthread.office.trail.replay import replay
from goldenthread.planning import Account
from goldenthread.terms.commitments import State
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Language, Words
from people import PEOPLE, add_stranger
from tokens import headers_of

pytestmark = pytest.mark.usefixtures("loaded", "db")

READ = (200,) * 9
SECRETARY = (401, 200, *(403,) * 7)
REPORT = (401, 403, 403, 403, 200, 200, 403, 403, 403)
WAY = {"points": [{"on": "2023-01-01", "value": "0"}, {"on": "2023-06-30", "value": "4.5"}]}
MEANT = {"definition_en": "In current prices.", "base": "2020"}
PLANS = (401, 200, 403, 403, 200, 403, 403, 403, 403)
OUTCOME = (401, 403, 403, 404, 200, 200, 403, 403, 404)
EXPLAINED = dict.fromkeys(("cause_en", "cause_zh", "action_en", "action_zh"), "Late permits.")
STEP = {"title_en": "First work", "title_zh": "首项工程", "due": "2023-06-30"}
HEAD = (401, 403, 403, 403, 200, 403, 403, 403, 403)
#: The duty has a due day already.
NO_DAY = (401, 409, *(403,) * 7)
ANSWER = (401, 200, 200, 404, 403, 403, 403, 403, 404)
SEC_STAT = (401, 200, 403, 403, 403, 403, 200, 403, 403)
REVIEW = (401, 200, 403, 404, 403, 403, 403, 403, 404)
WHY = {"reason": "The town asked for it."}
SAID = {
    "state": "under way",
    "words": "Begun.",
    "cause": "Late permits.",
    "action": "A third team.",
}
ADOPTED = {"slug": "new", "title_en": "Sea wall", "title_zh": "海堤", "statements": ["STATEMENT"]}

TEXT = (
    "The meeting asked the Harbour Office to finish the sea wall by June 2025. "
    "The town will plant 300 trees."
)
SOURCE = {"slug": "gazette", "title_en": "Gazette", "title_zh": "公报", "dated": "2024-03"}
TAKEN = {"slug": "spring", "title_en": "Spring", "title_zh": "春", "text_en": TEXT}
DEFINED = {
    "slug": "trees",
    "title_en": "Trees",
    "title_zh": "树",
    "unit": "trees",
    "kind": "level stock",
    "direction": "more",
}
ASKED = {
    "slug": "new",
    "indicator": "INDICATOR",
    "area": "AREA",
    "comparator": "ge",
    "unit": "percent",
    "period": "2024",
    "value": "6.0",
}
RECORDED = {
    "area": "AREA",
    "period": "2024Q1",
    "value": "6.10",
    "source": "SOURCE",
    "known": "2024-04",
}
TABLE = {"name": "q1.csv", "content": "TABLE", "source": "SOURCE", "known": "2024-04-20"}

#: Every operation, where and with what it is tried, and what each of PEOPLE gets.
OPERATIONS: list[tuple[str, str, dict[str, Any] | None, tuple[int, ...]]] = [
    ("get /api/commitments", "", None, READ),
    ("get /api/commitments/{slug}", "2023-4", None, READ),
    ("get /api/reports", "", None, READ),
    ("get /api/sources", "", None, READ),
    ("get /api/documents", "", None, READ),
    ("get /api/documents/{slug}/statements", "notice-2023", None, READ),
    ("get /api/indicators", "", None, READ),
    ("get /api/meanings", "", None, READ),
    ("get /api/targets", "", None, READ),
    ("get /api/observations", "", None, READ),
    ("get /api/scorecards", "", None, READ),
    ("get /api/questions", "", None, READ),
    ("get /api/forecasts", "", None, READ),
    ("get /api/editions", "", None, READ),
    ("post /api/sources", "", SOURCE, SEC_STAT),
    ("post /api/documents", "", TAKEN | {"dated": "2024-03-01"}, SECRETARY),
    (
        "post /api/documents/{slug}/release",
        "unreleased",
        WHY,
        (401, 200, 403, 404, 403, 403, 403, 403, 404),
    ),
    ("post /api/statements/{id}/accept", "", WHY, REVIEW),
    ("post /api/statements/{id}/reject", "", WHY, REVIEW),
    ("post /api/statements/{id}/correct", "", {"type": "aim", "due_to": "2025-06-30"}, REVIEW),
    ("post /api/statements/{id}/resize", "", {"start": 4, "end": 60}, REVIEW),
    ("post /api/statements/{id}/split", "", {"at": 30}, REVIEW),
    ("post /api/statements/merge", "", {"statements": "SAID"}, REVIEW),
    (
        "post /api/documents/{slug}/statements",
        "unreleased",
        {"language": "en", "type": "aim", "start": 75, "end": 104},
        REVIEW,
    ),
    ("post /api/indicators", "", DEFINED, SEC_STAT),
    ("post /api/indicators/{slug}/meanings", "INDICATOR", MEANT, SEC_STAT),
    ("post /api/targets/{slug}/path", "2023-4", WAY, SEC_STAT),
    ("post /api/commitments/{slug}/targets", "2023-4", ASKED, SEC_STAT),
    ("post /api/indicators/{slug}/observations", "INDICATOR", RECORDED, SEC_STAT),
    ("post /api/tables", "", TABLE, SEC_STAT),
    ("post /api/scorecards", "", {"quarter": "2023Q4", "as_known": "2024-02-28"}, SEC_STAT),
    ("post /api/questions", "", WHY, SEC_STAT),
    (
        "post /api/questions/{slug}/answer",
        "QUESTION",
        {"text": "A revision."},
        (401, 200, 403, 404, 403, 403, 200, 403, 404),
    ),
    ("post /api/forecasts", "", WHY, SEC_STAT),
    (
        "post /api/editions",
        "",
        {"scorecard": "SCORECARD"},
        (401, 200, 403, 404, 404, 404, 403, 403, 404),
    ),
    (
        "post /api/editions/{quarter}/{number}/publish",
        "2",
        WHY,
        (401, 403, 200, 404, 404, 404, 403, 403, 404),
    ),
    (
        "post /api/editions/{quarter}/{number}/withdraw",
        "1",
        WHY,
        (401, 403, 200, 403, 403, 403, 403, 403, 403),
    ),
    ("post /api/documents/{slug}/adopt", "notice-2023", ADOPTED | {"lead": "UNIT"}, SECRETARY),
    ("post /api/commitments/{slug}/assign", "2023-4", WHY | {"to": "UNIT"}, SECRETARY),
    ("post /api/commitments/{slug}/extend", "2023-4", WHY | {"to": "2031-01-31"}, SECRETARY),
    ("post /api/commitments/{slug}/set-supporting", "2023-4", WHY | {"to": "UNITS"}, SECRETARY),
    ("post /api/commitments/{slug}/set-due", "2023-4", WHY | {"to": "2031-01-31"}, NO_DAY),
    ("post /api/commitments/{slug}/ask-extension", "2023-4", WHY | {"to": "2031-01-31"}, HEAD),
    ("post /api/commitments/{slug}/extensions/{number}/approve", "2023-4", WHY, ANSWER),
    ("post /api/commitments/{slug}/extensions/{number}/refuse", "2023-4", WHY, ANSWER),
    ("post /api/commitments/{slug}/explanations", "2023-4", EXPLAINED, PLANS),
    ("post /api/commitments/{slug}/milestones", "2023-4", STEP, PLANS),
    ("post /api/commitments/{slug}/milestones/{number}/reach", "2023-4", {"shown": "1"}, OUTCOME),
    ("post /api/commitments/{slug}/milestones/{number}/miss", "2023-4", WHY, OUTCOME),
    (
        "post /api/commitments/{slug}/milestones/{number}/drop",
        "2023-4",
        WHY,
        (401, 200, 403, 404, *(403,) * 4, 404),
    ),
    ("post /api/commitments/{slug}/withdraw", "2023-4", WHY, SECRETARY),
    ("post /api/commitments/{slug}/supersede", "2023-4", WHY | {"successor": "2023-6"}, SECRETARY),
    ("post /api/commitments/{slug}/reports", "2023-4", SAID, REPORT),
    ("post /api/commitments/{slug}/reports/{number}/accept", "2023-4", WHY, ANSWER),
    ("post /api/commitments/{slug}/reports/{number}/send-back", "2023-4", WHY, ANSWER),
]
#: The actions that are a person's: a table's changes are looked through before they apply; what
#: somebody asks in public is asked, read and answered by people; a program takes in a document
#: at a time, units say themselves that they have one, and the office itself reminds.
BY_HAND = {
    "record.circulate",
    "record.acknowledge",
    "record.ask_about",
    "record.answer_about",
    "record.receive",
    "record.read_received",
    "record.try_again",
    "record.leave_out",
    "commitment.remind",
    "commitment.import_table",
    "edition.ask",
    "edition.follow",
    "edition.confirm_following",
    "edition.stop_following",
    "edition.tell_followers",
    "edition.answer_question",
    "edition.refuse_question",
}
#: Where nothing may be new: of the example's targets none can be forecast yet.
QUIET = {"post /api/forecasts"}
_keys = (f"key-{number}" for number in count())


def key() -> dict[str, str]:
    return {"Idempotency-Key": next(_keys)}


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, by_method in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        yield from ((f"{method} {path}", told) for method, told in by_method.items())


def _waiting() -> None:
    who = Person.objects.get(username="contributor")
    said = Account(State.UNDER_WAY, "Begun.", cause="Late permits.", action="A third team.")
    duty = Commitment.objects.get(slug="2023-4")
    report(duty, account=said, by=who)
    head = Person.objects.get(username="unit")
    set_milestone(duty, title=Words("First", "首项"), due=date(2023, 6, 30), by=head)
    ask_extension(duty, to=date(2031, 1, 31), by=head, reason="Late permits.")


def _prepare(operation: str) -> None:
    """Add what an operation is about where the example has none."""
    secretary = Person.objects.get(username="secretary")
    if operation.endswith(("release", "/statements")) or "/api/statements" in operation:
        texts: dict[Language, str] = {"en": TEXT}
        said = Words("Unreleased", "未公开")
        day = date(2024, 3, 1)
        intake(secretary.body, slug="unreleased", title=said, texts=texts, by=secretary, dated=day)
    if operation.endswith("documents/{slug}/statements"):
        reject(_said()[1], by=secretary)
    if "questions" in operation:
        _contradict(secretary)
    if operation.endswith("answer"):
        ask(secretary.body, by=secretary)
    if operation.endswith("publish"):
        draft(Scorecard.objects.all()[0], by=secretary)
    if "commitments" in operation and "{number}" in operation:
        _waiting()


def _said() -> list[Statement]:
    return list(Statement.objects.filter(record__document__slug="unreleased"))


def _contradict(secretary: Person) -> None:
    """Record a series in which one figure has slipped by a place."""
    area, source = str(_found("AREA")), str(_found("SOURCE"))
    words, kind = Words("Output", "产值"), Kind.LEVEL_FLOW
    define(IndicatorTerm("output", words, "亿元", kind, Direction.MORE), by=secretary)
    for year, value in enumerate((100, 104, 109, 113, 118, 1240, 129, 134), start=2010):
        period, known = Period.parse(str(year)), Day(f"{year + 1}-02")
        number, day = Decimal(value), date(2024, 1, 1)
        said = (area, period, number, "亿元", kind, source, known, day)
        record(ObservationTerm("output", *said), by=secretary)


def _found(name: object) -> object:
    """What stands for a name in capitals in the table of operations."""
    duty = Commitment.objects.select_related("lead").get(slug="2023-4")
    match name:
        case "UNIT":
            return Commitment.objects.exclude(lead=duty.lead)[0].lead.slug
        case "UNITS":
            return [_found("UNIT")]
        case "INDICATOR":
            return Indicator.objects.order_by("pk")[0].slug
        case "AREA":
            return Area.objects.order_by("pk")[0].slug
        case "SOURCE":
            return Source.objects.all()[0].slug
        case "SCORECARD":
            return str(Scorecard.objects.all()[0].pk)
        case "QUESTION":
            return Question.objects.all()[0].slug
        case "TABLE":
            indicator = Indicator.objects.order_by("pk")[0]
            table = f"indicator,period,value,unit\n{indicator.slug},2024Q1,7.7,{indicator.unit}\n"
            return b64encode(table.encode()).decode()
        case "SAID":
            return [str(each.pk) for each in _said()]
        case ["STATEMENT"]:
            return [str(Statement.objects.filter(record__document__slug="notice-2023")[0].pk)]
        case _:
            return name


def sent(operation: str, slug: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
    number = slug if slug.isdigit() else 1
    said = {"slug": _found(slug), "quarter": "2023Q4", "number": number}
    if "{id}" in operation:
        said["id"] = _said()[0].pk
    address = operation.partition(" ")[2].format(**said)
    if body is None:
        return Client().get(address, headers=headers)
    filled = {name: _found(value) for name, value in body.items()}
    return Client(raise_request_exception=False).post(
        address, filled, content_type="application/json", headers=headers | key()
    )


def test_every_operation_stands_in_the_table() -> None:
    assert sorted(name for name, _ in operations()) == sorted(name for name, *_ in OPERATIONS)


def test_every_action_can_be_asked_for_by_its_name_but_those_that_a_person_decides() -> None:
    told = {each["operationId"] for _, each in operations()}
    # Who signs in and what is erased is decided by a person behind a second factor.
    asked = {name for name in PERMISSIONS if not name.startswith("body.")}
    assert asked - told == BY_HAND
    assert not {name for name in told if name.startswith("body.")}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("operation", "slug", "body", "statuses"), OPERATIONS)
def test_each_operation_answers_each_person_as_its_page_does(
    operation: str, slug: str, body: dict[str, Any] | None, statuses: tuple[int, ...], who: str
) -> None:
    add_stranger()
    _prepare(operation)
    headers, expected = headers_of(who), statuses[PEOPLE.index(who)]
    size = Entry.objects.count()
    answer = sent(operation, slug, body, headers)
    assert answer.status_code == expected, answer.content
    if body is not None and not (expected == 200 and operation in QUIET):
        assert (Entry.objects.count() > size) is (expected == 200)
    if expected != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == expected


def extend(headers: dict[str, str], **said: Any) -> Any:
    return Client().post(
        "/api/commitments/2023-4/extend",
        {"to": "2031-01-31", "reason": "Floods."} | said,
        content_type="application/json",
        headers=headers,
    )


def test_the_same_request_is_done_once_and_answered_alike() -> None:
    headers = headers_of("secretary") | key()
    first, size = extend(headers), Entry.objects.count()
    again = extend(headers)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.json()["thing"] == "commitment/2023-4"
    assert Entry.objects.count() == size


def test_a_key_used_for_another_request_is_refused() -> None:
    headers = headers_of("secretary") | key()
    extend(headers)
    other = extend(headers, to="2032-01-31")
    assert (other.status_code, other.json()["title"]) == (409, "Conflict")


def test_what_was_refused_may_be_tried_again_under_its_key() -> None:
    headers = headers_of("secretary") | key()
    assert extend(headers, to="2001-01-31").status_code == 409
    assert not Answered.objects.exists()
    assert extend(headers).status_code == 200


def test_two_people_may_choose_the_same_key() -> None:
    same = key()
    assert extend(headers_of("secretary") | same).status_code == 200
    assert extend(headers_of("leader") | same).status_code == 403


def test_a_key_is_forgotten_after_a_day() -> None:
    headers = headers_of("secretary") | key()
    extend(headers)
    Answered.objects.update(at=timezone.now() - timedelta(hours=25))
    assert extend(headers, to="2032-01-31").status_code == 200
    assert Answered.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"Idempotency-Key": "two words"}])
def test_a_write_without_a_key_is_refused_before_it_is_done(given: dict[str, str]) -> None:
    answer = extend(headers_of("secretary") | given)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]


def test_a_token_does_what_it_is_for_and_nothing_besides() -> None:
    person = Person.objects.get(username="secretary")
    last = timezone.localdate()
    _, secret = make_token(person, name="reader", scopes=["read"], expires=last, by=person)
    answer = extend({"Authorization": f"Bearer {secret}"} | key())
    assert answer.status_code == 403
    assert "'commitment'" in answer.json()["detail"]


def test_a_token_that_is_not_for_reading_reads_what_the_public_reads() -> None:
    _waiting()
    person, last = Person.objects.get(username="secretary"), timezone.localdate()
    _, reads = make_token(person, name="r", scopes=["read"], expires=last, by=person)
    _, writes = make_token(person, name="w", scopes=["commitment"], expires=last, by=person)

    def seen(secret: str) -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return len(Client().get("/api/reports", headers=headers).json()["items"])

    assert (seen(reads), seen(writes)) == (1, 0)


def _revoked(token: Token, person: Person) -> None:
    revoke_token(token, by=person)


def _expired(token: Token, person: Person) -> None:
    with change(by=person) as changed:
        token.expires = date(2020, 1, 1)
        changed.save(token, "token.made")


def _left(token: Token, person: Person) -> None:
    with change(by=SYSTEM) as changed:
        person.is_active = False
        changed.save(person, "person.left")


@pytest.mark.parametrize("end", [_revoked, _expired, _left])
def test_a_token_that_has_ended_opens_nothing(end: Callable[[Token, Person], None]) -> None:
    headers = headers_of("secretary")
    token = Token.objects.select_related("person__body")[0]
    assert Client().get("/api/reports", headers=headers).status_code == 200
    end(token, token.person)
    answer = Client().get("/api/reports", headers=headers)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("said", ["Bearer none", "Bearer", "Basic bm9uZTpub25l", "Bearer \xe9"])
def test_what_is_no_token_of_ours_opens_not_even_what_is_public(said: str) -> None:
    answer = Client().get("/api/commitments", headers={"Authorization": said})
    assert answer.status_code == 401


def test_a_role_that_needs_a_second_factor_needs_it_for_its_tokens(settings: Settings) -> None:
    headers = headers_of("leader")
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    answer = Client().get("/api/reports", headers=headers)
    assert answer.status_code == 401
    assert "second factor" in answer.json()["detail"]


def test_pages_by_cursor_tell_every_duty_once_and_as_the_log_does() -> None:
    items: list[dict[str, Any]] = []
    after: Any = ""
    while after is not None:
        told = Client().get("/api/commitments", {"limit": 7, "after": after}).json()
        items, after = items + told["items"], told["next"]
        assert len(told["items"]) <= 7
    assert [each["id"] for each in items] == [row.slug for row in Commitment.objects.order_by("pk")]
    first = Commitment.objects.get(slug=items[0]["id"])
    assert {name: items[0][name] for name in first.trail_fields()} == first.trail_fields()


def test_a_page_of_duties_asks_the_database_as_often_however_long_it_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(6):
        Client().get("/api/commitments", {"limit": 200})


def test_a_fault_in_what_was_sent_names_its_place() -> None:
    answer = extend(headers_of("secretary") | key(), to="tomorrow", colour="red")
    assert answer.status_code == 422
    assert {fault["place"] for fault in answer.json()["faults"]} == {
        "body.given.to",
        "body.given.colour",
    }


def test_an_address_that_is_not_there_and_a_method_that_is_not_taken_are_problems() -> None:
    assert Client().get("/api/none").json()["status"] == 404
    taken = Client().delete("/api/commitments")
    assert (taken.status_code, taken["Allow"]) == (405, "GET")


def test_the_document_is_openapi_3_1_and_names_each_refusal() -> None:
    document = Client().get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "Problem" in document["components"]["schemas"]
    assert all("4XX" in told["responses"] for _, told in operations())


def test_the_log_tells_of_a_token_and_never_its_secret() -> None:
    secret = headers_of("secretary")["Authorization"].removeprefix("Bearer ")
    entry = Entry.objects.latest("index")
    assert entry.action == "token.made"
    assert not Token.objects.filter(digest=secret).exists()
    assert secret not in "".join(str(value) for value in entry.values.values_list("value"))
    assert list(replay().faults) == []
