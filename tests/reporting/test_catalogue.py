"""The catalogue, read by a reader of RDF."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, URIRef

from goldenthread.reporting.catalogue import Offered, catalogue
from goldenthread.terms.text import Words

#: The reader warns of a way of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
BASE = "https://example.org/catalog.jsonld"
FIRST = Offered(
    address="editions/2023Q4/1/card.json",
    title=Words("Report card, 2023 Q4", "2023年第四季度报告单"),
    description=Words("An example.", "示例。"),
    published=datetime(2024, 2, 1, 9, tzinfo=UTC),
    start=date(2023, 10, 1),
    end=date(2023, 12, 31),
    files={"editions/2023Q4/1/figures.csv": "text/csv"},
    version="2024-01-31",
)


def graph(*offered: Offered) -> Graph:
    made = catalogue(
        offered,
        title=Words("Report cards", "报告单"),
        publisher=Words("Haven", "港湾市"),
        description=Words("", ""),
    )
    return Graph().parse(data=made, format="json-ld", publicID=BASE)


def test_each_card_is_a_dataset_of_the_catalogue_with_its_days() -> None:
    found = graph(FIRST)
    (card,) = found.objects(URIRef(BASE), DCAT.dataset)
    assert str(card) == "https://example.org/editions/2023Q4/1/card.json"
    assert (card, RDF.type, DCAT.Dataset) in found
    issued = Literal("2024-02-01T09:00:00+00:00", datatype=XSD.dateTime)
    assert (card, DCTERMS.issued, issued) in found
    temporal = found.value(card, DCTERMS.temporal)
    assert found.value(temporal, DCAT.endDate) == Literal("2023-12-31", datatype=XSD.date)


def test_each_file_has_its_address_and_media_type() -> None:
    found = graph(FIRST)
    (file,) = found.subjects(RDF.type, DCAT.Distribution)
    address = found.value(file, DCAT.downloadURL)
    assert str(address) == "https://example.org/editions/2023Q4/1/figures.csv"
    assert str(found.value(file, DCAT.mediaType)).endswith("/media-types/text/csv")


def test_an_edition_names_the_one_it_took_the_place_of() -> None:
    second = replace(
        FIRST, address="editions/2023Q4/2/card.json", replaces="editions/2023Q4/1/card.json"
    )
    found = graph(FIRST, second)
    ((_, earlier),) = found.subject_objects(DCTERMS.replaces)
    assert str(earlier).endswith("2023Q4/1/card.json")


def test_names_are_given_in_both_languages_and_none_where_there_are_no_words() -> None:
    found = graph(FIRST)
    titles = set(found.objects(URIRef(BASE), DCTERMS.title))
    assert titles == {Literal("Report cards", lang="en"), Literal("报告单", lang="zh-Hans")}
    assert (URIRef(BASE), DCTERMS.description, None) not in found


def test_an_office_that_has_published_nothing_has_an_empty_catalogue() -> None:
    assert (None, RDF.type, DCAT.Dataset) not in graph()
    assert (URIRef(BASE), RDF.type, DCAT.Catalog) in graph()
