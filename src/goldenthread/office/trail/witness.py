"""This office as a witness: it cosigns a neighbour's checkpoint if the old log leads to it.

Whose logs stand in `HOME/neighbours.policy`, a C2SP tlog-policy: each `log`
line but the office's own is a neighbour's. Source: C2SP tlog-witness.
"""

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from goldenthread.ledger import Checkpoint as SignedPlace
from goldenthread.ledger import (
    Policy,
    SignerKey,
    VerifierKey,
    Witness,
    WitnessKey,
    WitnessSigner,
    decide,
)
from goldenthread.ledger.witness import Decision, Submission
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.log import made_key
from goldenthread.office.trail.models import Witnessed
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import BadProof, NotPossible


def neighbours() -> Policy:
    """Return whose logs this office cosigns, and who cosigns its own.

    Raise NotPossible where nothing says so, or where it is malformed.
    """
    kept = Path(settings.TRAIL_NEIGHBOURS)
    if not kept.is_file():
        raise NotPossible(
            "no neighbours are named.",
            place=str(kept),
            remedy="Write whose logs to cosign, and whom to ask (docs/howto/witness.md).",
        )
    try:
        return Policy.parse(kept.read_text(encoding="utf-8"))
    except (BadProof, UnicodeDecodeError) as error:
        raise NotPossible(f"{error}.", place=str(kept), remedy="Correct it.") from error


def known_witnesses() -> tuple[Witness, ...]:
    """Return the witnesses that the office names: none where nothing says who they are."""
    try:
        return neighbours().witnesses
    except NotPossible:
        return ()


def witness_key() -> WitnessKey:
    """Return this office's key as a witness, made where there is none yet, for others to check."""
    return _signer().verifier


def answer(body: bytes) -> Decision:
    """Return what this office answers to a neighbour's submission, and keep what it cosigned.

    What was cosigned is kept before the answer goes out: it is never forgotten
    that somebody may hold the cosignature.
    """
    try:
        logs = _logs()
    except NotPossible:
        return Decision(HTTPStatus.NOT_FOUND)
    with writing():
        time = int(timezone.now().timestamp())
        made = decide(body, logs=logs, latest=_latest, key=_signer(), time=time)
        if made.keep:
            _keep(made.keep, Submission.parse(body).checkpoint)
    return made


def _signer() -> WitnessSigner:
    # Its own key: a log's key that cosigned would vouch for itself.
    at = Path(settings.TRAIL_KEY).with_name("witness.key")
    key = made_key(f"{_first_origin(at) or head().origin}/witness", at=at)
    return WitnessSigner(key.name, key.seed)


def _first_origin(kept: Path) -> str:
    """The name that a key made earlier bears: it stays, though the log may have a new one."""
    if not kept.is_file():
        return ""
    return SignerKey.parse(kept.read_text().strip()).name.removesuffix("/witness")


def _logs() -> dict[str, Sequence[VerifierKey]]:
    own = head().origin
    logs: dict[str, list[VerifierKey]] = {}
    for key in neighbours().logs:
        if key.name != own:
            logs.setdefault(key.name, []).append(key)
    return dict(logs)


def _latest(origin: str) -> SignedPlace | None:
    kept = Witnessed.objects.select_for_update().filter(origin=origin).first()
    return SignedPlace(origin, kept.size, bytes.fromhex(kept.root)) if kept else None


def _keep(stated: SignedPlace, note: bytes) -> None:
    Witnessed.objects.update_or_create(
        origin=stated.origin,
        defaults={
            "size": stated.size,
            "root": stated.root.hex(),
            "note": note.decode(),
            "cosigned": timezone.now(),
        },
    )
