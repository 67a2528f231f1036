"""Turkish letters compare as people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.text import fold

_LETTERS = st.text(
    alphabet="abcçdefgğhıijklmnoöpqrsştuüvwxyzABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZâîû 0123456789/-"
)


@pytest.mark.parametrize("spelling", ["IĞDIR", "ığdır", "Iğdır", "iğdir", "İGDİR", " igdır "])
def test_every_way_of_typing_a_name_is_one(spelling: str) -> None:
    assert fold(spelling) == "igdir"


def test_combining_marks_are_the_same_as_composed_letters() -> None:
    assert fold("Çig\u0306dem") == fold("Ciğdem") == "cigdem"
    assert fold("I\u0307stanbul") == "istanbul"


@given(_LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_LETTERS)
def test_case_never_matters(text: str) -> None:
    turkish_upper = text.replace("i", "İ").upper()
    assert fold(turkish_upper) == fold(text)
