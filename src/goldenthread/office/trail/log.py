"""Start the log, keep its key, sign where it stands, prove that an entry is in it."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from goldenthread.ledger import Checkpoint as SignedPlace
from goldenthread.ledger import (
    Frontier,
    Policy,
    SignerKey,
    VerifierKey,
    Witness,
    sign_checkpoint,
)
from goldenthread.office.trail.marks import refuse_fork, remember
from goldenthread.office.trail.models import Checkpoint, Log
from goldenthread.office.trail.tiles import tree
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible

_SEED_SIZE = 32


def start_log(*, origin: str, body: str) -> Log:
    """Begin the one log of this office, and make its key where none lies yet.

    A key left by a start that was broken off is taken up. Raise NotPossible if
    there is a log already, or if the key is another origin's.
    """
    with writing():
        if Log.objects.exists():
            raise NotPossible("there is a log already.", place=origin, remedy="Go on with it.")
        key = made_key(origin)
        return Log.objects.create(origin=origin, body=body, key=key.verifier.text)


def place(log: Log) -> SignedPlace:
    """Return where the log stands: its origin, size and root."""
    return SignedPlace(log.origin, log.size, Frontier.from_hex(log.size, log.frontier).root)


def checkpoint(log: Log) -> Checkpoint:
    """Sign where the log stands and keep the signed note; a size is signed once.

    Raise NotPossible if the key is missing, is readable by others or is not the
    log's, or if what was signed before does not lead here: then this is not the
    whole log, and a second one must not come to be.
    """
    with writing():
        refuse_fork(log)
        latest = Checkpoint.objects.last()
        if latest and latest.size == log.size:
            return latest
        signed = sign(log)
        # Only once it is kept: what is taken back has never been signed for anybody.
        transaction.on_commit(lambda: remember(signed.note.encode()))
        return signed


def sign(log: Log) -> Checkpoint:
    """Sign where the log stands, whatever else is known of it: `checkpoint` asks first."""
    note = sign_checkpoint(place(log), key=_kept_key(log))
    root = place(log).root.hex()
    return Checkpoint.objects.create(size=log.size, root=root, note=note.decode())


def policy(log: Log, *, witnesses: Iterable[Witness] = ()) -> str:
    """Return whose signatures a verifier must trust to check this log, as a policy file.

    `witnesses` are told of, and none of them is asked for: that is the reader's to decide.
    """
    named = tuple(replace(each, url="") for each in witnesses)
    return Policy((VerifierKey.parse(log.key),), named).text


def proofs(indexes: list[int], *, size: int) -> list[list[bytes]]:
    """Return the inclusion proof of each entry in the tree of `size` entries."""
    grown = tree(size)
    return [grown.inclusion_proof(index) for index in indexes]


def made_key(origin: str, *, at: Path | None = None) -> SignerKey:
    """Return the key of that name: the one that lies there, or one made now.

    Raise NotPossible if the one that lies there is another's.
    """
    kept = at or Path(settings.TRAIL_KEY)
    if kept.exists():
        key = _read_key(kept)
        if key.name != origin:
            raise NotPossible(
                f"this is the key of {key.name}.",
                place=str(kept),
                remedy="Move it away; it is not overwritten.",
            )
        return key
    key = SignerKey(origin, os.urandom(_SEED_SIZE))
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
        file.write(key.text + "\n")
    return key


def _kept_key(log: Log) -> SignerKey:
    key = _read_key(Path(settings.TRAIL_KEY))
    if key.verifier.text != log.key:
        raise NotPossible(
            f"the key is not that of {log.origin}.",
            place=str(settings.TRAIL_KEY),
            remedy="Put the log's own key back.",
        )
    return key


def _read_key(kept: Path) -> SignerKey:
    if not kept.is_file():
        raise NotPossible(
            "the log's key is missing.",
            place=str(kept),
            remedy="Put it back from where it is kept.",
        )
    if kept.stat().st_mode & 0o077:
        raise NotPossible(
            "others than its owner can read the log's key.",
            place=str(kept),
            remedy=f"chmod 400 {kept}, and consider whether it is still secret.",
        )
    return SignerKey.parse(kept.read_text().strip())
