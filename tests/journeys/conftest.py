"""The demo itself, serving the site to the browser."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Site:
    """Where the demo is served and lies, and who signs in with which password."""

    address: str
    home: Path
    passwords: dict[str, str]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """The demo, made and served by its own command, as `make demo` does it."""
    home, port = tmp_path_factory.mktemp("demo"), _free_port()
    output = home.parent / f"{home.name}.log"
    command = [sys.executable, "-m", "goldenthread.cli", "demo", "--to", str(home)]
    clean = {name: value for name, value in os.environ.items() if "GOLDENTHREAD" not in name}
    with output.open("w") as log:
        serving = subprocess.Popen(
            [*command, "--serve", "--port", str(port)],
            stdout=log,
            stderr=log,
            env={**clean, "COLUMNS": "200", "LC_ALL": "C.UTF-8"},
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, serving, output)
        people = re.findall(
            r"^  (secretary|leader|auditor|contributor|administrator) +(\S+)",
            output.read_text(),
            re.M,
        )
        yield Site(address, home, dict(people))
    finally:
        serving.terminate()
        serving.wait(PATIENCE)


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh window in which nothing may be refused by the page's own content policy."""
    context = browser.new_context(base_url=site.address, accept_downloads=True)
    opened, refused = context.new_page(), list[str]()

    def note(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            refused.append(said.text)

    opened.on("console", note)
    yield opened
    context.close()
    assert refused == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, serving: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if serving.poll() is not None:
            pytest.fail(f"the demo ended with status {serving.returncode}:\n{output.read_text()}")
        try:
            with urlopen(f"{address}/style.css"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the demo did not answer in {PATIENCE} s:\n{output.read_text()}")
