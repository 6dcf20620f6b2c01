"""The public log of the demo, checked by a reader that shares no code with the product."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.models import Checkpoint, Entry, Log
from goldenthread.office.trail.public import public_log, public_tile
from goldenthread.terms.errors import NotPossible


@pytest.fixture(scope="module")
def reader(root: Path) -> ModuleType:
    path = root / "tests/ledger/reader.py"
    spec = importlib.util.spec_from_file_location("log_reader", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(files: Iterator[tuple[str, bytes]], folder: Path) -> Path:
    for path, content in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def test_a_reader_written_from_the_texts_alone_trusts_the_log_of_the_demo(
    loaded: Loaded, reader: ModuleType, tmp_path: Path
) -> None:
    assert loaded.files
    folder = written(public_log(), tmp_path)
    entries = reader.audit(folder, Log.objects.get().key)
    signed = Checkpoint.objects.last()
    assert signed is not None
    kept = Entry.objects.filter(index__lt=signed.size).order_by("index")
    assert entries == [text.encode() for text in kept.values_list("canonical", flat=True)]


def test_it_distrusts_the_log_when_one_entry_is_another(
    loaded: Loaded, reader: ModuleType, tmp_path: Path
) -> None:
    assert loaded.files
    folder = written(public_log(), tmp_path)
    bundle = next((folder / "tile/entries").rglob("000*"))
    part = bundle if bundle.is_file() else next(each for each in bundle.rglob("*"))
    part.write_bytes(part.read_bytes().replace(b"commitment", b"commutment", 1))
    with pytest.raises(reader.Distrust):
        reader.audit(folder, Log.objects.get().key)


@pytest.mark.django_db
def test_before_anything_is_signed_there_is_no_public_log() -> None:
    with pytest.raises(NotPossible, match="nothing of this log has been signed"):
        list(public_log())


def test_the_log_is_served_file_by_file_as_it_is_written(loaded: Loaded, client: Client) -> None:
    assert loaded.files
    for path, content in public_log():
        answer = client.get(f"/{path}")
        assert answer.status_code == 200, path
        assert answer.content == content, path
        kept = "no-cache" if path == "checkpoint" else "immutable"
        assert kept in answer.headers["Cache-Control"]


def test_a_tile_stays_under_every_width_it_has_had(loaded: Loaded) -> None:
    assert loaded.files
    signed = Checkpoint.objects.latest("size").size
    whole = public_tile(f"tile/1/000.p/{signed // 256}")
    assert whole is not None
    last = public_tile(f"tile/0/001.p/{signed - 256}")
    assert last is not None
    for width in range(1, signed - 256):
        assert public_tile(f"tile/0/001.p/{width}") == last[: 32 * width]


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/009.p/1", "tile/2/000.p/1", "tile/../key"])
def test_what_the_signed_log_does_not_hold_is_no_file(loaded: Loaded, path: str) -> None:
    assert loaded.files
    assert public_tile(path) is None


def test_nothing_beyond_the_last_signed_place_is_given_out(loaded: Loaded) -> None:
    assert loaded.files
    signed = Checkpoint.objects.latest("size").size
    assert public_tile(f"tile/entries/001.p/{signed - 256}") is not None
    assert public_tile(f"tile/entries/001.p/{signed - 255}") is None
