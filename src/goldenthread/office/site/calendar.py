"""The body's time zone and its working days, as the office is told them."""

from pathlib import Path
from zoneinfo import ZoneInfo

from goldenthread.planning import WorkingDays, working_days
from goldenthread.terms.errors import BadTable, GoldenthreadError

#: In the office's home: the days off and the weekends worked, a line each.
FILE = "working-days.txt"


def zone(name: str) -> str:
    """Return the name of a time zone; raise GoldenthreadError if there is none of that name."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise GoldenthreadError(
            "there is no such time zone.",
            place="GOLDENTHREAD_ZONE",
            remedy="Write one such as Asia/Shanghai.",
        ) from error


def calendar_of(home: Path) -> WorkingDays:
    """Return the working days of the office in `home`: Monday to Friday if no file is there.

    Raise BadTable, naming the line, if the file says something else.
    """
    file = home / FILE
    if not file.exists():
        return WorkingDays()
    try:
        return working_days(file.read_text(encoding="utf-8"), place=str(file))
    except UnicodeDecodeError as error:
        raise BadTable("it is no UTF-8 text.", place=str(file), remedy="Save it as one.") from error
