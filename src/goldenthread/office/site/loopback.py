"""Who may sign in to the demo: whoever sits at this machine."""

from ipaddress import ip_address
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from goldenthread.office.bodies.models import Person


class LoopbackBackend(ModelBackend):
    """Signs in the invented people of the demo, from this machine alone."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        """Return the person whose name and password these are, or None from elsewhere."""
        if request is None or not _is_here(request.META.get("REMOTE_ADDR", "")):
            return None
        return super().authenticate(request, username, password, **kwargs)


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
