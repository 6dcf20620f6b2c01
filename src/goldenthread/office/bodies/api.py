"""What every address of the API has: who asks, pages by cursor, and writes by key."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.sign_in import has_second_factor, needs_second_factor
from goldenthread.office.bodies.tokens import READ, scope_of, token_shown
from goldenthread.office.trail.models import Ledgered
from goldenthread.office.trail.repeating import once
from goldenthread.terms.errors import NotPermitted

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY_TOLD = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A name of your own for this request: sent again, it is not done again.",
    "schema": {"type": "string", "pattern": f"^{_KEY.pattern}$"},
}
#: The public asks without a token.
OPEN: dict[str, Any] = {"security": [{}]}


def _as_text(given: object) -> object:
    if not isinstance(given, str) or len(given) != 10:
        raise ValueError("write a day as 2024-01-31")
    return given


#: A short name, as the addresses of the pages hold it.
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,50}$")]
#: Words of a person; a database keeps no NUL.
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
Prose = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
#: A row that has no short name, by the number the log gives it.
RowId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")]
#: A number as it is printed, whose digits are kept.
Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,18}(\.[0-9]{1,10})?$")]
_YEAR, _MONTH = "(1[89]|2[01])[0-9]{2}", "(0[1-9]|1[0-2])"
#: A day, or the month or year it is known to.
DayText = Annotated[
    str, StringConstraints(pattern=rf"^{_YEAR}(-{_MONTH}(-(0[1-9]|[12][0-9]|3[01]))?)?$")
]
#: A period as offices write it, such as 2023, 2023H1, 2023Q3, 2023Q1-3, 2023-05.
PeriodText = Annotated[
    str, StringConstraints(pattern=rf"^{_YEAR}(H[12]|Q[1-4]|Q1-[2-4]|-{_MONTH})?$")
]
#: A quarter, such as 2023Q4.
Quarter = Annotated[str, StringConstraints(pattern=rf"^{_YEAR}Q[1-4]$")]
#: A day as 2024-01-31, and no number of seconds.
Day = Annotated[date, BeforeValidator(_as_text)]


class Given(Schema):
    """What is sent; a field that we do not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Decided(Given):
    """What is sent to have something done; the log keeps why."""

    reason: Line = ""


class Written(Schema):
    """What was written, as the log names it, and its revision since."""

    thing: str
    revision: int


class AllWritten(Schema):
    """All that was written at once; nothing where nothing was new."""

    items: list[Written]


class Paging(Given):
    """Which page: after where, and how many."""

    after: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,15}$")] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Bearer(HttpBearer):
    """Whoever shows a token acts for its owner; one that is not good opens nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """Return the token; AuthenticationError says why it is not good."""
        try:
            shown = token_shown(token)
        except NotPermitted as refused:
            raise AuthenticationError(message=str(refused)) from refused
        if needs_second_factor(shown.person) and not has_second_factor(shown.person):
            raise AuthenticationError(message="Your role needs a second factor: sign in, add one.")
        return shown


def the_public(request: HttpRequest) -> AnonymousUser | None:
    """Let whoever shows no token read what the public reads."""
    return None if "Authorization" in request.headers else AnonymousUser()


READERS = [Bearer(), the_public]


def token_of(request: HttpRequest) -> Token | None:
    """Return the token that was shown; None for the public."""
    shown = getattr(request, "auth", None)
    return shown if isinstance(shown, Token) else None


def reader_of(request: HttpRequest) -> Person | AnonymousUser:
    """Return who reads: the token's owner if it is for reading, or else the public."""
    token = token_of(request)
    return token.person if token and READ in token.scopes else AnonymousUser()


def writer_of(request: HttpRequest) -> Person:
    """Return for whom the token writes."""
    token = token_of(request)
    if token is None:
        raise AuthenticationError
    return token.person


def write(
    router: Router, path: str, action: str
) -> Callable[[Callable[..., Ledgered]], Callable[..., Ledgered]]:
    """Serve at `path` what does `action`: by a token of its scope, once for each key.

    The view finds the thing and calls the action, which asks the one table of
    permissions as it does for a page, and returns the row that was written.
    """
    return _serving(router, path, action, response=Written, tell=_written)


def write_all(
    router: Router, path: str, action: str
) -> Callable[[Callable[..., list[Any]]], Callable[..., list[Any]]]:
    """As `write`, for an action that writes any number of rows at once."""

    def tell(rows: list[Any]) -> dict[str, Any]:
        return {"items": [_written(row) for row in rows]}

    return _serving(router, path, action, response=AllWritten, tell=tell)


def _serving(
    router: Router,
    path: str,
    action: str,
    *,
    response: type[Schema],
    tell: Callable[[Any], dict[str, Any]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def served(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(request: HttpRequest, **given: Any) -> Any:
            token = _for(request, action)
            asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
            return once(
                _key(request),
                sender=token.key,
                request=asked,
                do=lambda: tell(view(request, **given)),
            )

        told = {"parameters": [_KEY_TOLD], "description": view.__doc__}
        router.post(
            path, response=response, auth=Bearer(), operation_id=action, openapi_extra=told
        )(answer)
        return view

    return served


def _written(row: Ledgered) -> dict[str, Any]:
    return {"thing": row.trail_object, "revision": row.revision}


def page(
    rows: QuerySet[Any], asked: Paging, told: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Return a page of `rows`, each as `told` tells it, and the cursor of the next, or None.

    Rows come in the order in which they were added, so that none is passed over
    or told twice when others are added meanwhile.
    """
    after = int(asked.after or "0", 16)
    found = list(rows.order_by("pk").filter(pk__gt=after)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = shown and len(found) > len(shown)
    return {
        "items": [told(row) for row in shown],
        "next": f"{shown[-1].pk:x}" if more else None,
    }


def told(row: Ledgered) -> dict[str, Any]:
    """Tell a row as its entry in the log does, with its name and its revision."""
    return {"id": row.trail_id(), "revision": row.revision, **row.trail_fields()}


def _for(request: HttpRequest, action: str) -> Token:
    token = token_of(request)
    if token is None:
        raise AuthenticationError
    if (scope := scope_of(action)) not in token.scopes:
        raise NotPermitted(
            f"this token is not for {scope!r}.",
            place=action,
            remedy="Make one with that scope on the page of your account.",
        )
    return token


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise HttpError(400, "Idempotency-Key: give 1 to 64 letters, digits, - or _.")
    return key
