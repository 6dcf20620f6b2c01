"""How the office sends letters: one address of a mail server, from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from goldenthread.terms.errors import GoldenthreadError

#: By the scheme of the address: the usual port, and how the way to the server is closed.
_WAYS = {"smtp": (587, "EMAIL_USE_TLS"), "smtps": (465, "EMAIL_USE_SSL")}


def mail_settings(address: str, *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for a server such as smtp://name:word@mail.example:587.

    `smtp` turns to TLS before anything is sent (STARTTLS), `smtps` begins with
    it. Without an address a letter goes into a file in `folder`, and to nobody.
    Raise GoldenthreadError, without repeating it, for another scheme, port or none.
    """
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder)}
    parts = _split(address)
    if parts.scheme not in _WAYS or not parts.hostname or not _has_port(parts):
        raise GoldenthreadError(
            "this is no address of a mail server.",
            place="GOLDENTHREAD_MAIL",
            remedy="Write smtp://name:word@host:587, or smtps:// for TLS from the start.",
        )
    port, closed = _WAYS[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        closed: True,
        "EMAIL_TIMEOUT": 10,
    }


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        # Such as a bracket that is not closed: as good as no address.
        return SplitResult("", "", "", "", "")


def _has_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False
