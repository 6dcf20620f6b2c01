"""A record of twenty statements is cleared with the keyboard alone."""

from typing import Any

from playwright.sync_api import FilePayload, Page

WARDS = range(1, 21)
TREES = " ".join(f"The town will plant {ward}00 trees in ward {ward}." for ward in WARDS)


def test_twenty_statements_are_cleared_without_a_mouse(page: Page, site: Any) -> None:
    page.goto("/en/sign-in/")
    page.locator("input[name=login]").fill("secretary")
    page.locator("input[name=password]").fill(site.passwords["secretary"])
    page.locator("main button").first.click()
    page.goto("/en/take-in/")
    page.locator("input[name=slug]").fill("wards")
    page.locator("input[name=title_en]").fill("Wards")
    page.locator("input[name=title_zh]").fill("各区")
    page.locator("input[name=dated]").fill("2024-03-01")
    file: FilePayload = {"name": "wards.txt", "mimeType": "text/plain", "buffer": TREES.encode()}
    page.locator("input[name=text_en]").set_input_files(file)
    page.locator("main form.sheet button").first.click()
    page.goto("/en/records/wards/review/")
    assert "0 of 20" in page.locator("[role=status]").inner_text()
    for step in range(19):
        key = {3: "x", 7: "3", 11: "m"}.get(step, "a")
        with page.expect_navigation():
            page.keyboard.press(key)
    # One was struck out, one set to another type, two were merged into one.
    assert "18 of 18" in page.locator("[role=status]").inner_text()
    page.keyboard.press("k")
    page.keyboard.press("w")
    focused = "document.activeElement.tagName"
    assert page.evaluate(focused) == "TEXTAREA"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "LI"
