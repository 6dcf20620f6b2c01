"""The page on which more time that a unit asked for is given or refused."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.commitments.extension_forms import ApproveForm, RefuseForm, RulingForm
from goldenthread.office.commitments.models import Extension
from goldenthread.office.commitments.seen import extensions_seen_by
from goldenthread.office.commitments.states import is_possible
from goldenthread.terms.errors import GoldenthreadError

_FORMS: dict[str, type[RulingForm]] = {form.verb: form for form in (ApproveForm, RefuseForm)}


@login_required
def rule(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Give the time that was asked for or refuse it, with the reason."""
    person = cast(Person, request.user)
    rows = extensions_seen_by(person).select_related("commitment__lead", "asker")
    found = get_object_or_404(rows.select_related("commitment__document__body"), pk=pk)
    allow(person, f"commitment.{verb}_extension", found)
    # Giving it needs no words, so a form without any is an answer too.
    form = _FORMS[verb](request.POST if request.method == "POST" else None, extension=found)
    if form.is_valid():
        try:
            form.decide(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", found.commitment.slug)
    given = {"form": form, "extension": found, "commitment": found.commitment, "verb": verb}
    return render(request, "commitments/rule.html", given, status=form.status)


def rulings(reader: object, extension: Extension) -> list[str]:
    """Return what `reader` may decide of `extension`, as the addresses name it."""
    if not extension.is_waiting or extension.asker == reader:
        return []
    duty = extension.commitment
    asked = {verb: f"commitment.{verb}_extension" for verb in _FORMS}
    return [
        verb
        for verb, action in asked.items()
        if may(reader, action, extension) and is_possible(action, duty)
    ]
