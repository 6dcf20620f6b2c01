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
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(loaded: Loaded, django_db_blocker: DjangoDbBlocker) -> dict[str, bytes]:
    with django_db_blocker.unblock():
        return dict(public_pages())


def pages(site: dict[str, bytes]) -> dict[str, str]:
    return {path: held.decode() for path, held in site.items() if path.endswith(".html")}


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


def test_what_the_public_may_not_read_is_not_published(site: dict[str, bytes]) -> None:
    hidden = Document.objects.filter(is_released=False)
    for document in hidden:
        assert not [path for path in site if f"/{document.slug}/" in path]


def test_the_files_of_an_edition_and_of_the_log_are_there_byte_for_byte(
    site: dict[str, bytes], loaded: Loaded
) -> None:
    for name, content in loaded.files.items():
        if not name.endswith(".html"):
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
