"""What is decoded and encoded by the column is what shapely reads and writes."""

import numpy as np
import pyarrow as pa
import pytest
import shapely

from etl.wkb import decode, encode
from gis.quality import Array, Shapes

SQUARE = shapely.box(500_000, 4_400_000, 500_010, 4_400_010)


def geometries() -> Array:
    return np.array(
        [
            SQUARE,
            None,
            shapely.MultiPolygon([SQUARE]),
            SQUARE.difference(shapely.Point(500_005, 4_400_005).buffer(1)),
            shapely.Point(1, 2),
            shapely.force_3d(SQUARE),
            shapely.MultiPolygon([SQUARE, shapely.box(0, 0, 1, 1)]),
            shapely.Polygon(),
            shapely.LineString(np.arange(40.0).reshape(20, 2)),
            shapely.Point(3, 4).buffer(5),
        ],
        dtype=object,
    )


def objects(column: pa.Array) -> Array:
    return np.asarray(shapely.from_wkb(column.to_numpy(zero_copy_only=False)), dtype=object)


@pytest.mark.parametrize("srid", [None, 5254])
@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()])
def test_every_geometry_is_read_as_shapely_reads_it(srid: int | None, kind: pa.DataType) -> None:
    given = geometries()
    wkb = shapely.to_wkb(given if srid is None else shapely.set_srid(given, srid), include_srid=True)
    column = pa.array([b"x", *wkb], kind).slice(1)
    shapes = decode(column, objects)
    assert np.flatnonzero(shapes.plain).tolist() == [0, 2, 9]
    assert shapely.to_wkb(shapes.geometries).tolist() == shapely.to_wkb(given).tolist()


def test_only_plain_polygons_are_read_without_an_object() -> None:
    big_endian = shapely.to_wkb(SQUARE, byte_order=0)
    open_ring = bytearray(shapely.to_wkb(SQUARE))
    open_ring[-16:] = np.array([1.0, 2.0]).tobytes()
    endless = bytearray(shapely.to_wkb(SQUARE))
    endless[29:37] = np.array([np.inf]).tobytes()
    longer = shapely.to_wkb(SQUARE) + bytes(16)
    asked: list[bytes] = []

    def told(column: pa.Array) -> Array:
        asked.extend(column.to_pylist())
        return np.full(len(column), None, dtype=object)

    column = pa.array(
        [big_endian, bytes(open_ring), bytes(endless), longer, shapely.to_wkb(SQUARE)], pa.binary()
    )
    shapes = decode(column, told)
    assert asked == [big_endian, bytes(open_ring), bytes(endless), longer]
    assert shapely.equals_exact(shapes.geometries[-1], SQUARE)


@pytest.mark.parametrize("multi", [True, False])
def test_what_is_written_postgis_reads(multi: bool) -> None:
    given = geometries()
    written = encode(Shapes.of(given), 5254, multi=multi)
    read = objects(written)
    assert [shapely.get_srid(g) for g in read if g is not None] == [5254] * 9
    wanted = given.copy()
    for row in (0, 2, 9):
        lone = shapely.get_parts(given[row])[0]
        wanted[row] = shapely.MultiPolygon([lone]) if multi else lone
    assert shapely.to_wkb(read).tolist() == shapely.to_wkb(wanted).tolist()
