"""Decides how the numbers and dates of a source's text columns are written, over whole columns, before any is converted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.coordinates import PositionColumns
from etl.dates import AmbiguousDates, DateFormat, date_format
from etl.mapping import Assignment, Mapping
from etl.numbers import AmbiguousNumbers, NumberFormat, format_of_areas, number_format
from etl.source import Batch, Source
from etl.values import as_text, one_array
from gis.errors import SourceError
from gis.quality import Array
from gis.text import Text

_NUMBERS = ("integer", "number")
_DATES = ("date", "timestamp")
_FORMATS = ("tr_number", "en_number")
_AREA_ROWS = 5_000
"""So many rows tell how areas are written."""


@dataclass(frozen=True)
class Settled:
    """A mapping and positions with the formats their columns turn out to have.

    Args:
        open: fields of areas whose numbers can be read in two ways; the geometries may tell (:func:`settle_areas`).
    """

    mapping: Mapping
    positions: PositionColumns | None
    open: frozenset[str] = frozenset()


def settle_formats(
    source: Source, mapping: Mapping, positions: PositionColumns | None, areas: frozenset[str] = frozenset()
) -> Settled:
    """Decide the formats.

    The source is read once for it if there are such columns, and not at all if there are none.

    Args:
        areas: fields that hold the area of their row's geometry.

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
        return Settled(mapping, positions)
    texts = _distinct_texts(source, wanted)
    settled: dict[str, Assignment] = {}
    unsettled: set[str] = set()
    for a in open_ones:
        try:
            settled[a.field.name] = _settled(a, texts[str(a.column)])
        except AmbiguousNumbers as ambiguous:
            if ambiguous.mixed or a.field.name not in areas:
                raise _ambiguous(a, ambiguous.example, _FORMATS) from None
            unsettled.add(a.field.name)
    assignments = tuple(settled.get(a.field.name, a) for a in mapping.assignments)
    if positions is not None and places:
        positions = replace(positions, format=_coordinate_format(places, texts))
    return Settled(replace(mapping, assignments=assignments), positions, frozenset(unsettled))


def settle_areas(
    source: Source, mapping: Mapping, fields: frozenset[str], areas: Callable[[Batch], Array]
) -> tuple[Mapping, tuple[Text, ...]]:
    """Decide ambiguous numbers of areas by the areas of the geometries, of as many rows as it takes.

    Args:
        fields: that are still open; at least one.
        areas: of a batch's geometries, in m²; NaN where there is none.

    Returns:
        The mapping, and what the user should know of it.

    Raises:
        SourceError: the geometries show neither reading.
    """
    columns = {a.field.name: str(a.column) for a in mapping.assignments if a.field.name in fields}
    texts: dict[str, list[pd.Series]] = {name: [] for name in columns}
    computed: list[Array] = []
    for batch in source.batches():
        for name, column in columns.items():
            texts[name].append(as_text(one_array(batch.attributes.column(column))).to_pandas())
        computed.append(areas(batch))
        if sum(map(len, computed)) >= _AREA_ROWS:
            break
    settled, notes = [], []
    for a in mapping.assignments:
        if a.field.name not in columns:
            settled.append(a)
            continue
        written = pd.concat(texts[a.field.name], ignore_index=True)
        format = format_of_areas(written, np.concatenate(computed))
        if format is None:
            example = next(t for t in written.dropna() if t)
            raise _ambiguous(a, example, _FORMATS)
        settled.append(_in_format(a, format))
        notes.append(
            Text(
                tr=f"{a.column}: geometrilerin alanlarına göre {format} olarak okundu.",
                en=f"{a.column}: read as {format}, as the areas of the geometries show.",
            )
        )
    return replace(mapping, assignments=tuple(settled)), tuple(notes)


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
    """Raises: AmbiguousNumbers; SourceError of dates."""
    if assignment.field.type in _NUMBERS:
        return _in_format(assignment, number_format(texts))
    try:
        return _in_format(assignment, date_format(sorted(texts)))
    except AmbiguousDates as ambiguous:
        raise _ambiguous(assignment, ambiguous.example, ("dmy", "mdy")) from None


def _in_format(assignment: Assignment, format: NumberFormat | DateFormat | None) -> Assignment:
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
