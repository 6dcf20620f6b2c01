"""Verification: a good bundle is good, and every lie is caught at the step it breaks."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger import bundle as b
from goldenthread.ledger.archive import BYTES_LIMIT, read_archive, write_archive
from goldenthread.ledger.canonical import (
    canonical_bytes,
    sha256_hex,
)
from goldenthread.ledger.cosignatures import WitnessSigner
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import leaf_hash
from goldenthread.ledger.notes import Checkpoint, Note, sign_checkpoint
from goldenthread.ledger.offline import verify as offline
from goldenthread.ledger.outcomes import Outcome, Verification
from goldenthread.ledger.policy import Policy
from goldenthread.ledger.proof import LogProof
from goldenthread.ledger.rows import rows_value
from goldenthread.ledger.succession import hand_over, open_anew
from goldenthread.ledger.verify import verify
from ledger.published import (
    EARLIER,
    INPUT,
    KEY,
    OTHER_KEY,
    Published,
    card_of,
    done,
    exhibit,
    recorded,
)

GOOD, BAD, CANNOT_TELL = Outcome
TRUST = Policy((KEY.verifier,)).text
PUBLISHED = Published()
BUNDLE = PUBLISHED.bundle()
FILES = read_archive(BUNDLE)


def edited(
    name: str, change: Callable[[bytes], bytes], *, files: dict[str, bytes] | None = None
) -> bytes:
    """The bundle with one file changed by a forger who also mends the manifest."""
    held = dict(FILES if files is None else files)
    held[name] = change(held[name])
    held[b.MANIFEST] = canonical_bytes(
        {each: sha256_hex(data) for each, data in held.items() if each != b.MANIFEST}
    )
    return write_archive(held)


def put(data: bytes) -> Callable[[bytes], bytes]:
    """The change that puts `data` in the place of what was there."""
    return lambda _: data


def found(bundle: bytes | Path, policy: str | None = TRUST) -> dict[int, Outcome]:
    """The steps that are not good, by number."""
    made = agreed(bundle, policy)
    return {step.number: step.outcome for step in made.steps if step.outcome is not GOOD}


def agreed(bundle: bytes | Path, policy: str | None = TRUST) -> Verification:
    """The verification, after the verifier that shares no code with it said the very same."""
    made = verify(bundle, policy=policy)
    if isinstance(bundle, Path):
        data = offline.read_file(str(bundle), offline.MOST_BYTES)
    else:
        data = bundle
    assert offline.verify(data, policy) == made.as_dict()
    return made


def detail(bundle: bytes, step: int, policy: str | None = TRUST) -> str:
    return agreed(bundle, policy).steps[step - 1].detail.en


# Good.


def test_a_good_bundle_is_good_at_every_step() -> None:
    made = verify(BUNDLE, policy=TRUST)
    assert [(step.number, step.outcome) for step in made.steps] == [(n, GOOD) for n in range(1, 8)]
    assert (made.outcome, made.status) == (GOOD, 0)
    assert [step.detail.en for step in made.steps] == [
        "12 files.",
        "11 hashes agree.",
        "Signed by ledger.example.invalid, for a log of 9 entries.",
        "3 entries, 17 values shown.",
        "3 proofs lead to the signed root.",
        "edition/2023Q4.0, recorded 2024-01-31T09:00:00Z.",
        "2 inputs agree with their entries.",
    ]


def test_without_a_policy_the_bundles_own_key_is_used_and_said_to_be() -> None:
    made = verify(BUNDLE)
    assert made.status == 0
    assert "The key came with the bundle" in made.steps[2].detail.en
    assert "密钥取自包内" in made.steps[2].detail.zh


def test_a_policy_from_outside_suffices_where_the_bundle_lost_its_own() -> None:
    held = {name: data for name, data in FILES.items() if name != b.POLICY}
    bundle = edited(b.CARD, lambda data: data, files=held)
    assert found(bundle) == {}
    assert found(bundle, None) == {3: CANNOT_TELL, 5: CANNOT_TELL}


def test_a_bundle_is_verified_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(BUNDLE)
    assert found(tmp_path / "bundle.zip") == {}


def test_the_verification_is_told_to_machines_in_both_languages() -> None:
    told = verify(BUNDLE, policy=TRUST).as_dict()
    assert json.loads(json.dumps(told)) == told
    assert (told["outcome"], told["status"], len(told["steps"])) == ("good", 0, 7)
    assert told["steps"][0] == {
        "number": 1,
        "claim": {
            "en": "The archive can be read and is safe.",
            "zh": "压缩包可以读取，且安全。",
        },
        "outcome": "good",
        "detail": {"en": "12 files.", "zh": "共12个文件。"},
    }


def test_bad_outweighs_cannot_tell_and_that_outweighs_good() -> None:
    good, *_ = verify(BUNDLE).steps
    bad, unclear = replace(good, outcome=BAD), replace(good, outcome=CANNOT_TELL)
    assert Verification((good, unclear, bad)).status == 1
    assert Verification((unclear, good)).status == 2
    assert Verification((good, good)).status == 0


# A byte flipped, a file removed.

ALL = {1, 2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_byte_flipped_in_a_file_is_bad_at_the_manifest(name: str) -> None:
    for place in (0, len(FILES[name]) // 2, len(FILES[name]) - 1):
        data = bytearray(FILES[name])
        data[place] ^= 1
        made = found(write_archive(FILES | {name: bytes(data)}))
        assert made[2] in (BAD, CANNOT_TELL)
        assert name == b.MANIFEST or made[2] is BAD


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        (b.CARD, {6, 7}),
        (b.FIGURES, {6}),
        (b.ENTRIES, {4, 5, 6, 7}),
        (b.PROOFS, {5}),
        (b.CHECKPOINT, {3, 5}),
        (b.MANIFEST, set()),
        (b.README, set()),
        (b.VERIFIERS[0], set()),
        (b.LOG_PROOF, set()),
        ("card.html", set()),
    ],
)
def test_a_missing_file_leaves_the_steps_that_need_it_undecided(name: str, steps: set[int]) -> None:
    held = {each: data for each, data in FILES.items() if each != name}
    assert found(write_archive(held)) == dict.fromkeys({2} | steps, CANNOT_TELL)
    assert f"{name} is missing." in detail(write_archive(held), 2)


def test_a_file_beside_the_manifest_is_bad() -> None:
    bundle = write_archive(FILES | {"more.txt": b""})
    assert found(bundle) == {2: BAD}
    assert detail(bundle, 2) == "more.txt is not in the manifest."


@pytest.mark.parametrize(
    ("bundle", "first"),
    [
        (b"", CANNOT_TELL),
        (b"not a zip", CANNOT_TELL),
        (BUNDLE[:-1], BAD),
        (b"PK", BAD),
        (write_archive({"../x": b""}), BAD),
    ],
)
def test_where_the_archive_cannot_be_read_nothing_further_is_claimed(
    bundle: bytes, first: Outcome
) -> None:
    assert found(bundle) == dict.fromkeys(ALL, CANNOT_TELL) | {1: first}


def test_a_file_that_cannot_be_opened_or_is_far_too_large_is_no_crash(tmp_path: Path) -> None:
    assert found(tmp_path / "absent.zip") == dict.fromkeys(ALL, CANNOT_TELL)
    assert found(tmp_path)[1] is CANNOT_TELL
    with (tmp_path / "large.zip").open("wb") as file:
        file.truncate(BYTES_LIMIT + 1)
    assert found(tmp_path / "large.zip")[1] is BAD


# Keys and policies.


def test_another_key_than_the_trusted_one_is_bad_and_the_proofs_lead_nowhere() -> None:
    assert found(BUNDLE, Policy((OTHER_KEY.verifier,)).text) == {3: BAD, 5: CANNOT_TELL}
    forged = replace(PUBLISHED, key=OTHER_KEY).bundle()
    assert found(forged) == {3: BAD, 5: CANNOT_TELL}
    assert "another key" in detail(forged, 3)
    assert found(forged, None) == {}  # which is why step 3 says that the key came with it


def test_a_forger_who_names_the_trusted_key_but_lacks_it_is_caught() -> None:
    forged = replace(PUBLISHED, key=OTHER_KEY, policy=TRUST).bundle()
    assert found(forged) == {3: BAD, 5: CANNOT_TELL}
    assert "No signature by the trusted key" in detail(forged, 3)


def test_a_size_flipped_in_the_checkpoint_breaks_its_signature() -> None:
    bundle = edited(b.CHECKPOINT, lambda data: data.replace(b"\n9\n", b"\n8\n"))
    assert found(bundle) == {3: BAD, 5: CANNOT_TELL}


def test_a_malformed_checkpoint_is_bad() -> None:
    assert detail(edited(b.CHECKPOINT, lambda _: b"nine\n"), 3) == "The checkpoint is malformed."


def test_a_policy_that_cannot_be_read_leaves_the_signature_undecided() -> None:
    for policy in ("", "nonsense", f"log {KEY.verifier.text}+x\n", "log \ud800+00000000+AQ==\n"):
        assert found(BUNDLE, policy) == {3: CANNOT_TELL, 5: CANNOT_TELL}


def test_a_malformed_policy_in_the_bundle_is_bad() -> None:
    for policy in (b"nonsense\n", b"\xff"):
        bundle = edited(b.POLICY, put(policy))
        assert found(bundle) == {3: BAD, 5: CANNOT_TELL}


# Witnesses.

WITNESSES = tuple(WitnessSigner(f"w{n}.example.invalid", bytes([n]) * 32) for n in range(3))
NAMED = "".join(f"witness w{n} {each.verifier.text}\n" for n, each in enumerate(WITNESSES))
TWO_OF_THREE = f"log {KEY.verifier.text}\n{NAMED}group g 2 w0 w1 w2\nquorum g\n"


def test_a_policy_may_ask_for_two_of_three_witnesses() -> None:
    for count, step in (
        (0, {3: CANNOT_TELL, 5: CANNOT_TELL}),
        (1, {3: CANNOT_TELL, 5: CANNOT_TELL}),
    ):
        assert found(replace(PUBLISHED, witnesses=WITNESSES[:count]).bundle(), TWO_OF_THREE) == step
    bundle = replace(PUBLISHED, witnesses=WITNESSES[1:]).bundle()
    assert found(bundle, TWO_OF_THREE) == {}
    assert detail(bundle, 3, TWO_OF_THREE) == (
        "Signed by ledger.example.invalid, for a log of 9 entries. "
        "Witnesses of the policy who cosigned it: 2."
    )
    assert detail(BUNDLE, 3, TWO_OF_THREE) == (
        "Too few witnesses cosigned the checkpoint: "
        "the policy asks for g, and of its witnesses 0 did."
    )


def test_a_cosignature_of_no_possible_time_is_false() -> None:
    note = Note.parse(read_archive(replace(PUBLISHED, witnesses=WITNESSES).bundle())[b.CHECKPOINT])
    false = replace(note.signatures[1], value=b"\xff" + note.signatures[1].value[1:])
    data = replace(note, signatures=(note.signatures[0], false)).to_bytes()
    assert found(edited(b.CHECKPOINT, put(data)), TWO_OF_THREE) == {3: BAD, 5: CANNOT_TELL}


def test_the_bundles_own_policy_may_ask_for_witnesses_too() -> None:
    asked = replace(PUBLISHED, policy=TWO_OF_THREE)
    assert found(asked.bundle(), None) == {3: CANNOT_TELL, 5: CANNOT_TELL}
    assert found(replace(asked, witnesses=WITNESSES).bundle(), None) == {}


def test_a_log_rewritten_by_whoever_holds_its_key_lacks_the_witnesses() -> None:
    """The forger signs anew, and can only carry over cosignatures of the log as it was."""
    honest = read_archive(replace(PUBLISHED, witnesses=WITNESSES).bundle())
    forged = read_archive(
        replace(PUBLISHED, observations=(recorded(1, INPUT | {"value": "9.9"}),)).bundle()
    )
    old, new = (Note.parse(each[b.CHECKPOINT]) for each in (honest, forged))
    carried = replace(new, signatures=new.signatures + old.signatures[1:]).to_bytes()
    bundle = edited(b.CHECKPOINT, put(carried), files=forged)
    assert found(bundle, TWO_OF_THREE)[3] is BAD
    assert "cosignature" in detail(bundle, 3, TWO_OF_THREE)
    assert found(write_archive(forged), TWO_OF_THREE)[3] is CANNOT_TELL


# A new key, a new origin.


THIRD_KEY = SignerKey(KEY.name, b"3" * 32)
CHANGED = done(3, hand_over(KEY, to=OTHER_KEY, size=3))
CHANGED_AGAIN = done(0, hand_over(OTHER_KEY, to=THIRD_KEY, size=3))


def test_a_key_handed_over_to_is_trusted_where_the_bundle_shows_the_entry() -> None:
    bundle = replace(PUBLISHED, key=OTHER_KEY, acts=(CHANGED,), policy=TRUST).bundle()
    assert found(bundle) == {}
    assert detail(bundle, 3).endswith("The trusted key had made way for the one that signed.")
    hidden = replace(PUBLISHED, key=OTHER_KEY, policy=TRUST, acts=(replace(CHANGED, revealed=()),))
    assert found(hidden.bundle()) == {3: BAD, 5: CANNOT_TELL}
    assert found(edited(b.ENTRIES, put(b"{"), files=read_archive(bundle)))[3] is BAD


def test_the_first_key_goes_on_speaking_for_what_it_signed() -> None:
    bundle = replace(PUBLISHED, acts=(CHANGED,)).bundle()
    assert found(bundle) == {}
    assert "made way" not in detail(bundle, 3)


def test_a_note_that_hands_nothing_over_hands_nothing_over() -> None:
    for note in ("nonsense", Note("golden\n").signed(KEY).to_bytes().decode(), 7):
        act = exhibit(3, action="log.key-changed", object="log/l", values={"note": note})
        published = replace(PUBLISHED, key=OTHER_KEY, acts=(act,), policy=TRUST)
        assert found(published.bundle()) == {3: BAD, 5: CANNOT_TELL}


def test_hand_overs_count_in_the_order_of_the_log() -> None:
    acts = (CHANGED, CHANGED_AGAIN)
    published = replace(PUBLISHED, key=THIRD_KEY, policy=TRUST, acts=acts)
    assert found(published.bundle()) == {3: BAD, 5: CANNOT_TELL}
    in_order = (replace(CHANGED, index=0), replace(CHANGED_AGAIN, index=3))
    assert found(replace(published, acts=in_order).bundle()) == {}


def test_a_hand_over_that_is_no_entry_of_the_log_is_bad_at_step_five() -> None:
    genuine = replace(PUBLISHED, key=OTHER_KEY, acts=(CHANGED,), policy=TRUST).bundle()
    line = read_archive(genuine)[b.ENTRIES].splitlines(keepends=True)[2]
    proofs = json.loads(read_archive(genuine)[b.PROOFS])
    forged = read_archive(replace(PUBLISHED, key=OTHER_KEY, policy=TRUST).bundle())
    held = dict(forged) | {
        b.PROOFS: canonical_bytes(json.loads(forged[b.PROOFS]) | {"3": proofs["3"]})
    }
    bundle = edited(b.ENTRIES, lambda data: data + line, files=held)
    assert b"log.key-changed" in line
    assert found(bundle) == {5: BAD}


OLD_KEY = SignerKey("old.example.invalid", bytes(32))
OLD_PLACE = sign_checkpoint(Checkpoint(OLD_KEY.name, 12, bytes(32)), key=OLD_KEY)
ANEW = done(0, open_anew(KEY.name, after=OLD_PLACE))


def test_a_log_begun_anew_says_what_it_goes_on_from() -> None:
    bundle = replace(PUBLISHED, acts=(ANEW,)).bundle()
    assert found(bundle) == {}
    assert detail(bundle, 5) == (
        "4 proofs lead to the signed root. "
        "The log goes on from old.example.invalid, which had 12 entries."
    )
    assert found(bundle, Policy((KEY.verifier, OLD_KEY.verifier)).text) == {}
    other = SignerKey(OLD_KEY.name, b"4" * 32)
    assert found(bundle, Policy((KEY.verifier, other.verifier)).text) == {5: BAD}


def test_only_the_first_entry_opens_a_log_and_only_from_another() -> None:
    assert found(replace(PUBLISHED, acts=(replace(ANEW, index=3),)).bundle()) == {5: BAD}
    for note in (sign_checkpoint(Checkpoint(KEY.name, 3, bytes(32)), key=KEY).decode(), "x", None):
        act = exhibit(0, action="log.opened", object="log/l", values={"note": note})
        bundle = replace(PUBLISHED, acts=(act,)).bundle()
        assert found(bundle) == ({} if note is None else {5: BAD})


# Entries and proofs.


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def joined(changed: list[dict[str, Any]]) -> bytes:
    return b"".join(canonical_bytes(line) + b"\n" for line in changed)


def with_lines(change: Callable[[list[dict[str, Any]]], object]) -> bytes:
    """The bundle with its entries changed in place."""
    held = lines(FILES[b.ENTRIES])
    change(held)
    return edited(b.ENTRIES, lambda _: joined(held))


def test_a_value_other_than_the_recorded_one_is_bad_at_step_four() -> None:
    bundle = with_lines(lambda held: held[0]["revealed"]["value"].update(value="10.4"))
    assert found(bundle) == {4: BAD} | dict.fromkeys((5, 6, 7), CANNOT_TELL)
    assert detail(bundle, 4) == "Entry 1: the value shown as value is not the one recorded."


@pytest.mark.parametrize("value", [7.4, 2**53, "\ud800", {"a": [0.5]}])
def test_a_value_without_an_exact_form_is_bad_at_step_four(value: Any) -> None:
    held = lines(FILES[b.ENTRIES])
    held[0]["revealed"]["value"]["value"] = value
    data = b"".join(json.dumps(line).encode() + b"\n" for line in held)
    assert found(edited(b.ENTRIES, put(data)))[4] is BAD


def test_a_value_the_entry_never_held_is_bad_at_step_four() -> None:
    shown = {"salt": "00" * 16, "value": "x"}
    assert found(with_lines(lambda held: held[0]["revealed"].update(note=shown)))[4] is BAD


def test_an_entry_in_another_spelling_is_bad_at_step_four() -> None:
    bundle = with_lines(lambda held: held[1].update(entry=held[1]["entry"] + " "))
    assert detail(bundle, 4) == "Entry 2 is not in its exact form."


def test_an_entry_that_stands_twice_is_bad_at_step_four() -> None:
    assert detail(with_lines(lambda held: held.append(held[0])), 4) == "Entry 1 stands twice."


def swap(held: list[dict[str, Any]]) -> None:
    held[0]["index"], held[1]["index"] = held[1]["index"], held[0]["index"]


def test_swapped_entries_are_bad_at_step_five() -> None:
    assert found(with_lines(swap)) == {5: BAD}


def test_an_entry_made_up_afterwards_is_bad_at_step_five() -> None:
    made_up = replace(PUBLISHED, observations=(recorded(1, INPUT | {"value": "10.4"}),)).bundle()
    forged = lines(read_archive(made_up)[b.ENTRIES])[0]
    bundle = with_lines(lambda held: held.__setitem__(0, forged))
    assert found(bundle) == {5: BAD, 7: BAD}


def test_an_entry_moved_beyond_the_log_is_bad_at_step_five() -> None:
    proofs = json.loads(FILES[b.PROOFS])
    held = dict(FILES) | {b.PROOFS: canonical_bytes(proofs | {"99": proofs["1"]})}
    moved = joined([line | {"index": 99} for line in lines(FILES[b.ENTRIES])[:1]])
    assert found(edited(b.ENTRIES, lambda _: moved, files=held))[5] is BAD


def test_a_bit_flipped_in_any_hash_of_a_proof_is_bad_at_step_five() -> None:
    for index, path in json.loads(FILES[b.PROOFS]).items():
        for place, hashed in enumerate(path):
            bent = f"{int(hashed, 16) ^ 1:064x}"
            proofs = json.loads(FILES[b.PROOFS])
            proofs[index][place] = bent
            bundle = edited(b.PROOFS, put(canonical_bytes(proofs)))
            assert found(bundle) == {5: BAD}


@pytest.mark.parametrize("change", [lambda path: path[:-1], lambda path: [*path, path[0]]])
def test_a_path_with_a_hash_more_or_less_is_bad_at_step_five(
    change: Callable[[list[str]], list[str]],
) -> None:
    proofs = {index: change(path) for index, path in json.loads(FILES[b.PROOFS]).items()}
    assert found(edited(b.PROOFS, put(canonical_bytes(proofs)))) == {5: BAD}


def test_the_proof_for_other_tools_is_that_of_the_editions_entry() -> None:
    proof = LogProof.parse(FILES[b.LOG_PROOF])
    policy = Policy((KEY.verifier,))
    leaf = leaf_hash(PUBLISHED.exhibits()[-1].entry.to_bytes())
    assert proof.verify(leaf=leaf, policy=policy).checkpoint.size == 9
    other = replace(proof, index=1, path=tuple(b.read_proofs(FILES[b.PROOFS])[1]))
    for false in (other.to_bytes(), replace(proof, extra=b"").to_bytes(), b""):
        bundle = edited(b.LOG_PROOF, put(false))
        assert found(bundle) == {5: BAD}
        assert detail(bundle, 5) == "edition.tlog-proof is not of its form."


def test_without_an_edition_there_is_no_proof_of_it() -> None:
    none = read_archive(replace(PUBLISHED, editions=0).bundle())
    assert b.LOG_PROOF not in none
    bundle = edited(b.LOG_PROOF, put(b""), files=none | {b.LOG_PROOF: b""})
    assert found(bundle) == {5: BAD, 6: CANNOT_TELL}


def test_a_missing_proof_leaves_step_five_undecided() -> None:
    bundle = replace(PUBLISHED, without_proof=frozenset((2,))).bundle()
    assert found(bundle) == {5: CANNOT_TELL}
    assert detail(bundle, 5) == "There is no proof for entry 2."


# The edition.


def test_a_changed_figure_on_the_card_is_bad_at_steps_six_and_seven() -> None:
    bundle = edited(b.CARD, lambda data: data.replace(b'"value": "7.4"', b'"value": "10.4"'))
    assert found(bundle) == {6: BAD, 7: BAD}
    assert detail(bundle, 6) == "card.json is not the one that was published."


@pytest.mark.parametrize("name", [b.FIGURES, "card.html"])
def test_any_other_published_file_changed_is_bad_at_step_six(name: str) -> None:
    bundle = edited(name, lambda data: data + b"!")
    assert found(bundle) == {6: BAD}
    assert detail(bundle, 6) == f"{name} is not the one that was published."


def test_an_edition_may_bind_the_root_over_the_rows_of_its_figures() -> None:
    rows = rows_value(PUBLISHED.figures)
    assert found(replace(PUBLISHED, rows=rows).bundle()) == {}
    bundle = replace(PUBLISHED, rows=rows | {"count": 2}).bundle()
    assert found(bundle) == {6: BAD}
    for value in (rows, rows | {"root": ""}):
        report = exhibit(3, action="report.published", object="report/1", values={"rows": value})
        hidden = replace(report, revealed=())
        assert found(replace(PUBLISHED, acts=(report,)).bundle()) == (
            {} if value == rows else {6: BAD}
        )
        assert found(replace(PUBLISHED, acts=(hidden,)).bundle()) == {}
    assert detail(bundle, 6) == "The rows of figures.csv are not those whose root was published."


def test_a_further_list_of_files_cannot_stand_in_for_the_card_itself() -> None:
    card = card_of(INPUT)
    bound = {b.CARD: sha256_hex(card)}
    published = replace(PUBLISHED, bound=bound).bundle()
    assert found(edited(b.CARD, lambda _: card, files=read_archive(published))) == {6: BAD}


def test_an_edition_that_names_no_further_files_is_good() -> None:
    assert found(replace(PUBLISHED, hidden=frozenset(("files",))).bundle()) == {}


def test_without_the_edition_or_what_it_names_step_six_is_undecided() -> None:
    assert found(replace(PUBLISHED, editions=0).bundle()) == {6: CANNOT_TELL}
    bundle = replace(PUBLISHED, hidden=frozenset(("card",))).bundle()
    assert found(bundle) == {6: CANNOT_TELL}
    assert detail(bundle, 6) == "Entry 4 does not show its field card."


def test_two_editions_in_one_bundle_are_bad() -> None:
    assert found(replace(PUBLISHED, editions=2).bundle()) == {6: BAD}


# The figures.


def dishonest(*inputs: dict[str, Any], **parts: Any) -> bytes:
    """A bundle whose office itself published a card that says other than it recorded."""
    return replace(PUBLISHED, card=card_of(*inputs, **parts)).bundle()


@pytest.mark.parametrize("name", sorted(INPUT.keys() - {"row"}))
def test_an_input_that_differs_from_its_entry_is_bad_at_step_seven(name: str) -> None:
    bundle = dishonest(INPUT | {name: "99"})
    assert found(bundle) == {7: BAD}
    assert detail(bundle, 7).startswith(f"observation/17: {name} on the card is 99, recorded is ")


@pytest.mark.parametrize("name", ["indicator", "area", "period", "value"])
def test_an_input_without_what_every_figure_must_say_is_bad(name: str) -> None:
    said = {key: value for key, value in INPUT.items() if key != name}
    assert found(dishonest(said)) == {7: BAD}


@pytest.mark.parametrize("name", ["unit", "source", "known"])
def test_what_an_input_does_not_say_it_does_not_claim(name: str) -> None:
    assert found(dishonest({key: value for key, value in INPUT.items() if key != name})) == {}


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"value": "7.40"}, True),
        ({"value": "+7.4"}, True),
        ({"value": 7.4}, False),
        ({"value": "7.4000000000000000000001"}, False),
        ({"value": "74e-1"}, False),
        ({"value": "sNaN"}, False),
        ({"value": "７.4"}, False),
        ({"period": "2023.0"}, False),
        ({"known": None}, False),
        ({"unit": []}, False),
    ],
)
def test_only_numbers_may_be_spelt_differently(change: dict[str, Any], is_same: bool) -> None:
    assert (found(dishonest(INPUT | change)) == {}) is is_same


def test_a_known_date_that_is_not_stated_may_be_empty_or_null() -> None:
    assert found(dishonest(EARLIER | {"known": None})) == {}


def test_an_input_whose_row_has_no_entry_is_bad() -> None:
    bundle = dishonest(INPUT | {"row": "observation/1"})
    assert found(bundle) == {7: BAD}
    assert detail(bundle, 7) == "observation/1 has no entry."


def test_an_entry_of_another_action_does_not_record_an_observation() -> None:
    values = {name: value for name, value in INPUT.items() if name != "row"}
    other = exhibit(1, action="observation.erased", object="observation/17", values=values)
    assert found(replace(PUBLISHED, card=card_of(INPUT), observations=(other,)).bundle()) == {
        7: BAD
    }


def test_an_input_that_names_no_row_of_the_log_leaves_step_seven_undecided() -> None:
    assert found(dishonest(INPUT | {"row": "figures.csv:3"})) == {7: CANNOT_TELL}


def test_an_entry_that_keeps_a_field_back_leaves_step_seven_undecided() -> None:
    bundle = replace(PUBLISHED, hidden=frozenset(("period",))).bundle()
    assert found(bundle) == {7: CANNOT_TELL}


def test_of_two_entries_of_an_observation_the_later_one_counts() -> None:
    first, later = recorded(1, INPUT | {"value": "7.3"}), recorded(3, INPUT)
    assert (
        found(replace(PUBLISHED, card=card_of(INPUT), observations=(later, first)).bundle()) == {}
    )


def test_a_value_without_inputs_is_undecided_and_no_value_needs_none() -> None:
    assert found(dishonest()) == {7: CANNOT_TELL}
    assert found(dishonest(value=None)) == {}


@pytest.mark.parametrize(
    "card",
    [
        b"",
        b"[]",
        b"{}",
        b'{"figures":{}}',
        b'{"figures":[7]}',
        b'{"figures":[{"inputs":7}]}',
        b'{"figures":[{"inputs":[7]}]}',
        b'{"figures":[{"inputs":[{"row":7}]}]}',
        b'{"figures":[],"figures":[]}',
        b'{"figures":' + b"[" * 100_000,
    ],
    ids=lambda card: card[:32],
)
def test_a_card_of_another_shape_is_bad_at_step_seven(card: bytes) -> None:
    assert found(replace(PUBLISHED, card=card).bundle()) == {7: BAD}


# Whatever comes.


@settings(deadline=None)
@given(st.integers(0, 8 * len(BUNDLE) - 1))
def test_a_bit_flipped_anywhere_is_caught_or_changes_nothing_that_is_held(bit: int) -> None:
    data = bytearray(BUNDLE)
    data[bit // 8] ^= 1 << bit % 8
    made = agreed(bytes(data))
    assert made.status or read_archive(bytes(data)) == FILES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(FILES.keys() - {b.README, "card.html", *b.VERIFIERS})),
    st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()),
)
def test_no_content_of_any_file_ends_the_check_or_passes_it(name: str, data: bytes) -> None:
    made = agreed(write_archive(FILES | {name: data}))
    assert len(made.steps) == 7
    assert made.status in (1, 2)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_a_good_bundle(data: bytes) -> None:
    for start in (b"", b"PK", BUNDLE[:40], BUNDLE[:-60]):
        assert verify(start + data).status or start + data == BUNDLE
