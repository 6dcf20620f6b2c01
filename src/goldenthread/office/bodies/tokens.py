"""What a token is made of, what it may be for, and whose it is when it is shown."""

from collections.abc import Collection
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from django.utils import timezone

from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.permissions import PERMISSIONS
from goldenthread.terms.errors import NotPermitted, NotPossible

#: How far away the last day of a token may be.
LONGEST = timedelta(days=366)
#: The scope of reading what the public may not; the others are named as the actions are.
READ = "read"
#: Who signs in, and what is erased, no program decides for a person.
_NEVER = "body"
SCOPES = (
    READ,
    *dict.fromkeys(
        thing for thing in (action.partition(".")[0] for action in PERMISSIONS) if thing != _NEVER
    ),
)


def scope_of(action: str) -> str:
    """Return the scope that a token needs for `action`."""
    return action.partition(".")[0]


def scopes_of(person: Person) -> tuple[str, ...]:
    """Return the scopes that the role of `person` can use."""
    used = {scope_of(action) for action, roles in PERMISSIONS.items() if person.role in roles}
    return tuple(scope for scope in SCOPES if scope == READ or scope in used)


def new_token() -> tuple[Token, str]:
    """Return a token that is nobody's yet, and its secret of 256 bits."""
    key = token_hex(6)
    secret = f"gt_{key}_{token_urlsafe(32)}"
    return Token(key=key, digest=_digest(secret)), secret


def refuse_unusable(*, name: str, scopes: Collection[str], expires: date) -> None:
    """Raise NotPossible, saying which, if a part of the token to be cannot be so."""
    today = timezone.localdate()
    faults = {
        "it has no name.": not name.strip(),
        "it is for nothing that a token can be for.": not scopes or not {*scopes} <= {*SCOPES},
        "its last day is past, or more than a year away.": not today <= expires <= today + LONGEST,
    }
    for what, is_so in faults.items():
        if is_so:
            raise NotPossible(
                what,
                place=name or "token",
                remedy=f"Name it, choose among {', '.join(SCOPES)}, and a day within a year.",
            )


def token_shown(secret: str) -> Token:
    """Return the token whose secret this is; NotPermitted unless it is good, and still so."""
    rows = Token.objects.select_related("person__body", "person__department")
    # Found by a hash of 256 random bits: how long the search takes tells nobody anything.
    found = rows.filter(digest=_digest(secret)).first()
    is_good = found and not found.is_revoked and found.expires >= timezone.localdate()
    if found is None or not is_good or not found.person.is_active:
        raise NotPermitted(
            "this token is unknown, expired or revoked.",
            place="Authorization",
            remedy="Make another on the page of your account.",
        )
    return found


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
