"""Coordinates as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.coordinates import parse_coordinates
from gis.territory import Territory

ANKARA = Territory((32.8, 39.9, 32.95, 40.0), 5255)


@pytest.mark.parametrize(
    "typed",
    [
        "39.95, 32.85",
        "32.85 39.95",
        "39,95 32,85",
        "39,95; 32,85",
        "K 39.95 D 32.85",
        "D 32,85 K 39,95",
        "39.95°N, 32.85°E",
        "39°57'00\"K 32°51'00\"D",
        "39° 57′ K, 32° 51′ D",
        "Y=487181,58 X=4423988,10",
        "X: 4423988.10 Y: 487181.58",
        "487181.58 4423988.10",
        "4423988,10 487181,58",
        "Sağa 487181,58 Yukarı 4423988,10",
    ],
)
def test_every_notation_finds_the_place(typed: str) -> None:
    found = parse_coordinates(typed, ANKARA)
    assert found is not None
    assert found == pytest.approx((32.85, 39.95), abs=1e-6)


@pytest.mark.parametrize(
    "typed", ["4482/15", "41.13, 37.88", "Çiğdem Sokak 12", "", "39.95", "1e400 2", "12 13"]
)
def test_other_words_and_other_places_are_no_coordinates(typed: str) -> None:
    assert parse_coordinates(typed, ANKARA) is None


@given(st.floats(32.81, 32.94), st.floats(39.91, 39.99))
def test_a_place_written_down_is_found_again(longitude: float, latitude: float) -> None:
    for typed in (f"{latitude:.6f}, {longitude:.6f}", f"{latitude:.6f} {longitude:.6f}".replace(".", ",")):
        found = parse_coordinates(typed, ANKARA)
        assert found is not None
        assert found == pytest.approx((longitude, latitude), abs=1e-5)
