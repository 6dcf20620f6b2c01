"""Documents of older programs are read through LibreOffice; where it is missing that is said."""

import shutil
import subprocess
from pathlib import Path

import pytest

from goldenthread.reading.opening import open_document
from goldenthread.reading.opening.converted import open_rtf
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import PROMISE, cell, docx, paragraph, zipped

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is absent (apt-get install libreoffice-writer-nogui)",
)
RTF = r"{\rtf1\ansi Repair the \b sea wall\b0 .\par By Friday.\par}"
ROWS = (f"<w:tr>{cell('序号')}{cell('任务')}</w:tr>", f"<w:tr>{cell('1')}{cell('修堤')}</w:tr>")
TABLE = f"<w:tbl>{''.join(ROWS)}</w:tbl>"


@needs_libreoffice
def test_rich_text_gives_its_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text(RTF, "ascii")
    opened = open_document(tmp_path / "a.rtf")
    assert (opened.text, opened.format) == ("Repair the sea wall.\n\nBy Friday.", "rtf")


@needs_libreoffice
@pytest.mark.parametrize(("ending", "named"), [("doc", "a.wps"), ("odt", "a.odt")])
def test_older_documents_give_paragraphs_and_tables(
    ending: str, named: str, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph(PROMISE) + TABLE + paragraph("完")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", ending, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(["soffice", profile, "--headless", *convert], capture_output=True, check=True)
    (tmp_path / f"a.{ending}").rename(tmp_path / named)
    opened = open_document(tmp_path / named)
    assert opened.format == named.rpartition(".")[2]
    assert opened.text == f"{PROMISE}\n\n| 序号 | 任务 |\n| --- | --- |\n| 1 | 修堤 |\n\n完"


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(zipped({"content.xml": "<a>"}))
    with pytest.raises(UnreadableDocument, match=r"cannot open it|no words"):
        open_document(tmp_path / "a.odt")


def test_without_libreoffice_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rtf").write_text(RTF, "ascii")
    with pytest.raises(UnreadableDocument, match="through LibreOffice") as refusal:
        open_rtf(tmp_path / "a.rtf", place="a.rtf")
    assert "apt-get install libreoffice-writer-nogui" in refusal.value.remedy
