"""Whatever a document was made to do, it ends in a clear refusal or is read without its harm."""

import contextlib
import re
from pathlib import Path

import pytest

from goldenthread.reading.opening import open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.hostile import CORPUS, READ, Hostile


def _written(hostile: Hostile, folder: Path) -> Path:
    path = folder / hostile.name
    path.write_bytes(hostile.made())
    return path


def test_the_corpus_is_large_and_no_name_comes_twice() -> None:
    assert len({hostile.name for hostile in CORPUS}) == len(CORPUS) >= 40


@pytest.mark.parametrize(
    "hostile",
    [each for each in CORPUS if each.refused != READ],
    ids=lambda each: each.name.encode("unicode_escape").decode(),
)
def test_a_hostile_document_is_refused_for_what_it_is(hostile: Hostile, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        open_document(_written(hostile, tmp_path))
    assert re.search(hostile.refused, refusal.value.what)
    assert refusal.value.place
    assert refusal.value.place.isprintable()
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "hostile", [each for each in CORPUS if each.refused == READ], ids=lambda each: each.name
)
def test_what_can_be_read_harmlessly_is_read(hostile: Hostile, tmp_path: Path) -> None:
    opened = open_document(_written(hostile, tmp_path))
    assert opened.text.strip()
    assert hostile.unsaid not in opened.text


def test_a_pdf_that_is_also_a_zip_is_only_the_pdf_that_its_name_says(tmp_path: Path) -> None:
    hostile = next(each for each in CORPUS if each.name == "polyglot.pdf")
    assert open_document(_written(hostile, tmp_path)).text == "Repair the sea wall."


def test_nothing_is_written_beside_the_document(tmp_path: Path) -> None:
    for name in ("climbing.docx", "nested.docx", "absolute.docx"):
        hostile = next(each for each in CORPUS if each.name == name)
        with contextlib.suppress(UnreadableDocument):
            open_document(_written(hostile, tmp_path))
    assert len(list(tmp_path.iterdir())) == 3
    assert not (tmp_path.parent.parent / "evil.xml").exists()


@pytest.mark.parametrize(
    "name", ["absent.txt", "absent.pdf", "folder.md", "folder.docx", "a\x00.txt"]
)
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    with pytest.raises(UnreadableDocument, match="cannot be opened") as refusal:
        open_document(tmp_path / name)
    assert refusal.value.place.isprintable()


@pytest.mark.parametrize("name", ["notice", "notice.exe"])
def test_a_type_that_is_not_read_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"Words.")
    with pytest.raises(UnreadableDocument, match="not read"):
        open_document(tmp_path / name)
