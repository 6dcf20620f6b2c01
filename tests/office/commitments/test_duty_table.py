"""A table of duties goes out and comes in: every change seen first, every fault at its cell."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.measuring.tables import open_grid
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt, import_table, withdraw
from goldenthread.office.commitments.duty_plan import Deed, Planning
from goldenthread.office.commitments.duty_reading import (
    MAX_BYTES,
    MAX_ROWS,
    Wrong,
    day_in,
    read_duties,
)
from goldenthread.office.commitments.duty_table import STATES
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.models import Document
from goldenthread.office.site.words import phrases
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Value
from goldenthread.office.trail.replay import replay
from goldenthread.planning import as_csv, as_xlsx
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import BadTable, NotPossible
from goldenthread.terms.text import Words

WHY = "As the meeting of 3 May decided."
NEW = ["prices", "notice", "2", "Keep prices steady", "稳定物价"]
HEAD = ["id", "document", "number", "title_en", "title_zh"]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    return adopt(
        notice,
        slug="wall",
        title=Words("=Sea wall", "@海堤 <b>"),
        statements=numbered(notice, "1"),
        by=secretary,
    )


@pytest.fixture
def browser(secretary: Person, wall: Commitment) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def give(browser: Client, data: bytes, name: str = "duties.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return browser.post("/en/duties/import/", {"file": file})


def kept(answer: Any) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def faults(secretary: Person, rows: list[list[str]]) -> list[tuple[int, str, Wrong]]:
    read, shape = read_duties(as_csv(rows), name="t.csv")
    planning = Planning(secretary.body, "en")
    planning.plan(read)
    return [(each.row, each.column, each.wrong) for each in [*shape, *planning.faults]]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_went_out_changes_nothing_when_it_comes_in(
    browser: Client, form: str, language: str
) -> None:
    out = browser.get(f"/{language}/duties.{form}")
    assert out["Content-Disposition"] == f'attachment; filename="duties.{form}"'
    assert "'=Sea wall" in open_grid(out.content).rows[1]
    back = give(browser, out.content, f"duties.{form}")
    assert "Nothing is to be changed" in back.content.decode()


def test_many_are_changed_at_once_after_they_were_shown(
    browser: Client, finance: Department
) -> None:
    rows = [
        [*HEAD, "lead", "due"],
        ["wall", "", "", "", "", "财政局", "2024/6/30"],
        [*NEW, "", ""],
    ]
    before = Entry.objects.count()
    shown = give(browser, as_csv(rows))
    page = shown.content.decode()
    assert shown.status_code == 200
    assert all(text in page for text in ("2023-12-31", "2024-06-30", "Keep prices steady"))
    assert Entry.objects.count() == before
    done = browser.post("/en/duties/import/", {"kept": kept(shown), "reason": WHY})
    assert done.headers["Location"] == "/en/commitments/"
    wall, prices = Commitment.objects.order_by("-slug")
    assert (wall.lead, wall.due) == (finance, date(2024, 6, 30))
    assert (prices.lead, prices.number, prices.title_zh) == (finance, "2", "稳定物价")
    added = Entry.objects.filter(index__gte=before, object__startswith="commitment/")
    assert set(added.values_list("action", flat=True)) == {
        "commitment.assigned",
        "commitment.extended",
        "commitment.adopted",
    }
    assert set(
        Value.objects.filter(entry__in=added, name="@reason").values_list("value", flat=True)
    ) == {WHY}
    assert not list(audit())


def test_a_table_saved_by_a_chinese_spreadsheet_comes_in(browser: Client) -> None:
    text = "短名,时限,状态\r\nwall,2024年6月30日,withdrawn\r\n"
    page = give(browser, text.encode("gb18030")).content.decode()
    assert "is withdrawn" in page
    assert "2024-06-30" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_workbook_typed_by_hand_comes_in(browser: Client, language: str) -> None:
    made = as_xlsx([["id", "due"], ["wall", "2024-06-30"]], title="t")
    assert "2024-06-30" in give(browser, made, "t.xlsx").content.decode()


@pytest.mark.parametrize(
    ("column", "text", "wrong"),
    [
        ("due", "2023-13-01", Wrong.BAD_DAY),
        ("due", "soon", Wrong.BAD_DAY),
        ("due", "2023-01-01", Wrong.EARLIER_DAY),
        ("lead", "Moon Bureau", Wrong.UNKNOWN_UNIT),
        ("lead", "works; finance", Wrong.UNKNOWN_UNIT),
        ("supporting", "works", Wrong.LEADS_IT),
        ("title_en", "Another", Wrong.FIXED),
        ("statement_en", "char=0,1", Wrong.FIXED),
        ("state", "accepted", Wrong.BAD_STATE),
        ("title_zh", "长" * 301, Wrong.TOO_LONG),
    ],
)
def test_each_cell_that_cannot_stay_is_named(
    secretary: Person, wall: Commitment, column: str, text: str, wrong: Wrong
) -> None:
    assert faults(secretary, [["id", column], ["wall", text]]) == [(2, column, wrong)]


@pytest.mark.parametrize(
    ("column", "text", "wrong"),
    [
        ("id", "../etc/passwd", Wrong.BAD_NAME),
        ("id", SCRIPT, Wrong.BAD_NAME),
        ("document", "none", Wrong.UNKNOWN_DOCUMENT),
        ("number", "77", Wrong.UNKNOWN_SENTENCE),
        ("title_zh", "", Wrong.NO_TITLE),
    ],
)
def test_each_cell_that_keeps_a_duty_from_being_taken_up_is_named(
    secretary: Person, notice: Document, column: str, text: str, wrong: Wrong
) -> None:
    row = [text if name == column else cell for name, cell in zip(HEAD, NEW, strict=True)]
    assert faults(secretary, [HEAD, row]) == [(2, column, wrong)]


def test_an_empty_cell_and_a_column_left_out_change_nothing(
    secretary: Person, wall: Commitment
) -> None:
    rows = [[*HEAD, "lead", "due", "state"], ["wall", *[""] * 7]]
    read, shape = read_duties(as_csv(rows), name="t.csv")
    planning = Planning(secretary.body, "en")
    planning.plan(read)
    assert (shape, planning.faults, planning.deeds) == ([], [], [])


def test_every_fault_is_told_at_once_with_row_and_column(browser: Client) -> None:
    rows = [["id", "due", "colour"], ["wall", "never", ""], ["wall", "", "red"]]
    answer = give(browser, as_csv(rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kept" not in page
    for said in ("No column has this heading", "This is no day", "Another row has", "never"):
        assert said in page


def test_a_table_without_rows_or_without_its_column_of_names_says_so(
    secretary: Person, notice: Document
) -> None:
    assert faults(secretary, [["id"]]) == [(1, "", Wrong.NO_ROWS)]
    assert faults(secretary, [["due"]]) == [(1, "id", Wrong.COLUMN_MISSING)]
    assert (1, "ID", Wrong.COLUMN_TWICE) in faults(secretary, [["id", "ID"], ["a", "a"]])


def test_a_closed_duty_is_not_changed(secretary: Person, wall: Commitment) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    rows = [["id", "due"], ["wall", "2030-01-01"]]
    assert faults(secretary, rows) == [(2, "id", Wrong.CLOSED)]


def test_what_was_shown_is_not_applied_once_it_would_do_something_else(
    browser: Client, secretary: Person, wall: Commitment
) -> None:
    seal = kept(give(browser, as_csv([["id", "due"], ["wall", "2024-06-30"]])))
    withdraw(wall, by=secretary, reason=WHY)
    answer = browser.post("/en/duties/import/", {"kept": seal, "reason": WHY})
    assert answer.status_code == 422
    assert "have changed since" in answer.content.decode()


def test_a_table_is_applied_by_whoever_was_shown_it_and_as_it_was(
    browser: Client, stranger: Person
) -> None:
    seal = kept(give(browser, as_csv([["id", "due"], ["wall", "2024-06-30"]])))
    before = Entry.objects.count()
    for forged in (f"{seal}x", "", SCRIPT):
        answer = browser.post("/en/duties/import/", {"kept": forged, "reason": WHY})
        assert answer.status_code == 422
    assert browser.post("/en/duties/import/", {"kept": seal, "reason": " "}).status_code == 422
    browser.force_login(stranger)
    assert browser.post("/en/duties/import/", {"kept": seal, "reason": WHY}).status_code == 403
    assert Entry.objects.count() == before


def test_a_deed_that_fails_takes_back_those_before_it(
    secretary: Person, finance: Department, wall: Commitment
) -> None:
    before, early = Entry.objects.count(), date(2020, 1, 1)
    deeds = [
        Deed(2, "assign", "wall", "", "", wall, {"to": finance}),
        Deed(3, "extend", "wall", "", "", wall, {"to": early}),
    ]
    with pytest.raises(NotPossible, match="no more time"):
        import_table(deeds, by=secretary, reason=WHY)
    assert Entry.objects.count() == before
    assert Commitment.objects.get(slug="wall").lead != finance
    with pytest.raises(NotPossible, match="changes nothing"):
        import_table([], by=secretary, reason=WHY)
    assert not list(audit())


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * 50_000_000)
    return file.getvalue()


def _tricky() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("../../etc/passwd", b"root")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 no table",
        b"PK\x03\x04 no zip",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b'id,due\r\n"never closed',
        b"id\n" * (MAX_ROWS + 2),
        b"x" * (MAX_BYTES + 1),
        _bomb(),
        _tricky(),
    ],
    ids=["pdf", "broken zip", "picture", "open quote", "rows", "bytes", "bomb", "path"],
)
def test_a_hostile_file_is_refused_with_what_to_do(browser: Client, data: bytes) -> None:
    before = Entry.objects.count()
    answer = give(browser, data, "../../../duties.xlsx")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Entry.objects.count() == before


def test_what_a_table_says_is_shown_as_words_and_never_as_a_page(browser: Client) -> None:
    rows = [[*HEAD, SCRIPT], [*NEW[:3], SCRIPT, SCRIPT, ""]]
    page = give(browser, as_csv(rows)).content.decode()
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    shown = give(browser, as_csv([HEAD, [*NEW[:3], SCRIPT, SCRIPT]]))
    assert SCRIPT not in shown.content.decode()
    browser.post("/en/duties/import/", {"kept": kept(shown), "reason": SCRIPT})
    assert Commitment.objects.get(slug="prices").title_en == SCRIPT
    for address in ("commitments/", "commitments/prices/", "units/finance/"):
        assert SCRIPT not in browser.get(f"/en/{address}").content.decode()


@pytest.mark.parametrize("text", ["2024-6-30", "2024/06/30", "2024年6月30日", "2024.6.30"])
def test_a_day_is_read_as_people_and_programs_write_it(text: str) -> None:
    assert day_in(text) == date(2024, 6, 30)


def test_a_table_that_is_no_file_of_ours_is_refused_by_its_name() -> None:
    with pytest.raises(BadTable, match="empty"):
        read_duties(b"", name="empty.csv")


def test_a_table_says_every_state_as_the_pages_do() -> None:
    assert STATES.keys() == set(State)
    said = phrases()
    assert {state: said[f"state.{state.replace(' ', '_')}"] for state in State} == STATES


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_state_goes_out_in_words_and_comes_in_as_it_was(
    browser: Client, wall: Commitment, state: State, form: str, language: str
) -> None:
    wall.state = state.value
    with change(by=SYSTEM) as changed:
        changed.save(wall, "commitment.progressed")
    out = browser.get(f"/{language}/duties.{form}").content
    said = STATES[state].in_language("zh" if language == "zh-hans" else "en")
    assert said in open_grid(out).rows[1]
    assert "Nothing is to be changed" in give(browser, out, f"duties.{form}").content.decode()


@pytest.mark.parametrize(
    "said", ["withdrawn", "Withdrawn", "已撤销", "Under Way", "已销号", "none"]
)
def test_only_to_withdraw_is_a_state_that_a_table_brings(
    secretary: Person, wall: Commitment, said: str
) -> None:
    found = faults(secretary, [["id", "state"], ["wall", said]])
    is_withdrawn = said.casefold() in ("withdrawn", "已撤销")
    assert found == ([] if is_withdrawn else [(2, "state", Wrong.BAD_STATE)])


def test_the_rows_that_are_new_changed_and_unchanged_are_counted(
    browser: Client, wall: Commitment, notice: Document, secretary: Person
) -> None:
    title = Words("Prices", "物价")
    adopt(notice, slug="same", title=title, statements=numbered(notice, "2"), by=secretary)
    rows = [
        [*HEAD, "lead", "due"],
        ["wall", "", "", "", "", "财政局", "2024-06-30"],
        ["same", "", "", "", "", "", ""],
        [*NEW, "", ""],
    ]
    page = give(browser, as_csv(rows)).content.decode()
    assert "Rows that are new: 1; that change a duty: 1; that leave it as it is: 1." in page
    browser.get("/zh-hans/")
    file = SimpleUploadedFile("duties.csv", as_csv(rows))
    page = browser.post("/zh-hans/duties/import/", {"file": file}).content.decode()
    assert "新增 1 行，改动 1 行，未变 1 行。" in page


def test_a_table_gives_a_first_due_day_and_other_supporting_units(
    browser: Client, wall: Commitment, notice: Document, secretary: Person, works: Department
) -> None:
    title = Words("Prices", "物价")
    cited = numbered(notice, "2")
    prices = adopt(notice, slug="prices", title=title, statements=cited, by=secretary)
    prices.due = None
    with change(by=SYSTEM) as changed:
        changed.save(prices, "commitment.progressed")
    shown = give(browser, as_csv([["id", "supporting", "due"], ["prices", "工务局", "2024-06-30"]]))
    done = browser.post("/en/duties/import/", {"kept": kept(shown), "reason": WHY})
    assert done.status_code == 302
    changed_duty = Commitment.objects.get(slug="prices")
    assert (changed_duty.supporting_units(), changed_duty.due) == ([works], date(2024, 6, 30))
    assert list(audit()) == replay().faults == []
