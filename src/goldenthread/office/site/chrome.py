"""What stands around every page: the body, its notice, the way to the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Body
from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.site.assets import address
from goldenthread.office.site.data_views import addresses

#: Set in a request's environment: the answer is for a plain file, where nobody signs in.
AS_FILE = "goldenthread.as_file"

_OTHER = {"en": "zh-hans", "zh": "en"}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return what `site/base.html` shows around the page."""
    other = _OTHER[current()]
    return {
        "body": SimpleLazyObject(lambda: Body.objects.first()),
        "works_here": SimpleLazyObject(lambda: may_read(request.user, "report")),
        "language": current(),
        "other": other,
        "elsewhere": _elsewhere(request, other),
        "style": address("style.css"),
        "office_style": address("office.css"),
        "passkey_script": address("passkey.js"),
        "review_script": address("review.js"),
        "icon": address("icon.svg"),
        "is_demo": settings.IS_DEMO,
        "data": addresses(request),
        "can_follow": settings.CAN_MAIL and not request.META.get(AS_FILE, False),
        "as_file": request.META.get(AS_FILE, False),
    }


def _elsewhere(request: HttpRequest, other: str) -> str:
    """The address of the same page in the other language, or of its home if it has none."""
    path = request.get_full_path()
    translated = translate_url(path, other)
    return translated if translated != path else f"/{other}/"
