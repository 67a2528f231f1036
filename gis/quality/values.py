"""Whether values are there and in their range. Pure."""

from collections.abc import Mapping

import numpy as np

from gis.quality.flaws import Array, Fault, Flaw
from gis.registry import Field, Layer
from gis.text import Text

REQUIRED_MISSING = Fault(
    "required_missing",
    "error",
    Text(tr="Zorunlu alan boş: {field}.", en="A required field is empty: {field}."),
)
OUT_OF_RANGE = Fault(
    "out_of_range",
    "error",
    Text(tr="{field} aralık dışında: {} ({limits}).", en="{field} is out of range: {} ({limits})."),
)
OUT_OF_RANGE_UNSAID = Fault(
    "out_of_range",
    "error",
    Text(tr="{field} aralık dışında ({limits}).", en="{field} is out of range ({limits})."),
)
"""Of a personal field, whose value no message may have."""
TEXT_TOO_LONG = Fault(
    "text_too_long",
    "error",
    Text(
        tr="{field} en çok {most} karakter olabilir; burada {}.",
        en="{field} may have {most} characters at most; here are {}.",
    ),
)

_LONGEST_TEXT = 100_000
_LONGEST_INDEXED_TEXT = 600
"""A B-tree's entry has 2,704 bytes at most (PostgreSQL 15, nbtree.h), a character up to four."""


def check_values(
    layer: Layer, values: Mapping[str, Array], missing: Mapping[str, Array], lengths: Mapping[str, Array]
) -> tuple[Flaw, ...]:
    """``required_missing``, ``out_of_range`` and ``text_too_long``, field by field.

    Args:
        values: numbers of the integer and number fields, anything where missing.
        missing: where a field has no value; a field that is not in it has none anywhere.
        lengths: characters of the text fields, 0 where missing.
    """
    flaws: list[Flaw] = []
    for field in layer.fields:
        absent = missing.get(field.name)
        if absent is None:
            continue
        if field.required:
            flaws += REQUIRED_MISSING.flaw(
                np.flatnonzero(absent), words={"field": field.title}, field=field.name
            )
        if field.name in values and (field.min is not None or field.max is not None):
            flaws += _check_range(field, values[field.name], absent)
        if field.name in lengths:
            flaws += _check_length(field, _longest_text(layer, field), lengths[field.name])
    return tuple(flaws)


def _longest_text(layer: Layer, field: Field) -> int:
    """The most characters a text may have, so that every index over it takes it, together with its neighbours there."""
    together = [len(names) for names in (layer.key, *(r.by for r in layer.relations)) if field.name in names]
    if field.sortable:
        together.append(1)
    return _LONGEST_INDEXED_TEXT // max(together) if together else _LONGEST_TEXT


def _check_length(field: Field, most: int, lengths: Array) -> tuple[Flaw, ...]:
    over = np.flatnonzero(lengths > most)
    words = {"field": field.title, "most": Text(tr=f"{most}", en=f"{most}")}
    return TEXT_TOO_LONG.flaw(over, [f"{n}" for n in lengths[over]], words=words, field=field.name)


def _check_range(field: Field, numbers: Array, absent: Array) -> tuple[Flaw, ...]:
    low = -np.inf if field.min is None else field.min
    high = np.inf if field.max is None else field.max
    off = np.flatnonzero(~absent & ~((numbers >= low) & (numbers <= high)))
    unit = f" {field.unit}" if field.unit else ""
    limits = " … ".join("" if bound is None else f"{bound:g}" for bound in (field.min, field.max)) + unit
    words = {"field": field.title, "limits": Text(tr=limits, en=limits)}
    if field.privacy == "personal":
        return OUT_OF_RANGE_UNSAID.flaw(off, words=words, field=field.name)
    return OUT_OF_RANGE.flaw(off, [f"{n:g}" for n in numbers[off]], words=words, field=field.name)
