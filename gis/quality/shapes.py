"""Geometries of many rows, the plain polygons among them as bare coordinates. Pure.

Nearly all parcels and buildings are polygons of one ring. Held as coordinates end to end, a million of them cost no
object, and most of what checks ask can be computed for all at once; whatever else a row has is a shapely object.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely

from gis.quality.flaws import Array
from gis.quality.rings import Rings


@dataclass(frozen=True, eq=False)
class Shapes:
    """One geometry a row.

    Args:
        plain: n truths, which rows are polygons of one ring, without heights.
        rings: of the plain ones, in their order.
        multi: of each ring, whether it is the only part of a MultiPolygon.
        others: of the other rows in their order, shapely objects; None where there is no geometry.
    """

    plain: Array
    rings: Rings
    multi: Array
    others: Array

    @classmethod
    def unsplit(cls, geometries: Array) -> "Shapes":
        """All of them as objects."""
        nothing = np.zeros(len(geometries), dtype=bool)
        return cls(nothing, Rings.none(), nothing[:0], geometries)

    @classmethod
    def none(cls, size: int) -> "Shapes":
        """Rows without geometry."""
        return cls.unsplit(np.full(size, None, dtype=object))

    @classmethod
    def of(cls, geometries: Array) -> "Shapes":
        """Sort out the polygons of one ring."""
        kinds = shapely.get_type_id(geometries)
        multi = (kinds == shapely.GeometryType.MULTIPOLYGON) & (shapely.get_num_geometries(geometries) == 1)
        lone = geometries.copy()
        lone[multi] = shapely.get_geometry(geometries[multi], 0)
        plain = (shapely.get_type_id(lone) == shapely.GeometryType.POLYGON) & (
            shapely.get_num_interior_rings(lone) == 0
        )
        plain &= ~(shapely.is_empty(geometries) | shapely.has_z(geometries) | shapely.has_m(geometries))
        plain &= np.isfinite(shapely.bounds(geometries)).all(axis=1)
        points = shapely.get_coordinates(lone[plain])
        sizes = shapely.get_num_coordinates(lone[plain])
        finite = np.isfinite(points).all()
        if not finite:
            return cls.unsplit(geometries)
        rings = Rings(points, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))
        return cls(plain, rings, multi[plain], geometries[~plain])

    @classmethod
    def joined(cls, parts: "list[Shapes]") -> "Shapes":
        return cls(
            np.concatenate([p.plain for p in parts]),
            Rings.joined([p.rings for p in parts]),
            np.concatenate([p.multi for p in parts]),
            np.concatenate([p.others for p in parts]),
        )

    def __len__(self) -> int:
        return len(self.plain)

    def spread(self, of_rings: Array, of_others: Array) -> Array:
        """What was found of the rings and of the other rows, by row."""
        if not len(self.others):
            return of_rings
        found = np.empty((len(self), *of_rings.shape[1:]), dtype=np.result_type(of_rings, of_others))
        found[self.plain], found[~self.plain] = of_rings, of_others
        return found

    @cached_property
    def geometries(self) -> Array:
        """Shapely objects of all rows."""
        return self.doubtful(np.zeros(len(self.rings), dtype=bool))

    def doubtful(self, certain: Array) -> Array:
        """Shapely objects of the rows that nothing is known of yet, None for the others.

        Args:
            certain: of each ring, whether what is asked is known of it.
        """
        found = np.full(len(self), None, dtype=object)
        found[~self.plain] = self.others
        asked = np.flatnonzero(~certain)
        if len(asked):
            polygons = self.rings.taken(asked).polygons()
            multi = self.multi[asked]
            polygons[multi] = shapely.multipolygons(polygons[multi][:, None])
            found[np.flatnonzero(self.plain)[asked]] = polygons
        return found

    def taken(self, chosen: Array) -> "Shapes":
        """The geometries of some rows. Args: chosen: positions, in any order."""
        plain = self.plain[chosen]
        at = np.where(self.plain, np.cumsum(self.plain), np.cumsum(~self.plain)) - 1
        ring = at[chosen][plain]
        return Shapes(plain, self.rings.taken(ring), self.multi[ring], self.others[at[chosen][~plain]])

    def only(self, chosen: Array) -> "Shapes":
        """The same rows; those that are not chosen have no geometry. Args: chosen: n truths."""
        if chosen.all():
            return self
        plain = self.plain & chosen
        kept = chosen[self.plain]
        others = np.full(len(self), None, dtype=object)
        others[~self.plain] = self.others
        others[~chosen] = None
        return Shapes(plain, self.rings.taken(kept), self.multi[kept], others[~plain])

    def moved(self, points: Callable[[Array], Array]) -> "Shapes":
        """With other coordinates; a ring of which some are not finite becomes an object.

        Args:
            points: m×2 coordinates to as many others.
        """
        others = np.asarray(shapely.transform(self.others, points), dtype=object)
        moved = replace(self, rings=Rings(points(self.rings.points), self.rings.starts), others=others)
        finite = np.isfinite(moved.rings.points).all(axis=1)
        if finite.all():
            return moved
        return Shapes.of(moved.geometries)

    @property
    def bounds(self) -> Array:
        """n×4, NaN where there is no geometry."""
        return self.spread(self.rings.bounds, shapely.bounds(self.others))
