"""Somebody who knows only the public page, and runs no script on it, finds what they came for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.browser

FOUND = [
    ("en", "Report card,", "Missed by 0.2", "walk back", "See it in:",
     "Commerce Bureau", "Raise retail sales of consumer goods by at least 5.5 per cent", "Good."),
    ("zh-hans", "报告单", "差0.2个百分点", "溯源", "在原文中查看",
     "市商务局", "社会消费品零售总额比上年增长5.5%以上", "属实。"),
]  # fmt: skip


@pytest.fixture
def reader(browser: Browser, site: Any) -> Iterator[Page]:
    """A window in which no script runs, and whose every request goes to the site itself."""
    context = browser.new_context(
        base_url=site.address, java_script_enabled=False, accept_downloads=True
    )
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    yield context.new_page()
    context.close()
    assert [each for each in asked if not each.startswith(site.address)] == []


@pytest.mark.parametrize(
    ("language", "card", "missed", "walk", "document", "owner", "sentence", "good"), FOUND
)
def test_a_newcomer_finds_whose_the_missed_target_is_its_sentence_and_verifies_it_offline(
    reader: Page, browser: Browser, tmp_path: Path, language: str, card: str, missed: str,
    walk: str, document: str, owner: str, sentence: str, good: str,
) -> None:  # fmt: skip
    reader.goto(f"/{language}/")
    reader.locator("main p.big a", has_text=card).click()
    duty = reader.locator("section.duty", has_text=missed)
    expect(duty).to_contain_text(owner)
    duty.get_by_role("link", name=walk).click()
    expect(reader.locator("ol.walk-back mark")).to_have_text(sentence)
    reader.get_by_role("link", name=document).click()
    expect(reader.locator("mark:target")).to_have_text(sentence)
    reader.get_by_role("navigation").get_by_role("link").last.click()
    for name in ("bundle.zip", "policy.txt"):
        with reader.expect_download() as coming:
            reader.get_by_role("link", name=name).click()
        coming.value.save_as(tmp_path / name)
    link = reader.get_by_role("link", name="verify.html").get_attribute("href")
    (tmp_path / "verify.html").write_bytes(reader.request.get(str(link)).body())
    assert _verified(browser, tmp_path, language).startswith(good)


def test_a_bundle_that_was_altered_is_found_out_on_the_page_as_the_site_serves_it(
    site: Any, page: Page, tmp_path: Path
) -> None:
    page.goto("/verify.html")
    kept = page.request.get("/editions/2023Q4/1/bundle.zip").body()
    for content, outcome in ((kept, "good"), (kept.replace(b"card.json", b"card.jsox"), "bad")):
        given = tmp_path / f"{outcome}.zip"
        given.write_bytes(content)
        page.set_input_files("#bundle", given)
        expect(page.locator("#sum")).to_have_attribute("data-outcome", outcome)


def _verified(browser: Browser, folder: Path, language: str) -> str:
    """What the page says of a bundle dropped on it, opened as a file without a network."""
    context = browser.new_context(offline=True, locale="zh-CN" if language != "en" else "en-GB")
    page = context.new_page()
    page.goto((folder / "verify.html").as_uri())
    page.set_input_files("#policy", folder / "policy.txt")
    page.set_input_files("#bundle", folder / "bundle.zip")
    expect(page.locator("#sum")).to_have_attribute("data-outcome", "good")
    expect(page.locator("#steps li")).to_have_count(7)
    said = page.locator("#sum").inner_text()
    context.close()
    return said
