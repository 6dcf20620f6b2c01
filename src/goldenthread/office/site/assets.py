"""The stylesheets, the script and the sign of the site, served by the hash of their content."""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

from django.http import HttpRequest, HttpResponse

_ROOMS = {
    "style.css": ("goldenthread.reporting", "text/css; charset=utf-8"),
    "office.css": ("goldenthread.office.site", "text/css; charset=utf-8"),
    "passkey.js": ("goldenthread.office.site", "text/javascript; charset=utf-8"),
    "review.js": ("goldenthread.office.site", "text/javascript; charset=utf-8"),
    "icon.svg": ("goldenthread.office.site", "image/svg+xml"),
    "verify.html": ("goldenthread.ledger", "text/html; charset=utf-8"),
}
#: Where an asset lies deeper in its room.
_FOLDERS = {"verify.html": "offline/"}
_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')


@cache
def content(name: str) -> bytes:
    """Return the bytes of the asset `name`."""
    lies = files(_ROOMS[name][0]).joinpath(_FOLDERS.get(name, "")).joinpath(name)
    return lies.read_bytes()


@cache
def address(name: str) -> str:
    """Return where `name` is served: the hash changes with its content."""
    return f"/{name}?{sha256(content(name)).hexdigest()[:16]}"


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an asset; to be kept for ever if it is asked for by its hash."""
    answer = HttpResponse(content(name), content_type=_ROOMS[name][1])
    is_pinned = request.get_full_path() == address(name)
    answer["Cache-Control"] = "public, max-age=31536000, immutable" if is_pinned else "no-cache"
    return answer


def verifier(request: HttpRequest) -> HttpResponse:
    """Serve the page that checks a bundle: the very bytes that lie in each bundle.

    It is one file with its own script, and names the hash of that; nothing else
    runs in it, and it sends nothing anywhere.
    """
    answer = asset(request, "verify.html")
    policy = _POLICY.search(answer.content)
    if policy is not None:
        said = policy[1].decode()
        answer["Content-Security-Policy"] = f"{said}; frame-ancestors 'none'"
    return answer
