"""The page on which anybody finds words in what they may see; its address keeps what was asked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.office.bodies.models import Department
from goldenthread.office.site.searching import KINDS, LONGEST, Found, found, search, words_of

#: So many of each kind stand on the page of all kinds, and so many on a page of one.
FEW, MANY = 5, 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found of one kind: how many, those on this page, and where the others are."""

    kind: str
    count: int
    rows: list[Found]
    page: Page[Any]
    more: str


def find(request: HttpRequest) -> HttpResponse:
    """Show what holds the words that the address asks for."""
    asked = request.GET.get("q", "")[:LONGEST].strip()
    kind, lead = request.GET.get("kind", ""), request.GET.get("lead", "")
    units = list(Department.objects.order_by("pk"))
    if lead not in {unit.slug for unit in units}:
        lead = ""
    # Of all that can be found a duty alone has a unit that leads it.
    kinds = ["duties"] if lead else [kind] if kind in KINDS else list(KINDS)
    words = words_of(asked)
    shelves = [_shelf(request, each, words, asked, lead, len(kinds)) for each in kinds if words]
    given = {
        "asked": asked,
        "kind": kinds[0] if len(kinds) == 1 else "",
        "kinds": list(KINDS),
        "lead": lead,
        "units": units,
        "words": words,
        "shelves": [shelf for shelf in shelves if shelf.count],
        "before": _query(asked, kinds[0], lead),
    }
    return render(request, "site/search.html", given)


def _shelf(
    request: HttpRequest, kind: str, words: tuple[str, ...], asked: str, lead: str, kinds: int
) -> Shelf:
    rows = search(kind, words, reader=request.user, lead=lead)
    page = Paginator(rows, MANY if kinds == 1 else FEW).get_page(
        request.GET.get("page") if kinds == 1 else 1
    )
    shown = [found(kind, row, words) for row in page]
    more = _query(asked, kind, lead) if kinds > 1 and page.has_next() else ""
    return Shelf(kind, page.paginator.count, shown, page, more)


def _query(asked: str, kind: str, lead: str) -> str:
    given = {"q": asked, "kind": kind, "lead": lead}
    return urlencode({name: value for name, value in given.items() if value})
