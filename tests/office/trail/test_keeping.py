"""A page is kept while the log stands where it stood, for those alone who see what all see."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from goldenthread.office.bodies.models import Person
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.office.trail.keeping import Shelf, View, kept


def _asked(view: View, *, path: str = "/en/", cookie: str = "", host: str = "") -> HttpResponse:
    request = RequestFactory().get(path, HTTP_HOST=host or "testserver")
    if cookie:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = cookie
    return view(request)


def _counting(answer: View = lambda request: HttpResponse(request.path)) -> tuple[list[str], View]:
    """A view, and what it was asked for so far."""
    times: list[str] = []

    def counted(request: HttpRequest) -> HttpResponse:
        times.append(request.path)
        return answer(request)

    return times, kept(counted)


def test_a_page_is_made_once_for_all_who_are_not_signed_in(notice: Document) -> None:
    times, view = _counting()
    assert [_asked(view).content for _ in range(3)] == [b"/en/"] * 3
    assert len(times) == 1
    assert _asked(view, path="/en/?page=2").content == b"/en/"
    assert len(times) == 2
    _asked(view, host="localhost")
    assert len(times) == 3


def test_it_is_made_anew_once_the_log_has_grown(notice: Document, secretary: Person) -> None:
    times, view = _counting()
    _asked(view)
    release(notice, by=secretary)
    _asked(view)
    assert len(times) == 2


def test_whoever_is_signed_in_gets_a_page_of_their_own(notice: Document) -> None:
    times, view = _counting()
    for _ in range(2):
        _asked(view, cookie="abc")
    assert len(times) == 2


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: HttpResponse(status=404),
        lambda request: HttpResponse(get_token(request)),
    ],
    ids=["absent", "form"],
)
def test_a_refusal_and_a_page_with_a_form_are_not_kept(notice: Document, answer: View) -> None:
    times, view = _counting(answer)
    for _ in range(2):
        _asked(view)
    assert len(times) == 2


def test_the_longest_unused_pages_make_room() -> None:
    shelf = Shelf(room=10)
    shelf.put("a", b"1234", "text/html")
    shelf.put("b", b"1234", "text/html")
    assert shelf.get("a") == (b"1234", "text/html")
    shelf.put("c", b"1234", "text/html")
    assert (shelf.get("b"), shelf.size) == (None, 8)
    shelf.put("a", b"12", "text/html")
    shelf.put("d", b"12345678901", "text/html")
    assert (shelf.get("a"), shelf.get("d"), shelf.size) == ((b"12", "text/html"), None, 6)


def test_what_is_not_released_is_seen_by_its_office_alone_before_and_after(
    notice: Document, secretary: Person
) -> None:
    address = f"/en/records/{notice.slug}/"
    office, public = Client(), Client()
    office.force_login(secretary)
    assert [each.get(address).status_code for each in (office, public, office)] == [200, 404, 200]
    release(notice, by=secretary)
    assert [each.get(address).status_code for each in (public, public)] == [200, 200]
    assert "Sign out" not in public.get(address).content.decode()
    assert "Sign out" in office.get(address).content.decode()
