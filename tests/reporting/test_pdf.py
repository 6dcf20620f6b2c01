"""The card as a PDF, from the worked example's real card; read back by another library."""

import ctypes
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typst

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, LogPlace
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.pdf import card_pdf
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES, Language, Words
from goldenthread.weaving import open_folder, weave

# It has no types of its own.
pypdfium2 = import_module("pypdfium2")
raw = import_module("pypdfium2.raw")


@pytest.fixture(scope="module")
def card(example: Path) -> Card:
    return weave(
        open_folder(example).dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31)
    )


@pytest.fixture(scope="module")
def made(card: Card) -> dict[Language, bytes]:
    return {language: card_pdf(card, language) for language in LANGUAGES}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without the spaces and line ends that setting it brought in."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [bare(text) for text in texts]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\ufffe\u00ad]+", "", text)


def titled(card: Card, title: str) -> Card:
    first = card.rows[0]
    duty = replace(first.commitment, title=Words(title, title))
    return replace(card, rows=(replace(first, commitment=duty), *card.rows[1:]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_text_is_read_in_the_order_of_the_thread(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    first, *rest = pages_of(made[language])
    assert card.peers is not None
    opening = [
        wording.title(card, language),
        wording.said(card, language),
        since_said(card, language),
        sure_said(card, language),
        wording.say("card.contents", language),
    ]
    in_order = [
        wording.say("card.duties", language),
        *(row.commitment.title.in_language(language) for row in card.rows),
        card.peers.title.in_language(language),
        wording.say("card.hope", language),
        wording.say("card.walk_title", language),
        wording.say("card.method", language),
        wording.say("card.sources", language),
        wording.say("card.proof_title", language),
    ]
    # The contents name all of it in the order in which it then stands.
    for text, found in ((first, [*opening, *in_order]), ("".join(rest), in_order)):
        place = 0
        for words in found:
            place = text.index(bare(words), place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_stands_beside_its_reason(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    text = "".join(pages_of(made[language]))
    for row in card.rows:
        both = wording.verdict_said(row, language) + wording.why(row, language)
        assert bare(both) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_and_the_page_number_stand_on_every_page(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    pages = pages_of(made[language])
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert bare(card.notice.in_language(language)) in page
        assert f"{number}/{len(pages)}" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_walk_back_shows_inputs_source_and_sentence(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    text = "".join(pages_of(made[language]))
    revenue = card.rows[2]
    assert "632÷596.47" in text
    for result in revenue.results:
        assert result.judgement.figure is not None
        for given in result.judgement.figure.inputs:
            named = next(each for each in card.indicators if each.id == given.indicator)
            assert bare(named.title.in_language(language)) in text
    assert bare(revenue.commitment.quote.in_language(language)) in text
    for source in card.sources:
        assert bare(source.title.in_language(language)) in text
        assert bare(source.address) in text
    for document in card.documents:
        assert bare(document.title.in_language(language)) in text


def test_its_links_lead_to_the_sources_own_pages_alone(
    card: Card, made: dict[Language, bytes]
) -> None:
    addresses = {source.address for source in card.sources if source.address}
    assert addresses
    found = set(re.findall(rb"/URI\((https?://[^)]*)\)", made["en"]))
    assert {address.decode() for address in found} == addresses


def tags_of(pdf: bytes) -> Counter[str]:
    """How often each tag stands in the structure of each page, added up."""
    found: Counter[str] = Counter()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                _count(raw.FPDF_StructTree_GetChildAtIndex(tree, place), found)
            raw.FPDF_StructTree_Close(tree)
    return found


def _count(element: Any, found: Counter[str]) -> None:
    name = ctypes.create_string_buffer(100)
    raw.FPDF_StructElement_GetType(element, name, 100)
    found[name.raw.decode("utf-16-le").partition("\0")[0]] += 1
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, place):
            _count(child, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_headings_keep_their_tags(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    tags = tags_of(made[language])
    assert tags["H1"] == 1
    # Contents, duties, those that run on, peers, hopes, walk, method, sources, proof.
    assert tags["H2"] == 9
    # Each duty has a row and a walk.
    assert tags["H3"] == 2 * len(card.duties)
    assert tags["Figure"] == 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_fit_for_an_archive(made: dict[Language, bytes], language: Language) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in made[language]
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made[language]


def test_what_is_wrong_with_the_template_is_not_taken_for_a_missing_font(
    card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.reporting.pdf._FONT", '"')
    with pytest.raises(typst.TypstError, match="failed to parse SVG"):
        card_pdf(card, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_claims_pdf_ua(made: dict[Language, bytes], language: Language) -> None:
    with pypdfium2.PdfDocument(made[language]) as document:
        assert raw.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_dict()["Title"]
    for name in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang"):
        assert name in made[language]
    assert b"pdfuaid:part>1<" in made[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_its_language(made: dict[Language, bytes], language: Language) -> None:
    assert re.search(rb"/Lang\s*\(" + language.encode() + rb"-", made[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_title_author_and_day_are_the_cards(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    with pypdfium2.PdfDocument(made[language]) as document:
        told = document.get_metadata_dict()
    assert told["Title"].startswith(wording.title(card, language))
    assert told["Author"] == card.software
    assert told["CreationDate"].startswith("D:20240131")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_inside(made: dict[Language, bytes], language: Language) -> None:
    fonts = fonts_of(made[language])
    assert any("NotoSansSC" in name for name in fonts)
    assert all(fonts.values()), fonts


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Whether each font of the text on the pages is embedded, by its name."""
    found: dict[str, bool] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(thing)
                name = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(font, name, 200)
                found[name.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
    return found


@pytest.mark.parametrize("hostile", ["#panic()", "$x$", "*a* _b_ @c <d> `e` \\f", '"); #panic("'])
def test_markup_in_a_title_is_printed_as_it_stands(card: Card, hostile: str) -> None:
    pages = pages_of(card_pdf(titled(card, hostile), "en"))
    assert bare(f"1 · {hostile}") in pages[0]


def test_a_character_without_a_font_costs_the_claim_and_not_the_card(card: Card) -> None:
    made = card_pdf(titled(card, "Sail \U0001f30a on"), "en")
    assert b"pdfuaid:part>1<" not in made
    assert b"pdfaid:part" not in made
    assert b"/StructTreeRoot" in made
    assert "1·Sail" in pages_of(made)[0]


def test_an_address_that_is_no_page_is_never_a_link(card: Card) -> None:
    sources = tuple(replace(source, address="javascript:alert(1)") for source in card.sources)
    assert b"javascript" not in card_pdf(replace(card, sources=sources), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_card_gives_the_same_bytes(
    card: Card, made: dict[Language, bytes], language: Language
) -> None:
    assert card_pdf(card, language) == made[language]


def test_it_says_where_the_log_stood(card: Card) -> None:
    place = LogPlace("example.invalid/log", 63, "ab" * 32)
    text = "".join(pages_of(card_pdf(replace(card, ledger=place), "en")))
    assert bare(wording.say("card.no_proof", "en")) not in text
    assert "example.invalid/log:63entries" in text


def test_without_peers_hopes_or_duties_it_is_still_a_card(card: Card) -> None:
    bare_card = replace(card, peers=None, hoped=(), rows=(), sources=())
    text = "".join(pages_of(card_pdf(bare_card, "en")))
    assert bare(wording.say("card.proof_title", "en")) in text
    assert bare(wording.say("card.hope", "en")) not in text


def test_a_quote_stands_where_its_document_is_not_at_hand(card: Card) -> None:
    text = "".join(pages_of(card_pdf(replace(card, documents=()), "en")))
    assert all(bare(row.commitment.quote.en) in text for row in card.rows)
