"""Ask of a whole portfolio no more than it can bear: few false questions among many tests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenthread.checking.flags import Flag

#: Of the questions that rest on chance, at most this share is expected to be idle.
SHARE = 0.10


def benjamini_hochberg(
    p: ArrayLike, *, q: float = SHARE, tests: int | None = None
) -> NDArray[np.bool_]:
    """Return which p-values stand at false discovery rate `q` among `tests` of them.

    Source: Benjamini and Hochberg (1995), step-up. `tests` may exceed the
    length of `p`: the rest were too large to be kept, which only makes it stricter.
    Raises ValueError where there are fewer tests than p-values.
    """
    held = np.asarray(p, float)
    count = len(held) if tests is None else tests
    if count < len(held):
        raise ValueError(f"{len(held)} p-values cannot come from {count} tests")
    order = np.argsort(held, kind="stable")
    passing = held[order] <= q * np.arange(1, len(held) + 1) / max(count, 1)
    last = int(np.flatnonzero(passing)[-1]) + 1 if passing.any() else 0
    kept = np.zeros(len(held), bool)
    kept[order[:last]] = True
    return kept


def keep(flags: Sequence[Flag], *, tests: int, q: float = SHARE) -> tuple[Flag, ...]:
    """Return the flags that are asked: all of plain arithmetic, of the rest what stands at `q`.

    `tests` counts the tests that rest on chance, whether they gave a flag or not.
    """
    chance = [each for each in flags if each.p is not None]
    kept = benjamini_hochberg([each.p or 0.0 for each in chance], q=q, tests=tests)
    dropped = {id(each) for each, stands in zip(chance, kept, strict=True) if not stands}
    return tuple(each for each in flags if id(each) not in dropped)
