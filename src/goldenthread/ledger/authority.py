"""Who speaks for the log: the key of the policy or its successor, and the witnesses."""

from collections.abc import Iterator

from goldenthread.ledger import bundle as b
from goldenthread.ledger.case import Case
from goldenthread.ledger.findings import Absent, Wrong, say
from goldenthread.ledger.notes import Checkpoint, Note
from goldenthread.ledger.policy import Policy
from goldenthread.ledger.succession import KEY_CHANGED, NOTE, OPENED, predecessor, trusted_keys
from goldenthread.terms.errors import BadProof
from goldenthread.terms.text import Words


def opened_checkpoint(case: Case) -> Words:
    """Say who signed the checkpoint, and keep it; raise where the policy does not trust it."""
    data = case.file(b.CHECKPOINT)
    policy = _policy(case)
    try:
        note = Note.parse(data)
        stated = Checkpoint.parse(note.text)
    except BadProof as error:
        raise Wrong("note") from error
    said = _signed(case, policy, note, stated)
    if policy.witnesses:
        said = both(said, _witnessed(policy, note))
    case.logs, case.checkpoint = policy.logs, stated
    return said


def _signed(case: Case, policy: Policy, note: Note, stated: Checkpoint) -> Words:
    trusted = trusted_keys(policy.logs, _handovers(case))
    try:
        signers = note.signers(key for key in trusted if key.name == stated.origin)
    except BadProof as error:
        raise Wrong("signature") from error
    words = "checkpoint" if case.policy is not None else "checkpoint_own_key"
    said = say("good", words, name=stated.origin, size=stated.size)
    is_named = any(key in policy.logs for key in signers)
    return said if is_named else both(said, say("good", "handed_over"))


def _handovers(case: Case) -> list[bytes]:
    """Return the notes that say a key was replaced; the next steps prove that they are entries."""
    try:
        exhibits = b.read_exhibits(case.file(b.ENTRIES))
    except (Absent, Wrong):
        return []
    ordered = sorted(exhibits, key=lambda one: one.index)
    return [note for each in ordered if each.entry.action == KEY_CHANGED for note in _notes(each)]


def _notes(exhibit: b.Exhibit) -> list[bytes]:
    """Return the signed note that an entry shows, if it shows one."""
    shown = [each.value for each in exhibit.revealed if each.name == NOTE]
    return [value.encode(errors="surrogatepass") for value in shown if isinstance(value, str)]


def _witnessed(policy: Policy, note: Note) -> Words:
    try:
        names = policy.cosigners(note)
    except BadProof as error:
        raise Wrong("cosignature") from error
    if not policy.is_met(names):
        raise Absent("witnesses", name=policy.quorum, count=len(names))
    return say("good", "witnessed", count=len(names))


def both(one: Words, other: Words) -> Words:
    """Return the two sentences, one after the other."""
    return Words(f"{one.en} {other.en}", one.zh + other.zh)


def _policy(case: Case) -> Policy:
    """Return the policy given, or else the bundle's; the two must share a key."""
    given = None if case.policy is None else _given_policy(case.policy)
    if b.POLICY not in case.held():
        if given is None:
            raise Absent("policy")
        return given
    try:
        own = Policy.parse(case.file(b.POLICY).decode())
    except (BadProof, ValueError) as error:
        raise Wrong("malformed", name=b.POLICY) from error
    if given and not set(given.logs) & set(own.logs):
        raise Wrong("other_key")
    return given or own


def _given_policy(text: str) -> Policy:
    try:
        return Policy.parse(text)
    except (BadProof, ValueError) as error:
        raise Absent("policy_malformed") from error


def predecessors(case: Case, stated: Checkpoint) -> Iterator[Checkpoint]:
    """Yield the last checkpoint of the log that this one goes on from, if its first entry says."""
    for each in case.shown():
        if each.entry.action == OPENED:
            if each.index != 0:
                raise Wrong("opened", index=each.index)
            for note in _notes(each):
                try:
                    yield predecessor(note, origin=stated.origin, keys=case.logs)
                except BadProof as error:
                    raise Wrong("opened", index=each.index) from error
