"""What a new version changed in the tables stands in the log; what anybody else did, does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.records.models import Document
from goldenthread.office.site.words import say
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.migrating import tell_migrations
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay


def behind(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def migrated(app: str, name: str) -> None:
    MigrationRecorder(connection).record_applied(app, name)


@pytest.mark.django_db
def test_rows_that_a_migration_changed_are_entered_anew_beside_it(secretary: Person) -> None:
    behind("UPDATE bodies_area SET name_en = upper(name_en)")
    migrated("bodies", "0099_capitals")
    assert list(audit()) != []
    assert tell_migrations(by=SYSTEM) == ["bodies.0099_capitals"]
    assert list(audit()) == replay().faults == []
    told = Entry.objects.filter(action="row.migrated").values_list("object", flat=True)
    assert set(told) == {"area/haven", "area/coast"}
    assert Entry.objects.get(action="data.migrated").object == "migration/bodies.0099_capitals"
    assert tell_migrations(by=SYSTEM) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_the_log_says_it_in_words(
    client: Client, secretary: Person, language: str
) -> None:
    behind("UPDATE bodies_area SET name_en = upper(name_en)")
    migrated("bodies", "0099_capitals")
    tell_migrations(by=SYSTEM)
    page = client.get(f"/{language}/trail/")
    assert say("action.data.migrated", "en" if language == "en" else "zh") in page.content.decode()
    assert say("action.row.migrated", "en" if language == "en" else "zh") in page.content.decode()


@pytest.mark.django_db
def test_what_was_done_in_another_room_is_left_for_the_audit(notice: Document) -> None:
    behind("UPDATE records_document SET title_en = 'Other'")
    migrated("bodies", "0099_capitals")
    tell_migrations(by=SYSTEM)
    assert [fault for fault in audit() if fault.startswith("document/notice: title_en")]


@pytest.mark.django_db
def test_without_a_new_version_nothing_is_told(secretary: Person) -> None:
    behind("UPDATE bodies_area SET name_en = 'Other' WHERE slug = 'coast'")
    migrated("sessions", "0099_not_ours")
    assert tell_migrations(by=SYSTEM) == []
    assert [fault for fault in audit() if fault.startswith("area/coast: name_en")]


@pytest.mark.both
def test_an_office_of_an_earlier_version_is_refused_until_it_is_brought_to_this_one(
    tmp_path: Path,
) -> None:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }

    def ran(*command: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            list(map(str, command)), env=clean, capture_output=True, text=True, check=False
        )

    back = (
        "import sys; from pathlib import Path\n"
        "from goldenthread.office.site.setup import prepare\n"
        "prepare(Path(sys.argv[1]))\n"
        "from goldenthread.office.trail.log import start_log\n"
        "from goldenthread.office.trail.changes import change\n"
        "from goldenthread.office.bodies.models import Area\n"
        "from goldenthread.office.bodies.permissions import SYSTEM\n"
        "from django.core.management import call_command\n"
        "start_log(origin='haven.example.invalid/log', body='haven')\n"
        "with change(by=SYSTEM) as changed:\n"
        "    changed.save(Area(slug='bay'), 'area.added')\n"
        "call_command('migrate', 'scorecards', 'zero', verbosity=0, skip_checks=True)\n"
    )
    done = ran(sys.executable, "-c", back, tmp_path)
    assert done.returncode == 0, done.stderr
    goldenthread = Path(sys.executable).with_name("goldenthread")
    refused = ran(goldenthread, "audit", "--home", tmp_path)
    assert refused.returncode == 1
    assert "goldenthread upgrade --home" in " ".join(refused.stderr.split())
    done = ran(goldenthread, "upgrade", "--home", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "migrated  scorecards.0001_initial" in done.stdout
    assert ran(goldenthread, "audit", "--replay", "--home", tmp_path).returncode == 0
    assert "migrated" not in ran(goldenthread, "upgrade", "--home", tmp_path).stdout
