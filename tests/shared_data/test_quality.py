"""The checks on real cadastres and networks, against what looking at every pair by itself finds."""

import numpy as np
import pyogrio
import pytest
import shapely

from gis.quality import Array, check_spatially
from tests.needs import SHARED_DATA
from tests.unit.coverages import HeldRows, Published, features
from tests.unit.test_quality_coverage import checks, rows_by_code
from tests.unit.test_quality_spatial import run


def read(file: str, crs: str, source: str | None = None) -> Array:
    frame = pyogrio.read_dataframe(SHARED_DATA / file)
    if source is not None:
        frame = frame.set_crs(source, allow_override=True)
    return np.asarray(frame.to_crs(crs).geometry.array, dtype=object)


def overlapping_pairs(land: Array) -> tuple[set[tuple[int, int]], Array]:
    """Every two valid rows with common ground wider than a centimetre on average, and the areas."""
    valid = np.flatnonzero(shapely.is_valid(land) & ~shapely.is_empty(land))
    first, second = shapely.STRtree(land[valid]).query(land[valid])
    first, second = valid[first[first < second]], valid[second[first < second]]
    common, pair = shapely.get_parts(shapely.intersection(land[first], land[second]), return_index=True)
    wide = 2 * shapely.area(common) > 0.01 * np.maximum(shapely.length(common), 1e-9)
    found = np.unique(pair[wide])
    areas = np.bincount(pair[wide], weights=shapely.area(common[wide]), minlength=len(first))[found]
    return set(zip(first[found].tolist(), second[found].tolist(), strict=True)), areas


@pytest.mark.parametrize(
    ("file", "crs", "source", "above_1_m2"),
    [
        ("tr_kent/parcel.shp", "EPSG:5255", None, 4),
        ("tr_kent/ada.shp", "EPSG:5255", None, 0),
        ("tr_beytepe/p_beytepe.shp", "EPSG:5255", "EPSG:3857", 10),
        ("parcels/cambridge_parcels_fy2014.topojson", "EPSG:32619", "EPSG:4326", 15),
    ],
)
def test_all_overlaps_of_a_cadastre_are_found_and_no_others(
    file: str, crs: str, source: str | None, above_1_m2: int
) -> None:
    land = read(file, crs, source)
    pairs, areas = overlapping_pairs(land)
    assert np.count_nonzero(areas > 1) == above_1_m2
    told = {
        (int(row), int(details[1]) - 1)
        for flaw in check_spatially(checks("no_overlap"), HeldRows.of(land), Published(), size=1000)
        for row, details in zip(flaw.rows, flaw.details or (), strict=True)
    }
    assert told == pairs | {(second, first) for first, second in pairs}


def test_pipes_that_were_pulled_from_their_nodes_are_all_found() -> None:
    joined = read("networks/wntr_ky4_pipes.geojson", "EPSG:3547")
    apart = read("networks/wntr_ky4_disconnected_pipes.geojson", "EPSG:3547")
    nodes = shapely.points(np.unique(shapely.get_coordinates(shapely.boundary(joined)), axis=0))
    published = Published(others={"node": features(np.asarray(nodes, dtype=object))})
    check = {"snapped_to": {"layer": "node", "tolerance_m": 50}}
    assert run("LineString", check, HeldRows.of(joined), published) == ()
    (flaw,) = run("LineString", check, HeldRows.of(apart), published)
    assert len(flaw.rows) == 2 * len(apart)
    assert rows_by_code((flaw,)) == {"not_snapped": set(range(len(apart)))}
