"""The vocabularies of both languages answer to the same names, and compile."""

import re
from pathlib import Path

import goldenthread.reading
from goldenthread.reading.lexicon import Cue, lexicon


def test_both_languages_define_the_same_patterns() -> None:
    english, chinese = lexicon("en"), lexicon("zh")
    assert set(english.patterns) == set(chinese.patterns)


def test_each_language_can_tell_every_type_and_comparator_that_needs_words() -> None:
    for words in (lexicon("en"), lexicon("zh")):
        assert len({kind for kind, _ in words.kinds}) == 5
        assert len({comparator for comparator, _ in words.comparators}) == 6


def test_a_cue_is_silent_where_its_exception_stands() -> None:
    cue = Cue("aim", re.compile("aim"), unless=re.compile("claim"))
    assert cue.find("the aim")
    assert cue.find("the aim of the claim") is None


def test_the_code_itself_holds_no_chinese_vocabulary() -> None:
    folder = Path(goldenthread.reading.__file__).parent
    for module in folder.glob("*.py"):
        source = module.read_text(encoding="utf-8")
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", source)
        assert not re.search(r"[\u4e00-\u9fff]{2,}", code), module.name
