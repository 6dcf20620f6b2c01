"""Tables whole: encodings, headers, units, layouts, and every fault at once."""

from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import FiscalYear
from goldenthread.measuring.tables import FaultKind, Layout, Table, read_table
from goldenthread.terms.errors import BadTable

Workbook: Any = import_module("xlsxwriter").Workbook
WIDE = """表1 2023年主要经济指标,,,
单位：亿元,,,
指标,1—9月,上半年,全年
地区生产总值,"5,123.4",3411.2,7062.45
财政收入（万元）,１２３,#N/A,456*
增长（%）,6.1%,…,6.3
注：* 为初步数,,,
"""
TRADITIONAL = """地區,生產總值,,人口,
,2021年,2022年,2021年,2022年
臺北市,"1,234",1300,250,249
高雄市,900,950,270,-
"""
LONG = """area_code,area_name,period,indicator,unit,value,note
E1,Bedford,2015-16,Recycling,%,39.1,
E1,Bedford,2016-17,Recycling,%,40.2,revised
E2,Bury,2010-11,Recycling,%,24.3,
E2,Bury,2010-11,Waste,tonnes,"1,024",
"""


def workbook(rows: list[list[Any]], *, percent: tuple[int, int] | None = None) -> bytes:
    """An XLSX file of `rows`, one of its cells shown as a percentage."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        style = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet("数据")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value, style if percent == (at, column) else None)
        book.add_worksheet("说明").write(0, 0, "nothing here")
    return file.getvalue()


def values(table: Table) -> list[tuple[str, str, str, str, str]]:
    """Series, period, value, unit and cell of each value."""
    return [
        (
            "/".join(each.series),
            each.period.label,
            "" if each.value is None else str(each.value),
            each.unit.text if each.unit else "",
            each.address,
        )
        for each in table.values
    ]


WIDE_VALUES = [
    ("地区生产总值", "2023Q1-3", "5123.4", "亿元", "B4"),
    ("地区生产总值", "2023H1", "3411.2", "亿元", "C4"),
    ("地区生产总值", "2023", "7062.45", "亿元", "D4"),
    ("财政收入", "2023Q1-3", "123", "万元", "B5"),
    ("财政收入", "2023H1", "", "万元", "C5"),
    ("财政收入", "2023", "456", "万元", "D5"),
    ("增长", "2023Q1-3", "6.1", "%", "B6"),
    ("增长", "2023H1", "", "%", "C6"),
    ("增长", "2023", "6.3", "%", "D6"),
]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_a_table_is_the_same_in_every_encoding(encoding: str, named: str) -> None:
    table = read_table(WIDE.encode(encoding))
    assert table.grid.encoding == named
    assert values(table) == WIDE_VALUES
    assert (table.layout, table.header, table.faults) == (Layout.WIDE, (3,), ())
    assert table.title.startswith("表1 2023年")
    assert table.notes == ("注：* 为初步数",)


def test_big5_is_told_from_gb18030_and_a_merged_header_is_spread() -> None:
    table = read_table(TRADITIONAL.encode("big5"))
    assert table.grid.encoding == "big5"
    assert table.header == (1, 2)
    assert values(table)[:3] == [
        ("臺北市/生產總值", "2021", "1234", "", "B3"),
        ("臺北市/生產總值", "2022", "1300", "", "C3"),
        ("臺北市/人口", "2021", "250", "", "D3"),
    ]
    assert values(table)[-1] == ("高雄市/人口", "2022", "", "", "E4")


def test_an_english_spreadsheet_of_old_keeps_its_pounds() -> None:
    table = read_table("Item,2021,2022\nSpend (£m),1,2\n".encode("cp1252"))
    assert (table.grid.encoding, table.units) == ("cp1252", ("£m",))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_usual_delimiter_is_found(delimiter: str) -> None:
    text = "Area,2021,2022\nEast,1.5,2\nWest,3,4\n".replace(",", delimiter)
    table = read_table(text.encode())
    assert (table.grid.delimiter, len(table.values)) == (delimiter, 4)


def test_every_cell_keeps_the_text_it_had() -> None:
    table = read_table(WIDE.encode())
    assert [each.text for each in table.values] == [
        *("5,123.4", "3411.2", "7062.45"),
        *("１２３", "#N/A", "456*"),
        *("6.1%", "…", "6.3"),
    ]
    assert table.values[5].mark == "*"


def test_a_value_a_row_is_read_with_its_place_and_unit() -> None:
    table = read_table(LONG.encode(), fiscal=FiscalYear(4))
    first, last = table.values[0], table.values[-1]
    assert table.layout is Layout.LONG
    assert table.faults == ()
    assert (first.area, first.indicator, first.period.label) == (
        "Bedford",
        "Recycling",
        "2015-04-01/P12M",
    )
    # In a column of years written as pairs 2010-11 is no November.
    assert (last.period.label, last.value, last.unit and last.unit.base) == (
        "2010-04-01/P12M",
        Decimal(1024),
        "tonne",
    )
    assert ("area_code", "E1") in first.labels


def test_a_fiscal_year_nobody_explained_is_a_fault_at_every_cell() -> None:
    table = read_table(LONG.encode())
    assert [(fault.kind, fault.address) for fault in table.faults] == [
        (FaultKind.FISCAL_YEAR_OPEN, f"C{row}") for row in (2, 3, 4, 5)
    ]


def test_periods_may_run_down_and_each_column_be_a_series() -> None:
    text = 'Month,"Revenue, £m",Jobless rate (%)\n2023-01,1.5,4\n2023-02,2.5,5\n'
    table = read_table(text.encode())
    assert table.layout is Layout.TALL
    assert values(table)[:2] == [
        ("Revenue", "2023-01", "1.5", "£m", "B2"),
        ("Jobless rate", "2023-01", "4", "%", "C2"),
    ]


def test_year_and_quarter_may_stand_in_two_columns() -> None:
    table = read_table(b"Year,Quarter,Jobs\n2023,1,10\n2023,Q2,11\n")
    assert [each.period.label for each in table.values] == ["2023Q1", "2023Q2"]


def test_a_row_of_units_under_the_header_is_understood() -> None:
    table = read_table("地区,生产总值,人口\n,亿元,万人\n东县,12,3\n".encode(), year=2023)
    assert [fault.kind for fault in table.faults] == [FaultKind.NO_PERIOD]
    dated = read_table("2023年\n地区,生产总值,人口\n,亿元,万人\n东县,12,3\n".encode())
    assert values(dated) == [
        ("东县/生产总值", "2023", "12", "亿元", "B4"),
        ("东县/人口", "2023", "3", "万人", "C4"),
    ]


def test_a_cell_with_a_unit_of_its_own_is_converted_or_refused() -> None:
    text = "2023年\n指标,全年\n收入（元）,12.5万\n支出（万元）,3亿元\n增速（%）,5‰\n人口（人）,7%\n"
    table = read_table(text.encode())
    assert [(value, unit) for _, _, value, unit, _ in values(table)] == [
        ("1.25E+5", "元"),
        ("3E+4", "万元"),
        ("0.5", "%"),
    ]
    assert [(fault.kind, fault.address) for fault in table.faults] == [
        (FaultKind.UNIT_CONFLICT, "B6")
    ]


def test_every_fault_is_told_at_once_with_its_cell_and_nothing_is_accepted() -> None:
    text = "指标,2022年,2023年,Q5 2023\n甲,abc,约5,1\n甲,7,8,1\n乙,1,2\n乙,1,#DIV/0!,,stray\n,3,4\n"
    table = read_table(text.encode())
    found = {fault.address: fault.kind for fault in table.faults}
    assert found["B2"] is FaultKind.NOT_A_NUMBER
    assert found["C2"] is FaultKind.NOT_EXACT
    assert found["B5"] is FaultKind.SAID_TWICE
    assert found["C5"] is FaultKind.FORMULA_ERROR
    assert found["A6"] is FaultKind.NO_NAME
    assert found["D1"] is FaultKind.BAD_PERIOD
    assert found["E5"] is FaultKind.CELL_OUTSIDE
    with pytest.raises(BadTable, match="nothing has been imported"):
        table.accepted()


def test_a_table_without_faults_is_accepted_whole() -> None:
    table = read_table(WIDE.encode())
    assert table.accepted() == table.values


def test_a_stray_delimiter_is_told_from_a_column_without_a_name() -> None:
    stray = read_table(b"Area,2021,2022\nEast,1,2,3\nWest,1,2\nNorth,1,2\n")
    nameless = read_table(b"Area,2021,2022\nEast,1,2,3\nWest,1,2,3\nNorth,1,2,3\n")
    assert [(each.kind, each.address) for each in stray.faults] == [(FaultKind.CELL_OUTSIDE, "D2")]
    assert [(each.kind, each.address) for each in nameless.faults] == [(FaultKind.NO_NAME, "D1")]


def test_a_period_without_its_year_needs_one() -> None:
    text = "指标,1-9月\n收入,5\n".encode()
    assert [fault.kind for fault in read_table(text).faults] == [FaultKind.YEAR_NOT_SAID]
    assert read_table(text, year=2023).values[0].period.label == "2023Q1-3"


def test_a_workbook_is_read_with_its_percentages_and_its_other_sheets_named() -> None:
    rows = [["指标", 2022, 2023], ["收入（亿元）", 596.47, 632], ["增速", 0.052, "6.0%"]]
    table = read_table(workbook(rows, percent=(2, 1)))
    assert (table.grid.format, table.grid.sheet, table.grid.other_sheets) == (
        "xlsx",
        "数据",
        ("说明",),
    )
    assert values(table) == [
        ("收入", "2022", "596.47", "亿元", "B2"),
        ("收入", "2023", "632", "亿元", "C2"),
        ("增速", "2022", "5.2", "%", "B3"),
        ("增速", "2023", "6.0", "%", "C3"),
    ]
    assert table.values[2].text == "0.052"


def test_an_old_workbook_is_read_likewise() -> None:
    file = Path(__file__).parent / "yearbook.xls"
    table = read_table(file.read_bytes())
    assert table.grid.format == "xls"
    assert values(table) == [
        ("东县", "2021", "12.5", "万人", "B3"),
        ("东县", "2022", "13", "万人", "C3"),
        ("西县", "2021", "", "万人", "B4"),
        ("西县", "2022", "", "万人", "C4"),
    ]


def test_what_holds_no_figures_is_no_table() -> None:
    table = read_table(b"Dear all,\nplease find nothing.\n")
    assert [fault.kind for fault in table.faults] == [FaultKind.NO_TABLE]
    assert table.faults[0].address == ""


@given(st.text(max_size=200))
def test_any_text_is_a_table_with_faults_or_a_clear_refusal(text: str) -> None:
    try:
        table = read_table(text.encode())
    except BadTable as error:
        told = error.remedy
    else:
        told = "".join(fault.remedy.en for fault in table.faults) or "none"
    assert told


TRAFFORD = "data/measuring/trafford_plan/data"


def test_every_table_of_a_real_plan_is_read_without_a_fault(shared: Path) -> None:
    files = sorted((shared / TRAFFORD).rglob("*.csv"))
    assert len(files) > 15
    faults = {
        file.name: [fault.what.en for fault in table.faults][:2]
        for file in files
        if (table := read_table(file.read_bytes(), fiscal=FiscalYear(4))).faults
    }
    assert faults == {}


def test_no_figure_of_a_real_table_is_lost(shared: Path) -> None:
    data = (shared / TRAFFORD / "climate/vehicle_miles_travelled.csv").read_bytes()
    table = read_table(data)
    assert len(table.values) == len(data.decode().splitlines()) - 1
    assert table.values[0].unit is not None
    assert table.values[0].unit.multiplier == 10**6


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("2023年一季度,2023年上半年,2023年前三季度", ["2023Q1", "2023H1", "2023Q1-3"]),
        ("2023年1—3月,2023年1—6月,2023年", ["2023Q1", "2023H1", "2023"]),
        ("2023年末,2024年末,2025年末", ["2023-12-31", "2024-12-31", "2025-12-31"]),
        ("民國112年第1季,民國112年第2季,民國112年第3季", ["2023Q1", "2023Q2", "2023Q3"]),
        ("Jan-23,Feb-23,Mar-23", ["2023-01", "2023-02", "2023-03"]),
    ],
)
def test_a_header_that_begins_with_digits_is_a_header(header: str, labels: list[str]) -> None:
    table = read_table(f"指标,{header}\n地区生产总值（亿元）,1500.2,3200.5,7062\n".encode())
    assert table.faults == ()
    assert [each.period.label for each in table.values] == labels
    assert {each.unit.text for each in table.values if each.unit} == {"亿元"}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Unemployment by region (per cent)\n\nRegion,2022,2023\nNorth,4.1,4.3\n", ["per cent"]),
        ("固定资产投资（亿元）\n\n地区,2022年,2023年\n北区,4.1,4.3\n", ["亿元"]),
        ("年份,人口（万人）,同比±%\n2022,551.6,0.5\n", ["万人", "%"]),
        ("Year,GDP £bn,Growth %\n2022,551.6,0.5\n", ["£bn", "%"]),
        ("Year,GDP (real),Rate\n2022,551.6,0.5\n", []),
    ],
)
def test_a_unit_is_found_above_the_table_and_behind_a_name(text: str, units: list[str]) -> None:
    table = read_table(text.encode())
    assert table.faults == ()
    assert list(table.units) == units


def test_decimals_after_a_comma_are_read_where_nothing_else_is_a_comma() -> None:
    table = read_table(b"Period;Value\n2023-Q1;1 234,5\n2023-Q2;1.300,25\n2023-Q3;7\n")
    assert [(each.value, each.text) for each in table.values] == [
        (Decimal("1234.5"), "1 234,5"),
        (Decimal("1300.25"), "1.300,25"),
        (Decimal(7), "7"),
    ]
    assert table.faults == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # A comma and a point for the decimals in one table: which, nobody can say.
        ("P;V\n2023Q1;12,5\n2023Q2;12.5\n", [FaultKind.UNCLEAR_COMMA]),
        # Three digits behind the only comma can be thousands.
        ("P;V\n2023Q1;1,234\n2023Q2;5,678\n", []),
        ("P;V\n2023Q1;1,234,567\n2023Q2;12,5\n", [FaultKind.UNCLEAR_COMMA]),
        ('P,V\n2023Q1,"12,5"\n2023Q2,3\n', [FaultKind.UNCLEAR_COMMA]),
    ],
)
def test_a_comma_that_could_be_either_is_asked_about(text: str, kinds: list[FaultKind]) -> None:
    assert [fault.kind for fault in read_table(text.encode()).faults] == kinds


def test_a_row_that_does_not_say_what_it_is_of_is_told() -> None:
    text = "indicator,period,value\ngdp,2023,5\n,2024,8\n"
    (fault,) = read_table(text.encode()).faults
    assert (fault.address, fault.kind) == ("A3", FaultKind.NO_NAME)


def test_a_number_that_nobody_counts_to_is_none() -> None:
    (fault,) = read_table(b"period,value\n2022,5\n2023,1e400\n").faults
    assert (fault.address, fault.kind) == ("B3", FaultKind.NOT_A_NUMBER)
