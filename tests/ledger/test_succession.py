"""A key makes way for another only by both; a log begun anew holds what went before."""

from dataclasses import replace

import pytest

from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.notes import Checkpoint, Note, sign_checkpoint
from goldenthread.ledger.offline import verify as offline
from goldenthread.ledger.succession import (
    Act,
    Handover,
    hand_over,
    open_anew,
    open_handover,
    predecessor,
    trusted_keys,
)
from goldenthread.terms.errors import BadProof

NAME = "log.example.invalid"
FIRST, SECOND, THIRD = (SignerKey(NAME, bytes([n]) * 32) for n in range(3))
STRANGER = SignerKey("other.example.invalid", bytes(32))


def note(old: SignerKey, new: SignerKey) -> bytes:
    return hand_over(old, to=new, size=12).values["note"].encode()


OLD_PLACE = Checkpoint("old.example.invalid", 12, bytes(32))
OLD_KEY = SignerKey(OLD_PLACE.origin, bytes(range(32)))
OLD = sign_checkpoint(OLD_PLACE, key=OLD_KEY)


def test_a_key_hands_over_by_a_note_that_both_sign() -> None:
    act = hand_over(FIRST, to=SECOND, size=12)
    assert (act.action, act.object, set(act.values)) == (
        "log.key-changed",
        "log/log.example.invalid",
        {"note"},
    )
    made = open_handover(act.values["note"].encode())
    assert made == Handover(12, FIRST.verifier, SECOND.verifier)
    signers = Note.parse(act.values["note"].encode()).signers([FIRST.verifier, SECOND.verifier])
    assert signers == (FIRST.verifier, SECOND.verifier)


def test_trust_goes_from_key_to_key_in_order() -> None:
    first, second = note(FIRST, SECOND), note(SECOND, THIRD)
    keys = FIRST.verifier, SECOND.verifier, THIRD.verifier
    assert trusted_keys(keys[:1], [first, second]) == keys
    assert trusted_keys(keys[:1], [first, first]) == keys[:2]
    assert trusted_keys(keys[:1], [second, first]) == keys[:2]
    assert trusted_keys(keys[:1], [second, b"nonsense"]) == keys[:1]


def test_a_hand_over_signed_by_one_key_alone_is_none() -> None:
    text = Handover(12, FIRST.verifier, SECOND.verifier).text
    for signer, other in ((FIRST, THIRD), (SECOND, THIRD)):
        alone = Note(text).signed(signer).signed(other).to_bytes()
        with pytest.raises(BadProof, match="none of the keys"):
            open_handover(alone)
        with pytest.raises(offline.Malformed):
            offline.handed_over(alone)
        assert trusted_keys([FIRST.verifier], [alone]) == (FIRST.verifier,)


def test_a_false_signature_spoils_a_hand_over() -> None:
    good = Note.parse(note(FIRST, SECOND))
    lines = tuple(replace(each, value=bytes(64)) for each in good.signatures[:1])
    with pytest.raises(BadProof, match="does not fit"):
        open_handover(replace(good, signatures=lines + good.signatures[1:]).to_bytes())


def test_a_key_hands_over_to_another_of_the_same_log_only() -> None:
    for new in (FIRST, STRANGER):
        with pytest.raises(BadProof, match="one log and two keys"):
            hand_over(FIRST, to=new, size=12)


TEXT = Handover(12, FIRST.verifier, SECOND.verifier).text


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        TEXT + "more\n",
        TEXT.replace("v1", "v2"),
        TEXT.replace(f"{NAME}\n12", "elsewhere\n12"),
        TEXT.replace("\n12\n", "\n012\n"),
        TEXT.replace("\n12\n", "\n\n"),
        TEXT.replace("\n12\n", "\n١٢\n"),
        TEXT.replace("\n12\n", "\n" + "9" * 19 + "\n"),
        TEXT.replace(FIRST.verifier.text, "nonsense"),
    ],
    ids=lambda text: repr(text[:50]),
)
def test_a_note_that_says_otherwise_is_no_hand_over(text: str) -> None:
    with pytest.raises(BadProof):
        open_handover(Note(text).signed(FIRST).signed(SECOND).to_bytes())
    with pytest.raises(offline.Malformed):
        offline.handed_over(Note(text).signed(FIRST).signed(SECOND).to_bytes())


# A new origin.


def test_a_log_begun_anew_holds_the_last_checkpoint_of_the_old() -> None:
    assert open_anew(NAME, after=OLD) == Act(
        "log.opened", "log/log.example.invalid", {"note": OLD.decode()}
    )
    assert predecessor(OLD, origin=NAME, keys=[FIRST.verifier]) == OLD_PLACE
    assert predecessor(OLD, origin=NAME, keys=[OLD_KEY.verifier]) == OLD_PLACE


def test_where_the_older_logs_key_is_known_it_must_have_signed() -> None:
    other = SignerKey(OLD_PLACE.origin, bytes(32))
    with pytest.raises(BadProof, match="none of the keys"):
        predecessor(OLD, origin=NAME, keys=[other.verifier, FIRST.verifier])


def test_a_log_does_not_go_on_from_itself_or_from_nothing() -> None:
    with pytest.raises(BadProof, match="from itself"):
        open_anew(OLD_PLACE.origin, after=OLD)
    for nothing in (b"", Note("12\n").signed(FIRST).to_bytes()):
        with pytest.raises(BadProof):
            open_anew(NAME, after=nothing)
