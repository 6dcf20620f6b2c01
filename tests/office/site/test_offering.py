"""The site's catalogue, feeds, calendar and key, as programs find them."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from rdflib import DCAT, RDF, Graph

from goldenthread.ledger import Policy
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.actions import withdraw
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.editions.models import Edition
from goldenthread.office.records.models import Document
from goldenthread.office.trail.models import Entry, Log

pytestmark = [
    pytest.mark.usefixtures("loaded", "db"),
    # The reader of RDF warns of a way of its own.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


def get(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content


def test_the_catalogue_offers_every_file_of_every_card_where_it_lies() -> None:
    base = "https://haven.example/catalog.jsonld"
    found = Graph().parse(data=get("/catalog.jsonld"), format="json-ld", publicID=base)
    assert len(set(found.subjects(RDF.type, DCAT.Dataset))) == Edition.objects.count() == 1
    files = [str(each) for each in found.objects(None, DCAT.downloadURL)]
    assert "https://haven.example/editions/2023Q4/1/figures.sdmx.csv" in files
    for file in files:
        assert get(file.removeprefix("https://haven.example"))


@pytest.mark.parametrize(("address", "said"), [("/editions.atom", "Of fifteen duties"),
                                               ("/editions.zh.atom", "15项任务中")])  # fmt: skip
def test_a_published_card_is_news_in_both_languages(address: str, said: str) -> None:
    top = fromstring(get(address))
    (entry,) = top.findall("a:entry", ATOM)
    assert said in (entry.findtext("a:summary", namespaces=ATOM) or "")
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert get("/" + link.attrib["href"])
    assert (entry.findtext("a:id", namespaces=ATOM) or "").startswith("tag:jiaxing")


def test_what_is_decided_of_a_duty_is_news_of_that_duty() -> None:
    def news() -> list[str]:
        top = fromstring(get("/commitments/2023-4.atom"))
        return [entry.findtext("a:title", "", ATOM) for entry in top.findall("a:entry", ATOM)]

    before = news()
    duty, secretary = (
        Commitment.objects.get(slug="2023-4"),
        Person.objects.get(username="secretary"),
    )
    withdraw(duty, by=secretary, reason="The province took it over.")
    assert set(news()) - set(before) == {"duty withdrawn: Raise fixed-asset investment by 10 %"}


def test_why_somebody_did_something_is_not_in_the_feed() -> None:
    duty, secretary = (
        Commitment.objects.get(slug="2023-4"),
        Person.objects.get(username="secretary"),
    )
    withdraw(duty, by=secretary, reason="Between us alone.")
    assert b"Between us" not in get("/commitments/2023-4.atom")


def test_every_open_duty_with_a_day_is_in_the_calendar_and_no_closed_one() -> None:
    made = get("/due.zh.ics").decode()
    dated = Commitment.objects.filter(due__isnull=False, document__is_released=True)
    assert made.count("BEGIN:VEVENT") == dated.count() > 10
    secretary = Person.objects.get(username="secretary")
    withdraw(Commitment.objects.get(slug="2023-4"), by=secretary, reason="No more.")
    assert "2023-4@goldenthread" not in get("/due.ics").decode()


def test_a_duty_from_a_document_not_released_is_in_no_feed_and_no_calendar() -> None:
    hidden = Document.objects.filter(is_released=False)
    slugs = list(Commitment.objects.filter(document__in=hidden).values_list("slug", flat=True))
    made = get("/due.ics").decode()
    assert not [slug for slug in slugs if f"UID:{slug}@" in made]
    assert {Client().get(f"/commitments/{slug}.atom").status_code for slug in slugs} <= {404}


def test_the_key_and_the_policy_are_where_they_are_known_to_be() -> None:
    told, log = json.loads(get("/.well-known/goldenthread")), Log.objects.get()
    assert (told["origin"], told["key"]) == (log.origin, log.key)
    text = get("/.well-known/goldenthread-policy").decode()
    assert Policy.parse(text).text == text


def test_the_page_of_open_data_leads_to_all_of_it() -> None:
    page = get("/zh-hans/data/").decode()
    for address in ("/catalog.jsonld", "/editions.zh.atom", "/due.zh.ics",
                    "/.well-known/goldenthread", "/checkpoint"):  # fmt: skip
        assert f'href="{address}"' in page


def test_a_name_is_given_once_and_stays() -> None:
    first, second = get("/commitments/2023-4.atom"), get("/commitments/2023-4.atom")
    assert first == second
    ids = {entry.findtext("a:id", "", ATOM) for entry in fromstring(first).findall("a:entry", ATOM)}
    assert len(ids) == Entry.objects.filter(object="commitment/2023-4").count()
