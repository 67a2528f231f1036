"""Whether geometries are valid as OGC Simple Features defines it, and in the municipality. Pure."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.quality.flaws import Array, Fault, Flaw
from gis.registry import Layer
from gis.text import Text

UNPROJECTABLE = Fault(
    "unprojectable",
    "error",
    Text(tr="Koordinatlar dönüştürülemiyor.", en="The coordinates cannot be transformed."),
)
INVALID_GEOMETRY = Fault(
    "invalid_geometry",
    "error",
    Text(tr="Geometri geçersiz: {reason} ({}).", en="Invalid geometry: {reason} ({})."),
)
OUTSIDE_MUNICIPALITY = Fault(
    "outside_municipality",
    "error",
    Text(tr="Belediye sınırının dışında.", en="Outside the municipality's boundary."),
)

REACHES_TOO_FAR = Fault(
    "reaches_too_far",
    "error",
    Text(
        tr="Belediyenin {km} km'den çok dışına uzanıyor; kırık noktalarından biri yanlış olmalı.",
        en="Reaches more than {km} km beyond the municipality; one of its vertices must be wrong.",
    ),
)

_FARTHEST_M = 80_000.0
"""Beyond the boundary's box; requests reach a degree beyond it (``gis.territory``), which is no less up to 44° north."""


def check_validity(layer: Layer, geometries: Array) -> tuple[Flaw, ...]:
    """``invalid_geometry``, with the reason and its place, as the layer's own check weighs it; always an error otherwise.

    Coordinates PROJ could not place are ``unprojectable`` instead.
    """
    present = ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)
    lost = present & ~np.isfinite(shapely.bounds(geometries)).all(axis=1)
    flaws = list(UNPROJECTABLE.flaw(np.flatnonzero(lost)))
    severity = next((c.severity for c in layer.checks if c.name == "valid"), None)
    bad = np.flatnonzero(present & ~lost & ~shapely.is_valid(geometries))
    reasons = (
        [str(r).rstrip("]").partition("[") for r in shapely.is_valid_reason(geometries[bad])]
        if len(bad)
        else []
    )
    for reason in dict.fromkeys(r[0] for r in reasons):
        of_it = [i for i, r in enumerate(reasons) if r[0] == reason]
        places = np.array([[float(c) for c in reasons[i][2].split()[:2]] for i in of_it])
        flaws += INVALID_GEOMETRY.flaw(
            bad[of_it],
            [f"{x:.2f} {y:.2f}" for x, y in places],
            places,
            words={"reason": Text(tr=_REASONS_TR.get(reason, reason), en=reason)},
            severity=severity,
        )
    return tuple(flaws)


def check_inside(geometries: Array, boundary: BaseGeometry) -> tuple[Flaw, ...]:
    """``outside_municipality``: not touching the boundary's area at all.

    Args:
        geometries: finite, in the CRS of ``boundary``; missing ones are passed over.
    """
    shapely.prepare(boundary)
    outside = np.flatnonzero(
        ~shapely.is_missing(geometries)
        & ~shapely.is_empty(geometries)
        & ~shapely.intersects(boundary, geometries)
    )
    places = shapely.get_coordinates(shapely.centroid(geometries[outside]))
    return OUTSIDE_MUNICIPALITY.flaw(outside, places=places)


_REASONS_TR = {
    "Self-intersection": "kendi kendini kesiyor",
    "Ring Self-intersection": "halka kendi kendini kesiyor",
    "Too few points in geometry component": "bir parçada yeterli nokta yok",
    "Hole lies outside shell": "delik dış halkanın dışında",
    "Holes are nested": "delikler iç içe",
    "Nested shells": "dış halkalar iç içe",
    "Interior is disconnected": "iç alan parçalı",
    "Duplicate Rings": "aynı halka iki kez",
    "Invalid Coordinate": "geçersiz koordinat",
    "Ring is not closed": "halka kapalı değil",
}
"""GEOS's reasons, as ``shapely.is_valid_reason`` gives them."""


def check_reach(bounds: Array, boundary: BaseGeometry) -> tuple[Flaw, ...]:
    """``reaches_too_far``: touching the municipality, perhaps, but with a part that is nowhere near it.

    Args:
        bounds: n×4, in the CRS of ``boundary``; NaN where there is no geometry.
    """
    west, south, east, north = boundary.bounds
    lowest, highest = np.array([west, south]) - _FARTHEST_M, np.array([east, north]) + _FARTHEST_M
    far = (bounds[:, :2] < lowest).any(axis=1) | (bounds[:, 2:] > highest).any(axis=1)
    rows = np.flatnonzero(far & np.isfinite(bounds).all(axis=1))
    near = np.maximum(bounds[rows, :2], lowest) + np.minimum(bounds[rows, 2:], highest)
    km = str(round(_FARTHEST_M / 1000))
    return REACHES_TOO_FAR.flaw(rows, places=near / 2, words={"km": Text(tr=km, en=km)})
