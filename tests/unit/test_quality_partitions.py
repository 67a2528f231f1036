"""Partitions: every row to be checked once, with all that lies around it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.quality import Array
from gis.quality.partitions import partitions


@st.composite
def scattered(draw: st.DrawFn) -> tuple[Array, Array, float, int]:
    """Bounds of rows: many small ones, some as wide as the city, some without a place; and which are subjects."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(0, 300))
    corners = rng.uniform(0, 1000, (count, 2))
    if draw(st.booleans()):
        corners = np.round(corners, -2)
    extents = rng.choice([0.0, 5.0, 40.0, 900.0], (count, 2), p=[0.2, 0.6, 0.19, 0.01])
    bounds = np.hstack([corners, corners + extents])
    bounds[rng.random(count) < 0.05] = np.nan
    subject = rng.random(count) < draw(st.sampled_from([0.02, 0.5, 1.0]))
    return bounds, subject, draw(st.sampled_from([0.0, 0.5, 30.0])), draw(st.sampled_from([1, 7, 50, 1000]))


@given(scattered())
def test_each_subject_is_in_one_core_with_all_rows_that_its_grown_bounds_meet(
    case: tuple[Array, Array, float, int],
) -> None:
    bounds, subject, halo_m, size = case
    usable = np.isfinite(bounds).all(axis=1)
    cores: list[int] = []
    for part in partitions(bounds, subject, halo_m, size):
        assert 0 < len(part.core) <= size
        held = {*part.core.tolist(), *part.halo.tolist()}
        assert len(held) == len(part.core) + len(part.halo)
        for row in part.core:
            west, south, east, north = bounds[row] + [-halo_m, -halo_m, halo_m, halo_m]
            assert part.bounds[0] <= west
            assert part.bounds[1] <= south
            assert part.bounds[2] >= east
            assert part.bounds[3] >= north
            with np.errstate(invalid="ignore"):
                met = (
                    (bounds[:, 0] <= east)
                    & (bounds[:, 2] >= west)
                    & (bounds[:, 1] <= north)
                    & (bounds[:, 3] >= south)
                )
            assert set(np.flatnonzero(met)) <= held
        cores += part.core.tolist()
    assert sorted(cores) == np.flatnonzero(usable & subject).tolist()


@pytest.mark.parametrize("changed", [1.0, 0.01])
def test_what_is_loaded_grows_with_what_changed(changed: float) -> None:
    x, y = np.meshgrid(np.arange(300) * 20.0, np.arange(300) * 20.0)
    bounds = np.stack([x.ravel(), y.ravel(), x.ravel() + 20, y.ravel() + 20], axis=1)
    subject = np.random.default_rng(4).random(len(bounds)) < changed
    parts = list(partitions(bounds, subject, 0.5, 5_000))
    loaded = sum(len(p.core) + len(p.halo) for p in parts)
    assert loaded < min(1.15 * len(bounds), 30.0 * int(np.count_nonzero(subject)))
    assert max(len(p.core) + len(p.halo) for p in parts) < 30_000
