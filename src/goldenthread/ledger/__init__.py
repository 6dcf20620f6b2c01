"""The ledger: entries in a Merkle log, signed checkpoints, and bundles anyone can verify offline.

It proves what was recorded when, unaltered; not that it was true.

- `Entry` with salted commitments: `commitment`, `new_salt`, `Revealed`, `check`, `canonical_bytes`.
- the tree: `leaf_hash`, `Frontier`, `root_of`, `inclusion_proof`, `consistency_proof`,
  `verify_inclusion`, `verify_consistency`; a leaf is given as its hash of 32 bytes.
- checkpoints as signed notes: `SignerKey`, `VerifierKey`, `Checkpoint`, `sign_checkpoint`,
  `open_checkpoint`, `Policy`.
- bundles: `Exhibit`, `write_bundle`; `verify` returns a `Verification` of numbered `Step`s.

What does not hold raises `BadProof`, what cannot be put into an entry `NotPossible`; only
`verify` never raises. Sources: RFC 6962, RFC 8785, RFC 9162; C2SP signed-note, tlog-checkpoint
and tlog-policy.
"""

from goldenthread.ledger.bundle import Exhibit, write_bundle
from goldenthread.ledger.canonical import (
    REASON,
    Entry,
    Revealed,
    canonical_bytes,
    check,
    commitment,
    new_salt,
    sha256_hex,
)
from goldenthread.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from goldenthread.ledger.notes import (
    Checkpoint,
    Note,
    Policy,
    SignerKey,
    VerifierKey,
    open_checkpoint,
    sign_checkpoint,
)
from goldenthread.ledger.verify import Outcome, Step, Verification, verify

__all__ = [
    "EMPTY_ROOT",
    "REASON",
    "Checkpoint",
    "Entry",
    "Exhibit",
    "Frontier",
    "Note",
    "Outcome",
    "Policy",
    "Revealed",
    "SignerKey",
    "Step",
    "Verification",
    "VerifierKey",
    "canonical_bytes",
    "check",
    "commitment",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "new_salt",
    "open_checkpoint",
    "root_of",
    "sha256_hex",
    "sign_checkpoint",
    "verify",
    "verify_consistency",
    "verify_inclusion",
    "write_bundle",
]
