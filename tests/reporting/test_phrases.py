"""Every phrase that the card could say is said somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from goldenthread.terms.wording import phrases

SOURCE = Path(__file__).parents[2] / "src" / "goldenthread"


def keys_in(code: str) -> Iterator[str]:
    """Patterns of the keys that the texts in `code` can be; what is filled in matches a name."""
    tree = ast.parse(code)
    within = {
        part for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            )
            yield "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in within:
            yield re.escape(node.value)


def test_every_phrase_is_said_somewhere() -> None:
    rooms = [SOURCE / "reporting", SOURCE / "terminal", SOURCE / "office" / "site"]
    found = {
        key
        for room in rooms
        for file in room.rglob("*.py")
        for key in keys_in(file.read_text("utf-8"))
    }
    # A key has a room of its own before its first dot; a pattern without one would match all.
    said = re.compile("|".join(key for key in found if re.match(r"[a-z]+\\\.", key)))
    assert not [key for key in phrases("goldenthread.reporting") if not said.fullmatch(key)]


def test_a_key_is_read_as_written_or_by_its_beginning() -> None:
    assert list(keys_in('say("card.walk")')) == [r"card\.walk"]
    assert list(keys_in('say(f"why.{name}_x")')) == [r"why\.\w+_x"]
