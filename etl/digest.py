"""A row's digest: 128 bits over its fields and its shape, computed a column at a time. Pure.

Two loads of the same row must give the same digest, whatever program wrote the file: shapes are compared to a tenth of a
millimetre (another version of PROJ must not change every row), from whichever vertex they begin and, for areas, in
whichever direction they run. Values are mixed by the finalizer of SplitMix64, whose every output bit depends on every
input bit; texts go through BLAKE2b.
"""

import hashlib
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.quality import Array, Rings, Shapes

DECIMALS = 4
_LANES = np.array([0x9E3779B97F4A7C15, 0xD1B54A32D192ED03], dtype=np.uint64)
"""One seed for each half of a digest."""
_POLYGONS = (3, 6)
_IN_CACHE = 4096


def column_digests(fields: Mapping[str, pa.Array]) -> dict[str, Array]:
    """Digests of the values of each column, uint64 of shape (n, 2)."""
    return {name: _column(column, _text_seed(name)) for name, column in fields.items()}


def row_digests(columns: Mapping[str, Array], shapes: Shapes | None, size: int) -> Array:
    """Digests of ``size`` rows, uint64 of shape (size, 2); fields of other names give other digests.

    Args:
        columns: what ``column_digests`` gives for the fields that count.
    """
    digests = np.tile(_text_seed("\x00".join(columns)), (size, 1))
    for column in columns.values():
        digests += column
    if shapes is not None:
        digests += shapes.spread(_rings(shapes.rings), _geometries(shapes.others))
    return _mix(digests)


def as_bytes(digests: Array) -> pa.Array:
    """Digests as the database keeps them: 16 bytes a row."""
    flat = pa.py_buffer(np.ascontiguousarray(digests).data)
    return pa.Array.from_buffers(pa.binary(16), len(digests), [None, flat]).cast(pa.binary())


def _mix(values: Array) -> Array:
    """Scrambles in place, and returns, an array of uint64."""
    with np.errstate(over="ignore"):
        values ^= values >> np.uint64(30)
        values *= np.uint64(0xBF58476D1CE4E5B9)
        values ^= values >> np.uint64(27)
        values *= np.uint64(0x94D049BB133111EB)
        values ^= values >> np.uint64(31)
    return values


def _text_seed(text: str) -> Array:
    return np.frombuffer(hashlib.blake2b(text.encode(), digest_size=16).digest(), dtype=np.uint64)


def _column(column: pa.Array, seed: Array) -> Array:
    """Digests of one column's values, (n, 2); a missing value has one of its own."""
    present = _present(column.drop_null(), seed)
    if not column.null_count:
        return present
    # Mixed twice: mixed once, it would be the digest of 0, false and 1970-01-01.
    digests = np.tile(_mix(_mix(seed.copy())), (len(column), 1))
    digests[np.asarray(column.is_valid())] = present
    return digests


def _present(values: pa.Array, seed: Array) -> Array:
    if pa.types.is_string(values.type):
        encoded = values.dictionary_encode()
        known = [hashlib.blake2b(t.encode(), digest_size=16).digest() for t in encoded.dictionary.to_pylist()]
        words = np.frombuffer(b"".join(known), dtype=np.uint64).reshape(-1, 2)
        return np.take(_mix(words + seed), np.asarray(encoded.indices), axis=0)
    return _mix(_mix(_words(values).copy())[:, None] ^ seed)


def _words(present: pa.Array) -> Array:
    kind = present.type
    if pa.types.is_floating(kind):
        return (np.asarray(present, dtype=np.float64) + 0.0).view(np.uint64)
    if pa.types.is_boolean(kind):
        present = present.cast(pa.uint8())
    elif pa.types.is_date(kind):
        present = present.cast(pa.int32())
    elif pa.types.is_timestamp(kind):
        present = present.cast(pa.int64())
    return np.asarray(pc.cast(present, pa.int64())).view(np.uint64)


def _rings(rings: Rings) -> Array:
    """Digests of polygons of one ring, (n, 2); the same as ``_geometries`` gives for them."""
    digests = np.empty((len(rings), 2), dtype=np.uint64)
    for start in range(0, len(rings), _IN_CACHE):
        starts = rings.starts[start : start + _IN_CACHE + 1]
        vertices = _vertices(rings.points[starts[0] : starts[-1]])
        edges = _mix(vertices[:-1] + vertices[1:])
        edges[starts[1:-1] - starts[0] - 1] = 0
        digests[start : start + _IN_CACHE] = np.add.reduceat(edges, starts[:-1] - starts[0], axis=0)
    return _mix(digests)


def _geometries(geometries: Array) -> Array:
    """Digests of geometries, (n, 2): the sum over their vertices or edges, so that no order matters.

    A few thousand at a time, which the processor's cache holds.
    """
    pieces = [
        _geometries_in_cache(geometries[start : start + _IN_CACHE])
        for start in range(0, len(geometries), _IN_CACHE)
    ]
    return np.concatenate(pieces) if pieces else np.zeros((0, 2), dtype=np.uint64)


def _geometries_in_cache(geometries: Array) -> Array:
    digests = np.zeros((len(geometries), 2), dtype=np.uint64)
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    if not len(coordinates):
        return digests
    areas = np.isin(shapely.get_type_id(geometries), _POLYGONS)
    single = _of_one_path(geometries, areas, coordinates, owners)
    if single.all():
        _add_paths(digests, coordinates, owners, owners, areas)
        return _mix(digests)
    of_one = single[owners]
    _add_paths(digests, coordinates[of_one], owners[of_one], owners[of_one], areas)
    several = np.flatnonzero(~single)
    _add_paths(digests, *_paths(geometries[several], several), areas)
    return _mix(digests)


def _of_one_path(geometries: Array, areas: Array, coordinates: Array, owners: Array) -> Array:
    """Which geometries are one ring, line or point: for an area, when only its last vertex is its first again."""
    single = shapely.get_num_geometries(geometries) <= 1
    starts = _starts(owners)
    ends = np.r_[starts[1:], len(owners)]
    again = (coordinates == np.repeat(coordinates[starts], ends - starts, axis=0)).all(axis=1)
    closed = again[ends - 1] & (
        np.add.reduceat(again, starts, dtype=np.int64) == 2
    )  # a hole would come after
    single[owners[starts]] &= ~areas[owners[starts]] | closed
    return np.asarray(single)


def _paths(geometries: Array, names: Array) -> tuple[Array, Array, Array]:
    """All coordinates; which ring, line or point each belongs to; and the name of its geometry."""
    parts, owners = shapely.get_parts(geometries, return_index=True)
    areas = shapely.get_type_id(parts) == 3
    rings, ring_part = shapely.get_rings(parts[areas], return_index=True)
    paths = np.concatenate([rings, parts[~areas]])
    path_owners = np.concatenate([owners[areas][ring_part], owners[~areas]])
    order = np.argsort(path_owners, kind="stable")
    coordinates, path = shapely.get_coordinates(paths[order], return_index=True)
    return coordinates, path, names[path_owners[order][path]]


def _add_paths(digests: Array, coordinates: Array, paths: Array, owners: Array, areas: Array) -> None:
    """Add each path's edges, or its one vertex, to its geometry's digest.

    Args:
        owners: ascend.
        areas: by owner; an area's edges have no direction.
    """
    if not len(coordinates):
        return
    vertices = _vertices(coordinates)
    follows = paths[1:] == paths[:-1]
    ends = vertices[1:]
    if not areas.all():
        ends = np.where(areas[owners[1:], None], ends, _mix(ends.copy()))
    edges = vertices[:-1] + ends
    edges = _mix(edges if follows.all() else edges[follows])
    _add(digests, owners[:-1][follows], edges)
    alone = np.r_[True, ~follows] & np.r_[~follows, True]
    if alone.any():
        _add(digests, owners[alone], vertices[alone])


def _vertices(coordinates: Array) -> Array:
    """Digests of positions, (n, 2)."""
    with np.errstate(invalid="ignore", over="ignore"):
        grid = np.rint(coordinates * 10.0**DECIMALS).astype(np.int64).view(np.uint64)
        mixed = grid[:, :1] * _LANES
        mixed ^= mixed >> np.uint64(32)
        mixed += grid[:, 1:]
    return _mix(mixed)


def _add(digests: Array, owners: Array, amounts: Array) -> None:
    if len(owners):
        starts = _starts(owners)
        digests[owners[starts]] += np.add.reduceat(amounts, starts, axis=0)


def _starts(owners: Array) -> Array:
    return np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
