"""Whatever is sent to the API, by whomever: no server error, and the document keeps its word."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from goldenthread.office.site.wsgi import application
from people import PEOPLE, add_stranger
from tokens import headers_of

pytestmark = pytest.mark.usefixtures("loaded", "db")

#: Things of the example by the word of the address before their name.
REAL = {
    "commitments": "2023-4",
    "documents": "notice-2023",
    "indicators": "retail-growth",
    "questions": "none",
    "targets": "2023-4",
}
#: What makes a file a table of figures no schema can tell.
UNTOLD = {"/api/tables": [positive_data_acceptance]}
QUICK = settings(
    max_examples=2,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request to the application itself closes a connection that is inside a transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def document(one_connection: None) -> Any:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app=application)


def tried(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> None:
    turns = cycle((True, False))

    @QUICK
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        with transaction.atomic():
            # Every other one is about a thing that is there.
            if next(turns) and "slug" in case.path_parameters:
                case.path_parameters["slug"] = REAL[case.path.split("/")[2]]
            case.call_and_validate(headers=headers, excluded_checks=UNTOLD.get(case.path, []))
            transaction.set_rollback(True)

    holds()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_operation_keeps_its_word_to_everybody(who: str, document: Any) -> None:
    add_stranger()
    headers = headers_of(who)
    operations = [found.ok() for found in document.get_all_operations()]
    assert operations
    for operation in operations:
        for mode in GenerationMode:
            tried(operation, mode, headers)
