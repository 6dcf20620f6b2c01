"""Open a web page: its main text with headings, lists and tables, without what surrounds it."""

import re
from pathlib import Path

from lxml import etree

from goldenthread.reading.opening.blocks import blocks_of, said, vocabulary
from goldenthread.reading.opening.encodings import decode_roughly
from goldenthread.reading.opening.layout import heading, joined, one_line, visible
from goldenthread.reading.opening.opened import Opened, untold
from goldenthread.terms.errors import UnreadableDocument

_CHARSET = re.compile(
    rb"""<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_HEAD = 4096

#: Among its siblings, the part that holds this share of the words is gone into.
_SHARE = 0.8
#: A list whose words are links by more than this share leads elsewhere.
_LINKED = 0.75


def open_html(path: Path, *, place: str) -> Opened:
    """Return the main text of the web page at `path`; raise UnreadableDocument if there is none."""
    return page(path.read_bytes(), place=place)


def page(data: bytes, *, place: str) -> Opened:
    """Return the main text of the web page whose bytes are `data`."""
    declared = _CHARSET.search(data[:_HEAD])
    text = decode_roughly(data, place=place, declared=declared[1].decode() if declared else "")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise _wordless(place)
    told = _metadata(root)
    _strip(root)
    laid_out = _main_text(root)
    if not laid_out.strip():
        raise _wordless(place)
    return Opened(laid_out, "html", title=untold(told, laid_out))


def _wordless(place: str) -> UnreadableDocument:
    return UnreadableDocument(
        "the page holds no words of its own.",
        place=place,
        remedy="If a program fills it in the browser, save the page from there as text or pdf.",
    )


def _metadata(root: etree._Element) -> list[str]:
    """Return the title and the date that the page tells of itself."""
    told = {
        (each.get("property") or each.get("name") or "").lower(): each.get("content") or ""
        for each in root.iter("meta")
    }
    titles = [told.get(name.lower(), "") for name in vocabulary()["titles"]]
    titles.append("".join(root.findtext(".//title") or ""))
    dates = [told.get(name.lower(), "") for name in vocabulary()["dates"]]
    return [next((line for line in lines if line.strip()), "") for lines in (titles, dates)]


def _strip(root: etree._Element) -> None:
    """Take out of the page what is not its text."""
    whole = _weight(root)
    for each in list(root.iter("*")):
        if _is_furniture(each, whole):
            _remove(each)
    for each in list(root.iter("ul", "ol", "div", "table", "dl")):
        if each.getparent() is not None and _leads_elsewhere(each):
            _remove(each)


def _is_furniture(each: etree._Element, whole: int) -> bool:
    if each.tag in ("html", "body", "main", "article"):
        return False
    if each.tag in vocabulary()["drop"]:
        return each.tag != "form" or _weight(each) < whole // 2
    if each.get("hidden") is not None or _hides(each.get("style") or ""):
        return True
    if each.tag == "header":
        return next(each.iterancestors("article", "main"), None) is None
    named = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('role') or ''}"
    found = vocabulary()["furniture"].search(named)
    # A careless name must not cost the text itself.
    return bool(found) and not _is_body(each) and _weight(each) < whole // 2


def _hides(style: str) -> bool:
    return re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.I) is not None


def _is_body(each: etree._Element) -> bool:
    named = f"{each.get('class') or ''} {each.get('id') or ''}"
    return bool(vocabulary()["body"].search(named))


def _leads_elsewhere(each: etree._Element) -> bool:
    links = list(each.iter("a"))
    weight = _weight(each)
    return len(links) >= 3 and sum(map(_weight, links)) > _LINKED * weight


def _remove(each: etree._Element) -> None:
    """Take an element out, but leave the words that follow it."""
    parent = each.getparent()
    if parent is None:
        return
    before = each.getprevious()
    if each.tail and before is not None:
        before.tail = visible((before.tail or "") + each.tail)
    elif each.tail:
        parent.text = visible((parent.text or "") + each.tail)
    parent.remove(each)


def _weight(each: etree._Element) -> int:
    """Return how many characters an element says, blanks not counted."""
    return len("".join("".join(map(str, each.itertext())).split()))


def _main_text(root: etree._Element) -> str:
    body = root.find("body")
    whole = body if body is not None else root
    main = _main(whole)
    lines = vocabulary()["lines"]
    blocks = [block for block in blocks_of(main) if not lines.match(block)]
    # What a last heading announced was left out with the rest of the surroundings.
    while len(blocks) > 1 and blocks[-1].startswith("#"):
        blocks.pop()
    return joined([*_headline(whole, main), *blocks])


def _headline(whole: etree._Element, main: etree._Element) -> list[str]:
    """Return the page's first heading, where it stands outside of the main part."""
    first = next((each for each in whole.iter("h1") if one_line(said(each))), None)
    inside = first is not None and (first is main or main in first.iterancestors())
    return [] if first is None or inside else [heading(said(first), 1)]


def _main(whole: etree._Element) -> etree._Element:
    """Return the part of the page that holds its text.

    Goes from the body inwards as long as one part holds nearly all words that
    are no links; a part that calls itself the article may hold fewer.
    """
    named = [each for each in whole.iter("main", "article") if _own(each) > _own(whole) // 2]
    at = named[-1] if named else whole
    while True:
        parts = [each for each in at if each.tag not in vocabulary()["leaves"]]
        best = max(parts, key=_own, default=None)
        if best is None:
            return at
        share = 0.5 if _is_body(best) else _SHARE
        if _own(best) < share * _own(at):
            return at
        at = best


def _own(each: etree._Element) -> int:
    """Return how many characters an element says outside of links."""
    return _weight(each) - sum(map(_weight, each.iter("a")))
