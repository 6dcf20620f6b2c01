"""A password that is little more than a word of the place is refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.office.bodies.models import Person
from goldenthread.office.site.passwords import WordsOfThePlace, words_of_the_place


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["HAVEN-2026-haven", "Goldenthread1!", "goldenthread-Haven", "coast.haven.2026"]
)
def test_what_anybody_who_knows_the_office_would_try_is_refused(
    secretary: Person, password: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, secretary)
    assert "password_of_the_place" in {each.code for each in refused.value.error_list}


@pytest.mark.django_db
def test_a_name_in_chinese_is_known_with_and_without_its_last_sign(secretary: Person) -> None:
    words = words_of_the_place()
    name = secretary.body.name_zh
    assert name in words
    assert name[:-1] in words or len(name) < 3


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["a long and quiet word", "haven has nine white boats"])
def test_a_word_of_the_place_among_others_does_no_harm(secretary: Person, password: str) -> None:
    validate_password(password, secretary)


class Chance(TestCase):
    """Any password that holds no word of the place."""

    @given(st.text("bdfjkqxz0123456789", min_size=1, max_size=40))
    def test_is_never_refused_for_it(self, password: str) -> None:
        WordsOfThePlace().validate(password)
