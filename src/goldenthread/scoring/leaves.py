"""One leaf of the page for each unit: its place, its parts, its strengths and weaknesses."""

from html import escape
from urllib.parse import quote

import numpy as np

from goldenthread.scoring.account import Account
from goldenthread.scoring.markup import both, heading, named, phrase
from goldenthread.scoring.saying import robustness
from goldenthread.scoring.tree import Node
from goldenthread.terms.text import Words

_NOTED = 5


def anchor(account: Account, row: int) -> str:
    """Return the name by which a unit's leaf is linked to."""
    held = account.built.table
    parts = (
        [held.units[row]] if len(set(held.periods)) < 2 else [held.units[row], held.periods[row]]
    )
    return "unit-" + "-".join(quote(part, safe="") for part in parts)


def contents(account: Account) -> str:
    """Return the list of units, each a link to its leaf."""
    links = "".join(
        f'<li><a href="#{anchor(account, row)}">{escape(heading(account, row))}</a></li>'
        for row in account.order
    )
    return (
        f'<nav id="units"><h2>{both(phrase("page.units"))}</h2><ul class="units">{links}</ul></nav>'
    )


def leaf(account: Account, row: int) -> str:
    """Return a unit's own leaf: in print a page of its own."""
    built = account.built
    code, place = built.table.units[row], int(built.places[row, -1])
    spot = Words(str(place), str(place)) if place else phrase("page.none")
    score = built.scores[row, -1]
    facts = [
        (phrase("page.place"), both(spot)),
        (phrase("page.score"), f"{score:.2f}" if np.isfinite(score) else "–"),
        (phrase("page.known"), f"{built.coverage[row, -1]:.0%}"),
    ]
    told = " · ".join(f"{both(name)} <b>{value}</b>" for name, value in facts)
    said = f"<p>{both(robustness(account.draws, unit=code))}</p>" if account.draws else ""
    strong, weak = _extremes(account, row)
    return (
        f'<article id="{anchor(account, row)}"><h2>{escape(heading(account, row))}</h2>'
        f"<p>{told}</p>{said}{_parts(account, row)}"
        f'<div class="two">{_listed("page.strong", strong)}{_listed("page.weak", weak)}</div>'
        f'<p class="back"><a href="#units">{both(phrase("page.back"))}</a></p></article>'
    )


def _parts(account: Account, row: int) -> str:
    """The unit's score and place in each top part, beside the middle of all."""
    built = account.built
    tree = built.design.tree
    heads = f"<th>{both(phrase('page.node'))}</th>" + "".join(
        f'<th class="n">{both(phrase(f"page.{head}"))}</th>'
        for head in ("score", "place", "middle")
    )
    rows = []
    for node in tree.children(tree.root.code):
        scores, place = built.of(node.code), int(built.places_of(node.code)[row])
        known = scores[np.isfinite(scores)]
        middle = float(np.median(known)) if len(known) else float("nan")
        cells = [_shown(float(scores[row])), str(place) if place else "–", _shown(middle)]
        numbers = "".join(f'<td class="n">{cell}</td>' for cell in cells)
        rows.append(f"<tr><td>{named(node)}</td>{numbers}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _shown(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "–"


def _listed(key: str, chosen: list[tuple[int, Node]]) -> str:
    items = "".join(f"<li>{named(node)} ({place})</li>" for place, node in chosen)
    held = f"<ul>{items}</ul>" if items else f"<p>{both(phrase('page.nothing'))}</p>"
    return f"<section><h3>{both(phrase(key))}</h3>{held}</section>"


def _extremes(account: Account, row: int) -> tuple[list[tuple[int, Node]], list[tuple[int, Node]]]:
    """The indicators in which the unit's own place is in the better half, and in the worse."""
    built = account.built
    strong: list[tuple[float, int, Node]] = []
    weak: list[tuple[float, int, Node]] = []
    for node in built.design.tree.indicators:
        scores, place = built.of(node.code), int(built.places_of(node.code)[row])
        if not place:
            continue
        known = scores[np.isfinite(scores)]
        # Ties share the better place, so a crowd at the top is no strength of one of them.
        ahead, behind = (known > scores[row]).mean(), (known < scores[row]).mean()
        (strong if behind > ahead else weak).append((float(behind - ahead), place, node))
    strong.sort(key=lambda each: -each[0])
    weak = sorted((each for each in weak if each[0] < 0), key=lambda each: each[0])
    return [each[1:] for each in strong[:_NOTED]], [each[1:] for each in weak[:_NOTED]]
