"""The page about the OWASP standard has each of its rows, and each row its test or its reason."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

#: How many requirements of levels 1 and 2 each section of version 5.0.0 begins with; those of
#: level 3 stand behind them.
SECTIONS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
NUMBERS = [
    f"{chapter}.{section}.{row}"
    for chapter, counts in SECTIONS.items()
    for section, count in enumerate(counts, 1)
    for row in range(1, count + 1)
]
ANSWERS = ("met", "open", "none here")
_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (met|open|none here) \| (.+) \|$", re.M)
_TEST = re.compile(r"`([a-z_/0-9]+\.py)::(test_\w+)`")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/reference/asvs.md").read_text()


def test_every_requirement_of_both_levels_has_its_row_in_order(page: str) -> None:
    assert len(NUMBERS) == 253
    assert [row[0] for row in _ROW.findall(page)] == NUMBERS
    assert page.count("\n| ") == len(NUMBERS) + len(SECTIONS)


def test_every_test_that_a_row_names_is_there(page: str, root: Path) -> None:
    by_file: dict[str, set[str]] = {}
    missing = []
    for file, name in _TEST.findall(page):
        if file not in by_file:
            tree = ast.parse((root / "tests" / file).read_text())
            by_file[file] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        if name not in by_file[file]:
            missing.append(f"{file}::{name}")
    assert missing == []
    assert page.count("::") == len(_TEST.findall(page))


def test_every_row_names_a_test_or_says_why(page: str) -> None:
    bare = [
        number
        for number, _, _, why in _ROW.findall(page)
        if not _TEST.search(why) and "](" not in why and not why.endswith(".")
    ]
    assert bare == []


def test_what_stands_as_in_another_row_stands_so_there(page: str) -> None:
    answers = {number: answer for number, _, answer, _ in _ROW.findall(page)}
    led = re.findall(r"^\| (\S+) \| .* \| As (\d+\.\d+\.\d+)", page, re.M)
    assert len(led) > 20
    assert [each for each in led if answers[each[0]] != answers[each[1]]] == []


def test_the_count_at_the_head_is_that_of_the_rows(page: str) -> None:
    counted = Counter(answer for _, _, answer, _ in _ROW.findall(page))
    said = " · ".join(f"{counted[answer]} {answer}" for answer in ANSWERS)
    assert f"Of {len(NUMBERS)}: {said}." in page
