"""A table is taken over whole or not at all, and says at which cells it is wrong."""

import io
import re
from base64 import b64decode
from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from goldenthread.measuring.tables import FaultKind, read_table
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.indicators.actions import define, import_table
from goldenthread.office.indicators.importing import Faulty, Given
from goldenthread.office.indicators.models import Import, Observation
from goldenthread.office.records.models import Source
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Day
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

TABLE = """指标,2022,2023
产值（亿元）,"3,512.40",３６０１
Jobs (10 thousand persons),41.2,…
"""
MORE = Direction.MORE


@pytest.fixture
def defined(secretary: Person) -> None:
    """Two indicators of Haven, named in two languages."""
    output = Words("Output", "产值")
    define(IndicatorTerm("output", output, "亿元", Kind.LEVEL_FLOW, MORE), by=secretary)
    jobs = Words("Jobs", "就业人数")
    define(IndicatorTerm("jobs", jobs, "person", Kind.LEVEL_STOCK, MORE), by=secretary)


def given(text: str, source: Source, known: str = "2024-01-30", encoding: str = "utf-8") -> Given:
    data = text.encode(encoding)
    return Given("figures.csv", data, read_table(data, name="figures.csv"), source, Day(known))


@pytest.fixture
def taken(defined: None, secretary: Person, source: Source) -> Import:
    """The table above, taken over."""
    return import_table(given(TABLE, source), by=secretary)


def test_each_figure_keeps_its_text_its_cell_and_the_unit_it_was_printed_in(taken: Import) -> None:
    rows = taken.observations.order_by("pk")
    kept = [(row.indicator.slug, row.value, row.text, row.cell, row.unit_printed) for row in rows]
    assert kept == [
        ("output", "3512.40", "3,512.40", "B2", "亿元"),
        ("output", "3601", "３６０１", "C2", "亿元"),
        ("jobs", "412000", "41.2", "B3", "10 thousand persons"),
    ]
    assert {(row.area.slug, row.known, row.status) for row in rows} == {
        ("haven", "2024-01-30", "first published")
    }


def test_each_figure_says_how_many_one_of_its_unit_is_and_in_which_currency(taken: Import) -> None:
    rows = taken.observations.order_by("pk")
    kept = [(row.multiplier, row.currency) for row in rows]
    assert kept == [("100000000", "CNY"), ("100000000", "CNY"), ("1", "")]
    term = rows[0].term()
    assert term.value * term.multiplier == Decimal("351240000000")
    page = Client().get(f"/en/observations/{rows[0].pk}/").content.decode()
    assert "× 100000000 CNY" in page
    assert (
        "One of the unit is" not in Client().get(f"/en/observations/{rows[2].pk}/").content.decode()
    )


def test_a_figure_kept_before_there_were_multipliers_tells_the_log_the_same(taken: Import) -> None:
    row = taken.observations.order_by("pk")[0]
    row.multiplier = row.currency = ""
    assert not {"multiplier", "currency"} & row.trail_fields().keys()
    assert row.term().multiplier == 1


def test_a_table_may_name_its_areas_by_the_codes_of_the_body(
    defined: None, secretary: Person, source: Source
) -> None:
    with change(by=secretary) as changed:
        for slug, code in (("haven", "coast"), ("coast", "330000")):
            area = Area.objects.get(slug=slug)
            area.code = code
            changed.save(area, "area.added")
    table = "地区,指标,2022\n330000,产值（亿元）,9\n"
    made = import_table(given(table, source), by=secretary)
    assert [row.area.slug for row in made.observations.all()] == ["coast"]
    # A code that is another area's name is that area's name first.
    made = import_table(
        given(table.replace("330000", "coast").replace("9", "8"), source), by=secretary
    )
    assert [row.area.slug for row in made.observations.all()] == ["coast"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_of_the_file_changes_nothing(
    encoding: str, defined: None, secretary: Person, source: Source
) -> None:
    made = import_table(given(TABLE, source, encoding=encoding), by=secretary)
    assert [row.value for row in made.observations.order_by("pk")] == ["3512.40", "3601", "412000"]


def test_one_entry_holds_the_file_and_the_root_of_its_rows(taken: Import, source: Source) -> None:
    entry = Entry.objects.get(action="import.taken_over")
    kept = dict(entry.values.values_list("name", "value"))
    assert kept["sha256"] == sha256(TABLE.encode()).hexdigest()
    assert (kept["rows"], kept["root"]) == (3, taken.root)
    assert len(taken.root) == 64
    assert list(taken.trail_faults()) == []
    taken.root = "0" * 64
    assert list(taken.trail_faults()) == [
        f"import/{taken.pk}: its rows are not those that were taken over"
    ]


def test_what_was_taken_over_is_rebuilt_from_the_entries_alone(taken: Import) -> None:
    assert list(replay().faults) == []


def test_every_fault_is_told_at_its_cell_and_nothing_is_taken_over(
    defined: None, secretary: Person, source: Source
) -> None:
    table = "指标,地区,2022,2023\n产值（亿元）,港湾市,1,two\n产值（吨）,港湾市,3,4\n"
    table += "产值（亿元）,远滩,5,6\n雨量（毫米）,港湾市,7,8\n产值,沿海省,9,10\n"
    before = Entry.objects.count()
    with pytest.raises(Faulty) as refused:
        import_table(given(table, source), by=secretary)
    told = {(fault.address, fault.kind) for fault in refused.value.table.faults}
    assert told >= {
        ("D2", FaultKind.NOT_A_NUMBER),
        ("D3", FaultKind.OTHER_UNIT),
        ("D4", FaultKind.UNKNOWN_AREA),
        ("C5", FaultKind.UNKNOWN_INDICATOR),
        ("C6", FaultKind.UNIT_NOT_SAID),
    }
    assert (Import.objects.count(), Observation.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_one_indicator_under_its_two_titles_is_said_twice(
    defined: None, secretary: Person, source: Source
) -> None:
    with pytest.raises(Faulty) as refused:
        import_table(given("指标,2022\n产值（亿元）,1\nOutput（亿元）,2\n", source), by=secretary)
    (fault,) = refused.value.table.faults
    assert (fault.kind, fault.address, fault.beside) == (FaultKind.SAID_TWICE, "B3", "B2")


def test_a_table_given_again_adds_only_what_is_new_and_revises_what_differs(
    taken: Import, secretary: Person, source: Source
) -> None:
    later = TABLE.replace("３６０１", "3600.5")
    made = import_table(given(later, source, known="2024-06-30"), by=secretary)
    assert (made.rows, made.unchanged) == (1, 2)
    revised = made.observations.get()
    assert (revised.value, revised.status) == ("3600.5", "revised")
    assert str(Observation.objects.get(value="3601").closed) == "2024-06-30"


def test_a_table_that_says_nothing_new_is_refused(
    taken: Import, secretary: Person, source: Source
) -> None:
    with pytest.raises(NotPossible, match="stands here already"):
        import_table(given(TABLE.replace("3,512.40", "3512.4"), source), by=secretary)
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "said", "who"),
    [
        ("en", " of figures.csv", "<dd>secretary</dd>"),
        ("zh-hans", "figures.csv，单元格 ", "<dd>秘书</dd>"),
    ],
)
def test_a_figure_s_page_says_from_which_cell_of_which_file_and_who_entered_it(
    taken: Import, language: str, said: str, who: str
) -> None:
    row = taken.observations.get(cell="B2")
    page = Client().get(f"/{language}/observations/{row.pk}/").content.decode()
    assert said in page
    assert "B2" in page
    assert taken.sha256 in page
    assert who in page


def _posted(secretary: Person, source: Source, text: str, language: str = "en") -> tuple[int, str]:
    client = Client()
    client.force_login(secretary)
    file = SimpleUploadedFile("figures.csv", text.encode())
    form = {"file": file, "source": source.pk, "known": "2024-01-30"}
    answer = client.post(f"/{language}/tables/add/", form, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_page_of_an_import_shows_every_figure_with_its_cell(
    defined: None, secretary: Person, source: Source
) -> None:
    status, page = _posted(secretary, source, TABLE)
    assert status == 200
    assert all(shown in page for shown in (">B2<", ">3,512.40<", ">412000<"))


@pytest.mark.parametrize(("language", "said"), [("en", "is not a number"), ("zh-hans", "不是数字")])
def test_the_page_says_what_is_wrong_and_gives_the_table_back_with_it_marked(
    language: str, said: str, defined: None, secretary: Person, source: Source
) -> None:
    wrong = TABLE.replace("41.2", "many").replace("３６０１", "much")
    status, page = _posted(secretary, source, wrong, language)
    assert status == 422
    assert page.count(said) == 2
    file = re.search(r'href="data:[^,"]*;base64,([^"]+)"', page)
    assert file
    book = CalamineWorkbook.from_filelike(io.BytesIO(b64decode(file[1])))
    marked = book.get_sheet_by_index(1).to_python()
    assert [row[0] for row in marked[1:]] == ["C2", "B3"]


def test_what_is_no_table_is_refused_in_words(
    defined: None, secretary: Person, source: Source
) -> None:
    status, page = _posted(secretary, source, "\x00\x01 nothing")
    assert status == 422
    assert 'role="alert"' in page


def test_an_import_asks_the_database_no_more_for_each_cell_than_to_write_it(
    defined: None, secretary: Person, source: Source
) -> None:
    asked = []
    for years in ((2001, 2003), (2004, 2010)):
        head = ",".join(str(year) for year in range(*years))
        row = ",".join("1" for _ in range(*years))
        with CaptureQueriesContext(connection) as queries:
            import_table(given(f"指标,{head}\n产值（亿元）,{row}\n", source), by=secretary)
        asked.append(len(queries))
    assert asked[1] - asked[0] <= 4
