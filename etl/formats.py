"""Decides how the numbers and dates of a source's text columns are written, over whole columns, before any is converted."""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from etl.coordinates import PositionColumns
from etl.dates import AmbiguousDates, DateFormat, date_format
from etl.mapping import Assignment, Mapping
from etl.numbers import AmbiguousNumbers, NumberFormat, number_format
from etl.source import Source
from etl.values import as_text, one_array
from gis.errors import SourceError
from gis.text import Text

_NUMBERS = ("integer", "number")
_DATES = ("date", "timestamp")


def settle_formats(
    source: Source, mapping: Mapping, positions: PositionColumns | None
) -> tuple[Mapping, PositionColumns | None]:
    """The same mapping and positions with the formats their columns turn out to have.

    The source is read once for it if there are such columns, and not at all if there are none.

    Raises:
        SourceError: numbers or dates of a column can be read in two ways and nobody says which.
    """
    open_ones = [
        a
        for a in mapping.assignments
        if a.column is not None and a.how.format is None and a.field.type in (*_NUMBERS, *_DATES)
    ]
    places = [n for n in (positions.x, positions.y) if n] if positions and positions.format is None else []
    wanted = dict.fromkeys([*(str(a.column) for a in open_ones), *places])
    if not wanted:
        return mapping, positions
    texts = _distinct_texts(source, wanted)
    settled = {a.field.name: _settled(a, texts[str(a.column)]) for a in open_ones}
    assignments = tuple(settled.get(a.field.name, a) for a in mapping.assignments)
    if positions is not None and places:
        positions = replace(positions, format=_coordinate_format(places, texts))
    return replace(mapping, assignments=assignments), positions


def _distinct_texts(source: Source, columns: Iterable[str]) -> dict[str, set[str]]:
    """Column -> its distinct texts; empty for one that has values of another type."""
    texts: dict[str, set[str]] = {name: set() for name in columns}
    waiting = set(texts)
    for batch in source.batches():
        for name in tuple(waiting):
            column = one_array(batch.attributes.column(name))
            if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
                if not pa.types.is_null(column.type):
                    waiting.discard(name)
                continue
            texts[name].update(t for t in as_text(pc.unique(column)).to_pylist() if t)
        if not waiting:
            break
    return texts


def _settled(assignment: Assignment, texts: set[str]) -> Assignment:
    format: NumberFormat | DateFormat | None
    try:
        format = number_format(texts) if assignment.field.type in _NUMBERS else date_format(sorted(texts))
    except AmbiguousNumbers as ambiguous:
        raise _ambiguous(assignment, ambiguous.example, ("tr_number", "en_number")) from None
    except AmbiguousDates as ambiguous:
        raise _ambiguous(assignment, ambiguous.example, ("dmy", "mdy")) from None
    return replace(assignment, how=assignment.how.model_copy(update={"format": format}))


def _coordinate_format(columns: list[str], texts: dict[str, set[str]]) -> NumberFormat | None:
    """One for both columns: whoever wrote one wrote the other."""
    try:
        return number_format(sorted(set[str]().union(*(texts[c] for c in columns))))
    except AmbiguousNumbers:
        raise SourceError(
            "ambiguous_values",
            Text(
                tr=f"{' ve '.join(columns)} sütunlarındaki koordinatlar iki türlü okunabiliyor (ondalık mı, binlik mi).",
                en=f"The coordinates in columns {' and '.join(columns)} can be read in two ways (decimals or thousands).",
            ),
            Text(
                tr="Bir eşleme dosyasında belirtin: geometry: {x: …, y: …, format: en_number}; --map DOSYA ile verin.",
                en="Say which in a mapping file: geometry: {x: …, y: …, format: en_number}; give it with --map FILE.",
            ),
        ) from None


def _ambiguous(assignment: Assignment, example: str, formats: tuple[str, str]) -> SourceError:
    field, column = assignment.field, assignment.column
    shown = "" if field.privacy == "personal" else f" ('{example}')"
    entry = f"{field.name}: {{from: {column}, format: {formats[0]}}}"
    return SourceError(
        "ambiguous_values",
        Text(
            tr=f"{column} sütunundaki değerler iki türlü okunabiliyor{shown}: {formats[0]} ya da {formats[1]}.",
            en=f"The values of column {column} can be read in two ways{shown}: {formats[0]} or {formats[1]}.",
        ),
        Text(
            tr=f"Bir eşleme dosyasında belirtin: fields: {{{entry}}}; --map DOSYA ile verin.",
            en=f"Say which in a mapping file: fields: {{{entry}}}; give it with --map FILE.",
        ),
    )
