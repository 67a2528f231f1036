"""PostgreSQL's binary COPY format, written a column at a time: a million rows cost no Python loop. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

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
    values = [_values(c) for c in columns]
    lengths = [np.where(null, 0, size) for _, size, null in values]
    widths = 2 + sum(4 + length for length in lengths)
    starts = np.concatenate([[0], np.cumsum(widths)]).astype(np.int64)
    data = np.empty(starts[-1], dtype=np.uint8)
    at = starts[:-1].copy()
    data[at], data[at + 1] = divmod(len(columns), 256)
    at += 2
    for (flat, _, null), length in zip(values, lengths, strict=True):
        size = np.where(null, -1, length).astype(">i4").view(np.uint8).reshape(-1, 4)
        data[at[:, None] + np.arange(4)] = size
        at += 4
        data[_ranges(at, length)] = flat
        at += length
    return EncodedRows(data, starts)


def encode_chunks(columns: Sequence[pa.Array]) -> Iterator[EncodedRows]:
    """The same, in pieces of bounded size."""
    for start in range(0, len(columns[0]), _CHUNK_ROWS):
        yield encode([c.slice(start, _CHUNK_ROWS) for c in columns])


def _ranges(starts: Array, lengths: Array) -> Array:
    """start, start + 1, … for each start, as many as its length, end to end."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def _values(column: pa.Array) -> tuple[Array, Array, Array]:
    """A column's bytes end to end without those of missing values; each value's length; which are missing."""
    null = np.asarray(column.is_null())
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_binary(kind):
        present = column.drop_null()
        sizes = np.zeros(len(column), dtype=np.int64)
        if len(present):
            _, layout, data = present.buffers()
            ends = np.frombuffer(layout, dtype=np.int32)[present.offset : present.offset + len(present) + 1]
            sizes[~null] = np.diff(ends)
            if data is not None:
                return np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]], sizes, null
        return np.empty(0, dtype=np.uint8), sizes, null
    fixed = _fixed(column.drop_null())
    width = fixed.dtype.itemsize
    return fixed.view(np.uint8), np.full(len(column), width, dtype=np.int64), null


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
