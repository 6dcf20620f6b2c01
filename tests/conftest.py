"""What every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# How long a case takes is measured in benchmarks, not asserted: a busy machine proves nothing.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")

# A browser's driver keeps its event loop in the thread that runs the tests. None of them runs
# Django within it, but Django would take every later test for one that does.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def example(root: Path) -> Path:
    """The worked example as a plain folder."""
    return root / "examples" / "jiaxing-2023"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real data that stands beside the project, where it is present."""
    folder = Path(os.environ.get("GOLDENTHREAD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"the shared data is absent: no {folder / 'data'} (set GOLDENTHREAD_SHARED)")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for the whole run: a second driver would find a loop running.

    Without it the tests in a browser are left out, loudly, but never in CI.
    """
    if not CHROMIUM.exists():
        said = f"NO CHROMIUM at {CHROMIUM}: THE TESTS IN THE BROWSER ARE LEFT OUT"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
