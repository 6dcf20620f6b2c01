"""Whoever looks finds what they may see, in either language, and nothing of what was erased."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.office.bodies.erasure_actions import approve_erasure, ask_erasure
from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.actions import intake, release
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.site.indexing import SHELVES, TABLE, lay, take_away
from goldenthread.office.site.searching import KINDS, LONGEST, excerpt, search, words_of
from goldenthread.office.trail.changes import change
from goldenthread.terms.text import Words

SECRET_ZH = """港湾市人民政府
2023年3月1日
现将2023年重点工作任务分解如下：
市工务局于2023年12月31日前完成修复海堤任务。
"""
HOSTILE = "<script>alert(1)</script> & <b>wall</b>"


@pytest.fixture
def public(notice: Document, secretary: Person) -> Document:
    """The notice, released."""
    release(notice, by=secretary)
    return notice


@pytest.fixture
def hidden(body: Body, secretary: Person) -> Document:
    """A notice in Chinese that the public may not read."""
    title = Words("Hidden duties", "未公开任务")
    return intake(body, slug="hidden", title=title, texts={"zh": SECRET_ZH}, by=secretary)


def _adopt(notice: Document, title: Words, by: Person) -> Commitment:
    cited = numbered(notice, "1")
    return adopt(notice, slug="wall", title=title, statements=cited, by=by)


def _found(asked: str, reader: object = None, lead: str = "") -> dict[str, int]:
    """How many of each kind are found."""
    words = words_of(asked)
    kinds = ("duties",) if lead else tuple(KINDS)
    counted = {kind: search(kind, words, reader=reader, lead=lead).count() for kind in kinds}
    return {kind: count for kind, count in counted.items() if count}


def _page(person: Person | None, address: str) -> str:
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("asked", ["sea wall", "SEA WALL", "wall sea", "ea", "wal", "repair"])
def test_a_document_its_statement_and_its_duty_are_found_whatever_the_case_and_the_order(
    public: Document, secretary: Person, asked: str
) -> None:
    _adopt(public, Words("Repair the sea wall", "修复海堤"), secretary)
    found = _found(asked)
    assert (found["documents"], found["duties"]) == (1, 1)
    assert found["statements"] >= 1


@pytest.mark.parametrize("asked", ["海堤", "修复海堤", "堤", "工务局", "海堤 修复"])
def test_two_chinese_characters_are_found_like_three(
    hidden: Document, secretary: Person, asked: str
) -> None:
    found = _found(asked, secretary)
    assert found["documents"] == 1
    assert found["statements"] >= 1


def test_every_word_must_be_in_the_same_thing(public: Document) -> None:
    assert _found("wall consumer") == {"documents": 1}
    assert _found("wall nowhere") == {}


def test_a_stranger_and_the_public_find_only_what_is_public(
    public: Document, hidden: Document, secretary: Person, stranger: Person, leader: Person
) -> None:
    last = Statement.objects.filter(record__document=hidden).last()
    assert last is not None
    title = Words("Repair it in secret", "暗修海堤")
    lead = Department.objects.get(slug="works")
    adopt(hidden, slug="secret", title=title, statements={"zh": last}, lead=lead, by=secretary)
    for asked in ("海堤", "修复海堤", "secret", "Hidden"):
        assert _found(asked) == _found(asked, stranger) == {}
        assert _found(asked, leader)
    assert "Hidden" not in _page(stranger, "/en/search/?q=duties")
    assert "Hidden" in _page(leader, "/en/search/?q=duties")


def test_what_was_found_is_marked_and_never_markup(
    body: Body, public: Document, secretary: Person
) -> None:
    _adopt(public, Words(HOSTILE, "海堤"), secretary)
    page = _page(None, "/en/search/?q=%3Cscript%3E")
    assert "<script>alert" not in page
    assert page.count('<mark class="found">&lt;script&gt;</mark>alert(1)&lt;/script&gt;') == 1
    page = _page(None, "/en/search/?q=%22%3E%3Cimg+src%3Dx%3E")
    assert "<img" not in page
    assert 'value="&quot;&gt;&lt;img src=x&gt;"' in page


@pytest.mark.parametrize(
    "asked", ['"', '""', "NEAR(sea wall)", "text:wall", "wall*", "%", "_", "\\", "^"]
)
def test_what_is_asked_is_words_and_no_language_of_the_database(
    public: Document, asked: str
) -> None:
    assert _found(asked) == {}
    assert _found(f"{asked} nowhere") == {}


def test_the_address_keeps_what_was_asked_in_both_languages(
    public: Document, secretary: Person, works: Department, finance: Department
) -> None:
    _adopt(public, Words("Repair the sea wall", "修复海堤"), secretary)
    page = _page(None, "/zh-hans/search/?q=%E6%B5%B7%E5%A0%A4&kind=duties")
    assert 'value="海堤"' in page
    assert '<option value="duties" selected>任务</option>' in page
    assert "/en/search/?q=%E6%B5%B7%E5%A0%A4&amp;kind=duties" in page
    assert 'href="/zh-hans/commitments/wall/"' in page
    assert "/en/commitments/wall/" in _page(None, "/en/search/?q=wall&lead=works")
    assert "/en/commitments/wall/" not in _page(None, "/en/search/?q=wall&lead=finance")
    assert "/en/records/notice/#s" in _page(None, "/en/search/?q=wall&lead=none&kind=none")


def test_many_are_turned_over_page_by_page(body: Body, secretary: Person) -> None:
    for number in range(23):
        taken = intake(
            body,
            slug=f"m{number}",
            title=Words(f"Minutes {number}", f"纪要{number}"),
            texts={"en": f"Minutes\n\nThe harbour master spoke, number {number}."},
            dated=date(2023, 1, 1),
            by=secretary,
        )
        release(taken, by=secretary)
    first = _page(None, "/en/search/?q=harbour")
    assert first.count("/en/records/m") == 5 + first.count("#s")
    assert '<a href="?q=harbour&amp;kind=documents">See all 23</a>' in first
    second = _page(None, "/en/search/?q=harbour&kind=documents&page=2")
    assert second.count('href="/en/records/m') == 3
    assert "Page 2 of 2" in second
    assert "Page 2 of 2" in _page(None, "/en/search/?q=harbour&kind=documents&page=99")


def test_nothing_is_looked_for_where_nothing_is_asked(public: Document) -> None:
    assert "Nothing that you may see" not in _page(None, "/en/search/")
    assert "Nothing that you may see" in _page(None, "/en/search/?q=zzzz")


def test_what_is_erased_is_not_found_and_leaves_nothing_in_the_index(
    public: Document, secretary: Person, leader: Person
) -> None:
    duty = _adopt(public, Words("Pay Quentin Xyzzy", "支付张某某补偿"), secretary)
    assert _found("Xyzzy") == _found("张某某") == {"duties": 1}
    secretary.role = "administrator"
    with change(by=SYSTEM) as changed:
        changed.save(secretary, "person.changed")
    names = ["title_en", "title_zh"]
    asked = ask_erasure(duty.trail_object, names=names, by=secretary, ground="Art. 17")
    approve_erasure(asked, by=leader)
    assert _found("Xyzzy") == _found("张某某") == _found("张某") == {}
    if connection.vendor == "sqlite":
        assert [name for name, held in _held().items() if "xyzzy" in held or "张某某" in held] == []


def _held() -> dict[str, str]:
    """All that the index's own tables hold, as text."""
    with connection.cursor() as cursor:
        found = {}
        for name in (f"{TABLE}_content", f"{TABLE}_data"):
            rows = cursor.execute(f"SELECT * FROM {name}").fetchall()
            cells = (cell for row in rows for cell in row)
            found[name] = " ".join(
                cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else str(cell)
                for cell in cells
            ).lower()
    return found


def test_the_words_that_the_index_holds_are_seen_by_the_test_of_erasing(
    public: Document, secretary: Person
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own index of the tables themselves")
    _adopt(public, Words("Pay Quentin Xyzzy", "支付张某某补偿"), secretary)
    held = _held()
    assert "xyzzy" in held[f"{TABLE}_content"]
    assert "张某某" in held[f"{TABLE}_data"]


def test_the_index_that_is_laid_anew_finds_what_the_one_kept_by_the_database_did(
    public: Document, hidden: Document, secretary: Person
) -> None:
    _adopt(public, Words("Repair the sea wall", "修复海堤"), secretary)
    asked = ("wall", "sea wall", "海堤", "修复海堤", "Finance")
    kept = [_found(each, secretary) for each in asked]
    if connection.vendor == "sqlite":
        take_away(connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'search_index%'")
            assert cursor.fetchone() == (0,)
    lay(connection)
    assert [_found(each, secretary) for each in asked] == kept
    assert all(kept)


@given(st.text(max_size=60), st.text(min_size=1, max_size=8))
def test_the_pieces_of_an_excerpt_are_pieces_of_the_text(text: str, word: str) -> None:
    words = words_of(word)
    if not words:
        return
    pieces = excerpt([text], words)
    assert " ".join(text.split()) == "".join(piece.text for piece in pieces)
    assert all(
        any(piece.text.casefold() == each.casefold() for each in words)
        or piece.text.lower() in [each.lower() for each in words]
        for piece in pieces
        if piece.is_found and piece.text.isascii()
    )


def test_a_long_question_is_cut_and_looked_for_nonetheless() -> None:
    assert len(words_of(" ".join("abcdefghijkl"))) == 8
    assert sum(map(len, words_of("x" * 500))) == LONGEST
    assert words_of("\0 \n") == ()
    assert len({shelf.number for shelf in SHELVES}) == len(SHELVES) <= 8


def test_a_server_that_has_trigrams_is_given_an_index_of_each_column_that_is_searched(
    public: Document, secretary: Person
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has this extension; `make test` runs on it too")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        has_trigrams = bool(cursor.fetchone())
        if has_trigrams:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        lay(connection)
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%%_search'", [])
        assert cursor.fetchone() == (11 if has_trigrams else 0,)
    assert _found("sea wall")["documents"] == 1
