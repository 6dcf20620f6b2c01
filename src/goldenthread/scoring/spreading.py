"""Spread very large draws over the workers of a cluster; the same seed, the same answer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.uncertainty import Job, Spread, Work
from goldenthread.terms.errors import NotPossible


@contextmanager
def spread_over(scheduler: str) -> Iterator[Spread]:
    """Give what maps over the workers of a Dask `scheduler`, or over this process if empty.

    Results come in the order of the jobs, whoever did them. Raises NotPossible
    where the cluster is not installed or does not answer.
    """
    if not scheduler:
        yield map
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise NotPossible(
            "dask is not installed.",
            place=f"--scheduler {scheduler}",
            remedy="Install goldenthread[cluster].",
        ) from error
    try:
        client = distributed.Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise NotPossible(
            "the scheduler does not answer.",
            place=f"--scheduler {scheduler}",
            remedy="Give the address that it printed, such as tcp://10.0.0.5:8786.",
        ) from error
    with client:

        def across(work: Work, jobs: Iterable[Job], /) -> Iterable[Floats]:
            return list(client.gather(client.map(work, list(jobs), pure=False)))

        yield across
