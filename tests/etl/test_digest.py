"""A row's digest: the same for the same row however a program wrote it, another one for whatever differs."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from etl import digest
from etl.digest import as_bytes, column_digests, row_digests
from gis.quality import Shapes

stable = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
)


def ring(seed: int, west: float, size: float) -> list[tuple[float, float]]:
    """A closed ring of 5 to 9 corners about a place in a TM zone, each in the middle of its cell of the digest's grid."""
    random = np.random.default_rng(seed)
    angles = np.sort(random.uniform(0, 2 * np.pi, random.integers(5, 10)))
    x = 500_000 + west + size * np.cos(angles)
    y = 4_425_000 + size * np.sin(angles)
    corners = list(zip(np.round(x, 4).tolist(), np.round(y, 4).tolist(), strict=True))
    return [*corners, corners[0]]


@st.composite
def areas(draw: st.DrawFn) -> MultiPolygon:
    """One to three parts side by side, some with one or two holes."""
    parts = []
    for at in range(draw(st.integers(1, 3))):
        seeds = draw(st.lists(st.integers(0, 2**32), min_size=1, max_size=3))
        outer, *inner = seeds
        holes = [ring(s, 100 * at + 6 * n - 3, 1) for n, s in enumerate(inner)]
        parts.append(Polygon(ring(outer, 100 * at, 30), holes))
    return MultiPolygon(parts)


@st.composite
def lines(draw: st.DrawFn) -> MultiLineString:
    seeds = draw(st.lists(st.integers(0, 2**32), min_size=1, max_size=3, unique=True))
    return MultiLineString([ring(seed, 100 * at, 20)[:-1] for at, seed in enumerate(seeds)])


shapes = st.one_of(areas(), lines(), areas().map(lambda a: MultiPoint(a.geoms[0].exterior.coords[:-1])))


def of(*geometries: BaseGeometry | None, **fields: pa.Array) -> list[bytes]:
    held = np.array(geometries, dtype=object)
    return as_bytes(row_digests(column_digests(fields), Shapes.of(held), len(held))).to_pylist()  # type: ignore[no-any-return]


def turned(polygon: Polygon, by: int, *, back: bool) -> Polygon:
    def rewritten(coordinates: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        open_ring = coordinates[:-1]
        at = by % len(open_ring)
        other = open_ring[at:] + open_ring[:at]
        other = other[::-1] if back else other
        return [*other, other[0]]

    holes = [rewritten(list(hole.coords)) for hole in polygon.interiors]
    return Polygon(rewritten(list(polygon.exterior.coords)), holes[::-1])


@given(area=areas(), by=st.integers(0, 8), back=st.booleans())
@stable
def test_no_order_of_an_areas_vertices_holes_and_parts_matters(
    area: MultiPolygon, by: int, back: bool
) -> None:
    other = MultiPolygon([turned(part, by, back=back) for part in area.geoms][::-1])
    assert len(set(of(area, other))) == 1


@given(shape=shapes, seed=st.integers(0, 2**32))
@stable
def test_noise_below_half_the_grid_does_not_matter(shape: BaseGeometry, seed: int) -> None:
    coordinates = shapely.get_coordinates(shape)
    _, corner = np.unique(coordinates, axis=0, return_inverse=True)  # a ring's last corner is its first
    noise = np.random.default_rng(seed).uniform(-0.45e-4, 0.45e-4, coordinates.shape)
    assert len(set(of(shape, shapely.transform(shape, lambda xy: xy + noise[corner])))) == 1


@given(shape=shapes, which=st.integers(0, 10_000), angle=st.floats(0, 2 * np.pi))
@stable
def test_any_vertex_moved_by_a_millimetre_matters(shape: BaseGeometry, which: int, angle: float) -> None:
    coordinates = shapely.get_coordinates(shape)
    at = which % len(coordinates)
    same = (coordinates == coordinates[at]).all(axis=1)  # both ends of a ring
    coordinates[same] += 0.001 * np.array([np.cos(angle), np.sin(angle)])
    assert len(set(of(shape, shapely.set_coordinates(shapely.from_wkb(shape.wkb), coordinates)))) == 2


@given(area=areas(), seed=st.integers(0, 2**32))
@stable
def test_a_hole_a_part_and_a_missing_corner_matter(area: MultiPolygon, seed: int) -> None:
    first, *others = area.geoms
    pierced = Polygon(first.exterior, [*first.interiors, ring(seed, 12, 2)])
    less = Polygon([*first.exterior.coords[1:-1], first.exterior.coords[1]], list(first.interiors))
    further = Polygon(ring(seed, 1000, 20))
    variants = [
        area,
        MultiPolygon([pierced, *others]),
        MultiPolygon([less, *others]),
        MultiPolygon([*area.geoms, further]),
        None,
    ]
    assert len(set(of(*variants))) == len(variants)


@given(line=lines())
@stable
def test_a_lines_direction_matters_but_not_the_order_of_its_parts(line: MultiLineString) -> None:
    first, *others = line.geoms
    flipped = MultiLineString([first.reverse(), *others])
    assert len(set(of(line, flipped))) == 2
    assert len(set(of(line, MultiLineString(list(line.geoms)[::-1])))) == 1


def test_swapped_axes_and_exchanged_coordinates_matter() -> None:
    assert len(set(of(Point(1, 2), Point(2, 1), Point(1, 1), Point(2, 2)))) == 4
    square, shifted = LineString([(0, 0), (1, 1)]), LineString([(0, 1), (1, 0)])
    assert len(set(of(square, shifted))) == 2


VALUES: dict[str, tuple[pa.DataType, st.SearchStrategy[object]]] = {
    "text": (pa.string(), st.text(st.characters(codec="utf-8"), max_size=6)),
    "integer": (pa.int64(), st.integers(-(2**63), 2**63 - 1)),
    "number": (pa.float64(), st.floats(allow_nan=False, allow_infinity=False)),
    "boolean": (pa.bool_(), st.booleans()),
    "date": (pa.date32(), st.dates()),
    "timestamp": (pa.timestamp("us", tz="UTC"), st.datetimes().map(lambda t: t.replace(tzinfo=None))),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_changed_value_matters_and_so_does_its_column(kind: str) -> None:
    arrow, strategy = VALUES[kind]

    @given(pair=st.lists(st.none() | strategy, min_size=2, max_size=2, unique_by=lambda v: (v == 0, v)))
    @stable
    def check(pair: list[object]) -> None:
        one, other = pair
        first, second = pa.array([one, other], arrow), pa.array([other, one], arrow)
        rows = of(Point(1, 1), Point(1, 1), a=first, b=second)
        assert rows[0] != rows[1], "values exchanged between two columns"
        changed = of(Point(1, 1), Point(1, 1), a=first, b=pa.array([one, one], arrow))
        assert changed[0] != changed[1]
        assert changed[0] != rows[0]

    check()


def test_the_same_value_under_another_name_matters() -> None:
    value = pa.array(["x"])
    assert of(Point(1, 1), a=value) != of(Point(1, 1), b=value)
    assert of(Point(1, 1), a=value) != of(Point(1, 1), a=value, b=pa.nulls(1, pa.string()))


def test_zero_has_no_sign() -> None:
    first, second = of(Point(0.0, 1), Point(-0.0, 1), n=pa.array([0.0, -0.0]))
    assert first == second


@pytest.mark.parametrize("cut", [1, 3, 7, 4096])
def test_a_row_has_the_same_digest_in_any_batch(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    geometries: list[BaseGeometry | None] = []
    for seed in range(40):
        made: Callable[[], BaseGeometry | None] = (
            lambda seed=seed: Polygon(ring(seed, 0, 20)),
            lambda seed=seed: Polygon(ring(seed, 0, 20), [ring(seed + 1, 0, 2)]),
            lambda seed=seed: MultiPolygon([Polygon(ring(seed, 0, 20)), Polygon(ring(seed, 100, 20))]),
            lambda seed=seed: LineString(ring(seed, 0, 20)),
            lambda seed=seed: Point(seed, seed),
            lambda: None,
        )[seed % 6]
        geometries.append(made())
    names = pa.array([f"Sokak {n % 5}" if n % 7 else None for n in range(40)])
    whole = of(*geometries, name=names)
    monkeypatch.setattr(digest, "_IN_CACHE", cut)
    pieces = [
        row
        for start in range(0, 40, cut)
        for row in of(*geometries[start : start + cut], name=names[start : start + cut])
    ]
    assert pieces == whole
    assert len(set(whole)) > 30
