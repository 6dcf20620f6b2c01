"""The administrator's pages: who works here, in which role and unit; passwords, closed accounts."""

from secrets import token_urlsafe
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goldenthread.office.bodies import actions
from goldenthread.office.bodies.downloads import downloaded
from goldenthread.office.bodies.forms import Choice, OfficeForm
from goldenthread.office.bodies.founding_actions import NewPerson
from goldenthread.office.bodies.models import Department, Person, Role
from goldenthread.office.bodies.permissions import allow
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import Words

_BYTES = 16
"""Of a new password: sixteen letters that nobody guesses."""


class PersonForm(OfficeForm):
    """Who somebody is: their name in both languages, role and unit."""

    name_en = forms.CharField(max_length=200)
    name_zh = forms.CharField(max_length=200)
    role = forms.ChoiceField(choices=Role.choices)
    department = Choice(Department.objects.order_by("pk"), required=False)
    reason = forms.CharField(max_length=300, required=False)

    @property
    def words(self) -> Words:
        """The name as given."""
        return Words(self.cleaned_data["name_en"], self.cleaned_data["name_zh"])

    def change(self, person: Person, *, by: Person) -> None:
        """Make `person` what was given."""
        given = self.cleaned_data
        actions.change_person(
            person,
            name=self.words,
            role=given["role"],
            department=given["department"],
            by=by,
            reason=given["reason"],
        )


class NewPersonForm(PersonForm):
    """Somebody to be, with the name they will sign in with."""

    username = forms.RegexField(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=150)

    def add(self, *, password: str, by: Person) -> Person:
        """Open the account."""
        given = self.cleaned_data
        unit = given["department"].slug if given["department"] else ""
        encoded = make_password(password)
        new = NewPerson(given["username"], self.words, given["role"], unit, encoded, is_given=True)
        return actions.add_person(by.body, new=new, by=by, reason=given["reason"])


class ReasonForm(OfficeForm):
    """Why an account is closed."""

    reason = forms.CharField(max_length=300)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """List who works here, those who have left last; administrators alone see it."""
    keeper = _keeper(request, "body.add_person")
    return render(request, "bodies/people.html", {"people": _people_of(keeper)})


@login_required
def people_table(request: HttpRequest) -> HttpResponse:
    """Give who works here, as the page lists them."""
    rows = _people_of(_keeper(request, "body.add_person"))
    told = [
        (each.username, each.name_en, each.name_zh, each.role, _unit(each), str(each.is_active))
        for each in rows
    ]
    head = ("username", "name_en", "name_zh", "role", "unit", "is_active")
    return downloaded([head, *told], name="people")


@login_required
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Open an account, and show its password once."""
    keeper = _keeper(request, "body.add_person")
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = token_urlsafe(_BYTES)
        try:
            person = form.add(password=password, by=keeper)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return _handed_out(request, person, password)
    return render(request, "bodies/person_add.html", {"form": form}, status=form.status)


@login_required
def person(request: HttpRequest, opaque: UUID) -> HttpResponse:
    """Show somebody's account, and change their name, role or unit."""
    keeper, held = _held(request, opaque, "body.change_person")
    form = PersonForm(request.POST or None, initial=_shown(held))
    if request.method == "POST" and form.is_valid():
        try:
            form.change(held, by=keeper)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("people")
    return _page(request, held, form=form)


@login_required
@require_POST
def close(request: HttpRequest, opaque: UUID) -> HttpResponse:
    """Close somebody's account, with the reason."""
    keeper, held = _held(request, opaque, "body.close_account")
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.close_account(held, by=keeper, reason=form.cleaned_data["reason"])
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("people")
    return _page(request, held, closing=form)


@login_required
@require_POST
def end_token(request: HttpRequest, opaque: UUID, key: str) -> HttpResponse:
    """End somebody's token, with the reason."""
    keeper, held = _held(request, opaque, "body.end_token")
    token, form = get_object_or_404(held.tokens, key=key), ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.end_token(token, by=keeper, reason=form.cleaned_data["reason"])
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("person", held.opaque)
    return _page(request, held, ending=form)


@login_required
@never_cache
@require_POST
def password(request: HttpRequest, opaque: UUID) -> HttpResponse:
    """Give somebody a new password, and show it once."""
    keeper, held = _held(request, opaque, "body.replace_password")
    new = token_urlsafe(_BYTES)
    actions.replace_password(held, to=new, by=keeper)
    return _handed_out(request, held, new)


def _people_of(keeper: Person) -> QuerySet[Person]:
    rows = Person.objects.filter(body=keeper.body).select_related("department")
    return rows.order_by("-is_active", "role", "username")


def _unit(person: Person) -> str:
    return person.department.slug if person.department else ""


def _keeper(request: HttpRequest, action: str) -> Person:
    keeper = cast(Person, request.user)
    allow(keeper, action, keeper.body)
    return keeper


def _held(request: HttpRequest, opaque: UUID, action: str) -> tuple[Person, Person]:
    keeper = _keeper(request, action)
    return keeper, get_object_or_404(Person, opaque=opaque, body=keeper.body)


def _shown(held: Person) -> dict[str, Any]:
    names = ("name_en", "name_zh", "role", "department")
    return {name: getattr(held, name) for name in names}


def _page(
    request: HttpRequest,
    held: Person,
    *,
    form: PersonForm | None = None,
    closing: ReasonForm | None = None,
    ending: ReasonForm | None = None,
) -> HttpResponse:
    shown = {
        "person": held,
        "form": form or PersonForm(initial=_shown(held)),
        "closing": closing or ReasonForm(),
        "ending": ending or ReasonForm(),
        "tokens": held.tokens.filter(is_revoked=False, expires__gte=timezone.localdate()),
    }
    status = max((each.status for each in (form, closing, ending) if each), default=200)
    return render(request, "bodies/person.html", shown, status=status)


def _handed_out(request: HttpRequest, held: Person, new: str) -> HttpResponse:
    return render(request, "bodies/password.html", {"person": held, "password": new})
