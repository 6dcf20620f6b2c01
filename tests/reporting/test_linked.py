"""The card as linked data, read by a reader of RDF that has never heard of cards."""

import json
from dataclasses import replace
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from goldenthread.reporting.card import Card
from goldenthread.reporting.linked import jsonld_bytes
from goldenthread.terms.text import Words

#: The reader warns of a way of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
BASE = "https://example.org/card.jsonld"
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture
def graph(card: Card) -> Graph:
    return Graph().parse(data=jsonld_bytes(card), format="json-ld", publicID=BASE)


def named(fragment: str) -> URIRef:
    return URIRef(f"{BASE}#{fragment}")


def test_it_is_a_dataset_with_its_notice_and_the_files_beside_it(graph: Graph) -> None:
    assert (URIRef(BASE), RDF.type, SCHEMA.Dataset) in graph
    said = {str(each) for each in graph.objects(URIRef(BASE), SCHEMA.description)}
    assert any("neither published nor endorsed" in each for each in said)
    files = {str(each) for each in graph.objects(None, SCHEMA.contentUrl)}
    assert "https://example.org/figures.csv" in files


def test_a_finding_leads_by_derivation_to_its_source_and_to_its_sentence(graph: Graph) -> None:
    derived = PROV.wasDerivedFrom
    (source,) = graph.objects(named("finding-2023-4"), derived / derived / PROV.hadPrimarySource)
    assert source == named("source-S06")
    sentences = set(graph.objects(named("finding-2023-4"), derived / derived)) & set(
        graph.subjects(RDF.type, OA.Annotation)
    )
    assert sentences == {named("sentence-2023-4-en"), named("sentence-2023-4-zh")}


def test_every_sentence_has_its_exact_place_and_words(graph: Graph, card: Card) -> None:
    for row in card.rows:
        duty = row.commitment
        target = graph.value(named(f"sentence-{duty.id}-zh"), OA.hasTarget)
        selectors = list(graph.objects(target, OA.hasSelector))
        (exact,) = (quote for each in selectors for quote in graph.objects(each, OA.exact))
        (start,) = (place for each in selectors for place in graph.objects(each, OA.start))
        assert str(exact) == duty.quote.zh
        assert f"#{start}-" in duty.statement.zh


def test_what_is_not_known_has_a_finding_and_no_value(graph: Graph) -> None:
    finding = named("finding-2023-2")
    assert (finding, SCHEMA.additionalType, Literal("not yet known")) in graph
    assert (named("figure-rd_intensity-jiaxing-2023"), None, None) not in graph


def test_values_are_text_so_that_no_digit_is_lost(graph: Graph) -> None:
    values = set(graph.objects(None, SCHEMA.value))
    assert Literal("13.0") in values


def test_nothing_claims_to_review_what_somebody_else_said(graph: Graph) -> None:
    kinds = {str(each) for each in graph.objects(None, RDF.type)}
    assert str(SCHEMA.ClaimReview) not in kinds


def test_every_name_within_the_file_is_told_something_of(card: Card) -> None:
    nodes: list[dict[str, Any]] = json.loads(jsonld_bytes(card))["@graph"]
    told = {node["@id"] for node in nodes}
    # A document is named by its sentences alone: its text lies elsewhere.
    used = {
        each["@id"]
        for node in nodes
        for key in ("prov:wasDerivedFrom", "isBasedOn")
        for each in node.get(key, [])
    }
    assert used <= told
    assert len(nodes) == len(told)


def test_a_language_without_words_is_left_out(card: Card) -> None:
    silent = replace(card, notice=Words("An example.", ""))
    (dataset, *_) = json.loads(jsonld_bytes(silent))["@graph"]
    assert dataset["description"] == [{"@language": "en", "@value": "An example."}]
