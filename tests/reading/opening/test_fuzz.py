"""A spoilt document of any format is read or refused, and never anything else."""

from pathlib import Path

from goldenthread.reading.opening import open_document
from reading.opening.fuzz import fuzz, seeds


def test_the_sound_documents_are_read(tmp_path: Path) -> None:
    for ending, data in seeds(tmp_path).items():
        (tmp_path / f"sound{ending}").write_bytes(data)
        assert open_document(tmp_path / f"sound{ending}").text


def test_ten_seconds_of_spoilt_documents_bring_no_uncaught_exception() -> None:
    found = fuzz(10, seed=3)
    assert {ending for ending, became in found if became == "read"} >= {".txt", ".csv", ".html"}
    assert any(became != "read" for _, became in found)
