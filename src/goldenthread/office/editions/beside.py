"""Pages beside a card: what it says differently from an earlier one, and its verdicts otherwise."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.languages import current
from goldenthread.office.editions.forms import WeightsForm
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import card_json
from goldenthread.office.editions.withdrawing import tombstone
from goldenthread.reporting.codings import NAMES, all_coded, said
from goldenthread.reporting.comparing import compare
from goldenthread.reporting.weighing import counted, weighed


def changes(
    request: HttpRequest, quarter: str, number: int, earlier: str, than: int
) -> HttpResponse:
    """Show figure by figure what an edition says differently from another."""
    shown, before = _edition(request, quarter, number), _edition(request, earlier, than)
    for each in (shown, before):
        if each.withdrawn:
            return tombstone(request, each, [])
    found = compare(card_json(before), card_json(shown))
    given = {"edition": shown, "earlier": before, "found": found}
    return render(request, "editions/changes.html", given)


def choose(request: HttpRequest) -> HttpResponse:
    """Go to what the later of two chosen editions says differently from the earlier one."""
    rows = {each.trail_id(): each for each in editions_seen_by(request.user)}
    asked = [request.GET.get(name, "") for name in ("one", "other")]
    if not rows.keys() >= {*asked}:
        return redirect("editions")
    earlier, later = sorted((rows[each] for each in asked), key=_place)
    return redirect("changes", later.quarter, later.number, earlier.quarter, earlier.number)


def codings(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Show the card's verdicts as others would code them."""
    shown = _edition(request, quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    names = [name.in_language(current()) for name in NAMES.values()]
    rows = [
        (row, [said(coding, row.codes[coding]).in_language(current()) for coding in NAMES])
        for row in all_coded(card_json(shown))
    ]
    given = {"edition": shown, "names": names, "rows": rows}
    return render(request, "editions/codings.html", given)


def weights(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Show what the counts come to where some duties weigh more than others; nothing is kept."""
    shown = _edition(request, quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    duties = counted(card_json(shown))
    form = WeightsForm(request.GET or None, duties=duties)
    even, found = weighed(duties, {}), weighed(duties, form.weights)
    shares = found.shares if found else {}
    rows = [(each, form[each.id], shares.get(each.id)) for each in duties]
    given = {"edition": shown, "form": form, "even": even, "found": found, "rows": rows}
    return render(request, "editions/weights.html", given, status=form.status)


def earlier_than(edition: Edition, *, reader: object) -> Iterator[Edition]:
    """Yield what an edition is compared with: its quarter's earlier ones, then the quarter before.

    The latest first; of an earlier quarter the latest published edition alone.
    """
    rows = editions_seen_by(reader).filter(
        scorecard__body=edition.body, published__isnull=False, withdrawn__isnull=True
    )
    yield from rows.filter(quarter=edition.quarter, number__lt=edition.number)
    yield from rows.filter(quarter__lt=edition.quarter)[:1]


def _place(edition: Edition) -> tuple[str, int]:
    return edition.quarter, edition.number


def _edition(request: HttpRequest, quarter: str, number: int) -> Edition:
    rows = editions_seen_by(request.user).select_related("scorecard__body")
    return get_object_or_404(rows, quarter=quarter, number=number)
