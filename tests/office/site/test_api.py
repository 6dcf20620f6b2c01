"""Programs do what their person may, by the same table, once, and are told why not."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from goldenthread.office.bodies.actions import make_token, revoke_token
from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.permissions import PERMISSIONS, SYSTEM
from goldenthread.office.commitments.extension_actions import ask_extension
from goldenthread.office.commitments.milestone_actions import set_milestone
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.records.models import Statement
from goldenthread.office.site.api import api
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Answered, Entry
from goldenthread.office.trail.replay import replay
from goldenthread.planning import Account
from goldenthread.terms.commitments import State
from goldenthread.terms.text import Words
from people import PEOPLE, add_stranger
from tokens import headers_of

pytestmark = pytest.mark.usefixtures("loaded", "db")

READ = (200,) * 9
SECRETARY = (401, 200, *(403,) * 7)
REPORT = (401, 403, 403, 403, 200, 200, 403, 403, 403)
PLANS = (401, 200, 403, 403, 200, 403, 403, 403, 403)
OUTCOME = (401, 403, 403, 404, 200, 200, 403, 403, 404)
STEP = {"title_en": "First work", "title_zh": "首项工程", "due": "2023-06-30"}
HEAD = (401, 403, 403, 403, 200, 403, 403, 403, 403)
#: The duty has a due day already.
NO_DAY = (401, 409, *(403,) * 7)
ANSWER = (401, 200, 200, 404, 403, 403, 403, 403, 404)
WHY = {"reason": "The town asked for it."}
SAID = {
    "state": "under way",
    "words": "Begun.",
    "cause": "Late permits.",
    "action": "A third team.",
}
ADOPTED = {"slug": "new", "title_en": "Sea wall", "title_zh": "海堤", "statements": ["STATEMENT"]}

#: Every operation, where and with what it is tried, and what each of PEOPLE gets.
OPERATIONS: list[tuple[str, str, dict[str, Any] | None, tuple[int, ...]]] = [
    ("get /api/commitments", "", None, READ),
    ("get /api/commitments/{slug}", "2023-4", None, READ),
    ("get /api/reports", "", None, READ),
    ("post /api/documents/{slug}/adopt", "notice-2023", ADOPTED | {"lead": "UNIT"}, SECRETARY),
    ("post /api/commitments/{slug}/assign", "2023-4", WHY | {"to": "UNIT"}, SECRETARY),
    ("post /api/commitments/{slug}/extend", "2023-4", WHY | {"to": "2031-01-31"}, SECRETARY),
    ("post /api/commitments/{slug}/set-due", "2023-4", WHY | {"to": "2031-01-31"}, NO_DAY),
    ("post /api/commitments/{slug}/ask-extension", "2023-4", WHY | {"to": "2031-01-31"}, HEAD),
    ("post /api/commitments/{slug}/extensions/{number}/approve", "2023-4", WHY, ANSWER),
    ("post /api/commitments/{slug}/extensions/{number}/refuse", "2023-4", WHY, ANSWER),
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
#: The action on duties that is a person's: a table's changes are looked through before they apply.
BY_HAND = {"commitment.import_table"}
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


def sent(operation: str, slug: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
    address = operation.partition(" ")[2].format(slug=slug, number=1)
    if body is None:
        return Client().get(address, headers=headers)
    said = Statement.objects.filter(record__document__slug="notice-2023")[0]
    duty = Commitment.objects.select_related("lead").get(slug="2023-4")
    unit = Commitment.objects.exclude(lead=duty.lead)[0].lead.slug
    filled = {name: {"UNIT": unit}.get(str(value), value) for name, value in body.items()}
    if "statements" in filled:
        filled["statements"] = [str(said.pk)]
    return Client(raise_request_exception=False).post(
        address, filled, content_type="application/json", headers=headers | key()
    )


def test_every_operation_stands_in_the_table() -> None:
    assert sorted(name for name, _ in operations()) == sorted(name for name, *_ in OPERATIONS)


def test_every_action_on_duties_can_be_asked_for_by_its_name() -> None:
    told = {each["operationId"] for _, each in operations()}
    asked = {name for name in PERMISSIONS if name.startswith("commitment.")}
    assert asked - told == BY_HAND
    # Who signs in and what is erased is decided by a person behind a second factor.
    assert not {name for name in told if name.startswith("body.")}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("operation", "slug", "body", "statuses"), OPERATIONS)
def test_each_operation_answers_each_person_as_its_page_does(
    operation: str, slug: str, body: dict[str, Any] | None, statuses: tuple[int, ...], who: str
) -> None:
    add_stranger()
    if "{number}" in operation:
        _waiting()
    headers, expected = headers_of(who), statuses[PEOPLE.index(who)]
    size = Entry.objects.count()
    answer = sent(operation, slug, body, headers)
    assert answer.status_code == expected, answer.content
    if body is not None:
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
    with django_assert_max_num_queries(4):
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
