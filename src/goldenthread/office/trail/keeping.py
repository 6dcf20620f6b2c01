"""Keep what everybody is answered alike for as long as the log stands where it stood.

A page that follows from ledgered rows alone cannot change unless the log does.
So somebody who is not signed in is given the page made for the one before, while
the log's tree and the day are the same; whoever is signed in never is.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from goldenthread.office.trail.models import Log

View = Callable[..., HttpResponse]
#: How many bytes of pages one process keeps.
ROOM = 64 * 2**20


@dataclass(slots=True)
class Shelf:
    """Pages by what was asked for and where the log stood; the longest unused make room."""

    room: int = ROOM
    size: int = 0
    pages: OrderedDict[Any, tuple[bytes, str]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: Any) -> tuple[bytes, str] | None:
        """Return a page and its type, if it is here."""
        with self.lock:
            if (found := self.pages.get(key)) is not None:
                self.pages.move_to_end(key)
            return found

    def put(self, key: Any, content: bytes, media_type: str) -> None:
        """Keep a page; one larger than all the room is not kept."""
        if len(content) > self.room:
            return
        with self.lock:
            self.size += len(content) - len(self.pages.pop(key, (b"", ""))[0])
            self.pages[key] = content, media_type
            while self.size > self.room:
                self.size -= len(self.pages.popitem(last=False)[1][0])


SHELF = Shelf()


def kept(view: View) -> View:
    """Answer with `view`, or with what it answered before where it would answer the same.

    `view` reads nothing but ledgered rows, the address, the language, the day
    and who asks; its pages carry no form.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        place = Log.objects.values_list("size", "frontier").first()
        if place is None:
            return view(request, *args, **kwargs)
        asked = request.scheme, request.get_host(), request.get_full_path(), get_language()
        key = (*asked, timezone.localdate(), place[0], tuple(place[1]))
        if found := SHELF.get(key):
            return HttpResponse(found[0], content_type=found[1])
        made = view(request, *args, **kwargs)
        has_form = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
        if made.status_code == 200 and not made.streaming and not made.cookies and not has_form:
            SHELF.put(key, made.content, made.headers["Content-Type"])
        return made

    return answer
