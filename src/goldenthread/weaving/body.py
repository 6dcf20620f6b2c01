"""Open body.toml, which says who the body of a plain folder is and in which languages it works."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.weaving.cells import Faults, Row


def open_body(path: Path, faults: Faults) -> Row:
    """Return body.toml as a row; raise BadTable at once if it is not there or no TOML."""
    told: Mapping[str, Any] | None = None
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        faults.add(
            f"the file cannot be opened: {error.strerror or error}.",
            place=path.name,
            remedy="Each folder needs one; docs/reference/folder.md says what it holds.",
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(f"it is no TOML in UTF-8: {error}.", place=path.name, remedy="Correct it there.")
    if told is None:
        # Without it nothing else in the folder means anything: say this alone.
        faults.stop(place=str(path.parent))
    body = Row(path.name, told or {}, faults, "key")
    return replace(body, languages=_languages(body))


def _languages(body: Row) -> tuple[Language, ...]:
    """The languages of the body: both, unless it says that it has only one."""
    if "languages" not in body.cells:
        return LANGUAGES
    told = body.listed("languages")
    unknown = [each for each in told if each not in LANGUAGES]
    if unknown or body.cells["languages"] == []:
        what = f"{unknown[0]!r} is none that a card has." if unknown else "none is named."
        body.fault("languages", what, 'Write ["en"] or ["zh"], or leave it out for both.')
    return tuple(each for each in LANGUAGES if each in told) or LANGUAGES
