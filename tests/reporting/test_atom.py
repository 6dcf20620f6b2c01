"""A feed has what every reader of feeds asks for, whatever stands in it."""

from datetime import UTC, datetime, timedelta, timezone
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.atom import News, feed

NS = {"a": "http://www.w3.org/2005/Atom"}
NEWS = News("tag:haven,2024:1", "Edition 1", datetime(2024, 2, 1, tzinfo=UTC), "en/editions/1/")


def read(*news: News) -> Element:
    made = feed(
        news, id="tag:haven,2024:all", title="Cards", author="Haven",
        itself="editions.atom", language="zh",
    )  # fmt: skip
    return fromstring(made)


def text(element: Element, name: str) -> str:
    return element.findtext(f"a:{name}", namespaces=NS) or ""


def test_feed_and_entries_have_all_that_the_standard_asks_for() -> None:
    top = read(NEWS)
    assert all(text(top, name) for name in ("id", "title", "updated", "author/a:name"))
    (entry,) = top.findall("a:entry", NS)
    assert all(text(entry, name) for name in ("id", "title", "updated"))
    (link,) = entry.findall("a:link", NS)
    assert link.attrib == {"rel": "alternate", "href": "en/editions/1/"}
    assert entry.find("a:summary", NS) is None


def test_the_latest_stands_first_and_dates_the_feed() -> None:
    east = timezone(timedelta(hours=8))
    later = News("tag:haven,2024:2", "Edition 2", datetime(2024, 3, 1, 7, tzinfo=east), "2/", "Why")
    top = read(NEWS, later)
    assert [text(each, "title") for each in top.findall("a:entry", NS)] == [
        "Edition 2",
        "Edition 1",
    ]
    assert text(top, "updated") == "2024-02-29T23:00:00Z"


def test_a_feed_of_nothing_is_still_a_feed() -> None:
    top = read()
    assert text(top, "updated") == "1970-01-01T00:00:00Z"
    assert top.findall("a:entry", NS) == []


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_stands_in_a_title_the_feed_can_be_read(title: str) -> None:
    top = read(News("tag:haven,2024:3", title, datetime(2024, 2, 1, tzinfo=UTC), "3/"))
    shown = text(top.findall("a:entry", NS)[0], "title")
    assert len(shown) <= len(title)
    assert set(shown) <= {*title, "\n"}
