"""The repair of invalid geometries that a load may ask for; nothing is ever repaired silently. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import shapely

from gis.quality.flaws import Array


def repair(geometries: Array) -> tuple[Array, Array, Array]:
    """Make invalid geometries valid, keeping the parts that are of their own kind.

    A repair moves boundaries that may be legal ones: keep what was there before and show both.

    Returns:
        The geometries, with None where nothing of the kind is left; the positions of those that were invalid; and
        their WKB from before.
    """
    which = np.flatnonzero(~shapely.is_missing(geometries) & ~shapely.is_valid(geometries))
    before = geometries[which]
    made = shapely.make_valid(before, method="structure", keep_collapsed=False)
    repaired = geometries.copy()
    repaired[which] = _own_parts(made, shapely.get_dimensions(before))
    return repaired, which, np.asarray(shapely.to_wkb(before), dtype=object)


def _own_parts(geometries: Array, dimensions: Array) -> Array:
    """Of each geometry what has as many dimensions as it should: polygons, say, without the lines between them."""
    parts, of = shapely.get_parts(geometries, return_index=True)
    parts, at = shapely.get_parts(parts, return_index=True)
    of = of[at]
    keep = (shapely.get_dimensions(parts) == dimensions[of]) & ~shapely.is_empty(parts)
    parts, of = parts[keep], of[keep]
    gather: Mapping[int, Callable[..., Any]] = {
        0: shapely.multipoints,
        1: shapely.multilinestrings,
        2: shapely.multipolygons,
    }
    kept = np.full(len(geometries), None, dtype=object)
    for dimension, gathered in gather.items():
        mine = dimensions[of] == dimension
        if mine.any():
            gathered(parts[mine], indices=of[mine], out=kept)
    return kept
