"""What the engines are given is what the rows hold, gathered in few questions."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.models import Body
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.site.demo import Loaded
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
    with django_assert_max_num_queries(15):
        dossier(Body.objects.get())
