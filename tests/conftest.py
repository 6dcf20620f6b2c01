"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long a case takes is measured in benchmarks, not asserted: a busy machine proves nothing.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")

# A browser's driver keeps its event loop in the thread that runs the tests. None of them runs
# Django within it, but Django would take every later test for one that does.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parent.parent


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
