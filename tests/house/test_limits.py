"""The page of limits says what the program does."""

import re
from pathlib import Path

import pytest
from allauth.account import app_settings

from goldenthread.measuring.tables import apart, grids
from goldenthread.office.bodies.api import Paging
from goldenthread.office.commitments import duty_reading, exhibits
from goldenthread.office.editions import asking_actions
from goldenthread.office.editions import limits as asking
from goldenthread.office.records import arriving_actions
from goldenthread.office.site import settings
from goldenthread.reading.opening import limits

#: What stands before each number, and the number in the program.
NUMBERS = {
    "a document that the office takes in": (settings.MAX_DOCUMENT_BYTES,),
    "documents in one drop": (arriving_actions.MOST,),
    "evidence of a report": (exhibits.MAX_BYTES,),
    "a table of duties": (duty_reading.MAX_BYTES, duty_reading.MAX_ROWS),
    "a table of figures": (grids.MAX_BYTES, grids.MAX_CELLS),
    "a form that is sent, without its files": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE,),
    "file": (limits.FILE_BYTES,),
    "unpacked": (limits.UNPACKED_BYTES, limits.RATIO),
    "files within it": (limits.MEMBERS,),
    "pages": (limits.PAGES,),
    "cells of its tables": (limits.CELLS,),
    "dots of a picture": (limits.PIXELS,),
    "memory": (limits.LIMITS.memory,),
    "time of the processor": (limits.LIMITS.cpu,),
    "time on the clock": (limits.LIMITS.wall,),
    "questions about a figure, from one address": (asking.MOST,),
    "such questions that wait for an answer, of everybody together": (asking_actions.MOST_WAITING,),
}


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[str, str]:
    page = (root / "docs/reference/limits.md").read_text()
    cut = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {each[0].rstrip(" |"): each[-1].lstrip("| ") for each in cut}


@pytest.mark.parametrize("what", NUMBERS)
def test_each_number_on_the_page_is_that_of_the_program(what: str, rows: dict[str, str]) -> None:
    said = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", rows[what])]
    assert said == list(NUMBERS[what])


def test_how_long_a_table_is_read_and_how_much_a_page_of_the_api_gives(
    root: Path, rows: dict[str, str]
) -> None:
    page = (root / "docs/reference/limits.md").read_text()
    assert f"for {apart._SECONDS} seconds at most" in page
    schema = Paging.model_json_schema()["properties"]["limit"]
    assert rows["what one page of the API gives"] == str(schema["maximum"])


def test_how_often_a_wrong_password_may_be_tried(rows: dict[str, str]) -> None:
    counted = app_settings.RATE_LIMITS["login_failed"]
    assert counted == "10/m/ip,5/300s/key"
    assert rows["wrong passwords for one name"] == "5 in five minutes"
    assert rows["wrong passwords from one address"] == "10 in a minute"


def test_what_the_proxy_holds_back_is_what_the_page_says(root: Path, rows: dict[str, str]) -> None:
    text = (root / "deploy/nginx.conf").read_text()
    (rate,) = re.findall(r"rate=(\d+)r/s", text)
    (burst,) = re.findall(r"burst=(\d+)", text)
    said = "requests from one address, through the proxy that is shipped"
    assert rows[said] == f"{rate} a second, {burst} at once"
    (body,) = re.findall(r"client_max_body_size (\d)m", text)
    assert rows["through the proxy that is shipped"] == f"{body} MB"
