"""A calendar of what a person's unit owes, at an address that only they are told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.owed import milestones_owed
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.site.words import phrases
from goldenthread.planning import quarter_of, report_days
from goldenthread.planning.calendar import Event, calendar
from goldenthread.terms.text import Language

_SIGNER = Signer(salt="goldenthread.calendar")


def token_of(person: Person) -> str:
    """Return the word that leads to the person's calendar; it holds no name.

    It holds for as long as the person works here and the site keeps its secret.
    """
    return _SIGNER.sign(str(person.opaque))


def due_days(request: HttpRequest, token: str, language: Language) -> HttpResponse:
    """Give the calendar that `token` leads to: due days, milestones, days that ask for reports.

    A calendar program signs in nowhere, so the token alone is asked for.
    """
    person = _person(token)
    rows = commitments_seen_by(person).filter(lead=person.department)
    duties = [duty for duty in rows.select_related("document") if not duty.is_closed]
    events = [
        *_due(request, duties, language),
        *_milestones(request, person, language),
        *_asked(request, duties, language),
    ]
    name = _say("calendar.name", language)
    made = calendar(events, name=name, made=timezone.now())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _person(token: str) -> Person:
    try:
        opaque = _SIGNER.unsign(token)
    except BadSignature:
        raise Http404 from None
    found = Person.objects.filter(opaque=opaque).select_related("department").first()
    if found is None or found.department is None or not may_read(found, "report"):
        raise Http404
    return found


def _due(request: HttpRequest, duties: Iterable[Commitment], language: Language) -> Iterator[Event]:
    for duty in duties:
        if duty.due is not None:
            title = duty.title_zh if language == "zh" else duty.title_en
            address = request.build_absolute_uri(reverse("commitment", args=[duty.slug]))
            said = _say("calendar.due", language).format(title=title)
            yield Event(f"{duty.slug}@goldenthread", duty.due, said, address)


def _milestones(request: HttpRequest, person: Person, language: Language) -> Iterator[Event]:
    assert person.department is not None
    for each in milestones_owed(person.department):
        title = each.title_zh if language == "zh" else each.title_en
        address = request.build_absolute_uri(reverse("commitment", args=[each.commitment.slug]))
        said = _say("calendar.milestone", language).format(title=title)
        yield Event(f"milestone-{each.trail_id()}@goldenthread", each.due, said, address)


def _asked(
    request: HttpRequest, duties: Iterable[Commitment], language: Language
) -> Iterator[Event]:
    quarter = quarter_of(timezone.localdate())
    counted: Counter[date] = Counter()
    for duty in duties:
        since = duty.document.dated
        counted.update(report_days(since=since, due=duty.due, within=quarter))
    address = request.build_absolute_uri(reverse("my-work"))
    for day, count in counted.items():
        said = _say("calendar.report", language).format(count=count)
        yield Event(f"reports-{day}@goldenthread", day, said, address)


def _say(key: str, language: Language) -> str:
    return phrases()[key].in_language(language)
