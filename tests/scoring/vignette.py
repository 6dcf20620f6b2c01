"""COINr's sensitivity vignette as an index with its four uncertain choices."""

import csv
from pathlib import Path

import numpy as np

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Alternatives,
    Imputation,
    Impute,
    Index,
    Normalisation,
    Normalise,
    Table,
    Treat,
    Treatment,
)
from goldenthread.scoring.arrays import Ints

NORMS = {
    "n_minmax": Normalise(Normalisation.MIN_MAX, low=1, high=100),
    "n_zscore": Normalise(Normalisation.Z_SCORE, mean=10, sd=2),
}
MEANS = {"a_amean": Aggregate(Aggregation.ARITHMETIC), "a_gmean": Aggregate(Aggregation.GEOMETRIC)}


def folder(shared: Path) -> Path:
    return shared / "data" / "scoring" / "asem_sensitivity"


def weight_sets(shared: Path) -> tuple[dict[str, float], ...]:
    sets: dict[int, dict[str, float]] = {}
    with (folder(shared) / "noisy_weights_100.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sets.setdefault(int(row["rep"]), {})[row["iCode"]] = float(row["Weight"])
    return tuple(sets[number] for number in sorted(sets))


def vignette(shared: Path) -> tuple[Index, Table]:
    asem = shared / "data" / "scoring" / "asem"
    index = Index.from_imeta(
        asem / "00_iMeta.csv",
        impute=Impute(Imputation.GROUP_MEAN, by="EurAsia_group"),
        treat=Treat(Treatment.WINSORISE, most=5),
        normalise=Normalise(Normalisation.MIN_MAX, low=0, high=100),
        alternatives=Alternatives(
            treatments=tuple(Treat(Treatment.WINSORISE, most=most) for most in range(1, 6)),
            normalisations=tuple(NORMS.values()),
            aggregations=tuple(MEANS.values()),
            weight_sets=weight_sets(shared),
        ),
    )
    table = index.read(asem / "00_iData.csv")
    return index, table.rows(sorted(range(len(table.units)), key=lambda row: table.units[row]))


def recorded_points(path: Path) -> Ints:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    norms, means = list(NORMS), list(MEANS)
    return np.array(
        [
            [
                0,
                int(row["winmax"]) - 1,
                norms.index(row["norm"]),
                int(row["wset"]) - 1,
                means.index(row["agg"]),
            ]
            for row in rows
        ]
    )
