"""Geometries brought to the type a layer stores. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gis.layer_geometry import GeometryType
from gis.quality.flaws import Array, Fault, Flaw
from gis.registry import Layer
from gis.text import Text

MISSING_GEOMETRY = Fault("missing_geometry", "error", Text(tr="Geometri yok.", en="There is no geometry."))
EMPTY_GEOMETRY = Fault("empty_geometry", "error", Text(tr="Geometri boş.", en="The geometry is empty."))
GEOMETRY_TYPE = Fault(
    "geometry_type",
    "error",
    Text(
        tr="Geometri türü {}; bu katman {type} saklar.",
        en="The geometry is a {}; this layer stores {type}.",
    ),
)


def located(geometries: Array) -> Array:
    """The geometries that have a place on earth; missing instead of empty ones and of coordinates that are not finite."""
    placed = geometries.copy()
    placed[~np.isfinite(shapely.bounds(geometries)).all(axis=1)] = None
    return placed


@dataclass(frozen=True, eq=False)
class Shaped:
    """Geometries as a layer stores them: plane, of its type; and what had to be changed for that.

    Args:
        flattened: how many lost a height or a measure.
    """

    geometries: Array
    flaws: tuple[Flaw, ...]
    flattened: int


def shape_for(layer: Layer, geometries: Array) -> Shaped:
    """Bring geometries to the layer's type without changing what they cover.

    Polygon becomes MultiPolygon and LineString MultiLineString where the layer stores those, a multi-geometry of one part
    becomes its part where it stores parts, heights and measures go. Everything else is a flaw: ``missing_geometry``,
    ``empty_geometry``, ``geometry_type``.
    """
    wanted = layer.geometry_type
    if wanted is None:
        return Shaped(np.full(len(geometries), None, dtype=object), (), 0)
    has_more = shapely.has_z(geometries) | shapely.has_m(geometries)
    shaped = np.asarray(shapely.force_2d(geometries) if has_more.any() else geometries, dtype=object)
    missing = shapely.is_missing(shaped)
    empty = shapely.is_empty(shaped) & ~missing
    shaped = _retyped(shaped, wanted, ~missing & ~empty)
    odd = np.flatnonzero(~missing & ~empty & (shapely.get_type_id(shaped) != _TYPE_IDS[wanted]))
    flaws = (
        *MISSING_GEOMETRY.flaw(np.flatnonzero(missing)),
        *EMPTY_GEOMETRY.flaw(np.flatnonzero(empty)),
        *GEOMETRY_TYPE.flaw(
            odd,
            [_NAMES[i] for i in shapely.get_type_id(shaped[odd])],
            words={"type": Text(tr=wanted, en=wanted)},
        ),
    )
    return Shaped(shaped, flaws, int(np.count_nonzero(has_more)))


_NAMES: dict[int, str] = {
    0: "Point", 1: "LineString", 2: "LinearRing", 3: "Polygon",
    4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon", 7: "GeometryCollection",
}  # fmt: skip
_TYPE_IDS = {name: number for number, name in _NAMES.items()}
_MULTI_OF: Mapping[str, Callable[..., Any]] = {
    "MultiPoint": shapely.multipoints,
    "MultiLineString": shapely.multilinestrings,
    "MultiPolygon": shapely.multipolygons,
}


def _retyped(geometries: Array, wanted: GeometryType, usable: Array) -> Array:
    kinds = shapely.get_type_id(geometries)
    shaped = geometries.copy()
    if (gather := _MULTI_OF.get(wanted)) is not None:
        single = usable & (kinds == _TYPE_IDS[wanted.removeprefix("Multi")])
        if single.any():
            shaped[single] = gather(geometries[single][:, None])
    else:
        lone = usable & (kinds == _TYPE_IDS[f"Multi{wanted}"]) & (shapely.get_num_geometries(geometries) == 1)
        shaped[lone] = shapely.get_geometry(geometries[lone], 0)
    return shaped
