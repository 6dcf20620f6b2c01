"""Two offices on one machine: the one asks, the other answers over HTTP and remembers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from goldenthread.ledger import (
    Frontier,
    Policy,
    SignerKey,
    VerifierKey,
    Witness,
    WitnessKey,
    leaf_hash,
)
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.cosigning import Asked, cosign
from goldenthread.office.trail.marks import mark
from goldenthread.office.trail.models import Checkpoint, Cosignature, Entry, Log
from goldenthread.office.trail.triggers import permit_changes
from goldenthread.terms.errors import NotPossible

OWN = SignerKey("reach.example.invalid/log", bytes(range(32)))

_NEIGHBOUR = """
import sys
from pathlib import Path
if __name__ == "__main__":  # the server starts its worker by running this file once more
    from goldenthread.commands.serve import run_server
    from goldenthread.office.site.setup import prepare
    home, port = Path(sys.argv[1]), int(sys.argv[2])
    prepare(home)
    from goldenthread.office.trail.log import start_log
    from goldenthread.office.trail.witness import witness_key
    start_log(origin="reach.example.invalid/log", body="reach")
    print(witness_key().text, flush=True)
    run_server(home, port, demo=False)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, served: subprocess.Popen[str]) -> None:
    while served.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the neighbour's office did not start")


@pytest.fixture
def neighbour(
    secretary: Person, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Another office in a process of its own, that cosigns this office's log."""
    home, port = tmp_path / "reach", free_port()
    home.mkdir()
    (home / "neighbours.policy").write_text(Policy((VerifierKey.parse(head().key),)).text)
    script = tmp_path / "neighbour.py"
    script.write_text(_NEIGHBOUR)
    clean = {k: v for k, v in os.environ.items() if "GOLDENTHREAD" not in k and k != "DATABASE_URL"}
    command = [sys.executable, str(script), str(home), str(port)]
    served = subprocess.Popen(command, env=clean, stdout=subprocess.PIPE, text=True)
    try:
        assert served.stdout is not None
        key = WitnessKey.parse(served.stdout.readline().strip())
        wait_for(port, served)
        witness = Witness("reach", key, f"http://127.0.0.1:{port}/witness")
        settings.TRAIL_NEIGHBOURS = tmp_path / "neighbours.policy"
        settings.TRAIL_NEIGHBOURS.write_text(Policy((OWN.verifier,), (witness,)).text)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield witness.url
    finally:
        served.terminate()
        served.wait()
        if served.stdout:
            served.stdout.close()


def add(slug: str, by: Person) -> None:
    with change(by=by) as changed:
        changed.save(Area(slug=slug, name_en=slug, name_zh=slug), "area.added")


def test_a_neighbours_office_cosigns_what_grows_and_refuses_what_was_rewritten(
    neighbour: str, secretary: Person
) -> None:
    assert cosign() == [Asked("reach", head().size)]
    add("bay", secretary)
    assert cosign() == [Asked("reach", head().size)]
    assert Cosignature.objects.count() == 2
    for table in ("trail_entry", "trail_checkpoint"):
        permit_changes(connection, table)
    forged = Entry.objects.get(index=1)
    forged.canonical = forged.canonical.replace("area.added", "area.forged")
    forged.leaf = leaf_hash(forged.canonical.encode()).hex()
    forged.save()
    rewrite_the_head()
    with pytest.raises(NotPossible, match="the witness reach has seen another log"):
        cosign()


def rewrite_the_head() -> None:
    frontier = Frontier()
    for entry in Entry.objects.order_by("index"):
        frontier = frontier.append(bytes.fromhex(entry.leaf))
    Cosignature.objects.all().delete()
    Checkpoint.objects.all().delete()
    Log.objects.update(frontier=frontier.to_hex())
    if mark() is not None:
        Path(settings.TRAIL_KEY).with_name("last.checkpoint").unlink()


def test_an_address_that_is_none_or_answers_nothing_is_said(
    secretary: Person, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.TRAIL_NEIGHBOURS = tmp_path / "neighbours.policy"
    key = WitnessKey("reach.example.invalid/log/witness", OWN.verifier.public)
    for url in ("file:///etc/hostname", f"http://127.0.0.1:{free_port()}/witness"):
        policy = Policy((OWN.verifier,), (Witness("reach", key, url),))
        settings.TRAIL_NEIGHBOURS.write_text(policy.text)
        (asked,) = cosign()
        assert asked.fault


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends whoever asks to another address, and notes who comes there."""

    came: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.came.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_a_witness_that_leads_elsewhere_is_not_followed(
    secretary: Person, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.TRAIL_NEIGHBOURS = tmp_path / "neighbours.policy"
    key = WitnessKey("reach.example.invalid/log/witness", OWN.verifier.public)
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/witness"
        policy = Policy((OWN.verifier,), (Witness("reach", key, url),))
        settings.TRAIL_NEIGHBOURS.write_text(policy.text)
        try:
            (asked,) = cosign()
        finally:
            server.shutdown()
            thread.join()
    assert asked.fault
    assert _Elsewhere.came == ["/witness/add-checkpoint"]
