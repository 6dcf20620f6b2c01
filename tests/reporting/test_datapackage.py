"""The data package beside the card, held to the table it describes."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.reporting import card_files
from goldenthread.reporting.card import Card
from goldenthread.reporting.datapackage import datapackage, datapackage_bytes
from goldenthread.reporting.opendata import figures_csv
from goldenthread.terms.text import Words

READERS: dict[str, Callable[[str], object]] = {
    "number": Decimal,
    "date": date.fromisoformat,
    "string": str,
}


@pytest.fixture
def resource(card: Card) -> Any:
    (found,) = json.loads(datapackage_bytes(card))["resources"]
    return found


def test_it_names_the_table_that_stands_beside_it(card: Card, resource: Any) -> None:
    files = card_files(card)
    table = files[resource["path"]]
    assert files["datapackage.json"] == datapackage_bytes(card)
    assert resource["bytes"] == len(table)
    assert resource["hash"] == f"sha256:{hashlib.sha256(table).hexdigest()}"


def test_every_cell_of_the_table_is_of_the_type_it_states(card: Card, resource: Any) -> None:
    fields = resource["schema"]["fields"]
    rows = list(csv.reader(io.StringIO(figures_csv(card).decode("utf-8-sig"))))
    assert rows[0] == [field["name"] for field in fields]
    for row in rows[1:]:
        for field, cell in zip(fields, row, strict=True):
            assert not cell or READERS[field["type"]](cell) is not None
            assert cell in field.get("constraints", {}).get("enum", [cell])


def test_its_key_names_each_row_once(card: Card, resource: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(figures_csv(card).decode("utf-8-sig"))))
    (key,) = resource["schema"]["primaryKey"]
    assert len({row[key] for row in rows}) == len(rows) > 0


def test_every_column_is_explained(resource: Any) -> None:
    assert all(field["description"] for field in resource["schema"]["fields"])


def test_its_name_is_one_the_standard_allows(card: Card) -> None:
    assert re.fullmatch(r"[a-z0-9._-]+", datapackage(card)["name"])


def test_it_carries_the_notice_in_both_languages(card: Card) -> None:
    said = datapackage(replace(card, notice=Words("An example.", "示例。")))["description"]
    assert said == "An example.\n示例。"


def test_a_source_without_an_address_is_named_without_one(card: Card) -> None:
    bare = replace(card, sources=(replace(card.sources[0], address=""),))
    (source,) = datapackage(bare)["sources"]
    assert set(source) == {"title"}


def test_another_figure_is_another_hash(card: Card) -> None:
    assert (
        datapackage(replace(card, rows=card.rows[:1]))["resources"]
        != (datapackage(card)["resources"])
    )
