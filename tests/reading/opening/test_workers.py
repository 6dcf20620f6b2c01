"""A worker keeps within its limits, and none outlives a fault."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goldenthread.reading.opening import Opened, open_document
from goldenthread.reading.opening.limits import Limits
from goldenthread.reading.opening.workers import Workers
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import PROMISE, docx, paragraph

#: Takes seconds to read, whatever the machine.
LONG = "".join(paragraph(f"{number}") for number in range(400_000))


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.docx"
    path.write_bytes(docx(paragraph(PROMISE)))
    return path


def test_a_worker_opens_one_document_after_another(notice: Path) -> None:
    workers = Workers()
    assert workers.open(notice, written="docx") == Opened(PROMISE, "docx")
    kept = workers.ready
    assert workers.open(notice, written="docx").text == PROMISE
    assert workers.ready == kept
    assert len(kept) == 1
    workers.close()
    assert workers.ready == ()


def test_a_refusal_is_no_fault_of_the_worker(notice: Path) -> None:
    workers = Workers()
    with pytest.raises(UnreadableDocument):
        workers.open(notice, written="xlsx")
    assert len(workers.ready) == 1
    workers.close()


def test_a_worker_that_somebody_ended_is_replaced(notice: Path) -> None:
    workers = Workers()
    workers.open(notice, written="docx")
    (ended,) = workers.ready
    os.kill(ended, signal.SIGKILL)
    time.sleep(0.2)
    assert workers.open(notice, written="docx").text == PROMISE
    assert ended not in workers.ready
    workers.close()


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(wall=0.01), "longer than 0.01 s"),
        (Limits(cpu=0.1), "more than 0.1 s of computing"),
    ],
)
def test_a_document_beyond_a_limit_ends_its_worker(
    limits: Limits, what: str, tmp_path: Path
) -> None:
    (tmp_path / "long.docx").write_bytes(docx(LONG))
    workers = Workers(limits)
    with pytest.raises(UnreadableDocument, match=what) as refusal:
        workers.open(tmp_path / "long.docx", written="docx")
    assert refusal.value.place == str(tmp_path / "long.docx")
    assert refusal.value.remedy
    assert workers.ready == ()


def test_a_document_that_needs_more_memory_than_a_worker_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(
        b"the eastern sea wall and the pump station,the Works Department\n" * 450_000
    )
    workers = Workers(Limits(memory=120 << 20))
    with pytest.raises(UnreadableDocument, match="memory"):
        workers.open(tmp_path / "a.csv", written="csv")
    assert workers.ready == ()


def test_a_long_document_is_streamed_in_little_memory(tmp_path: Path) -> None:
    # A tree of its hundred thousand paragraphs would take many times as much.
    (tmp_path / "long.docx").write_bytes(docx(LONG[: len(LONG) // 4].rpartition("<w:p>")[0]))
    workers = Workers(Limits(memory=100 << 20))
    assert workers.open(tmp_path / "long.docx", written="docx").text.startswith("0\n\n1\n\n2")
    workers.close()


def test_a_parser_that_stumbles_costs_its_worker_and_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    workers = Workers()
    with pytest.raises(UnreadableDocument, match="KeyError"):
        workers.open(tmp_path / "a.docx", written="no such format")
    assert workers.ready == ()


def test_a_worker_has_no_network() -> None:
    tried = (
        "from goldenthread.reading.opening.confined import confine; confine(1 << 30)\n"
        "import socket; socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, check=False)
    assert b"without a network" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_worker_cannot_take_more_memory_than_its_share() -> None:
    tried = (
        "from goldenthread.reading.opening.confined import confine; confine(1 << 30)\n"
        "import lxml.etree, pypdfium2, python_calamine; bytearray(1 << 30)"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, check=False)
    assert done.stderr.strip().endswith(b"MemoryError")


def test_nothing_is_left_in_the_temporary_folder(
    notice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    open_document(notice)
    assert not list(folder.iterdir())


def test_opening_can_be_sent_to_another_machine(notice: Path) -> None:
    sent = pickle.loads(pickle.dumps(open_document))
    assert pickle.loads(pickle.dumps(sent(notice))) == Opened(PROMISE, "docx")
