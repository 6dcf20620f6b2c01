"""The example's documents read as they were read when a person last looked at the result.

GOLDENTHREAD_REGENERATE=1 writes the expected records anew; look at the diff.
"""

import json
import os
from pathlib import Path

import pytest

from goldenthread.reading import as_json, read_file

NAMES = [
    f"{name}.{language}"
    for name in ("meeting", "notice", "notice-2024")
    for language in ("en", "zh")
]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_document_reads_as_recorded(name: str, example: Path, root: Path) -> None:
    found = as_json(read_file(example / f"{name}.md"))
    golden = root / "tests" / "golden" / "reading" / f"{name}.json"
    if os.environ.get("GOLDENTHREAD_REGENERATE"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))
