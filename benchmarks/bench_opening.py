"""How fast documents are opened, and how little memory the worst takes, beside the usual packages.

Every row is measured here and now, ours through its limited worker, the others
in this process: what the safety costs is in our figure. A package that is
absent is said to be; `pip install -r requirements/bench.txt` brings them.
"""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import typst

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from goldenthread.reading.opening import open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import cell, docx, paragraph, xlsx

SENTENCE = (
    "市政府将于2023年12月31日前修复东段海堤，由市水务局牵头，市财政局配合，并按季度报告进展情况。"
)
PLAIN, ROUNDS = 1_000, 30


def made(folder: Path) -> dict[str, Path]:
    """Write one document of each format, of some 10,000 characters; return them by format."""
    blocks = [f"第{number}段。{SENTENCE}{SENTENCE}" for number in range(100)]
    page = "".join(f"<p>{block}</p>" for block in blocks)
    table = "".join(f"<w:tr>{cell('任务')}{cell(block)}</w:tr>" for block in blocks[:20])
    paths = {kind: folder / f"a.{kind}" for kind in ("html", "docx", "pdf", "xlsx", "csv")}
    paths["html"].write_text(f"<html><body><nav>首页</nav><div>{page}</div></body></html>", "utf-8")
    paths["docx"].write_bytes(docx("".join(map(paragraph, blocks)) + f"<w:tbl>{table}</w:tbl>"))
    source = folder / "a.typ"
    source.write_text("#set par(justify: true)\n" + "\n\n".join(blocks), "utf-8")
    typst.compile(str(source), output=str(paths["pdf"]))
    xlsx(paths["xlsx"])
    paths["csv"].write_text("".join(f"{n},{block}\n" for n, block in enumerate(blocks)), "utf-8")
    return paths


def per_second(opened: Callable[[Path], object], path: Path) -> float:
    """Return how many documents a second are opened, after one that does not count."""
    opened(path)
    start = perf_counter()
    for _ in range(ROUNDS):
        opened(path)
    return ROUNDS / (perf_counter() - start)


def _trafilatura(path: Path) -> object:
    import trafilatura

    return trafilatura.extract(path.read_text("utf-8"))


def _python_docx(path: Path) -> object:
    import docx as python_docx

    document = python_docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def _pypdf(path: Path) -> object:
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def _openpyxl(path: Path) -> object:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [list(sheet.values) for sheet in book]


RIVALS: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "html": ("trafilatura", "trafilatura", _trafilatura),
    "docx": ("python-docx", "docx", _python_docx),
    "pdf": ("pypdf", "pypdf", _pypdf),
    "xlsx": ("openpyxl", "openpyxl", _openpyxl),
}


def speeds(folder: Path) -> None:
    """Print how many documents of each format are opened in a second."""
    print(f"{'format':<8}{'ours /s':>10}{'theirs /s':>12}{'ratio':>8}  beside")
    for kind, path in made(folder).items():
        ours = per_second(open_document, path)
        name, module, rival = RIVALS.get(kind, ("", "", open_document))
        if not name or importlib.util.find_spec(module) is None:
            absent = f"{name} is absent" if name else "–"
            print(f"{kind:<8}{ours:>10.0f}{'–':>12}{'–':>8}  {absent}")
            continue
        theirs = per_second(rival, path)
        print(f"{kind:<8}{ours:>10.0f}{theirs:>12.0f}{ours / theirs:>8.2f}  {name}")


def plain(folder: Path) -> None:
    """Print how long a thousand plain documents of 2,000 characters take."""
    paths = [folder / f"{number}.txt" for number in range(PLAIN)]
    for path in paths:
        path.write_text((SENTENCE * 50)[:2_000], "utf-8")
    start = perf_counter()
    for path in paths:
        open_document(path)
    print(f"\n{PLAIN} plain documents of 2,000 characters: {perf_counter() - start:.2f} s")


_PEAK = """
import resource, sys
from contextlib import suppress
from pathlib import Path
with suppress(Exception):
    {opened}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
_OURS = (
    "from goldenthread.reading.opening.openers import open_as; "
    "open_as('docx', Path(sys.argv[1]), place='a')"
)
_THEIRS = "import docx; [each.text for each in docx.Document(sys.argv[1]).paragraphs]"


def bomb(folder: Path) -> None:
    """Print what the heaviest docx that is let in takes in memory, and what python-docx takes."""
    path = folder / "heavy.docx"
    # Different enough that it is packed less than 200 times, so that it has to be read.
    body = "".join(f"<w:p><w:r><w:t>{n * 7919 % 100003}</w:t></w:r></w:p>" for n in range(500_000))
    path.write_bytes(docx(body))
    print(f"\na docx of {path.stat().st_size / 1e6:.1f} MB with 500,000 paragraphs, peak memory:")
    print(f"{'ours':<14}{peak(_OURS, path):>8} MB")
    if importlib.util.find_spec("docx") is None:
        print("python-docx is absent")
    else:
        print(f"{'python-docx':<14}{peak(_THEIRS, path):>8} MB")
    refused(folder)


def peak(opened: str, path: Path) -> str:
    """Return the peak memory, in MB, of a process that opens the document."""
    command = [sys.executable, "-c", _PEAK.format(opened=opened), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def refused(folder: Path) -> None:
    """Print how a bomb ends, and after how long."""
    path = folder / "bomb.docx"
    path.write_bytes(docx("<w:p/>" * 16_000_000))
    start = perf_counter()
    try:
        open_document(path)
    except UnreadableDocument as refusal:
        print(f"\na bomb of {path.stat().st_size // 1000} KB that unpacks to 96 MB:")
        print(f"refused after {perf_counter() - start:.2f} s: {refusal.what}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        speeds(Path(name))
        plain(Path(name))
        bomb(Path(name))
