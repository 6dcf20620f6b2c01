"""The running log says what happened and where, and nothing about anybody."""

import json
import logging
import logging.config
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.office.site.logs import JsonLines, logging_settings

SECRET = "Zhou An, +86 573 0000"


def line(name: str, message: str, *args: object, **more: Any) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.ERROR, "a.py", 1, message, args, None)
    for key, value in more.items():
        setattr(record, key, value)
    told: dict[str, Any] = json.loads(JsonLines().format(record))
    return told


def test_the_words_of_a_message_are_written_and_not_what_was_put_into_them() -> None:
    told = line("django.request", "Not Found: %s", SECRET)
    assert told["event"] == "Not Found: %s"
    assert told["level"] == "error"
    assert SECRET not in json.dumps(told, ensure_ascii=False)


def test_a_message_that_was_made_elsewhere_is_not_repeated() -> None:
    assert "event" not in line("django.security.DisallowedHost", f"Invalid host: {SECRET}")
    assert line("goldenthread.requests", "request")["event"] == "request"


def test_of_an_error_its_kind_and_place_are_written_and_not_its_message() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        told = line("django.request", "Error: %s", "x", exc_info=sys.exc_info())
    assert told["error"] == "ValueError"
    assert told["at"][-1].startswith("site/test_logs.py:")
    assert SECRET not in json.dumps(told, ensure_ascii=False)


@given(st.text(), st.text())
def test_whatever_is_said_is_one_line_of_json(message: str, value: str) -> None:
    record = logging.LogRecord("goldenthread.a", 20, "a.py", 1, message, (), None)
    record.told = {"page": value}
    written = JsonLines().format(record)
    assert len(written.split("\n")) == 1
    assert json.loads(written)["page"] == value


@pytest.mark.parametrize(("kind", "level"), [("json", logging.INFO), ("", logging.ERROR)])
def test_each_request_has_its_line_only_where_that_is_set(kind: str, level: int) -> None:
    settings = logging_settings(kind)
    assert logging.getLevelNamesMapping()[settings["loggers"]["goldenthread"]["level"]] == level
    assert settings["loggers"]["django"]["level"] == "ERROR"
