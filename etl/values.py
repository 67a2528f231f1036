"""The room ``map``: columns as they came become fields of their types; what does not convert is a flaw.

Texts are NFC-normalised and trimmed; a blank one is no value. Work is done once a distinct value wherever a value cannot be
converted by the column.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.dates import DateFormat, parse_date, parse_moment
from etl.mapping import Assignment, Mapping
from etl.numbers import parse_numbers
from gis.code_list import CodeList
from gis.quality import Array, Flaw
from gis.registry import Field
from gis.text import Text, fold

_TIME_ZONE = ZoneInfo("Europe/Istanbul")
_TRUE = frozenset({"1", "e", "evet", "true", "t", "yes", "y", "dogru", "var", "x"})
_FALSE = frozenset({"0", "h", "hayir", "false", "f", "no", "n", "yanlis", "yok"})
_SHOWN_CHARACTERS = 40

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(), "code": pa.string(), "reference": pa.string(), "integer": pa.int64(), "number": pa.float64(),
    "boolean": pa.bool_(), "date": pa.date32(), "timestamp": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
"""Field type -> type of its converted values; a reference is still the other feature's natural key."""


@dataclass(frozen=True, eq=False)
class Converted:
    """Fields of the layer, as many as the mapping fills, over a batch's rows; each of its type in ``ARROW_TYPES``."""

    fields: dict[str, pa.Array]
    flaws: tuple[Flaw, ...]


def convert(attributes: pa.Table, mapping: Mapping, code_lists: dict[str, CodeList]) -> Converted:
    """Convert every mapped column of a batch.

    Args:
        mapping: with the formats of its columns settled.
    """
    fields: dict[str, pa.Array] = {}
    flaws: list[Flaw] = []
    for assignment in mapping.assignments:
        values = (
            _constant(assignment, attributes.num_rows)
            if assignment.column is None
            else one_array(attributes.column(assignment.column))
        )
        array, bad = _converted(assignment, values, code_lists)
        fields[assignment.field.name] = one_array(array).cast(ARROW_TYPES[assignment.field.type])
        flaws += _flaw(assignment.field, values, bad)
    return Converted(fields, tuple(flaws))


def one_array(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def clean(array: pa.Array) -> pa.Array:
    """Texts as they are stored: composed, trimmed (of NULs too), blank ones missing."""
    composed = pc.utf8_normalize(array.cast(pa.string()), form="NFC")
    trimmed = pc.utf8_trim(composed, characters=" \t\r\n\x00\x0b\x0c\u00a0\u2007\u202f\ufeff")
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def as_text(array: pa.Array) -> pa.Array:
    """Any column as the text a person would write: ``8`` for the number 8.0, ISO for dates."""
    kind = array.type
    if pa.types.is_floating(kind):
        whole = pc.fill_null(pc.and_(pc.is_finite(array), pc.equal(array, pc.trunc(array))), False)
        small = pc.fill_null(pc.less(pc.abs(array), 2.0**53), False)
        integral = pc.and_(whole, small)
        integers = pc.if_else(integral, array, pa.scalar(0.0)).cast(pa.int64()).cast(pa.string())
        missing = pc.or_kleene(pc.is_null(array), pc.fill_null(pc.is_nan(array), False))
        return clean(pc.if_else(missing, None, pc.if_else(integral, integers, array.cast(pa.string()))))
    if pa.types.is_timestamp(kind):
        text = array.cast(pa.timestamp("s"), safe=False).cast(pa.string())
        return pc.replace_substring_regex(text, " 00:00:00$", "")
    return clean(array.cast(pa.string()))


def _constant(assignment: Assignment, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(assignment.how.value), size)


def _converted(
    assignment: Assignment, array: pa.Array, code_lists: dict[str, CodeList]
) -> tuple[pa.Array, Array]:
    """The converted column, and where a value was given that does not convert."""
    field, how = assignment.field, assignment.how
    match field.type:
        case "text" | "reference":
            text = as_text(array)
            nul = pc.fill_null(pc.match_substring(text, "\x00"), False)  # PostgreSQL cannot store it
            return pc.if_else(nul, None, text), np.asarray(nul)
        case "integer" | "number":
            return _numbers(assignment, array)
        case "boolean":
            if pa.types.is_boolean(array.type):
                return array, np.zeros(len(array), dtype=bool)
            return _by_distinct(as_text(array), _boolean, pa.bool_())
        case "date" | "timestamp":
            return _dates(assignment, array)
        case "code":
            assert field.codes is not None
            spellings = code_lists[field.codes].spellings
            own = {fold(k): v for k, v in how.codes.items()}

            def code_of(text: str) -> str | None:
                folded = fold(text)
                return own.get(folded) or spellings.get(folded) or how.otherwise

            return _by_distinct(as_text(array), code_of, pa.string())


def _by_distinct(
    texts: pa.Array, convert_one: Callable[[str], Any], kind: pa.DataType
) -> tuple[pa.Array, Array]:
    encoded = texts.dictionary_encode()
    converted = pa.array([convert_one(t) for t in encoded.dictionary.to_pylist()], kind)
    array = converted.take(encoded.indices)
    return array, np.asarray(pc.and_(texts.is_valid(), array.is_null()))


def _boolean(text: str) -> bool | None:
    folded = fold(text)
    return True if folded in _TRUE else False if folded in _FALSE else None


def _numbers(assignment: Assignment, array: pa.Array) -> tuple[pa.Array, Array]:
    field = assignment.field
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.int8())
    if pa.types.is_integer(array.type) and field.type == "integer":
        return array.cast(pa.int64()), np.zeros(len(array), dtype=bool)
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        numbers = array.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64)
        bad = np.isinf(numbers)
    else:
        format = assignment.how.format
        numbers, bad = parse_numbers(
            as_text(array).to_pandas(), format if format in ("tr_number", "en_number") else None
        )
    if field.type == "integer":
        with np.errstate(invalid="ignore"):
            bad |= ~np.isnan(numbers) & ((np.trunc(numbers) != numbers) | (np.abs(numbers) >= 2.0**63))
        numbers = np.where(bad, np.nan, numbers)
        return pa.array(numbers, from_pandas=True).cast(pa.int64()), bad
    return pa.array(np.where(bad, np.nan, numbers), from_pandas=True), bad


def _dates(assignment: Assignment, array: pa.Array) -> tuple[pa.Array, Array]:
    field, format = assignment.field, assignment.how.format
    kind = ARROW_TYPES[field.type]
    if pa.types.is_date(array.type) or pa.types.is_timestamp(array.type):
        if field.type == "date":
            return array.cast(kind, safe=False), np.zeros(len(array), dtype=bool)
        if getattr(array.type, "tz", None) is None:
            array = pc.assume_timezone(
                array.cast(pa.timestamp("us")), str(_TIME_ZONE), ambiguous="earliest", nonexistent="earliest"
            )
        return array.cast(kind), np.zeros(len(array), dtype=bool)
    texts = as_text(array)
    order: DateFormat | None = format if format in ("iso", "dmy", "mdy", "ymd", "excel_serial") else None
    if field.type == "date":
        return _by_distinct(texts, lambda text: parse_date(text, order), kind)
    return _by_distinct(texts, lambda text: _placed(parse_moment(text, order)), kind)


def _placed(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(tzinfo=_TIME_ZONE) if moment is not None and moment.tzinfo is None else moment


def _flaw(field: Field, values: pa.Array, bad: Array) -> list[Flaw]:
    rows = np.flatnonzero(bad)
    if not len(rows):
        return []
    shown = field.privacy != "personal"
    if field.type == "code":
        code, tr, en = "unknown_code", "tanınmayan kod", "unknown code"
    else:
        code, tr, en = "bad_value", f"{_KINDS[field.type].tr} değil", f"not {_KINDS[field.type].en}"
    message = Text(
        tr=f"{field.title.tr}: {tr}{' ({})' if shown else ''}.",
        en=f"{field.title.en}: {en}{' ({})' if shown else ''}.",
    )
    details = [str(v)[:_SHOWN_CHARACTERS] for v in values.take(pa.array(rows)).to_pylist()] if shown else None
    return [Flaw(code, rows, message, field.name, details=details)]


_KINDS = {
    "text": Text(tr="metin", en="a text"),
    "reference": Text(tr="anahtar", en="a key"),
    "integer": Text(tr="tam sayı", en="a whole number"),
    "number": Text(tr="sayı", en="a number"),
    "boolean": Text(tr="evet/hayır", en="a yes or no"),
    "date": Text(tr="tarih", en="a date"),
    "timestamp": Text(tr="tarih ve saat", en="a date and time"),
}
