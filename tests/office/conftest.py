"""An invented body with its people, and a log whose key lies in a passing place."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from goldenthread.office.bodies.actions import set_up
from goldenthread.office.bodies.founding_actions import NewBody, NewDepartment, NewPerson
from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.records.actions import add_source, intake
from goldenthread.office.records.models import Document, Source
from goldenthread.office.site.demo import Loaded, load
from goldenthread.office.trail import keeping
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.writing import writing
from goldenthread.terms.dossiers import Area
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.text import Words
from postgres import NoServerError, Server, server

DEMO_PASSWORD = "a long and quiet word"
NEW_BODY = NewBody(
    id="haven",
    name=Words("Haven", "港湾市"),
    area="haven",
    origin="haven.example.invalid/log",
    areas=(Area("haven", Words("Haven", "港湾市")), Area("coast", Words("The Coast", "沿海省"))),
    departments=(
        NewDepartment("works", Words("Works Bureau", "工务局"), ("the Works Bureau", "市工务局")),
        NewDepartment("finance", Words("Finance Bureau", "财政局"), ("the Finance Bureau",)),
    ),
    people=(
        NewPerson("sunli", Words("Sun Li", "孙立"), "secretary", "works"),
        NewPerson("zhouan", Words("Zhou An", "周安"), "leader"),
    ),
)

NOTICE = """Haven Municipal Government

1 March 2023

The key duties for the year 2023 and the units responsible for them are laid down as follows:

1. Repair the sea wall. Lead: Works Bureau. With: Finance Bureau.

2. Keep the rise in consumer prices within 3 per cent. Lead: Finance Bureau.
"""


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    # The tests of the second factor ask for it; the others sign in without.
    settings.SECOND_FACTOR_ROLES = frozenset()


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page made under one test's settings is of no use to the next."""
    monkeypatch.setattr(keeping, "SHELF", keeping.Shelf())


@pytest.fixture(autouse=True)
def _passing_key(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> None:
    if "loaded" not in request.fixturenames:
        settings.TRAIL_KEY = tmp_path / "keys" / "log.key"


@pytest.fixture(scope="module")
def loaded(
    example: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Loaded]:
    """The worked example, loaded once for all tests of a module, and taken back after them.

    Its tests ask for `db` too, which takes back what each of them does.
    """
    key = tmp_path_factory.mktemp("keys") / "log.key"
    with django_db_blocker.unblock(), override_settings(TRAIL_KEY=key), writing():
        yield load(example, password=DEMO_PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own, for those that need one whatever the others use."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server(fsync=True))
        except NoServerError as reason:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"PostgreSQL cannot be started: {reason}")
        yield running


@pytest.fixture
def body(db: None) -> Body:
    """Haven, set up a moment ago."""
    return set_up(NEW_BODY, by=SYSTEM)


@pytest.fixture
def secretary(body: Body) -> Person:
    """Whoever does the office's work; invented."""
    return Person.objects.get(username="sunli")


@pytest.fixture
def leader(body: Body) -> Person:
    """Whoever signs; invented."""
    return Person.objects.get(username="zhouan")


@pytest.fixture
def works(body: Body) -> Department:
    """The unit that leads most duties."""
    return Department.objects.get(slug="works")


@pytest.fixture
def finance(body: Body) -> Department:
    """The unit that supports them."""
    return Department.objects.get(slug="finance")


@pytest.fixture
def stranger(body: Body) -> Person:
    """A secretary of another body, who must be able to do nothing here; invented."""
    other = Body(slug="reach", name_en="Reach", name_zh="远滩", area=body.area)
    person = Person(username="wuming", name_en="Wu Ming", name_zh="吴明", role="secretary")
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(other, "body.set_up")
        person.body = other
        changed.save(person, "person.added")
    return person


@pytest.fixture
def source(secretary: Person) -> Source:
    """Where the figures were printed."""
    term = SourceTerm("yearbook", Words("Yearbook", "年鉴"), Words("Haven", "港湾市"), "2024", "")
    return add_source(term, by=secretary)


@pytest.fixture
def notice(secretary: Person, body: Body) -> Document:
    """A notice with two numbered duties, in English."""
    return intake(
        body,
        slug="notice",
        title=Words("Key duties of 2023", "2023年重点工作"),
        texts={"en": NOTICE},
        by=secretary,
    )
