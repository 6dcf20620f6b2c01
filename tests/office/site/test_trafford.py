"""An English council in an office: read, adopted, recorded, published, walked back and verified."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from goldenthread.ledger import verify
from goldenthread.office.site.demo import SHOWN, Loaded, load
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.replay import replay
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave
from trafford import DUTIES, build

#: The end of 2022. An office knows what it records from the day it does: so, as known today.
AUTUMN = Period.parse("2022Q4")


@pytest.fixture
def folder(tmp_path: Path, shared: Path) -> Path:
    """The council's plain folder, in English alone."""
    return build(tmp_path / "trafford", shared)


@pytest.fixture
def office(folder: Path, db: None) -> Loaded:
    """An office that has published its card of the end of 2022."""
    return load(folder, quarters=(SHOWN, (AUTUMN, None)))


def test_the_office_publishes_the_card_that_the_folder_makes(office: Loaded, folder: Path) -> None:
    published = office.quarters[AUTUMN.label]
    plain = weave(open_folder(folder).dossier, quarter=AUTUMN, as_known=date(2024, 9, 30))
    told = {each["id"]: each["verdict"] for each in json.loads(published["card.json"])["figures"]}
    assert told == {row.commitment.id: row.verdict.value for row in plain.rows if row.results}
    assert {"met", "missed"} <= set(told.values())
    assert verify(published["bundle.zip"], policy=office.policy).status == 0
    assert list(audit()) == replay().faults == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_figure_walks_back_to_the_english_sentence(
    office: Loaded, client: Client, language: str
) -> None:
    with override(language):
        for name, *_ in DUTIES:
            page = client.get(reverse("walk", args=["2022Q4", 1, name])).content.decode()
            assert re.search('<mark class="[a-z]+">Keep the figure of', page)
