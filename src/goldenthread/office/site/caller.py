"""A client of Goldenthread's API, on the standard library alone; see `Office` at the end."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from uuid import uuid4


class Problem(Exception):
    """A refusal: its HTTP `status`, what is wrong, and where and what to do if that is said."""

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        self.status = status
        self.detail = str(told.get("detail", ""))
        self.place = str(told.get("place", ""))
        self.remedy = str(told.get("remedy", ""))
        self.faults: list[dict[str, str]] = told.get("faults", [])
        super().__init__(" ".join(part for part in (self.detail, self.remedy) if part))


class Caller:
    """Whoever asks the office at `address`; without a token it reads what the public reads."""

    def __init__(self, address: str, token: str = "", *, timeout: float = 60.0) -> None:
        self.address = address.rstrip("/")
        self.token = token
        self.timeout = timeout

    def get(self, path: str, **asked: Any) -> Any:
        """Return what stands at `path`; Problem says why not."""
        given = {name: value for name, value in asked.items() if value is not None}
        return self._sent("GET", path + (f"?{urlencode(given)}" if given else ""))

    def pages(self, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """Yield each row of a list, page after page."""
        after: str | None = ""
        while after is not None:
            told = self.get(path, after=after or None, **asked)
            yield from told["items"]
            after = told["next"]

    def post(self, path: str, given: dict[str, Any], *, key: str | None) -> Any:
        """Have something done once under `key`, or a key of its own; Problem says why not.

        Values of None are left out.
        """
        said = {name: value for name, value in given.items() if value is not None}
        return self._sent("POST", path, said, key or uuid4().hex)

    def _sent(self, method: str, path: str, given: Any = None, key: str = "") -> Any:
        data = None if given is None else json.dumps(given, default=str).encode()
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if data is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key}
        asked = Request(self.address + path, data=data, headers=headers, method=method)
        try:
            with urlopen(asked, timeout=self.timeout) as answer:
                return json.load(answer)
        except HTTPError as refused:
            raise Problem(refused.code, _problem(refused)) from refused


def _problem(refused: HTTPError) -> dict[str, Any]:
    """What a refusal tells, or its status where it is no problem of ours."""
    with refused:
        try:
            told = json.load(refused)
        except ValueError:
            told = None
    return told if isinstance(told, dict) else {"detail": f"{refused.code} {refused.reason}"}


def _quoted(part: object) -> str:
    return quote(str(part), safe="")
