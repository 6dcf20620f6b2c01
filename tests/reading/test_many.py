"""Many documents: in the order given, each failure in its place, over processes and a cluster."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from goldenthread.reading import read, read_all
from goldenthread.terms.errors import NotPossible, UnreadableDocument
from goldenthread.terms.meetings import MeetingRecord


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text(f"The Mayor will open school {number}.")
    (tmp_path / "3.txt").write_bytes(b"")
    return [tmp_path / f"{number}.txt" for number in range(7)]


def assert_in_order(found: Sequence[tuple[Path, object]], paths: list[Path]) -> None:
    assert [path for path, _ in found] == paths
    for number, (_, outcome) in enumerate(found):
        if number == 3:
            assert isinstance(outcome, UnreadableDocument)
            assert outcome.place.endswith("3.txt")
        else:
            assert outcome == read(f"The Mayor will open school {number}.")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_given_and_a_failure_stops_nothing(
    workers: int, paths: list[Path]
) -> None:
    assert_in_order(list(read_all(paths, workers=workers)), paths)


def test_the_language_is_given_on() -> None:
    assert list(read_all([])) == []


def test_documents_are_read_only_as_they_are_asked_for(paths: list[Path]) -> None:
    def endless() -> Iterator[Path]:
        while True:
            yield paths[0]

    (_, first) = next(read_all(endless()))
    assert isinstance(first, MeetingRecord)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_two_reads_the_same(paths: list[Path]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        found = list(read_all(paths, scheduler=cluster.scheduler_address))
    assert_in_order(found, paths)


@pytest.mark.filterwarnings("ignore")
def test_an_address_where_no_cluster_answers_is_refused(paths: list[Path]) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(NotPossible, match="no cluster answers") as refusal:
        list(read_all(paths, scheduler="nonsense://nowhere"))
    assert "scheduler" in refusal.value.remedy
