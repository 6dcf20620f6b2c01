"""Build an index step by step, keeping every step."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.scoring.aggregating import aggregated, arithmetic
from goldenthread.scoring.arrays import ROUNDING, Floats, Ints, ranks
from goldenthread.scoring.choices import (
    Aggregate,
    Aggregation,
    Impute,
    Treat,
    Treatment,
    Weigh,
)
from goldenthread.scoring.design import Design
from goldenthread.scoring.imputing import imputed
from goldenthread.scoring.scaling import Base, scale
from goldenthread.scoring.tables import MOST, Table
from goldenthread.scoring.treating import is_outlying, treated
from goldenthread.scoring.tree import Node, Tree
from goldenthread.scoring.weighing import usable, weighed
from goldenthread.terms.errors import BadTable


@dataclass(frozen=True, slots=True)
class Built:
    """An index with all its steps.

    `steps` maps raw, denominated, imputed, treated and normalised to values (rows
    × indicators); `scores`, `places` (1 is first within its period; 0 where
    there is no score) and `coverage` (the share of weight whose value was given
    and not imputed) are rows × nodes in the order of `design.tree.nodes`.
    `weights` are those used, by node; `changes` says what treatment did, by
    indicator; `dropped` names the units screened out. `panel` is what the rows were
    taken from.
    """

    design: Design
    table: Table
    panel: "Panel"
    steps: Mapping[str, Floats]
    scores: Floats
    places: Ints
    coverage: Floats
    weights: Mapping[str, float]
    changes: Mapping[str, str]
    dropped: tuple[str, ...]

    def of(self, code: str) -> Floats:
        """Return the scores of one node, by row."""
        return np.asarray(self.scores[:, self.design.tree.place_of(code)])

    def places_of(self, code: str) -> Ints:
        """Return the places of one node, by row."""
        return np.asarray(self.places[:, self.design.tree.place_of(code)])

    @property
    def unscaled(self) -> tuple[str, ...]:
        """The indicators that are nowhere on the scale: constant, or known of nobody."""
        scale = self.steps["normalised"]
        nodes = enumerate(self.design.tree.indicators)
        return tuple(node.code for at, node in nodes if np.isnan(scale[:, at]).all())

    @property
    def index(self) -> Floats:
        """The scores of the index itself, by row."""
        return np.asarray(self.scores[:, -1])


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole table, divided by its denominators, and which of its rows are scored.

    The other rows are other periods of the same units: what is imputed in time,
    and a scale by a base period, need them.
    """

    table: Table
    values: Floats
    rows: tuple[int, ...]

    def filled(self, how: Impute, *, design: Design) -> Floats:
        """Return all values imputed as `how` says."""
        return fill(how, design=design, table=self.table, values=self.values)

    def base(self, how: Treat, *, design: Design, filled: Floats) -> Base:
        """Return the treated values that set the scale of a base period, by period."""
        chosen = (design.normalise, *design.alternatives.normalisations)
        own = (node.normalise for node in design.tree.indicators)
        out: dict[str, Floats] = {}
        for period in {each.base for each in (*chosen, *own) if each and each.base}:
            rows = [at for at, held in enumerate(self.table.periods) if held == period]
            if not rows:
                raise BadTable(
                    f"no row of the base period {period}.",
                    place=self.table.place,
                    remedy="Name a period that the table has, or leave `base` out.",
                )
            held = self.table.rows(rows)
            out[period], _ = treat(how, design=design, table=held, values=filled[rows])
        return out


def build(design: Design, *, table: Table, period: str = "") -> Built:
    """Return the index of `table` with every step; raise BadTable where it cannot be built.

    Of a panel all rows are scored, or those of one `period`: the others then serve
    what is imputed in time, and a base period.
    """
    raw = np.column_stack([table.column(node.code) for node in design.tree.indicators])
    denominated = _denominated(design, table, raw)
    filled = fill(design.impute, design=design, table=table, values=denominated)
    asked = np.array([period in ("", held) for held in table.periods or [""] * len(raw)])
    if not asked.any():
        table.of_period(period)
    # A rounding error must not drop a unit with exactly the share asked for.
    kept = asked & (np.mean(~np.isnan(filled), axis=1) >= design.screen - 1e-12)
    if not kept.any():
        raise BadTable(
            f"no unit has {design.screen:.0%} of its indicators.",
            place=table.place,
            remedy="Lower `screen`, impute, or fill in the table.",
        )
    if np.isnan(filled[kept]).all():
        raise BadTable(
            "no value of any indicator is known.",
            place=table.place,
            remedy="Fill in the columns that the index names.",
        )
    rows = np.flatnonzero(kept).tolist()
    held, panel = table.rows(rows), Panel(table, denominated, tuple(rows))
    steps = {"raw": raw[kept], "denominated": denominated[kept], "imputed": filled[kept]}
    steps["treated"], changes = treat(design.treat, design=design, table=held, values=filled[kept])
    base = panel.base(design.treat, design=design, filled=filled)
    steps["normalised"] = scale(design.normalise, design=design, values=steps["treated"], base=base)
    scores, weights = aggregate(design, values=steps["normalised"], periods=held.periods)
    coverage = _covered(design, ~np.isnan(steps["denominated"]))
    out = asked & ~kept
    dropped = tuple(unit for unit, is_out in zip(table.units, out, strict=True) if is_out)
    places = places_within(scores, tree=design.tree, periods=held.periods)
    return Built(design, held, panel, steps, scores, places, coverage, weights, changes, dropped)


def _denominated(design: Design, table: Table, raw: Floats) -> Floats:
    out = raw.copy()
    for column, node in enumerate(design.tree.indicators):
        if node.denominator:
            below = table.column(node.denominator)
            if (below <= 0).any():
                row = int(np.flatnonzero(below <= 0)[0])
                # By one below nought the order of the units would turn in silence.
                raise BadTable(
                    f"{node.code} would be divided by {below[row]:g}, which is not above nought.",
                    place=f"{table.place}, row {table.line(row)}, column {node.denominator}",
                    remedy="Correct the denominator, or leave it empty if not known.",
                )
            with np.errstate(over="ignore", invalid="ignore"):
                out[:, column] /= below
            if (np.abs(out[:, column]) > MOST).any():
                row = int(np.flatnonzero(np.abs(out[:, column]) > MOST)[0])
                raise BadTable(
                    f"{node.code} divided by {below[row]:g} is too large to reckon with.",
                    place=f"{table.place}, row {table.line(row)}, column {node.denominator}",
                    remedy="Correct the denominator, or write it in a smaller unit.",
                )
    return out


def fill(how: Impute, *, design: Design, table: Table, values: Floats) -> Floats:
    """Return `values` (rows × indicators) imputed as `how` says."""
    groups = table.words.get(how.by) or ("",) * len(table.units)
    periods = table.periods or ("",) * len(table.units)
    return imputed(values, how=how, groups=groups, units=table.units, periods=periods)


def treat(
    how: Treat, *, design: Design, table: Table, values: Floats
) -> tuple[Floats, dict[str, str]]:
    """Return `values` treated, each period for itself, and what was done by indicator."""
    out, changes = values.copy(), {}
    nodes = design.tree.indicators
    for each in dict.fromkeys(node.treat or how for node in nodes):
        columns = [c for c, node in enumerate(nodes) if (node.treat or how) == each]
        for rows in period_rows(table.periods, len(values)):
            for column in _to_treat(values[rows][:, columns], each, columns):
                out[rows, column], what = treated(values[rows, column], how=each)
                changes[nodes[column].code] = what
    return out, changes


def _to_treat(values: Floats, how: Treat, columns: list[int]) -> list[int]:
    """The columns that do not pass, none where nothing is to be treated."""
    if how.method is Treatment.NONE:
        return []
    outlying = is_outlying(values, skew=how.skew, kurt=how.kurtosis)
    return [column for column, treat_it in zip(columns, outlying, strict=True) if treat_it]


def aggregate(
    design: Design, *, values: Floats, periods: tuple[str, ...] = ()
) -> tuple[Floats, dict[str, float]]:
    """Return the scores of all nodes (rows × nodes) and the weights used, by node."""
    tree = design.tree
    at = {node.code: place for place, node in enumerate(tree.nodes)}
    out = np.full((len(values), len(tree.nodes)), np.nan)
    out[:, [at[node.code] for node in tree.indicators]] = values
    weights = {node.code: node.weight for node in tree.nodes}
    for node in tree.aggregates:
        children = tree.children(node.code)
        below = out[:, [at[child.code] for child in children]]
        given = np.array([child.weight for child in children])
        used = usable(
            node,
            weights=weighed(_way(node, design), values=below, given=given, place=node.place),
        )
        weights.update(zip((child.code for child in children), used.tolist(), strict=True))
        for rows in period_rows(periods, len(values)):
            how = node.aggregate or design.aggregate
            _fits(below[rows], how, node)
            out[rows, at[node.code]] = aggregated(below[rows], how=how, weights=used)
    return out, weights


def _way(node: Node, design: Design) -> Weigh:
    """How the children of `node` are weighed: a way of the index for one node is for it alone."""
    if design.weigh.node in ("", node.code):
        own = None if design.weigh.node else node.weigh
        return own or design.weigh
    return node.weigh or Weigh()


#: Below nought these are not defined, or no longer rise with every child.
_UPWARD = (
    *(Aggregation.GEOMETRIC, Aggregation.HARMONIC, Aggregation.POWER),
    Aggregation.BENEFIT_OF_DOUBT,
)


def _fits(below: Floats, how: Aggregate, node: Node) -> None:
    """Raise BadTable where the children of `node` are none for that aggregation."""
    if how.method in _UPWARD and (below < 0).any():
        raise BadTable(
            f"{node.code} has a value below nought under it, of which there is no {how.method}"
            f"{'' if how.method is Aggregation.BENEFIT_OF_DOUBT else ' mean'}.",
            place=node.place,
            remedy="Normalise to a scale from 0 or above, such as min-max from 1 to 100.",
        )
    low, high = how.shares or (0.0, 1.0)
    if not low * below.shape[1] <= 1 <= high * below.shape[1]:
        raise BadTable(
            f"shares from {low:g} to {high:g} of {below.shape[1]} weights cannot add up to 1.",
            place=node.place,
            remedy=f"Let the lower be at most {1 / below.shape[1]:.3g} and the higher at least.",
        )


def period_rows(periods: tuple[str, ...], rows: int) -> list[list[int]]:
    """Return the rows of each period, or all rows where there are no periods."""
    if not periods:
        return [list(range(rows))]
    rows_by_period: dict[str, list[int]] = {}
    for row, period in enumerate(periods):
        rows_by_period.setdefault(period, []).append(row)
    return list(rows_by_period.values())


def places_within(scores: Floats, *, tree: Tree, periods: tuple[str, ...]) -> Ints:
    """Return the places (rows × nodes) of `scores`, each period for itself.

    Of a node that is made of others, scores that rounding alone keeps apart are tied.
    """
    out = np.zeros(scores.shape, np.int64)
    made = [not node.is_indicator for node in tree.nodes]
    for rows in period_rows(periods, len(scores)):
        out[rows] = ranks(scores[rows].T).T
        out[np.ix_(rows, made)] = ranks(scores[np.ix_(rows, made)].T, near=ROUNDING).T
    return out


def _covered(design: Design, known: np.ndarray) -> Floats:
    tree = design.tree
    out = np.zeros((len(known), len(tree.nodes)))
    at = {node.code: place for place, node in enumerate(tree.nodes)}
    out[:, [at[node.code] for node in tree.indicators]] = known
    for node in tree.aggregates:
        children = tree.children(node.code)
        below = out[:, [at[child.code] for child in children]]
        given = np.array([child.weight for child in children])
        out[:, at[node.code]] = arithmetic(below, weights=given)
    return out
