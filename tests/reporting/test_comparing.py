"""What changed between two cards is said figure by figure, and only what changed."""

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from goldenthread.reporting.card import Card
from goldenthread.reporting.comparing import PARTS, WHOLE, Kind, compare
from goldenthread.reporting.opendata import card_json_bytes
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Words
from goldenthread.weaving import open_folder, weave


def _read(card: Card) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(card_json_bytes(card), parse_float=Decimal)
    return read


@pytest.fixture
def first(card: Card) -> dict[str, Any]:
    return _read(card)


@pytest.fixture
def later(example: Path) -> dict[str, Any]:
    dossier = open_folder(example).dossier
    return _read(weave(dossier, quarter=Period.parse("2023Q4"), as_known=date(2025, 2, 28)))


def test_a_card_is_the_same_as_itself(first: dict[str, Any]) -> None:
    found = compare(first, copy.deepcopy(first))
    assert found.is_empty
    assert found.same == len(first["figures"]) == 25


def test_a_figure_that_came_out_later_is_a_change_with_its_reason(
    first: dict[str, Any], later: dict[str, Any]
) -> None:
    found = {change.id: change for change in compare(first, later).figures}
    research = found["2023-2"]
    said = {each.name: each for each in research.differences}
    assert research.kind is Kind.CHANGED
    assert said["value"].before == Words("", "")
    assert said["value"].after == Words("3.56 %", "3.56 %")
    assert "its year is ambiguous" in said["reason"].after.en
    assert "verdict" not in said
    assert "2023-4" not in found


def test_the_place_among_the_peers_is_said_of_the_card_as_a_whole(
    first: dict[str, Any], later: dict[str, Any]
) -> None:
    (rank,) = compare(first, later).card
    assert rank.name in WHOLE
    assert (rank.name, rank.before.en, rank.after.en) == ("rank", "3–11 / 11", "6–11 / 11")


def test_turned_round_every_difference_is_turned_round(
    first: dict[str, Any], later: dict[str, Any]
) -> None:
    there, back = compare(first, later), compare(later, first)
    assert there.same == back.same
    turned = {
        change.id: {(d.name, d.after.en, d.before.en) for d in change.differences}
        for change in back.figures
    }
    assert turned == {
        change.id: {(d.name, d.before.en, d.after.en) for d in change.differences}
        for change in there.figures
    }


def test_a_figure_that_one_card_alone_has_is_added_or_removed(first: dict[str, Any]) -> None:
    fewer = copy.deepcopy(first)
    gone = fewer["figures"].pop(0)
    (added,) = compare(fewer, first).figures
    (removed,) = compare(first, fewer).figures
    assert (added.id, added.kind) == (gone["id"], Kind.ADDED)
    assert (removed.id, removed.kind) == (gone["id"], Kind.REMOVED)
    assert {each.name for each in added.differences} <= set(PARTS)
    assert removed.title.en == gone["commitment"]["title"]["en"]


def test_a_digit_more_is_a_difference(first: dict[str, Any]) -> None:
    finer = copy.deepcopy(first)
    finer["figures"][3]["value"] = Decimal("7.40")
    (change,) = compare(first, finer).figures
    (difference,) = change.differences
    assert (difference.before.en, difference.after.en) == ("7.4 %", "7.40 %")


def test_a_change_of_method_is_said_of_the_card_as_a_whole(first: dict[str, Any]) -> None:
    other = first | {"method": "plain verdicts, version 2"}
    found = compare(first, other)
    assert [each.name for each in found.card] == ["method"]
    assert found.figures == ()
