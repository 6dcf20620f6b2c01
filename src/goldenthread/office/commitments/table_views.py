"""The table of duties: taken away as CSV or XLSX, and brought back with what it would change."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.duty_table import COLUMNS, rows_of
from goldenthread.office.commitments.seen import duties_asked, in_full
from goldenthread.office.commitments.table_forms import ApplyForm, DutiesForm
from goldenthread.planning import as_csv, as_xlsx
from goldenthread.terms.errors import GoldenthreadError

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table(request: HttpRequest, form: str) -> HttpResponse:
    """Give the duties that the reader may see, as the table that comes in again."""
    lead, document = request.GET.get("lead", ""), request.GET.get("document", "")
    duties = list(in_full(duties_asked(request.user, lead=lead, document=document)))
    rows = rows_of(duties, language=current())
    made = as_csv(rows) if form == "csv" else as_xlsx(rows, title="duties")
    named = {"Content-Disposition": f'attachment; filename="duties.{form}"'}
    return HttpResponse(made, content_type=_TYPES[form], headers=named)


@login_required
def import_table(request: HttpRequest) -> HttpResponse:
    """Show what a table of duties would change, every fault with its cell; then apply it."""
    person = cast(Person, request.user)
    allow(person, "commitment.import_table")
    if request.method == "POST" and "kept" in request.POST:
        return _applied(request, person)
    form = DutiesForm(request.POST or None, request.FILES or None)
    context = {"form": form, "columns": COLUMNS}
    if request.method != "POST" or not form.is_valid():
        return render(request, "commitments/duties.html", context, status=form.status)
    try:
        shown = form.look(by=person)
    except GoldenthreadError as error:
        form.refuse(error)
        return render(request, "commitments/duties.html", context, status=form.status)
    apply = ApplyForm(initial={"kept": "" if shown.faults else shown.sealed()})
    context |= {"shown": shown, "apply": apply}
    return render(request, "commitments/duties.html", context, status=422 if shown.faults else 200)


def _applied(request: HttpRequest, person: Person) -> HttpResponse:
    form = ApplyForm(request.POST)
    if form.is_valid():
        try:
            form.apply(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitments")
    context = {"form": DutiesForm(), "apply": form, "columns": COLUMNS}
    return render(request, "commitments/duties.html", context, status=form.status)
