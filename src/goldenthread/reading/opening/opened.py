"""What opening a document gives."""

from dataclasses import dataclass

from goldenthread.terms.meetings import Doubt


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a document, laid out in light Markdown unless it was plain text already.

    `title` holds the title and date lines of the document's metadata that its
    text does not say. `confidence` is the mean confidence of a scan from 0 to 1,
    None when no character had to be recognised.
    """

    text: str
    format: str
    title: str = ""
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()


def untold(lines: list[str], text: str) -> str:
    """Return those of the metadata's `lines` that `text` does not already say."""
    flat = "".join(text.split())
    kept: list[str] = []
    for line in lines:
        bare = "".join(line.split())
        if bare and bare not in flat and line not in kept:
            kept.append(" ".join(line.split()))
    return "\n".join(kept)
