"""The running log: one JSON object a line, and nothing in it that is about a person.

Of a message its words are written and never what was put into them; of an
error its kind and its place in the program, and never its message, which may
quote what somebody has sent.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

_OWN = "goldenthread."
_DEEPEST = 12


class JsonLines(logging.Formatter):
    """Writes a record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        # A message made elsewhere with its values already in it is not repeated.
        if record.args or record.name.startswith(_OWN):
            told["event"] = str(record.msg)
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])[-_DEEPEST:]
            told["at"] = [f"{_module(each.filename)}:{each.lineno}" for each in frames]
        return json.dumps(told, ensure_ascii=False)


def _module(file: str) -> str:
    """Return the end of a file's name, which says nothing of whose machine it is."""
    return "/".join(file.split("/")[-2:])


def logging_settings(kind: str) -> dict[str, Any]:
    """Return Django's LOGGING: of kind "json" each request has a line, else errors alone."""
    level = "INFO" if kind == "json" else "ERROR"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.JsonLines"}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "json", "level": level}
        },
        "loggers": {
            # Of a request that was refused the line of the request itself says enough.
            "django": {"handlers": ["lines"], "level": "ERROR", "propagate": False},
            "goldenthread": {"handlers": ["lines"], "level": level, "propagate": False},
        },
    }
