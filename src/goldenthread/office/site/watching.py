"""Count and time what is asked of the office: by page, never by person, path or address."""

import logging
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from django.http import HttpRequest, HttpResponseBase

#: Upper ends of the classes that times are counted in, seconds.
CLASSES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_log = logging.getLogger("goldenthread.requests")


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """What one request was, as far as it is counted: `page` is the name of an address."""

    page: str
    method: str
    status: int


@dataclass(slots=True)
class Watch:
    """What this process was asked since it began."""

    answered: Counter[Asked] = field(default_factory=Counter)
    classes: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def count(self, asked: Asked, seconds: float) -> None:
        """Count one request."""
        with self.lock:
            self.answered[asked] += 1
            self.classes[bisect_left(CLASSES, seconds)] += 1
            self.seconds += seconds

    def lines(self) -> Iterator[str]:
        """Yield the counts in the text format of Prometheus."""
        with self.lock:
            answered, classes = sorted(self.answered.items()), dict(self.classes)
            seconds, total = self.seconds, sum(self.answered.values())
        yield from described("goldenthread_requests_total", "counter", "Requests answered.")
        for each, number in answered:
            labels = f'page="{each.page}",method="{each.method}",status="{each.status}"'
            yield f"goldenthread_requests_total{{{labels}}} {number}"
        name = "goldenthread_request_seconds"
        yield from described(name, "histogram", "How long the answers took.")
        so_far = 0
        for place, end in enumerate(CLASSES):
            so_far += classes.get(place, 0)
            yield f'{name}_bucket{{le="{end}"}} {so_far}'
        yield f'{name}_bucket{{le="+Inf"}} {total}'
        yield f"{name}_sum {seconds:.6f}"
        yield f"{name}_count {total}"


def described(name: str, kind: str, words: str) -> Iterator[str]:
    """Yield the two lines that stand before the values of a metric."""
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"


WATCH = Watch()


class Watching:
    """Counts each request and, where that is set, writes a line of the log about it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if this were not here."""
        begun = time.perf_counter()
        answer = self.answer(request)
        seconds = time.perf_counter() - begun
        # The name of the address, not the address: that may hold a person's key or a word sought.
        page = request.resolver_match.view_name if request.resolver_match else ""
        method = request.method if request.method in _METHODS else "other"
        asked = Asked(page or "none", str(method), answer.status_code)
        WATCH.count(asked, seconds)
        told = {"page": asked.page, "method": asked.method, "status": asked.status}
        _log.info("request", extra={"told": told | {"seconds": round(seconds, 4)}})
        return answer
