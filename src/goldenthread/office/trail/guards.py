"""Refuse every write of a ledgered row that does not come through a change."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, pre_delete, pre_save

from goldenthread.office.trail.changes import is_being_saved, is_kept
from goldenthread.office.trail.models import Ledgered, Part
from goldenthread.terms.errors import NotPossible


def connect() -> None:
    """Stand guard from now on; called once, when Django is ready."""
    pre_save.connect(_before_save, dispatch_uid="trail")
    pre_delete.connect(_before_delete, dispatch_uid="trail")
    m2m_changed.connect(_before_links, dispatch_uid="trail")


def _before_save(instance: Model, update_fields: Any = None, **_: Any) -> None:
    if isinstance(instance, Part) and not is_kept(instance.whole):
        raise _refusal(instance)
    if not isinstance(instance, Ledgered) or is_being_saved(instance):
        return
    if update_fields and set(update_fields) <= instance.trail_free:
        return
    raise _refusal(instance)


def _before_delete(instance: Model, **_: Any) -> None:
    if isinstance(instance, Ledgered):
        raise NotPossible(
            "nothing is deleted here.",
            place=instance.trail_object,
            remedy="Withdraw, supersede or correct it, with a reason.",
        )
    if isinstance(instance, Part) and not is_kept(instance.whole):
        raise _refusal(instance)


def _before_links(instance: Any, action: str, reverse: bool = False, **_: Any) -> None:
    if not action.startswith("pre_") or not isinstance(instance, Ledgered):
        return
    if reverse or not is_kept(instance):
        raise _refusal(instance)


def _refusal(instance: Model) -> NotPossible:
    return NotPossible(
        "the trail keeps this, so it is not written outside a change.",
        place=type(instance).__name__,
        remedy="Save it with change.save inside trail.changes.change.",
    )
