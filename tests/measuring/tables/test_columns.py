"""What a column is for follows from both rows of its header."""

import pytest

from goldenthread.measuring.tables import Layout, read_table


def periods(text: str) -> list[str]:
    table = read_table(text.encode())
    assert table.faults == ()
    assert table.layout is Layout.WIDE
    return [value.period.label for value in table.values]


@pytest.mark.parametrize(
    "table",
    [
        "指标,2022年,,2023年,\n,上半年,1—9月,上半年,1—9月\n产值（亿元）,1,2,3,4\n",
        "2023年1—9月主要指标,,,,\n指标,2022年,,2023年,\n,上半年,1—9月,上半年,1—9月\n产值（亿元）,1,2,3,4\n",
        "Indicator,2022,,2023,\n,H1,Jan-Sep,H1,Jan-Sep\nOutput (%),1,2,3,4\n",
    ],
)
def test_a_year_over_its_parts_is_their_year_whatever_the_title_says(table: str) -> None:
    assert periods(table) == ["2022H1", "2022Q1-3", "2023H1", "2023Q1-3"]


def test_years_may_stand_under_the_parts_that_they_belong_to() -> None:
    table = "指标,上半年,,全年,\n,2022年,2023年,2022年,2023年\n产值（亿元）,1,2,3,4\n"
    assert periods(table) == ["2022H1", "2023H1", "2022", "2023"]
