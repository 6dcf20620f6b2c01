"""Opening a plain folder: whole, or not at all and with every fault at its place."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.terms.dossiers import Dossier
from goldenthread.terms.errors import BadTable
from goldenthread.terms.observations import Status
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.text import Language
from goldenthread.weaving import Folder, open_folder

#: A fault of one cell: file, what stands there, what is put there, and what must be said of it.
ONE_FAULT = [
    ("figures.csv", "2023,7.4,%", "2023,7.4 %,%", "row 30, column value: '7.4 %' is no number"),
    ("figures.csv", "2023,7.4,%", '2023,"7,400",%', "row 30, column value: '7,400' is no number"),
    ("figures.csv", "2023,7.4,%", "2023,1e9999999,%", "row 30, column value: '1e9999999'"),
    ("figures.csv", "2023,7.4,%", "2023,,%", "row 30, column value: '' is no number"),
    ("figures.csv", "2023,7.4,%", "2023,7.4,100m yuan", "row 30, column unit: '100m yuan' is not"),
    ("figures.csv", "2023,7.4,%", "2023Q5,7.4,%", "row 30, column period: '2023Q5' names no"),
    ("figures.csv", "2023,7.4,%", "2023-13,7.4,%", "row 30, column period: '2023-13' is not in"),
    ("figures.csv", "2023,7.4,%", "2023-01-01/P99999999999M,7.4,%", "column period: '2023-01-01/P"),
    ("figures.csv", "2024-03-04,2024-03-04", "4 March,2024-03-04", "column known: '4 March' is no"),
    ("figures.csv", "S25,2023-01-29", "S25,2027-01-29", "column known: 2027-01-29 is after"),
    ("figures.csv", "2023,7.4,%,growth", "2023,7.4,%,rate", "row 30, column kind: 'rate' is not"),
    ("figures.csv", ",S12,", ",S99,", "column source: 'S99' is no id in sources.csv"),
    ("figures.csv", ",zhejiang,", ",fujian,", "column area: 'fujian' is no id in body.toml"),
    ("figures.csv", "period ambiguous", "doubtful", "column status: 'doubtful' is not allowed"),
    (
        "targets.csv",
        "2023-4,fixed",
        "2023-44,fixed",
        "row 5, column commitment: '2023-44' is no id",
    ),
    (
        "targets.csv",
        "investment_growth,ge,10",
        "investment_growth,ge,",
        "row 5, column value: ge needs",
    ),
    (
        "targets.csv",
        ",in_step_with,,",
        ",in_step_with,1,",
        "row 7, column value: in_step_with has no",
    ),
    (
        "targets.csv",
        "investment_growth,ge",
        "investment_growth,>=",
        "row 5, column comparator: '>='",
    ),
    (
        "targets.csv",
        "ge,10,%,2023,jiaxing,,,",
        "ge,10,%,2023,jiaxing,,,9",
        "row 5, column upper: a band runs from low to high",
    ),
    ("targets.csv", "ge,10,%", "ge,10,pp", "row 5, column unit: 'pp' is not the unit of"),
    ("indicators.csv", "more,13", "more,soon", "row 4, column lag_months: 'soon' is no count"),
    ("indicators.csv", "ratio,more,13", "ratio,up,13", "row 4, column direction: 'up' is not"),
    (
        "indicators.csv",
        ",1,budget_revenue,",
        ",1,revenue,",
        "row 6, column growth_of: 'revenue' is",
    ),
    (
        "indicators.csv",
        "unemployment,Surveyed",
        "gdp,Surveyed",
        "column id: 'gdp' stands here a second",
    ),
    (
        "duties.csv",
        "2023-4,notice-2023,4",
        "2023-4,notice-2023,44",
        "row 5, column number: no clause 44",
    ),
    (
        "duties.csv",
        "2023-4,notice-2023,4",
        "2023-4,meeting,4",
        "row 5, column document: 'meeting' is",
    ),
    (
        "duties.csv",
        "2023-4,notice-2023,4",
        "2023-4,note,4",
        "row 5, column document: 'note' is no id",
    ),
    ("duties.csv", "固定资产投资增幅10%", "", "row 5, column title_zh: it is empty"),
    (
        "sources.csv",
        "2024-03-04,http",
        "in March,http",
        "row 9, column date: 'in March' is no date",
    ),
    ("sources.csv", "http://zjzd", "zjzd", "row 9, column address: 'zjzd"),
    ("peers.csv", "2023,6.9,%", "2023,6·9,%", "row 4, column value: '6·9' is no number"),
    ("peers.csv", "6.9,%,P08", "6.9,%,", "row 4, column source: '' is no id in sources.csv"),
    ("peers.csv", "jiaxing,2023,6.3", "jiaxing,2023,6.4", "row 5, column value: figures.csv says"),
    ("body.toml", "compiled = 2026-11-22", 'compiled = "today"', "key compiled: it is not a date"),
    ("body.toml", 'name_zh = "嘉兴市人民政府"', "name_zh = 7", "key name_zh: 7 is not text"),
    ("body.toml", 'area = "jiaxing"', 'area = "jx"', "key area: 'jx' is no id in body.toml"),
    (
        "body.toml",
        "adopted = false",
        'adopted = "no"',
        "[[documents]] 1, key adopted: it is neither",
    ),
    (
        "body.toml",
        "meeting.en.md",
        "../meeting.en.md",
        "[[documents]] 1, key en: '../meeting.en.md' lies",
    ),
    ("body.toml", "meeting.en.md", "talk.en.md", "[[documents]] 1, key en: talk.en.md"),
    ("body.toml", 'role = "leader"', 'role = "mayor"', "[[people]] 3, key role: 'mayor' is no id"),
    (
        "body.toml",
        '["Tax Bureau", "市税务局"]',
        '"Tax"',
        "[[departments]] 8, key names: it is not a list",
    ),
    (
        "body.toml",
        '"taizhou", "lishui"]',
        '"lisbon", "lishui"]',
        "[peers], key areas: 'lisbon' is no id",
    ),
    ("body.toml", '"jiaxing", "huzhou"', '"huzhou"', "[peers], key areas: the body's own area"),
    (
        "body.toml",
        'indicator = "gdp_growth"',
        'indicator = "environment_targets"',
        "no good direction",
    ),
    ("body.toml", 'id = "lishui"', 'id = "ningbo"', "[[areas]] 12, key id: 'ningbo' stands here"),
    (
        "notice.en.md",
        "Lead: Party Reform Office",
        "Lead: Reform Bureau",
        "'Reform Bureau' is not the name",
    ),
    (
        "notice.zh.md",
        "牵头单位：市科技局",
        "牵头单位：市财政局",
        "names science-technology in English but",
    ),
    ("notice.zh.md", "2023年度重点任务", "2022年度重点任务", "is due 2023-12-31 in English but"),
]


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(example, tmp_path / "folder"))


@pytest.fixture(scope="module")
def opened(example: Path) -> Folder:
    return open_folder(example)


@pytest.fixture(scope="module")
def dossier(opened: Folder) -> Dossier:
    return opened.dossier


@pytest.fixture
def spoil(copy: Path) -> Callable[[str, str, str], None]:
    """Put `new` where `old` stands in one file of the folder."""

    def put(name: str, old: str, new: str) -> None:
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return put


@pytest.mark.parametrize(("name", "old", "new", "said"), ONE_FAULT)
def test_a_fault_is_told_with_its_file_row_and_column(
    copy: Path, spoil: Callable[[str, str, str], None], name: str, old: str, new: str, said: str
) -> None:
    spoil(name, old, new)
    with pytest.raises(BadTable) as refused:
        open_folder(copy)
    assert said in str(refused.value)
    # A document's fault is told at the row that adopts it.
    places = re.findall(r"(\w+\.(?:csv|toml))[^\n]*?(?:row|key|\]\])", str(refused.value))
    assert ("duties.csv" if name.endswith(".md") else name) in places


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_body_of_one_language_needs_no_words_in_another(
    copy: Path, dossier: Dossier, language: Language
) -> None:
    other: Language = "en" if language == "zh" else "zh"
    body = (copy / "body.toml").read_text("utf-8").replace(f"\n{other} = ", "\n# ")
    body = re.sub(rf"\n\w+_{other} = ", "\n# ", body)
    body = re.sub(rf",? *\b{other} = \"[^\"]*\"", "", body)
    (copy / "body.toml").write_text(f'languages = ["{language}"]\n{body}', "utf-8")
    for path in copy.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        kept = [at for at, name in enumerate(head) if not name.endswith(f"_{other}")]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row[at] for at in kept] for row in (head, *rows)])
    for path in copy.glob(f"*.{other}.md"):
        path.unlink()
    alone = open_folder(copy).dossier
    assert {each.id for each in alone.commitments} == {each.id for each in dossier.commitments}
    for mine, both in zip(alone.commitments, dossier.commitments, strict=True):
        own = both.title.in_language(language)
        assert (mine.title.en, mine.title.zh) == (own, own)
        assert mine.quote.in_language(language) == both.quote.in_language(language)
        assert mine.quote.in_language(other) == mine.statement.in_language(other) == ""
        assert (mine.due, mine.lead.in_language(language)) == (
            both.due,
            both.lead.in_language(language),
        )
    assert alone.targets == dossier.targets


def test_a_body_that_says_it_has_one_language_may_still_have_words_in_the_other(
    copy: Path, dossier: Dossier
) -> None:
    body = (copy / "body.toml").read_text("utf-8")
    (copy / "body.toml").write_text(f'languages = ["zh"]\n{body}', "utf-8")
    assert open_folder(copy).dossier == dossier


@pytest.mark.parametrize("said", ['["fr"]', "[]", '"en"', '["en", "en ", "zh"]', "[1]"])
def test_a_language_that_it_cannot_have_is_told(copy: Path, said: str) -> None:
    body = (copy / "body.toml").read_text("utf-8")
    (copy / "body.toml").write_text(f"languages = {said}\n{body}", "utf-8")
    with pytest.raises(BadTable, match=r"body\.toml, key languages: "):
        open_folder(copy)


def test_every_fault_is_told_at_once_and_each_only_once(
    copy: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("figures.csv", "2023,7.4,%,growth", "2O23,seven,%,rate")
    spoil("sources.csv", "S15,Proposals", ",Proposals")
    spoil("peers.csv", "2023,6.9", "2023,x")
    with pytest.raises(BadTable) as refused:
        open_folder(copy)
    lines = str(refused.value).split("\n- ")[1:]
    assert len(lines) == len(set(lines)) == 6
    for place in ("row 30, column period", "row 30, column value", "row 30, column kind"):
        assert sum(place in line for line in lines) == 1
    assert sum("column id: it is empty" in line for line in lines) == 1
    assert sum("'S15' is no id" in line for line in lines) == 1


@pytest.mark.parametrize(
    "name",
    ["indicators.csv", "sources.csv", "duties.csv", "targets.csv", "figures.csv", "peers.csv"],
)
def test_an_absent_table_is_one_fault_and_not_one_for_each_row_that_needs_it(
    copy: Path, name: str
) -> None:
    (copy / name).unlink()
    with pytest.raises(BadTable, match=f"^{name}: the file cannot be opened"):
        open_folder(copy)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("indicator,area,period,value,unit,source", "column known missing"),
        ("indicator,area,period,value,unit,source,known,note", "column 'note' not expected"),
        ("area,indicator,period,value,unit,source,known", "in another order"),
        ("", "column indicator, area, period, value, unit, source, known missing"),
    ],
)
def test_wrong_columns_are_named(copy: Path, header: str, said: str) -> None:
    (copy / "peers.csv").write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(BadTable, match=said) as refused:
        open_folder(copy)
    assert refused.value.place == "peers.csv, row 1"
    assert (
        refused.value.remedy == "The header must be indicator,area,period,value,unit,source,known"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("indicator,区域\n".encode("gb18030"), "it is not UTF-8"),
        (b'indicator,"area\n', "it is no CSV"),
        (
            b"indicator,area,period,value,unit,source,known\ngdp,jiaxing\n",
            "2 cells under 7 columns",
        ),
        (b"indicator,area,period,value,unit,source,known\n" + b"x," * 8 + b"\n", "9 cells under 7"),
    ],
)
def test_what_is_no_table_is_refused(copy: Path, data: bytes, said: str) -> None:
    (copy / "peers.csv").write_bytes(data)
    with pytest.raises(BadTable, match=said) as refused:
        open_folder(copy)
    assert refused.value.place.startswith("peers.csv")
    assert refused.value.remedy


def test_a_byte_order_mark_and_blank_lines_do_no_harm(copy: Path, dossier: Dossier) -> None:
    text = (copy / "peers.csv").read_bytes()
    (copy / "peers.csv").write_bytes(
        b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") + b"\r\n,,,,,,\r\n"
    )
    assert open_folder(copy).dossier.observations == dossier.observations


@pytest.mark.parametrize("data", [b"id = ", b"\xff\xfe", b"[[areas]\n"])
def test_a_body_that_is_no_toml_is_said_alone(copy: Path, data: bytes) -> None:
    (copy / "body.toml").write_bytes(data)
    with pytest.raises(BadTable, match="no TOML") as refused:
        open_folder(copy)
    assert refused.value.place == "body.toml"


@pytest.mark.parametrize("part", ["areas", "documents", "departments", "people"])
def test_a_part_of_the_body_that_is_no_list_is_refused(copy: Path, part: str) -> None:
    text = (copy / "body.toml").read_text(encoding="utf-8")
    kept = re.sub(rf"\[\[{part}\]\]\n(?:.+\n)+", "", text)
    (copy / "body.toml").write_text(f"{part} = 1\n{kept}", encoding="utf-8")
    with pytest.raises(BadTable, match=f"body.toml, key {part}: it is not a list of tables"):
        open_folder(copy)


def test_an_absent_folder_and_one_without_a_body_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="there is no such folder"):
        open_folder(tmp_path / "nowhere")
    with pytest.raises(BadTable, match=r"body\.toml: the file cannot be opened"):
        open_folder(tmp_path)


def test_a_folder_may_do_without_peers_and_people(copy: Path) -> None:
    text = (copy / "body.toml").read_text(encoding="utf-8").split("[peers]")[0]
    (copy / "body.toml").write_text(
        re.sub(r"\[\[people\]\]\n(?:.+\n)+", "", text), encoding="utf-8"
    )
    opened = open_folder(copy)
    assert opened.dossier.peers is None
    assert opened.people == ()


def test_a_clause_that_names_nobody_has_no_lead(
    copy: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("notice.en.md", " Lead: Economy and Information Technology Bureau.\n\n13.", "\n\n13.")
    spoil("notice.zh.md", "。（牵头单位：市经信局）\n\n13", "。\n\n13")
    duty = {duty.id: duty for duty in open_folder(copy).dossier.commitments}["2023-12"]
    assert (duty.lead.en, duty.lead.zh, duty.supporting) == ("", "", ())


def test_lead_units_due_date_and_words_come_from_the_clause(dossier: Dossier) -> None:
    duty = {duty.id: duty for duty in dossier.commitments}["2023-14"]
    assert (duty.lead.en, duty.lead.zh) == ("Finance Office", "市金融办")
    assert [unit.zh for unit in duty.supporting] == ["人行嘉兴市中心支行", "嘉兴银保监分局"]
    assert duty.due == date(2023, 12, 31)
    assert duty.quote.en.startswith("Expand first-time")


def test_every_duty_cites_the_place_of_its_words_in_both_languages(dossier: Dossier) -> None:
    texts = {document.id: document for document in dossier.documents}
    for duty in dossier.commitments:
        for place, quote, language in (
            (duty.statement.en, duty.quote.en, "en"),
            (duty.statement.zh, duty.quote.zh, "zh"),
        ):
            document, start, end = re.split("[#-](?=[0-9]+(?:-|$))", place)
            text = getattr(texts[document], language).text
            assert text[int(start) : int(end)] == quote
            assert quote


def test_a_figure_keeps_its_dates_its_words_and_its_line(dossier: Dossier, opened: Folder) -> None:
    rows = [row for row in dossier.observations if row.indicator == "budget_revenue"]
    (row,) = [row for row in rows if row.period == Period.parse("2023")]
    assert (row.value, row.text, row.source) == (Decimal(632), "632", "S06")
    assert (row.known, row.published) == (Day("2024-01-30"), Day("2024-02-04"))
    assert row.recorded == opened.compiled == date(2026, 11, 22)
    assert re.fullmatch(r"figures\.csv:[0-9]+", row.row)


def test_a_revision_is_a_further_row(dossier: Dossier) -> None:
    levels = [
        (str(row.value), row.status)
        for row in dossier.observations
        if row.indicator == "gdp" and row.period == Period.parse("2021")
    ]
    assert levels == [("6355.28", Status.FIRST), ("6388.38", Status.REVISED)]


def test_a_target_may_be_a_band(copy: Path, spoil: Callable[[str, str, str], None]) -> None:
    spoil("targets.csv", "ge,10,%,2023,jiaxing,,,", "ge,10,%,2023,jiaxing,,,12")
    (band,) = [each for each in open_folder(copy).dossier.targets if each.upper is not None]
    assert (band.id, band.value, band.upper) == ("2023-4", Decimal(10), Decimal(12))


def test_a_figure_says_how_many_one_of_its_unit_is_and_an_area_its_code(dossier: Dossier) -> None:
    counted = {(each.unit, each.multiplier, each.currency) for each in dossier.observations}
    assert ("100m yuan", Decimal(100_000_000), "CNY") in counted
    assert ("%", Decimal(1), "") in counted
    assert dossier.area.code == "330400"


def test_a_gap_among_the_peers_stays_a_gap_and_nothing_is_taken_twice(dossier: Dossier) -> None:
    growth = [
        row.area
        for row in dossier.observations
        if row.indicator == "gdp_growth" and row.period == Period.parse("2023")
    ]
    assert sorted(growth) == sorted(set(growth))
    assert not {"ningbo", "huzhou", "taizhou"} & set(growth)
    assert len(growth) == 8


def test_the_demo_people_are_invented_and_say_so(opened: Folder) -> None:
    assert {person.role for person in opened.people} == {"secretary", "leader"}
    departments = {department.id for department in opened.departments}
    for person in opened.people:
        assert person.name.en.endswith("(invented)")
        assert person.name.zh.endswith("（虚构）")
        assert person.department in departments
