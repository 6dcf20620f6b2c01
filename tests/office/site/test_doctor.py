"""The doctor names each thing that would lead to harm, and nothing that would not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from pytest_django import Settings

from goldenthread.office.bodies.erasure_actions import approve_erasure, ask_erasure
from goldenthread.office.bodies.mailbox_actions import set_mailbox
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.models import Digest
from goldenthread.office.site.archive import MANIFEST, Manifest, begin
from goldenthread.office.site.calendar import FILE as CALENDAR
from goldenthread.office.site.doctor import examine
from goldenthread.office.trail.changes import change

NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, secretary: Person, settings: Settings) -> Path:
    """A home as it should be: only its owner reads it, and last night's backup is there."""
    settings.HTTPS = True
    settings.DEBUG = False
    with change(by=SYSTEM) as changed:
        secretary.role = "administrator"
        changed.save(secretary, "person.added")
    for name in ("keys/log.key", "keys/secret", "goldenthread.sqlite3"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("kept")
        path.chmod(0o600)
    _backed_up(tmp_path, timedelta(hours=9))
    return tmp_path


def _backed_up(home: Path, age: timedelta, origin: str = "haven.example.invalid/log") -> Path:
    """Lay a backup of that age, and no other; it needs no rows to be looked at."""
    (home / "backups").mkdir(exist_ok=True)
    file = home / "backups" / "last.zip"
    file.unlink(missing_ok=True)
    with begin(file) as archive:
        with archive.part("files/neighbours.policy") as part:
            part.write(b"log key")
        manifest = Manifest(NOW - age, "0.1.0", "sqlite", (), origin, 3, "00", archive.parts)
        archive.seal(manifest)
    return file


def _wrong(home: Path, backups: str = "backups") -> list[str]:
    found = examine(home, backups=home / backups if backups else None, now=NOW)
    return [f"{each.place}: {each.what}" for each in found if not each.is_warning]


def test_nothing_is_wrong_with_an_office_that_is_well_kept(home: Path) -> None:
    assert _wrong(home) == []


@pytest.mark.parametrize("name", ["keys/log.key", "keys/secret", "goldenthread.sqlite3"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o602])
def test_what_others_can_use_is_named_with_its_mode(home: Path, name: str, mode: int) -> None:
    (home / name).chmod(mode)
    assert _wrong(home) == [f"{home / name}: others on this machine can use it (mode {mode:04o})."]


@pytest.mark.parametrize(("hours", "said"), [(36, []), (37, ["1 days old"]), (99, ["4 days old"])])
def test_a_backup_counts_for_a_day_and_its_evening(home: Path, hours: int, said: list[str]) -> None:
    _backed_up(home, timedelta(hours=hours))
    assert [each for each in said if any(each in fault for fault in _wrong(home))] == said
    assert len(_wrong(home)) == len(said)


def test_a_backup_that_is_missing_or_nowhere_is_wrong(home: Path) -> None:
    assert "nobody has said where" in _wrong(home, backups="")[0]
    assert "there is no backup" in _wrong(home, backups="elsewhere")[0]


def test_a_backup_of_another_office_is_none(home: Path) -> None:
    _backed_up(home, timedelta(hours=9), origin="coast.example.invalid/log")
    assert "there is no backup of this office" in _wrong(home)[0]


def test_a_backup_that_is_damaged_is_named_with_the_place(home: Path) -> None:
    file = _backed_up(home, timedelta(hours=9))
    content = file.read_bytes()
    with ZipFile(file) as old, ZipFile(home / "backups" / "spoilt.zip", "w") as new:
        new.writestr("files/neighbours.policy", b"LOG key")
        new.writestr(MANIFEST, old.read(MANIFEST))
    (home / "backups" / "spoilt.zip").replace(file)
    (fault,) = _wrong(home)
    assert fault.startswith(f"{file}, files/neighbours.policy: this backup is damaged")
    file.write_bytes(content[:50])
    assert [each.partition(": ")[0] for each in _wrong(home)] == [str(file), str(file.parent)]


def test_debug_pages_and_open_lines_are_wrong(home: Path, settings: Settings) -> None:
    settings.DEBUG = True
    assert "GOLDENTHREAD_DEBUG" in _wrong(home)[0]
    settings.DEBUG, settings.HTTPS = False, False
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert _wrong(home) == []
    settings.ALLOWED_HOSTS = ["localhost", "office.example"]
    assert "office.example" in _wrong(home)[0]


def test_whoever_lacks_the_second_factor_of_their_role_is_named(
    home: Path, leader: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    assert [fault.split(":")[0] for fault in _wrong(home)] == ["person zhouan"]
    TOTP.activate(leader, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert _wrong(home) == []


def test_an_office_without_an_administrator_is_wrong(home: Path, secretary: Person) -> None:
    with change(by=SYSTEM) as changed:
        secretary.role = "secretary"
        changed.save(secretary, "person.added")
    assert "no administrator" in _wrong(home)[0]


def test_that_no_mail_is_sent_is_said_and_is_no_fault(home: Path) -> None:
    found = list(examine(home, backups=home / "backups", now=NOW))
    said = [(each.place, each.is_warning) for each in found]
    assert said == [("GOLDENTHREAD_MAIL", True), (str(home / CALENDAR), True)]


def test_who_left_longer_ago_than_may_be_held_is_named_until_erased(
    home: Path, leader: Person, settings: Settings
) -> None:
    def named() -> bool:
        found = examine(home, backups=home / "backups", now=datetime.now(UTC) + timedelta(days=40))
        return any(each.place == f"person {leader.username}" for each in found if each.is_warning)

    settings.RETENTION_DAYS = 30
    assert not named()
    with change(by=SYSTEM) as changed:
        leader.is_active = False
        changed.save(leader, "person.closed")
    assert named()
    settings.RETENTION_DAYS = 50
    assert not named()
    settings.RETENTION_DAYS = 30
    keeper = Person.objects.get(role="administrator")
    asked = ask_erasure(leader.trail_object, names=["name_en"], by=keeper, ground="a law")
    with change(by=SYSTEM) as changed:
        second = Person(username="second", role="leader", body=keeper.body)
        changed.save(second, "person.added")
    approve_erasure(asked, by=second)
    assert not named()


def test_letters_that_reach_nobody_are_wrong_once_somebody_waits_for_them(
    home: Path, secretary: Person, settings: Settings
) -> None:
    settings.MAIL, settings.CAN_MAIL = "", False
    notes = [each.what for each in examine(home, backups=home / "backups", now=NOW)]
    assert any("what is due stands on people's desks alone" in each for each in notes)
    assert _wrong(home) == []
    set_mailbox(secretary, address="sunli@example.org", language="en", by=secretary)
    (fault,) = _wrong(home)
    assert fault.startswith("GOLDENTHREAD_MAIL: no letter reaches anybody: 1 people asked")


def test_letters_that_say_not_whose_they_are_and_a_server_that_takes_none_are_wrong(
    home: Path, secretary: Person, settings: Settings
) -> None:
    settings.MAIL, settings.CAN_MAIL = "smtp://mail.example", False
    Digest.objects.create(person=secretary, on=NOW.date(), is_failed=True)
    said = [fault.partition(":")[0] for fault in _wrong(home)]
    assert said == ["GOLDENTHREAD_MAIL_FROM, GOLDENTHREAD_ADDRESS", "mail"]


def test_days_off_that_are_not_known_are_noted_and_a_spoilt_line_is_wrong(home: Path) -> None:
    def notes() -> list[str]:
        found = examine(home, backups=home / "backups", now=NOW)
        return [each.place for each in found if "days off" in each.what]

    assert notes() == [str(home / CALENDAR)]
    (home / CALENDAR).write_text("2024-10-01 off\n")
    assert notes() == []
    (home / CALENDAR).write_text("soon\n")
    assert _wrong(home)[0].startswith(f"{home / CALENDAR}, line 1: 'soon' names no day")
