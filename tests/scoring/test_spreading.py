"""Draws spread over a cluster are those drawn here, and a wrong address is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.scoring import Alternatives
from goldenthread.scoring.spreading import spread_over
from goldenthread.scoring.uncertainty import doubt, drawn
from goldenthread.terms.errors import NotPossible
from scoring.examples import index, table

#: Draws over a cluster of one worker, compared with those drawn here.
SPREAD = """
import distributed
from goldenthread.scoring.spreading import spread_over
from goldenthread.scoring.uncertainty import doubt, drawn
from scoring.examples import table
from scoring.test_spreading import ASKED

doubted = doubt(ASKED.design, table=table())
asked = dict(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None)
with distributed.LocalCluster(**asked) as cluster, spread_over(cluster.scheduler_address) as spread:
    there = drawn(doubted, draws=40, seed=2, spread=spread)
here = drawn(doubted, draws=40, seed=2)
print("the same" if (there.places == here.places).all() else "not the same")
"""

ASKED = index(alternatives=Alternatives(noise=0.3, sets=30))


def test_here_is_where_draws_are_made_without_an_address() -> None:
    doubted = doubt(ASKED.design, table=table())
    told: list[tuple[int, int]] = []
    with spread_over("") as spread:
        found = drawn(doubted, draws=40, spread=spread, tell=lambda a, b: told.append((a, b)))
    assert (found.scores == drawn(doubted, draws=40).scores).all()
    assert told[-1][0] == told[-1][1]


def test_an_address_where_nobody_is_names_the_remedy() -> None:
    pytest.importorskip("distributed", reason="goldenthread[cluster] is not installed")
    with pytest.raises(NotPossible, match="does not answer") as caught, spread_over("no address"):
        pass
    assert "tcp://" in caught.value.remedy


def test_a_cluster_gives_the_answer_of_one_machine(root: Path) -> None:
    pytest.importorskip("distributed", reason="goldenthread[cluster] is not installed")
    # In a process of its own, as a command is: a cluster's event loop shares a thread with nobody.
    ran = subprocess.run(
        [sys.executable, "-c", SPREAD],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root / "tests"), *sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "the same\n"), ran.stderr
