"""Take in many documents at once: every file is kept first, then read, each by itself.

What is kept of a file before it is a document is no part of the log, so a
`reason` counts from the moment one is taken in.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex
from time import monotonic

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records.actions import intake
from goldenthread.office.records.models import Arrival, Document
from goldenthread.office.records.opening import text_of
from goldenthread.office.trail.writing import writing
from goldenthread.reading import detect_language
from goldenthread.terms.errors import GoldenthreadError, NotPossible
from goldenthread.terms.text import Words

#: So many files come in one drop at most.
MOST = 100
#: For so long one request reads on; the files left wait for the next.
SECONDS = 20.0
#: After so long a reading that never ended counts as broken off.
BROKEN_OFF = timedelta(minutes=5)


def receive(body: Body, *, files: Sequence[tuple[str, bytes]], by: Person, reason: str = "") -> str:
    """Keep each file, by its name and its bytes, to be read; return the name of the drop.

    Raise NotPossible if there is none, or more than MOST.
    """
    allow(by, "record.receive", body)
    if not 0 < len(files) <= MOST:
        raise NotPossible(
            f"{len(files)} files were given.", place="files", remedy=f"Give 1 to {MOST} at once."
        )
    drop, now = token_hex(16), timezone.now()
    with writing():
        for name, content in files:
            Arrival.objects.create(
                body=body,
                sender=by,
                drop=drop,
                name=Path(name).name[-255:],
                content=content,
                sent=now,
            )
    return drop


def read_received(
    body: Body, *, drop: str, by: Person, seconds: float = SECONDS, reason: str = ""
) -> int:
    """Read the files of a drop that wait, one after the other; return how many still wait.

    A file that cannot be read or taken in is kept with why; the others go on.
    After `seconds` no further one is begun.
    """
    allow(by, "record.read_received", body)
    rows = Arrival.objects.filter(body=body, drop=drop, state=Arrival.State.WAITING)
    end = monotonic() + seconds
    for row in rows:
        if monotonic() > end:
            break
        if _is_claimed(row):
            _read(row, dated=None, by=by, reason=reason)
    return rows.all().count()


def try_again(arrival: Arrival, *, dated: date | None, by: Person, reason: str = "") -> Document:
    """Read a refused file once more, as of the day `dated` if its text names none.

    Raise what refused it if it is refused again, or NotPossible if it is taken in.
    """
    allow(by, "record.try_again", arrival)
    _refuse_taken_in(arrival)
    try:
        return _taken_in(arrival, dated=dated, by=by, reason=reason)
    except GoldenthreadError as refusal:
        _keep_refusal(arrival, refusal)
        raise


def leave_out(arrival: Arrival, *, by: Person, reason: str = "") -> None:
    """Forget a file that was not taken in; NotPossible if it was."""
    allow(by, "record.leave_out", arrival)
    _refuse_taken_in(arrival)
    with writing():
        arrival.delete()


def _is_claimed(row: Arrival) -> bool:
    """Set about a file, unless somebody else has within BROKEN_OFF."""
    now = timezone.now()
    free = Q(begun=None) | Q(begun__lt=now - BROKEN_OFF)
    mine = Arrival.objects.filter(free, pk=row.pk, state=Arrival.State.WAITING)
    with writing():
        return bool(mine.update(begun=now))


def _read(row: Arrival, *, dated: date | None, by: Person, reason: str) -> None:
    try:
        _taken_in(row, dated=dated, by=by, reason=reason)
    except GoldenthreadError as refusal:
        _keep_refusal(row, refusal)


def _taken_in(row: Arrival, *, dated: date | None, by: Person, reason: str) -> Document:
    text = text_of(row.name, bytes(row.content))
    title = Path(row.name).stem[:300]
    with writing():
        document = intake(
            row.body,
            slug=_slug(title),
            title=Words(title, title),
            texts={detect_language(text): text},
            dated=dated,
            by=by,
            reason=reason,
        )
        row.state, row.document = Arrival.State.TAKEN, document
        row.content, row.what, row.remedy = b"", "", ""
        row.save()
    return document


def _keep_refusal(row: Arrival, refusal: GoldenthreadError) -> None:
    row.state, row.what, row.remedy = Arrival.State.REFUSED, refusal.what, refusal.remedy
    row.document = None
    with writing():
        Arrival.objects.filter(pk=row.pk).update(
            state=row.state, what=row.what, remedy=row.remedy, document=None
        )


def _slug(title: str) -> str:
    """A short name that no document has: by the file's name, or by a number."""
    begin = slugify(title)[:40] or "document"
    taken = set(Document.objects.filter(slug__startswith=begin).values_list("slug", flat=True))
    ends = ["", *(f"-{number}" for number in range(2, len(taken) + 3))]
    return next(f"{begin}{end}" for end in ends if f"{begin}{end}" not in taken)


def _refuse_taken_in(arrival: Arrival) -> None:
    if not arrival.is_open:
        raise NotPossible(
            "it was taken in.", place=arrival.name, remedy="Look at the document it became."
        )
