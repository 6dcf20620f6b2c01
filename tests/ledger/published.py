"""A small published edition, whole: what goes into its bundle can be changed part by part."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from goldenthread.ledger.bundle import Exhibit, write_bundle
from goldenthread.ledger.canonical import REASON, Entry, Revealed, commitment, sha256_hex
from goldenthread.ledger.cosignatures import WitnessSigner
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from goldenthread.ledger.notes import Checkpoint, Note, sign_checkpoint
from goldenthread.ledger.policy import Policy
from goldenthread.ledger.succession import Act

KEY = SignerKey("ledger.example.invalid", bytes(range(32)))
OTHER_KEY = SignerKey("ledger.example.invalid", bytes(32))
PUBLISHED_POLICY = Policy((KEY.verifier,)).text
INPUT = {
    "row": "observation/17",
    "indicator": "investment",
    "area": "jiaxing",
    "period": "2023",
    "value": "7.4",
    "unit": "%",
    "source": "statement-2023",
    "known": "2024-01-30",
}
EARLIER = INPUT | {"row": "observation/18", "period": "2023Q1", "value": "13.0", "known": ""}


def salt_of(name: str) -> bytes:
    """A salt that is always the same, for tests only."""
    return name.encode().ljust(16, b".")[:16]


def exhibit(index: int, *, action: str, object: str, values: dict[str, Any]) -> Exhibit:
    """An entry that commits to `values`, all of them shown."""
    entry = Entry(
        action=action,
        time="2024-01-31T09:00:00Z",
        actor="a7",
        body="jiaxing",
        object=object,
        revision=1,
        previous=None,
        fields={name: commitment(value, salt=salt_of(name)) for name, value in values.items()},
        reason=commitment("", salt=salt_of(REASON)),
    )
    return Exhibit(index, entry, tuple(Revealed(n, salt_of(n), v) for n, v in values.items()))


def recorded(index: int, said: dict[str, str]) -> Exhibit:
    """The entry of an observation that a card takes as input."""
    values = {name: value for name, value in said.items() if name != "row"}
    return exhibit(index, action="observation.recorded", object=said["row"], values=values)


def erasure(
    index: int, of: Any, *names: Any, ground: Any = "a law", at: str = "2024-02-29"
) -> Exhibit:
    """The entry that says which fields of an object were erased."""
    values = {"thing": of, "names": list(names), "ground": ground, "asked_by": "a8"}
    made = exhibit(index, action="value.erased", object="erasure/1", values=values)
    entry = replace(made.entry, time=f"{at}T09:00:00Z")
    return Exhibit(index, entry, tuple(each for each in made.revealed if each.name != "asked_by"))


def without(each: Exhibit, *names: str) -> Exhibit:
    """The entry with the values of these fields kept back."""
    return replace(each, revealed=tuple(one for one in each.revealed if one.name not in names))


def card_of(*inputs: dict[str, Any], value: Any = "7.4") -> bytes:
    """A card with one figure."""
    figure = {"id": "2023-4", "value": value, "inputs": list(inputs)}
    return json.dumps({"figures": [figure]}).encode()


@dataclass(frozen=True, slots=True)
class Published:
    """All that goes into a bundle; changed with `replace`, so that each lie is told alone."""

    card: bytes = card_of(INPUT, EARLIER)
    figures: bytes = b"id,value\n2023-4,7.4\n"
    observations: tuple[Exhibit, ...] = (recorded(1, INPUT), recorded(2, EARLIER))
    editions: int = 1
    hidden: frozenset[str] = frozenset()
    without_proof: frozenset[int] = frozenset()
    key: SignerKey = KEY
    policy: str | None = None
    acts: tuple[Exhibit, ...] = ()
    witnesses: tuple[WitnessSigner, ...] = ()
    others: dict[str, bytes] = field(default_factory=lambda: {"card.html": b"<p>7.4</p>"})
    bound: dict[str, str] | None = None
    rows: Any = None

    def exhibits(self) -> list[Exhibit]:
        """The entries shown, editions last."""
        files = {name: sha256_hex(data) for name, data in self.others.items()}
        values: dict[str, Any] = {
            "card": sha256_hex(self.card),
            "figures": sha256_hex(self.figures),
            "files": files if self.bound is None else self.bound,
        }
        if self.rows is not None:
            values["rows"] = self.rows
        made = [
            exhibit(
                4 + number,
                action="edition.published",
                object=f"edition/2023Q4.{number}",
                values=values,
            )
            for number in range(self.editions)
        ]
        return [self._kept_back(each) for each in (*self.acts, *self.observations, *made)]

    def _kept_back(self, each: Exhibit) -> Exhibit:
        shown = tuple(one for one in each.revealed if one.name not in self.hidden)
        return replace(each, revealed=shown)

    def leaves(self) -> list[bytes]:
        """The whole log: the entries shown, each at its index, among others that are not."""
        leaves = [leaf_hash(bytes([index])) for index in range(9)]
        for each in self.exhibits():
            leaves[each.index] = leaf_hash(each.entry.to_bytes())
        return leaves

    def bundle(self) -> bytes:
        """The bundle as it is published."""
        leaves, tree = self.leaves(), Frontier()
        for leaf in leaves:
            tree = tree.append(leaf)
        checkpoint = Checkpoint(self.key.name, tree.size, tree.root)
        note = Note.parse(sign_checkpoint(checkpoint, key=self.key))
        lines = tuple(witness.cosign(note.text, time=7) for witness in self.witnesses)
        return write_bundle(
            self.exhibits(),
            proofs={
                each.index: inclusion_proof(each.index, size=tree.size, leaf=leaves.__getitem__)
                for each in self.exhibits()
                if each.index not in self.without_proof
            },
            checkpoint=replace(note, signatures=note.signatures + lines).to_bytes(),
            policy=Policy((self.key.verifier,)).text if self.policy is None else self.policy,
            card=self.card,
            figures=self.figures,
            others=self.others,
        )


def done(index: int, act: Act) -> Exhibit:
    """The entry of an act upon the log itself."""
    return exhibit(index, action=act.action, object=act.object, values=dict(act.values))
