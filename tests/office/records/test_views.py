"""What a document's page says, and what happens when one is taken in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.office.bodies.models import Person
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document, Record, Source
from goldenthread.office.trail.models import Entry

HOSTILE = (
    "Notice <script>alert(1)</script>\n\n"
    '1. Mend the <img src=x onerror="alert(2)"> sea wall by 31 December 2023. '
    "Lead: the Works Bureau.\n"
)
MEETING = (
    "HAVEN, 13 October 2023 — The municipal government met on 11 October.\n\n"
    "The aim is to be the first in the province.\n"
)


@pytest.fixture
def browser(secretary: Person) -> Client:
    """The secretary's browser."""
    client = Client()
    client.force_login(secretary)
    return client


def _given(**changed: object) -> dict[str, object]:
    given = {"slug": "notice-7", "title_en": "New", "title_zh": "新", "dated": "2023-03-01"}
    return {**given, **changed}


def _file(content: bytes, name: str = "new.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def test_a_document_is_read_and_kept_and_shown_with_its_statements_marked(browser: Client) -> None:
    answer = browser.post("/en/take-in/", _given(text_en=_file(HOSTILE.encode())))
    assert answer["Location"] == "/en/records/notice-7/"
    page = browser.get("/en/records/notice-7/").content.decode()
    for statement in Document.objects.get().records.get().statements.all():
        assert f'<mark id="s{statement.pk}" class="{statement.type}"' in page


def test_hostile_text_stays_text(browser: Client) -> None:
    browser.post("/en/take-in/", _given(slug="hostile", text_en=_file(HOSTILE.encode())))
    page = browser.get("/en/records/hostile/").content.decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert re.search(r'<mark id="s\d+"[^>]*>[^<]*&lt;img', page)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.pages", b"Plan", ".pages documents are not read."),
        ("plan.txt", b"%PDF-1.7", "this is a PDF document"),
        ("plan.txt", b"", "the document is empty."),
        ("plan.txt", b"\xff\xff\xff\x80", "are no text"),
        ("plan.md", b"a" * 5_000_001, "the file is larger than"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_a_remedy_and_nothing_is_kept(
    browser: Client, name: str, content: bytes, said: str
) -> None:
    before = Entry.objects.count()
    given = _given(text_en=_file(MEETING.encode()), text_zh=_file(content, name))
    answer = browser.post("/en/take-in/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f"<code>{name}</code>" in page
    assert "Nothing was saved" in page
    assert 'value="New"' in page
    assert Document.objects.count() == Record.objects.count() == 0
    assert Entry.objects.count() == before


def test_a_form_without_a_title_says_which_field_is_wrong(browser: Client) -> None:
    answer = browser.post("/zh-hans/take-in/", _given(title_en=""))
    assert answer.status_code == 422
    assert 'id="id_title_en_error"' in answer.content.decode()


def test_no_text_at_all_is_refused(browser: Client) -> None:
    answer = browser.post("/en/take-in/", _given())
    assert answer.status_code == 422
    assert "no text was given." in answer.content.decode()


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_others_than_the_bodys_secretary_take_nothing_in(
    who: str, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(who))
    answer = client.post("/en/take-in/", _given(text_en=_file(MEETING.encode())))
    assert answer.status_code == 403
    assert not Document.objects.exists()


def test_an_aim_without_owner_date_and_measure_is_said_not_to_be_trackable(
    browser: Client,
) -> None:
    browser.post("/en/take-in/", _given(slug="met", text_en=_file(MEETING.encode())))
    page = browser.get("/en/records/met/").content.decode()
    assert "Nothing here can be tracked yet: one aim" in page
    assert page.count("not stated") == 3


def test_a_document_in_one_language_is_shown_in_it_on_both_pages(
    browser: Client,
) -> None:
    browser.post("/en/take-in/", _given(slug="met", text_en=_file(MEETING.encode())))
    page = browser.get("/zh-hans/records/met/").content.decode()
    assert '<div class="doc" lang="en">' in page
    assert "本文件只有英文文本" in page


def test_the_public_reads_a_document_once_it_is_released(browser: Client, notice: Document) -> None:
    address = f"/en/records/{notice.slug}/"
    assert Client().get(address).status_code == 404
    assert browser.post(f"{address}release/").status_code == 302
    assert Client().get(address).status_code == 200
    assert browser.post(f"{address}release/").status_code == 409


def test_a_statement_links_to_its_mark_and_back_to_the_log(
    notice: Document, secretary: Person
) -> None:
    release(notice, by=secretary)
    page = Client().get(f"/en/records/{notice.slug}/").content.decode()
    for statement in notice.records.get().statements.all():
        assert f'<mark id="s{statement.pk}"' in page
        assert f'href="#s{statement.pk}"' in page
    entry = Entry.objects.get(object=notice.records.get().trail_object)
    assert f"/en/trail/{entry.index}/" in page


def test_a_source_is_named_on_its_page_and_what_it_cannot_be_is_refused(browser: Client) -> None:
    given = {"slug": "yearbook", "title_en": "Yearbook", "title_zh": "年鉴", "dated": "2024-03"}
    wrong = ({"dated": "in March"}, {"address": "nowhere"}, {"title_zh": ""}, {"slug": "a b"})
    for each in wrong:
        answer = browser.post("/en/name-source/", given | each)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert Source.objects.count() == 0
    answer = browser.post("/en/name-source/", given)
    assert answer["Location"] == "/en/sources/yearbook/"
    assert Source.objects.get().dated == "2024-03"
    assert "登记来源" in browser.get("/zh-hans/name-source/").content.decode()
    again = browser.post("/zh-hans/name-source/", given)
    assert "is here already" in again.content.decode()


def test_the_list_of_sources_leads_to_naming_one_only_for_those_who_may(
    browser: Client, leader: Person
) -> None:
    link = 'href="/en/name-source/"'
    assert link in browser.get("/en/sources/").content.decode()
    browser.force_login(leader)
    assert link not in browser.get("/en/sources/").content.decode()
