"""The inside of a worker: opens documents one after another, with nothing more than it needs.

A request and its answer are one line of JSON each. What a document's bytes can
reach from here is a temporary folder of their own, a bounded memory and time,
and no network.
"""

import contextlib
import ctypes
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from goldenthread.reading.opening.limits import DAMAGED, FILE_BYTES, SPLIT
from goldenthread.reading.opening.openers import open_as
from goldenthread.terms.errors import UnreadableDocument

if sys.platform != "win32":  # There only the wall time is kept.
    import resource

_NEW_NETWORK, _NEW_USERS = 0x40000000, 0x10000000


def serve(memory: int) -> None:
    """Answer the requests on standard input until it ends; `memory` is in bytes."""
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not mix with the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    confine(memory)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _allow_seconds(request["cpu"])
        with _alone_in(request["folder"]):
            answer = _answer(request)
        _send(answers, answer)
        if answer.get("fault"):
            return


def confine(memory: int) -> None:
    """Bound this process and all it starts, and cut it off from the network."""
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (4 * FILE_BYTES, 4 * FILE_BYTES))
    _leave_the_network()
    sys.addaudithook(_refuse_sockets)


def _leave_the_network() -> None:
    """Move to a network without devices where the system lets us (Linux); else only sockets go."""
    if sys.platform == "win32" or not hasattr(ctypes.CDLL(None), "unshare"):
        return
    unshare = ctypes.CDLL(None).unshare
    user = os.geteuid()
    if user == 0:
        unshare(_NEW_NETWORK)
    elif unshare(_NEW_NETWORK | _NEW_USERS) == 0:
        # Without the map we would be nobody by name; what we may read stays the same.
        with contextlib.suppress(OSError):
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")


def _refuse_sockets(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError("a document is opened without a network")


def _allow_seconds(cpu: float) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        used = math.ceil(time.process_time() + cpu)
        resource.setrlimit(resource.RLIMIT_CPU, (used, hard))


@contextlib.contextmanager
def _alone_in(folder: str) -> Iterator[None]:
    tempfile.tempdir = folder
    os.environ.update(TMPDIR=folder, HOME=folder)
    with contextlib.chdir(folder):
        yield


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    place = request["place"]
    try:
        return {"opened": asdict(open_as(request["format"], Path(request["path"]), place=place))}
    except UnreadableDocument as refusal:
        return _refused(refusal.what, refusal.place, refusal.remedy)
    except MemoryError:
        what = "it needs more memory than a document may use."
        return _refused(what, place, SPLIT) | {"fault": True}
    except Exception as error:  # Whatever a parser stumbles over, the document is at fault.
        what = f"it is damaged or not made as its type asks ({type(error).__name__})."
        return _refused(what, place, DAMAGED) | {"fault": True}


def _refused(what: str, place: str, remedy: str) -> dict[str, Any]:
    return {"refused": {"what": what, "place": place, "remedy": remedy}}


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()
