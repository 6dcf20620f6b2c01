"""Write the bill of materials, CycloneDX 1.6 as JSON: `python requirements/bill_of_materials.py`.

It says what the pins say: which packages the product runs on, at which version,
of which bytes and under which licence. The same pins give the same bytes.
"""

import json
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

from pins import Pin, name_of, pins

ROOT = Path(__file__).resolve().parent.parent
_SPACE = uuid.UUID("5f0c1d0a-53a5-4f0e-9c2a-1d6f6a3b7d10")


def bill(requirements: str, *, licences: dict[str, str], version: str, needed: list[str]) -> Any:
    """Return the bill for the pinned `requirements` of this product at `version`.

    `licences` gives each package's SPDX expression, `needed` the packages that
    it uses itself. KeyError for a package without a licence.
    """
    pinned = pins(requirements)
    by_name = {pin.name: pin for pin in pinned}
    own = f"goldenthread@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, own + requirements)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "goldenthread",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(pin, licences[pin.name]) for pin in pinned],
        "dependencies": [
            {"ref": own, "dependsOn": [_purl(by_name[name]) for name in sorted(set(needed))]}
        ],
    }


def _component(pin: Pin, licence: str) -> dict[str, Any]:
    is_one = " " not in licence
    return {
        "type": "library",
        "bom-ref": _purl(pin),
        "name": pin.name,
        "version": pin.version,
        "purl": _purl(pin),
        "licenses": [{"license": {"id": licence}} if is_one else {"expression": licence}],
        "hashes": [{"alg": "SHA-256", "content": each} for each in pin.hashes],
    }


def _purl(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def whole() -> str:
    """Return the bill of this checkout, as it is written into a file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    told = tomllib.loads((ROOT / "requirements/licences.toml").read_text())
    source = (ROOT / "src/goldenthread/__init__.py").read_text()
    version = source.split('__version__ = "')[1].split('"')[0]
    needed = [name_of(each.split("[")[0].split(">")[0]) for each in project["dependencies"]]
    requirements = (ROOT / "requirements/run.txt").read_text()
    made = bill(requirements, licences=told["packages"], version=version, needed=needed)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(whole())
