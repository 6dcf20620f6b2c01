"""Every table goes out as CSV that a spreadsheet program opens and runs nothing of."""

import csv
import io

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.models import Document
from goldenthread.office.scorecards.models import Question
from goldenthread.office.trail.changes import change
from goldenthread.terms.text import Words


def _table(person: Person, address: str) -> list[list[str]]:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("title", "cell"),
    [("=HYPERLINK(0)", "'=HYPERLINK(0)"), ("@SUM", "'@SUM"), ("-5 of", "'-5 of"), ("-5", "-5")],
)
def test_what_a_unit_owes_goes_out_as_its_page_lists_it(
    notice: Document, secretary: Person, title: str, cell: str
) -> None:
    cited = numbered(notice, "1")
    adopt(notice, slug="wall", title=Words(title, "海堤"), statements=cited, by=secretary)
    head, row = _table(secretary, "/en/my-work.csv")
    assert dict(zip(head, row, strict=True)) | {"need": ""} == {
        "id": "wall", "title_en": cell, "title_zh": "海堤", "due": "2023-12-31",
        "need": "", "last_report": "",
    }  # fmt: skip


def test_who_works_here_goes_out_to_whoever_keeps_people(
    body: Body, secretary: Person, works: Department
) -> None:
    secretary.role = "administrator"
    with change(by=SYSTEM) as changed:
        changed.save(secretary, "person.changed")
    head, *rows = _table(secretary, "/zh-hans/people.csv")
    assert head == ["username", "name_en", "name_zh", "role", "unit", "is_active"]
    assert ["sunli", "Sun Li", "孙立", "administrator", "works", "True"] in rows
    assert len(rows) == Person.objects.filter(body=body).count()


def test_questions_about_figures_go_out_with_their_answers(body: Body, secretary: Person) -> None:
    asked = Question(
        slug="q", body=body, kind="sum", about="gdp", question_en="Why?", question_zh="为何？",
        evidence="[]", n=4, p="0.012", alarms=1, tests=100, answer="=1+1",
    )  # fmt: skip
    with change(by=SYSTEM) as changed:
        changed.save(asked, "question.asked")
    _, row = _table(secretary, "/en/questions.csv")
    assert row == ["q", "sum", "gdp", "Why?", "为何？", "0.012", "'=1+1"]
