"""The public log passes an audit that knows nothing of this product, and nothing false does."""

import ast
import random
from pathlib import Path

import pytest

from goldenthread.ledger import Checkpoint, SignerKey, export, leaf_hash, root_of, sign_checkpoint
from ledger import reader

KEY = SignerKey("ledger.example.invalid", bytes(range(32)))
ENTRIES = [f'{{"entry":{number}}}'.encode() for number in range(70_000)]


def exported(folder: Path, size: int) -> Path:
    root = root_of([leaf_hash(entry) for entry in ENTRIES[:size]])
    note = sign_checkpoint(Checkpoint(KEY.name, size, root), key=KEY)
    for path, data in export(ENTRIES[:size], checkpoint=note):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "tile").mkdir(exist_ok=True)
    return folder


def test_the_reader_shares_no_code_with_the_product() -> None:
    tree = ast.parse(Path(reader.__file__).read_text())
    named = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    named += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    assert not [name for name in named if name.startswith(("goldenthread", "ledger"))]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 1025])
def test_an_exported_log_passes_the_audit_entry_by_entry(size: int, tmp_path: Path) -> None:
    assert reader.audit(exported(tmp_path, size), KEY.verifier.text) == ENTRIES[:size]


def test_the_log_of_70000_that_the_format_counts_passes_the_audit(tmp_path: Path) -> None:
    folder = exported(tmp_path, 70_000)
    assert reader.audit(folder, KEY.verifier.text) == ENTRIES
    assert sum(1 for path in (folder / "tile/0").rglob("*") if path.is_file()) == 274
    assert (folder / "tile/0/272").stat().st_size == 8192
    assert (folder / "tile/0/273.p/112").stat().st_size == 112 * 32
    assert (folder / "tile/1/001.p/17").stat().st_size == 17 * 32
    assert (folder / "tile/2/000.p/1").stat().st_size == 32


def test_the_published_log_passes_the_same_audit(shared: Path, tmp_path: Path) -> None:
    home = shared / "data/ledger/tessera/testdata"
    for path in ("checkpoint", "tile/0/000.p/15", "tile/entries/000.p/15"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((home / "log" / path).read_bytes())
    assert len(reader.audit(tmp_path, (home / "log.vkey").read_text().strip())) == 15


def test_a_bit_flipped_in_any_file_is_found(tmp_path: Path) -> None:
    folder, chance = exported(tmp_path, 600), random.Random(4)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        good = path.read_bytes()
        for _ in range(5):
            data = bytearray(good)
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(data))
            with pytest.raises((reader.Distrust, ValueError, IndexError)):
                reader.audit(folder, KEY.verifier.text)
        path.write_bytes(good)
    assert len(reader.audit(folder, KEY.verifier.text)) == 600


def test_a_file_removed_or_added_is_found(tmp_path: Path) -> None:
    folder = exported(tmp_path, 300)
    (folder / "tile/1/001").write_bytes(b"")
    with pytest.raises(reader.Distrust, match="6 resources are served, and 5 belong"):
        reader.audit(folder, KEY.verifier.text)
    (folder / "tile/1/001").unlink()
    (folder / "tile/0/001.p/44").unlink()
    with pytest.raises(reader.Distrust, match="is not served"):
        reader.audit(folder, KEY.verifier.text)


def test_another_key_or_another_origin_is_not_trusted(tmp_path: Path) -> None:
    folder = exported(tmp_path, 3)
    for name, why in ((KEY.name, "unsigned"), ("other.example.invalid", "origin")):
        with pytest.raises(reader.Distrust, match=why):
            reader.audit(folder, SignerKey(name, bytes(32)).verifier.text)
