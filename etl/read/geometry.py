"""Geometries as they stand in files become shapes; what none can be made of is a flaw of its row."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from etl.wkb import decode
from gis.quality import Array, Flaw, Shapes
from gis.text import Text

_UNREADABLE = Text(
    tr="Geometri okunamıyor (eğri, yüzey ya da bozuk).",
    en="The geometry cannot be read (a curve, a surface, or damaged).",
)
_TOO_LARGE = Text(
    tr="Geometri çok büyük ({} bayt).",
    en="The geometry is too large ({} bytes).",
)


def from_wkb(column: pa.Array, largest: int) -> tuple[Shapes, list[Flaw]]:
    """Geometries of a binary column.

    Args:
        largest: bytes a geometry may have.
    """
    column, flaws = _without_giants(column, largest)
    shapes = decode(column, _objects)
    missing = shapes.spread(np.zeros(len(shapes.rings), dtype=bool), shapely.is_missing(shapes.others))
    lost = np.flatnonzero(missing & np.asarray(column.is_valid()))
    if len(lost):
        flaws.append(Flaw("unreadable_geometry", lost, _UNREADABLE))
    return shapes, flaws


def _objects(column: pa.Array) -> Array:
    wkb = column.to_numpy(zero_copy_only=False)
    try:
        return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    except NotImplementedError:  # there are curves among them
        geometries = np.full(len(wkb), None, dtype=object)
        geometries[:] = [_straight(w) for w in wkb]
        return geometries


def _without_giants(column: pa.Array, largest: int) -> tuple[pa.Array, list[Flaw]]:
    sizes = pc.fill_null(pc.binary_length(column), 0)
    if not len(column) or pc.max(sizes).as_py() <= largest:
        return column, []
    giant = pc.greater(sizes, largest)
    rows = np.flatnonzero(giant)
    details: Sequence[str] = [f"{n:,}" for n in sizes.filter(giant).to_pylist()]
    return pc.if_else(giant, pa.scalar(None, column.type), column), [
        Flaw("geometry_too_large", rows, _TOO_LARGE, details=details)
    ]


def _straight(wkb: bytes | None) -> BaseGeometry | None:
    """A geometry of straight lines; missing when it has curves, which nobody but its maker can straighten rightly."""
    try:
        geometry: BaseGeometry | None = shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:
        return None
    return geometry
