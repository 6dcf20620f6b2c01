"""A calendar is what RFC 5545 says, whatever its titles hold."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning.calendar import Event, calendar

MADE = datetime(2023, 5, 2, 8, 30, tzinfo=UTC)
TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=120)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_that_reminds_a_week_before() -> None:
    wall = Event("wall@x", date(2023, 12, 31), "Due: Sea wall", "https://x.invalid/wall")
    lines = unfolded(calendar([wall], name="Duties", made=MADE))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:wall@x",
        "DTSTAMP:20230502T083000Z",
        "DTSTART;VALUE=DATE:20231231",
        "DTEND;VALUE=DATE:20240101",
        "SUMMARY:Due: Sea wall",
        "URL:https://x.invalid/wall",
        "TRIGGER:-P7D",
    ):
        assert line in lines


@given(TITLES)
def test_lines_are_short_and_the_title_comes_back(title: str) -> None:
    made = calendar([Event("a", date(2023, 1, 1), title)], name="Duties", made=MADE)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    said = next(line for line in unfolded(made) if line.startswith("SUMMARY:"))
    found = said.removeprefix("SUMMARY:").replace("\\\\", "\0")
    found = found.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    assert found.replace("\0", "\\") == title


def test_a_title_cannot_add_a_line_of_its_own() -> None:
    evil = Event("a", date(2023, 1, 1), "x\r\nATTENDEE:mailto:a@x.invalid")
    lines = unfolded(calendar([evil], name="Duties", made=MADE))
    assert not any(line.startswith("ATTENDEE") for line in lines)


def test_days_stand_in_order() -> None:
    days = [Event("b", date(2024, 1, 1), "b"), Event("a", date(2023, 1, 1), "a")]
    made = calendar(days, name="Duties", made=MADE)
    assert made.index("UID:a") < made.index("UID:b")
