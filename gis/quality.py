"""The named checks over arrays of geometries and values; loads and edits go through the same ones. Pure.

A check returns flaws: one kind of fault each, with the positions of the rows that have it, so that a million good rows
cost no Python object. :meth:`Flaw.findings` spells them out row by row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.registry import Field, GeometryType, Layer, Severity
from gis.text import Text

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Finding:
    """One fault of one row."""

    code: str
    layer: str
    row: int
    field: str | None
    severity: Severity
    message: Text


@dataclass(frozen=True, eq=False)
class Flaw:
    """One kind of fault and the rows that have it.

    Args:
        rows: positions in the checked arrays, from 0.
        message: ``{}`` in it stands for the row's own detail.
        details: one a row, when the message has a place for it; never a personal value.
    """

    code: str
    rows: Array
    message: Text
    field: str | None = None
    severity: Severity = "error"
    details: Sequence[str] | None = None

    def told(self, at: int) -> Text:
        """The message for the ``at``-th of the rows."""
        if self.details is None:
            return self.message
        detail = self.details[at]
        return Text(tr=self.message.tr.replace("{}", detail), en=self.message.en.replace("{}", detail))

    def findings(self, layer: str, row_numbers: Array | None = None) -> Iterator[Finding]:
        """Row by row; ``row_numbers`` are the rows' own numbers, their positions from 1 if there are none."""
        for at, row in enumerate(self.rows):
            number = int(row) + 1 if row_numbers is None else int(row_numbers[row])
            yield Finding(self.code, layer, number, self.field, self.severity, self.told(at))


def faulty(flaws: Iterable[Flaw], size: int) -> Array:
    """Which of ``size`` rows have a flaw that keeps them from being published."""
    bad = np.zeros(size, dtype=bool)
    for flaw in flaws:
        if flaw.severity == "error":
            bad[flaw.rows] = True
    return bad


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
    shaped = np.asarray(shapely.force_2d(geometries), dtype=object)
    missing = shapely.is_missing(shaped)
    empty = shapely.is_empty(shaped) & ~missing
    shaped = _retyped(shaped, wanted, ~missing & ~empty)
    odd = ~missing & ~empty & (shapely.get_type_id(shaped) != _TYPE_IDS[wanted])
    flaws = (
        *_flaw("missing_geometry", missing, Text(tr="Geometri yok.", en="There is no geometry.")),
        *_flaw("empty_geometry", empty, Text(tr="Geometri boş.", en="The geometry is empty.")),
        *_flaw(
            "geometry_type",
            odd,
            Text(
                tr=f"Geometri türü {{}}; bu katman {wanted} saklar.",
                en=f"The geometry is a {{}}; this layer stores {wanted}.",
            ),
            [_NAMES[i] for i in shapely.get_type_id(shaped[odd])],
        ),
    )
    return Shaped(shaped, flaws, int(np.count_nonzero(has_more)))


def check_validity(layer: Layer, geometries: Array) -> tuple[Flaw, ...]:
    """``invalid_geometry``, with the reason and its place, as the layer's own check weighs it; always an error otherwise.

    Coordinates PROJ could not place are ``unprojectable`` instead.
    """
    present = ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)
    bounds = shapely.bounds(geometries)
    lost = present & ~np.isfinite(bounds).all(axis=1)
    flaws = list(
        _flaw(
            "unprojectable",
            lost,
            Text(tr="Koordinatlar dönüştürülemiyor.", en="The coordinates cannot be transformed."),
        )
    )
    severity: Severity = next((c.severity for c in layer.checks if c.name == "valid"), "error")
    bad = np.flatnonzero(present & ~lost & ~shapely.is_valid(geometries))
    reasons = (
        [str(r).rstrip("]").partition("[") for r in shapely.is_valid_reason(geometries[bad])]
        if len(bad)
        else []
    )
    for reason in dict.fromkeys(r[0] for r in reasons):
        of_it = [i for i, r in enumerate(reasons) if r[0] == reason]
        message = Text(
            tr=f"Geometri geçersiz: {_REASONS_TR.get(reason, reason)} ({{}}).",
            en=f"Invalid geometry: {reason} ({{}}).",
        )
        places = [" ".join(f"{float(c):.2f}" for c in reasons[i][2].split()[:2]) for i in of_it]
        flaws.append(Flaw("invalid_geometry", bad[of_it], message, severity=severity, details=places))
    return tuple(flaws)


def check_inside(geometries: Array, boundary: BaseGeometry) -> tuple[Flaw, ...]:
    """``outside_municipality``: not touching the boundary's area at all.

    Args:
        geometries: finite, in the CRS of ``boundary``; missing ones are passed over.
    """
    shapely.prepare(boundary)
    outside = (
        ~shapely.is_missing(geometries)
        & ~shapely.is_empty(geometries)
        & ~shapely.intersects(boundary, geometries)
    )
    return tuple(
        _flaw(
            "outside_municipality",
            outside,
            Text(tr="Belediye sınırının dışında.", en="Outside the municipality's boundary."),
        )
    )


def check_values(layer: Layer, values: Mapping[str, Array], missing: Mapping[str, Array]) -> tuple[Flaw, ...]:
    """``required_missing`` and ``out_of_range``, field by field.

    Args:
        values: numbers of the integer and number fields, anything where missing.
        missing: where a field has no value; a field that is not in it has none anywhere.
    """
    flaws: list[Flaw] = []
    for field in layer.fields:
        absent = missing.get(field.name)
        if absent is None:
            continue
        if field.required:
            flaws += _flaw(
                "required_missing",
                absent,
                Text(
                    tr=f"Zorunlu alan boş: {field.title.tr}.",
                    en=f"A required field is empty: {field.title.en}.",
                ),
                field=field.name,
            )
        if field.name in values and (field.min is not None or field.max is not None):
            flaws += _check_range(field, values[field.name], absent)
    return tuple(flaws)


def _check_range(field: Field, numbers: Array, absent: Array) -> Iterator[Flaw]:
    low = -np.inf if field.min is None else field.min
    high = np.inf if field.max is None else field.max
    off = ~absent & ~((numbers >= low) & (numbers <= high))
    unit = f" {field.unit}" if field.unit else ""
    limits = " … ".join("" if bound is None else f"{bound:g}" for bound in (field.min, field.max))
    shown = field.privacy != "personal"
    yield from _flaw(
        "out_of_range",
        off,
        Text(tr=f"{field.title.tr} aralık dışında{': {}' if shown else ''} ({limits}{unit}).",
             en=f"{field.title.en} is out of range{': {}' if shown else ''} ({limits}{unit})."),
        [f"{n:g}" for n in numbers[off]] if shown else None,
        field=field.name,
    )  # fmt: skip


def _flaw(
    code: str, bad: Array, message: Text, details: Sequence[str] | None = None, *, field: str | None = None
) -> Iterator[Flaw]:
    rows = np.flatnonzero(bad)
    if len(rows):
        yield Flaw(code, rows, message, field, details=details)


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
