"""What a change makes stale: places of tiles, by the scopes and zooms that show its layer."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from gis.tile_cells import Boxes, Places, Ranges, addresses, count, touched_tiles, within
from gis.tile_matrix_set import TileMatrixSet

Place = tuple[int, int]
"""Column and row."""


@dataclass(frozen=True, eq=False)
class Stale:
    """Where one transaction changed one layer.

    Args:
        change: the transaction's number; tiles drawn when it was final already have it.
        boxes: EPSG:3857.
        zooms: those drawn from what changed.
    """

    layer: str
    generalised: bool
    change: int
    boxes: Boxes
    zooms: range
    _ranges: dict[tuple[str, int], Ranges] = field(default_factory=dict)

    def ranges(self, matrix_set: TileMatrixSet, z: int) -> Ranges:
        """None of them where the zoom is not drawn from what changed."""
        found = self._ranges.get((matrix_set.id, z))
        if found is None:
            boxes = self.boxes if z + matrix_set.zoom in self.zooms else self.boxes[:0]
            found = self._ranges[matrix_set.id, z] = touched_tiles(matrix_set, boxes, z)
        return found

    def of(self, matrix_set: TileMatrixSet, z: int, places: Collection[Place]) -> list[Place]:
        """Which of the places are stale."""
        ranges = self.ranges(matrix_set, z)
        if not len(ranges) or not places:
            return []
        if count(ranges) <= len(places):
            listed = addresses(ranges)
            return [place for x, y in listed.tolist() if (place := (x, y)) in places]
        rows: Places = np.array(list(places), dtype=np.int64)
        return [(x, y) for x, y in rows[within(rows, ranges)].tolist()]

    def touches(self, matrix_set: TileMatrixSet, z: int, place: Place) -> bool:
        x, y = place
        ranges = self.ranges(matrix_set, z)
        return bool(
            ((ranges[:, 0] <= x) & (x <= ranges[:, 2]) & (ranges[:, 1] <= y) & (y <= ranges[:, 3])).any()
        )
