"""Only an action writes what the ledger keeps: no other code saves, deletes, or speaks SQL."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

#: What writes through Django, whatever it is called on.
WRITES = {
    "save",
    "save_base",
    "create",
    "acreate",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "_raw_delete",
    "executemany",
    "executescript",
}
SQL = {"raw", "cursor"}
#: What writes when it is called on rows, and not on a dictionary or a hash.
ROW_WRITES = {"update", "delete", "set", "add", "remove", "clear"}
ROWS = {"objects", "_base_manager", "_default_manager", "filter", "exclude", "all", "order_by"}
#: Beneath the actions: what appends entries, keeps guard, makes the tables, or
#: fills them from a backup, or keeps the index for searching.
BENEATH = ("trail/", "/migrations/", "indicators/closing.py", "site/copying.py", "site/indexing.py")


def is_an_actions_file(name: str) -> bool:
    return name.endswith("actions.py") or "/actions/" in name


def written(source: str) -> Iterator[str]:
    """Yield every call that writes rows, and every opening of a change."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "goldenthread.office.trail.changes":
            yield from (f"imports {each.name}" for each in node.names if each.name == "change")
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in ("QuerySet", "RawSQL"):
            yield f"line {node.lineno}: {node.func.id}"
        if isinstance(node.func, ast.Attribute):
            called, on = node.func.attr, ast.unparse(node.func.value)
            on_rows = called in ROW_WRITES and _is_rows(node.func.value)
            if called in WRITES or called in SQL or on_rows:
                yield f"line {node.lineno}: {on}.{called}"


def _is_rows(value: ast.expr) -> bool:
    names = {each.attr for each in ast.walk(value) if isinstance(each, ast.Attribute)}
    return bool(names & ROWS)


def test_no_code_of_the_office_writes_rows_outside_an_action(root: Path) -> None:
    office = root / "src/goldenthread/office"
    found = []
    for path in sorted((root / "src/goldenthread").rglob("*.py")):
        name = str(path.relative_to(office)) if path.is_relative_to(office) else f"../{path.name}"
        if is_an_actions_file(name) or any(each in f"{name}" for each in BENEATH):
            continue
        if "django" in (source := path.read_text()) or "goldenthread.office" in source:
            found += [f"{name}: {each}" for each in written(source)]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "from goldenthread.office.trail.changes import change",
        "area.save()",
        "Area.objects.create(slug='bay')",
        "Area.objects.filter(slug='bay').update(name_en='x')",
        "Area._base_manager.all().delete()",
        "models.QuerySet(Area).filter(pk=1)._raw_delete('default')",
        "connection.cursor().execute('UPDATE bodies_area SET name_en = 1')",
        "Area.objects.raw('DELETE FROM bodies_area')",
        "body.peers.all().update(position=1)",
    ],
)
def test_the_search_finds_what_is_planted(planted: str) -> None:
    assert list(written(planted))


@pytest.mark.parametrize("harmless", ["seen.add(name)", "shown.update(more)", "made = {}.copy()"])
def test_the_search_passes_over_what_writes_no_row(harmless: str) -> None:
    assert list(written(harmless)) == []
