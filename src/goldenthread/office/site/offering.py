"""The open data of the whole site: its catalogue, its feeds, its calendar, and whose log it is.

What is named within them is relative to their own place, so that a copy of the
site means the same wherever it lies.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.office.bodies.languages import in_language
from goldenthread.office.bodies.models import Body
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import card_json
from goldenthread.office.editions.views import CONTENT_TYPES
from goldenthread.office.site.words import phrases, say
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.models import Entry, Log
from goldenthread.planning.calendar import Event, calendar
from goldenthread.reporting import wording
from goldenthread.reporting.atom import News, feed
from goldenthread.reporting.catalogue import Offered, catalogue
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Language, Words

_PUBLIC = AnonymousUser()


def data(request: HttpRequest) -> HttpResponse:
    """Say what of this site can be had as data, and where."""
    return render(request, "site/data.html", {"edition": _editions().first()})


def dcat(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of all published cards (DCAT)."""
    body = _body()
    made = catalogue(
        [_offered(edition) for edition in _editions()],
        title=phrases()["editions.title"],
        publisher=Words(body.name_en, body.name_zh),
        description=Words(body.notice_en, body.notice_zh),
    )
    return _answer(made, "application/ld+json")


def _offered(edition: Edition) -> Offered:
    card, quarter = card_json(edition), Period.parse(edition.quarter)
    place = f"editions/{edition.quarter}/{edition.number}/"
    names = edition.files.values_list("name", flat=True)
    before = _editions().filter(quarter=edition.quarter, number__lt=edition.number).first()
    return Offered(
        address=f"{place}card.json",
        title=_title(edition),
        description=Words(card["said"]["en"], card["said"]["zh"]),
        published=_published(edition),
        start=quarter.start,
        end=quarter.last_day,
        files={
            place + name: CONTENT_TYPES[name].partition(";")[0]
            for name in names
            if name in CONTENT_TYPES
        },
        version=edition.trail_id(),
        replaces=f"editions/{before.quarter}/{before.number}/card.json" if before else "",
    )


def editions_feed(request: HttpRequest, language: Language) -> HttpResponse:
    """Give the news of published cards (Atom)."""
    published = editions_seen_by(_PUBLIC).select_related("scorecard__body")
    news = [each for edition in published for each in _news(edition, language)]
    title = say("editions.title", language)
    return _feed(news, name="editions", title=title, itself=request.path, language=language)


def _news(edition: Edition, language: Language) -> Iterator[News]:
    """That it was published; and that it was withdrawn, in the place of what it said."""
    with in_language(language):
        page = reverse("edition", args=[edition.quarter, edition.number])
    name, title = edition.trail_object, _title(edition).in_language(language)
    at, address = _published(edition), page.lstrip("/")
    if edition.withdrawn is None:
        said: str = card_json(edition)["said"][language]
        yield News(_tag(name, at), title, at, address, f"{edition.reason} {said}".strip())
        return
    yield News(_tag(name, at), title, at, address)
    gone = f"{title} · {say('withdraw.gone', language)}"
    on = edition.withdrawn
    yield News(_tag(f"{name}/withdrawn", on), gone, on, address, edition.withdrawal)


def commitment_feed(request: HttpRequest, slug: str, language: Language) -> HttpResponse:
    """Give the news of one duty: each entry that the log holds of it (Atom)."""
    duty = get_object_or_404(commitments_seen_by(_PUBLIC), slug=slug)
    entries = Entry.objects.filter(object=duty.trail_object)
    with in_language(language):
        news = [_deed(entry, duty, language) for entry in entries]
    title = _words(duty).in_language(language)
    return _feed(news, name=duty.trail_object, title=title, itself=request.path, language=language)


def _deed(entry: Entry, duty: Commitment, language: Language) -> News:
    said = phrases()[f"action.{entry.action}"].in_language(language)
    return News(
        id=_tag(f"entry/{entry.index}", entry.recorded),
        title=f"{said}: {_words(duty).in_language(language)}",
        at=entry.recorded,
        # From commitments/ one step up to the pages.
        address=f"..{reverse('entry', args=[entry.index])}",
    )


def due_days(request: HttpRequest, language: Language) -> HttpResponse:
    """Give the days on which duties are due, as a calendar anybody may follow."""
    events = [
        Event(f"{duty.slug}@goldenthread", duty.due, _due(duty, language))
        for duty in commitments_seen_by(_PUBLIC)
        if duty.due is not None and not duty.is_closed
    ]
    made = calendar(events, name=say("calendar.public", language), made=timezone.now())
    return _answer(made.encode(), "text/calendar; charset=utf-8")


def _due(duty: Commitment, language: Language) -> str:
    return say("calendar.due", language).format(title=_words(duty).in_language(language))


def well_known(request: HttpRequest) -> HttpResponse:
    """Say whose log this is: its origin, its key, and where its files lie."""
    log = _log()
    said = {
        "origin": log.origin,
        "key": log.key,
        "policy": "goldenthread-policy",
        "checkpoint": "../checkpoint",
        "catalogue": "../catalog.jsonld",
        "feed": "../editions.atom",
    }
    made = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return _answer(made.encode(), "application/json")


def well_known_policy(request: HttpRequest) -> HttpResponse:
    """Give the policy by which a verifier trusts this log (C2SP tlog-policy)."""
    return _answer(policy(_log()).encode(), "text/plain; charset=utf-8")


def _editions() -> QuerySet[Edition]:
    rows = editions_seen_by(_PUBLIC).filter(withdrawn__isnull=True)
    return rows.select_related("scorecard__body")


def _feed(
    news: list[News], *, name: str, title: str, itself: str, language: Language
) -> HttpResponse:
    body = _body()
    made = feed(
        news,
        id=_tag(f"feed/{name}/{language}", None),
        title=f"{title} · {Words(body.name_en, body.name_zh).in_language(language)}",
        author=Words(body.name_en, body.name_zh).in_language(language),
        itself=itself.rpartition("/")[2],
        language=language,
    )
    return _answer(made, "application/atom+xml; charset=utf-8")


def _tag(name: str, at: datetime | None) -> str:
    """Return a name that no other thing ever has (RFC 4151), of this log and the day it was made.

    A feed itself has the day of the log's first entry.
    """
    first = Entry.objects.order_by("index").first()
    made = at or (first.recorded if first else timezone.now())
    authority, _, path = _log().origin.partition("/")
    return f"tag:{authority},{made:%Y-%m-%d}:{path}/{name}"


def _title(edition: Edition) -> Words:
    quarter = Period.parse(edition.quarter)
    said = phrases()
    return Words(
        *(
            said["editions.card_of"].in_language(each).format(quarter=wording.period(quarter, each))
            + said["site.comma"].in_language(each)
            + said["editions.number"].in_language(each).format(number=edition.number)
            for each in ("en", "zh")
        )
    )


def _words(duty: Commitment) -> Words:
    return Words(duty.title_en, duty.title_zh)


def _published(edition: Edition) -> datetime:
    if edition.published is None:
        raise Http404
    return edition.published


def _body() -> Body:
    if (body := Body.objects.first()) is None:
        raise Http404
    return body


def _log() -> Log:
    if (log := Log.objects.first()) is None:
        raise Http404
    return log


def _answer(made: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Cache-Control"] = "no-cache"
    return answer
