"""What coordinates alone tell of rings is what GEOS says; where they do not tell, GEOS is asked."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.quality import Array, Rings, Shapes, check_spatially
from gis.quality.sizes import in_own_zone, zone_areas
from gis.quality.spatial import SpatialChecks
from gis.registry import Layer
from tests.unit.coverages import HeldRows, Published, parcels

FEW = settings(max_examples=10, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


def scribbles(seed: int, count: int = 400) -> Array:
    """Rings of four to nine corners: neat ones, knotted ones, some with a corner twice, some as narrow as rounding."""
    rng = np.random.default_rng(seed)
    drawn = []
    for at in range(count):
        corners = rng.integers(4, 10)
        angles = rng.uniform(0, 2 * np.pi, corners)
        if at % 3:
            angles = np.sort(angles)
        far = rng.uniform(0.3, 1, corners) * 10.0 ** rng.uniform(-3, 2)
        points = np.stack([500_000 + far * np.cos(angles), 4_400_000 + far * np.sin(angles)], axis=1)
        if at % 5 == 0:
            points[1] = points[0]
        if at % 7 == 0:
            points = np.round(points, 1)
        points = points[::-1] if at % 2 else points
        drawn.append(shapely.Polygon(points))
    return np.array(drawn, dtype=object)


@FEW
@given(SEEDS)
def test_what_is_certainly_simple_is_valid_and_most_neat_rings_are(seed: int) -> None:
    polygons = scribbles(seed)
    simple = Shapes.of(polygons).rings.certainly_simple
    assert shapely.is_valid(polygons[simple]).all()
    land = parcels(2, seed=seed)
    assert np.mean(Shapes.of(land).rings.certainly_simple) > 0.9


@FEW
@given(SEEDS, st.floats(1e-4, 5))
def test_what_is_certainly_clear_has_the_clearance(seed: int, distance: float) -> None:
    polygons = scribbles(seed)
    clear = Shapes.of(polygons).rings.certainly_clear(distance)
    assert (shapely.minimum_clearance(polygons[clear]) > distance).all()


def test_plain_blocks_are_certainly_clear() -> None:
    block = shapely.union_all(parcels(1)[:36])
    assert Shapes.of(np.array([block])).rings.certainly_clear(0.5).all()


@FEW
@given(SEEDS)
def test_sizes_are_those_of_geos(seed: int) -> None:
    polygons = scribbles(seed)
    rings = Shapes.of(polygons).rings
    valid = shapely.is_valid(polygons)
    assert np.abs(rings.areas)[valid] == pytest.approx(shapely.area(polygons[valid]), abs=1e-7)
    assert (rings.bounds == shapely.bounds(polygons)).all()
    lengths = [np.hypot(*np.diff(shapely.get_coordinates(p), axis=0).T).min() for p in polygons]
    assert rings.shortest_edges() == pytest.approx(lengths)


def mixed(seed: int) -> Array:
    land = parcels(2, seed=seed)
    geometries = land.copy()
    geometries[3] = None
    geometries[5] = shapely.MultiPolygon([land[5]])
    geometries[8] = shapely.MultiPolygon([land[8], land[30]])
    geometries[9] = land[9].difference(shapely.Point(shapely.centroid(land[9])).buffer(2))
    geometries[11] = shapely.Polygon()
    geometries[12] = shapely.force_3d(land[12])
    geometries[14] = shapely.centroid(land[14])
    return geometries


def test_shapes_give_back_what_they_were_made_of() -> None:
    geometries = mixed(4)
    shapes = Shapes.of(geometries)
    assert len(shapes.others) == 6
    assert shapely.equals_exact(shapes.geometries, geometries).sum() == len(geometries) - 1  # one is missing
    chosen = np.array([14, 3, 5, 0, 8, 9])
    taken = shapes.taken(chosen).geometries
    assert [None if g is None else g.wkb for g in taken] == [
        None if g is None else g.wkb for g in geometries[chosen]
    ]
    only = np.arange(len(geometries)) % 2 == 0
    assert (shapely.is_missing(shapes.only(only).geometries) == ~only).all()
    assert np.array_equal(shapes.bounds, shapely.bounds(geometries), equal_nan=True)


def test_coordinates_that_cannot_be_placed_become_objects() -> None:
    land = parcels(1)

    def points(xy: Array) -> Array:
        moved = xy + 1.0
        moved[xy[:, 0] < 500_010] = np.inf
        return moved

    shapes = Shapes.of(land).moved(points)
    lost = ~np.isfinite(shapely.bounds(shapes.geometries)).all(axis=1)
    assert lost.any()
    assert not lost.all()
    assert np.isfinite(shapes.rings.points).all()


def test_rings_are_taken_in_any_order() -> None:
    rings = Shapes.of(scribbles(3, 20)).rings
    again = rings.taken(np.array([7, 2, 2]))
    assert [len(again), *again.sizes] == [3, *rings.sizes[[7, 2, 2]]]
    assert shapely.equals_exact(again.polygons(), rings.polygons()[[7, 2, 2]]).all()
    assert len(Rings.joined([Rings.none(), rings])) == 20


ALONE = (
    {"minimum_area": 400},
    {"duplicate_vertices": {"tolerance_m": 1.0}},
    {"declared_area": {"field": "area_m2"}},
)


@FEW
@given(SEEDS)
def test_the_quick_look_at_coordinates_changes_no_finding(seed: int) -> None:
    layer = Layer.model_validate(
        {
            "id": "land",
            "theme": "city",
            "title": {"tr": "Arazi", "en": "Land"},
            "owner": "survey",
            "geometry": {"type": "MultiPolygon"},
            "fields": [
                {
                    "name": "area_m2",
                    "type": "number",
                    "privacy": "open",
                    "title": {"tr": "Alan", "en": "Area"},
                }
            ],
            "checks": ALONE,
        }
    )
    checks = SpatialChecks(layer, layer.checks, {}, 5254)
    rng = np.random.default_rng(seed)
    land = np.concatenate([parcels(2, seed=seed), scribbles(seed, 100)])
    land = land[shapely.is_valid(land) & (shapely.area(land) > 0)]
    declared = zone_areas(land, 5254) + rng.choice([0.0, 1.0, 100.0, np.nan], len(land))
    rows = HeldRows.of(land, area_m2=declared)
    quick = check_spatially(checks, rows, Published())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HeldRows, "shapes", lambda self, indices: Shapes.unsplit(self.held[indices]))
        slow = check_spatially(checks, rows, Published())
    assert _spelt(quick) == _spelt(slow)
    assert {flaw.code for flaw in quick} >= {"below_minimum_area", "declared_area"}


def _spelt(flaws: tuple[object, ...]) -> list[object]:
    return [finding for flaw in flaws for finding in flaw.findings("land")]  # type: ignore[attr-defined]


def test_a_zone_ends_a_degree_and_a_half_from_its_meridian() -> None:
    near, far = (np.array([[x, 4_400_000.0, x + 1000.0, 4_401_000.0]]) for x in (600_000.0, 640_000.0))
    assert in_own_zone(near, 5254)
    assert not in_own_zone(far, 5254)
    assert not in_own_zone(near, 32635)
