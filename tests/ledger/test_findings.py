"""What a verification says is said in both languages, with the same facts."""

import re
import tomllib
from importlib.resources import files

import pytest

from goldenthread.ledger.findings import Absent, Wrong, say
from goldenthread.terms.errors import BadProof, CannotTell

WORDS = tomllib.loads(files("goldenthread.ledger").joinpath("words.toml").read_text("utf-8"))
SAYING = ("archive", "authority", "bundle", "case", "erasures", "figures", "verify")
EVERY = [(kind, key) for kind, keys in WORDS.items() for key in keys]


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_both_languages_name_the_same_facts(kind: str, key: str) -> None:
    said = WORDS[kind][key]
    places = {language: set(re.findall(r"{(\w+)}", said[language])) for language in said}
    assert set(places) == {"en", "zh"}
    assert places["en"] == places["zh"]


def test_every_word_is_used_and_every_used_one_is_there() -> None:
    folder = files("goldenthread.ledger")
    source = "".join(folder.joinpath(f"{name}.py").read_text() for name in SAYING)
    for kind, call in (("wrong", "Wrong"), ("absent", "Absent")):
        assert set(re.findall(rf'{call}\(\s*"(\w+)"', source)) == set(WORDS[kind])


def test_a_fact_from_a_forger_cannot_play_tricks_on_the_reader() -> None:
    words = say("wrong", "unlisted", name="\x1b[2Jall good\n" + "x" * 1000)
    assert words.en.startswith("?[2Jall good?x")
    assert len(words.en) < 250
    for fact, shown in ((None, "–"), ("", "–"), ([], "…"), (7, "7"), (7.5, "…"), (True, "…")):
        assert say("wrong", "unlisted", name=fact).zh == f"清单中没有 {shown}。"


def test_a_finding_is_an_error_of_the_house_with_words() -> None:
    wrong, absent = Wrong("malformed", name="card.json"), Absent("file", name="card.json")
    assert isinstance(wrong, BadProof)
    assert isinstance(absent, CannotTell)
    assert str(wrong) == wrong.words.en == "card.json is not of its form."
    assert absent.words.zh == "缺少 card.json。"
