"""A withdrawn edition leaves no address empty: each says that it was withdrawn, when and why."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from goldenthread.ledger import verify
from goldenthread.office.bodies.models import Person
from goldenthread.office.editions.actions import draft, publish, withdraw
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.thread import card_json, walk_back
from goldenthread.office.editions.views import CONTENT_TYPES
from goldenthread.office.site.publishing import public_pages
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.models import Entry, Log
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible

pytestmark = pytest.mark.usefixtures("loaded", "db")
WHY = "Table 3 was read one row too low."


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


@pytest.fixture
def chief() -> Person:
    return Person.objects.get(username="leader")


@pytest.fixture
def withdrawn(chief: Person) -> Edition:
    edition = Edition.objects.get(quarter="2023Q4", number=1)
    withdraw(edition, by=chief, reason=WHY)
    return edition


@pytest.mark.parametrize(
    "address",
    ["editions/2023Q4/1/", "editions/2023Q4/1/walk/2023-4/", "codings/2023Q4/1/",
     "weights/2023Q4/1/", "editions/2023Q4/1/since/2023Q4/1/"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_its_pages_say_so_and_why(withdrawn: Edition, address: str, language: str) -> None:
    answer = Client().get(f"/{language}/{address}")
    assert answer.status_code == 410
    page = answer.content.decode()
    assert WHY in page
    assert "7.4" not in page


@pytest.mark.parametrize("name", sorted(CONTENT_TYPES))
def test_each_of_its_files_says_so_in_a_file_of_its_kind(withdrawn: Edition, name: str) -> None:
    answer = Client().get(f"/editions/2023Q4/1/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (410, CONTENT_TYPES[name])
    assert answer.content != bytes(withdrawn.files.get(name=name).content)


def test_the_file_of_data_names_the_hash_of_what_stood_there(withdrawn: Edition) -> None:
    told = json.loads(Client().get("/editions/2023Q4/1/card.json").content)
    assert told["sha256"] == withdrawn.files.get(name="card.json").sha256
    assert told["reason"] == WHY


def test_the_proof_of_a_figure_says_so_too(withdrawn: Edition) -> None:
    answer = Client().get("/editions/2023Q4/1/proof/2023-4.tlog-proof")
    assert (answer.status_code, WHY in answer.content.decode()) == (410, True)


def test_as_data_its_pages_say_so_and_nothing_else(withdrawn: Edition) -> None:
    for page in ("editions/2023Q4/1", "editions/2023Q4/1/walk/2023-4", "codings/2023Q4/1"):
        told = json.loads(Client().get(f"/{page}.json").content)
        assert (told["withdrawal"], told["rows"]) == (WHY, [])


def test_the_first_page_and_the_catalogue_offer_it_no_more_and_the_feed_tells_of_it(
    withdrawn: Edition,
) -> None:
    assert "editions/2023Q4/1" not in Client().get("/en/").content.decode()
    assert b"figures.csv" not in Client().get("/catalog.jsonld").content
    told = Client().get("/editions.atom").content.decode()
    assert WHY in told
    assert told.count("<entry>") == 2


def test_it_is_still_in_the_list_of_cards_with_the_day(withdrawn: Edition) -> None:
    page = Client().get("/en/editions/").content.decode()
    assert "/en/editions/2023Q4/1/" in page
    assert "withdrawn on" in page


def test_the_edition_that_stands_in_its_place_is_named(withdrawn: Edition, chief: Person) -> None:
    second = draft(withdrawn.scorecard, by=Person.objects.get(username="secretary"))
    assert "/en/editions/2023Q4/2/" not in Client().get("/en/editions/2023Q4/1/").content.decode()
    publish(second, by=chief)
    assert 'href="/en/editions/2023Q4/2/"' in (
        Client().get("/en/editions/2023Q4/1/").content.decode()
    )
    assert Client().get("/en/editions/2023Q4/")["Location"] == "/en/editions/2023Q4/2/"


def _had(edition: Edition) -> Iterator[str]:
    """The files of the public copy that an edition has while it stands."""
    place = f"editions/{edition.trail_id().replace('.', '/')}"
    yield from (f"{place}/{name}" for name in CONTENT_TYPES)
    pages = [place, "codings/2023Q4/1"]
    for figure in card_json(edition)["figures"]:
        yield f"{place}/proof/{figure['id']}.tlog-proof"
        pages.append(f"{place}/walk/{figure['id']}")
    for page in pages:
        yield from (f"{page}.json", f"{page}.csv")
        yield from (f"{language}/{page}/index.html" for language in ("en", "zh-hans"))


def test_the_copy_as_files_has_a_tombstone_at_every_address_that_the_edition_had(
    withdrawn: Edition,
) -> None:
    copy = dict(public_pages())
    had = list(_had(withdrawn))
    assert len(had) > 90
    assert [path for path in had if path not in copy] == []
    told = [path for path in had if path.endswith((".html", ".json", ".csv"))]
    assert [path for path in told if WHY not in copy[path].decode()] == []
    entries = {
        entry.index for entry in walk_back(withdrawn, figure="2023-4", language="zh").entries
    }
    assert {f"zh-hans/trail/{index}/index.html" for index in entries} <= copy.keys()


def test_the_bundle_that_somebody_kept_still_proves_that_it_was_published(
    withdrawn: Edition,
) -> None:
    kept = bytes(withdrawn.files.get(name="bundle.zip").content)
    assert verify(kept, policy=policy(Log.objects.get())).status == 0


def test_the_log_holds_who_withdrew_it_and_the_rows_follow_from_the_log(
    withdrawn: Edition,
) -> None:
    entry = Entry.objects.get(object=withdrawn.trail_object, action="edition.withdrawn")
    assert entry.values.get(name="withdrawal").value == WHY
    assert list(audit()) == []
    assert replay().faults == []


def test_only_the_leader_withdraws_only_what_stands_and_only_with_a_reason(chief: Person) -> None:
    edition = Edition.objects.get()
    secretary = Person.objects.get(username="secretary")
    with pytest.raises(NotPermitted):
        withdraw(edition, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="no reason"):
        withdraw(edition, by=chief, reason="  ")
    withdraw(edition, by=chief, reason=WHY)
    with pytest.raises(NotPossible, match="not standing"):
        withdraw(edition, by=chief, reason=WHY)
    drafted = draft(edition.scorecard, by=secretary)
    with pytest.raises(NotPossible, match="not standing"):
        withdraw(drafted, by=chief, reason=WHY)


def test_the_leader_withdraws_it_on_its_page(chief: Person) -> None:
    browser = Client()
    browser.force_login(chief)
    assert "/withdraw/" in browser.get("/en/editions/2023Q4/1/").content.decode()
    answer = browser.post("/en/editions/2023Q4/1/withdraw/", {"reason": WHY})
    assert answer["Location"] == "/en/editions/2023Q4/1/"
    again = browser.post("/en/editions/2023Q4/1/withdraw/", {"reason": WHY})
    assert (again.status_code, "Nothing is left to do." in again.content.decode()) == (422, True)
