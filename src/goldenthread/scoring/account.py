"""One account of an index, as plain data: what every table, page and file is made from."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from goldenthread.scoring.auditing import contrary, dominance, influence, internal, redundant
from goldenthread.scoring.building import Built
from goldenthread.scoring.changes import CAUSES, Change
from goldenthread.scoring.published import Published
from goldenthread.scoring.ranges import Proof
from goldenthread.scoring.reaching import Reach
from goldenthread.scoring.saying import robustness
from goldenthread.scoring.sensitivity import Sobol
from goldenthread.scoring.uncertainty import Draws
from goldenthread.terms.text import Words

#: Above so many units, sentences that compare each with each are left to whoever asks for one.
MANY = 500


@dataclass(frozen=True, slots=True)
class Account:
    """An index, and what else was asked of it; None or empty where it was not asked.

    `what_if` is the same index with other weights; `mixture` the cheapest change
    of several indicators where a point of each costs the same; `proofs` the exact
    ends of one unit's place over weights, level by level; `published` how scores
    that were printed agree with the indicators.
    """

    built: Built
    draws: Draws | None = None
    sobol: Sobol | None = None
    what_if: Built | None = None
    reaches: tuple[Reach, ...] = ()
    change: Change | None = None
    mixture: Reach | None = None
    proofs: tuple[Proof, ...] = ()
    published: Published | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the account as JSON's own types; what is not known is null."""
        return {
            "index": self.built.design.tree.root.code,
            "title": _words(self.built.design.title),
            "nodes": _nodes(self.built),
            "units": [self.unit(row) for row in self.order],
            "treated": dict(self.built.changes),
            "dropped": list(self.built.dropped),
            "unscaled": list(self.built.unscaled),
            "audit": audit(self.built),
            "draws": int(self.draws.counts.sum()) if self.draws else None,
            "varied": list(self.draws.doubt.varied) if self.draws else None,
            "sobol": _sobol(self.sobol),
            "reach": [_reach(found) for found in self.reaches],
            "mixture": _reach(self.mixture) if self.mixture else None,
            "change": _change(self.change),
            "proved": [_proof(found) for found in self.proofs],
            "published": self.published.as_dict() if self.published else None,
        }

    @property
    def ranged(self) -> Draws | None:
        """The draws, if anything was varied in them: else a range would be false certainty."""
        return self.draws if self.draws and self.draws.doubt.varied else None

    @property
    def order(self) -> list[int]:
        """The rows, first place first; those without a place last."""
        places = self.built.places[:, -1]
        last = np.where(places == 0, len(places) + 1, places)
        return [int(row) for row in np.argsort(last, kind="stable")]

    def unit(self, row: int) -> dict[str, Any]:
        """Return all that is said of one row."""
        built, codes = self.built, self.built.design.tree.codes
        code = built.table.units[row]
        out: dict[str, Any] = {
            "unit": code,
            "name": built.table.titles.get(code, code),
            "period": built.table.period_of(row) or None,
            "score": _number(built.scores[row, -1]),
            "place": int(built.places[row, -1]) or None,
            "coverage": _number(built.coverage[row, -1]),
            "nodes": {c: _number(v) for c, v in zip(codes, built.scores[row], strict=True)},
            "covered": {c: _number(v) for c, v in zip(codes, built.coverage[row], strict=True)},
        }
        if self.draws:
            out["places"] = places(self.draws, row) if self.ranged else None
            if len(built.table.units) <= MANY:
                out["says"] = _words(robustness(self.draws, unit=code))
        if self.what_if:
            out["what_if"] = {
                "score": _number(self.what_if.scores[row, -1]),
                "place": int(self.what_if.places[row, -1]) or None,
            }
        return out


def places(draws: Draws, row: int) -> dict[str, float] | None:
    """Return the middle, the 5th and 95th percentile and the ends of a unit's places.

    `unplaced` is the share of draws that give it none; None if none gives it one.
    """
    held = np.repeat(draws.places[:, row], draws.counts)
    given = held[held > 0]
    if not len(given):
        return None
    low, middle, high = (float(each) for each in np.quantile(given, [0.05, 0.5, 0.95]))
    ends = {"best": int(given.min()), "worst": int(given.max())}
    return {
        "low": low,
        "middle": middle,
        "high": high,
        **ends,
        "unplaced": 1 - len(given) / len(held),
    }


def audit(built: Built) -> dict[str, Any]:
    """Return what a look-over finds; empty lists where it finds nothing."""
    if len(set(built.table.periods)) > 1 or len(built.table.units) < 3:
        return {}
    return {
        "contrary": [[link.node, link.other, link.correlation] for link in contrary(built)],
        "redundant": [[link.node, link.other, link.correlation] for link in redundant(built)],
        "influence": {code: _number(value) for code, value in influence(built).items()},
        "alpha": {code: _number(value) for code, value in internal(built).items()},
        "dominance": dominance(built),
    }


def _nodes(built: Built) -> list[dict[str, Any]]:
    tree = built.design.tree.weighted(dict(built.weights))
    effective = tree.effective()
    return [
        {
            "code": node.code,
            "name": _words(node.name),
            "parent": node.parent,
            "direction": str(node.direction),
            "unit": node.unit,
            "weight": node.weight,
            "effective": effective[node.code],
            "indicator": node.is_indicator,
        }
        for node in tree.nodes
    ]


def _sobol(found: Sobol | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "factors": list(found.factors),
        "first": found.first.tolist(),
        "total": found.total.tolist(),
        "first_bounds": found.first_bounds.tolist(),
        "total_bounds": found.total_bounds.tolist(),
        "runs": found.runs,
        "exact": found.is_exact,
    }


def _reach(found: Reach) -> dict[str, Any]:
    steps = None
    if found.steps is not None:
        steps = [
            {
                "indicator": step.indicator,
                "direction": str(step.direction),
                "before": step.before,
                "after": step.after,
                "own_before": _number(step.own_before),
                "own_after": step.own_after,
            }
            for step in found.steps
        ]
    held: dict[str, Any] = {
        "unit": found.unit,
        "score": found.score,
        "wanted": _number(found.wanted),
    }
    held |= {"place": found.place, "furthest": found.furthest}
    return {**held, "steps": steps, "gap": found.gap}


def _proof(found: Proof) -> dict[str, Any]:
    ends = {
        name: {
            "place": end.place,
            "gap": end.gap,
            "weights": dict(zip(found.codes, end.weights.tolist(), strict=True)),
        }
        for name, end in (("best", found.best), ("worst", found.worst))
    }
    return {"level": found.level, "share": found.share, **ends}


def _change(found: Change | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    return [
        {
            "unit": unit,
            "before": float(found.before[row]),
            "after": float(found.after[row]),
            **dict(zip(CAUSES, found.parts[row].tolist(), strict=True)),
        }
        for row, unit in enumerate(found.units)
    ]


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
