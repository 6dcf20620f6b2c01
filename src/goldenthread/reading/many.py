"""Read many documents, over as many processes or machines as there are."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from goldenthread.reading.record import read_file
from goldenthread.terms.errors import GoldenthreadError, NotPossible, UnreadableDocument
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.text import Language

#: A document's record, or why it could not be read.
Outcome: TypeAlias = MeetingRecord | GoldenthreadError

#: How many documents wait for each process, so that an archive need not fit in memory.
_AHEAD = 4


def read_all(
    paths: Iterable[Path],
    *,
    language: Language | None = None,
    workers: int = 1,
    scheduler: str = "",
) -> Iterator[tuple[Path, Outcome]]:
    """Yield each path with its record, or with the refusal, in the order given.

    `workers` processes read side by side. With `scheduler`, the address of a
    Dask scheduler, the cluster's workers do, which must see the same paths.
    Raises NotPossible when the cluster cannot be reached.
    """
    task = partial(_outcome, language=language)
    if workers == 1 and not scheduler:
        for path in paths:
            yield path, task(path)
        return
    with _executor(workers, scheduler) as (executor, width):
        yield from _in_order(executor, task, paths, width * _AHEAD)


def _outcome(path: Path, language: Language | None) -> Outcome:
    try:
        return read_file(path, language=language)
    except UnreadableDocument as refusal:
        return refusal


def _in_order(
    executor: Executor, task: Callable[[Path], Outcome], paths: Iterable[Path], ahead: int
) -> Iterator[tuple[Path, Outcome]]:
    left = iter(paths)
    waiting: deque[tuple[Path, Future[Outcome]]] = deque(
        (path, executor.submit(task, path)) for path in islice(left, ahead)
    )
    while waiting:
        path, done = waiting.popleft()
        yield path, done.result()
        waiting.extend((path, executor.submit(task, path)) for path in islice(left, 1))


@contextmanager
def _executor(workers: int, scheduler: str) -> Iterator[tuple[Executor, int]]:
    """An executor, and how many documents it reads side by side."""
    if scheduler:
        with _cluster(scheduler) as client:
            threads = sum(client.nthreads().values())
            yield client.get_executor(pure=False), max(1, threads)
        return
    # Forked processes would share the parent's threads and locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield pool, workers


def _cluster(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise NotPossible(
            "reading over a cluster needs a package that is not installed.",
            place=address,
            remedy="Install it: pip install 'goldenthread[cluster]'",
        ) from error
    connect: Any = Client
    try:
        return connect(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NotPossible(
            "no cluster answers at this address.",
            place=address,
            remedy="Give the address that the scheduler printed, such as tcp://10.0.0.5:8786.",
        ) from error
