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


def check_values(layer: Layer, values: Mapping[str, Array], missing: Mapping[str, Array]) -> tuple[Flaw, ...]:
    """``required_missing`` and ``out_of_range``, field by field.

    Args:
        values: numbers of the integer and number fields, anything where missing.
        missing: where a field has no value; a field that is not in it has none anywhere.
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
    return tuple(flaws)


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
