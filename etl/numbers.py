"""Numbers written as text: ``1.295,00`` or ``1,295.00``, decided for a whole column, never value by value. Pure.

A value such as ``1.295`` is twelve hundred and ninety-five to one clerk and a little over one to another. A column shows
which by its other values; when none does, the user is asked.
"""

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from gis.quality import Array

NumberFormat = Literal["tr_number", "en_number"]

_SIGN = r"[+-]?"
_TR_ONLY = rf"{_SIGN}(?:\d{{1,3}}(?:\.\d{{3}})+,\d*|\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d+,\d{{1,2}}|\d+,\d{{4,}}|(?:0+|\d{{4,}}),\d{{3}})"
_EN_ONLY = (
    rf"{_SIGN}(?:\d{{1,3}}(?:,\d{{3}})+\.\d*|\d{{1,3}}(?:,\d{{3}}){{2,}}|\d*\.\d{{1,2}}|\d*\.\d{{4,}}|(?:0*|\d{{4,}})\.\d{{3}}"
    rf"|\d*\.?\d+[eE]{_SIGN}\d+)"
)
_EITHER = rf"{_SIGN}(?:[1-9]\d{{0,2}}[.,]\d{{3}})"
_PLAIN = rf"{_SIGN}\d+[.,]?"
_FORMATS: tuple[NumberFormat, ...] = ("tr_number", "en_number")
_OFF = 10.0
"""Times that a declared area may be off the computed one; far less than the root of a thousand."""
_AGREEING = 0.9
"""Share of the values that must be so."""


class AmbiguousNumbers(ValueError):
    """A column holds values that read differently in the two formats, and nothing tells which it is.

    Args:
        example: such a value.
        mixed: others of the column can only be read in the one format, and others only in the other.
    """

    def __init__(self, example: str, mixed: bool = False) -> None:
        super().__init__(example)
        self.example = example
        self.mixed = mixed


def number_format(texts: Iterable[str]) -> NumberFormat | None:
    """How the numbers of a column are written; None when every one of them reads the same either way.

    Args:
        texts: of the whole column, trimmed; each distinct one once will do.

    Raises:
        AmbiguousNumbers.
    """
    bare = _bare(pd.Series(list(texts), dtype=object))
    either = _matches(bare, _EITHER)
    if not either.any():
        return None
    tr, en = _matches(bare, _TR_ONLY).any(), _matches(bare, _EN_ONLY).any()
    if tr == en:
        raise AmbiguousNumbers(str(bare[either].iloc[0]), mixed=bool(tr))
    return "tr_number" if tr else "en_number"


def format_of_areas(texts: pd.Series, areas: Array) -> NumberFormat | None:
    """The one reading of ambiguous numbers that agrees with the areas they are to be; None when that shows neither.

    The readings are a thousand times apart, so a declared area that is wrong by far still tells them from each other.

    Args:
        texts: one for each area, trimmed; those that read the same either way tell nothing.
        areas: computed, in m²; NaN where there is none.
    """
    known = np.isfinite(areas) & (areas > 0)
    ambiguous = known & texts.notna().to_numpy(dtype=bool)
    ambiguous[ambiguous] = _matches(_bare(texts[ambiguous].astype(object).astype(str)), _EITHER)
    if not ambiguous.any():
        return None
    for format in _FORMATS:
        numbers, _ = parse_numbers(texts[ambiguous], format)
        ratio = np.abs(numbers) / areas[ambiguous]
        if np.mean((ratio > 1 / _OFF) & (ratio < _OFF)) >= _AGREEING:
            return format
    return None


def parse_numbers(texts: pd.Series, format: NumberFormat | None) -> tuple[Array, Array]:
    """Numbers of texts, trimmed; missing where there is none.

    Args:
        format: of the whole column; without one only what reads the same either way is a number.

    Returns:
        The numbers (NaN where there is none), and which texts are no number in that format.
    """
    given = texts.notna().to_numpy(dtype=bool)
    bare = _bare(texts.fillna("").astype(object).astype(str))
    tr, en = _matches(bare, _TR_ONLY), _matches(bare, _EN_ONLY)
    either, plain = _matches(bare, _EITHER), _matches(bare, _PLAIN)
    turkish = (tr | either) if format == "tr_number" else tr & (format is None)
    english = (en | either) if format == "en_number" else en & (format is None)
    numbers = np.full(len(bare), np.nan)
    numbers[turkish] = _floats(
        bare[turkish].str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    )
    rest = (english | plain) & ~turkish
    numbers[rest] = _floats(bare[rest].str.replace(",", "", regex=False))
    return numbers, given & ~(turkish | english | plain)


def _bare(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", regex=True)


def _matches(texts: pd.Series, pattern: str) -> Array:
    return np.asarray(texts.str.fullmatch(pattern), dtype=bool)


def _floats(texts: pd.Series) -> Array:
    return np.asarray(pd.to_numeric(texts), dtype=np.float64)
