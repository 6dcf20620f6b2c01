"""The room's public names are there, and counting verdicts does not wait for solvers."""

import inspect
import re
import subprocess
import sys

import pytest

from goldenthread import scoring
from goldenthread.scoring import (
    aggregating,
    imputing,
    normalising,
    outranking,
    treating,
    weighting,
)

METHODS = [
    function
    for room in (imputing, treating, normalising, weighting, aggregating, outranking)
    for name, function in inspect.getmembers(room, inspect.isfunction)
    if function.__module__ == room.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("name", scoring.__all__)
def test_every_public_name_is_there_with_its_words(name: str) -> None:
    assert getattr(scoring, name).__doc__


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
def test_every_method_says_where_it_is_from(method: object) -> None:
    assert re.search(
        r"\b(18|19|20)\d\d\b|COINr `|technical note|R's `", inspect.getdoc(method) or ""
    )


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'zoo'"):
        _ = scoring.zoo


def test_counting_verdicts_loads_no_solver() -> None:
    asked = "import sys; from goldenthread.scoring import tally; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
