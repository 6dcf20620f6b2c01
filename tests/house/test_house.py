"""The house holds its own rules: words, documents, and what is committed."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from typer.main import get_command

from goldenthread.cli import app
from goldenthread.office.bodies.models import Role
from goldenthread.office.bodies.permissions import PERMISSIONS

COMMANDS: dict[str, Any] = cast(Any, get_command(app)).commands
EVERY_COMMAND = sorted(COMMANDS)


def test_every_command_is_documented(root: Path) -> None:
    page = (root / "docs/reference/commands.md").read_text()
    missing = [name for name in EVERY_COMMAND if f"## `goldenthread {name}" not in page]
    assert missing == []


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_option_of_a_command_is_documented(name: str, root: Path) -> None:
    page = (root / "docs/reference/commands.md").read_text()
    part = page.split(f"## `goldenthread {name}", 1)[1].split("\n## ", 1)[0]
    flags = [
        flag for option in COMMANDS[name].params for flag in option.opts if flag.startswith("--")
    ]
    assert [flag for flag in flags if flag != "--help" and f"`{flag}" not in part] == []


def test_every_action_is_documented_with_who_may_do_it(root: Path) -> None:
    page = (root / "docs/reference/actions.md").read_text()
    told = dict(re.findall(r"^\| `([a-z_.]+)` \| ([^|]+?) \|", page, re.M))
    said = {"the office itself, once": {"system"}, "everybody, for themselves": set(Role.values)}
    said |= {"anybody, without a name": {"public"}, "the office itself": {"system"}}
    assert {action: said.get(who) or set(who.split(", ")) for action, who in told.items()} == {
        action: set(roles) for action, roles in PERMISSIONS.items()
    }


def test_every_setting_from_the_environment_is_documented(root: Path) -> None:
    page = (root / "docs/reference/settings.md").read_text()
    read = set()
    for path in (root / "src").rglob("*.py"):
        read |= set(re.findall(r"GOLDENTHREAD_[A-Z]+(?:_[A-Z]+)*", path.read_text()))
    assert {name for name in read if f"`{name}`" not in page} == set()


def test_every_make_target_has_a_line_of_help(root: Path) -> None:
    makefile = (root / "Makefile").read_text()
    phony = re.search(r"\.PHONY: (.*)", makefile)
    assert phony is not None
    assert [t for t in phony[1].split() if not re.search(rf"^{t}:.*## ", makefile, re.M)] == []


def test_every_words_file_says_each_thing_in_both_languages(root: Path) -> None:
    def faults(table: dict[str, object], path: str) -> list[str]:
        if {"en", "zh"} & table.keys():
            return [] if table.get("en") and table.get("zh") else [path]
        return [
            fault
            for key, inner in table.items()
            if isinstance(inner, dict)
            for fault in faults(inner, f"{path}.{key}")
        ]

    files = sorted((root / "src/goldenthread").rglob("*.toml"))
    assert files
    assert [f for file in files for f in faults(tomllib.loads(file.read_text()), file.name)] == []


def test_nothing_committed_names_a_machine_or_a_lock_file(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False, text=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the list of committed files cannot be had")
    names = [name for name in listed.stdout.split("\0") if name]
    assert not {"uv.lock", "poetry.lock", "package-lock.json"} & set(names)
    pattern = re.compile(rb"(^|[^\w])/(home|root|work)/\w")
    found = [
        name
        for name in names
        if (root / name).is_file() and pattern.search((root / name).read_bytes())
    ]
    assert found == []


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(root)} → {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert dead == []
