"""PostgreSQL's binary COPY format, written a column at a time: a million rows cost no Python loop. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.wkb import large_binary
from gis.quality import Array

HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"

_DAYS_TO_2000 = 10_957
_MICROSECONDS_TO_2000 = 946_684_800_000_000
"""PostgreSQL counts from 2000-01-01, Arrow from 1970-01-01."""
_CHUNK_ROWS = 10_000


@dataclass(frozen=True, eq=False)
class EncodedRows:
    """Rows as COPY takes them, end to end.

    Args:
        starts: where each row begins, and where the last one ends.
    """

    data: Array
    starts: Array

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[memoryview]:
        view = memoryview(self.data)
        bounds = self.starts.tolist()
        return (view[start:end] for start, end in pairwise(bounds))


def encode(columns: Sequence[pa.Array]) -> EncodedRows:
    """Encode columns of one length: text, binary, int64, float64, bool, date32 or UTC timestamps in microseconds."""
    size = len(columns[0])
    pieces: list[pa.Array] = []
    fixed = [np.tile(np.array(divmod(len(columns), 256), dtype=np.uint8), (size, 1))]
    for column in columns:
        if _is_binary(column.type):
            value = column.cast(pa.large_binary())
            fixed.append(_sizes(value))
            pieces += [_block(fixed), pc.fill_null(value, b"") if value.null_count else value]
            fixed = []
        elif column.null_count:
            present = np.asarray(column.is_valid())
            values = _fixed(column.drop_null())
            length = np.where(present, values.dtype.itemsize, 0)
            ends = np.concatenate([[0], np.cumsum(length)])
            fixed.append(_words(np.where(present, length, -1)))
            pieces += [_block(fixed), large_binary(values.view(np.uint8).reshape(-1), ends)]
            fixed = []
        else:
            values = _fixed(column)
            fixed.append(_words(np.full(size, values.dtype.itemsize)))
            fixed.append(values.view(np.uint8).reshape(size, -1))
    if fixed:
        pieces.append(_block(fixed))
    rows = pc.binary_join_element_wise(*pieces, _NOTHING)
    _, layout, data = rows.buffers()
    starts = np.frombuffer(layout, dtype=np.int64)[: size + 1]
    return EncodedRows(np.frombuffer(data, dtype=np.uint8)[: starts[-1]], starts)


def encode_chunks(columns: Sequence[pa.Array]) -> Iterator[EncodedRows]:
    """The same, in pieces of bounded size."""
    for start in range(0, len(columns[0]), _CHUNK_ROWS):
        yield encode([c.slice(start, _CHUNK_ROWS) for c in columns])


_NOTHING = pa.scalar(b"", pa.large_binary())


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _sizes(column: pa.Array) -> Array:
    return _words(np.asarray(pc.fill_null(pc.binary_length(column), -1)))


def _words(numbers: Array) -> Array:
    """n×4 bytes, most significant first."""
    return numbers.astype(">i4").view(np.uint8).reshape(-1, 4)


def _block(columns: list[Array]) -> pa.Array:
    """Bytes of the same width in every row, side by side, as one column."""
    rows = np.concatenate(columns, axis=1)
    return large_binary(rows.reshape(-1), rows.shape[1] * np.arange(len(rows) + 1))


def _fixed(present: pa.Array) -> Array:
    kind = present.type
    if pa.types.is_boolean(kind):
        return np.asarray(present.cast(pa.uint8()))
    if pa.types.is_int64(kind):
        return np.asarray(present).astype(">i8")
    if pa.types.is_float64(kind):
        return np.asarray(present).astype(">f8")
    if pa.types.is_date32(kind):
        return (np.asarray(present.cast(pa.int32())) - _DAYS_TO_2000).astype(">i4")
    if pa.types.is_timestamp(kind):
        return (np.asarray(present.cast(pa.int64())) - _MICROSECONDS_TO_2000).astype(">i8")
    raise TypeError(f"no binary COPY form for {kind}")
