"""Who met, when, who presided: from the document's own words, or not at all."""

from datetime import date

import pytest

from goldenthread.reading import read


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("嘉兴2023年10月13日讯　10月11日，市政府召开会议。", date(2023, 10, 11)),
        ("2024年1月3日讯　12月28日，市政府召开会议。", date(2023, 12, 28)),
        ("来源：市政府 2021-03-23 10:56\n请于2021年3月15日前报送方案。", date(2021, 3, 23)),
        ("各单位于2020年2月3日前报送方案。", None),
        ("日期:105-08-04\n行政院會議召開。", date(2016, 8, 4)),
        ("JIAXING, 13 October 2023 — The group met on 11 October.", date(2023, 10, 11)),
        ("PARIS, 3 January 2024 — The group met on December 28.", date(2023, 12, 28)),
        ("Council Meeting - Tuesday, 14th October, 2025 7.00 pm\n\nThe fence fell.",
         date(2025, 10, 14)),
        ("The Clerk will write by 1 May 2024.", None),
        ("The fence fell.", None),
    ],
)  # fmt: skip
def test_the_day_is_the_meetings_else_the_documents(text: str, on: date | None) -> None:
    assert read(text).date == on


@pytest.mark.parametrize(
    ("text", "chair", "posts"),
    [
        ("10月19日，县长张军主持召开常务会议。", "张军", ("县长",)),
        ("4月18日,县委副书记、县长梁文壮主持召开会议。", "梁文壮", ("县委副书记", "县长")),
        ("国务院总理李强3月12日主持召开会议。", "李强", ("国务院总理",)),
        ("Premier Li Qiang chaired a session.", "Li Qiang", ("Premier",)),
        ("会议通过了方案。", None, ()),
        ("The Board met.", None, ()),
    ],
)
def test_the_chair_stands_with_the_posts_named(
    text: str, chair: str | None, posts: tuple[str, ...]
) -> None:
    record = read(text)
    assert (record.chair, record.posts) == (chair, posts)


def test_a_single_ordinal_sets_no_priority() -> None:
    assert read("First, the Board should work hard.").priorities == ()


def test_ordinals_in_either_language_set_priorities() -> None:
    english = read("First, the Board should save. Second, the Board should build.")
    assert [p.title for p in english.priorities] == ["save", "build"]
    chinese = read("一要稳定就业。各部门要建立台账。\n二要扩大消费。各部门要制定方案。")
    assert [p.title for p in chinese.priorities] == ["稳定就业", "扩大消费"]


def test_a_source_cited_twice_is_listed_once_at_its_first_place() -> None:
    text = "会议学习习近平总书记重要讲话精神。要落实习近平总书记重要讲话精神。"
    (source,) = read(text).sources
    assert source.span.start == text.index("习近平")
