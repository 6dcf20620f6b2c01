"""The public site as plain files: every page that the public may see, for any web host.

They are the pages that the office itself serves to somebody who has not signed
in. Their links become relative, so that the folder may lie anywhere and be read
without a server; what only a server can answer, forms and searches, is left out.
"""

import re
from collections import deque
from collections.abc import Iterator
from html import escape, unescape
from io import BytesIO
from posixpath import dirname, relpath
from tempfile import TemporaryFile
from typing import IO, cast
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import override

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Body
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.thread import card_json, walk_back
from goldenthread.office.editions.withdrawing import GONE
from goldenthread.office.site.chrome import AS_FILE
from goldenthread.office.site.words import phrases
from goldenthread.office.trail.models import Checkpoint
from goldenthread.office.trail.public import public_log
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import LANGUAGES, TAGS

#: A link within the site; not one to elsewhere, nor to a place on its own page.
_LINK = re.compile(r'(?P<name>\s(?:href|src))="(?P<address>(?!#|//|[a-z][a-z+.-]*:)[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_PAGE = re.compile(r"page=(\d+)")
#: The list of all entries of the log, which its own files hold: only the latest are shown.
_ENDLESS = "/trail/"


def public_pages() -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file of the public site, in the order of its links.

    Each page is asked for once and kept aside until all addresses are known; a
    link to what the public cannot reach then stays without an address. Raise
    GoldenthreadError if a page is broken.
    """
    with TemporaryFile() as kept:
        found = _Site(kept)
        for address in found.places:
            yield found.file(address)
    yield "index.html", _front()
    yield "404.html", _nothing()
    if Checkpoint.objects.exists():
        yield from public_log()


class _Site:
    """All public addresses, where each lies among the files, and what was answered."""

    def __init__(self, kept: IO[bytes]) -> None:
        self.kept = kept
        self.handler = WSGIHandler()
        #: By address: where its bytes begin and end, and whether it is a page.
        self.places: dict[str, tuple[int, int, bool]] = {}
        self.moved: dict[str, str] = {}
        waiting = deque(_starts())
        known = set(waiting)
        while waiting:
            for address in self._visit(waiting.popleft()):
                if address not in known:
                    known.add(address)
                    waiting.append(address)

    def _visit(self, address: str) -> Iterator[str]:
        """Keep what stands at an address; yield the addresses it links to."""
        answer = self._answer(address)
        if answer.status_code in (301, 302):
            target = _plain(answer["Location"])
            if target != _sign_in(address):
                self.moved[address] = target
                yield target
        elif answer.status_code in (200, GONE) and address != _sign_in(address):
            content = cast(HttpResponse, answer).content
            is_page = _is_page(address, answer)
            begin = self.kept.tell()
            self.kept.write(content)
            self.places[address] = (begin, begin + len(content), is_page)
            if is_page:
                for link in _LINK.finditer(content.decode()):
                    yield _plain(urljoin(address, unescape(link["address"])))
        elif answer.status_code >= 500:
            raise GoldenthreadError(
                "this page is broken.", place=address, remedy="Look at what the server logs of it."
            )

    def _answer(self, address: str) -> HttpResponseBase:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": _host(),
            "SERVER_PORT": "443",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
            AS_FILE: True,
        }
        return self.handler.get_response(WSGIRequest(environ))

    def file(self, address: str) -> tuple[str, bytes]:
        """Return the path and the bytes of the file for an address."""
        begin, end, is_page = self.places[address]
        self.kept.seek(begin)
        content = self.kept.read(end - begin)
        path = file_path(address, is_page=is_page)
        if is_page:
            text = _FORM.sub("", content.decode())
            content = _LINK.sub(lambda link: self._relative(link, address), text).encode()
        return path, content

    def _relative(self, link: re.Match[str], page: str) -> str:
        """Return a link of `page` as a way between files; nothing if its end is not public."""
        whole, _, fragment = urljoin(page, unescape(link["address"])).partition("#")
        address = _plain(whole)
        address = self.moved.get(address, address)
        if address not in self.places:
            return ""
        target = file_path(address, is_page=self.places[address][2])
        end = f"#{fragment}" if fragment else ""
        here = dirname(file_path(page, is_page=True))
        return f'{link["name"]}="{escape(relpath(target, here or "."))}{escape(end)}"'


def file_path(address: str, *, is_page: bool) -> str:
    """Return where the file for an address lies: a page with a folder is the index of it."""
    path, _, query = address.partition("?")
    path = path.lstrip("/")
    if not is_page or path.endswith(".html"):
        return path
    return f"{path}{query.replace('=', '-')}/index.html" if query else f"{path}index.html"


def _is_page(address: str, answer: HttpResponseBase) -> bool:
    """Whether it is a page of the site; a file that is HTML too is kept byte for byte."""
    in_a_language = any(address.startswith(f"/{name}/") for name, _ in settings.LANGUAGES)
    return in_a_language and answer["Content-Type"].startswith("text/html")


def _starts() -> Iterator[str]:
    for language, _ in settings.LANGUAGES:
        with override(language):
            yield reverse("home")
            for edition in Edition.objects.filter(withdrawn__isnull=False):
                yield from _graves(edition)


def _graves(edition: Edition) -> Iterator[str]:
    """The addresses that no page links to any more, each with its tombstone."""
    of = [edition.quarter, edition.number]
    yield reverse("edition", args=of)
    yield reverse("codings", args=of)
    yield reverse("brief", args=of)
    for figure in card_json(edition)["figures"]:
        for entry in walk_back(edition, figure=figure["id"], language=current()).entries:
            yield reverse("entry", args=[entry.index])
        yield reverse("walk", args=[*of, figure["id"]])
        yield reverse("figure-proof", args=[*of, figure["id"]])


def _sign_in(address: str) -> str:
    """Return where somebody who asks for `address` would sign in: nobody does among files."""
    language = next((name for name, _ in settings.LANGUAGES if address.startswith(f"/{name}/")), "")
    with override(language or settings.LANGUAGE_CODE):
        return resolve_url(settings.LOGIN_URL)


def _front() -> bytes:
    """Return the page at the root of the files: a door for each language."""
    body = Body.objects.first()
    title = " · ".join(filter(None, (body.name_en, body.name_zh))) if body else "Goldenthread"
    doors = "".join(
        f'<li><a href="{name}/index.html" lang="{name}">{said}</a></li>'
        for name, said in settings.LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="style.css"></head>'
        f'<body><main><h1 class="knot">{escape(title)}</h1><ul>{doors}</ul></main></body></html>\n'
    ).encode()


def _nothing() -> bytes:
    """Return what most web hosts show for an address that is none: it loads and links nothing."""
    said = "".join(
        f'<h1 lang="{TAGS[language]}">{phrases()["plain_title.missing"].in_language(language)}</h1>'
        f'<p lang="{TAGS[language]}">{phrases()["plain.missing"].in_language(language)}</p>'
        for language in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>404</title></head><body><main>{said}</main></body></html>\n"
    ).encode()


def _plain(address: str) -> str:
    """Return an address without fragment, and of its query only the number of the page."""
    parts = urlsplit(address)
    page = _PAGE.search(parts.query)
    is_endless = parts.path.endswith(_ENDLESS)
    return f"{parts.path}?{page[0]}" if page and not is_endless else parts.path


def _host() -> str:
    """Return a name that the settings allow this office to be called by."""
    named = (host.lstrip(".") for host in settings.ALLOWED_HOSTS)
    return next((host for host in named if host not in ("", "*")), "localhost")
