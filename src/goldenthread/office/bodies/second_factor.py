"""Whoever signs, counts or administers works only behind a second factor."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.sign_in import has_second_factor, needs_second_factor

#: What the session remembers once a second factor was found; the last one is never taken away.
SEEN = "has_second_factor"
#: Where somebody without one may still go: to get one, or away.
_OPEN = ("account_", "mfa_", "usersessions_")
_ASSETS = {"style", "office-style", "icon", "passkey-script"}


class SecondFactor:
    """Leads whoever lacks the second factor of their role to the page where they add one."""

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
        if name.startswith(_OPEN) or name in _ASSETS or not _lacks(request):
            return None
        return redirect("mfa_index")


def _lacks(request: HttpRequest) -> bool:
    person = request.user
    if not isinstance(person, Person) or not needs_second_factor(person):
        return False
    if not request.session.get(SEEN) and has_second_factor(person):
        request.session[SEEN] = True
    return not request.session.get(SEEN)
