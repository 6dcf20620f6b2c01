"""What the engines are given is what the rows hold, gathered in few questions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.indicators.models import Target
from goldenthread.office.indicators.path_actions import set_path
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.site.demo import Loaded
from goldenthread.planning import Account
from goldenthread.terms.commitments import Confidence, State
from goldenthread.terms.observations import Waypoint
from goldenthread.weaving import open_folder

pytestmark = pytest.mark.django_db


def test_the_example_comes_back_out_as_it_went_in(loaded: Loaded, example: Path) -> None:
    plain, kept = open_folder(example).dossier, dossier(Body.objects.get())
    assert replace(kept, observations=()) == replace(plain, observations=())
    for ours, theirs in zip(kept.observations, plain.observations, strict=True):
        assert ours == replace(theirs, row=ours.row, recorded=ours.recorded)


def test_gathering_asks_as_often_for_many_rows_as_for_few(
    loaded: Loaded, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(21):
        dossier(Body.objects.get())


def test_a_path_and_a_report_come_with_the_day_on_which_they_were_told(loaded: Loaded) -> None:
    body, target = Body.objects.get(), Target.objects.get(slug="2024-5")
    secretary = Person.objects.filter(role="secretary").first()
    assert secretary is not None
    points = (Waypoint(date(2024, 6, 30), Decimal("5.0")),)
    set_path(target, points=points, by=secretary)
    owner = Person.objects.get(username="unit")
    duty = Commitment.objects.filter(lead=owner.department).first()
    assert duty is not None
    state, sure = State.UNDER_WAY, Confidence.AT_RISK
    said = Account(state, "Going on.", confidence=sure, cause="Rain.", action="Work on.")
    report(duty, account=said, by=owner)
    told = dossier(body)
    (path,) = told.paths
    assert (path.target, path.points, path.row) == ("2024-5", points, "path/2024-5.1")
    (heard,) = next(each for each in told.commitments if each.id == duty.slug).reports
    assert (heard.confidence, heard.row) == (Confidence.AT_RISK, f"report/{duty.slug}.1")
    assert path.on == heard.on == timezone.localdate()
