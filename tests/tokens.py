"""A token of every person who tries the API, made as they would make it."""

from datetime import timedelta

from django.utils import timezone

from goldenthread.office.bodies.actions import make_token
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.tokens import SCOPES


def headers_of(name: str) -> dict[str, str]:
    """Return what the person of that name sends with every request; nothing for the public.

    Their token has every scope: what turns them away is the table of permissions.
    """
    if name == "public":
        return {}
    person = Person.objects.get(username=name)
    last = timezone.localdate() + timedelta(days=30)
    _, secret = make_token(person, name="try", scopes=SCOPES, expires=last, by=person)
    return {"Authorization": f"Bearer {secret}"}
