"""Stream the XML inside a document: nothing is kept, fetched or expanded."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from goldenthread.reading.opening.limits import DAMAGED
from goldenthread.terms.errors import UnreadableDocument


def streamed(
    packed: zipfile.ZipFile, part: str, *, place: str
) -> Iterator[tuple[str, str, etree._Element]]:
    """Yield ("start" or "end", name without namespace, element) through a part of a document.

    The words of an element stand at its end; after that it is emptied, so a part
    of any length takes the same memory. An absent part yields nothing. Raises
    UnreadableDocument for XML that is broken or declares entities.
    """
    if part not in packed.namelist():
        return
    with packed.open(part) as opened:
        try:
            for event, each in etree.iterparse(
                opened, events=("start", "end"), resolve_entities=False, no_network=True
            ):
                if event == "start" and each.getparent() is None:
                    _refuse_declarations(each, part, place)
                if isinstance(each.tag, str):
                    yield event, each.tag.rpartition("}")[2], each
                if event == "end":
                    _empty(each)
        # Of some bytes the parser says that they could not be read, not that they are wrong.
        except (etree.XMLSyntaxError, OSError) as error:
            raise UnreadableDocument(
                f"its part {part!r} is no proper XML ({error}).", place=place, remedy=DAMAGED
            ) from error


def attribute(each: etree._Element, name: str) -> str:
    """Return the value of an attribute whatever its namespace, "" if it is absent."""
    return next(
        (str(value) for key, value in each.attrib.items() if str(key).rpartition("}")[2] == name),
        "",
    )


def whole(number: str, otherwise: int = 0) -> int:
    """Return a whole number that a document gives, `otherwise` if it is none of usual size."""
    digits = number.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else otherwise


def _refuse_declarations(root: etree._Element, part: str, place: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(
            f"its part {part!r} declares entities, which no office program writes.",
            place=place,
            remedy="This is no ordinary document; ask whoever sent it for another copy.",
        )


def _empty(each: etree._Element) -> None:
    each.clear()
    parent = each.getparent()
    if parent is not None:
        while len(parent) > 1:
            del parent[0]
