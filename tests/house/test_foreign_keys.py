"""Rows know only what comes earlier on the thread, as imports do."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

THREAD = (
    "trail",
    "bodies",
    "records",
    "commitments",
    "indicators",
    "scorecards",
    "editions",
    "site",
)


def office_models() -> list[type[Model]]:
    named = "goldenthread.office."
    return [kind for kind in apps.get_models() if kind.__module__.startswith(named)]


def relations() -> Iterator[tuple[type[Model], type[Model]]]:
    for kind in office_models():
        for field in kind._meta.get_fields():
            if isinstance(field, Field) and field.is_relation:
                assert isinstance(field.related_model, type)
                yield kind, field.related_model


def place(kind: type[Model]) -> int:
    return THREAD.index(kind._meta.app_label)


def test_every_app_of_the_office_is_on_the_thread() -> None:
    assert {kind._meta.app_label for kind in office_models()} <= set(THREAD)


def test_no_row_points_to_a_later_room() -> None:
    later = [
        (f"{kind.__name__} -> {other.__name__}")
        for kind, other in relations()
        if place(other) > place(kind)
    ]
    assert later == []


def test_the_search_for_relations_finds_the_walk_back() -> None:
    found = {(kind.__name__, other.__name__) for kind, other in relations()}
    walk = ("Edition", "Scorecard"), ("Target", "Commitment"), ("Commitment", "Statement")
    assert found >= {*walk, ("Commitment", "Department"), ("Statement", "Record")}
