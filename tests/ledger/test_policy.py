"""Policies: the format's own example, what k of n means, and what must be refused."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.cosignatures import WitnessSigner
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import EMPTY_ROOT
from goldenthread.ledger.notes import Checkpoint, Note
from goldenthread.ledger.offline import verify as offline
from goldenthread.ledger.policy import Group, Policy, Witness
from goldenthread.terms.errors import BadProof, CannotTell

KEY = SignerKey("log.example.invalid", bytes(range(32)))
OTHER = SignerKey("other.example.invalid", bytes(32))
VKEY = KEY.verifier
NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
SIGNERS = {name: WitnessSigner(f"{name}.example.invalid", name.encode() * 16) for name in NAMES}
WITNESSES = tuple(Witness(name, SIGNERS[name].verifier) for name in NAMES)
NAMED = "".join(f"witness {each.name} {each.key.text}\n" for each in WITNESSES)
EXAMPLE = f"""log {VKEY.text}

{NAMED}
group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""
POLICY = Policy.parse(EXAMPLE)
CHECKPOINT = Checkpoint(KEY.name, 0, EMPTY_ROOT)


def cosigned(*names: str) -> Note:
    note = Note(CHECKPOINT.text).signed(KEY)
    lines = tuple(SIGNERS[name].cosign(note.text, time=7) for name in names)
    return replace(note, signatures=note.signatures + lines)


def test_the_example_of_the_format_asks_for_two_of_one_and_one_of_the_other() -> None:
    for count in range(7):
        for names in combinations(NAMES, count):
            xs = sum(name.startswith("X") for name in names)
            assert POLICY.is_met(names) is (xs >= 2 and len(names) > xs)


def test_a_policy_reads_back_and_comments_and_blanks_are_passed_over() -> None:
    plain = Policy((VKEY, OTHER.verifier))
    assert plain.text == f"log {VKEY.text}\nlog {OTHER.verifier.text}\nquorum none\n"
    for policy in (plain, POLICY):
        assert Policy.parse(policy.text) == policy
    loose = f"# whom we trust\n\n\t log   {VKEY.text}  https://a.invalid \n # \nquorum\tnone"
    assert Policy.parse(loose) == Policy((VKEY,))
    assert POLICY.witnesses == WITNESSES
    assert POLICY.groups[2] == Group("X-and-Y", 2, ("X-witnesses", "Y-witnesses"))


def test_a_single_witness_can_be_the_quorum_and_may_have_an_address() -> None:
    one = Policy.parse(
        f"witness 市 {WITNESSES[0].key.text} https://w.invalid\nquorum 市\nlog {VKEY.text}"
    )
    assert (one.is_met(["市"]), one.is_met([])) == (True, False)


def test_a_checkpoint_is_opened_with_the_names_of_its_witnesses() -> None:
    opened = POLICY.open(cosigned("Y2", "X1", "X3").to_bytes())
    assert (opened.checkpoint, opened.witnesses) == (CHECKPOINT, ("X1", "X3", "Y2"))
    assert Policy((VKEY,)).open(cosigned("Y2").to_bytes()).witnesses == ()


def test_too_few_witnesses_leave_it_undecided() -> None:
    for names in ((), ("X1", "X2"), ("X1", "X1", "Y1"), ("Y1", "Y2", "Y3")):
        with pytest.raises(CannotTell, match="witnesses of X-and-Y"):
            POLICY.open(cosigned(*names).to_bytes())


def test_a_false_cosignature_or_one_without_the_log_is_refused() -> None:
    good = cosigned("X1", "X2", "Y1")
    lines = list(good.signatures)
    lines[1] = replace(lines[1], value=lines[2].value)
    with pytest.raises(BadProof, match="does not fit"):
        POLICY.open(replace(good, signatures=tuple(lines)).to_bytes())
    with pytest.raises(BadProof, match="none of the keys"):
        POLICY.open(replace(good, signatures=good.signatures[1:]).to_bytes())


def test_a_cosignature_by_a_stranger_counts_for_nothing() -> None:
    stranger = WitnessSigner("X1.example.invalid", bytes(32))
    note = cosigned("X2", "Y1")
    line = stranger.cosign(note.text, time=7)
    with pytest.raises(CannotTell):
        POLICY.open(replace(note, signatures=(*note.signatures, line)).to_bytes())


@settings(deadline=None)
@given(st.integers(1, 6), st.sets(st.sampled_from(NAMES)))
def test_k_of_n_is_met_by_k_and_by_no_fewer(threshold: int, names: set[str]) -> None:
    policy = Policy.parse(
        f"log {VKEY.text}\n{NAMED}group g {threshold} {' '.join(NAMES)}\nquorum g"
    )
    assert policy.is_met(names) is (len(names) >= threshold)
    assert offline.is_met(offline.read_policy(policy.text), list(names)) is policy.is_met(names)


WITNESS = f"witness w {WITNESSES[0].key.text}\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at least one log"),
        ("quorum none\n", "at least one log"),
        ("log\n", "no rule 'log'"),
        ("log nonsense\n", "a key is its name"),
        (f"log {VKEY.text} a b\n", "no rule 'log'"),
        (f"trust {VKEY.text}\n", "no rule 'trust'"),
        (f"log {VKEY.text}\n" * 2 + "quorum none\n", "each log and witness once"),
        (f"log {VKEY.text}\n", "one quorum"),
        (f"log {VKEY.text}\nquorum none\nquorum none\n", "one quorum"),
        (f"log {VKEY.text}\nquorum w\n{WITNESS}", "no rule 'quorum'"),
        (f"log {VKEY.text}\nquorum\n", "no rule 'quorum'"),
        (f"log {VKEY.text}\r\nquorum none\n", "control characters"),
        (f"log {VKEY.text}\nquorum none\n# \x7f", "control characters"),
        (f"log {WITNESSES[0].key.text}\n", "signature type 1"),
        (f"witness w {VKEY.text}\n", "signature type 4"),
        ("witness w\n", "no rule 'witness'"),
        (WITNESS * 2, "defines w twice"),
        (WITNESS.replace(" w ", " none "), "defines none twice"),
        (f"log {VKEY.text}\n{WITNESS}{WITNESS.replace(' w ', ' v ')}quorum w\n", "witness once"),
        ("group g any w\n", "not defined before"),
        (f"{WITNESS}group g any none\n", "not defined before"),
        (f"{WITNESS}group g any g\n", "not defined before"),
        (f"{WITNESS}group g any w w\n", "already in a group"),
        (f"{WITNESS}group g any w\ngroup h any w\n", "already in a group"),
        (f"{WITNESS}group w any w\n", "defines w twice"),
        (f"{WITNESS}group g 0 w\n", "a number of members"),
        (f"{WITNESS}group g 01 w\n", "a number of members"),
        (f"{WITNESS}group g some w\n", "a number of members"),
        (f"{WITNESS}group g 2 w\n", "a group of 1 cannot reach 2"),
        (f"{WITNESS}group g all\n", "a group of 0 cannot reach 0"),
        (f"{WITNESS}group g any\n", "a group of 0 cannot reach 1"),
        (f"{WITNESS}group g\n", "no rule 'group'"),
    ],
)
def test_a_malformed_policy_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadProof, match=why):
        Policy.parse(text)
    with pytest.raises(offline.Malformed):
        offline.read_policy(text)


def test_32_logs_32_witnesses_and_32_groups_are_not_too_many() -> None:
    logs = [SignerKey(f"log{n}", bytes([n]) * 32).verifier for n in range(32)]
    keys = [WitnessSigner(f"w{n}", bytes([n]) * 32).verifier for n in range(32)]
    witnesses = tuple(Witness(key.name, key) for key in keys)
    groups = tuple(Group(f"g{n}", 1, (f"w{n}",)) for n in range(32))
    policy = Policy(tuple(logs), witnesses, groups, "g31")
    assert Policy.parse(policy.text) == policy
    assert (policy.is_met(["w31"]), policy.is_met(["w30"])) == (True, False)


def test_where_a_witness_is_asked_is_kept_with_it() -> None:
    key = WITNESSES[0].key.text
    text = f"log {VKEY.text}\nwitness near {key} https://w.invalid/witness\nquorum none\n"
    policy = Policy.parse(text)
    assert policy.witnesses[0].url == "https://w.invalid/witness"
    assert policy.text == text
    with pytest.raises(BadProof, match="no rule 'witness'"):
        Policy.parse(text.replace("/witness\n", "/witness again\n"))
