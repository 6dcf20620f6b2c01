"""Read whole numbers from digits, from number words and from Chinese numerals."""

from goldenthread.reading.lexicon import Lexicon


def whole_number(text: str, *, words: Lexicon) -> int | None:
    """Return the number that digits or number words name, or None."""
    bare = text.strip().replace(",", "")
    if bare.isdecimal():
        return int(bare)
    if bare.lower() in words.numbers:
        return words.numbers[bare.lower()]
    return chinese_number(bare)


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals name, or None."""
    import cn2an  # slow to load, and most documents write digits

    try:
        return int(cn2an.cn2an(text, "smart"))
    except (ValueError, TypeError, KeyError):
        return None
