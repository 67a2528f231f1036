"""Spatial functions (OGC 21-065r2, 7.7): the literal is taken to the column's CRS, so that its index serves. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import shapely
from psycopg.sql import SQL, Composable
from shapely.geometry.base import BaseGeometry

from gis.cql2.expression import Box
from gis.cql2.operand import Bind
from gis.cql2.refusals import malformed, unserved
from gis.crs import CrsRef
from gis.territory import Territory
from gis.text import Text

_SQL = {
    "s_intersects": SQL("ST_Intersects({}, {})"),
    "s_disjoint": SQL("NOT ST_Intersects({}, {})"),
    "s_equals": SQL("ST_Equals({}, {})"),
    "s_touches": SQL("ST_Touches({}, {})"),
    "s_within": SQL("ST_Within({}, {})"),
    "s_contains": SQL("ST_Contains({}, {})"),
    "s_crosses": SQL("ST_Crosses({}, {})"),
    "s_overlaps": SQL("ST_Overlaps({}, {})"),
}
FUNCTIONS: frozenset[str] = frozenset(_SQL)
_GEOM = SQL("geom")


@dataclass(frozen=True)
class Places:
    """Reads the places of one filter."""

    territory: Territory
    crs: CrsRef
    bind: Bind

    def related(
        self, function: str, one: BaseGeometry | Box | None, other: BaseGeometry | Box | None
    ) -> Composable:
        """None stands for the feature's own geometry.

        Raises:
            InvalidRequest: coordinates that lie nowhere, or a collection where PostGIS takes none.
        """
        if one is not None and other is not None:
            test: Callable[..., object] = getattr(shapely, function.removeprefix("s_"))
            return SQL("true") if test(self._shape(one), self._shape(other)) else SQL("false")
        return _SQL[function].format(
            *(_GEOM if place is None else self._literal(function, place) for place in (one, other))
        )

    def _literal(self, function: str, place: BaseGeometry | Box) -> Composable:
        if isinstance(place, Box):
            found = self.territory.area(self._bounds(place), self.crs)
        else:
            if function not in ("s_intersects", "s_disjoint"):
                place = _of_one_kind(place)
            found = self.territory.place(self._shape(place), self.crs)
        # Out of reach lies nothing: an empty geometry meets nothing and contains nothing.
        empty = SQL("ST_GeomFromText('POLYGON EMPTY', {})").format(self.bind(self.territory.srid))
        return empty if found is None else SQL("ST_GeomFromEWKB({})").format(self.bind(found))

    def _shape(self, place: BaseGeometry | Box) -> BaseGeometry:
        """Easting-northing, as everywhere inside Kent."""
        if isinstance(place, Box):
            west, south, east, north = self._bounds(place)
            return shapely.box(west, south, east if west <= east else east + 360, north)
        if self.crs.northing_first:
            place = shapely.transform(place, lambda xy: xy[:, ::-1])
        self._require_on_earth(*place.bounds)
        return place

    def _bounds(self, box: Box) -> tuple[float, float, float, float]:
        (west, south), (east, north) = box.low, box.high
        if self.crs.northing_first:
            west, south, east, north = south, west, north, east
        self._require_on_earth(west, south, east, north)
        if south > north or (west > east and not self.crs.geographic):
            raise malformed(
                Text(
                    tr="BBOX'un alt köşesi üst köşesinden büyük.",
                    en="the lower corner of a BBOX lies above its upper one.",
                )
            )
        return west, south, east, north

    def _require_on_earth(self, west: float, south: float, east: float, north: float) -> None:
        if self.crs.geographic and (max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90):
            raise malformed(
                Text(
                    tr="koordinatlar derece sınırlarının dışında; filter-crs ve eksen sırasını denetleyin.",
                    en="coordinates are outside the range of degrees; check filter-crs and the axis order.",
                )
            )


def _of_one_kind(place: BaseGeometry) -> BaseGeometry:
    """Only meeting is defined for a collection of points, lines and areas."""
    if place.geom_type != "GeometryCollection":
        return place
    united = shapely.union_all(shapely.get_parts(place))
    if united.geom_type == "GeometryCollection":
        raise unserved(
            Text(
                tr="Karışık bir GEOMETRYCOLLECTION yalnızca S_INTERSECTS ve S_DISJOINT ile kullanılabilir.",
                en="A mixed GEOMETRYCOLLECTION is for S_INTERSECTS and S_DISJOINT only.",
            )
        )
    return united
