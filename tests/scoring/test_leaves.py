"""A unit's leaf: links that hold, gaps said, and strengths that are its own."""

import numpy as np
from lxml import html as markup

from goldenthread.scoring import Normalise, Table
from goldenthread.scoring.account import Account
from goldenthread.scoring.leaves import anchor, leaf
from goldenthread.scoring.page import page
from scoring.examples import CODES, VALUES, index, table


def test_a_unit_of_any_name_can_be_linked_to() -> None:
    names = ("New York", "嘉兴", 'a"b', "a&b", "a/b")
    account = Account(index().build(Table(names, CODES, VALUES)))
    tree = markup.fromstring(page(account))
    found = [str(each.get("id")) for each in tree.iter("article")]
    assert len(set(found)) == 5
    assert not any(sign in each for each in found for sign in ' "&')
    links = {link.get("href") for nav in tree.iter("nav") for link in nav.iter("a")}
    assert links == {f"#{each}" for each in found}


def test_in_a_panel_each_period_has_its_own_anchor() -> None:
    panel = Table(("a", "b", "a", "b"), CODES, VALUES[:4], ("2020", "2020", "2021", "2021"))
    built = index(normalise=Normalise(base="2020")).build(panel)
    found = [anchor(Account(built), row) for row in range(4)]
    assert found == ["unit-a-2020", "unit-b-2020", "unit-a-2021", "unit-b-2021"]


def test_a_unit_of_which_nothing_is_known_has_a_leaf_that_says_so() -> None:
    values = VALUES.copy()
    values[0] = np.nan
    text = leaf(Account(index().build(table(values))), 0)
    assert "no place" in text
    assert "none that stands out" in text
    assert "nan" not in text


def test_where_all_are_alike_nothing_stands_out() -> None:
    values = VALUES.copy()
    values[:, :] = [30.0, 10.0, 60.0, 5.0]
    values[4] = [40.0, 5.0, 50.0, 4.0]
    account = Account(index().build(table(values)))
    like, last = leaf(account, 0), leaf(account, 4)
    assert like.count("<li>") == 4
    assert "none that stands out" in like
    assert last.count("<li>") == 4
