"""A bundle names who cosigned the log since, and shows what was known when it was published."""

import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from goldenthread.ledger import (
    Checkpoint,
    Policy,
    VerifierKey,
    Witness,
    WitnessSigner,
    decide,
    verify,
)
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.actions import withdraw
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.editions.files import latest_bundle
from goldenthread.office.editions.models import BUNDLE, Edition
from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.cosigning import cosign
from goldenthread.office.trail.models import Value

pytestmark = pytest.mark.django_db

WITNESSES = [WitnessSigner(f"{each}.example.invalid/witness", each.encode() * 32) for each in "ab"]


@pytest.fixture
def edition(loaded: Loaded) -> Edition:
    """The published edition of the worked example."""
    assert loaded.files
    return Edition.objects.get(quarter="2023Q4", number=1)


@pytest.fixture
def asked(edition: Edition, settings: Settings, tmp_path: Path) -> Policy:
    """Two neighbours cosign the log, and a reader's policy asks for both."""
    keys = {f"https://{each.name}": each for each in WITNESSES}
    named = [Witness(f"w{n}", each.verifier, at) for n, (at, each) in enumerate(keys.items())]
    log = VerifierKey.parse(head().key)
    settings.TRAIL_NEIGHBOURS = tmp_path / "neighbours.policy"
    settings.TRAIL_NEIGHBOURS.write_text(Policy((log,), tuple(named)).text)
    latest: dict[str, Checkpoint] = {}

    def send(url: str, body: bytes) -> tuple[int, bytes]:
        made = decide(body, logs={log.name: [log]}, latest=latest.get, key=keys[url], time=1)
        return made.status, made.body

    assert not [each.fault for each in cosign(send=send) if each.fault]
    asked = Policy.parse(
        Policy((log,), tuple(named)).text.replace("quorum none", "group both 2 w0 w1\nquorum both")
    )
    return asked


def test_the_bundle_is_the_one_published_until_somebody_cosigns(edition: Edition) -> None:
    assert latest_bundle(edition) == bytes(edition.files.get(name=BUNDLE).content)


def test_what_two_neighbours_cosigned_satisfies_who_asks_for_both(
    edition: Edition, asked: Policy, client: Client, tmp_path: Path
) -> None:
    before = bytes(edition.files.get(name=BUNDLE).content)
    assert verify(before, policy=asked.text).status == 2
    made = client.get(reverse("edition-file", args=["2023Q4", 1, BUNDLE]))
    assert made.status_code == HTTPStatus.OK
    assert verify(made.content, policy=asked.text).status == 0
    (tmp_path / "bundle.zip").write_bytes(made.content)
    (tmp_path / "policy.txt").write_text(asked.text)
    subprocess.run([sys.executable, "-c", _UNPACK, tmp_path], check=True)
    told = subprocess.run(
        [sys.executable, "verify.py", "bundle.zip", "--policy", "policy.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


_UNPACK = """
import sys, zipfile
zipfile.ZipFile(sys.argv[1] + "/bundle.zip").extract("verify.py", sys.argv[1])
"""


def test_what_became_of_a_duty_later_does_not_enter_the_bundle(
    edition: Edition, asked: Policy
) -> None:
    secretary = Person.objects.filter(role="secretary").earliest("pk")
    duty = Commitment.objects.get(slug="2023-4")
    withdraw(duty, reason="it is done elsewhere", by=secretary)
    assert verify(latest_bundle(edition), policy=asked.text).status == 0


def test_where_a_value_was_erased_since_the_bundle_as_published_is_given(
    edition: Edition, asked: Policy
) -> None:
    Value.objects.filter(entry__object=edition.trail_object, name="card").delete()
    assert latest_bundle(edition) == bytes(edition.files.get(name=BUNDLE).content)


def test_neighbours_whom_the_office_names_no_more_have_cosigned_all_the_same(
    edition: Edition, asked: Policy, settings: Settings
) -> None:
    settings.TRAIL_NEIGHBOURS.unlink()
    assert verify(latest_bundle(edition), policy=asked.text).status == 0
