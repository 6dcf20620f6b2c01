"""The first page, how to verify, and what a refusal looks like."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldenthread.office.bodies.languages import current
from goldenthread.office.editions.models import Edition
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.errors import GoldenthreadError, NotPermitted, NotPossible

_STATUS: dict[type[GoldenthreadError], HTTPStatus] = {
    NotPermitted: HTTPStatus.FORBIDDEN,
    NotPossible: HTTPStatus.CONFLICT,
}


def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and show the latest published card."""
    published = Edition.objects.filter(
        published__isnull=False, withdrawn__isnull=True
    ).select_related("scorecard")
    documents = documents_seen_by(request.user).order_by("-dated")[:3]
    return render(request, "site/home.html", {"edition": published.first(), "documents": documents})


def verify(request: HttpRequest) -> HttpResponse:
    """Say how a published card is verified without us, and what that proves."""
    return render(request, "site/verify.html", {"edition": _standing().first()})


def _standing() -> QuerySet[Edition]:
    """The published editions that were not withdrawn."""
    return Edition.objects.filter(published__isnull=False, withdrawn__isnull=True)


def refusal(request: HttpRequest, error: GoldenthreadError) -> HttpResponse:
    """Show a refusal with what is wrong, where, and the remedy."""
    shown = {"error": error}
    return render(request, "site/refusal.html", shown, status=status_of(error))


def status_of(error: GoldenthreadError) -> HTTPStatus:
    """Return the HTTP status of a refusal."""
    return _STATUS.get(type(error), HTTPStatus.BAD_REQUEST)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that this reader may see."""
    return _plain(request, "missing", HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this reader may not do this."""
    return _plain(request, "forbidden", HTTPStatus.FORBIDDEN)


def unclear(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request cannot be understood."""
    return _plain(request, "unclear", HTTPStatus.BAD_REQUEST)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was sent without the sign that it came from one of our pages."""
    return _plain(request, "stale_form", HTTPStatus.FORBIDDEN)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault; with no question to a database that may be the cause."""
    page = render_to_string("site/broken.html", {"language": current()})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _plain(request: HttpRequest, what: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "site/plain.html", {"what": what}, status=status)
