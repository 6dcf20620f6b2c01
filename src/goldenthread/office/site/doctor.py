"""Say what of an office's running would lead to harm, before it does."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from goldenthread.office.bodies.models import Mailbox, Person
from goldenthread.office.bodies.sign_in import has_second_factor
from goldenthread.office.commitments.models import Digest
from goldenthread.office.site.archive import Manifest, opened
from goldenthread.office.site.backup import kept
from goldenthread.office.site.calendar import FILE as CALENDAR
from goldenthread.office.site.calendar import calendar_of
from goldenthread.office.site.database import FILE
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.models import Entry, Log
from goldenthread.terms.errors import BadTable, GoldenthreadError

#: A backup older than this would lose more than a day's work and its evening.
OLDEST = timedelta(hours=36)
_HERE = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and the remedy; a warning harms nobody by itself."""

    what: str
    place: str
    remedy: str
    is_warning: bool = False


def examine(home: Path, *, backups: Path | None, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the office in `home` and with its settings at the moment `now`.

    `backups` is where they are laid, or None if nobody has said; `now` is aware.
    """
    yield from _readable(home)
    yield from _settings()
    yield from _backup(backups, now)
    yield from _people()
    yield from _departed(now)
    yield from _mail()
    yield from _calendar(home, now)


def _readable(home: Path) -> Iterator[Finding]:
    """Yield every key and database file that others on this machine can read or write."""
    # What else lies beside the keys is public: the last checkpoint that went out.
    patterns = ("keys/*.key", "keys/secret", f"{FILE}*")
    for path in (path for pattern in patterns for path in sorted(home.glob(pattern))):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding(
                f"others on this machine can use it (mode {mode:04o}).",
                str(path),
                "chmod 600 it; a key that others may have read is to be replaced.",
            )


def _settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(
            "debug pages show the office's inside to everybody.",
            "GOLDENTHREAD_DEBUG",
            "Unset it.",
        )
    if not settings.HTTPS and (names := sorted(set(settings.ALLOWED_HOSTS) - _HERE)):
        yield Finding(
            f"sign-ins travel in the clear, though the office answers to {', '.join(names)}.",
            "GOLDENTHREAD_HTTPS",
            "Serve it behind HTTPS, and set it to 1.",
        )


def _backup(backups: Path | None, now: datetime) -> Iterator[Finding]:
    if backups is None:
        yield Finding(
            "nobody has said where the backups are, so none is known.",
            "GOLDENTHREAD_BACKUPS",
            "Set it to the directory that they are laid in; docs/howto/restore.md says how.",
        )
        return
    own: list[tuple[datetime, Path]] = []
    for file, said in kept(backups):
        if isinstance(said, Manifest):
            own += [(said.made, file)] if said.origin == _origin() else []
        else:
            yield _damaged(said)
    if not own:
        yield Finding(
            "there is no backup of this office.",
            str(backups),
            "Make one now, and then every day: goldenthread backup DIR",
        )
        return
    made, latest = max(own)
    yield from _spoilt(latest)
    if now - made > OLDEST:
        yield Finding(
            f"the latest backup is {(now - made).days} days old.",
            str(backups),
            "Make one now, and see why the daily one has stopped.",
        )


def _spoilt(latest: Path) -> Iterator[Finding]:
    """Yield what is wrong with the bytes of the latest backup, all of which are read."""
    try:
        with opened(latest) as archive:
            archive.check()
    except GoldenthreadError as error:
        yield _damaged(error)


def _damaged(error: GoldenthreadError) -> Finding:
    return Finding(error.what, error.place, "Make one now, and see to the disk it lies on.")


def _origin() -> str:
    return Log.objects.values_list("origin", flat=True).first() or ""


def _mail() -> Iterator[Finding]:
    """Yield what keeps letters from those who asked for them."""
    asked = Mailbox.objects.count()
    if not settings.MAIL:
        yield Finding(
            f"no letter reaches anybody: {asked} people asked to be reminded by e-mail, and what "
            f"is due goes only into files in {settings.MAIL_FOLDER}."
            if asked
            else "no mail is sent: what is due stands on people's desks alone, and a forgotten "
            "password is replaced by an administrator.",
            "GOLDENTHREAD_MAIL",
            "Name a mail server, and try it: goldenthread remind --try ADDRESS"
            if asked
            else "See that everybody looks in each working day, or name a mail server.",
            is_warning=not asked,
        )
    elif not settings.CAN_MAIL:
        yield Finding(
            "letters do not say whose they are, or where their links lead.",
            "GOLDENTHREAD_MAIL_FROM, GOLDENTHREAD_ADDRESS",
            "Set both.",
        )
    if failed := Digest.objects.filter(is_failed=True).count():
        yield Finding(
            f"the mail server took no letter for {failed} people when they were last reminded.",
            "mail",
            "See why, with: goldenthread remind --try ADDRESS",
        )


def _calendar(home: Path, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the working days, or that they say nothing of this year."""
    try:
        last = calendar_of(home).last_named()
    except BadTable as error:
        yield Finding(error.what, error.place, error.remedy)
        return
    if last is None or last.year < timezone.localdate(now).year:
        yield Finding(
            "the days off of this year are not known, so people are reminded on holidays too.",
            str(home / CALENDAR),
            "Write each into it, such as 2024-10-01 off; docs/howto/remind.md says how.",
            is_warning=True,
        )


def _people() -> Iterator[Finding]:
    people = Person.objects.filter(is_active=True)
    if not people.filter(role="administrator").exists():
        yield Finding(
            "the office has no administrator.", "people", "Set one up, so that people can be added."
        )
    for person in people.filter(role__in=settings.SECOND_FACTOR_ROLES).order_by("pk"):
        if not has_second_factor(person):
            yield Finding(
                f"the {person.role} has no second factor yet, and cannot work.",
                f"person {person.username}",
                "They sign in and add one under their name at the top of the page.",
            )


def _departed(now: datetime) -> Iterator[Finding]:
    """Yield each closed account that has been held for longer than the office may."""
    latest = now - timedelta(days=settings.RETENTION_DAYS)
    erased = {thing for thing, _ in erasures()}
    for person in Person.objects.filter(is_active=False).order_by("pk"):
        entry = Entry.objects.filter(object=person.trail_object).order_by("index").last()
        if entry and entry.recorded < latest and person.trail_object not in erased:
            yield Finding(
                f"they left more than {settings.RETENTION_DAYS} days ago, and who they were is "
                "still held.",
                f"person {person.username}",
                f"goldenthread erase {person.trail_object} (docs/howto/erase.md), or set "
                "GOLDENTHREAD_RETENTION_DAYS to what your law says.",
                is_warning=True,
            )
