"""`goldenthread score`: a composite index from its design and a table, and how sure it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.terminal.console import (
    Json,
    console,
    hushed,
    print_json,
    progress,
    tongue,
    unreadable,
)

if TYPE_CHECKING:
    from goldenthread.scoring import Built, Index
    from goldenthread.scoring.ranges import Proof
    from goldenthread.scoring.reaching import Reach
    from goldenthread.scoring.uncertainty import Doubt, Draws


def score(
    index: Annotated[Path, typer.Argument(help="The index: TOML, or COINr's iMeta as CSV.")],
    data: Annotated[Path, typer.Argument(help="The values: CSV with a column `unit` (or iData).")],
    draws: Annotated[
        int, typer.Option(help="How many draws over the alternatives.", min=0, max=10_000_000)
    ] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.", min=0)] = 0,
    sobol: Annotated[bool, typer.Option(help="Say which choice moves the places.")] = False,
    what_if: Annotated[list[str] | None, typer.Option(help="NODE=WEIGHT; may be repeated.")] = None,
    unit: Annotated[str, typer.Option(help="Say more of this unit.")] = "",
    reach: Annotated[int, typer.Option(help="The place for --unit to reach.", min=0)] = 0,
    cost: Annotated[
        list[str] | None,
        typer.Option(help="INDICATOR=PRICE of one point of its scale; may be repeated."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="An older table, or the panel: why did it change?")
    ] = None,
    period: Annotated[str, typer.Option(help="Which period; the last one unless named.")] = "",
    published: Annotated[
        Path | None, typer.Option(help="Scores that were published: do they follow from the data?")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page.")] = None,
    scheduler: Annotated[str, typer.Option(help="A Dask scheduler for very large draws.")] = "",
    as_json: Json = False,
) -> None:
    """Build a composite index, and say how sure each place is."""
    from goldenthread.scoring.account import Account
    from goldenthread.scoring.changes import changed
    from goldenthread.scoring.published import compare_published, read_published
    from goldenthread.scoring.sensitivity import sensitivity

    try:
        _drawable(scheduler, draws)
        asked = _index(index)
        held = asked.read(data)
        built = asked.build(held, period=period or max(held.periods, default=""))
        _known(built, unit, needed=bool(reach))
        costs = _costs(asked, cost or [], needed=bool(reach))
        older = _older(asked, built, against) if against else None
        doubted = _doubted(asked, built, seed) if draws or sobol else None
        found = Account(
            built,
            _drawn(doubted, draws, seed, scheduler) if doubted and draws else None,
            sensitivity(doubted, seed=seed) if doubted and sobol else None,
            _other(asked, built, what_if) if what_if else None,
            _reaches(built, unit, reach) if reach else (),
            changed(older, built) if older else None,
            _mixture(built, unit, reach, costs) if reach else None,
            _proved(built, unit) if unit else (),
            compare_published(built, read_published(published)) if published else None,
        )
        if html:
            from goldenthread.scoring.page import page

            html.write_text(page(found), "utf-8")
    except OSError as error:
        raise unreadable(error) from error
    if as_json:
        print_json(found.as_dict())
        return
    from goldenthread.terminal.scores import show_account

    show_account(found, console=console(), language=tongue(), unit=unit)


def _drawable(scheduler: str, draws: int) -> None:
    from goldenthread.terms.errors import BadTable

    if scheduler and not draws:
        raise BadTable(
            "only draws are spread over a scheduler, and none were asked for.",
            place="--scheduler",
            remedy="Add --draws and how many, or leave --scheduler out.",
        )


def _index(path: Path) -> "Index":
    from goldenthread.scoring import Index

    return Index.from_imeta(path) if path.suffix.lower() == ".csv" else Index.from_toml(path)


def _older(asked: "Index", built: "Built", path: Path) -> "Built":
    """The index of the last period before that of `built`, or of a table of one period."""
    from goldenthread.terms.errors import BadTable

    table, now = asked.read(path), max(built.table.periods, default="")
    periods = sorted(set(table.periods))
    earlier = [period for period in periods if period < now] if now else periods
    if len(periods) > 1 and not earlier:
        raise BadTable(
            f"no period before {now}.",
            place=str(path),
            remedy=f"It has {', '.join(periods)}: name a later --period, or another table.",
        )
    return asked.build(table, period=(earlier or periods or [""])[-1])


def _doubted(asked: "Index", built: "Built", seed: int) -> "Doubt":
    from goldenthread.scoring.uncertainty import doubt

    period = max(built.table.periods, default="")
    return doubt(asked.design, table=built.panel.table, period=period, seed=seed)


def _drawn(doubted: "Doubt", draws: int, seed: int, scheduler: str) -> "Draws":
    """The draws, with a bar if they take long."""
    from goldenthread.scoring.spreading import spread_over
    from goldenthread.scoring.uncertainty import drawn
    from goldenthread.terminal.scores import late, words

    with late(progress) as step, spread_over(scheduler) as spread:
        said = words("note.drawing", tongue())
        return drawn(
            doubted, draws=draws, seed=seed, spread=spread, tell=lambda a, b: step(said, a, b)
        )


def _other(asked: "Index", built: "Built", what_if: list[str]) -> "Built":
    """The same index with other weights."""
    from goldenthread.terms.errors import BadTable

    weights = _numbers(what_if, option="--what-if")
    root = asked.tree.root.code
    if root in weights:
        raise BadTable(
            f"{root} is the index itself: its weight changes nothing.",
            place=f"--what-if {root}",
            remedy=f"Name a part of it: {', '.join(asked.tree.codes[:-1])}.",
        )
    for node in weights:
        asked.tree.place_of(node)
    return asked.reweighted(weights, built=built)


def _numbers(given: list[str], *, option: str) -> dict[str, float]:
    """The numbers of an option that is given as NODE=NUMBER, again and again."""
    from goldenthread.scoring.tables import number
    from goldenthread.terms.errors import BadTable

    out: dict[str, float] = {}
    for each in given:
        node, equals, text = each.partition("=")
        if not equals or not node.strip() or not text.strip():
            raise BadTable(
                f"{each!r} is no number of a node.", place=option, remedy="Write NODE=1.5."
            )
        node = node.strip()
        if node in out:
            raise BadTable(f"{node} is given twice.", place=option, remedy="Give it once.")
        out[node] = number(text, place=f"{option} {node}")
        if out[node] != out[node]:
            raise BadTable(
                f"{text!r} is no number.", place=f"{option} {node}", remedy=f"Write {node}=1.5."
            )
    return out


def _costs(asked: "Index", given: list[str], *, needed: bool) -> dict[str, float]:
    """The price of one point by indicator; nothing where none is given."""
    from goldenthread.terms.errors import BadTable

    if given and not needed:
        raise BadTable(
            "a cost is asked for no place to reach.",
            place="--cost",
            remedy="Add --unit and --reach, or leave --cost out.",
        )
    costs = _numbers(given, option="--cost")
    for indicator, price in costs.items():
        if indicator not in {node.code for node in asked.tree.indicators}:
            raise BadTable(
                f"{indicator} is no indicator.",
                place="--cost",
                remedy=f"Name one of {', '.join(node.code for node in asked.tree.indicators)}.",
            )
        if not price >= 0:
            raise BadTable(
                f"{indicator} costs less than nothing.", place="--cost", remedy="Write 0 or more."
            )
    return costs


def _reaches(built: "Built", unit: str, place: int) -> "tuple[Reach, ...]":
    from goldenthread.scoring.reaching import reach_place

    row, values = built.table.units.index(unit), built.steps["normalised"]
    return tuple(
        reach_place(built, unit=unit, indicator=node.code, place=place)
        for column, node in enumerate(built.design.tree.indicators)
        if values[row, column] == values[row, column]
    )


def _mixture(built: "Built", unit: str, place: int, costs: dict[str, float]) -> "Reach | None":
    """The cheapest change of several, of those with a cost if any has, where it can be told."""
    from goldenthread.scoring.reaching import reach_together, score_for_place
    from goldenthread.terms.errors import CannotTell

    score = score_for_place(built, unit=unit, place=place)
    row, values = built.table.units.index(unit), built.steps["normalised"]
    known = {
        node.code: 1.0
        for node, value in zip(built.design.tree.indicators, values[row], strict=True)
        if value == value
    }
    try:
        return reach_together(built, unit=unit, score=score, costs=costs or known)
    except CannotTell:
        if costs.keys() - known.keys():
            raise
        return None


def _proved(built: "Built", unit: str) -> "tuple[Proof, ...]":
    from goldenthread.scoring.ranges import proofs
    from goldenthread.terminal.scores import late, words

    said = words("note.proving", tongue())
    with late(progress) as step, hushed():
        return proofs(built, unit=unit, tell=lambda a, b: step(said, a, b))


def _known(built: "Built", unit: str, *, needed: bool = False) -> None:
    from goldenthread.terms.errors import BadTable

    if needed and not unit:
        raise BadTable(
            "--reach is asked for one unit.", place="--reach", remedy="Add --unit and its code."
        )
    if unit and unit not in built.table.units:
        why = "was screened out" if unit in built.dropped else "is not in the table"
        raise BadTable(
            f"{unit!r} {why}.", place="--unit", remedy="Name one as the first column does."
        )
