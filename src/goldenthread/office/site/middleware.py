"""What every answer carries, and what a refusal looks like."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from goldenthread.office.site.views import refusal
from goldenthread.terms.errors import GoldenthreadError

Answer = Callable[[HttpRequest], HttpResponseBase]


class ContentSecurityPolicy:
    """Tells the browser to load nothing but what the site itself serves.

    Django 6 brings this; the setting is named and shaped as there.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.policy = "; ".join(
            f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and add the policy unless the view has set one of its own."""
        answer = self.answer(request)
        answer.headers.setdefault("Content-Security-Policy", self.policy)
        return answer


class NeverKept:
    """Tells browser and proxy to keep nothing of what somebody gets who is signed in."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and say so unless the view has said how long its answer may be kept."""
        answer = self.answer(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


class Refusals:
    """Turns a refusal that no view has caught into a page with its place and remedy."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if this were not here."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a GoldenthreadError; leave everything else to Django."""
        return refusal(request, error) if isinstance(error, GoldenthreadError) else None
