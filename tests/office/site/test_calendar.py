"""The office ends its days where the body is, and works on the body's own days."""

from datetime import date
from pathlib import Path

import pytest

from goldenthread.office.site.calendar import FILE, calendar_of, zone
from goldenthread.planning import WorkingDays
from goldenthread.terms.errors import BadTable, GoldenthreadError


def test_a_zone_is_taken_by_its_name_alone() -> None:
    assert zone("Asia/Shanghai") == "Asia/Shanghai"


@pytest.mark.parametrize("name", ["Shanghai", "+08:00", "../../etc/passwd", ""])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(GoldenthreadError, match="GOLDENTHREAD_ZONE"):
        zone(name)


def test_without_a_file_the_week_has_five_working_days(tmp_path: Path) -> None:
    assert calendar_of(tmp_path) == WorkingDays()


def test_the_file_in_the_home_names_the_days_off(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("2023-10-02 休 国庆节\n", encoding="utf-8")
    assert not calendar_of(tmp_path).holds(date(2023, 10, 2))


def test_a_file_in_another_encoding_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("2023-10-02 休".encode("gb18030"))
    with pytest.raises(BadTable, match="UTF-8") as refused:
        calendar_of(tmp_path)
    assert refused.value.place == str(tmp_path / FILE)
