"""One self-contained page of an index, in both languages: no script, nothing from elsewhere."""

import json
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from goldenthread.scoring import drawings, vega
from goldenthread.scoring.account import Account, places
from goldenthread.scoring.saying import robustness
from goldenthread.scoring.tree import Node
from goldenthread.terms.text import LANGUAGES, Words
from goldenthread.terms.wording import phrases

_NOTED = 3
_ROOM = "goldenthread.scoring"


def page(account: Account) -> str:
    """Return the page as HTML: places, contributions, sensitivity, and each unit by itself."""
    title = account.built.design.title
    if not title.en:
        title = account.built.design.tree.root.name
    if not title.en:
        title = _phrase("page.untitled")
    style = files(_ROOM).joinpath("page.css").read_text("utf-8")
    parts = [
        f"<h1>{_both(title)}</h1>",
        _league(account),
        _parts(account),
        _sobol(account),
        _nodes(account),
        _units(account),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title.en)} · {escape(title.zh)}</title><style>{style}</style></head><body>"
        '<input type="radio" name="lang" id="en" checked><label for="en">English</label> '
        '<input type="radio" name="lang" id="zh"><label for="zh">中文</label>'
        f"<main>{''.join(parts)}</main></body></html>\n"
    )


def _phrase(key: str, **facts: Any) -> Words:
    held = phrases(_ROOM, "page.toml")[key]
    en, zh = (held.in_language(language).format(**facts) for language in LANGUAGES)
    return Words(en, zh)


def _both(words: Words) -> str:
    if words.en == words.zh:
        return escape(words.en)
    return f'<span lang="en">{escape(words.en)}</span><span lang="zh">{escape(words.zh)}</span>'


def _figure(head: Words, note: Words, picture: str, spec: dict[str, Any]) -> str:
    held = escape(json.dumps(spec, ensure_ascii=False, indent=1))
    return (
        f"<section><h2>{_both(head)}</h2><figure>{picture}<figcaption>{_both(note)}</figcaption>"
        f"</figure><details><summary>{_both(_phrase('page.data'))}</summary>"
        f"<pre>{held}</pre></details></section>"
    )


def _title(account: Account, row: int) -> str:
    code = account.built.table.units[row]
    return account.built.table.titles.get(code, code)


def _named(node: Node) -> str:
    return _both(node.name if node.name.en else Words(node.code, node.code))


def _place(account: Account, row: int) -> str:
    place = int(account.built.places[row, -1])
    return f"{place} {_title(account, row)}" if place else _title(account, row)


def _league(account: Account) -> str:
    rows = []
    for row in account.order:
        held: dict[str, Any] = {
            "name": _place(account, row),
            "place": int(account.built.places[row, -1]) or None,
        }
        if account.ranged:
            spread = places(account.ranged, row)
            held |= {"low": spread["low"], "high": spread["high"]}
        rows.append(held)
    note = _phrase("page.league_fixed" if account.draws else "page.league_plain")
    if account.ranged:
        note = _phrase("page.league_note", draws=int(account.ranged.counts.sum()))
    picture = drawings.ranges(rows, label=_phrase("page.league").en)
    return _figure(_phrase("page.league"), note, picture, vega.ranges_chart(rows))


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
        rows.append({"name": _place(account, row), "parts": parts})
    flat = [
        {"name": row["name"], "part": part, "points": points}
        for row in rows
        for part, points in row["parts"]
    ]
    picture = drawings.stacked(rows, label=_phrase("page.parts").en)
    spec = vega.bars_chart(flat, value="points", group="part")
    keys = "".join(
        f'<span class="key p{number % 8}"></span>{_named(child)}'
        for number, child in enumerate(children)
    )
    return _figure(
        _phrase("page.parts"), _phrase("page.parts_note"), f"<p>{keys}</p>{picture}", spec
    )


def _sobol(account: Account) -> str:
    found = account.sobol
    if found is None or found.factors == ("none",):
        return ""
    kind = _phrase("page.exact" if found.is_exact else "page.sampled", runs=found.runs)
    said = phrases(_ROOM, "page.toml")["page.sobol_note"]
    note = Words(said.en.format(kind=kind.en), said.zh.format(kind=kind.zh))
    named = [_phrase(f"factor.{factor}") for factor in found.factors]
    first, total = found.first.tolist(), found.total.tolist()
    names = [f"{words.en} · {words.zh}" for words in named]
    picture = drawings.sobol(names, first, total, label=_phrase("page.sobol").en)
    rows = [
        {"name": name, "first": alone, "total": both}
        for name, alone, both in zip(names, first, total, strict=True)
    ]
    return _figure(_phrase("page.sobol"), note, picture, vega.bars_chart(rows, value="total"))


def _nodes(account: Account) -> str:
    tree = account.built.design.tree.weighted(dict(account.built.weights))
    shares = tree.effective()
    rows = [
        f"<tr><td>{_named(node)}</td>"
        f"<td>{_both(_phrase(f'page.{node.direction}'))}</td>"
        f'<td class="n">{shares[node.code]:.1%}</td></tr>'
        for node in reversed(tree.nodes)
    ]
    heads = "".join(
        f"<th>{_both(_phrase(f'page.{head}'))}</th>" for head in ("node", "direction", "share")
    )
    return (
        f"<section><h2>{_both(_phrase('page.made_of'))}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _units(account: Account) -> str:
    held = "".join(_unit(account, row) for row in account.order)
    return f"<section><h2>{_both(_phrase('page.units'))}</h2>{held}</section>"


def _unit(account: Account, row: int) -> str:
    built = account.built
    code, place = built.table.units[row], int(built.places[row, -1])
    spot = Words(str(place), str(place)) if place else _phrase("page.none")
    facts = (
        f"<p>{_both(_phrase('page.place'))} {_both(spot)} · {_both(_phrase('page.score'))} "
        f"{built.scores[row, -1]:.2f} · {_both(_phrase('page.known'))} "
        f"{built.coverage[row, -1]:.0%}</p>"
    )
    said = ""
    if account.draws:
        said = f"<p>{_both(robustness(account.draws, unit=code))}</p>"
    strong, weak = _extremes(account, row)
    return (
        f'<article id="unit-{row}"><h3>{escape(_title(account, row))}</h3>{facts}{said}'
        f"<p>{_both(_phrase('page.strong'))}: {strong}<br>{_both(_phrase('page.weak'))}: {weak}</p>"
        "</article>"
    )


def _extremes(account: Account, row: int) -> tuple[str, str]:
    """The indicators in which the unit's own place is best, and worst."""
    built = account.built
    nodes = built.design.tree.indicators
    at = [built.design.tree.place_of(node.code) for node in nodes]
    held = [(int(built.places[row, place]), node) for place, node in zip(at, nodes, strict=True)]
    known = sorted((each for each in held if each[0]), key=lambda each: each[0])
    best, worst = known[:_NOTED], known[::-1][:_NOTED]

    def listed(chosen: list[tuple[int, Node]]) -> str:
        return ", ".join(f"{_named(node)} ({place})" for place, node in chosen)

    return listed(best), listed(worst)
