"""How the office sends letters: one address of a mail server, from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: By the scheme of the address: the usual port, and how the way to the server is closed.
_WAYS = {"smtp": (587, "EMAIL_USE_TLS"), "smtps": (465, "EMAIL_USE_SSL")}


def mail_settings(address: str, *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for a server such as smtp://name:word@mail.example:587.

    `smtp` turns to TLS before anything is sent (STARTTLS), `smtps` begins with
    it. Without an address a letter goes into a file in `folder`, and to nobody.
    Raise ImproperlyConfigured for another scheme, or none.
    """
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(address)
    if parts.scheme not in _WAYS or not parts.hostname:
        raise ImproperlyConfigured(
            "GOLDENTHREAD_MAIL is no address of a mail server: write smtp://name:word@host:587."
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
