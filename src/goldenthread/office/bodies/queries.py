"""Days asked for in an address."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from goldenthread.terms.errors import BadPeriod


def day_asked(request: HttpRequest, name: str) -> date:
    """Return the day that the address asks for, or today; raise BadPeriod if it names none."""
    given = request.GET.get(name, "")
    if not given:
        return timezone.localdate()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadPeriod(
            f"{given!r} is no day.", place=f"?{name}=", remedy="Write it as 2024-01-31."
        ) from error
