"""What all readers do to columns: one name each, true texts, nothing nested."""

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.source import GEOMETRY
from gis.quality import Array, Flaw
from gis.text import Text


def column_names(heading: Sequence[object]) -> list[str]:
    """One name a column, none twice: line breaks become spaces, a missing name its position."""
    names: list[str] = []
    for at, title in enumerate(heading, start=1):
        wanted = " ".join(str(title).split()) if title is not None else ""
        names.append(free_name(wanted or f"column_{at}", names))
    return names


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a number when another column or the geometry has it."""
    free, number = name, 2
    while free in taken or free == GEOMETRY:
        free, number = f"{name}_{number}", number + 1
    return free


def plain_columns(table: pa.Table, names: Sequence[str]) -> tuple[pa.Table, list[Flaw]]:
    """The columns under new names, as texts and numbers only; texts that are in no encoding are flaws."""
    flaws: list[Flaw] = []
    arrays: list[pa.Array] = []
    for name, column in zip(names, table.columns, strict=True):
        array, flaw = _plain(_one_array(column), name)
        arrays.append(array)
        flaws += flaw
    return pa.table(arrays, names=list(names)) if names else table, flaws


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _plain(array: pa.Array, name: str) -> tuple[pa.Array, list[Flaw]]:
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return _plain(array.storage, name)
    if pa.types.is_dictionary(kind):
        return _plain(array.dictionary_decode(), name)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return _plain(array.cast(pa.string()), name)
    if pa.types.is_string(kind):
        return _decodable(array, name)
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([None if v is None else str(v) for v in array.to_pylist()], pa.string()), []
    if pa.types.is_decimal(kind):
        return array.cast(pa.float64()), []
    if pa.types.is_float16(kind):
        return array.cast(pa.float32()), []
    if pa.types.is_null(kind):
        return array.cast(pa.string()), []
    return array, []


def _decodable(array: pa.Array, name: str) -> tuple[pa.Array, list[Flaw]]:
    """The column as true text; values that are not in the file's encoding are told apart and emptied."""
    try:
        array.validate(full=True)
        return array, []
    except pa.ArrowInvalid:
        pass
    texts: list[str | None] = []
    bad: list[int] = []
    for at, value in enumerate(array.cast(pa.binary()).to_pylist()):
        try:
            texts.append(None if value is None else value.decode())
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":  # the column's width cut the last letter
                texts.append(value[: error.start].decode())
            else:
                texts.append(None)
                bad.append(at)
    message = Text(
        tr=f"{name}: metin okunamıyor (kodlama).", en=f"{name}: the text cannot be read (encoding)."
    )
    return pa.array(texts, pa.string()), [Flaw("unreadable_text", np.array(bad), message)] if bad else []


def filled_rows(table: pa.Table) -> Array:
    """Which rows hold anything; those that do not are layout, not data."""
    filled = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        if pa.types.is_string(column.type):
            lengths = pc.utf8_length(pc.utf8_trim_whitespace(column))
            filled |= pc.fill_null(pc.greater(lengths, 0), False).to_numpy()
        else:
            filled |= column.is_valid().to_numpy()
        if filled.all():
            break
    return filled
