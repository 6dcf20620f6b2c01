"""Find the encoding of a text file: its mark, then UTF-8, then the likelier of the old ones.

GB18030 and Big5 both decode almost any two bytes. Each puts its everyday
characters first, so the reading with more everyday characters is the right one.
"""

import re

from goldenthread.terms.errors import BadTable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]*[\x80-\xff]")
_SAMPLE = 200_000


def decode(data: bytes, *, name: str = "") -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding; raise BadTable if it is no text."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadTable(
            f"the file cannot be decoded as {encoding}, from byte {error.start} on.",
            place=name,
            remedy="Save it again as CSV in UTF-8.",
        ) from error
    if "\0" in text:
        raise BadTable(
            "this is not a text file.", place=name, remedy="Save the table as CSV or XLSX."
        )
    return text, encoding


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    # Latin letters and digits in UTF-16 leave every second byte empty.
    if sample[1::2].count(0) > len(sample) // 5 > sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 5:
        return "utf-16-be"
    if _decodes(data, "utf-8"):
        return "utf-8"
    return _old(sample)


def _old(sample: bytes) -> str:
    if not _HIGH_RUN.search(sample):
        # Single high bytes among Latin letters: £ and é of an English spreadsheet.
        return "cp1252"
    return max(("gb18030", "big5"), key=lambda name: _everyday(sample, name))


def _everyday(sample: bytes, encoding: str) -> float:
    """The share of characters outside ASCII that an office writes every day."""
    text = sample.decode(encoding, errors="replace")
    high = [char for char in text if char > "\x7f"]
    low, top = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    common = 0
    for char in high:
        code = char.encode(encoding, errors="ignore")
        common += len(code) == 2 and low <= code[0] <= top and "\u4e00" <= char <= "\u9fff"
    return common / max(len(high), 1)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
