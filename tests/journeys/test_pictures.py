"""The pictures of the docs are those that the demo shows.

Run with GOLDENTHREAD_REGENERATE=1 to take them anew.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs/pictures"
WIDE, PHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 780}
BLANK = 8_000


@dataclass(frozen=True)
class Picture:
    """A page of the demo; seen by the secretary where it says so, moved to the words `at`."""

    name: str
    address: str
    is_dark: bool = False
    is_phone: bool = False
    is_staff: bool = False
    at: str = ""


PICTURES = (
    Picture("card-zh-dark", "/zh-hans/editions/2023Q4/1/", is_dark=True),
    Picture("card-phone", "/en/editions/2024Q4/1/", is_phone=True),
    Picture("walk", "/en/editions/2023Q4/1/walk/2023-4/"),
    Picture("questions", "/en/editions/2024Q4/2/", at="Questions about other figures"),
    Picture("changes-zh", "/zh-hans/editions/2024Q4/2/since/2024Q4/1/"),
    Picture("verify", "/en/verify/"),
    Picture("desk", "/en/desk/", is_staff=True),
    Picture("review-zh", "/zh-hans/records/meeting/review/", is_staff=True),
    Picture("duties-dark", "/en/commitments/", is_dark=True, is_staff=True),
)
PAGES_OF_PDF = ("card-pdf-1", "card-pdf-3")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_each_page_can_be_shown(
    browser: Browser, site: Any, tmp_path: Path, picture: Picture
) -> None:
    context = browser.new_context(
        base_url=site.address,
        viewport=PHONE if picture.is_phone else WIDE,  # type: ignore[arg-type]
        color_scheme="dark" if picture.is_dark else "light",
    )
    page = context.new_page()
    if picture.is_staff:
        page.goto("/en/sign-in/")
        page.fill("#id_login", "secretary")
        page.fill("#id_password", site.passwords["secretary"])
        page.locator("main button").first.click()
    answer = page.goto(picture.address)
    assert answer is not None
    assert answer.status == 200
    if picture.at:
        page.get_by_text(picture.at).first.evaluate("each => each.scrollIntoView()")
    taken = tmp_path / f"{picture.name}.png"
    page.screenshot(path=taken)
    context.close()
    _keep(taken)


def test_the_paper_edition_can_be_shown(site: Any, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (Debian: poppler-utils) turns the PDF into pictures; it is absent")
    for name in PAGES_OF_PDF:
        number = name.rpartition("-")[2]
        command = ["pdftoppm", "-png", "-r", "70", "-f", number, "-l", number, "-singlefile"]
        pdf = site.home / "2023Q4" / "card.pdf"
        subprocess.run([*command, pdf, tmp_path / name], check=True)
        _keep(tmp_path / f"{name}.png")


def test_the_page_of_pictures_shows_every_one_and_no_other() -> None:
    text = (ROOT / "docs/explanation/pictures.md").read_text("utf-8")
    shown = set(re.findall(r"\.\./pictures/([\w-]+)\.png", text))
    wanted = {each.name for each in PICTURES} | set(PAGES_OF_PDF)
    assert shown == wanted
    assert {path.stem for path in KEPT.glob("*.png")} == wanted | {"card"}


def _keep(taken: Path) -> None:
    """See that it shows something, and put it into the docs if they are made anew."""
    assert taken.stat().st_size > BLANK
    if os.environ.get("GOLDENTHREAD_REGENERATE"):
        shutil.copyfile(taken, KEPT / taken.name)
