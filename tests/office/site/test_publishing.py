"""The public site as plain files: complete, closed, and nothing that is not public."""

import re
from html import unescape
from posixpath import dirname, join, normpath

import pytest
from pytest_django import DjangoDbBlocker

from goldenthread.office.records.models import Document
from goldenthread.office.site.demo import Loaded
from goldenthread.office.site.publishing import file_path, public_pages

pytestmark = pytest.mark.usefixtures("db")
FILES = ("card.html", "verify.html")
#: What a public page may weigh with all that it loads; there are no fonts to load.
HEAVIEST = 150_000
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(loaded: Loaded, django_db_blocker: DjangoDbBlocker) -> dict[str, bytes]:
    with django_db_blocker.unblock():
        return dict(public_pages())


def pages(site: dict[str, bytes]) -> dict[str, str]:
    """The pages of the site; not the files that are HTML too, and stand for themselves."""
    return {
        path: held.decode()
        for path, held in site.items()
        if path.endswith(".html") and not path.endswith(FILES)
    }


def loads(path: str, page: str) -> set[str]:
    """What a browser fetches to show a page, as paths among the files or as it is written."""
    tags = re.findall(r"<(?:link|script|img|iframe|source|object|use)\b[^>]*>", page)
    shown = [tag for tag in tags if 'rel="alternate"' not in tag]
    named = [each for tag in shown for each in re.findall(r'(?:href|src|data)="([^"]+)"', tag)]
    named += re.findall(r"url\([\"']?([^)\"']+)|@import", page)
    return {unescape(each).partition("?")[0] for each in named}


def test_every_link_within_the_site_ends_at_one_of_its_files(site: dict[str, bytes]) -> None:
    found = 0
    for path, page in pages(site).items():
        for link in LINK.findall(page):
            address = unescape(link).partition("#")[0]
            if not address or re.match("[a-z]+:", address):
                continue
            assert normpath(join(dirname(path), address)) in site, f"{path}: {link}"
            found += 1
    assert found > 5_000


def test_every_place_on_a_page_that_a_link_names_is_there(site: dict[str, bytes]) -> None:
    held = pages(site)
    for path, page in held.items():
        for link in LINK.findall(page):
            address, _, place = unescape(link).partition("#")
            end = normpath(join(dirname(path), address)) if address else path
            if place and end in held:
                assert f'id="{place}"' in held[end], f"{path}: {link}"


def test_the_walk_back_of_every_figure_is_there_in_both_languages(site: dict[str, bytes]) -> None:
    for language in ("en", "zh-hans"):
        card = pages(site)[f"{language}/editions/2023Q4/1/index.html"]
        walks = set(re.findall(r'class="walk" href="(walk/[^"]+)"', card))
        assert len(walks) >= 15
        for walk in walks:
            way = pages(site)[f"{language}/editions/2023Q4/1/{walk}"]
            assert "<mark" in way


def test_nothing_asks_for_a_server_or_a_name(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert "<form" not in page, path
        assert "<script" not in page, path
        assert "sign-in" not in page, path
    assert not [path for path in site if "sign-in" in path]


def test_no_page_weighs_more_than_150_kb_or_asks_anything_of_a_third_party(
    site: dict[str, bytes],
) -> None:
    heavy, foreign = {}, {}
    for path, page in pages(site).items():
        named = loads(path, page)
        fetched = {normpath(join(dirname(path), each)) for each in named}
        if strange := fetched - site.keys():
            foreign[path] = strange
        weight = len(page.encode()) + sum(len(site[each]) for each in fetched & site.keys())
        if weight > HEAVIEST:
            heavy[path] = weight
    for path in ("style.css", "office.css"):
        if found := loads(path, site[path].decode()):
            foreign[path] = found
    assert (heavy, foreign) == ({}, {})


def test_the_files_that_are_pages_too_load_nothing_and_weigh_as_little(
    site: dict[str, bytes],
) -> None:
    alone = {path: held for path, held in site.items() if path.endswith(FILES)}
    assert sorted(alone) == ["editions/2023Q4/1/card.html", "verify.html"]
    for path, held in alone.items():
        assert len(held) <= HEAVIEST, path
        assert loads(path, held.decode().partition("<script")[0]) == set(), path


def test_what_the_public_may_not_read_is_not_published(site: dict[str, bytes]) -> None:
    hidden = Document.objects.filter(is_released=False)
    for document in hidden:
        assert not [path for path in site if f"/{document.slug}/" in path]


def test_the_files_of_an_edition_and_of_the_log_are_there_byte_for_byte(
    site: dict[str, bytes], loaded: Loaded
) -> None:
    assert "card.html" in loaded.files
    for name, content in loaded.files.items():
        assert site[f"editions/2023Q4/1/{name}"] == content, name
    assert site["checkpoint"].startswith(b"jiaxing")
    assert any(path.startswith("tile/") for path in site)


def test_every_page_of_the_public_has_its_data_beside_it(site: dict[str, bytes]) -> None:
    for path in pages(site):
        page = re.fullmatch(r"(?:en|zh-hans)/(.*?)/?(?:page-\d+/)?index\.html", path)
        if page is None or page[1] in ("data", "questions"):
            continue
        for form in ("json", "csv"):
            assert f"{page[1] or 'index'}.{form}" in site, path


def test_the_sites_own_data_and_the_page_for_nothing_are_there(site: dict[str, bytes]) -> None:
    for name in ("catalog.jsonld", "editions.atom", "editions.zh.atom", "due.ics", "due.zh.ics",
                 ".well-known/goldenthread", ".well-known/goldenthread-policy"):  # fmt: skip
        assert site[name], name
    assert "commitments/2023-4.atom" in site
    assert b"href" not in site["404.html"]


def test_a_page_of_a_list_has_a_folder_of_its_own() -> None:
    assert file_path("/en/records/?page=2", is_page=True) == "en/records/page-2/index.html"
    assert file_path("/en/", is_page=True) == "en/index.html"
    assert file_path("/editions/2023Q4/1/card.html", is_page=True) == "editions/2023Q4/1/card.html"
    assert file_path("/editions/2023Q4/1/card.json", is_page=False) == "editions/2023Q4/1/card.json"
