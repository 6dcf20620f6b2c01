"""The card as a page: sound, linked, escaped, and needing nothing from elsewhere."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from goldenthread.reporting.card import Card
from goldenthread.reporting.page import card_body, card_html
from goldenthread.terms.text import LANGUAGES, Language, Words

VOID = {"meta", "input", "br", "link", "img"}
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror='alert(1)'>"


class Page(HTMLParser):
    """The tags of a page, with what is wrong about their nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def each(self, name: str) -> list[str]:
        return [value for _, given in self.tags if (value := given.get(name)) is not None]


@pytest.fixture(scope="module")
def page(card: Card) -> Page:
    return Page(card_html(card))


def test_every_tag_is_closed_where_it_should_be(page: Page) -> None:
    assert page.open == []


def test_every_id_stands_once_and_every_link_within_the_page_finds_its_place(page: Page) -> None:
    ids = page.each("id")
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in page.each("href") if link.startswith("#")]
    assert len(inside) == 2 * 2 * 15  # two languages; a box and a walk back for each duty
    assert set(inside) <= set(ids)
    named = {name for names in page.each("aria-labelledby") for name in names.split()}
    assert named <= set(ids)


def test_nothing_is_run_and_nothing_is_loaded_from_elsewhere(page: Page, card: Card) -> None:
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.each("src") == []
    assert page.each("style") == []
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    official = {source.address for source in card.sources if source.address}
    assert {link for link in page.each("href") if "://" in link} <= official


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_shown_and_never_run(card: Card, language: Language) -> None:
    said = Words(HOSTILE, HOSTILE)
    first = card.rows[0]
    row = replace(first, commitment=replace(first.commitment, title=said, lead=said))
    sources = tuple(replace(source, title=said, publisher=said) for source in card.sources)
    documents = tuple(
        replace(each, title=said, paraphrase=said, en=replace(each.en, text=HOSTILE * 99))
        for each in card.documents
    )
    hostile = replace(
        card,
        notice=said,
        body=said,
        rows=(row, *card.rows[1:]),
        sources=sources,
        documents=documents,
    )
    page = Page(card_body(hostile, language=language))
    assert {"script", "img"} & {tag for tag, _ in page.tags} == set()
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_site_each_duty_leads_to_its_own_walk_back(card: Card, language: Language) -> None:
    links = Page(card_body(card, language=language)).each("href")
    walks = [link for link in links if link.startswith("walk/")]
    assert len(walks) == len(set(walks)) == len(card.rows)


def test_both_languages_stand_in_the_one_file(page: Page, card: Card) -> None:
    mains = [given["lang"] for tag, given in page.tags if tag == "main"]
    assert mains == ["en", "zh-Hans"]
    text = card_html(card)
    assert "Missed by" in text
    assert "未达成" in text
