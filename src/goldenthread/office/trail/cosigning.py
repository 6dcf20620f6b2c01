"""Ask the neighbours to cosign this office's log, and hold it to what they have seen.

Before anything new is signed each witness is asked about the last place signed
here: a witness that has seen more tells of a log that was restored, and one
that will not cosign it again tells of a log that was rewritten.
Source: C2SP tlog-witness.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.db.models import Count

from goldenthread.ledger import Note, Submission, Witness, add_cosignatures, conflict_size
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.log import checkpoint
from goldenthread.office.trail.marks import REMEDY, remember_size
from goldenthread.office.trail.models import Checkpoint, Cosignature
from goldenthread.office.trail.tiles import tree
from goldenthread.office.trail.witness import neighbours
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import BadProof, NotPossible

#: A neighbour that is busy may take its time.
_SECONDS = 30
_ANSWER_LIMIT = 1 << 16

Send = Callable[[str, bytes], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one witness; `fault` is empty where it cosigned."""

    witness: str
    size: int
    fault: str = ""


def cosign(*, send: Send | None = None) -> list[Asked]:
    """Sign where the log stands and have every witness cosign it that can be reached.

    Raise NotPossible, before anything is signed, if a witness has seen a log
    that this one does not lead on from; and if no witness is named.
    """
    witnesses = [each for each in neighbours().witnesses if each.url]
    if not witnesses:
        raise NotPossible(
            "no witness with an address is named.",
            place="neighbours.policy",
            remedy="Name one: witness NAME KEY ADDRESS (docs/howto/witness.md).",
        )
    post = send or _post
    if latest := Checkpoint.objects.last():
        for each in witnesses:
            _asked(each, latest, post)
    signed = checkpoint(head())
    return [_asked(each, signed, post) for each in witnesses]


def noted(signed: Checkpoint) -> bytes:
    """Return a checkpoint's note with the cosignatures that witnesses put under it."""
    note = Note.parse(signed.note.encode())
    return note.to_bytes() + "".join(each.line for each in signed.cosignatures.all()).encode()


def most_cosigned(index: int) -> Checkpoint | None:
    """Return the checkpoint over the entry of this index that most witnesses have cosigned.

    Of equals it is the smallest; None where nothing that holds the entry is signed.
    """
    over = Checkpoint.objects.filter(size__gt=index)
    return over.annotate(seen=Count("cosignatures")).order_by("-seen", "size").first()


def _asked(witness: Witness, signed: Checkpoint, send: Send) -> Asked:
    try:
        _ask(witness, signed, send)
    except (URLError, OSError, BadProof) as error:
        return Asked(witness.name, signed.size, f"{error}")
    return Asked(witness.name, signed.size)


def _ask(witness: Witness, signed: Checkpoint, send: Send) -> None:
    """Submit a checkpoint from the size last cosigned, and once more from the size it names."""
    held = _held(witness, signed)
    status, answer = send(witness.url, _submission(signed, held))
    if status == HTTPStatus.CONFLICT and conflict_size(answer) != held:
        held = conflict_size(answer)
        _refuse_longer(witness, held, signed)
        status, answer = send(witness.url, _submission(signed, held))
    if status in (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY):
        raise NotPossible(
            f"the witness {witness.name} has seen another log: it does not lead to this one.",
            place=head().origin,
            remedy=REMEDY,
        )
    if status != HTTPStatus.OK:
        raise BadProof(f"the witness {witness.name} answers {status}")
    _keep(witness, signed, answer)


def _held(witness: Witness, signed: Checkpoint) -> int:
    """Return the size that the witness last cosigned, as far as is known here."""
    theirs = Cosignature.objects.filter(witness=witness.name, checkpoint__size__lte=signed.size)
    last = theirs.order_by("-checkpoint__size").values_list("checkpoint__size", flat=True).first()
    return last or 0


def _refuse_longer(witness: Witness, held: int, signed: Checkpoint) -> None:
    if held > signed.size:
        # Everything shown to a witness was kept here first: what it has seen is lost here.
        remember_size(held)
        raise NotPossible(
            f"the witness {witness.name} has seen a log of {held} entries, and {signed.size} is "
            "the most that this office knows to have signed.",
            place=head().origin,
            remedy=REMEDY,
        )


def _submission(signed: Checkpoint, old: int) -> bytes:
    is_further = 0 < old < signed.size
    proof = tree(signed.size).consistency_proof(old) if is_further else []
    return Submission(old, tuple(proof), signed.note.encode()).to_bytes()


def _keep(witness: Witness, signed: Checkpoint, answer: bytes) -> None:
    note = Note.parse(signed.note.encode())
    full = Note.parse(add_cosignatures(note.to_bytes(), answer, keys=[witness.key]))
    (line,) = [each.line for each in full.signatures if each not in note.signatures][:1]
    with writing():
        Cosignature.objects.get_or_create(
            checkpoint=signed, witness=witness.name, defaults={"line": line}
        )


class _NoOtherPlace(HTTPRedirectHandler):
    """Follows nobody elsewhere: whom this office asks is written in its policy."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Take the redirection for the answer that it is."""


def _post(url: str, body: bytes) -> tuple[int, bytes]:
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadProof(f"this is no address of a witness: {url}")
    request = Request(f"{url.rstrip('/')}/add-checkpoint", data=body, method="POST")
    request.add_header("Content-Type", "text/plain; charset=utf-8")
    try:
        with build_opener(_NoOtherPlace).open(request, timeout=_SECONDS) as answer:
            return answer.status, answer.read(_ANSWER_LIMIT)
    except HTTPError as error:
        with error:
            return error.code, error.read(_ANSWER_LIMIT)
