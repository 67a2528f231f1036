"""Well-known binary, read and written a column at a time: polygons of one ring cost no objects. Pure."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.quality import Array, Rings, Shapes

_POLYGON, _MULTI_POLYGON, _WITH_SRID = 3, 6, 0x20000000
_LONGEST_LEAD = 26
_LEAST = 13 + 4 * 16
"""Bytes of a triangle."""
_LEADS = {
    _POLYGON: (13, None),
    _POLYGON | _WITH_SRID: (17, None),
    _MULTI_POLYGON: (22, 5),
    _MULTI_POLYGON | _WITH_SRID: (26, 9),
}
"""Type -> the bytes before the first coordinate, when there is one ring; and where a MultiPolygon's count of parts stands."""
_TO_THE_END = 1 << 30


def decode(column: pa.Array, objects: Callable[[pa.Array], Array]) -> Shapes:
    """Geometries of a binary column.

    Args:
        objects: makes shapely objects of the rows that are no plain polygons.
    """
    column = column.cast(pa.large_binary())
    found: list[tuple[Array, Rings, bool]] = []
    long = np.flatnonzero(np.asarray(pc.fill_null(pc.binary_length(column), 0)) >= _LEAST)
    candidates = _taken(column, long)
    leads = _bytes(pc.binary_slice(candidates, 0, _LONGEST_LEAD)).reshape(-1, _LONGEST_LEAD)
    sizes = np.asarray(pc.binary_length(candidates))
    kinds = np.where(leads[:, 0] == 1, _words(leads, 1), 0)
    for kind, (lead, parts) in _LEADS.items():
        counts = _words(leads, lead - 4)
        fits = (kinds == kind) & (_words(leads, lead - 8) == 1) & (counts >= 4)
        fits &= sizes == lead + 16 * counts
        if parts is not None:
            fits &= (_words(leads, parts) == 1) & (leads[:, parts + 4] == 1)
            fits &= _words(leads, parts + 5) == _POLYGON
        at = np.flatnonzero(fits)
        if len(at):
            kept, rings = _closed(_taken(candidates, at), lead, counts[at])
            found.append((long[at][kept], rings, parts is not None))
    return _together(column, found, objects)


def _closed(column: pa.Array, lead: int, counts: Array) -> tuple[Array, Rings]:
    """The rings after the leads that are closed and finite, and which those are."""
    points = _bytes(pc.binary_slice(column, lead, _TO_THE_END)).view(np.float64).reshape(-1, 2)
    rings = Rings(points, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
    good = (rings.first == points[rings.starts[1:] - 1]).all(axis=1)
    if not np.isfinite(points).all():
        good &= np.logical_and.reduceat(np.isfinite(points).all(axis=1), rings.starts[:-1])
    return good, rings.taken(good)


def _together(
    column: pa.Array, found: list[tuple[Array, Rings, bool]], objects: Callable[[pa.Array], Array]
) -> Shapes:
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(part[0] for part in found)])
    rings = Rings.joined([part[1] for part in found])
    multi = np.concatenate([np.empty(0, dtype=bool), *(np.full(len(p[0]), p[2]) for p in found)])
    if len(found) > 1:
        order = np.argsort(rows)
        rows, rings, multi = rows[order], rings.taken(order), multi[order]
    plain = np.zeros(len(column), dtype=bool)
    plain[rows] = True
    return Shapes(plain, rings, multi, objects(_taken(column, np.flatnonzero(~plain))))


def encode(shapes: Shapes, srid: int, *, multi: bool) -> pa.Array:
    """Large binary with the SRID, as PostGIS takes it; null where there is no geometry.

    Args:
        multi: whether plain polygons are to be MultiPolygons.
    """
    others = pa.array(
        shapely.to_wkb(shapely.set_srid(shapes.others, srid), include_srid=True), pa.large_binary()
    )
    if not len(shapes.rings):
        return others
    rings, sizes = shapes.rings, shapes.rings.sizes
    kind = _MULTI_POLYGON if multi else _POLYGON
    lead = np.concatenate([[1], _as_bytes(kind | _WITH_SRID), _as_bytes(srid)])
    if multi:
        lead = np.concatenate([lead, _as_bytes(1), [1], _as_bytes(_POLYGON)])
    lead = np.concatenate([lead, _as_bytes(1), _as_bytes(0)]).astype(np.uint8)
    leads = np.tile(lead, (len(rings), 1))
    leads[:, -4:] = sizes.astype("<u4").view(np.uint8).reshape(-1, 4)
    coordinates = large_binary(
        np.ascontiguousarray(rings.points).view(np.uint8).reshape(-1), 16 * rings.starts
    )
    plain = pc.binary_join_element_wise(
        large_binary(leads.reshape(-1), len(lead) * np.arange(len(rings) + 1)), coordinates, _NOTHING
    )
    if not len(shapes.others):
        return plain
    at = np.where(shapes.plain, np.cumsum(shapes.plain), len(plain) + np.cumsum(~shapes.plain)) - 1
    return pa.concat_arrays([plain, others]).take(pa.array(at))


_NOTHING = pa.scalar(b"", pa.large_binary())


def large_binary(data: Array, ends: Array) -> pa.Array:
    """Bytes end to end as a column. Args: ends: n+1, where each value begins and the last one ends."""
    layout = pa.py_buffer(np.ascontiguousarray(ends, dtype=np.int64))
    return pa.Array.from_buffers(pa.large_binary(), len(ends) - 1, [None, layout, pa.py_buffer(data)])


def _taken(column: pa.Array, rows: Array) -> pa.Array:
    return column if len(rows) == len(column) else column.take(pa.array(rows))


def _bytes(column: pa.Array) -> Array:
    """All values end to end, of a column without nulls."""
    _, layout, data = column.buffers()
    if data is None:
        return np.empty(0, dtype=np.uint8)
    ends = np.frombuffer(layout, dtype=np.int64)[[column.offset, column.offset + len(column)]]
    return np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[1]]


def _words(leads: Array, at: int) -> Array:
    return np.ascontiguousarray(leads[:, at : at + 4]).view("<u4")[:, 0].astype(np.int64)


def _as_bytes(number: int) -> Array:
    return np.array([number], dtype="<u4").view(np.uint8)
