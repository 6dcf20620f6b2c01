"""Task tables: each row a duty, with who and by when from its own columns."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading import read
from goldenthread.reading.lexicon import lexicon
from goldenthread.reading.tables import task_rows
from goldenthread.terms.statements import Statement, StatementType

ZH = """2024年重点任务分工表

| 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 完成旧区改造30个；新增泊位2000个 | 市住建局 | 市城管局、市公安局 | 2024年11月底前 |
| 2 | 建立企业诉求台账 | 市发改委、★市经信局 | | 6月30日前 |
| | | | | |
"""

EN = """Action log

| Ref | Action | Owner | Due date | Status |
|---|---|---|---|---|
| 4.1 | Circulate the terms of reference | Clerk | 31/05/2024 | Open |
| 4.2 | Plant 200 trees | Parks; Highways | 03/04/2024 | Open |
"""


def said(text: str) -> list[tuple[str, str | None, date | None]]:
    return [(s.quote, s.owner, s.due.to if s.due else None) for s in read(text).statements]


def test_each_task_of_a_row_has_the_units_and_the_day_of_its_columns() -> None:
    assert said(ZH) == [
        ("完成旧区改造30个", "市住建局", date(2024, 11, 30)),
        ("新增泊位2000个", "市住建局", date(2024, 11, 30)),
        ("建立企业诉求台账", "市经信局", date(2024, 6, 30)),
    ]


def test_the_starred_unit_leads_and_the_others_support() -> None:
    first, _, last = read(ZH).statements
    assert first.supporting == ("市城管局", "市公安局")
    assert (last.owner, last.supporting) == ("市经信局", ("市发改委",))


def test_the_printed_number_of_a_row_is_kept() -> None:
    assert [statement.number for statement in read(ZH).statements] == ["1", "1", "2"]


def test_an_action_log_holds_commitments() -> None:
    types = {statement.type for statement in read(EN).statements}
    assert types == {StatementType.COMMITMENT}


def test_a_day_that_could_be_read_two_ways_stays_unknown() -> None:
    assert said(EN) == [
        ("Circulate the terms of reference", "Clerk", date(2024, 5, 31)),
        ("Plant 200 trees", "Parks", None),
    ]
    assert [s.due and s.due.text for s in read(EN).statements] == ["31/05/2024", "03/04/2024"]


def test_a_due_day_in_a_table_is_not_the_day_of_the_document() -> None:
    assert read(EN).date is None
    assert read(ZH).date is None


def test_a_table_without_a_column_of_tasks_says_nothing() -> None:
    assert read("| Name | Vote |\n| --- | --- |\n| A. Brown | for |\n").statements == ()
    assert read("| Action |\n| --- |\n| Write to the school |\n").statements == ()


def test_a_table_ends_where_other_words_begin() -> None:
    text = EN + "\nThe Mayor will open the bridge.\n| 5 | Close it | Clerk | |\n"
    quotes = [statement.quote for statement in read(text).statements]
    assert quotes[-1] == "The Mayor will open the bridge"


@given(st.text("|-ab 任务\n责单位.", max_size=80))
def test_every_row_stands_at_its_exact_place(text: str) -> None:
    for start, row in task_rows(text, words=lexicon("zh")).items():
        assert text[start] == "|"
        assert row.task.of(text).strip() == row.task.of(text) != ""
        assert "|" not in row.task.of(text)


def test_statements_of_a_table_slice_back_to_the_text() -> None:
    def sliced(statement: Statement) -> str:
        return statement.span.of(ZH)

    found = read(ZH).statements
    assert [sliced(statement) for statement in found] == [s.quote for s in found]


def test_a_row_may_leave_its_first_stroke_out_and_spread_its_headings() -> None:
    text = """序号 | 主 要 工 作 任 务 | 责任单位 |
1 | 研发投入强度达到3.55%。 | 市科技局 |
2 | 建立企业诉求台账。 | 市经信局 |
"""
    found = read(text).statements
    assert [(s.quote, s.owner, s.type) for s in found] == [
        ("研发投入强度达到3.55%", "市科技局", StatementType.AIM),
        ("建立企业诉求台账", "市经信局", StatementType.DIRECTIVE),
    ]


def test_one_stroke_in_a_sentence_makes_no_table() -> None:
    found = read("The Clerk will publish the list | see the website.").statements
    assert [s.type for s in found] == [StatementType.COMMITMENT]
