"""Whoever signs in with a password that somebody else gave them changes it before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from goldenthread.office.bodies.models import GivenPassword, Person

#: What the session remembers until the password is changed.
GIVEN = "has_given_password"
#: Where they may still go: to change it, or away; and what such a page is made of.
_OPEN = {"account_change_password", "account_logout", "style", "office-style", "icon"}


class OwnPassword:
    """Leads whoever still has a given password to the page where they change it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if this were not here."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead elsewhere before the view does anything, unless there is no need."""
        name = str(request.resolver_match.url_name) if request.resolver_match else ""
        if name in _OPEN or not _is_given(request):
            return None
        return redirect("account_change_password")


def remember(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Keep in the session of whoever signs in whether their password is a given one."""
    if GivenPassword.objects.filter(person=user.pk).exists():
        request.session[GIVEN] = True


def _is_given(request: HttpRequest) -> bool:
    if not request.session.get(GIVEN):
        return False
    if GivenPassword.objects.filter(person=request.user.pk).exists():
        return True
    del request.session[GIVEN]
    return False
