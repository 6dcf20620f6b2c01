"""Duties are adopted from what was read, and nobody is guessed."""

from datetime import date

import pytest

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.commitments.actions import adopt, assign
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.actions import intake
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Language, Words

NOTICE = """Haven Municipal Government

1 March 2023

The key duties for the year 2023 and the units responsible for them are laid down as follows:

1. {clause}

2. Keep the rise in consumer prices within 3 per cent. Lead: Finance Bureau.
"""
CHINESE = """港湾市人民政府

2023年3月1日

现将2023年度重点任务及责任单位明确如下：

1．修复海堤。（牵头单位：财政局）

2．居民消费价格涨幅不超过3%。（牵头单位：财政局）
"""
TITLE = Words("Repair the sea wall", "修复海堤")


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """The first duty of the notice, adopted as it reads."""
    return adopt(notice, slug="2023-1", title=TITLE, statements=numbered(notice, "1"), by=secretary)


def test_lead_support_and_due_date_are_those_the_clause_names(
    wall: Commitment, works: Department, finance: Department
) -> None:
    assert (wall.lead, wall.supporting_units()) == (works, [finance])
    assert (wall.number, wall.due) == ("1", date(2023, 12, 31))


def test_the_duty_quotes_its_sentence_at_its_place(wall: Commitment, notice: Document) -> None:
    term = Commitment.objects.get().term()
    start, end = (int(each) for each in term.statement.en.removeprefix("notice#").split("-"))
    text = notice.records.get().text
    assert text[start:end] == term.quote.en
    assert "sea wall" in term.quote.en
    assert term.statement.zh == term.quote.zh == ""


def test_the_document_counts_as_adopted_from_its_first_duty_on(
    wall: Commitment, notice: Document, secretary: Person
) -> None:
    assert Document.objects.get().is_adopted
    adopt(notice, slug="2023-2", title=TITLE, statements=numbered(notice, "2"), by=secretary)
    assert Entry.objects.filter(action="document.adopted").count() == 1


def test_the_supporting_units_are_part_of_what_is_recorded(wall: Commitment) -> None:
    shown = Value.objects.get(entry__object="commitment/2023-1", name="supporting")
    assert shown.value == ["finance"]
    assert not list(audit())


def test_what_the_secretary_decides_goes_before_what_was_read(
    notice: Document, secretary: Person, works: Department, finance: Department
) -> None:
    adopted = adopt(
        notice,
        slug="2023-1",
        title=TITLE,
        statements=numbered(notice, "1"),
        lead=finance,
        supporting=[works],
        due=date(2023, 6, 30),
        by=secretary,
    )
    assert (adopted.lead, adopted.supporting_units()) == (finance, [works])
    assert adopted.due == date(2023, 6, 30)


def test_supporting_units_keep_the_order_in_which_they_were_named(
    notice: Document, secretary: Person, works: Department, finance: Department
) -> None:
    given = [finance, works]
    adopted = adopt(
        notice,
        slug="x",
        title=TITLE,
        statements=numbered(notice, "1"),
        supporting=given,
        by=secretary,
    )
    assert Commitment.objects.get(pk=adopted.pk).supporting_units() == given


def unread(body: Body, secretary: Person, clause: str) -> Document:
    text = NOTICE.format(clause=clause)
    return intake(body, slug="other", title=TITLE, texts={"en": text}, by=secretary)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("Repair the sea wall.", "no lead is named"),
        ("Repair the sea wall. Lead: Harbour Bureau.", "not the name of a department"),
    ],
)
def test_a_lead_that_is_not_named_or_not_known_is_not_guessed(
    body: Body, secretary: Person, clause: str, said: str
) -> None:
    document = unread(body, secretary, clause)
    before = Log.objects.get().size
    with pytest.raises(NotPossible, match=said) as refused:
        adopt(document, slug="x", title=TITLE, statements=numbered(document, "1"), by=secretary)
    assert refused.value.place == "other 1"
    assert Log.objects.get().size == before
    assert not Document.objects.get(slug="other").is_adopted


def test_two_languages_that_name_different_leads_are_not_chosen_between(
    body: Body, secretary: Person
) -> None:
    texts: dict[Language, str] = {
        "en": NOTICE.format(clause="Repair the sea wall. Lead: Works Bureau."),
        "zh": CHINESE,
    }
    document = intake(body, slug="both", title=TITLE, texts=texts, by=secretary)
    with pytest.raises(NotPossible, match="different leads"):
        adopt(document, slug="x", title=TITLE, statements=numbered(document, "1"), by=secretary)
    agreed = adopt(
        document, slug="y", title=TITLE, statements=numbered(document, "2"), by=secretary
    )
    assert agreed.lead.slug == "finance"
    assert agreed.term().quote.zh == "居民消费价格涨幅不超过3%"


def test_a_sentence_without_a_number_is_adopted_for_what_it_says_itself(
    body: Body, secretary: Person, works: Department
) -> None:
    text = "1 March 2023\n\nThe Works Bureau shall repair the pier by 31 December 2023.\n"
    intake(body, slug="pier", title=TITLE, texts={"en": text}, by=secretary)
    said = Statement.objects.get(record__document__slug="pier", type="directive")
    document = said.record.document
    adopted = adopt(document, slug="x", title=TITLE, statements={"en": said}, by=secretary)
    assert (adopted.lead, adopted.due, adopted.number) == (works, date(2023, 12, 31), "")


def test_a_number_that_no_clause_has_is_refused(notice: Document) -> None:
    with pytest.raises(NotPossible, match="'99'"):
        numbered(notice, "99")


def test_a_duty_cites_a_sentence_of_its_own_document(
    wall: Commitment, body: Body, secretary: Person
) -> None:
    other = unread(body, secretary, "Repair the pier. Lead: Works Bureau.")
    foreign = {"en": Statement.objects.filter(record__document__slug="notice")[0]}
    with pytest.raises(NotPossible, match="own document"):
        adopt(other, slug="x", title=TITLE, statements={"en": foreign["en"]}, by=secretary)
    with pytest.raises(NotPossible, match="own document"):
        adopt(other, slug="x", title=TITLE, statements={}, by=secretary)


def test_a_name_is_given_once(wall: Commitment, notice: Document, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="adopted already"):
        adopt(notice, slug="2023-1", title=TITLE, statements=numbered(notice, "2"), by=secretary)


def test_the_trail_keeps_who_had_a_duty_before(
    wall: Commitment, finance: Department, secretary: Person
) -> None:
    assign(wall, to=finance, by=secretary, reason="the wall is paid for by loans")
    had = Value.objects.filter(entry__object="commitment/2023-1", name="lead")
    assert [value.value for value in had.order_by("entry")] == ["works", "finance"]
    assert Commitment.objects.get().lead == finance


def test_a_duty_is_not_assigned_to_whoever_has_it(
    wall: Commitment, works: Department, secretary: Person
) -> None:
    with pytest.raises(NotPossible, match="already"):
        assign(wall, to=works, by=secretary)


def test_a_duty_is_not_assigned_to_another_bodys_unit(
    wall: Commitment, stranger: Person, secretary: Person
) -> None:
    foreign = Department(body=stranger.body, slug="works", name_en="Works of Reach")
    with pytest.raises(NotPossible, match="another body"):
        assign(wall, to=foreign, by=secretary)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_others_than_the_secretary_adopt_and_assign_nothing(
    wall: Commitment,
    notice: Document,
    finance: Department,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    person = request.getfixturevalue(who)
    before = Log.objects.get().size
    with pytest.raises(NotPermitted):
        assign(wall, to=finance, by=person)
    with pytest.raises(NotPermitted):
        adopt(notice, slug="x", title=TITLE, statements=numbered(notice, "2"), by=person)
    assert Log.objects.get().size == before
