"""Coordinate reference systems: axis order, supported systems, operations with their accuracy, proposals. Pure.

Inside Kent coordinates are always easting-northing (longitude-latitude); the order a standard demands is applied at
the edge. Operations come from PROJ's database, never from PROJ.4 strings (9 m off for ED50).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError as ProjCrsError
from pyproj.transformer import AreaOfInterest, TransformerGroup
from shapely.geometry.base import BaseGeometry

from gis.errors import CrsError
from gis.text import Text

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

TM_ZONES = {5253: 27, 5254: 30, 5255: 33, 5256: 36, 5257: 39, 5258: 42, 5259: 45}
"""TUREF / TMxx: EPSG code -> central meridian, degrees east. Each serves 1.5° to both sides."""

_UTM_ZONES = tuple(range(32635, 32639))
"""WGS 84 / UTM 35N … 38N: the zones of Türkiye."""
_ZONES = (*TM_ZONES, *_UTM_ZONES)

_PROPOSED = (
    4326,
    3857,
    *TM_ZONES,
    *range(5269, 5276),  # TUREF / 3-degree Gauss-Kruger, zone-prefixed eastings
    *range(2319, 2326),  # ED50 / TM27…TM45
    *range(2206, 2213),  # ED50 / 3-degree Gauss-Kruger
    *_UTM_ZONES,
    *range(23035, 23039),  # ED50 / UTM 35N…38N
)

Bounds = tuple[float, float, float, float]
"""west, south, east, north (or min x, min y, max x, max y)."""


@dataclass(frozen=True)
class CrsRef:
    """A CRS as OGC API names it: an EPSG code, or CRS84 (stored as 4326, longitude first)."""

    srid: int
    uri: str

    @property
    def northing_first(self) -> bool:
        """Whether coordinates in answers are written northing (latitude) before easting."""
        return self.uri != CRS84 and northing_first(self.srid)

    @property
    def geographic(self) -> bool:
        return bool(_crs(self.srid).is_geographic)


def epsg_uri(srid: int) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{srid}"


@lru_cache(maxsize=64)
def supported(storage_srid: int, area: Bounds) -> tuple[CrsRef, ...]:
    """The CRSs every collection of a city is served in.

    CRS84 (the default), WGS 84, web mercator, the storage CRS, and those TM and UTM zones whose area of use, as EPSG
    tells it, covers ``area`` (degrees): farther out their coordinates would mislead. Layers have no heights, so
    CRS84h is none of them.
    """
    zones = (code for code in _ZONES if _covers(code, area))
    codes = dict.fromkeys((4326, 3857, storage_srid, *zones))
    return (CrsRef(4326, CRS84), *(CrsRef(code, epsg_uri(code)) for code in codes))


def _covers(srid: int, area: Bounds) -> bool:
    use = _crs(srid).area_of_use
    west, south, east, north = area
    return use is not None and (
        use.west <= west and use.south <= south and east <= use.east and north <= use.north
    )


def parse_crs(text: str, storage_srid: int, area: Bounds) -> CrsRef:
    """The supported CRS that a request names, as URI, safe CURIE ``[EPSG:5254]`` or ``EPSG:5254``.

    Args:
        area: the city's bounds, as for ``supported``.

    Raises:
        CrsError: unknown here.
    """
    wanted = text.strip()
    if match := re.fullmatch(r"\[?EPSG:(\d{4,6})\]?", wanted, re.IGNORECASE):
        wanted = epsg_uri(int(match[1]))
    elif re.fullmatch(r"\[?(OGC:)?CRS84\]?", wanted, re.IGNORECASE):
        wanted = CRS84
    for ref in supported(storage_srid, area):
        if ref.uri == wanted:
            return ref
    known = ", ".join(ref.uri for ref in supported(storage_srid, area))
    raise CrsError(
        "unsupported_crs",
        Text(
            tr="İstenen koordinat sistemi bu katmanda sunulmuyor.",
            en="The requested CRS is not served for this collection.",
        ),
        Text(tr=f"Şunlardan biri: {known}", en=f"One of: {known}"),
    )


@lru_cache(maxsize=256)
def _crs(definition: str | int) -> CRS:
    return CRS.from_user_input(definition)


@lru_cache(maxsize=256)
def northing_first(srid: int) -> bool:
    """Whether EPSG defines the northing (or latitude) as the first axis: so for 4326 and every TM zone of Türkiye."""
    axes = _crs(srid).axis_info
    return bool(axes) and axes[0].direction.lower() == "north"


def srid_of(definition: str) -> int:
    """The EPSG code of a user's ``EPSG:5254`` or plain ``5254``.

    Raises:
        CrsError: not an EPSG code PROJ knows.
    """
    match = re.fullmatch(r"\s*(?:EPSG:)?(\d{4,6})\s*", definition, re.IGNORECASE)
    if match:
        try:
            _crs(int(match[1]))
            return int(match[1])
        except ProjCrsError:
            pass
    raise CrsError(
        "unknown_crs",
        Text(tr=f"'{definition}' bilinen bir EPSG kodu değil.", en=f"'{definition}' is no known EPSG code."),
        Text(tr="Örnek: EPSG:5255 (TUREF / TM33).", en="For example EPSG:5255 (TUREF / TM33)."),
    )


def read_crs(definition: str) -> CRS:
    """A CRS from a file's own description (WKT, ``EPSG:n``, PROJJSON), resolved to EPSG where PROJ is sure.

    Raises:
        CrsError: PROJ cannot make sense of it.
    """
    try:
        found = _crs(definition)
    except ProjCrsError:
        raise CrsError(
            "unreadable_crs",
            Text(
                tr="Dosyadaki koordinat sistemi tanımı anlaşılamadı.",
                en="The file's CRS definition cannot be understood.",
            ),
            Text(tr="--crs EPSG:… ile belirtin.", en="Name it with --crs EPSG:…"),
        ) from None
    code = found.to_epsg(min_confidence=70)
    return _crs(code) if code else found


def name_of(crs: CRS | int) -> str:
    """A CRS as people know it: ``EPSG:5255 TUREF / TM33``."""
    resolved = _crs(crs) if isinstance(crs, int) else crs
    code = resolved.to_epsg(min_confidence=70)
    return f"EPSG:{code} {resolved.name}" if code else resolved.name


def check_storage_crs(definition: str, area: Bounds | None = None) -> int:
    """The EPSG code, if a city can be stored in it: projected, in metres, covering ``area`` (degrees).

    Raises:
        CrsError: otherwise, naming the TM zone that fits.
    """
    srid = srid_of(definition)
    crs = _crs(srid)
    fits = crs.is_projected and crs.axis_info[0].unit_name == "metre" and srid != 3857
    if fits and area is not None and crs.area_of_use is not None:
        use = crs.area_of_use
        longitude, latitude = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        fits = use.west - 1.6 <= longitude <= use.east + 1.6 and use.south - 1 <= latitude <= use.north + 1
    if fits:
        return srid
    remedy = Text(
        tr="TUREF / TM dilimlerinden birini seçin: EPSG:5253 … EPSG:5259.",
        en="Choose a TUREF / TM zone: EPSG:5253 … EPSG:5259.",
    )
    if area is not None and 25.5 <= (longitude := (area[0] + area[2]) / 2) <= 46.5:
        zone = tm_zone(longitude)
        remedy = Text(
            tr=f"Sınırınıza uyan: EPSG:{zone} (TUREF / TM{TM_ZONES[zone]}).",
            en=f"Your boundary fits EPSG:{zone} (TUREF / TM{TM_ZONES[zone]}).",
        )
    raise CrsError(
        "bad_storage_crs",
        Text(tr=f"{definition} bu kenti saklamaya uygun değil (metre birimli, alanı kapsayan bir projeksiyon gerekir).",
             en=f"{definition} cannot store this city (a projected CRS in metres that covers the area is needed)."),
        remedy,
    )  # fmt: skip


_DOMAIN_M = (14_500_000.0, 20_000_000.0)
"""From the middle of a transverse Mercator zone, easting and northing, PROJ finds a place anywhere up to here: beyond the
pole and across the antimeridian, but not 19,500 km from the axis."""


def domain(srid: int) -> Bounds:
    """Where coordinates of a projected CRS (metres, easting-northing) are a place, which any other CRS can have too."""
    crs = _crs(srid)
    use, middle = crs.area_of_use, (0.0, 0.0)
    if use is not None:
        degrees = Transformer.from_crs(4326, crs, always_xy=True)
        middle = degrees.transform((use.west + use.east) / 2, (use.south + use.north) / 2)
    east, north = (round(along, -6) for along in middle)
    return east - _DOMAIN_M[0], north - _DOMAIN_M[1], east + _DOMAIN_M[0], north + _DOMAIN_M[1]


def tm_zone(longitude: float) -> int:
    """The EPSG code of the TUREF / TM zone a longitude (degrees east) belongs to; the outermost beyond Türkiye."""
    return min(TM_ZONES, key=lambda code: abs(TM_ZONES[code] - longitude))


@dataclass(frozen=True)
class Operation:
    """A chosen coordinate operation, as the load's record keeps it."""

    source: str
    target: str
    name: str
    accuracy_m: float | None
    pipeline: str
    transformer: Transformer

    def apply(self, geometries: Sequence[Any] | np.ndarray) -> np.ndarray:
        """Transform an array of geometries, easting-northing in and out; coordinates PROJ cannot place become inf."""
        return np.asarray(shapely.transform(np.asarray(geometries, dtype=object), self.points))

    def points(self, xy: np.ndarray) -> np.ndarray:
        """Transform m×2 coordinates, easting-northing in and out."""
        x, y = self.transformer.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([x, y])


@lru_cache(maxsize=512)
def operation(source: CRS | int, target: CRS | int, area: Bounds) -> Operation:
    """The most accurate operation PROJ can carry out for ``area`` (degrees).

    The area matters: without it PROJ lists an operation for ED50 first that is nearly ten metres off in Türkiye.

    Raises:
        CrsError: no operation leads from one to the other.
    """
    src = _crs(source) if isinstance(source, int) else source
    dst = _crs(target) if isinstance(target, int) else target
    if src == dst:
        unchanged = Transformer.from_pipeline("+proj=noop")
        return Operation(
            name_of(src), name_of(dst), "no transformation", 0.0, unchanged.definition, unchanged
        )
    try:
        group = TransformerGroup(src, dst, always_xy=True, area_of_interest=AreaOfInterest(*area))
        best = group.transformers[0]
    except (ProjCrsError, IndexError):
        raise CrsError(
            "no_operation",
            Text(
                tr=f"{name_of(src)} → {name_of(dst)} dönüşümü yok.",
                en=f"There is no operation from {name_of(src)} to {name_of(dst)}.",
            ),
        ) from None
    accuracy = best.accuracy if best.accuracy is not None and best.accuracy >= 0 else None
    name = best.description.removesuffix(" (with axis order normalized for visualization)")
    return Operation(name_of(src), name_of(dst), name, accuracy, best.definition, best)


@dataclass(frozen=True)
class Candidate:
    """A CRS under which a file's coordinates fall inside the municipality."""

    srid: int
    name: str
    inside: float
    """Share of the sampled points inside, 0 to 1."""
    swapped: bool
    """True when the file gives northing (latitude) first."""
    offset_m: float
    """Distance of the sample's centre from the best candidate's."""


def propose(sample: np.ndarray, boundary: BaseGeometry, storage_srid: int) -> tuple[Candidate, ...]:
    """CRSs that place a file inside the municipality, best first; never to be applied without the user's word.

    Args:
        sample: coordinates of the file, shape (n, 2), as they stand in it.
        boundary: the municipality, longitude/latitude.
        storage_srid: measures the candidates' distance from each other.
    """
    finite = sample[np.isfinite(sample).all(axis=1)]
    if not len(finite):
        return ()
    area = boundary.bounds
    near = shapely.box(area[0] - 0.02, area[1] - 0.02, area[2] + 0.02, area[3] + 0.02)
    found: list[tuple[int, bool, float, np.ndarray]] = []
    for srid in dict.fromkeys((storage_srid, *_PROPOSED)):
        to_degrees = operation(srid, 4326, area).transformer
        to_storage = operation(4326, storage_srid, area).transformer
        for swapped in (False, True):
            x, y = (finite[:, 1], finite[:, 0]) if swapped else (finite[:, 0], finite[:, 1])
            longitude, latitude = to_degrees.transform(x, y)
            known = np.isfinite(longitude) & np.isfinite(latitude)
            points = shapely.points(np.where(known, longitude, 999.0), np.where(known, latitude, 999.0))
            if float(np.mean(shapely.intersects(near, points))) < 0.5:
                continue
            inside = float(np.mean(shapely.intersects(boundary, points)))
            centre = np.asarray(
                to_storage.transform(float(np.mean(longitude[known])), float(np.mean(latitude[known])))
            )
            found.append((srid, swapped, inside, centre))
    found.sort(key=lambda c: (-round(c[2], 2), c[1]))
    return tuple(
        Candidate(srid, name_of(srid), inside, swapped, float(np.hypot(*(centre - found[0][3]))))
        for srid, swapped, inside, centre in found
    )
