"""A sentence in its surroundings: exact in the middle, honest at the edges."""

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.excerpts import excerpt


@given(st.text(min_size=1, max_size=400), st.data())
def test_the_passage_is_exact_and_its_surroundings_are_of_the_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, marked, after = excerpt(text, start, end)
    assert marked == text[start:end]
    assert before.removeprefix("… ") in text[:start]
    assert after.removesuffix(" …") in text[end:]


def test_what_is_left_out_is_shown_as_left_out() -> None:
    text = "one two " * 40
    before, _, after = excerpt(text, 160, 163)
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert excerpt("all of it", 0, 9) == ("", "all of it", "")
