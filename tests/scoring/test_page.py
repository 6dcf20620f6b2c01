"""The page of an index: whole, in both languages, and nothing from elsewhere."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import html as markup

from goldenthread.scoring import Aggregate, Aggregation, Alternatives, Normalise, Table
from goldenthread.scoring.account import Account
from goldenthread.scoring.changes import changed
from goldenthread.scoring.page import page
from goldenthread.scoring.reaching import reach_alone
from goldenthread.scoring.saying import robustness, tied_with
from goldenthread.scoring.sensitivity import sensitivity
from goldenthread.scoring.uncertainty import doubt, drawn
from goldenthread.terms.text import Words
from scoring.examples import CODES, UNITS, VALUES, index, table


def parsed(text: str) -> Any:
    return markup.fromstring(text)


OPEN = Alternatives(aggregations=(Aggregate(), Aggregate(Aggregation.MINIMUM)), noise=0.4, sets=20)


@pytest.fixture(scope="module")
def account() -> Account:
    hostile = {"Ash": "<script>alert('Ash')</script>"}
    held = table(titles=hostile)
    asked = index(alternatives=OPEN, title=Words("Well-being", "民生"), normalise=Normalise(low=1))
    doubted = doubt(asked.design, table=held)
    built = doubted.nominal
    return Account(
        built,
        drawn(doubted, draws=400, seed=2),
        sensitivity(doubted),
        asked.reweighted({"air": 9.0}, built=built),
        (reach_alone(built, unit="Elm", indicator="pay", score=60.0),),
        changed(built, built),
    )


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing(account: Account) -> None:
    text = page(account)
    tree = parsed(text)
    assert not tree.xpath("//script | //link | //img | //iframe | //@src | //@onclick")
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text


def test_what_people_wrote_is_shown_as_written(account: Account) -> None:
    text = page(account)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_both_languages_say_each_thing(account: Account) -> None:
    tree = parsed(page(account))
    english, chinese = (tree.xpath(f"//main//span[@lang='{lang}']") for lang in ("en", "zh"))
    assert len(english) == len(chinese) > 20
    assert all(span.text_content().strip() for span in (*english, *chinese))


def test_each_picture_has_its_data_and_specification_beside_it(account: Account) -> None:
    tree = parsed(page(account))
    for kind in ("broad", "narrow"):
        assert len(tree.xpath(f"//div[@class='{kind}']/svg")) == 3
    specs = [json.loads(unescape(each.text_content())) for each in tree.xpath("//pre")]
    assert len(specs) == 3
    for spec in specs:
        assert spec["$schema"].endswith("v5.json")
        assert spec["data"]["values"]


def test_every_unit_has_its_own_leaf_with_strengths_and_weaknesses(account: Account) -> None:
    text = page(account)
    tree = parsed(text)
    assert len(tree.xpath("//article")) == len(UNITS)
    assert tree.xpath("//article/@id") == [
        f"unit-{account.built.table.units[row]}" for row in account.order
    ]
    assert len(tree.xpath("//article/h2")) == len(UNITS)
    for link in set(tree.xpath("//main//a/@href")):
        assert tree.xpath(f"//*[@id='{link[1:]}']"), link
    assert "article { break-before: page" in text
    best = tree.xpath("//article")[0]
    strong, weak = best.xpath(".//section")
    assert strong.xpath(".//li")
    assert {li.text_content() for li in strong.xpath(".//li")}.isdisjoint(
        li.text_content() for li in weak.xpath(".//li")
    )
    for picture in tree.xpath("//svg")[:2]:
        assert len(picture.xpath(".//*[@class='place']")) == len(UNITS)


def test_directions_stand_beside_every_indicator(account: Account) -> None:
    rows = parsed(page(account)).xpath("//table//tr")
    words = {row[0].text_content(): row[1].text_content() for row in rows[1:]}
    assert "less ↓" in words["air"]
    assert "more ↑" in words["pay"]


def test_without_draws_the_page_says_that_it_says_nothing_of_doubt() -> None:
    text = page(Account(index().build(table())))
    assert "nothing is said here of how sure" in text
    assert 'class="range"' not in text


def test_the_account_is_plain_json_with_null_for_unknown(account: Account) -> None:
    held = json.loads(json.dumps(account.as_dict(), allow_nan=False))
    assert [unit["place"] for unit in held["units"]] == sorted(u["place"] for u in held["units"])
    assert held["sobol"]["exact"] is True
    assert {node["direction"] for node in held["nodes"]} == {"more", "less"}
    assert held["units"][0]["what_if"]["place"] >= 1
    assert held["change"][0]["data"] == 0


def test_a_sentence_names_range_and_those_who_cannot_be_told_apart(account: Account) -> None:
    draws = account.draws
    assert draws is not None
    unit = next(unit for unit in UNITS if tied_with(draws, unit=unit))
    said = robustness(draws, unit=unit)
    assert "nine times in ten" in said.en
    assert "may not be said to be ahead of or behind" in said.en
    assert "不能说" in said.zh


def test_of_one_without_any_value_or_just_level_nothing_is_claimed() -> None:
    values = np.vstack([VALUES, VALUES[0], np.full(4, np.nan)])
    held = Table((*UNITS, "Twin", "Blank"), CODES, values)
    draws = drawn(doubt(index(alternatives=OPEN).design, table=held), draws=200)
    told = {unit: robustness(draws, unit=unit).en for unit in UNITS}
    assert not any("Blank" in said for said in told.values())
    # Neither of two that are always level may be said to be ahead of the other.
    assert "Twin" in tied_with(draws, unit="Ash")
    assert "Ash" in tied_with(draws, unit="Twin")
    sure = [unit for unit in UNITS if draws.above("Ash", unit) >= 0.95]
    assert ("may be said to be ahead of" in told["Ash"]) == bool(sure)
    if sure:
        assert f"ahead of {len(sure)} others" in told["Ash"]


def test_a_place_that_never_moves_is_said_to_be_so() -> None:
    open_ = Alternatives(noise=1e-9, sets=3)
    certain = doubt(index(normalise=Normalise(low=1), alternatives=open_).design, table=table())
    said = robustness(drawn(certain, draws=10), unit="Elm")
    assert "under every choice tried" in said.en
    assert "may not" not in said.en


def test_where_nothing_was_varied_no_range_is_shown_and_that_is_said() -> None:
    fixed = doubt(index(normalise=Normalise(low=1)).design, table=table())
    draws = drawn(fixed, draws=10)
    assert fixed.varied == ()
    said = robustness(draws, unit="Elm")
    assert "has not been tried" in said.en
    assert "尚未检验" in said.zh
    account = Account(fixed.nominal, draws, sensitivity(fixed))
    text = page(account)
    assert "lists no alternatives" in text
    assert 'class="range"' not in text
    assert 'class="total"' not in text
    held = account.as_dict()
    assert held["varied"] == []
    assert {unit["places"] for unit in held["units"]} == {None}


def test_one_alternative_alone_varies_nothing() -> None:
    single = Alternatives(aggregations=(Aggregate(Aggregation.MINIMUM),))
    assert doubt(index(alternatives=single).design, table=table()).varied == ()
    assert doubt(index(alternatives=OPEN).design, table=table()).varied == (
        "weights",
        "aggregation",
    )


def test_the_page_of_a_real_index_is_of_moderate_size(shared: Path) -> None:
    from scoring.vignette import vignette

    asked, held = vignette(shared)
    doubted = doubt(asked.design, table=held)
    text = page(Account(doubted.nominal, drawn(doubted, draws=200), sensitivity(doubted)))
    assert len(text) < 600_000
    assert text.count("<article") == 51


def test_an_indicator_left_out_is_named_on_the_page() -> None:
    values = VALUES.copy()
    values[:, 1] = 5.0
    shown = page(Account(index().build(table(values))))
    assert "left out with its weight: parks" in shown
    assert "连同权重不计入：parks" in shown
    assert "连同权重不计入" not in page(Account(index().build(table())))
