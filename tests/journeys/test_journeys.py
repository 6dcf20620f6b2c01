"""What people come for, done in a real browser: read, walk back, take in, publish."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

pytestmark = pytest.mark.browser

#: The checker itself, put into the page past its content policy as the browser's owner may.
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

NOTICE = """Jiaxing Municipal Government

Notice on the key duties of 2024

1 March 2024

The key duties and the units responsible for them are laid down as follows:

1. Raise exports by 5 per cent. Lead: Finance Bureau.
"""

CARD, LATEST = "/en/editions/2023Q4/1/", "/en/editions/2024Q4/2/"
PAGES = (
    "",
    "editions/",
    "editions/2023Q4/1/",
    "briefs/2023Q4/1/",
    "editions/2023Q4/1/walk/2023-4/",
    "editions/2023Q4/1/since/2023Q4/1/",
    "editions/2023Q4/1/ask/2023-4/",
    "asked/2023Q4/1/",
    "codings/2023Q4/1/",
    "weights/2023Q4/1/?2023-4=3",
    "data/",
    "records/",
    "records/meeting/",
    "records/notice-2023/",
    "commitments/",
    "commitments/2023-4/",
    "units/",
    "units/development-reform/",
    "indicators/",
    "indicators/gdp/",
    "observations/1/",
    "sources/S08/",
    "trail/",
    "trail/40/",
    "search/?q=%E6%8A%95%E8%B5%84",
    "verify/",
    "sign-in/",
    "nowhere/",
)
KEEPER_PAGES = ("people/", "people/add/", "erasures/", "erasures/ask/", "erasures/1/")
STAFF_PAGES = (
    "account/",
    "account/password/",
    "account/authenticator/",
    "account/passkeys/",
    "account/passkeys/add/",
    "account/sign-ins/",
    "account/again/",
    "account/mail/",
    "take-in/",
    "take-in/many/",
    "records/notice-2023/circulate/",
    "records/notice-2023/review/",
    "editions/compute/",
    "commitments/adopt/1/",
    "indicators/gdp/record/",
    "indicators/gdp/meaning/",
    "targets/2023-4/path/",
    "duties/2023-4/target/",
    "name-source/",
    "commitments/2023-4/assign/",
    "commitments/2023-4/extend/",
    "commitments/2023-4/set-due/",
    "commitments/2023-4/set-supporting/",
    "commitments/2023-4/explain/",
    "commitments/2023-4/milestone/",
    "commitments/2023-4/withdraw/",
    "commitments/2023-4/supersede/",
    "duties/import/",
    "desk/",
    "my-work/",
)


def _sign_in(page: Page, site: Any, who: str) -> None:
    page.goto("/en/sign-in/")
    page.fill("#id_login", who)
    page.fill("#id_password", site.passwords[who])
    page.click("form.sheet button")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_reader_walks_back_from_the_missed_target_to_the_sentence(page: Page) -> None:
    page.goto("/en/editions/")
    page.locator(f"main a[href='{CARD}']").first.click()
    duty = page.locator("section.duty", has_text="Raise fixed-asset investment")
    expect(duty).to_contain_text("Missed by 2.6")
    duty.get_by_role("link", name="walk back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.4")
    page.get_by_role("link", name="See it in:").click()
    sentence = page.locator("mark:target")
    expect(sentence).to_have_text("Raise fixed-asset investment by 10 per cent")
    expect(sentence).to_be_in_viewport()


def test_a_reader_follows_the_value_to_its_source_and_to_its_entry_in_the_log(page: Page) -> None:
    page.goto(f"{CARD}walk/2023-4/")
    page.locator("ol.walk-back a[href*='/observations/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.4")
    page.get_by_role("link", name="Entry").click()
    expect(page.locator("pre.note")).to_contain_text("observation.recorded")
    page.go_back()
    page.locator("dl.facts a[href*='/sources/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Work report")


def test_a_reader_changes_the_language_and_stays_where_they_are(page: Page) -> None:
    page.goto(f"{CARD}walk/2023-4/")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{page.url.split('/zh')[0]}/zh-hans/editions/2023Q4/1/walk/2023-4/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("ol.walk-back mark")).to_have_text("固定资产投资比上年增长10%")


def test_everything_can_be_reached_without_a_mouse(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/en/')[0]}{LATEST}")


def test_the_secretary_takes_in_a_document_and_takes_up_a_duty(
    page: Page, site: Any, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE)
    _sign_in(page, site, "secretary")
    page.goto("/en/records/")
    page.get_by_role("link", name="Take in a document").click()
    page.fill("#id_title_en", "Exports")
    page.fill("#id_title_zh", "出口")
    page.fill("#id_slug", "exports")
    page.set_input_files("#id_text_en", notice)
    page.click("form.sheet button")
    expect(page.locator("mark").first).to_contain_text("Raise exports by 5 per cent")
    page.get_by_role("link", name="Take it up as a duty").first.click()
    page.fill("#id_title_en", "Raise exports")
    page.fill("#id_title_zh", "扩大出口")
    page.fill("#id_slug", "2024-exports")
    page.click("form.sheet button")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Raise exports")
    expect(page.locator("dl.facts").first).to_contain_text("Finance Bureau")


def test_a_document_that_cannot_be_read_is_refused_with_a_remedy(
    page: Page, site: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "plan.txt"
    wrong.write_bytes(b"%PDF-1.7 no text")
    _sign_in(page, site, "secretary")
    page.goto("/en/take-in/")
    page.fill("#id_title_en", "Plan")
    page.fill("#id_title_zh", "计划")
    page.fill("#id_slug", "plan")
    page.set_input_files("#id_text_en", wrong)
    page.click("form.sheet button")
    expect(page.get_by_role("alert")).to_contain_text("plan.txt")
    expect(page.get_by_role("alert")).to_contain_text("Give the file the ending that fits")
    expect(page.locator("#id_title_en")).to_have_value("Plan")


def test_the_secretary_computes_a_card_and_the_leader_publishes_it(
    browser: Browser, page: Page, site: Any
) -> None:
    _sign_in(page, site, "secretary")
    page.goto("/en/editions/compute/")
    page.fill("#id_quarter", "2023Q4")
    page.fill("#id_as_known", "2024-02-28")
    page.fill("#id_reason", "As known a month later")
    page.click("form.sheet button")
    draft = page.url
    expect(page.get_by_text("This is a draft")).to_be_visible()
    expect(page.get_by_role("button", name="Publish it")).to_have_count(0)
    assert page.request.get(draft).status == 200
    leader = browser.new_context(base_url=site.address).new_page()
    assert leader.request.get(draft).status == 404
    _sign_in(leader, site, "leader")
    leader.goto(draft)
    leader.get_by_role("button", name="Publish it").click()
    expect(leader.locator(".crumbs")).to_contain_text("published here on")
    leader.get_by_role("button", name="Sign out").click()
    assert leader.request.get(draft).status == 200
    leader.context.close()


def test_the_secretary_gives_a_duty_more_time_and_the_auditor_reads_why(
    browser: Browser, page: Page, site: Any
) -> None:
    _sign_in(page, site, "secretary")
    page.goto("/en/commitments/2023-5/")
    page.get_by_role("link", name="Give it more time").click()
    page.fill("#id_to", "2024-06-30")
    page.fill("#id_reason", "The plan of works came late.")
    page.click("form.sheet button")
    expect(page.locator("dl.facts").first).to_contain_text("30 June 2024")
    auditor = browser.new_context(base_url=site.address).new_page()
    _sign_in(auditor, site, "auditor")
    auditor.goto("/en/commitments/2023-5/")
    expect(auditor.get_by_role("link", name="Give it more time")).to_have_count(0)
    auditor.locator("main p.meta a[href*='/trail/']").last.click()
    expect(auditor.locator("main")).to_contain_text("The plan of works came late.")
    auditor.get_by_role("button", name="Sign out").click()
    auditor.go_back()
    auditor.reload()
    expect(auditor.locator("main")).not_to_contain_text("The plan of works came late.")
    auditor.context.close()


def test_a_unit_reports_with_evidence_and_the_leader_accepts(
    browser: Browser, page: Page, site: Any, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.7 the plan of works")
    _sign_in(page, site, "contributor")
    page.goto("/en/my-work/")
    page.locator("main a[href='/en/commitments/2023-4/report/']").click()
    page.select_option("#id_state", "reported done")
    page.fill("#id_words", "The works of the year are done.")
    page.click("form.sheet button")
    expect(page.get_by_role("alert")).to_contain_text("needs a file, a link or a figure")
    faults = _faults(page, page.url)
    page.select_option("#id_state", "reported done")
    page.fill("#id_words", "The works of the year are done.")
    page.set_input_files("#id_file", plan)
    page.click("form.sheet button")
    expect(page.locator("main")).to_contain_text("waits to be accepted")
    reported = page.url
    leader = browser.new_context(base_url=site.address).new_page()
    _sign_in(leader, site, "leader")
    leader.goto("/en/desk/")
    leader.get_by_role("link", name="Raise fixed-asset investment").first.click()
    faults += _faults(leader, reported)
    with leader.expect_download() as saved:
        leader.get_by_role("link", name="plan.pdf").click()
    assert saved.value.path().read_bytes() == plan.read_bytes()
    leader.get_by_role("link", name="Accept it").click()
    faults += _faults(leader, leader.url)
    leader.check("#id_is_verified")
    leader.fill("#id_reason", "Seen on site.")
    leader.click("form.sheet button")
    expect(leader.locator("main")).to_contain_text("accepted")
    leader.goto("/en/commitments/2023-4/")
    expect(leader.locator("dl.facts").first).to_contain_text("verified")
    leader.context.close()
    assert faults == []


def test_many_files_come_in_one_goes_round_and_a_unit_is_answered(
    browser: Browser, page: Page, site: Any, tmp_path: Path
) -> None:
    files = {"Drains.txt": NOTICE.replace("exports", "drains"), "Plan.pages": "Plan"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    _sign_in(page, site, "secretary")
    page.goto("/en/take-in/many/")
    page.set_input_files("#id_documents", [tmp_path / name for name in files])
    page.click("form.sheet button")
    expect(page.get_by_text("2 of 2 files read")).to_be_visible()
    expect(page.get_by_text(".pages documents are not read")).to_be_visible()
    assert _faults(page, page.url) == []
    page.get_by_role("link", name="Drains.txt").click()
    page.get_by_role("link", name="Send it round").click()
    page.get_by_label("Development and Reform Commission").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("has not said so yet")).to_be_visible()
    unit = browser.new_context(base_url=site.address).new_page()
    _sign_in(unit, site, "contributor")
    unit.goto("/en/desk/")
    unit.get_by_role("link", name="Drains").click()
    unit.get_by_role("button", name="We have it").click()
    unit.get_by_role("link", name="Ask about it").click()
    unit.fill("#id_text", "Which <b>drains</b>?")
    unit.get_by_role("button", name="Send").click()
    assert _faults(unit, unit.url) == []
    page.goto("/en/desk/")
    page.get_by_role("link", name="Drains").click()
    page.fill("#id_text", "Those of the harbour.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Which <b>drains</b>?")).to_be_visible()
    expect(page.get_by_text("has it", exact=False).first).to_be_visible()
    page.goto("/en/search/?q=drains")
    expect(page.locator("mark.found").first).to_have_text("drains", ignore_case=True)
    unit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_of_page_is_accessible_and_fits_a_phone(
    browser: Browser, site: Any, language: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=site.address, color_scheme=scheme)
    window, faults = context.new_page(), []
    _sign_in(window, site, "secretary")
    for name in STAFF_PAGES:
        faults += _faults(window, f"/{language}/{name}")
    window.context.clear_cookies()
    _sign_in(window, site, "administrator")
    _ask_for_an_erasure(window)
    for name in KEEPER_PAGES:
        faults += _faults(window, f"/{language}/{name}")
    window.context.clear_cookies()
    for name in PAGES:
        faults += _faults(window, f"/{language}/{name}")
    context.close()
    assert faults == []


def _ask_for_an_erasure(window: Page) -> None:
    """Ask for one, so that there is a page of it; asked again, it stays as it is."""
    window.goto("/en/erasures/ask/")
    window.get_by_role("link", name="Demo Auditor").click()
    assert _faults(window, window.url) == []
    window.check("[name=names][value=name_zh]")
    window.fill("[name=ground]", "The law on personal data, article 47.")
    window.locator("form.sheet button").click()


def _faults(window: Page, address: str) -> list[str]:
    """What axe-core finds, and whether the page is wider than a phone."""
    window.set_viewport_size({"width": 1100, "height": 900})
    window.goto(address)
    window.evaluate(AXE)
    found = window.evaluate("axe.run()")["violations"]
    faults = [f"{address}: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
    window.set_viewport_size({"width": 390, "height": 844})
    if (width := window.evaluate("document.documentElement.scrollWidth")) > 390:
        faults.append(f"{address}: {width} pixels wide on a phone")
    return faults


def test_a_hostile_table_is_shown_as_words_and_changes_nothing(page: Page, site: Any) -> None:
    run = "<script>document.title='run'</script><img src=x onerror=alert(1)>"
    heading = "短名,文件,序号,英文标题,中文标题,牵头单位"
    good = f"new-one,notice-2023,4,{run},{run},"
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    _sign_in(page, site, "secretary")
    for row, said in ((good, "Apply all of it"), (f"{run},,,,,{run}", "Nothing was changed.")):
        page.goto("/en/duties/import/")
        data = f"{heading}\r\n{row}\r\n".encode("gb18030")
        file = FilePayload(name="../../duties.csv", mimeType="text/html", buffer=data)
        page.set_input_files("input[type=file]", file)
        page.get_by_role("button", name="Show what it would change").click()
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_text(run).first).to_be_visible()
        expect(page).to_have_title("Bring in a table of duties · Goldenthread")
    assert asked == []
    page.goto("/en/commitments/new-one/")
    expect(page.get_by_text(run)).to_have_count(0)


def test_the_site_can_be_printed_without_its_frame(page: Page) -> None:
    page.goto(CARD)
    page.emulate_media(media="print")
    expect(page.locator("header.chrome")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
