"""What is set aside on disk comes back, in any order, and nothing is left behind."""

import numpy as np
import pyarrow as pa
import shapely

from etl.spool import Spool
from gis.quality import Array, Shapes


def wkb_of(geometries: Array) -> pa.Array:
    return pa.array(shapely.to_wkb(geometries), pa.binary())


def test_any_geometry_comes_back_by_its_position_and_the_file_goes() -> None:
    first = np.array([shapely.Point(1, 2), None, shapely.box(0, 0, 5, 6)], dtype=object)
    second = np.array([shapely.LineString([(0, 0), (9, 9)]), shapely.Point(3, 4)], dtype=object)
    with Spool() as spool:
        spool.add(wkb_of(first), Shapes.of(first))
        spool.add(pa.nulls(2, pa.binary()), None)
        spool.add(wkb_of(np.array([None, *second], dtype=object)).slice(1), Shapes.of(second))
        spooled = spool.spooled()
        found = spooled.shapes(np.array([6, 2, 1, 3, 0, 5])).geometries
        assert [None if g is None else g.wkt for g in found] == [
            "POINT (3 4)",
            "POLYGON ((5 0, 5 6, 0 6, 0 0, 5 0))",
            None,
            None,
            "POINT (1 2)",
            "LINESTRING (0 0, 9 9)",
        ]
        assert np.isnan(spooled.bounds[[1, 3, 4]]).all()
        assert spooled.bounds[5].tolist() == [0, 0, 9, 9]
    assert not spooled.path.exists()


def test_a_geometry_that_is_not_wanted_has_no_bounds() -> None:
    geometries = np.array([shapely.Point(1, 2), shapely.Point(3, 4)], dtype=object)
    with Spool() as spool:
        spool.add(pa.array([None, shapely.to_wkb(geometries[1])], pa.binary()), Shapes.of(geometries))
        spooled = spool.spooled()
        assert spooled.shapes(np.array([0, 1])).geometries[0] is None
        assert np.isnan(spooled.bounds[0]).all()


def test_an_empty_spool_answers() -> None:
    with Spool() as spool:
        spooled = spool.spooled()
        assert len(spooled.shapes(np.array([], dtype=np.int64))) == 0
        assert spooled.bounds.shape == (0, 4)
