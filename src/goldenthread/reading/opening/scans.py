"""Recognise the words of scanned pages with the program tesseract, and how sure it was of each."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.reading.opening.images import refuse_large
from goldenthread.reading.opening.limits import PIXELS
from goldenthread.reading.opening.lines import CJK
from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument
from goldenthread.terms.meetings import Doubt
from goldenthread.terms.text import Span

LANGUAGES = ("chi_sim", "chi_tra", "eng")
INSTALL = (
    "Install it (Debian: apt-get install tesseract-ocr tesseract-ocr-chi-sim "
    "tesseract-ocr-chi-tra), or give the document as text."
)

#: A word of which the program was less sure than this is a doubt.
_SURE = 0.6
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_WORD = "5"


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word, the numbers of its paragraph and line, and its confidence from 0 to 1."""

    words: str
    paragraph: tuple[str, ...]
    line: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a scanned page with the place and confidence of each of its words."""

    text: str
    words: tuple[Doubt, ...] = ()


def open_scan(path: Path, *, place: str) -> Opened:
    """Return the text of the picture at `path`; raise UnreadableDocument if it has none."""
    refuse_large(path, place=place)
    recognised = recognise(path, place=place)
    if not recognised.text:
        raise UnreadableDocument(
            "no words were found in the picture.",
            place=place,
            remedy="Check that it is a scan of a page, upright, at 200 dots an inch or more.",
        )
    return gathered([recognised], written="scan")


def recognise_page(page: Any, *, place: str) -> Recognised:
    """Return the words of a pdf page that is a picture."""
    _program(place)
    wide, high = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    scale = min(scale, (PIXELS / max(wide * high, 1)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True)
    rows = memoryview(bytes(drawn.buffer))
    picture = Path("page.pgm")
    with picture.open("wb") as file:
        file.write(b"P5 %d %d 255\n" % (drawn.width, drawn.height))
        for row in range(drawn.height):
            file.write(rows[row * drawn.stride : row * drawn.stride + drawn.width])
    drawn.close()
    return recognise(picture, place=place)


def recognise(picture: Path, *, place: str) -> Recognised:
    """Return the words in a picture file; raise UnreadableDocument if that is not possible."""
    program = _program(place)
    done = subprocess.run(
        [program, str(picture.absolute()), "stdout", "-l", _languages(program, place), "tsv"],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise UnreadableDocument(
            "the picture is damaged or of a kind that cannot be recognised.",
            place=place,
            remedy="Open it in a picture viewer, save it as png, and give the new file.",
        )
    return laid_out(words_in(done.stdout.decode("utf-8", "replace")))


def _program(place: str) -> str:
    found = shutil.which("tesseract")
    if found is None:
        raise UnreadableDocument(
            "it is a scan, and the program tesseract that recognises scans is not installed.",
            place=place,
            remedy=INSTALL,
        )
    return found


def _languages(program: str, place: str) -> str:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)
    present = set((listed.stdout + listed.stderr).decode("utf-8", "replace").split())
    languages = [language for language in LANGUAGES if language in present]
    if not languages:
        raise UnreadableDocument(
            "tesseract is installed, but knows neither Chinese nor English.",
            place=place,
            remedy=INSTALL,
        )
    return "+".join(languages)


def words_in(table: str) -> list[Word]:
    """Return the words of tesseract's table (tab-separated, one element a row)."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Word(
            row["text"].strip(),
            (row["page_num"], row["block_num"], row["par_num"]),
            row["line_num"],
            min(max(float(row["conf"]) / 100, 0.0), 1.0),
        )
        for row in rows
        if row["level"] == _WORD and (row["text"] or "").strip()
    ]


def laid_out(words: Iterable[Word]) -> Recognised:
    """Return the words as paragraphs; blanks between Chinese characters are not printed ones."""
    text, places = "", list[Doubt]()
    before: Word | None = None
    for word in words:
        if before is not None and _is_broken(before, word):
            text, places[-1] = text[:-1], _shortened(places[-1])
        elif before is not None:
            text += _between(before, word)
        places.append(Doubt(Span(len(text), len(text) + len(word.words)), word.confidence))
        text += word.words
        before = word
    return Recognised(text, tuple(places))


def _is_broken(before: Word, word: Word) -> bool:
    """Whether one word was broken at the end of a line and goes on in the next."""
    same_line = (before.paragraph, before.line) == (word.paragraph, word.line)
    ends = len(before.words) > 2 and before.words[-1] == "-" and before.words[-2].isalpha()
    return ends and not same_line and before.paragraph == word.paragraph and word.words[0].islower()


def _shortened(place: Doubt) -> Doubt:
    return Doubt(Span(place.span.start, place.span.end - 1), place.confidence)


def _between(before: Word, word: Word) -> str:
    if before.paragraph != word.paragraph:
        return "\n\n"
    return "" if CJK.match(before.words[-1]) or CJK.match(word.words[0]) else " "


def gathered(pages: Sequence[Recognised], *, before: str = "", written: str) -> Opened:
    """Return pages one after another, after the text `before` that needed no recognition."""
    text, doubts, weights = before, list[Doubt](), list[tuple[int, float]]()
    for page in pages:
        text += "\n\n" if text and page.text else ""
        at = len(text)
        text += page.text
        for word in page.words:
            span = Span(word.span.start + at, word.span.end + at)
            weights.append((span.end - span.start, word.confidence))
            if word.confidence < _SURE:
                doubts.append(Doubt(span, word.confidence))
    letters = sum(count for count, _ in weights)
    mean = sum(count * sure for count, sure in weights) / letters if letters else 0.0
    return Opened(text, written, confidence=round(mean, 4), doubts=tuple(doubts))
