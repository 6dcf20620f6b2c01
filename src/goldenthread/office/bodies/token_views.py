"""The page of one's own tokens: made, their secret shown once, and revoked."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.actions import revoke_token
from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.token_forms import TokenForm
from goldenthread.terms.errors import GoldenthreadError


@never_cache
@reauthentication_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make another; its secret stands on this one answer alone."""
    person = Person.objects.get(username=request.user.get_username())
    form, made = TokenForm(request.POST or None, person=person), None
    if request.method == "POST" and form.is_valid():
        try:
            made = form.make()
        except GoldenthreadError as error:
            form.refuse(error)
    status = 201 if made else form.status
    rows = Token.objects.filter(person=person)
    shown = {"form": form, "made": made, "tokens": rows, "today": timezone.localdate()}
    return render(request, "bodies/tokens.html", shown, status=status)


@login_required
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Revoke one of one's own tokens."""
    person = cast(Person, request.user)
    revoke_token(get_object_or_404(Token, person=person.pk, key=key), by=person)
    return redirect("tokens")
