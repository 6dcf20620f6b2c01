"""A client of the API in Python, written from its own OpenAPI document."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from goldenthread.office.site import caller

Document: TypeAlias = Mapping[str, Any]
_PARAMETER = re.compile(r"{(\w+)}")
_TYPES = {"string": "str", "integer": "int", "boolean": "bool", "number": "float"}


def client_source(document: Document) -> str:
    """Return one Python file, on the standard library alone, with a method for each operation.

    `document` is the OpenAPI 3.1 document. What writes is named as its action,
    with `_` for the dot; what reads is named as the end of its address. Parts of
    an address come first, in order; what is sent is given by name.
    """
    base = Path(caller.__file__).read_text("utf-8")
    methods = [
        "\n".join(_method(document, path, method, operation))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    title = f'    """What the office at an address does, version {document["info"]["version"]}."""'
    return "\n".join([base, "", "class Office(Caller):", title, "", "\n\n".join(methods), ""])


def _method(document: Document, path: str, method: str, operation: Document) -> Iterator[str]:
    parts = _parts(path)
    named = dict(parts)
    address = _PARAMETER.sub(lambda found: f"{{_quoted({named[found[1]]})}}", path)
    quoted = f'f"{address}"' if parts else f'"{path}"'
    said = operation.get("description") or operation["summary"]
    if method == "post":
        yield from _write(document, operation, [name for _, name in parts], quoted, said)
    else:
        yield from _read(path, operation, [name for _, name in parts], quoted, said)


def _write(
    document: Document, operation: Document, parts: list[str], address: str, said: str
) -> Iterator[str]:
    """A method that has something done."""
    schema = _schema(document, operation["requestBody"]["content"]["application/json"]["schema"])
    required, fields = schema.get("required", []), schema["properties"]
    ordered = sorted(fields, key=lambda name: name not in required)
    given = [_argument(name, fields[name], name in required) for name in ordered]
    first = ["self", *(f"{name}: object" for name in parts), *(["/"] if parts else [])]
    yield f"    def {operation['operationId'].replace('.', '_')}("
    yield from (f"        {each}," for each in [*first, "*", *given, "key: str | None = None"])
    yield "    ) -> dict[str, Any]:"
    yield f'        """{said}"""'
    yield "        given = {"
    yield from (f'            "{name}": {name},' for name in ordered)
    yield "        }"
    yield f"        told: dict[str, Any] = self.post({address}, given, key=key)"
    yield "        return told"


def _read(
    path: str, operation: Document, parts: list[str], address: str, said: str
) -> Iterator[str]:
    """A method that reads one thing, or each row of a list."""
    asked = [
        each["name"]
        for each in operation["parameters"]
        if each["in"] == "query" and each["name"] not in ("after", "limit")
    ]
    one = path.endswith("}")
    name = path.split("/")[-2].removesuffix("s") if one else path.split("/")[-1]
    given = ["self", *(f"{part}: object" for part in parts), *(["/"] if parts else [])]
    given += ["*", *(f"{each}: str | None = None" for each in asked)] if asked else []
    passed = "".join(f", {each}={each}" for each in asked)
    kind = "dict[str, Any]" if one else "Iterator[dict[str, Any]]"
    yield f"    def {name.replace('-', '_')}({', '.join(given)}) -> {kind}:"
    yield f'        """{said}"""'
    if one:
        yield f"        told: dict[str, Any] = self.get({address}{passed})"
        yield "        return told"
    else:
        yield f"        return self.pages({address}{passed})"


def _parts(path: str) -> list[tuple[str, str]]:
    """The parameters of an address, each with the name of what it is of."""
    steps = path.split("/")
    out = []
    for place, step in enumerate(steps):
        if found := _PARAMETER.fullmatch(step):
            before = steps[place - 1].removesuffix("s")
            is_plain = found[1] not in ("slug", "number") or before.startswith("{")
            out.append((found[1], found[1] if is_plain else before.replace("-", "_")))
    return out


def _argument(name: str, field: Document, is_required: bool) -> str:
    kind = _kind(field)
    return f"{name}: {kind}" if is_required else f"{name}: {kind} | None = None"


def _kind(field: Document) -> str:
    """The Python type of what is sent; days are given as text or as dates."""
    choices = [each for each in field.get("anyOf", [field]) if each.get("type") != "null"]
    first = choices[0]
    if first.get("format") == "date":
        return "object"
    if first.get("type") == "array":
        return f"list[{_kind(first['items'])}]"
    return _TYPES.get(first.get("type", ""), "str")


def _schema(document: Document, given: Document) -> Document:
    name = given["$ref"].rpartition("/")[2]
    found: Document = document["components"]["schemas"][name]
    return found
