"""The client made from the API's own description asks page by page, writes once, is told why."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from goldenthread.office.site.api import api
from goldenthread.office.site.client import client_source

SOURCE = client_source(api.get_openapi_schema(path_prefix="/api/"))


class Heard(BaseHTTPRequestHandler):
    """Keeps what was asked, and answers as the test says."""

    asked: ClassVar[list[tuple[str, str, dict[str, str], Any]]] = []
    answers: ClassVar[list[tuple[int, bytes]]] = []

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        self.asked.append((self.command, self.path, dict(self.headers), body))
        status, answer = self.answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@pytest.fixture
def heard() -> Iterator[tuple[type[Heard], str]]:
    Heard.asked, Heard.answers = [], []
    with HTTPServer(("127.0.0.1", 0), Heard) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Heard, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def made() -> dict[str, Any]:
    held: dict[str, Any] = {}
    exec(compile(SOURCE, "client", "exec"), held)
    return held


def test_every_operation_has_a_method_of_its_own(made: dict[str, Any]) -> None:
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    operations = [told for by_method in paths.values() for told in by_method.values()]
    methods = [name for name in vars(made["Office"]) if not name.startswith("_")]
    assert len(methods) == len(operations)
    assert {"commitment_adopt", "statements", "observations", "edition_publish"} <= set(methods)


def test_a_list_is_asked_for_page_by_page(heard: tuple[type[Heard], str], made: Any) -> None:
    server, address = heard
    server.answers = [
        (200, b'{"items": [{"id": "a"}], "next": "1f"}'),
        (200, b'{"items": [{"id": "b"}], "next": null}'),
    ]
    office = made["Office"](address, "gt_secret")
    assert [each["id"] for each in office.observations(indicator="retail")] == ["a", "b"]
    assert [path for _, path, _, _ in server.asked] == [
        "/api/observations?indicator=retail",
        "/api/observations?after=1f&indicator=retail",
    ]
    assert server.asked[0][2]["Authorization"] == "Bearer gt_secret"


def test_a_write_has_a_key_and_leaves_out_what_is_not_given(
    heard: tuple[type[Heard], str], made: Any
) -> None:
    server, address = heard
    server.answers = [(200, b'{"thing": "commitment/a", "revision": 2}')] * 2
    office = made["Office"](address)
    told = office.commitment_withdraw("a/b", reason="Done elsewhere.", key="once")
    assert told == {"thing": "commitment/a", "revision": 2}
    office.commitment_withdraw("c")
    (method, path, headers, body), (_, _, other, nothing) = server.asked
    assert (method, path) == ("POST", "/api/commitments/a%2Fb/withdraw")
    assert (headers["Idempotency-Key"], body) == ("once", {"reason": "Done elsewhere."})
    assert (len(other["Idempotency-Key"]), nothing) == (32, {})
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            b'{"detail": "it is closed.", "remedy": "Open it.", "place": "a"}',
            "it is closed. Open it.",
        ),
        (b"<h1>Bad gateway</h1>", "409 Conflict"),
        (b'["not", "a problem"]', "409 Conflict"),
    ],
)
def test_a_refusal_is_told_whatever_its_form(
    heard: tuple[type[Heard], str], made: Any, answer: bytes, said: str
) -> None:
    server, address = heard
    server.answers = [(409, answer)]
    with pytest.raises(made["Problem"]) as caught:
        made["Office"](address).commitment("a")
    assert (caught.value.status, str(caught.value)) == (409, said)
