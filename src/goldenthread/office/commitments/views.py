"""The pages of adopted duties."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow, may, may_read
from goldenthread.office.bodies.queries import day_asked
from goldenthread.office.commitments.citing import cited
from goldenthread.office.commitments.extension_forms import (
    AskExtensionForm,
    ExtendForm,
    SetDueForm,
)
from goldenthread.office.commitments.extension_views import rulings
from goldenthread.office.commitments.forms import (
    AdoptForm,
    AssignForm,
    DecideForm,
    SupersedeForm,
    SupportForm,
    WithdrawForm,
)
from goldenthread.office.commitments.milestone_views import steps_of
from goldenthread.office.commitments.models import Commitment, Extension
from goldenthread.office.commitments.seen import (
    commitments_seen_by,
    duties_asked,
    extensions_seen_by,
    reports_seen_by,
)
from goldenthread.office.commitments.states import is_possible
from goldenthread.office.records.highlight import excerpt
from goldenthread.office.records.models import Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.office.trail.keeping import kept
from goldenthread.planning import standing
from goldenthread.terms.commitments import Ruling
from goldenthread.terms.errors import GoldenthreadError

#: How many duties stand on a page of the list.
PER_PAGE = 200


@kept
def commitments(request: HttpRequest) -> HttpResponse:
    """List the duties the reader may see, of one lead unit or document if the address says so."""
    lead, source = request.GET.get("lead", ""), request.GET.get("document", "")
    listed = duties_asked(request.user, lead=lead, document=source)
    # Sorted by their keys alone: whole rows of a province would be carried through the sorting.
    page = Paginator(listed.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = Commitment.objects.select_related("lead", "document").in_bulk(list(page))
    return render(
        request,
        "commitments/commitments.html",
        {
            "page": page,
            "commitments": [rows[key] for key in page],
            "leads": Department.objects.filter(
                Exists(Commitment.objects.filter(lead=OuterRef("pk")))
            ),
            "documents": documents_seen_by(request.user).filter(
                Exists(Commitment.objects.filter(document=OuterRef("pk")))
            ),
            "lead": lead,
            "source": source,
            "asked": urlencode({"lead": lead, "document": source}) if lead or source else "",
            "may_import": may(request.user, "commitment.import_table"),
        },
    )


@kept
def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a duty, and how it stands at the end of a day."""
    rows = commitments_seen_by(request.user).select_related(
        "lead",
        "document__body",
        "statement_en__record",
        "statement_zh__record",
        "successor",
    )
    shown = get_object_or_404(rows, slug=slug)
    on = day_asked(request, "on")
    serves = cited(shown, current())
    return render(
        request,
        "commitments/commitment.html",
        {
            "commitment": shown,
            "supporting": shown.supporting_units(),
            "on": on,
            "standing": standing(shown.term().known(on=on), on=on).value,
            "statement": serves,
            "excerpt": excerpt(serves),
            "verbs": _verbs(request.user, shown),
            "given": shown.given_extensions(),
            "asked": _asked(request.user, shown),
            "steps": steps_of(shown, reader=request.user, on=on),
            "may_set": is_possible("commitment.set_milestone", shown)
            and may(request.user, "commitment.set_milestone", shown),
            "explanations": shown.explanations.order_by("-pk"),
            "may_explain": is_possible("commitment.explain", shown)
            and may(request.user, "commitment.explain", shown),
            "works_here": may_read(request.user, "report")
            and request.user.body_id == shown.document.body_id,
            "reports": reports_seen_by(request.user).filter(commitment=shown),
            "may_report": is_possible("commitment.report", shown)
            and may(request.user, "commitment.report", shown),
        },
    )


@login_required
def adopt(request: HttpRequest, statement: int) -> HttpResponse:
    """Take up a statement as a duty."""
    person = cast(Person, request.user)
    rows = Statement.objects.select_related("record__document__body")
    serves = get_object_or_404(
        rows.filter(record__document__in=documents_seen_by(person)), pk=statement
    )
    document = serves.record.document
    allow(person, "commitment.adopt", document)
    form = AdoptForm(request.POST or None, statement=serves)
    if request.method == "POST" and form.is_valid():
        try:
            adopted = form.adopt(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", adopted.slug)
    shown = {"form": form, "document": document, "statement": serves, "excerpt": excerpt(serves)}
    return render(request, "commitments/adopt.html", shown, status=form.status)


@login_required
def decide(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Decide of a duty, with the reason: its lead, its due day, its end."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, _action(verb), duty)
    form = _FORMS[verb](request.POST or None, commitment=duty)
    if request.method == "POST" and form.is_valid():
        try:
            form.decide(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", slug)
    shown = {"form": form, "commitment": duty, "verb": verb}
    return render(request, "commitments/decide.html", shown, status=form.status)


_FORMS: dict[str, type[DecideForm]] = {
    form.verb.replace("_", "-"): form
    for form in (
        AssignForm,
        SupportForm,
        SetDueForm,
        ExtendForm,
        AskExtensionForm,
        SupersedeForm,
        WithdrawForm,
    )
}
_RELATED = ("commitment__lead", "commitment__document__body")
#: What is decided of a duty, as the addresses name it.
VERBS = tuple(_FORMS)


def _action(verb: str) -> str:
    return f"commitment.{verb.replace('-', '_')}"


def _verbs(reader: object, duty: Commitment) -> list[str]:
    actions = {verb: _action(verb) for verb in VERBS}
    return [
        verb
        for verb, action in actions.items()
        if is_possible(action, duty) and may(reader, action, duty)
    ]


def _asked(reader: object, duty: Commitment) -> list[tuple[Extension, list[str]]]:
    """What was asked for and is not given, with what the reader may decide of it."""
    rows = extensions_seen_by(reader).filter(commitment=duty)
    asked = rows.exclude(ruling=Ruling.APPROVED.value).select_related("asker")
    return [(each, rulings(reader, each)) for each in asked.select_related(*_RELATED)]
