"""SDMX-CSV 2.0: dimensions as labels, power-of-ten multipliers, nothing deleted."""

from decimal import Decimal

from goldenthread.measuring.tables import FaultKind, Layout, read_table

HEAD = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE"
FILE = f"""{HEAD},OBS_STATUS,UNIT_MEASURE,UNIT_MULT
dataflow,OFFICE:NA(1.0),I,Q: Quarterly,DE: Germany,GDP,2023-Q3,1045.2,A,EUR: Euro,9
dataflow,OFFICE:NA(1.0),I,Q,DE,GDP,2023-Q4,NaN,M,EUR,9
dataflow,OFFICE:NA(1.0),I,Q,DE,GROWTH,2023-S1,-0.3,P,PC,0
"""


def test_observations_carry_their_dimensions_and_the_power_of_ten() -> None:
    table = read_table(FILE.encode())
    first = table.values[0]
    assert (table.layout, table.faults, table.title) == (Layout.SDMX, (), "OFFICE:NA(1.0)")
    assert first.labels == (("FREQ", "Q"), ("REF_AREA", "DE"), ("INDICATOR", "GDP"))
    assert (first.indicator, first.area, first.period.label) == ("GDP", "DE", "2023Q3")
    assert (first.text, first.address, first.mark) == ("1045.2", "H2", "A")
    assert first.unit is not None
    assert (first.unit.multiplier, first.unit.currency) == (Decimal(10**9), "EUR")
    assert [value.value for value in table.values] == [
        Decimal("1045.2"),
        None,
        Decimal("-0.3"),
    ]
    assert table.values[2].unit is not None
    assert table.values[2].unit.base == "%"


def test_faults_name_their_cells() -> None:
    text = (
        f"{HEAD}\n"
        "dataflow,X,D,Q,DE,GDP,2023-Q1,1\n"
        "dataflow,X,I,Q,DE,GDP,2023-W01,1\n"
        "dataflow,X,I,Q,DE,GDP,2023-Q1,abc\n"
        "dataflow,X,I,Q,DE,GDP,2023-Q2,1\n"
        "dataflow,X,I,Q,DE,GDP,2023-Q2,2,stray\n"
    )
    table = read_table(text.encode())
    assert [(fault.address, fault.kind) for fault in table.faults] == [
        ("C2", FaultKind.DELETION),
        ("G3", FaultKind.BAD_PERIOD),
        ("H4", FaultKind.NOT_A_NUMBER),
        ("H6", FaultKind.SAID_TWICE),
        ("I6", FaultKind.CELL_OUTSIDE),
    ]
    assert len(table.values) == 1


def test_a_file_without_a_time_or_a_value_is_one_fault() -> None:
    table = read_table(b"STRUCTURE,STRUCTURE_ID,FREQ,OBS_VALUE\ndataflow,X,A,1\n")
    assert [fault.kind for fault in table.faults] == [FaultKind.NO_PERIOD]


def test_a_power_of_ten_counts_where_nothing_says_what_is_counted() -> None:
    head = "STRUCTURE,STRUCTURE_ID,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT"
    table = read_table(f"{head}\ndataflow,A:B(1.0),UK,2023-Q1,100.5,6\n".encode())
    (value,) = table.values
    assert value.unit is not None
    assert (value.unit.text, value.unit.multiplier) == ("10^6", Decimal(1_000_000))
