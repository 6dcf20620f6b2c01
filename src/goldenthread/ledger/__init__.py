"""The ledger: entries in a Merkle log, signed checkpoints, and bundles anyone can verify offline.

It proves what was recorded when, unaltered; not that it was true.

- `Entry` with salted commitments: `commitment`, `new_salt`, `Revealed`, `check`, `canonical_bytes`.
- the tree: `leaf_hash`, `Frontier`, `root_of`, `inclusion_proof`, `consistency_proof`,
  `verify_inclusion`, `verify_consistency`; a leaf is given as its hash of 32 bytes.
- checkpoints as signed notes: `SignerKey`, `VerifierKey`, `Checkpoint`, `sign_checkpoint`,
  `open_checkpoint`, `Policy`.
- the log as files: `export`, `Tile`, `TiledTree`; a proof that travels alone: `LogProof`.
- one figure alone: `rows_value` into the edition's entry, `prove_figure`, `verify_figure`.
- witnesses: `WitnessKey`, `WitnessSigner`, `Submission`, `decide`, `add_cosignatures`.
- a new key, a new origin: `hand_over`, `open_anew`.
- bundles: `Exhibit`, `write_bundle`; `verify` returns a `Verification` of numbered `Step`s;
  what a bundle `shows`, and one `without_values` that were erased.

What does not hold raises `BadProof`, what cannot be put into an entry `NotPossible`; only
`verify` never raises. Sources: RFC 6962, RFC 8785, RFC 9162; C2SP signed-note, tlog-checkpoint,
tlog-cosignature, tlog-policy, tlog-proof, tlog-tiles and tlog-witness.
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
from goldenthread.ledger.cosignatures import WitnessKey, WitnessSigner
from goldenthread.ledger.erasures import ERASED, shows, without_values
from goldenthread.ledger.keys import SignerKey, VerifierKey
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
    open_checkpoint,
    sign_checkpoint,
)
from goldenthread.ledger.outcomes import Outcome, Step, Verification
from goldenthread.ledger.policy import Policy, Witness, Witnessed
from goldenthread.ledger.proof import LogProof
from goldenthread.ledger.rows import ProvedFigure, prove_figure, rows_value, verify_figure
from goldenthread.ledger.succession import hand_over, open_anew
from goldenthread.ledger.tiles import Tile, TiledTree, export, tile_root, tiles_of
from goldenthread.ledger.verify import verify
from goldenthread.ledger.witness import Submission, add_cosignatures, conflict_size, decide

__all__ = [
    "EMPTY_ROOT",
    "ERASED",
    "REASON",
    "Checkpoint",
    "Entry",
    "Exhibit",
    "Frontier",
    "LogProof",
    "Note",
    "Outcome",
    "Policy",
    "ProvedFigure",
    "Revealed",
    "SignerKey",
    "Step",
    "Submission",
    "Tile",
    "TiledTree",
    "Verification",
    "VerifierKey",
    "Witness",
    "WitnessKey",
    "WitnessSigner",
    "Witnessed",
    "add_cosignatures",
    "canonical_bytes",
    "check",
    "commitment",
    "conflict_size",
    "consistency_proof",
    "decide",
    "export",
    "hand_over",
    "inclusion_proof",
    "leaf_hash",
    "new_salt",
    "open_anew",
    "open_checkpoint",
    "prove_figure",
    "root_of",
    "rows_value",
    "sha256_hex",
    "shows",
    "sign_checkpoint",
    "tile_root",
    "tiles_of",
    "verify",
    "verify_consistency",
    "verify_figure",
    "verify_inclusion",
    "without_values",
    "write_bundle",
]
