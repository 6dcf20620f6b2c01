"""From bytes to text exactly: which encoding it was, or a refusal that says what to do."""

import codecs
import tomllib
from functools import cache
from importlib.resources import files

from goldenthread.terms.errors import UnreadableDocument

#: The longer marks come first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What a page's author calls an encoding, and the larger one that browsers read instead.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}

_SAVE_AS = "Save it as plain text in UTF-8 and give that file."

#: As many characters tell two encodings apart; more would only take longer.
_SAMPLE = 20_000

_SPOILT = "\ufffd"
_FEW = 0.01


def decode(data: bytes, *, place: str, declared: str = "") -> str:
    """Return the text in `data` without its byte-order mark.

    `declared` is the encoding that the document itself names; it is believed
    only if the bytes agree. Raises UnreadableDocument, naming `place`, when
    `data` is empty or no text.
    """
    text = _decoded(data, place, declared)
    if "\x00" in text:
        raise UnreadableDocument(
            "it holds NUL characters, so it is not text.", place=place, remedy=_SAVE_AS
        )
    if not text.strip():
        raise UnreadableDocument(
            "the document is empty.", place=place, remedy="Check that the right file was given."
        )
    return text


def _decoded(data: bytes, place: str, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, place)
    # Without a mark, a NUL every other byte is the trace of UTF-16.
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return _strictly(data, unmarked, place)
    for encoding in ("utf-8", _known(declared)):
        text = _if_possible(data, encoding)
        if text is not None:
            return text
    return _chinese(data, place)


def decode_roughly(data: bytes, *, place: str, declared: str = "") -> str:
    """Return the text in `data` although a few of its bytes are spoilt; each becomes U+FFFD.

    Web pages are often cut or patched together in the middle of a character,
    and every browser shows them all the same. Raises UnreadableDocument when
    more than one character in a hundred is spoilt.
    """
    try:
        return decode(data, place=place, declared=declared)
    except UnreadableDocument:
        texts = [data.decode(name, "replace") for name in ("utf-8", "gb18030", "big5hkscs")]
        best = min(texts, key=lambda text: text.count(_SPOILT))
        if "\x00" in best or not best.strip() or best.count(_SPOILT) > len(best) * _FEW:
            raise
        return best


def _known(declared: str) -> str:
    """Return the codec for the name of an encoding, UTF-8 if there is none of that name."""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return "utf-8"
    return _WIDER.get(name, name)


def _if_possible(data: bytes, encoding: str) -> str | None:
    # Codecs that do not yield text (hex, zip) fail with errors of their own.
    try:
        return data.decode(encoding)
    except (ValueError, LookupError):
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half // 5 and not even:
        return "utf-16-le"
    if even > half // 5 and not odd:
        return "utf-16-be"
    return None


def _chinese(data: bytes, place: str) -> str:
    """Decode GB18030 or Big5, whichever gives the more usual characters.

    Nearly all bytes of Big5 are also something in GB18030, so that an encoding
    is possible says little; that its characters are everyday ones says much.
    """
    simplified, traditional = _if_possible(data, "gb18030"), _if_possible(data, "big5hkscs")
    if simplified is None and traditional is None:
        return _strictly(data, "gb18030", place)
    if simplified is None or traditional is None:
        return simplified or traditional or ""
    return max(simplified, traditional, key=usualness)


def usualness(text: str) -> float:
    """Return how everyday the characters beyond ASCII in `text` are, from 0 to 1."""
    beyond = [letter for letter in text[:_SAMPLE] if letter > "\x7f"]
    usual = _usual()
    return sum(letter in usual for letter in beyond) / len(beyond) if beyond else 1.0


@cache
def _usual() -> frozenset[str]:
    table = files(__package__).joinpath("characters.toml").read_text("utf-8")
    return frozenset("".join("".join(tomllib.loads(table).values()).split()))


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"the bytes from number {error.start} on are no text in {encoding.upper()}.",
            place=place,
            remedy=_SAVE_AS,
        ) from error
