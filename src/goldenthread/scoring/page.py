"""One self-contained page of an index, in both languages: no script, nothing from elsewhere."""

from collections.abc import Callable
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from goldenthread.scoring import drawings, vega
from goldenthread.scoring.account import Account, places
from goldenthread.scoring.leaves import anchor, contents, leaf
from goldenthread.scoring.markup import both, figure, heading, named, phrase, whole
from goldenthread.terms.text import Words
from goldenthread.terms.wording import phrases

_ROOM = "goldenthread.scoring"


def page(account: Account) -> str:
    """Return the page as HTML: places, contributions, sensitivity, and each unit by itself."""
    title = whole(account)
    style = files(_ROOM).joinpath("page.css").read_text("utf-8")
    parts = [
        f"<h1>{both(title)}</h1>",
        _league(account),
        _parts(account),
        _sobol(account),
        _nodes(account),
        contents(account),
        *(leaf(account, row) for row in account.order),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title.en)} · {escape(title.zh)}</title><style>{style}</style></head><body>"
        '<input type="radio" name="lang" id="en" checked><label for="en">English</label> '
        '<input type="radio" name="lang" id="zh"><label for="zh">中文</label>'
        f"<main>{''.join(parts)}</main></body></html>\n"
    )


def _place(account: Account, row: int) -> str:
    place = int(account.built.places[row, -1])
    return f"{place} {heading(account, row)}" if place else heading(account, row)


def _drawn(draw: Callable[..., str], *facts: Any, label: str) -> str:
    """The same picture broad and narrow, of which the style sheet shows the one that fits."""
    kinds = (("broad", drawings.BROAD), ("narrow", drawings.NARROW))
    return "".join(
        f'<div class="{kind}">{draw(*facts, label=label, at=at)}</div>' for kind, at in kinds
    )


def _spoken(key: str) -> str:
    """What a screen reader says of a picture, which has one name for both languages."""
    words = phrase(key)
    return f"{words.en} · {words.zh}"


def _league(account: Account) -> str:
    rows = []
    for row in account.order:
        held: dict[str, Any] = {
            "name": _place(account, row),
            "place": int(account.built.places[row, -1]) or None,
            "href": f"#{anchor(account, row)}",
        }
        if account.ranged:
            spread = places(account.ranged, row)
            held |= {end: spread[end] if spread else None for end in ("low", "high")}
        rows.append(held)
    note = phrase("page.league_fixed" if account.draws else "page.league_plain")
    if account.ranged:
        note = phrase("page.league_note", draws=int(account.ranged.counts.sum()))
    plain = [{key: value for key, value in held.items() if key != "href"} for held in rows]
    picture = _drawn(drawings.ranges, rows, label=_spoken("page.league"))
    return figure(phrase("page.league"), note, picture, vega.ranges_chart(plain))


def _parts(account: Account) -> str:
    built = account.built
    children = built.design.tree.children(built.design.tree.root.code)
    weights = np.array([built.weights[child.code] for child in children])
    shares = weights / weights.sum()
    rows = []
    for row in account.order:
        scores = [float(built.of(child.code)[row]) for child in children]
        parts = [
            (child.name.en or child.code, share * score)
            for child, share, score in zip(children, shares.tolist(), scores, strict=True)
            if np.isfinite(score)
        ]
        rows.append(
            {"name": _place(account, row), "parts": parts, "href": f"#{anchor(account, row)}"}
        )
    flat = [
        {"name": row["name"], "part": part, "points": points}
        for row in rows
        for part, points in row["parts"]
    ]
    picture = _drawn(drawings.stacked, rows, label=_spoken("page.parts"))
    spec = vega.bars_chart(flat, value="points", group="part")
    keys = "".join(
        f'<span class="key p{number % 8}"></span>{named(child)}'
        for number, child in enumerate(children)
    )
    return figure(phrase("page.parts"), phrase("page.parts_note"), f"<p>{keys}</p>{picture}", spec)


def _sobol(account: Account) -> str:
    found = account.sobol
    if found is None or found.factors == ("none",):
        return ""
    kind = phrase("page.exact" if found.is_exact else "page.sampled", runs=found.runs)
    said = phrases(_ROOM, "page.toml")["page.sobol_note"]
    note = Words(said.en.format(kind=kind.en), said.zh.format(kind=kind.zh))
    named = [phrase(f"factor.{factor}") for factor in found.factors]
    first, total = found.first.tolist(), found.total.tolist()
    names = [f"{words.en} · {words.zh}" for words in named]
    picture = _drawn(drawings.sobol, names, first, total, label=_spoken("page.sobol"))
    rows = [
        {"name": name, "first": alone, "total": both}
        for name, alone, both in zip(names, first, total, strict=True)
    ]
    return figure(phrase("page.sobol"), note, picture, vega.sobol_chart(rows))


def _nodes(account: Account) -> str:
    tree = account.built.design.tree.weighted(dict(account.built.weights))
    shares = tree.effective()
    rows = [
        f"<tr><td>{named(node)}</td>"
        f"<td>{both(phrase(f'page.{node.direction}'))}</td>"
        f'<td class="n">{shares[node.code]:.1%}</td></tr>'
        for node in reversed(tree.nodes)
    ]
    heads = "".join(
        f"<th{end}>{both(phrase(f'page.{head}'))}</th>"
        for head, end in (("node", ""), ("direction", ""), ("share", ' class="n"'))
    )
    return (
        f"<section><h2>{both(phrase('page.made_of'))}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{_unscaled(account)}</section>"
    )


def _unscaled(account: Account) -> str:
    codes = account.built.unscaled
    return f"<p>{both(phrase('page.unscaled', codes=', '.join(codes)))}</p>" if codes else ""
