"""The card as a page: sound, linked, escaped, and needing nothing from elsewhere."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from goldenthread.reporting.card import Card, LogPlace
from goldenthread.reporting.page import card_body, card_html
from goldenthread.reporting.telling import figure_id
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES, Language, Words
from goldenthread.weaving import open_folder, weave

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
VOID = {"meta", "input", "br", "link", "img"}
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror='alert(1)'>"


class Page(HTMLParser):
    """The tags of a page, with what is wrong about their nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
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

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a reader reads."""
        return "\n".join(self.words)

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
    assert len(inside) == 2 * (
        2 * 15 + 8
    )  # two languages; a walk back for each duty, a box if it is due
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


def hostile(card: Card, language: Language) -> Card:
    """The card with hostile words wherever people write them."""
    said = Words(HOSTILE, HOSTILE)
    first = card.rows[0]
    duty = replace(first.commitment, title=said, lead=said, supporting=(said,), number=HOSTILE)
    result = first.results[0]
    figure = result.judgement.figure
    assert figure is not None
    given = replace(figure.inputs[0], text=HOSTILE, note=said)
    judgement = replace(result.judgement, figure=replace(figure, inputs=(given,), unit=HOSTILE))
    row = replace(first, commitment=duty, results=(replace(result, judgement=judgement),))
    start, end = map(int, duty.statement.in_language(language).split("#")[1].split("-"))
    documents = tuple(
        replace(
            each,
            title=said,
            paraphrase=said,
            en=replace(each.en, text=each.en.text[:start] + HOSTILE + each.en.text[end:]),
            zh=replace(each.zh, text=each.zh.text[:start] + HOSTILE + each.zh.text[end:]),
        )
        for each in card.documents
    )
    sources = tuple(replace(source, title=said, publisher=said) for source in card.sources)
    indicators = tuple(replace(each, title=said) for each in card.indicators)
    assert card.peers is not None
    peers = replace(card.peers, title=said, indicator=replace(card.peers.indicator, title=said))
    return replace(
        card,
        notice=said,
        body=said,
        rows=(row, *card.rows[1:]),
        sources=sources,
        documents=documents,
        indicators=indicators,
        peers=peers,
        method=HOSTILE,
        ledger=LogPlace(HOSTILE, 7, "ab" * 32),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_shown_and_never_run(card: Card, language: Language) -> None:
    changed = hostile(card, language)
    for text in (card_html(changed), card_body(changed, language=language)):
        page = Page(text)
        assert {"script", "img"} & {tag for tag, _ in page.tags} == set()
        assert not [name for _, given in page.tags for name in given if name.startswith("on")]
        assert page.open == []
        assert page.text.count(HOSTILE) > 10
        assert any("<script>" in label for label in page.each("aria-label"))


def test_only_a_web_address_becomes_a_link(card: Card) -> None:
    first, second, *rest = card.sources
    bad = replace(first, address="javascript:alert(1)")
    sly = replace(second, address='https://example.invalid/" onclick="alert(1)')
    page = Page(card_html(replace(card, sources=(bad, sly, *rest))))
    assert not [link for link in page.each("href") if link.startswith("javascript")]
    assert sly.address in page.each("href")
    assert page.each("onclick") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_site_each_duty_leads_to_its_own_walk_back(card: Card, language: Language) -> None:
    page = Page(card_body(card, language=language))
    walks = [link for link in page.each("href") if link.startswith("walk/")]
    assert walks == [f"walk/{figure_id(row)}/" for row in card.duties]
    elsewhere = Page(card_body(card, language=language, walk="/x/{id}?back")).each("href")
    assert f"/x/{figure_id(card.rows[0])}?back" in elsewhere
    assert not [tag for tag, _ in page.tags if tag in ("html", "body", "main", "style")]


DAYS = re.compile(
    r"(?:(?P<d>\d{1,2}) )?(?P<month>January|February|March|April|May|June|July|August|September"
    r"|October|November|December) (?P<y>\d{4})|(?P<zy>\d{4})年(?P<zm>\d{1,2})月(?:(?P<zd>\d+)日)?"
)
MONTHS = [f"{date(2000, n, 1):%B}" for n in range(1, 13)]


def days_in(text: str) -> list[date]:
    """Every day or month that a text names, a month by its first day."""
    return [
        date(int(m["y"]), 1 + MONTHS.index(m["month"]), int(m["d"] or 1))
        if m["month"]
        else date(int(m["zy"]), int(m["zm"]), int(m["zd"] or 1))
        for m in DAYS.finditer(text)
    ]


def test_no_day_after_the_cards_own_appears_as_known(card: Card) -> None:
    text = Page(card_html(card)).text
    # When it was typed in here, and until when a duty runs, are not when a figure was known.
    rest = re.sub(r"recorded here on [\w ]+|\d+年\d+月\d+日录入|Due [\w ]+|时限：[^。]+", "", text)
    named = days_in(rest)
    assert date(2024, 1, 30) in named
    assert max(named) == card.as_known


def test_nothing_that_came_out_later_stands_anywhere_on_the_page(card: Card, example: Path) -> None:
    text = Page(card_html(card)).text
    observations = open_folder(example).dossier.observations
    later = [each for each in observations if each.known and each.known_by > card.as_known]
    assert len(later) > 5
    notes = [words for each in later for words in (each.note.en, each.note.zh) if words]
    assert not [note for note in notes if note in text]
    assert not {"3.56", "3.57"} & set(re.findall(r"\d+\.\d+", text))


def test_the_same_quarter_known_later_shows_what_came_later(example: Path) -> None:
    dossier = open_folder(example).dossier
    later = weave(dossier, quarter=Period.parse("2023Q4"), as_known=date(2025, 2, 28))
    text = Page(card_html(later)).text
    assert "3.56\u00a0%" in text
    assert "年份不明" in text


def test_a_place_in_the_log_is_told_where_there_is_one(card: Card) -> None:
    assert "no log stands behind this copy" in Page(card_html(card)).text
    logged = replace(card, ledger=LogPlace("log.invalid", 42, "ab" * 32))
    text = Page(card_html(logged)).text
    assert "Log log.invalid: 42 entries" in text
    assert "no log stands behind" not in text


def test_only_the_walk_of_a_miss_is_open(page: Page) -> None:
    opened = [given.get("id") for tag, given in page.tags if tag == "details" and "open" in given]
    assert opened == ["en-2023-4-walk", "zh-2023-4-walk"]


def test_both_languages_stand_in_the_one_file(page: Page) -> None:
    mains = [given["lang"] for tag, given in page.tags if tag == "main"]
    assert mains == ["en", "zh-Hans"]
    assert "Missed by 2.6\u00a0points" in page.text
    assert "未达成，差2.6个百分点" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_as_one_file_is_accessible_and_switches_without_a_script(
    browser: Browser, spring: Card, tmp_path: Path, language: Language
) -> None:
    (tmp_path / "card.html").write_text(card_html(spring))
    window = browser.new_page(viewport={"width": 390, "height": 844})
    window.goto((tmp_path / "card.html").as_uri())
    window.locator(f"label[for=tongue-{language}]").click()
    shown = window.locator("main:visible")
    assert shown.count() == 1
    assert shown.get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    window.evaluate(AXE)
    assert [each["id"] for each in window.evaluate("axe.run()")["violations"]] == []
    assert window.evaluate("document.documentElement.scrollWidth") == 390
    window.close()
