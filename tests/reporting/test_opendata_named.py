"""card.json says of each indicator that it names what its figures are."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.reporting.card import Card
from goldenthread.reporting.linked import jsonld_bytes
from goldenthread.reporting.opendata import card_json
from goldenthread.terms.dossiers import Dossier
from goldenthread.terms.meanings import Basis, Meaning
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Words
from goldenthread.weaving import weave

DEFINED = Words("By population at the end of the year.", "按年末人口计算。")


def woven(haven: Dossier, *meanings: Meaning) -> Card:
    told = replace(haven, meanings=meanings)
    return weave(told, quarter=Period.parse("2024Q1"), as_known=date(2024, 4, 30))


def test_each_indicator_comes_with_its_meanings_in_the_order_in_which_they_were_stated(
    haven: Dossier, spring: Card
) -> None:
    name = spring.indicators[0].id
    first = Meaning(name, definition=DEFINED, growth_of="other", basis=Basis.CONSTANT)
    second = Meaning(name, since=date(2024, 1, 1), base="2020", factor=Decimal("0.10"))
    found = card_json(woven(haven, first, second, replace(first, indicator="elsewhere")))
    told = {each["id"]: each["meanings"] for each in found["indicators"]}
    assert [each["since"] for each in told[name]] == [None, "2024-01-01"]
    assert told[name][0]["definition"] == {"en": DEFINED.en, "zh": DEFINED.zh}
    assert (told[name][0]["growth_of"], told[name][0]["prices"]) == ("other", "constant")
    assert (told[name][1]["base"], told[name][1]["factor"]) == ("2020", Decimal("0.10"))
    assert all(not meant for each, meant in told.items() if each != name)
    assert {each["indicator"] for each in found["figures"]} - {None} <= told.keys()


def test_linked_data_describes_a_quantity_by_its_definition(haven: Dossier, spring: Card) -> None:
    name = spring.indicators[0].id
    card = woven(haven, Meaning(name, definition=DEFINED), Meaning(name, base="2020"))
    nodes = {each["@id"]: each for each in json.loads(jsonld_bytes(card))["@graph"]}
    assert DEFINED.en in str(nodes[f"#indicator-{name}"]["description"])
    assert "description" not in nodes[f"#indicator-{spring.indicators[1].id}"]
