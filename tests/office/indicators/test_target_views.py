"""A target is set on the page of its duty, as the sentence asks for it."""

from decimal import Decimal

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.indicators.actions import define
from goldenthread.office.indicators.models import Indicator, Target
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

PAGE = "/en/duties/growth/target/"


@pytest.fixture
def output(secretary: Person) -> Indicator:
    words = Words("Output", "产值")
    return define(IndicatorTerm("output", words, "%", Kind.GROWTH, Direction.MORE), by=secretary)


@pytest.fixture
def duty(notice: Document, secretary: Person) -> Commitment:
    """A duty that the public may read."""
    release(notice, by=secretary)
    title, said = Words("Growth", "增长"), numbered(notice, "1")
    return adopt(notice, slug="growth", title=title, statements=said, by=secretary)


@pytest.fixture
def given(output: Indicator, duty: Commitment) -> dict[str, object]:
    """A band from 5.0 to 6 % in the year 2024."""
    area = Area.objects.get(slug="haven").pk
    return {"slug": "g-2024", "indicator": output.pk, "area": area, "comparator": "ge",
            "value": "5.0", "upper": "6", "period": "2024"}  # fmt: skip


@pytest.fixture
def browser(secretary: Person) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def test_a_band_is_set_with_its_digits_and_in_the_unit_of_its_indicator(
    browser: Client, given: dict[str, object]
) -> None:
    answer = browser.post(PAGE, given)
    assert answer["Location"] == "/en/commitments/growth/"
    term = Target.objects.get().term()
    assert (str(term.value), term.upper, term.unit) == ("5.0", Decimal(6), "%")
    for page, said in (("en", "</a>: 5.0\u00a0% to 6\u00a0%"), ("zh-hans", "</a>：5.0% 至 6%")):
        assert said in Client().get(f"/{page}/commitments/growth/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"upper": "4"}, "a band runs from low to high"),
        ({"value": ""}, "a band runs from low to high"),
        ({"value": "", "upper": ""}, "needs a number"),
        ({"period": "soon"}, "soon"),
        ({"indicator": ""}, "Output"),
        ({"comparator": "over"}, "over"),
        ({"tolerance": "-1"}, "g-2024"),
        ({"unit": "persons"}, "does not count what the indicator counts"),
    ],
)
def test_what_cannot_be_a_target_is_handed_back_as_it_was_filled_in(
    wrong: dict[str, str], said: str, browser: Client, given: dict[str, object]
) -> None:
    answer = browser.post(PAGE, given | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert said in page
    assert 'value="g-2024"' in page
    assert Target.objects.count() == 0


@pytest.mark.parametrize(("comparator", "status"), [("increase_by", 302), ("ge", 422)])
def test_only_a_change_may_be_asked_for_in_per_cent_of_what_is_counted_otherwise(
    comparator: str, status: int, browser: Client, given: dict[str, object], secretary: Person
) -> None:
    words = Words("Visitors", "游客")
    visitors = define(
        IndicatorTerm("visitors", words, "persons", Kind.GROWTH, Direction.MORE), by=secretary
    )
    asked = {"indicator": visitors.pk, "unit": "%", "comparator": comparator, "upper": ""}
    assert browser.post(PAGE, given | asked).status_code == status


def test_the_page_of_a_duty_leads_there_only_for_those_who_may(
    browser: Client, duty: Commitment, leader: Person
) -> None:
    link = f'href="{PAGE}"'
    assert link in browser.get("/en/commitments/growth/").content.decode()
    browser.force_login(leader)
    assert link not in browser.get("/en/commitments/growth/").content.decode()
    assert browser.get(PAGE).status_code == 403
