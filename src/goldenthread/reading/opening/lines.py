"""Put the lines of printed pages together again, without running heads and page numbers."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

from goldenthread.reading.opening.layout import heading, one_line

#: As many lines at the top and the bottom of a page may be running heads.
_EDGE = 3
#: A Chinese character or the punctuation beside it, between which no blank is written.
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: words, left, right, bottom and top edge upwards, and size, all in points."""

    words: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    size: float = 0.0


@cache
def _vocabulary() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files(__package__).joinpath("printed.toml").read_text("utf-8"))
    return {name: re.compile(pattern) for name, pattern in table.items()}


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the blocks that the lines of all pages make."""
    lines = [line for page in _without_running(pages) for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    left, right = _margins(lines, body)
    made: list[list[Line]] = []
    for line in lines:
        if made and _goes_on(made[-1][-1], line, left=left, right=right):
            made[-1].append(line)
        else:
            made.append([line])
    return [_block(each, body) for each in made]


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out the lines that come back at the edges of page after page, and page numbers."""
    counts = Counter(
        key for page in pages for key in {_likeness(page[place].words) for place in _edges(page)}
    )
    often = max(3, len(pages) // 3)
    kept = []
    for page in pages:
        running = {
            place
            for place in _edges(page)
            if counts[_likeness(page[place].words)] >= often
            or (_is_outermost(page, place) and _is_number(page[place].words))
        }
        kept.append([line for place, line in enumerate(page) if place not in running])
    return kept


def _edges(page: Sequence[Line]) -> list[int]:
    return sorted({*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))})


def _is_outermost(page: Sequence[Line], place: int) -> bool:
    return len(page) > 1 and place in (0, len(page) - 1)


def _is_number(words: str) -> bool:
    return _vocabulary()["page_number"].fullmatch(words.strip()) is not None


def _likeness(words: str) -> str:
    """Return what stays the same of a running head while the page number changes."""
    return re.sub(r"\d+", "#", "".join(words.split()))


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size that most characters have."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.words)
    return counts.most_common(1)[0][0]


def _margins(lines: Sequence[Line], body: float) -> tuple[float, float]:
    """Return where the lines of the body begin and how far they reach."""
    plain = [line for line in lines if abs(line.size - body) < 1] or list(lines)
    reaches = sorted(line.right for line in plain)
    starts = sorted(line.left for line in plain)
    return starts[len(starts) // 10], reaches[-1 - len(reaches) // 20]


def _goes_on(before: Line, line: Line, *, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size):
        return False
    if _vocabulary()["begins"].match(line.words) and not _is_hanging_number(before, right):
        return False
    gap = before.bottom - line.top
    if gap > 1.6 * line.size:
        return False
    if line.size > 0 and _is_indented(before, line, left):
        return False
    return _is_full(before, line, right)


def _is_hanging_number(before: Line, right: float) -> bool:
    """Whether the line before is full and unfinished: a number after it is in its sentence."""
    return before.right > right - before.size and not _vocabulary()["ended"].search(before.words)


def _is_indented(before: Line, line: Line, left: float) -> bool:
    """Whether a line begins further in than both the margin and the line before it."""
    return line.left > left + 1.2 * line.size and line.left > before.left + 0.8 * line.size


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    found = re.match(r"\S+", line.words)
    word = found[0] if found and not CJK.match(line.words) else line.words[:1]
    wide = line.right - line.left
    needed = wide * len(word) / max(len(line.words), 1) + 0.3 * line.size
    slack = 1.3 * line.size if CJK.match(line.words) else 0.0
    return before.right + needed + slack > right


def _block(lines: Sequence[Line], body: float) -> str:
    words = fused([line.words for line in lines])
    size = median(line.size for line in lines)
    if body and size > 1.15 * body and len(words) < 120:
        return heading(words, 1 if size > 1.4 * body else 2)
    return words


def fused(pieces: Sequence[str]) -> str:
    """Return the lines of one paragraph as one: Chinese without a blank, hyphenation undone."""
    text = ""
    for piece in map(one_line, pieces):
        if not text or not piece:
            text += piece
        elif re.search(r"[^\W\d_]-$", text) and piece[0].islower():
            text = text[:-1] + piece
        elif CJK.match(text[-1]) or CJK.match(piece[0]):
            text += piece
        else:
            text += f" {piece}"
    return text
