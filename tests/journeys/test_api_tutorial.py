"""The tutorial of the API, done word for word: a token by the page, the client, the program."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCOPES = ("read", "record", "commitment")


def _token(page: Page, site: Any) -> str:
    """What the page shows once to the secretary who makes a token."""
    page.goto("/en/sign-in/")
    page.locator("input[name=login]").fill("secretary")
    page.locator("input[name=password]").fill(site.passwords["secretary"])
    page.locator("main button").first.click()
    page.goto("/en/account/tokens/")
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(site.passwords["secretary"])
        page.locator("main button").first.click()
    page.locator("input[name=name]").fill("tutorial")
    for scope in SCOPES:
        page.locator(f"input[name=scopes][value={scope}]").check()
    page.locator("form.sheet button").click()
    return page.locator("main code").first.inner_text()


def test_the_tutorials_program_does_what_it_says(
    page: Page, site: Any, root: Path, tmp_path: Path
) -> None:
    client = tmp_path / "goldenthread_client.py"
    command = [sys.executable, "-m", "goldenthread.cli", "api-client", str(client)]
    subprocess.run([*command, "--home", str(site.home)], check=True, capture_output=True)
    words = (root / "docs/tutorial/api.md").read_text("utf-8")
    program = "\n".join(re.findall(r"```python\n(.*?)```", words, re.S))
    program = program.replace("http://127.0.0.1:8000", site.address)
    (tmp_path / "program.py").write_text(program.replace("gt_…", _token(page, site)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
         "exec(open(sys.path[0] + '/program.py').read())"],
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "commitment/sea-wall 1" in done.stdout
    assert "finish the sea wall by June 2025" in done.stdout
    assert re.search(r"^409 .+\. .+$", done.stdout, re.M)
    page.goto("/en/commitments/sea-wall/")
    assert "Finish the sea wall" in page.locator("h1").inner_text()
