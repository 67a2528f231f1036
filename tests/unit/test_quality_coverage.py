"""Coverages: clean land has no finding, and every fault that is planted is found where it lies, and nothing else."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from gis.quality import Array, Flaw, Shapes, SpatialChecks, check_spatially, coverage
from gis.quality.outline import adjoins_cleanly, clean_patches
from gis.registry import Layer
from tests.unit.coverages import HeldRows, Published, features, parcels

LAND: tuple[Any, ...] = ("no_overlap", {"no_gap": {"max_width_m": 0.5}}, "duplicate_geometry")
FEW = settings(max_examples=15, deadline=None)


def checks(*named: Any) -> SpatialChecks:
    layer = Layer.model_validate(
        {
            "id": "land",
            "theme": "city",
            "title": {"tr": "Arazi", "en": "Land"},
            "owner": "survey",
            "geometry": {"type": "MultiPolygon"},
            "fields": [],
            "checks": named or LAND,
        }
    )
    return SpatialChecks(layer, layer.checks, {}, 5254)


def rows_by_code(flaws: tuple[Flaw, ...]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for flaw in flaws:
        found.setdefault(flaw.code, set()).update(flaw.rows.tolist())
    return found


def check(land: Array, published: Published | None = None, subject: Array | None = None) -> tuple[Flaw, ...]:
    return check_spatially(checks(), HeldRows.of(land, subject), published or Published(), size=100)


def centre(polygon: Polygon) -> Array:
    return np.asarray(shapely.get_coordinates(shapely.centroid(polygon))[0])


@FEW
@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 8))
def test_clean_land_has_no_finding(seed: int, blocks: int, side: int) -> None:
    assert check(parcels(blocks, side, seed)) == ()


@FEW
@given(st.integers(0, 2**32 - 1))
def test_noise_of_a_tenth_of_a_millimetre_is_no_fault(seed: int) -> None:
    rng = np.random.default_rng(seed)
    land = parcels(3, 5, seed)
    rings = shapely.get_coordinates(land).reshape(len(land), -1, 2)[:, :-1]
    noisy = shapely.polygons(rings + rng.normal(0, 1e-4, rings.shape))
    assert check(np.asarray(noisy, dtype=object)) == ()


def test_a_vertex_on_a_border_that_the_neighbour_draws_straight_is_no_fault() -> None:
    land = parcels(3)
    land[7] = shapely.segmentize(land[7], 3.0)
    assert check(land) == ()


@FEW
@given(st.integers(0, 2**32 - 1), st.floats(0.05, 4.0))
def test_planted_overlaps_are_found_with_both_rows_and_the_area(seed: int, by_m: float) -> None:
    land = parcels(4, 6, seed)
    planted = 3 * 36 + 14
    land[planted] = land[planted].buffer(by_m, join_style="mitre")
    touched = shapely.area(shapely.intersection(land, land[planted])) > 1e-4
    flaws = check(land)
    assert rows_by_code(flaws) == {"overlap": set(np.flatnonzero(touched).tolist())}
    (flaw,) = flaws
    for at, row in enumerate(flaw.rows):
        place = flaw.place(at)
        assert place is not None
        if row != planted:
            area = shapely.area(shapely.intersection(land[row], land[planted]))
            assert flaw.told(at).en == f"It overlaps row {planted + 1} by {area:.2f} m²."
            assert shapely.dwithin(shapely.Point(place), land[row], 1e-6)


@FEW
@given(st.integers(0, 2**32 - 1), st.floats(0.03, 0.45))
def test_planted_gaps_are_found_on_both_sides(seed: int, width_m: float) -> None:
    land = parcels(4, 6, seed)
    planted = 5 * 36 + 21
    neighbours = set(np.flatnonzero(shapely.length(shapely.intersection(land, land[planted])) > 1).tolist())
    land[planted] = land[planted].buffer(-width_m, join_style="mitre")
    found = rows_by_code(check(land))
    assert set(found) == {"gap"}
    assert found["gap"] >= neighbours
    assert found["gap"] <= set(np.flatnonzero(shapely.dwithin(land, land[planted], 0.5)).tolist())


def test_a_street_or_a_missing_parcel_is_no_gap() -> None:
    land = parcels(3)
    assert check(np.delete(land, [14, 50])) == ()


def test_a_slit_that_opens_to_the_street_is_a_gap() -> None:
    land = np.array(
        [
            Polygon([(0, 0), (20, 0), (20, 25), (0, 25)]),
            Polygon([(20.3, 0), (40, 0), (40, 25), (20, 25)]),
            Polygon([(0, 25), (20, 25), (40, 25), (40, 50), (0, 50)]),
        ]
    )
    assert rows_by_code(check(land)) == {"gap": {0, 1}}


def test_the_same_parcel_twice_overlaps_itself_and_is_a_duplicate() -> None:
    land = parcels(2)
    turned = Polygon(np.roll(shapely.get_coordinates(land[5])[:-1], 3, axis=0)[::-1])
    found = rows_by_code(check(np.append(land, np.array([turned]))))
    assert found == {"overlap": {5, len(land)}, "duplicate_geometry": {5, len(land)}}


def test_a_parcel_within_another_overlaps_it() -> None:
    land = parcels(2)
    inner = shapely.Point(centre(land[9])).buffer(3)
    assert rows_by_code(check(np.append(land, np.array([inner])))) == {"overlap": {9, len(land)}}


def test_only_subjects_are_told_of_what_they_have_with_unchanged_and_published_rows() -> None:
    land = parcels(2)
    wide = land[14].buffer(1.0, join_style="mitre")
    unchanged = land.copy()
    unchanged[14] = wide
    subject = np.zeros(len(land), dtype=bool)
    subject[14] = True
    assert rows_by_code(check(unchanged, subject=subject)) == {"overlap": {14}}

    alone = np.array([wide])
    flaws = check(alone, Published(features(np.delete(land, 14), first_id=700)))
    assert {flaw.code for flaw in flaws} == {"overlap"}
    assert all("published feature 7" in flaw.told(at).en for flaw in flaws for at in range(len(flaw.rows)))
    assert check(np.array([land[14]]), Published(features(np.delete(land, 14)))) == ()


def test_how_the_rows_are_cut_changes_nothing() -> None:
    rng = np.random.default_rng(11)
    land = parcels(5)
    for row in rng.choice(len(land), 30, replace=False):
        land[row] = shapely.affinity.translate(land[row], *rng.uniform(-2, 2, 2))
    whole, cut = (
        check_spatially(checks(), HeldRows.of(land), Published(), size=size) for size in (10_000, 40)
    )
    assert sorted(_spelt(whole)) == sorted(_spelt(cut))
    assert len(list(_spelt(whole))) > 60


def _spelt(flaws: tuple[Flaw, ...]) -> list[tuple[str, int, str]]:
    return [(f.code, f.row, f.message.en) for flaw in flaws for f in flaw.findings("land")]


def test_invalid_rows_take_no_part() -> None:
    land = parcels(2)
    corners = shapely.get_coordinates(land[3])
    corners[[2, 5]] = corners[[5, 2]]
    land[3] = Polygon(corners)
    assert not shapely.is_valid(land[3])
    assert check(land) == ()


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_a_layer_weighs_its_checks(severity: str) -> None:
    land = parcels(1)
    land[7] = land[7].buffer(1)
    asked = checks({"name": "no_overlap", "severity": severity})
    (flaw,) = check_spatially(asked, HeldRows.of(land), Published())
    assert flaw.severity == severity


def test_the_quick_look_tells_clean_land_from_every_other() -> None:
    land = parcels(3)
    assert adjoins_cleanly(Shapes.of(land), 0.5)
    assert adjoins_cleanly(Shapes.of(np.asarray(shapely.reverse(land))), 0.5)
    assert adjoins_cleanly(Shapes.of(np.asarray(shapely.multipolygons(land[:, None]))), 0.5)
    assert adjoins_cleanly(Shapes.unsplit(land), 0.5)
    for spoilt in (
        np.append(land, land[5:6]),
        np.append(land, np.array([shapely.Point(centre(land[9])).buffer(3)])),
        np.append(land, np.array([shapely.Point(centre(land[9])).buffer(40)])),
        np.concatenate([land, parcels(3, 3)]),
        np.delete(land, 14),
    ):
        assert not adjoins_cleanly(Shapes.of(spoilt), 0.5)
        assert not adjoins_cleanly(Shapes.unsplit(spoilt), 0.5)
    narrow = land.copy()
    narrow[14] = narrow[14].buffer(-0.1, join_style="mitre")
    assert not adjoins_cleanly(Shapes.of(narrow), 0.5)


@FEW
@given(st.integers(0, 2**32 - 1), st.integers(0, 12))
def test_scattered_subjects_are_told_of_the_same_as_when_all_is_looked_into(seed: int, moved: int) -> None:
    rng = np.random.default_rng(seed)
    land = parcels(4, 6, seed)
    for row in rng.choice(len(land), moved, replace=False):
        by = rng.uniform(-2, 2, 2) * rng.choice([0.1, 1])
        land[row] = shapely.affinity.translate(land[row], *by)
    chosen = rng.choice(len(land), len(land) // 12, replace=False)
    around = Published(features(np.delete(land, chosen)))
    quick = check(land[chosen], around)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            coverage, "clean_patches", lambda _shapes, _patches, count, _gap: np.zeros(count, dtype=bool)
        )
        slow = check(land[chosen], around)
    assert sorted(_spelt(quick)) == sorted(_spelt(slow))


def test_each_patch_is_clean_or_not_by_itself() -> None:
    land = parcels(3)
    shapes = [
        Shapes.of(land),
        Shapes.unsplit(land),
        Shapes.of(np.append(land, land[5:6])),
        Shapes.of(land[:4]),
    ]
    numbers = np.repeat(np.arange(4), [len(s) for s in shapes])
    assert clean_patches(Shapes.joined(shapes), numbers, 4, 0.5).tolist() == [False, False, False, True]
    one_block = [Shapes.of(part) for part in (land[:36], np.delete(land[:36], 14), land[36:72])]
    numbers = np.repeat(np.arange(3), [len(s) for s in one_block])
    assert clean_patches(Shapes.joined(one_block), numbers, 3, 0.5).tolist() == [True, False, True]
