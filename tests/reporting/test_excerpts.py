"""A sentence in its surroundings: exact in the middle, honest at the edges."""

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.excerpts import excerpt


@given(st.text("ab \n…文字。", min_size=1, max_size=400), st.integers(0, 120), st.data())
def test_the_passage_is_exact_and_its_surroundings_are_of_the_text(
    text: str, around: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, marked, after = excerpt(text, start, end, around=around)
    assert marked == text[start:end]
    if start <= around:
        assert before == text[:start]
    else:
        assert before.startswith("… ")
        assert text[:start].endswith(before.removeprefix("… "))
    if len(text) - end <= around:
        assert after == text[end:]
    else:
        assert after.endswith(" …")
        assert text[end:].startswith(after.removesuffix(" …"))
    assert max(len(before), len(after)) <= around + 2


def test_no_word_is_cut_at_either_edge() -> None:
    text = "the first sentence stands here and the second one stands there"
    start = text.index("and the second")
    assert excerpt(text, start, start + 3, around=14) == (
        "… stands here ",
        "and",
        " the second …",
    )


def test_what_is_left_out_is_shown_as_left_out() -> None:
    text = "one two " * 40
    before, _, after = excerpt(text, 160, 163)
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert excerpt("all of it", 0, 9) == ("", "all of it", "")
