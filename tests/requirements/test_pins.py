"""What runs is pinned by its bytes, few, and under licences that were read."""

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any

import pytest

from bill_of_materials import bill, whole
from pins import Pin, pins

MOST_PACKAGES = 40
HASH = "0" * 64
FILES = ("run.txt", "dev.txt", "install.txt", "bench.txt")


@pytest.fixture(scope="module")
def run(root: Path) -> list[Pin]:
    return pins((root / "requirements/run.txt").read_text())


@pytest.fixture(scope="module")
def licences(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "requirements/licences.toml").read_text())


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_with_the_hashes_of_its_files(name: str, root: Path) -> None:
    text = (root / "requirements" / name).read_text()
    found = pins(text)
    assert len(found) == len({pin.name for pin in found}) == len(re.findall(r"==", text))
    assert "://" not in text


@pytest.mark.parametrize(
    "line", ["django>=5.2", "django==5.2.19", f"django==5.2.19 --hash=md5:{HASH}", "-r other.txt"]
)
def test_what_is_not_pinned_with_a_hash_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not pinned with a hash"):
        pins(f"# a comment\n{line}\n")


def test_a_pin_is_read_over_its_lines() -> None:
    text = f"Typing_Extensions==4.1 \\\n    --hash=sha256:{HASH} \\\n    --hash=sha256:{HASH}\n"
    assert pins(text) == [Pin("typing-extensions", "4.1", (HASH, HASH))]


def test_few_packages_are_needed_to_run(run: list[Pin]) -> None:
    assert len(run) <= MOST_PACKAGES


def test_every_package_that_runs_has_a_licence_that_was_read(
    run: list[Pin], licences: dict[str, Any]
) -> None:
    assert set(licences["packages"]) == {pin.name for pin in run}


def test_every_licence_is_permissive_or_has_its_reason(licences: dict[str, Any]) -> None:
    used = {
        each for said in licences["packages"].values() for each in re.split(r" (?:AND|OR) ", said)
    }
    permitted = {*licences["permissive"]["licences"], *licences["reasons"]}
    assert used - permitted == set()
    # A reason for what nothing uses any more would permit the next one unread.
    assert set(licences["reasons"]) <= used


def _said(name: str) -> str:
    """What a package says of its licence: its own words are read no further than their heading."""
    told = metadata(name)
    own = [*told.get_all("License-Expression", []), *told.get_all("License", [])]
    classifiers = [each for each in told.get_all("Classifier", []) if each.startswith("License")]
    return " ".join([*(each[:80] for each in own), *classifiers])


#: How packages that do not speak SPDX name what they are under.
WORDS = {
    "Apache-2.0": r"Apache",
    "BSD-2-Clause": r"BSD",
    "BSD-3-Clause": r"BSD|Enthought",
    "ISC": r"ISC",
    "MIT": r"MIT",
    "MPL-2.0": r"MPL",
    "OFL-1.1": r"OFL",
}


def test_the_packages_themselves_say_what_was_read(licences: dict[str, Any]) -> None:
    wrong = []
    for name, read in licences["packages"].items():
        said = _said(name)
        for each in re.split(r" (?:AND|OR) ", read):
            if not re.search(WORDS.get(each, re.escape(each)), said):
                wrong.append(f"{name}: {each} is not in {said}")
    assert wrong == []


def test_what_is_tested_here_is_what_is_pinned(run: list[Pin]) -> None:
    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "absent"

    # What no other platform needs is not installed there.
    odd = {pin.name: installed(pin.name) for pin in run if installed(pin.name) != pin.version}
    assert odd == {} or sys.platform != "linux"


def test_the_bill_of_materials_names_every_package_with_its_bytes_and_licence(
    run: list[Pin], licences: dict[str, Any]
) -> None:
    made = json.loads(whole())
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    told = {each["name"]: each for each in made["components"]}
    assert set(told) == {pin.name for pin in run}
    for pin in run:
        each = told[pin.name]
        assert each["purl"] == f"pkg:pypi/{pin.name}@{pin.version}"
        assert [one["content"] for one in each["hashes"]] == list(pin.hashes)
        (licence,) = each["licenses"]
        assert licences["packages"][pin.name] in (
            licence.get("expression"),
            licence.get("license", {}).get("id"),
        )
    ((root,),) = ([made["dependencies"][0]["dependsOn"]],)
    assert set(root) <= {each["bom-ref"] for each in made["components"]}
    assert len(root) >= 15


def test_the_same_pins_give_the_same_bill_and_others_another() -> None:
    text = f"click==8.5.1 --hash=sha256:{HASH}\n"

    def made(requirements: str) -> Any:
        return bill(requirements, licences={"click": "MIT"}, version="1", needed=["click"])

    assert made(text) == made(text)
    assert made(text)["serialNumber"] != made(text.replace("0", "1"))["serialNumber"]
    with pytest.raises(KeyError, match="click"):
        bill(text, licences={}, version="1", needed=[])
