"""A path is stated to a target, and the last known figure is held against it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.indicators.actions import define, record, set_target
from goldenthread.office.indicators.models import Path, Target
from goldenthread.office.indicators.pacing import paced
from goldenthread.office.indicators.path_actions import set_path
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document, Source
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.replay import replay
from goldenthread.terms.commitments import Standing
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status, Waypoint
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

EXPORTS = IndicatorTerm(
    "exports", Words("Exports", "出口"), "ship", Kind.CUMULATIVE, Direction.MORE
)
ASKED = TargetTerm(
    id="exports-2023", commitment="wall", indicator="exports", comparator=Comparator.GE,
    value=Decimal(100), unit="ship", period=Period.parse("2023"), area="haven",
    baseline=Decimal(90),
)  # fmt: skip
HALF = date(2023, 6, 30)
POINTS = (Waypoint(date(2023, 1, 1), Decimal(0)), Waypoint(HALF, Decimal(40)))


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty that the public may read."""
    release(notice, by=secretary)
    title = Words("Sea wall", "海堤")
    return adopt(notice, slug="wall", title=title, statements=numbered(notice, "1"), by=secretary)


@pytest.fixture
def target(wall: Commitment, secretary: Person) -> Target:
    """A hundred ships by the end of 2023."""
    define(EXPORTS, by=secretary)
    return set_target(wall, target=ASKED, by=secretary)


def _record(period: str, value: str, source: Source, by: Person, *, known: str = "2023-12") -> None:
    status = Status.FIRST if known == "2023-12" else Status.REVISED
    record(
        ObservationTerm(
            "exports", "haven", Period.parse(period), Decimal(value), "ship", Kind.CUMULATIVE,
            source.slug, Day(known), timezone.localdate(), status=status,
        ),
        by=by,
    )  # fmt: skip


def _page(person: Person | None, language: str = "en") -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(f"/{language}/commitments/wall/").content.decode()


@pytest.mark.parametrize(
    ("value", "standing"),
    [("39", Standing.BEHIND), ("40", Standing.ON_PACE), ("41", Standing.AHEAD)],
)
def test_the_last_known_figure_is_held_against_the_path(
    target: Target, source: Source, secretary: Person, value: str, standing: Standing
) -> None:
    set_path(target, points=POINTS, by=secretary)
    _record("2023Q1", "90", source, secretary)
    _record("2023H1", value, source, secretary)
    (found,) = paced(Target.objects.all(), known=timezone.localdate())
    assert (found.standing, found.on, found.expected) == (standing, HALF, Decimal(40))
    assert found.figure is not None
    assert found.figure.value == value
    assert list(audit()) == replay().faults == []


def test_what_was_not_known_yet_and_what_began_later_is_no_figure_of_it(
    target: Target, source: Source, secretary: Person
) -> None:
    set_path(target, points=POINTS, by=secretary)
    _record("2023Q2", "41", source, secretary)
    (found,) = paced(Target.objects.all(), known=timezone.localdate())
    assert (found.figure, found.standing) == (None, Standing.CANNOT_BE_TOLD)
    _record("2023H1", "41", source, secretary)
    (found,) = paced(Target.objects.all(), known=date(2023, 11, 30))
    assert found.figure is None


def test_a_value_revised_since_was_still_known_on_the_day_before(
    target: Target, source: Source, secretary: Person
) -> None:
    set_path(target, points=POINTS, by=secretary)
    _record("2023H1", "41", source, secretary)
    _record("2023H1", "39", source, secretary, known="2024-03-01")
    for day, value in ((date(2024, 2, 28), "41"), (date(2024, 3, 1), "39")):
        (found,) = paced(Target.objects.all(), known=day)
        assert found.figure is not None
        assert found.figure.value == value


def test_without_a_path_nothing_is_said_of_its_pace(target: Target) -> None:
    (found,) = paced([target], known=timezone.localdate())
    assert (found.way, found.standing) == ((), Standing.CANNOT_BE_TOLD)
    assert "Path:" not in _page(None)


def test_a_path_stated_later_stands_and_the_one_before_stays(
    target: Target, secretary: Person
) -> None:
    set_path(target, points=POINTS, by=secretary)
    second = set_path(target, points=POINTS[:1], by=secretary, reason="The storm.")
    assert second.trail_object == "path/exports-2023.2"
    (found,) = paced(Target.objects.all(), known=timezone.localdate())
    assert found.way == (POINTS[0], Waypoint(date(2023, 12, 31), Decimal(100)))
    assert Path.objects.count() == 2
    assert replay().faults == []


@pytest.mark.parametrize(
    "points",
    [
        (),
        POINTS[::-1],
        (POINTS[0], POINTS[0]),
        (Waypoint(date(2022, 12, 31), Decimal(0)),),
        (Waypoint(date(2023, 12, 31), Decimal(0)),),
        (Waypoint(date(2023, 1, 1), Decimal(100)),),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(
    target: Target, secretary: Person, points: tuple[Waypoint, ...]
) -> None:
    with pytest.raises(NotPossible):
        set_path(target, points=points, by=secretary)
    assert not Path.objects.exists()


def test_only_a_level_can_be_walked_to(
    target: Target, wall: Commitment, secretary: Person, leader: Person
) -> None:
    more = replace(ASKED, id="more", comparator=Comparator.INCREASE_BY)
    step = replace(ASKED, id="step", comparator=Comparator.AS_ASSIGNED, value=None)
    for asked in (more, step):
        with pytest.raises(NotPossible, match="no level"):
            set_path(set_target(wall, target=asked, by=secretary), points=POINTS, by=secretary)
    with pytest.raises(NotPermitted):
        set_path(target, points=POINTS, by=leader)


def test_it_is_stated_on_its_page_and_shown_on_the_duty_s(
    target: Target, source: Source, secretary: Person
) -> None:
    client, address = Client(), "/en/targets/exports-2023/path/"
    client.force_login(secretary)
    assert address in _page(secretary)
    assert address not in _page(None)
    for wrong in ("soon 3", "2023-06-30", "2023-06-30 NaN", "2023-06-30 4 5"):
        answer = client.post(address, {"points": f"2023-01-01 0\n{wrong}"})
        assert (answer.status_code, "line 2" in answer.content.decode()) == (422, True)
    done = client.post(address, {"points": "2023-01-01 0\n\n2023-06-30 40", "reason": "Agreed."})
    assert done.headers["Location"] == "/en/commitments/wall/"
    assert "No figure within the path" in _page(None)
    _record("2023H1", "39", source, secretary)
    page = _page(None)
    assert "<strong>behind</strong>" in page
    assert "by 30 June 2023, where 40" in page
    assert "序时进度：" in _page(None, "zh-hans")
    assert "2023-06-30 40" in client.get(address).content.decode()
