"""In the place of a withdrawn file stands one of its kind that says so, and why."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.tombstone import Stone, stone_file

WHY = "A table was misread. 表格误读。"
STONE = Stone("Haven: 2023Q4.1 card", date(2024, 3, 1), WHY, "ab" * 32)


def test_data_say_it_as_data() -> None:
    told = json.loads(stone_file(STONE, name="card.json"))
    assert told["withdrawn"] == "2024-03-01"
    assert told["reason"] == STONE.reason
    assert told["sha256"] == STONE.sha256
    assert json.loads(stone_file(STONE, name="card.jsonld")) == told


def test_a_table_says_it_in_its_cells() -> None:
    made = stone_file(STONE, name="figures.csv").decode("utf-8-sig")
    assert any(STONE.reason in row[0] for row in csv.reader(io.StringIO(made)))


def test_a_pdf_says_it_on_paper_in_both_languages() -> None:
    document = import_module("pypdfium2").PdfDocument(stone_file(STONE, name="card.zh.pdf"))
    said = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Withdrawn on 2024-03-01" in said
    assert "已撤回" in said


def test_a_bundle_holds_a_text_that_says_it() -> None:
    with zipfile.ZipFile(io.BytesIO(stone_file(STONE, name="bundle.zip"))) as archive:
        assert archive.namelist() == ["withdrawn.txt"]
        assert STONE.reason in archive.read("withdrawn.txt").decode()


def test_a_page_says_it_and_nothing_that_somebody_wrote_is_markup() -> None:
    made = stone_file(replace(STONE, reason="<script>"), name="card.html").decode()
    assert "&lt;script&gt;" in made
    assert "<script>" not in made


@pytest.mark.parametrize("name", ["card.json", "figures.csv", "card.pdf", "bundle.zip", "x.proof"])
def test_equal_stones_are_equal_bytes(name: str) -> None:
    assert stone_file(STONE, name=name) == stone_file(replace(STONE), name=name)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_reason_is_a_formula(reason: str) -> None:
    made = stone_file(replace(STONE, reason=reason), name="a.csv").decode("utf-8-sig")
    rows = csv.reader(io.StringIO(made, newline=""))
    assert not [row for row in rows if row[0].startswith(("=", "+", "-", "@"))]
