"""What figures mean is stated from a day on, kept by the log, and shown in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Person
from goldenthread.office.indicators.actions import define
from goldenthread.office.indicators.meaning_actions import state_meaning
from goldenthread.office.indicators.models import Indicator, Meaning
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.meanings import Basis
from goldenthread.terms.meanings import Meaning as MeaningTerm
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

NAMES = {"output": "产值", "people": "人口", "share": "人均产值", "growth": "增速"}
SHARE = MeaningTerm(
    indicator="share",
    since=date(2023, 1, 1),
    definition=Words("Output per head.", "按人口平均的产值。"),
    numerator="output",
    denominator="people",
    factor=Decimal("10000"),
    note=Words("Counted anew.", "重新统计。"),
)
GROWTH = MeaningTerm(indicator="growth", growth_of="output", basis=Basis.CONSTANT, base="2020")


@pytest.fixture
def defined(secretary: Person) -> None:
    """Four indicators of Haven."""
    for name, zh in NAMES.items():
        words = Words(name.title(), zh)
        define(IndicatorTerm(name, words, "", Kind.RATIO, Direction.MORE), by=secretary)


@pytest.mark.parametrize(
    "term", [SHARE, GROWTH, MeaningTerm("output", part_of="people", breakdown="by town")]
)
def test_what_was_stated_is_kept_and_follows_from_the_log(
    defined: None, secretary: Person, term: MeaningTerm
) -> None:
    row = state_meaning(term, by=secretary, reason="For the checks.")
    assert Meaning.objects.get().term() == term
    assert row.trail_object == f"meaning/{term.indicator}.1"
    assert list(audit()) == replay().faults == []


def test_what_is_stated_later_is_a_further_version(defined: None, secretary: Person) -> None:
    state_meaning(SHARE, by=secretary)
    second = state_meaning(replace(SHARE, since=date(2024, 1, 1)), by=secretary)
    assert (second.number, Meaning.objects.count()) == (2, 2)
    assert replay().faults == []


@pytest.mark.parametrize(
    "term",
    [
        MeaningTerm("share"),
        MeaningTerm("share", note=Words("Why?", "为何？")),
        replace(SHARE, denominator=""),
        replace(SHARE, factor=Decimal(0)),
        replace(GROWTH, factor=Decimal(100)),
        replace(GROWTH, growth_of=""),
        replace(SHARE, numerator="share"),
        replace(SHARE, numerator="none"),
        replace(SHARE, indicator="none"),
        replace(SHARE, breakdown="by town"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    defined: None, secretary: Person, term: MeaningTerm
) -> None:
    with pytest.raises(NotPossible) as refused:
        state_meaning(term, by=secretary)
    assert refused.value.remedy
    assert not Meaning.objects.exists()


def test_a_leader_states_no_meaning(defined: None, leader: Person) -> None:
    with pytest.raises(NotPermitted):
        state_meaning(SHARE, by=leader)


def test_the_page_takes_a_meaning_and_begins_with_the_last_one(
    defined: None, secretary: Person
) -> None:
    client = Client()
    client.force_login(secretary)
    address = "/en/indicators/growth/meaning/"
    output = Indicator.objects.get(slug="output")
    refused = client.post(address, {"basis": "constant"})
    assert refused.status_code == 422
    given = {"growth_of": output.pk, "basis": "constant", "base": "2020"}
    assert client.post(address, given)["Location"] == "/en/indicators/growth/"
    assert Meaning.objects.get().term() == GROWTH
    shown = client.get(address).content.decode()
    assert '<option value="constant" selected>' in shown
    assert f'<option value="{output.pk}" selected>' in shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Computed as", "Output per head.", "10000 ×", "Counted anew.")),
        ("zh-hans", ("计算方法", "按人口平均的产值。", "产值</a> ÷", "重新统计。")),
    ],
)
def test_everybody_reads_what_the_figures_mean(
    defined: None, secretary: Person, language: str, told: tuple[str, ...]
) -> None:
    state_meaning(SHARE, by=secretary)
    state_meaning(GROWTH, by=secretary)
    shown = Client().get(f"/{language}/indicators/share/").content.decode()
    assert all(each in shown for each in told)
    growth = Client().get(f"/{language}/indicators/growth/").content.decode()
    assert ("constant prices" if language == "en" else "不变价") in growth


def test_programs_read_every_version(defined: None, secretary: Person) -> None:
    state_meaning(SHARE, by=secretary)
    (told,) = Client().get("/api/meanings").json()["items"]
    assert (told["id"], told["numerator"], told["part_of"]) == ("share.1", "output", None)
    assert (told["since"], told["factor"]) == ("2023-01-01", "10000")
