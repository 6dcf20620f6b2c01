"""Look an index over: what contradicts, what repeats, what rules, and what does not agree.

Source: OECD/JRC Handbook (2008), steps 4 and 8; Paruolo, Saisana and Saltelli
(2013) on what weights really do; Cronbach (1951).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goldenthread.scoring.arrays import Floats, Ints
from goldenthread.scoring.building import Built

#: How many small samples of rows are tried where only part of the labels may be wrong.
SAMPLES = 500
#: Of a shift of all labels nothing is said unless so many more rows than weights fit to the digit.
SPARE = 8


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes and their correlation over the units."""

    node: str
    other: str
    correlation: float


def contrary(built: Built, *, below: float = -0.1) -> tuple[Link, ...]:
    """Return indicators that run against their own parent: the wrong sign, or a real trade-off."""
    out = []
    for node in built.design.tree.indicators:
        found = _correlation(built.of(node.code), built.of(node.parent or ""))
        if found < below:
            out.append(Link(node.code, node.parent or "", found))
    return tuple(out)


def redundant(built: Built, *, above: float = 0.92) -> tuple[Link, ...]:
    """Return pairs of indicators under one parent that say nearly the same thing."""
    nodes = built.design.tree.indicators
    return tuple(
        Link(a.code, b.code, found)
        for at, a in enumerate(nodes)
        for b in nodes[at + 1 :]
        if a.parent == b.parent
        and (found := _correlation(built.of(a.code), built.of(b.code))) > above
    )


def _correlation(a: Floats, b: Floats) -> float:
    both = ~np.isnan(a) & ~np.isnan(b)
    if both.sum() < 3 or np.ptp(a[both]) == 0 or np.ptp(b[both]) == 0:
        return float("nan")
    return float(np.corrcoef(a[both], b[both])[0, 1])


def influence(built: Built) -> dict[str, float]:
    """Return each indicator's share of the index's variance, beside which its weight is a wish.

    Weight times covariance with the index over the index's variance; the shares
    add to 1 for an arithmetic index without gaps. Below nought: it works against.
    """
    shares, whole = built.design.tree.weighted(dict(built.weights)).effective(), built.index
    known = ~np.isnan(whole)
    if known.sum() < 2 or np.ptp(whole[known]) == 0:
        return {node.code: float("nan") for node in built.design.tree.indicators}
    out = {}
    for node in built.design.tree.indicators:
        own = np.where(np.isnan(built.of(node.code)), whole, built.of(node.code))
        cov = float(np.cov(own[known], whole[known])[0, 1])
        out[node.code] = shares[node.code] * cov / float(whole[known].var(ddof=1))
    return out


def dominance(built: Built) -> float:
    """Return the share of pairs of units of whom one is at least as good in every indicator.

    Their order holds under any weights at all. A pair with a gap is not counted so.
    """
    values = built.steps["normalised"]
    n = len(values)
    if n < 2:
        return 1.0
    ahead = sum(
        int((values >= row).all(axis=1).sum()) - 1 for row in values if not np.isnan(row).any()
    )
    return ahead / (n * (n - 1) / 2)


def cronbach(values: Floats) -> float:
    """Return Cronbach's alpha of the columns; NaN for one column.

    Covariances are over the rows known for both columns, as COINr takes them.
    """
    k = values.shape[1]
    if k < 2:
        return float("nan")
    covariances = np.array([[_covariance(a, b) for a in values.T] for b in values.T])
    if not covariances.sum():
        return float("nan")
    return float(k / (k - 1) * (1 - np.trace(covariances) / covariances.sum()))


def _covariance(a: Floats, b: Floats) -> float:
    both = ~np.isnan(a) & ~np.isnan(b)
    return float(np.cov(a[both], b[both])[0, 1]) if both.sum() > 1 else float("nan")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a published index agrees with its own indicators.

    `r_squared` is as published; `moved` gives, where another order of the labels
    makes the index agree and this one does not, for each row the row whose score
    it carries (None: labels are not at fault); `r_squared_moved` is then the
    agreement in that order. `off` are the rows that disagree as published.
    """

    r_squared: float
    off: tuple[int, ...]
    moved: Ints | None
    r_squared_moved: float


def agreement(values: Floats, *, published: Floats, tolerance: float | None = None) -> Agreement:
    """Return whether `published` scores (rows) are a fixed sum of `values` (rows × indicators).

    Weights need not be known. If the scores do not fit, every shift of the
    labels is tried, and small samples of rows; an order is believed only if
    all rows then fit to `tolerance` (by default 0.5 % of the scores' spread), so
    an index that is merely not linear raises no alarm.
    """
    spread = float(np.ptp(published)) or 1.0
    limit = 0.005 * spread if tolerance is None else tolerance
    n, k = values.shape
    design = np.column_stack([np.ones(n), values])
    fit = _fitted(design, published)
    r2, off = _r_squared(published, fit), np.flatnonzero(np.abs(published - fit) > limit)
    # With few more rows than weights anything fits; nothing may be said of labels then.
    if not len(off) or n < k + 1 + SPARE:
        return Agreement(r2, tuple(off.tolist()), None, r2)
    for shift in range(1, n):
        moved = np.roll(published, shift)
        right = _fitted(design, moved)
        if np.abs(moved - right).max() <= limit:
            wrong = np.flatnonzero(np.abs(published - right) > limit)
            order = np.roll(np.arange(n), shift)
            return Agreement(r2, tuple(wrong.tolist()), order, _r_squared(moved, right))
    if n < 2 * (k + 1) + 3:
        return Agreement(r2, tuple(off.tolist()), None, r2)
    tries = [_concentrated(design, np.roll(published, shift), limit) for shift in range(n)]
    for kept in [*tries, *_partly(design, published, limit)]:
        if kept is None:
            continue
        order = np.empty(n, np.int64)
        order[np.argsort(kept, kind="stable")] = np.argsort(published, kind="stable")
        if np.abs(published[order] - kept).max() <= limit:
            wrong = np.flatnonzero(np.abs(published - kept) > limit)
            return Agreement(r2, tuple(wrong.tolist()), order, _r_squared(published[order], kept))
    return Agreement(r2, tuple(off.tolist()), None, r2)


def _fitted(design: Floats, scores: Floats) -> Floats:
    return np.asarray(design @ np.linalg.lstsq(design, scores, rcond=None)[0])


def _r_squared(scores: Floats, fit: Floats) -> float:
    whole = float(((scores - scores.mean()) ** 2).sum())
    return 1.0 if whole == 0 else 1 - float(((scores - fit) ** 2).sum()) / whole


def _partly(design: Floats, scores: Floats, limit: float) -> Iterator[Floats | None]:
    """Fits from small samples, in case only part of the labels are wrong."""
    n, k = design.shape
    random = np.random.default_rng(0)
    for _ in range(SAMPLES):
        yield _concentrated(design, scores, limit, random.choice(n, k + 1, replace=False))


def _concentrated(
    design: Floats, scores: Floats, limit: float, rows: Ints | None = None
) -> Floats | None:
    """The fit of the larger part of the rows, if that part fits one sum; else None.

    Each round keeps the rows that fit best (Rousseeuw and Van Driessen 1999).
    """
    n, k = design.shape
    enough = max(int(0.6 * n), k + 3)
    for _ in range(8):
        part = slice(None) if rows is None else rows
        weights = np.linalg.lstsq(design[part], scores[part], rcond=None)[0]
        misfit = np.abs(scores - design @ weights)
        good = np.flatnonzero(misfit <= limit)
        if len(good) >= enough:
            return np.asarray(design @ np.linalg.lstsq(design[good], scores[good], rcond=None)[0])
        kept = np.sort(np.argsort(misfit)[:enough])
        if rows is not None and np.array_equal(kept, rows):
            return None
        rows = kept
    return None


def disagreements(built: Built, *, published: Floats, tolerance: float) -> tuple[int, ...]:
    """Return the rows where the index as designed differs from the published scores."""
    with np.errstate(invalid="ignore"):
        off = ~(np.abs(built.index - published) <= tolerance)
    return tuple(np.flatnonzero(off).tolist())


def internal(built: Built) -> dict[str, float]:
    """Return Cronbach's alpha of the indicators under each node that has at least two."""
    out = {}
    for node in built.design.tree.aggregates:
        codes = [c.code for c in built.design.tree.children(node.code) if c.is_indicator]
        if len(codes) > 1:
            out[node.code] = cronbach(np.column_stack([built.of(code) for code in codes]))
    return out
