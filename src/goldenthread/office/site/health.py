"""Whether the office lives, whether it can work, and its measures for a monitor."""

import os
import shutil
import time
from collections.abc import Iterator
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

import goldenthread
from goldenthread.office.site.watching import WATCH, described
from goldenthread.office.trail.models import Checkpoint, Log

#: With less than this free, bytes, the next write may fail.
LEAST_SPACE = 100_000_000
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_STATM = Path("/proc/self/statm")
_BEGUN = time.time()


def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; nothing else is asked."""
    return _never_kept(HttpResponse("alive\n", content_type="text/plain; charset=utf-8"))


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the office can work: 200, or 503 and which of its parts cannot."""
    faults = list(failing())
    status = HTTPStatus.SERVICE_UNAVAILABLE if faults else HTTPStatus.OK
    return _never_kept(JsonResponse({"ready": not faults, "faults": faults}, status=status))


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the measures, to whoever has the word that was set for it; to others there is no page.

    The measures are about the office and this process; none is about a person.
    """
    word, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not word or not compare_digest(given.encode(), f"Bearer {word}".encode()):
        raise Http404
    lines = [*WATCH.lines(), *_office(), *_process()]
    return _never_kept(HttpResponse("\n".join(lines) + "\n", content_type=_TEXT))


def failing() -> Iterator[str]:
    """Yield each part that keeps the office from working: database, key, space."""
    try:
        with_log = Log.objects.exists()
    except DatabaseError:
        yield "database"
    else:
        if with_log and not Path(settings.TRAIL_KEY).is_file():
            yield "key"
    if _free() < LEAST_SPACE:
        yield "space"


def _office() -> Iterator[str]:
    faults = list(failing())
    yield from _gauge("goldenthread_ready", "1 if the office can work.", int(not faults))
    if "database" in faults:
        return
    log, signed = Log.objects.first(), Checkpoint.objects.last()
    yield from _gauge("goldenthread_log_entries", "Entries of the log.", log.size if log else 0)
    size = signed.size if signed else 0
    yield from _gauge("goldenthread_log_signed", "Entries under the last checkpoint.", size)


def _process() -> Iterator[str]:
    yield from described("goldenthread_info", "gauge", "The version, and the kind of database.")
    labels = f'version="{goldenthread.__version__}",database="{connection.vendor}"'
    yield f"goldenthread_info{{{labels}}} 1"
    yield from _gauge("goldenthread_disk_free_bytes", "Free where the office lies.", _free())
    yield from _gauge(
        "process_start_time_seconds", "When this process began, since 1970.", round(_BEGUN, 3)
    )
    if _STATM.exists():
        resident = int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        yield from _gauge("process_resident_memory_bytes", "Memory in use.", resident)


def _gauge(name: str, words: str, value: float) -> Iterator[str]:
    yield from described(name, "gauge", words)
    yield f"{name} {value}"


def _free() -> int:
    # Before the first row is written the home may not be there yet; what it will lie in is.
    place = next(each for each in (settings.HOME, *settings.HOME.parents) if each.exists())
    return shutil.disk_usage(place).free


def _never_kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
