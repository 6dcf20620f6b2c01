"""The three verifiers: they share no code, and never differ."""

import ast
import base64
import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from goldenthread.ledger import verify
from goldenthread.ledger.archive import read_archive, write_archive
from goldenthread.ledger.bundle import VERIFIERS
from goldenthread.ledger.keys import check_signature
from goldenthread.ledger.offline import verify as offline
from goldenthread.terms.errors import BadProof
from ledger.forgeries import WITNESSED, samples
from ledger.published import PUBLISHED_POLICY, Published

FOLDER = files("goldenthread.ledger").joinpath("offline")
SCRIPT, PAGE = (Path(str(FOLDER.joinpath(name))) for name in VERIFIERS)
BUNDLE = Published().bundle()
NODE = shutil.which("node")
HTML = PAGE.read_text()
needs_node = pytest.mark.skipif(NODE is None, reason="there is no Node to run JavaScript in")


class Node:
    """The page's verifier, run outside a browser: one question and one answer at a time."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("offline.js")
        self.run = subprocess.Popen(
            [str(NODE), "--no-warnings", str(script), str(PAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, **question: Any) -> Any:
        coded = {n: as_text(v) if isinstance(v, bytes) else v for n, v in question.items()}
        assert self.run.stdin is not None
        assert self.run.stdout is not None
        self.run.stdin.write(json.dumps(coded).encode() + b"\n")
        self.run.stdin.flush()
        return json.loads(self.run.stdout.readline())


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    made = Node()
    yield made
    made.run.communicate()


# They agree.


@needs_node
def test_of_200_random_bundles_all_three_say_the_same_word_for_word(node: Node) -> None:
    outcomes, told = set(), ""
    for number, sample in enumerate(samples(200, seed=10)):
        found = verify(sample.bundle, policy=sample.policy).as_dict()
        assert offline.verify(sample.bundle, sample.policy) == found, number
        asked = {"bundle": sample.bundle, "policy": sample.policy, "native": number % 2 == 0}
        assert node.ask(**asked) == found, number
        outcomes |= {(step["number"], step["outcome"]) for step in found["steps"]}
        told += json.dumps(found)
    assert outcomes >= {(step, said) for step in range(1, 8) for said in ("good", "bad")}
    for words in ("was erased on 2024-02-29", "Erased: entry", "tells of an erasure"):
        assert words in told


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_two_python_verifiers_differ(data: bytes) -> None:
    for bundle in (data, b"PK" + data, BUNDLE[:-22] + data, BUNDLE[: -len(data) or None]):
        assert offline.verify(bundle) == verify(bundle).as_dict()


# What the words say, and that they are the same.


def test_all_three_have_the_same_words() -> None:
    said = tomllib.loads(files("goldenthread.ledger").joinpath("words.toml").read_text("utf-8"))
    words = {f"{kind}.{key}": (w["en"], w["zh"]) for kind in said for key, w in said[kind].items()}
    assert words == offline.WORDS
    table = re.search(r"const WORDS = (\{.*?\n  \});", HTML, re.S)
    assert table is not None
    in_page = json.loads(re.sub(r",(\s*[\]}])", r"\1", table[1]))
    assert {name: tuple(pair) for name, pair in in_page.items()} == words


# The Python file.


def test_the_python_verifier_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text())
    named = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    named |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def run(*words: str | Path) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def test_it_runs_alone_and_says_in_both_languages_which_step_failed(tmp_path: Path) -> None:
    bundle, policy = tmp_path / "bundle.zip", tmp_path / "policy.txt"
    bundle.write_bytes(BUNDLE)
    policy.write_text(PUBLISHED_POLICY)
    good = run(bundle, "--policy", policy)
    assert (good.returncode, good.stderr) == (0, b"")
    assert good.stdout.decode().count("\n") == 31
    assert "GOOD: recorded in the log as shown" in good.stdout.decode()
    assert "属实：内容与日志记录一致" in good.stdout.decode()
    held = read_archive(BUNDLE)
    bundle.write_bytes(write_archive(held | {"card.json": held["card.json"] + b" "}))
    bad = run(bundle, "--policy", policy)
    assert bad.returncode == 1
    assert "BAD at step 2: this bundle is not what it claims to be." in bad.stdout.decode()
    assert "第2步不符：本证据包与其所称不一致。" in bad.stdout.decode()
    policy.write_text(WITNESSED)
    bundle.write_bytes(BUNDLE)
    unclear = run(bundle, "--policy", policy)
    assert unclear.returncode == 2
    assert "CANNOT TELL at step 3" in unclear.stdout.decode()


def test_it_answers_programs_in_json_and_never_fails_on_absent_files(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "bundle.zip").write_bytes(BUNDLE)
    for words, status in (
        ([tmp_path / "bundle.zip"], 0),
        ([tmp_path / "absent.zip"], 2),
        ([tmp_path], 2),
        ([tmp_path / "bundle.zip", "--policy", tmp_path / "absent.txt"], 2),
    ):
        assert offline.main([*map(str, words), "--json"]) == status
        assert json.loads(capsysbinary.readouterr().out)["status"] == status
    assert offline.main([str(tmp_path / "bundle.zip")]) == 0
    assert "7  属实" in capsysbinary.readouterr().out.decode()


def test_it_is_a_program_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(BUNDLE)
    monkeypatch.setattr(sys, "argv", ["verify.py", str(tmp_path / "bundle.zip")])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0


# Ed25519: RFC 8032, 7.1.

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
]
FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493


def signature_cases() -> Iterator[tuple[bytes, bytes, bytes, bool]]:
    """Keys, messages and signatures with whether they fit; published, random, and bent."""
    for vector in VECTORS:
        key, message, signature = map(bytes.fromhex, vector)
        yield key, message, signature, True
        scalar = int.from_bytes(signature[32:], "little") + ORDER
        yield key, message, signature[:32] + scalar.to_bytes(32, "little"), False
        yield key, message, signature[:63], False
        for at in (0, 31, 32, 63):
            bent = bytearray(signature)
            bent[at] ^= 1
            yield key, message, bytes(bent), False
    for number in range(8):
        secret = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, message = secret.public_key().public_bytes_raw(), bytes(number)
        yield public, message, secret.sign(message), True
        yield public, message + b"!", secret.sign(message), False
        yield bytes([2]) + public[1:], message, secret.sign(message), False
    for odd in (
        b"\xed" + b"\xff" * 30 + b"\x7f",
        b"\x01" + bytes(30) + b"\x80",
        b"\x02" + bytes(31),
    ):
        yield odd, b"", bytes(64), False


def test_the_signatures_of_rfc_8032_verify_and_no_bent_one_does() -> None:
    for key, message, signature, fits in signature_cases():
        assert offline.is_signed(key, message, signature) is fits
        assert is_signed(key, message.decode("latin-1"), signature) in (fits, None)


def is_signed(key: bytes, text: str, signature: bytes) -> bool | None:
    """What the ledger says of a signature; None for bytes that are no text."""
    if not text.isascii():
        return None
    try:
        check_signature(key, text, signature)
    except BadProof:
        return False
    return True


@needs_node
def test_the_page_judges_signatures_alike_with_and_without_the_browsers_help(node: Node) -> None:
    for key, message, signature, fits in signature_cases():
        assert node.ask(key=key, message=message, signature=signature) == [fits, fits]


# The page.


def test_the_page_needs_no_network_and_runs_only_its_own_two_scripts() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', HTML)
    assert policy is not None
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", HTML, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", HTML, re.S)
    assert policy[1] == (
        f"default-src 'none'; script-src {' '.join(map(hash_of, scripts))}; "
        f"style-src {hash_of(style)}; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<[^>]*\s(on\w+|src|href|style)=", HTML)
    assert not re.search(r"https?:|fetch\(|XMLHttp|import\(|innerHTML|eval\(", HTML)


def hash_of(text: str) -> str:
    return f"'sha256-{as_text(hashlib.sha256(text.encode()).digest())}'"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page from its file, in which nothing may fail and nothing may be fetched."""
    made = browser.new_context(locale="en-GB").new_page()
    told: list[str] = []
    made.on("console", lambda message: told.append(message.text))
    made.on("pageerror", lambda error: told.append(str(error)))
    made.on("request", lambda request: told.append(request.url))
    made.goto(PAGE.as_uri())
    yield made
    assert told == [PAGE.as_uri()]
    made.context.close()


@pytest.mark.browser
def test_a_citizen_checks_a_bundle_from_a_local_file(page: Page, tmp_path: Path) -> None:
    bundle, policy = tmp_path / "bundle.zip", tmp_path / "policy.txt"
    bundle.write_bytes(BUNDLE)
    policy.write_text(PUBLISHED_POLICY)
    page.get_by_label("The bundle").set_input_files(bundle)
    page.locator('#sum[data-outcome="good"]').wait_for()
    assert "The key came with the bundle" in page.locator("#sum").inner_text()
    page.get_by_label("Whose signature to trust").set_input_files(policy)
    page.locator("#sum", has_not_text="The key came").and_(
        page.locator('[data-outcome="good"]')
    ).wait_for()
    assert page.locator("li").count() == 7
    found = verify(BUNDLE, policy=PUBLISHED_POLICY).as_dict()["steps"]
    assert page.locator(".detail").all_inner_texts() == [step["detail"]["en"] for step in found]
    page.get_by_role("button", name="简体中文").click()
    assert page.locator(".claim").all_inner_texts() == [step["claim"]["zh"] for step in found]
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("#sum").inner_text().startswith("属实。")
    (tmp_path / "witnessed.txt").write_text(WITNESSED)
    page.locator("#policy").set_input_files(tmp_path / "witnessed.txt")
    page.locator('#sum[data-outcome="cannot tell"]').wait_for()
    assert "第3步" in page.locator("#sum").inner_text()


@pytest.mark.browser
def test_a_browser_says_what_the_other_two_say(page: Page) -> None:
    for number, sample in enumerate(samples(40, seed=9)):
        asked = [as_text(sample.bundle), sample.policy, number % 2 == 0]
        found = page.evaluate(
            """([bundle, policy, native]) => goldenthread.verify(
                Uint8Array.from(atob(bundle), (one) => one.charCodeAt(0)), policy, { native })""",
            asked,
        )
        assert found == verify(sample.bundle, policy=sample.policy).as_dict(), number


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_in_light_and_dark(page: Page, scheme: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    (tmp_path / "bundle.zip").write_bytes(BUNDLE[:-1])
    page.get_by_label("The bundle").set_input_files(tmp_path / "bundle.zip")
    page.locator('#sum[data-outcome="bad"]').wait_for()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
