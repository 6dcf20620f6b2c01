"""Spoil sound documents at random and open them: each is read or refused, and nothing else.

`python -m reading.opening.fuzz SECONDS` runs from the folder of the tests.
"""

import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from goldenthread.reading.opening import Opened, open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import PROMISE, cell, docx, ofd, paragraph, pdf, xlsx, zipped

_TABLE = (
    f"<w:tbl><w:tr>{cell('任务')}{cell('单位')}</w:tr><w:tr>{cell('海堤')}{cell('')}</w:tr></w:tbl>"
)
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_PAGE = (
    f"<html><meta charset='utf-8'><h1>通知</h1><p>{PROMISE}</p><ol><li>一<li>二</ol>"
    "<table><tr><td rowspan='2'>a<td>b<tr><td>c</table>"
)


def seeds(folder: Path) -> dict[str, bytes]:
    """Return a sound document of each format that needs no other program, by its ending."""
    body = paragraph(PROMISE) + paragraph("抓落实", properties=_NUMBERED) + _TABLE
    return {
        ".txt": PROMISE.encode("gb18030"),
        ".csv": f'序号,任务\n1,"{PROMISE}"\n'.encode(),
        ".html": _PAGE.encode(),
        ".docx": docx(body, numbering=_LISTS, styles=""),
        ".xlsx": xlsx(folder / "seed.xlsx").read_bytes(),
        ".pdf": pdf("Repair the sea wall\nby Friday.", "Second page."),
        ".ofd": ofd(PROMISE, "第二行"),
    }


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with some of them changed, left out, doubled or put elsewhere."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 1, 4, 32, 400)))
        way = chance.randrange(5)
        if way == 0:
            made[at:end] = chance.randbytes(end - at)
        elif way == 1:
            del made[at:end]
        elif way == 2:
            made[at:at] = made[at:end] * chance.choice((1, 2, 50))
        elif way == 3:
            made[at:end] = chance.choice(
                (b"<", b'"', b"\xff" * 4, b"\x00", b"99999999", b"&", b"|")
            )
        else:
            place = chance.randrange(len(made) + 1)
            made[place:place] = made[at:end]
    return bytes(made)


def spoilt_inside(data: bytes, chance: random.Random) -> bytes:
    """Return a zip of which one part is spoilt, so that the damage gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts: dict[str, bytes | str] = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(sorted(parts))
    inside = parts[name]
    assert isinstance(inside, bytes)
    return zipped(parts | {name: spoilt(inside, chance)})


def trials(folder: Path, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield endings and spoilt documents without end."""
    sound = seeds(folder)
    while True:
        for ending, data in sound.items():
            inside = data.startswith(b"PK") and chance.random() < 0.8
            yield ending, spoilt_inside(data, chance) if inside else spoilt(data, chance)


def outcome(path: Path) -> str:
    """Return "read", or the beginning of the refusal; every promise about either is checked."""
    try:
        opened = open_document(path)
    except UnreadableDocument as refusal:
        return told(refusal)
    check(opened)
    return "read"


def told(refusal: UnreadableDocument) -> str:
    """Return the kind of a refusal; raise AssertionError if it leaves something out."""
    assert refusal.what
    assert refusal.place
    assert refusal.remedy
    kind = (
        refusal.what if "as its type asks" in refusal.what else re.split("[('@]", refusal.what)[0]
    )
    return re.sub(r"[\d,]+", "#", kind)


def check(opened: Opened) -> None:
    """Raise AssertionError if a document breaks what is promised of every document."""
    assert opened.text.strip()
    assert all(doubt.span.of(opened.text) for doubt in opened.doubts)


def fuzz(seconds: float, *, seed: int) -> Counter[tuple[str, str]]:
    """Return how often what became of the spoilt documents of each format."""
    found: Counter[tuple[str, str]] = Counter()
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for ending, data in trials(Path(folder), random.Random(seed)):
            path = Path(folder, f"spoilt{ending}")
            path.write_bytes(data)
            try:
                found[ending, outcome(path)] += 1
            except BaseException:
                Path(f"fuzz{ending}").write_bytes(data)
                raise
            if time.monotonic() > end:
                return found
    return found


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        for (kind, became), times in sorted(
            fuzz(float(sys.argv[1]), seed=int(time.time())).items()
        ):
            sys.stdout.write(f"{kind:<6}{times:>7}  {became}\n")
