"""The numbers that Word prints before paragraphs but does not write into them."""

import re
import zipfile
from dataclasses import dataclass, field

import cn2an

from goldenthread.reading.opening.xml import attribute, streamed, whole

_CHINESE = ("chinese", "japanese", "taiwanese", "koreanDigital", "ideographDigital")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = 20


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered: the form of its count and what is printed around it."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    list_by_number: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> str:
        """Return what is printed before the next paragraph of a list; "" if it has no number."""
        name = self.list_by_number.get(number, "")
        level = self.levels.get(name, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "-"
        counts = self.counts.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self._count(name, int(found[1]) - 1), level.pattern)

    def _count(self, name: str, depth: int) -> str:
        level = self.levels[name].get(depth, Level())
        return counted(self.counts[name].get(depth, level.start), level.form)


def counted(number: int, form: str) -> str:
    """Return a count in one of Word's forms; in digits where the form is a rare one."""
    if form.startswith(_CHINESE) and number > 0:
        words = str(cn2an.an2cn(number))
        return words[1:] if words.startswith("一十") else words
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= _CIRCLED:
        return chr(ord("①") + number - 1)
    if form == "ideographTraditional" and number > 0:
        return _STEMS[(number - 1) % len(_STEMS)]
    if form == "ideographZodiac" and number > 0:
        return _BRANCHES[(number - 1) % len(_BRANCHES)]
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def numbering(packed: zipfile.ZipFile, *, place: str) -> Numbering:
    """Return the lists that a docx document declares."""
    found, name, depth, number = Numbering(), "", 0, ""
    for event, tag, each in streamed(packed, "word/numbering.xml", place=place):
        value = attribute(each, "val")
        if event == "end":
            continue
        if tag == "abstractNum":
            name = attribute(each, "abstractNumId")
            found.levels[name] = {}
        elif tag == "lvl":
            depth = whole(attribute(each, "ilvl"))
            found.levels.setdefault(name, {})[depth] = Level()
        elif tag == "num":
            number = attribute(each, "numId")
        elif tag == "abstractNumId":
            found.list_by_number[number] = value
        elif not number and depth in found.levels.get(name, {}):
            _describe(found.levels[name][depth], tag, value)
    return found


def _describe(level: Level, tag: str, value: str) -> None:
    if tag == "numFmt":
        level.form = value
    elif tag == "lvlText":
        level.pattern = value
    elif tag == "start":
        level.start = whole(value, 1)
