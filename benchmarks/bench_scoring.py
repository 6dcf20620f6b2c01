"""How long an index takes under ten thousand choices of method, beside a plain script and rivals.

The example is COINr's where its data lie beside the project, else random values
of the same shape. scikit-criteria, pymcdm and pandas are rivals only: where one
is absent its line says how to install it.
"""

import csv
import importlib.util
import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Alternatives,
    Imputation,
    Impute,
    Index,
    Node,
    Normalisation,
    Normalise,
    Table,
    Treat,
    Treatment,
    Tree,
)
from goldenthread.scoring.design import Design
from goldenthread.scoring.sensitivity import exact, sampled, sensitivity
from goldenthread.scoring.treating import logged, shape, winsorised
from goldenthread.scoring.uncertainty import Draws, doubt, drawn, everything

DRAWS = 10_000
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("GOLDENTHREAD_SHARED", ROOT.parent / "shared"))
ASEM = SHARED / "data" / "scoring" / "asem"


def timed(step: Callable[[], Any], *, runs: int = 5) -> tuple[float, Any]:
    """Return the least CPU seconds of a step, and what it made."""
    best, made = float("inf"), None
    for _ in range(runs):
        began = process_time()
        made = step()
        best = min(best, process_time() - began)
    return best, made


def weight_sets() -> tuple[dict[str, float], ...]:
    path = SHARED / "data" / "scoring" / "asem_sensitivity" / "noisy_weights_100.csv"
    sets: dict[int, dict[str, float]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sets.setdefault(int(row["rep"]), {})[row["iCode"]] = float(row["Weight"])
    return tuple(sets[number] for number in sorted(sets))


def vignette() -> tuple[Design, Table, str]:
    """The example and its four choices."""
    choices: dict[str, Any] = {
        "treatments": tuple(Treat(Treatment.WINSORISE, most=most) for most in range(1, 6)),
        "normalisations": (
            Normalise(Normalisation.MIN_MAX, low=1, high=100),
            Normalise(Normalisation.Z_SCORE, mean=10, sd=2),
        ),
        "aggregations": (Aggregate(Aggregation.ARITHMETIC), Aggregate(Aggregation.GEOMETRIC)),
    }
    if ASEM.is_dir():
        index = Index.from_imeta(
            ASEM / "00_iMeta.csv",
            impute=Impute(Imputation.GROUP_MEAN, by="EurAsia_group"),
            treat=Treat(Treatment.WINSORISE, most=5),
            alternatives=Alternatives(**choices, weight_sets=weight_sets()),
        )
        return index.design, index.read(ASEM / "00_iData.csv"), "COINr's ASEM example"
    tree = Tree.of(
        [
            *(Node(f"i{n}", f"p{n % 8}", is_indicator=True) for n in range(49)),
            *(Node(f"p{n}", f"s{n // 5}") for n in range(8)),
            Node("s0", "index"),
            Node("s1", "index"),
            Node("index", None),
        ]
    )
    pillars = tuple(node.code for node in tree.aggregates[:-1])
    other = Alternatives(**choices, noise=0.25, noisy=pillars, sets=100)
    values = np.random.default_rng(7).lognormal(0, 1, (51, 49))
    table = Table(tuple(f"u{n}" for n in range(51)), tree.codes[:49], values)
    treat = Treat(Treatment.WINSORISE)
    return Design(tree, treat=treat, alternatives=other), table, "random values of its shape"


def ours(design: Design, table: Table) -> Draws:
    """All of it: build, frames, draws, scores of every node, places, statistics."""
    found = drawn(doubt(design, table=table), draws=DRAWS, seed=1)
    for share in (0.05, 0.5, 0.95):
        found.quantile(share)
    _ = found.mean
    return found


def plain(design: Design, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The same work as a plain vectorised script would do it, for this index alone."""
    tree = design.tree
    signs = np.array([node.sign for node in tree.indicators])
    frames = []
    for most in range(1, 6):
        held = values.copy()
        skew, kurt = shape(held)
        for c in np.flatnonzero((np.abs(skew) >= 2) & (kurt >= 3.5)):
            drawn_in = winsorised(held[:, c], most=most)[0]
            s, k = shape(drawn_in[:, None])
            is_out = abs(s[0]) >= 2 and k[0] >= 3.5
            held[:, c] = logged(held[:, c]) if is_out else drawn_in
        held = held * signs
        low, high = held.min(0), held.max(0)
        frames.append((held - low) / (high - low) * 99 + 1)
        frames.append((held - held.mean(0)) / held.std(0, ddof=1) * 2 + 10)
    random = np.random.default_rng(1)
    frame, which = random.integers(10, size=DRAWS), random.integers(len(weights), size=DRAWS)
    mean = random.integers(2, size=DRAWS)
    at = {code: n for n, code in enumerate(tree.codes)}
    scores = np.empty((DRAWS, len(values)))
    for f in range(10):
        for m in range(2):
            rows = np.flatnonzero((frame == f) & (mean == m))
            held = {n.code: frames[f][:, c][None] for c, n in enumerate(tree.indicators)}
            w = weights[which[rows]]
            for node in tree.aggregates:
                codes = [child.code for child in tree.children(node.code)]
                below, given = [held[c] for c in codes], w[:, [at[c] for c in codes]]
                if codes[0] in tree.codes[: len(tree.indicators)]:
                    given = given[:1]
                below = [np.log(b) for b in below] if m else below
                total = sum(given[:, [n]] * b for n, b in enumerate(below))
                total = total / given.sum(1, keepdims=True)
                held[node.code] = np.exp(total) if m else total
            scores[rows] = held[tree.root.code]
    places = np.empty(scores.shape, np.int64)
    order = np.argsort(-scores, axis=1)
    np.put_along_axis(places, order, np.arange(1, len(values) + 1)[None], axis=1)
    np.percentile(places, [5, 50, 95], axis=0)
    places.mean(axis=0)
    return places


def floor(found: Draws) -> None:
    """Products and one sort of the distinct draws alone, from frames that are ready."""
    weights = found.doubt.weights[found.points[:, 3]][:, :8]
    pillars = np.random.default_rng(0).random((8, found.scores.shape[1]))
    np.argsort(-(weights @ pillars), axis=1)


def hierarchical() -> tuple[Design, Table]:
    design, table, name = vignette()
    print(f"{DRAWS:,} draws of {len(table.units)} × 49 over four choices, all nodes ({name})")
    seconds, found = timed(lambda: ours(design, table))
    values = found.doubt.nominal.steps["imputed"]
    script, places = timed(lambda: plain(design, values, found.doubt.weights))
    least, _ = timed(lambda: floor(found))
    agree = np.abs(places.mean(axis=0) - found.mean).max()
    print(f"{'step':<52}{'CPU s':>9}{'× script':>10}{'× floor':>9}")
    for name, took in (
        ("floor: products and a sort of the distinct draws", least),
        ("a plain vectorised numpy script, from imputed data", script),
        ("Goldenthread, from the raw table, set-up included", seconds),
    ):
        print(f"{name:<52}{took:>9.4f}{took / script:>10.2f}{took / least:>9.1f}")
    print(f"mean places of script and ours differ by at most {agree:.2f} (other draws)\n")
    return design, table


def sobol(design: Design, table: Table) -> None:
    seconds, found = timed(lambda: sensitivity(doubt(design, table=table)), runs=3)
    print(f"Sobol indices exact, {found.runs:,} combinations: {seconds:.3f} CPU s, set-up included")
    shifts = everything(doubt(design, table=table)).shift.reshape(5, 2, -1, 2)
    truth = exact(shifts, factors=found.factors)
    wrong = []
    for seed in range(40):
        each = sampled(
            lambda points: np.asarray(shifts[tuple(points.T)]),
            sizes=shifts.shape,
            factors=found.factors,
            seed=seed,
            resamples=2,
        )
        wrong.append([each.first - truth.first, each.total - truth.total])
    error = np.sqrt(np.mean(np.square(wrong)))
    print(f"Sobol indices from {each.runs:,} runs: root mean square error {error:.4f} (40 seeds)")
    index = Index(design)
    built = index.build(table)
    top = design.tree.children(design.tree.root.code)[0].code
    slide, _ = timed(lambda: index.reweighted({top: 2.0}, built=built))
    print(f"a slider's answer, all scores and places built anew: {slide:.4f} CPU s\n")


def rivals() -> None:
    """A flat weighted sum and its ranks, the same draws of weights for all."""
    random = np.random.default_rng(3)
    values, weights = random.random((51, 49)), random.dirichlet(np.ones(49), DRAWS)
    nodes = [*(Node(f"i{n}", "top", is_indicator=True) for n in range(49)), Node("top", None)]
    sets = tuple({f"i{n}": float(w) for n, w in enumerate(row)} for row in weights)
    flat = Design(Tree.of(nodes), normalise=Normalise(Normalisation.NONE))
    table = Table(tuple(f"u{n}" for n in range(51)), tuple(f"i{n}" for n in range(49)), values)
    ready = replace(flat, alternatives=Alternatives(weight_sets=sets))
    asked = doubt(ready, table=table)
    seconds, found = timed(lambda: everything(asked), runs=3)
    print(f"flat weighted sum and ranks, 51 × 49, CPU s for {DRAWS:,} draws")
    print(f"{'Goldenthread':<30}{seconds:>10.3f}{1:>10.0f}")
    some = 200

    def pandas_loop() -> Any:
        import pandas

        frame = pandas.DataFrame(values)
        return [(frame * row).sum(axis=1).rank(ascending=False) for row in weights[:some]]

    def pymcdm_loop() -> Any:
        from pymcdm.methods import WSM

        method = WSM(normalization_function=lambda column, cost=False: column)
        types = np.ones(49)
        return [method.rank(method(values, row, types)) for row in weights[:some]]

    def criteria_loop() -> Any:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel

        model = WeightedSumModel()
        return [
            model.evaluate(skcriteria.mkdm(values, [max] * 49, weights=row)).rank_
            for row in weights[:some]
        ]

    for name, package, loop in (
        ("pandas loop", "pandas", pandas_loop),
        ("pymcdm", "pymcdm", pymcdm_loop),
        ("scikit-criteria", "skcriteria", criteria_loop),
    ):
        if importlib.util.find_spec(package) is None:
            wanted = "scikit-criteria" if package == "skcriteria" else package
            print(f"{name:<30}absent: pip install {wanted}")
            continue
        took, ranked = timed(loop, runs=1)
        same = np.array_equal(np.asarray(ranked[0], dtype=int), found.places[found.which[0]])
        took *= DRAWS / some
        print(f"{name:<30}{took:>10.1f}{took / seconds:>10.0f}  same ranks: {same}")
    print()


def large() -> None:
    random = np.random.default_rng(5)
    nodes = [
        *(Node(f"i{n}", f"p{n // 10}", is_indicator=True) for n in range(100)),
        *(Node(f"p{n}", "top") for n in range(10)),
        Node("top", None),
    ]
    table = Table(
        tuple(f"u{n}" for n in range(3000)),
        tuple(f"i{n}" for n in range(100)),
        random.normal(50, 10, (3000, 100)),
    )
    design = Design(Tree.of(nodes), alternatives=Alternatives(noise=0.25, sets=DRAWS))

    def all_of_it() -> Any:
        found = drawn(doubt(design, table=table), draws=DRAWS)
        return found.quantile(0.5), found.mean

    seconds, _ = timed(all_of_it, runs=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"3,000 × 100 × {DRAWS:,} draws, every weight its own: {seconds:.1f} CPU s, "
        f"peak {peak:.2f} GiB"
    )


if __name__ == "__main__":
    sobol(*hierarchical())
    rivals()
    large()
