"""Show an index: its league table, what it is made of, and how sure it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from time import monotonic
from typing import TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goldenthread.scoring.account import Account, audit, places
from goldenthread.scoring.changes import CAUSES
from goldenthread.scoring.design import Alternatives
from goldenthread.scoring.published import Published
from goldenthread.scoring.reaching import Step
from goldenthread.scoring.saying import robustness
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases

Told: TypeAlias = Callable[[str, int, int], None]

_DASH = "–"


@contextmanager
def late(
    bar: Callable[[], AbstractContextManager[Told]],
    *,
    after: float = 2.0,
    clock: Callable[[], float] = monotonic,
) -> Iterator[Told]:
    """Give a step that opens `bar` only once `after` seconds have passed."""
    start = clock()
    with ExitStack() as opened:
        held: list[Told] = []

        def step(said: str, done: int, total: int) -> None:
            if not held and clock() - start >= after:
                held.append(opened.enter_context(bar()))
            for each in held:
                each(said, done, total)

        yield step


def words(key: str, language: Language, **facts: object) -> str:
    """Return the phrase `key` of this page in `language`."""
    held = phrases("goldenthread.terminal", "scores.toml")[key]
    return held.in_language(language).format(**facts)


def show_account(account: Account, *, console: Console, language: Language, unit: str = "") -> None:
    """Print an index and what was asked of it; `unit` names one to say more of."""
    console.print(_league(account, language))
    console.print(_nodes(account, language, unit))
    if account.draws and unit:
        console.print(Text(robustness(account.draws, unit=unit).in_language(language)))
    _show_proofs(account, console, language)
    if account.sobol:
        _show_sobol(account, console, language)
    if account.reaches:
        _show_reaches(account, console, language)
    if account.change:
        console.print(_change(account, language))
    if account.published:
        _show_published(account.published, console, language)
    for line in _notes(account, language):
        console.print(Text(line, style="yellow"))


def _league(account: Account, language: Language) -> Table:
    built = account.built
    root, period = built.design.tree.root, set(built.table.periods)
    title = built.design.title.in_language(language) or root.name.in_language(language)
    whole = " · ".join([title or root.code, *(period if len(period) == 1 else ())])
    # As text: a bracket in a name is no order to the screen.
    table = Table(title=Text(whole))
    heads = ["place", "unit", "score", "coverage"]
    heads += ["middle", "range"] if account.ranged else []
    heads += ["what_if"] if account.what_if else []
    for head in heads:
        table.add_column(
            words(f"table.{head}", language), justify="left" if head == "unit" else "right"
        )
    for row in account.order:
        table.add_row(*map(Text, _row(account, row)))
    return table


def _row(account: Account, row: int) -> list[str]:
    built = account.built
    code, place = built.table.units[row], int(built.places[row, -1])
    name = built.table.titles.get(code, code)
    period = built.table.period_of(row) if len(set(built.table.periods)) > 1 else ""
    cells = [
        str(place) if place else _DASH,
        f"{name} {period}".strip(),
        _score(built.scores[row, -1]),
        f"{built.coverage[row, -1]:.0%}",
    ]
    if account.ranged:
        held = places(account.ranged, row)
        cells += [f"{held['middle']:g}", _range(held)] if held else [_DASH, _DASH]
    if account.what_if:
        other = account.what_if
        cells.append(f"{int(other.places[row, -1])} ({_score(other.scores[row, -1])})")
    return cells


def _range(held: dict[str, float]) -> str:
    """From which place to which; a star where some draws give none."""
    return f"{held['low']:g}–{held['high']:g}{'*' if held['unplaced'] else ''}"


def _score(value: float) -> str:
    return f"{value:.2f}" if value == value else _DASH


def _nodes(account: Account, language: Language, unit: str) -> Table:
    """Each node with its weight and how much of it is known: of all units, and of the one named."""
    built = account.built
    table = Table(title=words("node.title", language))
    for head in ("node", "direction", "weight", "share", "known"):
        table.add_column(words(f"node.{head}", language))
    if unit:
        name = built.table.titles.get(unit, unit)
        table.add_column(Text(words("node.own", language, unit=name)), justify="right")
        table.add_column(words("node.own_known", language), justify="right")
    tree = built.design.tree.weighted(dict(built.weights))
    shares, known = tree.effective(), built.coverage.mean(axis=0).tolist()
    for node, held in zip(reversed(tree.nodes), reversed(known), strict=True):
        label = node.name.in_language(language) or node.code
        way = words(f"node.{node.direction}", language)
        cells = [label, way, f"{node.weight:.4g}", f"{shares[node.code]:.1%}", f"{held:.0%}"]
        cells += _own(account, node.code, unit) if unit else ()
        table.add_row(*map(Text, cells))
    return table


def _own(account: Account, code: str, unit: str) -> tuple[str, str]:
    """The score of a unit in one node, and how much of that is known."""
    built = account.built
    row, at = built.table.units.index(unit), built.design.tree.place_of(code)
    return _score(built.scores[row, at]), f"{built.coverage[row, at]:.0%}"


def _show_sobol(account: Account, console: Console, language: Language) -> None:
    found = account.sobol
    if found is None or found.factors == ("none",):
        return
    table = Table(title=words("sobol.title", language))
    for head in ("factor", "first", "total"):
        table.add_column(words(f"sobol.{head}", language))
    for factor, first, total in zip(found.factors, found.first, found.total, strict=True):
        table.add_row(words(f"factor.{factor}", language), f"{first:.3f}", f"{total:.3f}")
    console.print(table)
    kind = "exact" if found.is_exact else "sampled"
    console.print(Text(words(f"sobol.{kind}", language, runs=found.runs), style="dim"))


def _show_reaches(account: Account, console: Console, language: Language) -> None:
    first = account.reaches[0]
    facts = {"unit": first.unit, "wanted": _score(first.wanted), "score": _score(first.score)}
    key = "reach.title" if first.place is None else "reach.to_place"
    said = words(key, language, place=first.place, **facts)
    console.print(Text(said, style="bold"))
    if first.steps == ():
        console.print(Text(words("reach.already", language)))
        return
    alone = [step for found in account.reaches for step in found.steps or ()]
    for step in alone:
        console.print(Text(f"  {_step(step, language)}"))
    if never := len(account.reaches) - len(alone):
        console.print(Text(f"  {words('reach.never', language, count=never)}"))
    if account.mixture is None:
        console.print(Text(words("reach.untold", language), style="yellow"))
    if account.mixture and account.mixture.steps is None:
        furthest = _score(account.mixture.furthest)
        console.print(Text(words("reach.beyond", language, furthest=furthest)))
    if account.mixture and account.mixture.steps:
        console.print(Text(words("reach.together", language), style="bold"))
        for step in account.mixture.steps:
            console.print(Text(f"  {_step(step, language)}"))
        if not account.mixture.is_least:
            share = f"{100 * account.mixture.gap:.2g}%"
            console.print(Text(words("reach.unproved", language, share=share), style="yellow"))


def _show_published(found: Published, console: Console, language: Language) -> None:
    facts = {"share": f"{found.found.r_squared:.3f}", "count": len(found.units)}
    console.print(Text(words("published.fit", language, **facts), style="bold"))
    key = "published.off" if found.off else "published.all"
    named = ", ".join(found.off)
    console.print(Text(words(key, language, count=len(found.off), units=named)))
    if found.moved:
        share = f"{found.found.r_squared_moved:.3f}"
        console.print(Text(words("published.moved", language, share=share), style="yellow"))
        for unit, at in found.moved:
            console.print(Text(f"  {words('published.at', language, unit=unit, at=at)}"))


def _step(step: Step, language: Language) -> str:
    before, after, key = step.own_before, step.own_after, "reach.step"
    if after is None:
        before, after, key = step.before, step.after, "reach.scale"
    way = words(f"node.{step.direction}", language)
    facts = {"before": f"{before:.4g}", "after": f"{after:.4g}", "way": way}
    return words(key, language, indicator=step.indicator, **facts)


def _show_proofs(account: Account, console: Console, language: Language) -> None:
    """The exact places under any weights near those given, for each level of the tree."""
    for found in account.proofs:
        last = len(found.codes) == len(account.built.design.tree.indicators)
        each = "proof.indicators" if last else "proof.parts"
        each = "proof.nested" if found.level is None else each
        level = words(each, language, count=len(found.codes))
        facts = {"best": found.best.place, "worst": found.worst.place, "level": level}
        key = "proof.exact" if found.best.gap == found.worst.gap == 0 else "proof.open"
        console.print(Text(words(key, language, share=f"{found.share:.0%}", **facts)))


def _change(account: Account, language: Language) -> Table:
    found = account.change
    table = Table(title=words("change.title", language))
    table.add_column(words("table.unit", language))
    for head in ("before", "after", *CAUSES):
        table.add_column(words(f"change.{head}", language), justify="right")
    if found is not None:
        for row, unit in enumerate(found.units):
            parts = [f"{part:+.2f}" for part in found.parts[row]]
            ends = _score(found.before[row]), _score(found.after[row])
            table.add_row(Text(unit), *ends, *parts)
    return table


def _is_unvaried(account: Account) -> bool:
    """Whether doubt was asked for and nothing could be varied."""
    asked = account.sobol is not None and account.sobol.factors == ("none",)
    return asked or (account.draws is not None and account.ranged is None)


def _notes(account: Account, language: Language) -> list[str]:
    built, out = account.built, []
    if _is_unvaried(account):
        key = "note.unlisted" if built.design.alternatives == Alternatives() else "note.single"
        out.append(words(key, language))
    if account.ranged and (account.ranged.placed < 1).any():
        out.append(words("note.unplaced", language))
    if built.dropped:
        out.append(words("note.dropped", language, units=", ".join(built.dropped)))
    if built.unscaled:
        out.append(words("note.unscaled", language, codes=", ".join(built.unscaled)))
    if built.changes:
        out.append(words("note.treated", language, codes=", ".join(built.changes)))
    if account.change and account.change.untold:
        out.append(words("note.untold", language, units=", ".join(account.change.untold)))
    if contrary := [link[0] for link in audit(built).get("contrary", [])]:
        out.append(words("note.contrary", language, codes=", ".join(contrary)))
    return out
