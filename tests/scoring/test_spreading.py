"""Draws spread over a cluster are those drawn here, and a wrong address is refused."""

import pytest

from goldenthread.scoring import Alternatives
from goldenthread.scoring.spreading import spread_over
from goldenthread.scoring.uncertainty import doubt, drawn
from goldenthread.terms.errors import NotPossible
from scoring.examples import index, table

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


def test_a_cluster_gives_the_answer_of_one_machine() -> None:
    distributed = pytest.importorskip(
        "distributed", reason="goldenthread[cluster] is not installed"
    )
    doubted = doubt(ASKED.design, table=table())
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        spread_over(cluster.scheduler_address) as spread,
    ):
        there = drawn(doubted, draws=40, seed=2, spread=spread)
    assert (there.places == drawn(doubted, draws=40, seed=2).places).all()
