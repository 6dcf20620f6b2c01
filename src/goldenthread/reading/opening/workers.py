"""Keep processes ready that open documents within limits, and replace each after any fault."""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from goldenthread.reading.opening.kinds import shown
from goldenthread.reading.opening.limits import DAMAGED, LIMITS, SPLIT, Limits
from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument
from goldenthread.terms.meetings import Doubt
from goldenthread.terms.text import Span

_SERVE = "from goldenthread.reading.opening.confined import serve; serve({memory})"

#: After so many documents a worker makes way for a fresh one, whatever its parsers have kept.
_DOCUMENTS = 200


class Worker:
    """One process that opens one document at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.done = 0
        self._late = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE.format(memory=limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    @property
    def process_id(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether its process has not ended by itself or by somebody's hand."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request; `{}` if the worker ended without one."""
        timer = threading.Timer(self.limits.wall, self._run_out)
        timer.start()
        try:
            return self._exchange(request | {"cpu": self.limits.cpu})
        finally:
            timer.cancel()

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            return {}
        self.done += 1
        return json.loads(line) if line.endswith(b"\n") else {}

    def _run_out(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        """End the process and every program that it started."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):
            self._process.kill()

    def end(self) -> None:
        """End the process; ending it twice is the same as once."""
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue

    def epitaph(self) -> tuple[str, str]:
        """Return what ended the process, after its end, and the remedy."""
        if self._late:
            return f"it took longer than {self.limits.wall:g} s to open.", SPLIT
        if self._process.wait() == -getattr(signal, "SIGXCPU", 0):
            return f"it took more than {self.limits.cpu:g} s of computing to open.", SPLIT
        return "opening it broke down, because it is damaged or needs too much memory.", DAMAGED


def _environment() -> dict[str, str]:
    """Return what a worker must know of ours: no secrets are among it."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    paths = os.pathsep.join(path for path in sys.path if path)
    return kept | {
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "PYTHONPATH": paths,
        "PYTHONWARNINGS": "ignore",
    }


class Workers:
    """Workers that stand ready; as many are started as are asked at the same time."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._ready: list[Worker] = []
        self._left_to_parent: list[Worker] = []
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave_to_parent)

    def open(self, path: Path, *, written: str) -> Opened:
        """Return the document at `path`, which is of the format `written`.

        Raises UnreadableDocument when it cannot be read within the limits.
        """
        worker = self._take()
        with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
            answer = worker.ask(
                {
                    "path": str(path.absolute()),
                    "place": shown(path),
                    "format": written,
                    "folder": folder,
                }
            )
            if answer and not answer.get("fault") and worker.done < _DOCUMENTS:
                self._give_back(worker)
            else:
                worker.end()
        return _opened(answer) if answer else _lost(worker, shown(path))

    @property
    def ready(self) -> tuple[int, ...]:
        """The process numbers of the workers that stand ready."""
        with self._lock:
            return tuple(worker.process_id for worker in self._ready)

    def close(self) -> None:
        """End all workers that stand ready."""
        with self._lock:
            ready, self._ready = self._ready, []
        for worker in ready:
            worker.end()

    def _take(self) -> Worker:
        with self._lock:
            while self._ready:
                worker = self._ready.pop()
                if worker.is_alive:
                    return worker
                worker.end()
        return Worker(self.limits)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._ready.append(worker)

    def _leave_to_parent(self) -> None:
        """After a fork the workers stay the parent's: two who ask one would mix up the answers."""
        self._lock = threading.Lock()
        self._left_to_parent += self._ready
        self._ready = []


def _opened(answer: dict[str, Any]) -> Opened:
    if "refused" in answer:
        told = answer["refused"]
        raise UnreadableDocument(told["what"], place=told["place"], remedy=told["remedy"])
    given = answer["opened"]
    doubts = tuple(
        Doubt(Span(each["span"]["start"], each["span"]["end"]), each["confidence"])
        for each in given["doubts"]
    )
    return Opened(**(given | {"doubts": doubts}))


def _lost(worker: Worker, place: str) -> Opened:
    what, remedy = worker.epitaph()
    raise UnreadableDocument(what, place=place, remedy=remedy)
