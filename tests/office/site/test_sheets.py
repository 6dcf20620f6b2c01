"""Every public page is also data: what it shows, and never more than the public sees."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators.models import Observation
from goldenthread.office.site.sheets import SHEETS
from goldenthread.office.trail.models import Entry

pytestmark = pytest.mark.usefixtures("loaded", "db")


def read(address: str) -> Any:
    answer = Client().get(f"/{address}.json")
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def table(address: str) -> list[dict[str, str]]:
    answer = Client().get(f"/{address}.csv")
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


#: A page of each kind, by the name of its address.
PAGES = {
    "home": "index",
    "verify": "verify",
    "body": "body",
    "unit": "units/development-reform",
    "units": "units",
    "records": "records",
    "record": "records/notice-2023",
    "sources": "sources",
    "source": "sources/S08",
    "commitments": "commitments",
    "commitment": "commitments/2023-4",
    "indicators": "indicators",
    "indicator": "indicators/gdp_growth",
    "forecasts": "forecasts",
    "trail": "trail",
    "entry": "trail/0",
    "editions": "editions",
    "edition": "editions/2023Q4/1",
    "walk": "editions/2023Q4/1/walk/2023-4",
    "changes": "editions/2023Q4/1/since/2023Q4/1",
    "brief": "briefs/2023Q4/1",
    "codings": "codings/2023Q4/1",
    "inquiries": "asked/2023Q4/1",
}


def test_a_page_of_each_kind_is_tried() -> None:
    # Values, tables and questions have new keys in every run, and tests of their own.
    assert set(PAGES) == set(SHEETS) - {"observation", "import", "inquiry"}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_there_as_json_and_as_csv_and_links_to_both(name: str) -> None:
    address = PAGES[name]
    page = Client().get("/en/" if name == "home" else f"/en/{address}/").content.decode()
    for form in ("json", "csv"):
        assert f'href="/{address}.{form}"' in page
        assert Client().get(f"/{address}.{form}").status_code == 200


def test_a_duty_is_given_as_the_log_keeps_it_with_what_it_asks_for() -> None:
    duty = read("commitments/2023-4")
    assert duty["title_zh"] == Commitment.objects.get(slug="2023-4").title_zh
    assert [(row["comparator"], row["value"]) for row in duty["rows"]] == [("ge", "10")]
    assert {row["id"] for row in table("commitments")} >= {"2023-4", "2023-15"}


def test_a_figure_is_given_with_the_rows_it_was_computed_from() -> None:
    walked = read("editions/2023Q4/1/walk/2023-4")
    assert walked["verdict"] == "missed"
    assert [row["value"] for row in walked["rows"]] == ["7.4"]
    assert Client().get("/editions/2023Q4/1/walk/none.json", follow=True).status_code == 409


def test_a_value_is_given_with_its_dates() -> None:
    observation = Observation.objects.order_by("pk")[0]
    told = read(f"observations/{observation.pk}")
    assert (told["value"], told["known"]) == (observation.value, observation.known)
    assert told["id"] in {row["id"] for row in told["rows"]}


def test_a_document_is_given_with_its_text_and_each_statement_at_its_place() -> None:
    document = read("records/notice-2023")
    texts = {text["id"]: text["text"] for text in document["texts"]}
    assert len(texts) == 2
    for said in document["rows"]:
        assert texts[said["record"]][said["start"] : said["end"]] == said["quote"]


def test_an_entry_is_given_byte_for_byte_as_its_canonical_text_says() -> None:
    told = read("trail/3")
    told.pop("rows")
    assert told == json.loads(Entry.objects.get(index=3).canonical)


def test_the_codings_leave_unknown_what_the_card_cannot_say() -> None:
    by_id = {row["id"]: row for row in table("codings/2023Q4/1")}
    assert (by_id["2023-4"]["rag"], by_id["2023-4"]["g20"], by_id["2023-4"]["ogp"]) == (
        "red",
        "",
        "",
    )
    assert by_id["2023-1"]["g20"] == "+1"
    page = Client().get("/zh-hans/codings/2023Q4/1/").content.decode()
    assert re.search(r"<td>未知</td>", page)


def test_numbers_in_a_table_are_numbers_and_no_formula_ever_is() -> None:
    for row in table("editions/2023Q4/1"):
        assert not any(cell.startswith(("=", "@")) for cell in row.values())
    assert {row["value"] for row in table("indicators/gdp_growth")} >= {"6.3"}
