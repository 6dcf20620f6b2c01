"""Many files come in at once: each is read by itself, and none is lost with another."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.records.arriving_actions import (
    BROKEN_OFF,
    MOST,
    leave_out,
    read_received,
    receive,
    try_again,
)
from goldenthread.office.records.models import Arrival, Document
from goldenthread.office.trail.models import Entry
from goldenthread.terms.errors import NotPermitted, NotPossible

MEETING = (
    "HAVEN, 13 October 2023 — The municipal government met on 11 October.\n\n"
    "The aim is to be the first in the province.\n"
).encode()
NOTICE = "港湾市人民政府\n2023年3月1日\n市工务局于2023年12月31日前完成修复海堤任务。\n".encode()
UNDATED = b"The Works Bureau will repair the sea wall.\n"


@pytest.fixture
def browser(secretary: Person) -> Client:
    """The secretary's browser."""
    client = Client()
    client.force_login(secretary)
    return client


def _send(browser: Client, *files: tuple[str, bytes]) -> str:
    """Drop the files; return the address of what became of them."""
    given = [SimpleUploadedFile(name, content) for name, content in files]
    answer = browser.post("/en/take-in/many/", {"documents": given})
    assert answer.status_code == 302
    return str(answer["Location"])


def _states() -> dict[str, str]:
    return {row.name: row.state for row in Arrival.objects.all()}


def test_each_file_becomes_a_document_and_one_that_cannot_be_read_holds_up_no_other(
    browser: Client,
) -> None:
    address = _send(
        browser,
        ("Meeting of October.txt", MEETING),
        ("broken.pages", b"Plan"),
        ("重点工作.md", NOTICE),
        ("letter.txt", UNDATED),
        ("empty.txt", b""),
    )
    assert _states() == {
        "Meeting of October.txt": "taken in",
        "broken.pages": "refused",
        "重点工作.md": "taken in",
        "letter.txt": "refused",
        "empty.txt": "refused",
    }
    kept = {(row.slug, row.title_zh, row.dated) for row in Document.objects.all()}
    assert kept == {
        ("meeting-of-october", "Meeting of October", date(2023, 10, 11)),
        ("document", "重点工作", date(2023, 3, 1)),
    }
    assert Document.objects.get(slug="document").records.get().language == "zh"
    page = browser.get(address).content.decode()
    for said in (".pages documents are not read", "the document names no day", "5 of 5 files read"):
        assert said in page
    assert '<a href="/en/records/meeting-of-october/">' in page
    assert not any(bytes(row.content) for row in Arrival.objects.filter(state="taken in"))


def test_a_refused_file_is_read_again_with_its_day_and_its_fault_said_beside_it(
    browser: Client,
) -> None:
    address = _send(browser, ("letter.txt", UNDATED))
    row = Arrival.objects.get()
    again = f"/en/take-in/{row.pk}/again/"
    assert browser.post(again).status_code == 422
    assert browser.post(again, {"dated": "soon"}).status_code == 422
    assert browser.post(again, {"dated": "2023-05-02"})["Location"] == address
    assert Document.objects.get(slug="letter").dated == date(2023, 5, 2)
    assert _states() == {"letter.txt": "taken in"}


def test_two_files_of_one_name_become_two_documents(browser: Client) -> None:
    _send(browser, ("a/minutes.txt", MEETING), ("b/minutes.txt", MEETING))
    _send(browser, ("minutes.md", MEETING))
    slugs = set(Document.objects.values_list("slug", flat=True))
    assert slugs == {"minutes", "minutes-2", "minutes-3"}


def test_what_one_request_does_not_come_to_waits_and_is_read_by_the_next(
    body: Body, secretary: Person, browser: Client
) -> None:
    files = [(f"minutes {number}.txt", MEETING) for number in range(3)]
    drop = receive(body, files=files, by=secretary)
    assert read_received(body, drop=drop, by=secretary, seconds=-1) == 3
    page = browser.get(f"/en/take-in/many/{drop}/").content.decode()
    assert "0 of 3 files read" in page
    assert "Read the others" in page
    assert "waits to be read" in browser.get("/en/take-in/many/").content.decode()
    browser.post(f"/en/take-in/many/{drop}/read/")
    assert Document.objects.count() == 3
    assert "Read the others" not in browser.get(f"/en/take-in/many/{drop}/").content.decode()


def test_what_somebody_else_is_reading_is_left_to_them_unless_it_broke_off(
    body: Body, secretary: Person
) -> None:
    drop = receive(body, files=[("minutes.txt", MEETING)], by=secretary)
    Arrival.objects.update(begun=timezone.now())
    assert read_received(body, drop=drop, by=secretary) == 1
    Arrival.objects.update(begun=timezone.now() - BROKEN_OFF - timedelta(seconds=1))
    assert read_received(body, drop=drop, by=secretary) == 0


def test_a_file_that_was_not_taken_in_is_left_out_and_one_that_was_is_not(
    body: Body, secretary: Person, browser: Client
) -> None:
    _send(browser, ("letter.txt", UNDATED), ("minutes.txt", MEETING))
    letter, minutes = Arrival.objects.order_by("name")
    assert browser.post(f"/en/take-in/{letter.pk}/leave-out/").status_code == 302
    assert _states() == {"minutes.txt": "taken in"}
    for refused in (leave_out, lambda row, by: try_again(row, dated=None, by=by)):
        with pytest.raises(NotPossible, match="it was taken in"):
            refused(minutes, by=secretary)


def test_a_drop_without_files_with_too_many_or_with_one_too_large_is_refused_whole(
    body: Body, secretary: Person, browser: Client
) -> None:
    for files in ([], [("a.txt", b"a")] * (MOST + 1)):
        with pytest.raises(NotPossible, match="files were given"):
            receive(body, files=files, by=secretary)
    assert browser.post("/en/take-in/many/", {"none": "1"}).status_code == 422
    large = [SimpleUploadedFile("a.txt", MEETING), SimpleUploadedFile("b.txt", b"a" * 5_000_001)]
    answer = browser.post("/en/take-in/many/", {"documents": large})
    assert (answer.status_code, "b.txt" in answer.content.decode()) == (422, True)
    assert not Arrival.objects.exists()


def test_nobody_but_the_bodys_secretary_drops_reads_or_leaves_out(
    body: Body, secretary: Person, leader: Person, stranger: Person
) -> None:
    drop = receive(body, files=[("letter.txt", UNDATED)], by=secretary)
    row, size = Arrival.objects.get(), Entry.objects.count()
    for person in (leader, stranger):
        for act in (
            lambda by: receive(body, files=[("a.txt", b"a")], by=by),
            lambda by: read_received(body, drop=drop, by=by),
            lambda by: try_again(row, dated=None, by=by),
            lambda by: leave_out(row, by=by),
        ):
            with pytest.raises(NotPermitted):
                act(person)
    assert (_states(), Entry.objects.count()) == ({"letter.txt": "waiting"}, size)


def test_hostile_names_stay_names(browser: Client) -> None:
    address = _send(browser, ("<img src=x onerror=alert(1)>.txt", UNDATED))
    page = browser.get(address).content.decode()
    assert "<img" not in page
    assert "&lt;img src=x" in page
