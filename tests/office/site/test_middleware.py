"""What every answer carries, behind a proxy of one's own and without."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as current
from django.test import Client
from pytest_django import Settings

from goldenthread.office.bodies.actions import change_password
from goldenthread.office.bodies.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "a long and quiet word"
BEHIND = ("HTTP_X_FORWARDED_PROTO", "https")
_SAY = """
from goldenthread.office.site import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SECURE_PROXY_SSL_HEADER, s.SECURE_HSTS_SECONDS)
"""


def signed_in_through_the_proxy(person: Person) -> int:
    """Fill the form in as a browser does that came over HTTPS; return the answer's status."""
    browser = Client(
        enforce_csrf_checks=True, headers={"x-forwarded-proto": "https", "host": "testserver"}
    )
    page = browser.get("/en/sign-in/").text
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    sent = {"login": person.username, "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
    own = {"origin": "https://testserver", "referer": "https://testserver/en/sign-in/"}
    return browser.post("/en/sign-in/", sent, headers=own).status_code


def test_behind_a_proxy_of_ones_own_people_sign_in_over_https(
    secretary: Person, settings: Settings
) -> None:
    change_password(secretary, to=PASSWORD, by=secretary)
    settings.SECURE_PROXY_SSL_HEADER = BEHIND
    assert signed_in_through_the_proxy(secretary) == 302
    settings.SECURE_PROXY_SSL_HEADER = None
    assert signed_in_through_the_proxy(secretary) == 403


def test_over_https_a_browser_is_told_to_come_over_nothing_else(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = BEHIND
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client(headers={"x-forwarded-proto": "https"}).get("/health")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in Client().get("/health").headers


@pytest.mark.parametrize("address", ["/en/", "/en/nowhere/", "/health", "/style.css", "/api/none"])
def test_every_answer_says_what_a_browser_may_do_with_it(address: str, secretary: Person) -> None:
    headers = Client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "charset" in headers["Content-Type"] or "json" in headers["Content-Type"]


def test_what_somebody_sees_who_is_signed_in_is_kept_nowhere(secretary: Person) -> None:
    browser = Client()
    assert "Cache-Control" not in browser.get("/en/").headers
    browser.force_login(secretary)
    assert browser.get("/en/").headers["Cache-Control"] == "private, no-store"
    # What is the same for everybody may still be kept.
    assert browser.get("/style.css").headers["Cache-Control"] == "no-cache"


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(secretary: Person) -> None:
    change_password(secretary, to=PASSWORD, by=secretary)
    browser = Client()
    browser.get("/en/sign-in/")
    browser.post("/en/sign-in/", {"login": secretary.username, "password": PASSWORD})
    cookies = {name: browser.cookies[name] for name in browser.cookies}
    assert {current.SESSION_COOKIE_NAME, current.CSRF_COOKIE_NAME} <= set(cookies)
    odd = [
        str(each)
        for each in cookies.values()
        if (each["samesite"], each["path"], each["domain"]) != ("Lax", "/", "")
        or not (each["httponly"] and each["secure"])
    ]
    assert odd == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"GOLDENTHREAD_PROXIES": "1"},
            "__Host-session __Host-form True True ('HTTP_X_FORWARDED_PROTO', 'https') 31536000",
        ),
        ({}, "__Host-session __Host-form True True None 31536000"),
        ({"GOLDENTHREAD_HTTPS": "0"}, "session form False False None 0"),
    ],
)
def test_a_proxy_is_believed_where_one_stands_and_cookies_are_bound_to_https(
    given: dict[str, str], said: str
) -> None:
    clean = {name: value for name, value in os.environ.items() if "GOLDENTHREAD" not in name}
    done = subprocess.run(
        [sys.executable, "-c", _SAY], env=clean | given, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == said
