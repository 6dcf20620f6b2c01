"""The room's public names are there, and counting verdicts does not wait for solvers."""

import subprocess
import sys

import pytest

from goldenthread import scoring


@pytest.mark.parametrize("name", scoring.__all__)
def test_every_public_name_is_there_with_its_words(name: str) -> None:
    assert getattr(scoring, name).__doc__


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'zoo'"):
        _ = scoring.zoo


def test_counting_verdicts_loads_no_solver() -> None:
    asked = "import sys; from goldenthread.scoring import tally; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
