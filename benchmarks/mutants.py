"""How many small faults put into the ledger its own tests find.

Each mutant is the ledger with one operator, number, condition or statement
changed, in a copy of its own; it counts as killed if a test fails or does not
end. Words are left alone: docstrings, and what errors say.

    python benchmarks/mutants.py [MODULE …] [--limit SECONDS]
"""

import argparse
import ast
import copy
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import cryptography.hazmat.primitives.asymmetric.ed25519
import hypothesis
import pytest
import rfc8785

ROOT = Path(__file__).resolve().parent.parent
LEDGER = "src/goldenthread/ledger"
LOADED = (cryptography, hypothesis, rfc8785)
"""What the tests need anyway, loaded once for all mutants."""
PATIENCE = 2
"""A mutant has so many times the processor's time that the unchanged module's tests take."""
SETTINGS = """[pytest]
addopts = --import-mode=importlib
filterwarnings =
    error
    ignore:Module already imported:pytest.PytestAssertRewriteWarning
pythonpath = tests
markers = browser
"""
TESTS = {
    "merkle": ("merkle",),
    "tiles": ("tiles", "reader"),
    "keys": ("notes", "cosignatures", "offline"),
    "notes": ("notes", "verify"),
    "cosignatures": ("cosignatures",),
    "policy": ("policy",),
    "proof": ("proof",),
    "witness": ("witness",),
    "succession": ("succession",),
    "archive": ("archive", "bundle"),
    "canonical": ("canonical",),
    "rows": ("rows",),
    "figures": ("verify",),
    "authority": ("verify",),
    "verify": ("verify",),
    "bundle": ("bundle", "verify"),
}
"""The test files that answer for each module."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed, and what that is."""

    module: str
    line: int
    change: str
    source: str


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    source = (ROOT / LEDGER / f"{module}.py").read_text()
    tree = ast.parse(source)
    exact = ast.unparse(tree)
    for place, node in enumerate(ast.walk(tree)):
        for number in range(_count(node)):
            changed = copy.deepcopy(tree)
            target = next(n for at, n in enumerate(ast.walk(changed)) if at == place)
            change = _change(target, number)
            if change and (made := ast.unparse(changed)) != exact and not _is_wording(tree, node):
                yield Mutant(module, getattr(node, "lineno", 0), change, made)


def _count(node: ast.AST) -> int:
    """Return how many changes a node may undergo."""
    if isinstance(node, ast.Compare):
        return len(node.ops)
    if isinstance(node, ast.BinOp):
        return type(node.op) in ARITHMETIC
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, bool, bytes)
    kinds = (ast.BoolOp, ast.AugAssign, ast.If, ast.IfExp, ast.While, ast.Raise, ast.Expr, ast.Not)
    return isinstance(node, kinds)


def _change(node: ast.AST, number: int) -> str:
    """Change a node in its place, and say how."""
    match node:
        case ast.Compare():
            kind = type(node.ops[number])
            node.ops[number] = COMPARISONS[kind]()
            return f"{kind.__name__} → {COMPARISONS[kind].__name__}"
        case ast.BinOp() | ast.AugAssign() if type(node.op) in ARITHMETIC:
            kind = type(node.op)
            node.op = ARITHMETIC[kind]()
            return f"{kind.__name__} → {type(node.op).__name__}"
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return "and ↔ or"
        case ast.Constant(value=bool(value)):
            node.value = not value
            return f"{value} → {not value}"
        case ast.Constant(value=int(value)):
            node.value = value + 1
            return f"{value} → {value + 1}"
        case ast.Constant(value=bytes(value)):
            node.value = value + b"?"
            return f"{value!r} → {node.value!r}"
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return "the condition turned round"
        case ast.Raise():
            node.exc, node.cause = ast.Call(ast.Name("print"), [], []), None
            node.__class__ = ast.Pass
            return "nothing raised"
        case ast.Expr(value=ast.Call()):
            node.value = ast.Constant(None)
            return "the call left out"
    return ""


def _is_wording(tree: ast.Module, node: ast.AST) -> bool:
    """Return whether a node only words an error, or is part of a type."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Raise) and node is not each and node in set(ast.walk(each)):
            return True
        if isinstance(each, ast.AnnAssign) and node in set(ast.walk(each.annotation)):
            return True
        if isinstance(each, ast.FunctionDef):
            parts = [*each.decorator_list, each.returns, each.args]
            types = [part for part in parts if part is not None]
            if any(node in set(ast.walk(part)) for part in types):
                return True
        if isinstance(each, ast.ClassDef) and any(
            node in set(ast.walk(part)) for part in each.decorator_list
        ):
            return True
    return False


def is_killed(mutant: Mutant, *, home: Path, patience: int) -> bool:
    """Put the mutant in its place in the copy, run its tests, and put the module back."""
    place = home / LEDGER / f"{mutant.module}.py"
    good = place.read_text()
    place.write_text(mutant.source)
    try:
        return run(mutant.module, home=home, patience=patience) != 0
    finally:
        place.write_text(good)


def run(module: str, *, home: Path, patience: int) -> int:
    """Return the exit status of a module's tests in the copy; stuck ones are stopped.

    They run in a fork of this process, which has the libraries loaded but never the ledger.
    """
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
        os.chdir(home)
        sys.path.insert(0, str(home / "src"))
        sys.dont_write_bytecode = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        files = [f"tests/ledger/test_{name}.py" for name in TESTS[module]]
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:django", "-m", "not browser"]
        os._exit(pytest.main([*options, *files]))
    _, status = os.waitpid(child, 0)
    return status


def copied(home: Path) -> None:
    """Copy what the tests of the ledger need, so that nobody else meets a mutant."""
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "pytest.ini").write_text(SETTINGS)


def main() -> int:
    """Print the survivors as they are found, and the share killed of each module."""
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")
    os.environ.setdefault("GOLDENTHREAD_SHARED", str(ROOT.parent / "shared"))
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", default=list(TESTS))
    asked.add_argument("--limit", type=float, default=float("inf"), help="seconds a module")
    options = asked.parse_args()
    worst = 1.0
    print(f"{'module':<14}{'mutants':>9}{'killed':>9}{'share':>9}{'minutes':>9}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copied(home)
        for module in options.modules:
            worst = min(worst, measured(module, home=home, limit=options.limit))
    return 0 if worst >= 0.95 else 1


def measured(module: str, *, home: Path, limit: float) -> float:
    """Return the share of a module's mutants that were killed."""
    start, tried, killed = perf_counter(), 0, 0
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if run(module, home=home, patience=600):
        raise SystemExit(f"the tests of {module} fail before anything is changed")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - spent
    patience = 5 + round(PATIENCE * spent)
    for mutant in mutants(module):
        if perf_counter() - start > limit:
            print(f"  {module}: not all were tried; the time was up", flush=True)
            break
        tried += 1
        if is_killed(mutant, home=home, patience=patience):
            killed += 1
        else:
            print(f"  survived: {module}:{mutant.line} {mutant.change}", flush=True)
    share, minutes = killed / max(tried, 1), (perf_counter() - start) / 60
    print(f"{module:<14}{tried:>9}{killed:>9}{share:>9.1%}{minutes:>9.1f}", flush=True)
    return share


if __name__ == "__main__":
    sys.exit(main())
