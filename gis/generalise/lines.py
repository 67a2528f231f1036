"""Lines: joined end to end by groups, simplified, without what is too short to be seen. Pure."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.generalise.grid import Boxes, pixel_m
from gis.generalise.polygons import Shapes

_SHORTEST_PIXELS = 2


def join(shapes: Shapes, groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], Shapes]:
    """Each group's lines, those joined into one of which just two meet.

    Returns:
        The groups' numbers, sorted, and their lines.
    """
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    group = groups[of_shape]
    order = np.argsort(group, kind="stable")
    numbers, starts = np.unique(group[order], return_index=True)
    pieces = np.split(parts[order], starts[1:]) if len(numbers) else []
    return numbers, shapely.normalize(np.array([_joined(piece) for piece in pieces], dtype=object))


def _joined(lines: Shapes) -> Any:
    return shapely.line_merge(shapely.MultiLineString(list(lines)))


def simplify_lines(shapes: Shapes, zoom: int, tiles: Boxes) -> Shapes:
    """Without what half a pixel does not show, and without short parts; None where nothing is left.

    Args:
        tiles: of each shape, the tile that its lines were joined in. A part that is short because the tile ends stays: it
            goes on in another one, and the line would have a gap.
    """
    simplified = shapely.simplify(shapes, pixel_m(zoom) / 2)
    parts, of_shape = shapely.get_parts(simplified, return_index=True)
    shortest = _SHORTEST_PIXELS * pixel_m(zoom)
    inner = tiles[of_shape] + np.array([shortest, shortest, -shortest, -shortest])
    bounds = shapely.bounds(parts)
    inside = ((bounds[:, :2] >= inner[:, :2]) & (bounds[:, 2:] <= inner[:, 2:])).all(axis=1)
    kept = (shapely.length(parts) >= shortest) | ~inside
    result = np.full(len(shapes), None, dtype=object)
    found, dense = np.unique(of_shape[kept], return_inverse=True)
    if len(found):
        result[found] = shapely.multilinestrings(parts[kept], indices=dense)
    return result
