"""What the worked example's documents must be found to say, counted and named."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.reading import read_file
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.quantities import Comparator
from goldenthread.terms.statements import Gap, Statement, StatementType
from goldenthread.terms.text import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.fixture(params=LANGUAGES)
def meeting(request: pytest.FixtureRequest, example: Path) -> MeetingRecord:
    return read_file(example / f"meeting.{request.param}.md")


def aims(record: MeetingRecord) -> list[Statement]:
    return [s for s in record.statements if s.type is StatementType.AIM]


def test_the_meeting_commits_nobody_and_measures_nothing(meeting: MeetingRecord) -> None:
    counts = Counter(statement.type for statement in meeting.statements)
    assert counts[StatementType.COMMITMENT] == 0
    assert counts[StatementType.DIRECTIVE] == 0
    assert counts[StatementType.AIM] == 5
    assert all(statement.measure is None for statement in meeting.statements)


def test_no_aim_has_a_measure_and_four_lack_an_owner_and_a_date(meeting: MeetingRecord) -> None:
    gaps = Counter(gap for aim in aims(meeting) for gap in aim.gaps)
    assert gaps == {Gap.MEASURE: 5, Gap.OWNER: 4, Gap.DUE: 4}


def test_the_one_dated_aim_is_due_in_the_fourth_quarter_of_the_meetings_year(
    meeting: MeetingRecord,
) -> None:
    (due,) = [aim.due for aim in aims(meeting) if aim.due]
    assert (due.from_, due.to) == (date(2023, 10, 1), date(2023, 12, 31))


def test_the_meetings_day_is_not_that_of_its_report(meeting: MeetingRecord) -> None:
    assert meeting.date == date(2023, 10, 11)


def test_three_priorities_stand_in_the_meetings_own_order(meeting: MeetingRecord) -> None:
    assert len(meeting.priorities) == 3
    places = [priority.span for priority in meeting.priorities]
    assert places == sorted(places)
    assert all(p.title in p.span.of(meeting.text) for p in meeting.priorities)


def test_the_speech_is_cited_as_the_source(meeting: MeetingRecord) -> None:
    (source,) = meeting.sources
    assert source.span.of(meeting.text) == source.title


def test_the_english_header_names_body_chair_and_three_posts(example: Path) -> None:
    record = read_file(example / "meeting.en.md")
    assert record.language == "en"
    assert record.body == "party group of the Jiaxing municipal government"
    assert record.chair == "Li Jun"
    assert record.posts == (
        "Mayor",
        "deputy secretary of the municipal Party committee",
        "secretary of the government's party leadership group",
    )
    assert record.sources[0].title.startswith("important speech given by General Secretary")
    assert "high-quality development" in record.priorities[0].title


def test_the_chinese_header_names_body_chair_and_three_posts(example: Path) -> None:
    record = read_file(example / "meeting.zh.md")
    assert record.language == "zh"
    assert record.body == "嘉兴市政府党组"
    assert record.chair == "李军"
    assert record.posts == ("市委副书记", "市政府党组书记", "市长")
    assert "高质量发展" in record.priorities[0].title


@pytest.mark.parametrize(("language", "owner"), [("en", "the government"), ("zh", "市政府")])
def test_the_closing_aim_is_the_governments_own(language: str, owner: str, example: Path) -> None:
    record = read_file(example / f"meeting.{language}.md")
    assert [aim.owner for aim in aims(record) if aim.owner] == [owner]
    assert record.statements[-1].owner == owner


def test_our_own_note_and_the_title_are_no_statements(meeting: MeetingRecord) -> None:
    assert not any("#" in s.quote or ">" in s.quote for s in meeting.statements)
    assert all(s.span.start > meeting.text.index("\n", 5) for s in meeting.statements)


ASKED_2023 = {
    "1": [(Decimal(6), Comparator.APPROX)],
    "2": [(Decimal("3.5"), Comparator.EQ)],
    "3": [(Decimal(5), Comparator.APPROX)],
    "4": [(Decimal(10), Comparator.INCREASE_BY)],
    "5": [(Decimal(7), Comparator.INCREASE_BY)],
    "6": [None],
    "7": [(Decimal(3), Comparator.LE)],
    "8": [(Decimal(5), Comparator.LE)],
    "9": [None],
    "11": [(Decimal(40), Comparator.GE), (Decimal(10), Comparator.GE)],
    "12": [None],
    "13": [None],
    "14": [None],
    "15": [None],
}


def asked(record: MeetingRecord) -> dict[str, list[tuple[Decimal, Comparator] | None]]:
    result: dict[str, list[tuple[Decimal, Comparator] | None]] = {}
    for s in record.statements:
        measure = (s.measure.value, s.measure.comparator) if s.measure else None
        result.setdefault(s.number, []).append(measure)
    return result


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_item_of_the_notice_asks_for_its_number(language: str, example: Path) -> None:
    found = asked(read_file(example / f"notice.{language}.md"))
    tenth = found.pop("10")
    assert found == ASKED_2023
    # Twenty billion and 200 亿 are the same sum, each as it is written.
    assert tenth == [(Decimal(20 if language == "en" else 200), Comparator.GE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tenth_item_of_2024_has_two_targets(language: str, example: Path) -> None:
    found = asked(read_file(example / f"notice-2024.{language}.md"))
    assert list(found) == [str(number) for number in range(1, 11)]
    jobs, rate = found["10"]
    assert jobs == (Decimal(110000 if language == "en" else 11), Comparator.EQ)
    assert rate == (Decimal(5), Comparator.LE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "year"), [("notice", 2023), ("notice-2024", 2024)])
def test_every_duty_is_due_within_the_year_its_notice_names(
    name: str, year: int, language: str, example: Path
) -> None:
    for statement in read_file(example / f"{name}.{language}.md").statements:
        assert statement.type is StatementType.DIRECTIVE
        assert statement.due is not None
        assert (statement.due.from_, statement.due.to) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("language", "lead", "supporting"),
    [
        (
            "en",
            "Finance Office",
            ("People's Bank, Jiaxing branch", "Banking and Insurance Regulator, Jiaxing branch"),
        ),
        ("zh", "市金融办", ("人行嘉兴市中心支行", "嘉兴银保监分局")),
    ],
)
def test_the_units_named_after_a_duty_are_its_owner_and_its_support(
    language: str, lead: str, supporting: tuple[str, ...], example: Path
) -> None:
    record = read_file(example / f"notice.{language}.md")
    (lending,) = [s for s in record.statements if s.number == "14"]
    assert (lending.owner, lending.supporting) == (lead, supporting)
    assert lead not in lending.quote


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["notice", "notice-2024"])
def test_no_duty_is_left_without_a_lead_unit(name: str, language: str, example: Path) -> None:
    record = read_file(example / f"{name}.{language}.md")
    assert all(statement.owner for statement in record.statements)


def test_the_notices_say_who_issued_them_and_when(example: Path) -> None:
    english = read_file(example / "notice.en.md")
    chinese = read_file(example / "notice.zh.md")
    assert english.body == "General Office of the Jiaxing Municipal People's Government"
    assert chinese.body == "嘉兴市人民政府办公室"
    assert english.date == chinese.date == date(2023, 3, 1)
    assert read_file(example / "notice-2024.zh.md").date == date(2024, 2, 5)
    assert english.chair is None
    assert chinese.chair is None
