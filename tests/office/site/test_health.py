"""A monitor learns whether the office works, and nothing of who works in it."""

import io
import json
import logging
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings as current
from django.db import DatabaseError
from django.db.models import QuerySet
from django.test import Client
from pytest_django import Settings

from goldenthread.office.bodies.models import Person
from goldenthread.office.site.logs import JsonLines
from goldenthread.office.site.watching import CLASSES, Asked, Watch

pytestmark = pytest.mark.django_db
WORD = "a word for the monitor"
_LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? -?[0-9.e+]+')


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def measured(settings: Settings) -> dict[str, float]:
    settings.METRICS_TOKEN = WORD
    answer = Client().get("/metrics", headers={"authorization": f"Bearer {WORD}"})
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not _LINE.fullmatch(line)] == []
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_an_office_that_works_lives_and_is_ready(secretary: Person) -> None:
    client = Client()
    assert client.get("/health").text == "alive\n"
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "faults": []})
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_its_key_an_office_is_not_ready(secretary: Person) -> None:
    Path(current.TRAIL_KEY).unlink()
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["faults"]) == (503, ["key"])


def test_a_full_disk_is_told_before_a_write_fails(
    secretary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(100, 99, 1))
    assert Client().get("/ready").json()["faults"] == ["space"]


def test_a_database_that_does_not_answer_is_told_and_the_process_still_lives(
    secretary: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(rows: QuerySet[Person]) -> bool:
        raise DatabaseError

    monkeypatch.setattr(QuerySet, "exists", gone)
    assert Client().get("/health").status_code == 200
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["faults"]) == (503, ["database"])
    found = measured(settings)
    assert found["goldenthread_ready"] == 0
    assert "goldenthread_log_entries" not in found


@pytest.mark.parametrize("given", ["", "Bearer ", f"Bearer {WORD}x", WORD, "Bearer 词"])
def test_without_the_word_there_are_no_measures(given: str, settings: Settings) -> None:
    for settings.METRICS_TOKEN in ("", WORD):
        assert Client().get("/metrics", headers={"authorization": given}).status_code == 404


def test_the_measures_say_how_long_the_log_is_and_how_much_is_signed(
    secretary: Person, settings: Settings
) -> None:
    found = measured(settings)
    assert found["goldenthread_ready"] == 1
    assert found["goldenthread_log_entries"] > found["goldenthread_log_signed"] == 0
    assert found["goldenthread_disk_free_bytes"] > 0
    assert found["process_resident_memory_bytes"] > 1_000_000


def test_a_request_is_counted_by_its_page_and_by_nothing_of_who_asked(
    secretary: Person, settings: Settings
) -> None:
    name = 'goldenthread_requests_total{page="commitment",method="GET",status="404"}'
    before = measured(settings).get(name, 0)
    client = Client(REMOTE_ADDR="192.0.2.77")
    client.force_login(secretary)
    client.get("/en/commitments/sunli-was-here/?q=whisper", headers={"user-agent": "Lynx"})
    client.generic("BREW", "/en/")
    found = measured(settings)
    assert found[name] == before + 1
    assert any('method="other"' in each for each in found)
    said = " ".join(found)
    assert [
        each for each in ("sunli", "whisper", "192.0.2", "Lynx", "BREW", WORD) if each in said
    ] == []


def test_the_line_of_a_request_says_its_page_and_nothing_of_who_asked(secretary: Person) -> None:
    logger, written = logging.getLogger("goldenthread.requests"), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        Client(REMOTE_ADDR="192.0.2.77").get("/en/commitments/sunli-was-here/?q=whisper")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    told = json.loads(written.getvalue())
    assert told.keys() == {
        *("time", "level", "logger", "event", "page", "method", "status", "seconds")
    }
    assert (told["page"], told["method"], told["status"]) == ("commitment", "GET", 404)


def test_times_are_counted_in_every_class_that_they_are_within() -> None:
    watch = Watch()
    for seconds in (0.001, 0.01, 0.02, 99.0):
        watch.count(Asked("home", "GET", 200), seconds)
    lines = list(watch.lines())
    counted = [int(line.rpartition(" ")[2]) for line in lines if "_bucket" in line]
    assert counted == [2, 3, *(3 for _ in CLASSES[2:]), 4]
    assert "goldenthread_request_seconds_sum 99.031000" in lines
    assert 'goldenthread_requests_total{page="home",method="GET",status="200"} 4' in lines
