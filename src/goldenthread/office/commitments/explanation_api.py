"""Why a duty fell short, for programs: said in public words."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from goldenthread.office.bodies.api import Decided, Slug, write, writer_of
from goldenthread.office.commitments.explanation_actions import explain
from goldenthread.office.commitments.models import Explanation
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.terms.text import Words

router = Router(tags=["explanations"])

Said = Annotated[str, Field(max_length=600)]


class Explained(Decided):
    """The cause and what is done about it, in both languages."""

    cause_en: Said
    cause_zh: Said
    action_en: Said
    action_zh: Said


@write(router, "/commitments/{slug}/explanations", "commitment.explain")
def give_explanation(request: HttpRequest, slug: Slug, given: Explained) -> Explanation:
    """Say in public why a duty fell short and what is done about it."""
    by = writer_of(request)
    rows = commitments_seen_by(by).select_related("lead", "document__body")
    return explain(
        get_object_or_404(rows, slug=slug),
        cause=Words(given.cause_en, given.cause_zh),
        action=Words(given.action_en, given.action_zh),
        by=by,
        reason=given.reason,
    )
