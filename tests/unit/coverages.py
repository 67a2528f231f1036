"""Generated land for the checks: blocks of parcels with jagged shared borders, streets between them; and stand-ins for a
load's rows and for what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely

from gis.crs import Bounds
from gis.quality import Array, Features, Shapes

STREET_M = 8.0


def parcels(blocks: int, side: int = 6, seed: int = 1) -> Array:
    """``blocks``² blocks of ``side``² parcels with 8 corners each, about 20 m by 25 m, as a surveyor would have them."""
    rng = np.random.default_rng(seed)
    lands = []
    for block in range(blocks * blocks):
        at = np.array([block % blocks, block // blocks]) * (side * np.array([20.0, 25.0]) + STREET_M)
        # Corners on even lines, the points halfway along a border on odd ones; the centres go unused.
        x, y = np.meshgrid(np.arange(2 * side + 1) * 10.0, np.arange(2 * side + 1) * 12.5)
        grid = np.stack([x, y], axis=-1) + rng.uniform(-1.2, 1.2, (2 * side + 1, 2 * side + 1, 2))
        grid += at + np.array([500_000.0, 4_400_000.0])
        steps = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0)]
        rings = np.stack([grid[r : r + 2 * side - 1 : 2, c : c + 2 * side - 1 : 2] for r, c in steps], axis=2)
        lands.append(rings.reshape(-1, len(steps), 2))
    return np.asarray(shapely.polygons(np.concatenate(lands)), dtype=object)


@dataclass(frozen=True, eq=False)
class HeldRows:
    """A load's rows in memory."""

    held: Array
    subject: Array
    columns: Mapping[str, Array] = field(default_factory=dict)

    @classmethod
    def of(cls, geometries: Array, subject: Array | None = None, **columns: Array) -> "HeldRows":
        everything = np.ones(len(geometries), dtype=bool)
        return cls(geometries, everything if subject is None else subject, columns)

    @property
    def bounds(self) -> Array:
        return np.where(shapely.is_valid(self.held)[:, None], shapely.bounds(self.held), np.nan)

    @property
    def numbers(self) -> Array:
        return np.arange(len(self.held)) + 1

    def shapes(self, indices: Array) -> Shapes:
        return Shapes.of(self.held[indices])

    def values(self, field: str, indices: Array) -> Array:
        return self.columns[field][indices]


@dataclass(frozen=True, eq=False)
class Published:
    """What is published, in memory: the layer's own features, and those of others."""

    own: Features | None = None
    others: Mapping[str, Features] = field(default_factory=dict)

    def neighbours(self, bounds: Bounds) -> Features:
        return _met(self.own or features(np.empty(0, dtype=object)), bounds)

    def layer(self, layer_id: str, bounds: Bounds, fields: tuple[str, ...]) -> Features:
        assert set(fields) <= set(self.others[layer_id].fields)
        return _met(self.others[layer_id], bounds)

    def holds(self, layer_id: str) -> bool:
        return layer_id in self.others and len(self.others[layer_id].ids) > 0


def features(geometries: Array, first_id: int = 1001, **fields: Array) -> Features:
    return Features(np.arange(len(geometries)) + first_id, geometries, fields)


def _met(held: Features, bounds: Bounds) -> Features:
    met = shapely.intersects(held.geometries, shapely.box(*bounds))
    return Features(held.ids[met], held.geometries[met], {n: v[met] for n, v in held.fields.items()})
