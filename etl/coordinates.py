"""Finds the columns of a table that hold positions, and reads them. Pure.

In Turkish tables Y is the easting (sağa) and X the northing (yukarı), in other programs X is the easting: such names say
nothing, and only the municipality's own place on earth can decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely

from etl.mapping import comparable
from etl.mapping_file import GeometryColumns
from etl.numbers import NumberFormat, parse_numbers
from etl.values import as_text, one_array
from gis.errors import SourceError
from gis.quality import Array, Flaw
from gis.text import Text

_EAST = (
    "boylam",
    "lon",
    "long",
    "lng",
    "longitude",
    "easting",
    "east",
    "dogu",
    "saga",
    "sagadeger",
    "stoplon",
    "koordinatboylam",
)
_NORTH = (
    "enlem",
    "lat",
    "latitude",
    "northing",
    "north",
    "kuzey",
    "yukari",
    "yukarideger",
    "stoplat",
    "koordinatenlem",
)
_EITHER_X = ("x", "koordinatx", "xkoordinat", "xkoordinati", "xkoor", "koorx", "coordx", "xcoord", "pointx")
_EITHER_Y = ("y", "koordinaty", "ykoordinat", "ykoordinati", "ykoor", "koory", "coordy", "ycoord", "pointy")
_WKT = ("wkt", "geom", "geometry", "geometri", "geometry2", "thegeom", "shape", "wktgeometry", "geomwkt")


@dataclass(frozen=True)
class PositionColumns:
    """Where a table's positions stand.

    Args:
        meant: whether the names, or the user, say which one is the easting (longitude); X and Y do not.
    """

    x: str | None = None
    y: str | None = None
    wkt: str | None = None
    meant: bool = True
    format: NumberFormat | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(n for n in (self.x, self.y, self.wkt) if n is not None)


def find_positions(columns: Iterable[str], asked: GeometryColumns | None) -> PositionColumns | None:
    """The position columns by a mapping file's word, else by their names; None when there are none.

    Raises:
        SourceError: the mapping names a column that is not there.
    """
    available = list(columns)
    if asked is not None:
        x, y, wkt = (_required(available, n) for n in (asked.x, asked.y, asked.wkt))
        return PositionColumns(x, y, wkt, format=asked.format)
    by_name: dict[str, str] = {}
    for column in available:
        by_name.setdefault(comparable(column), column)

    def first(names: tuple[str, ...]) -> str | None:
        return next((by_name[n] for n in names if n in by_name), None)

    x, y = first(_EAST), first(_NORTH)
    if x is not None and y is not None:
        return PositionColumns(x, y)
    x, y = first(_EITHER_X), first(_EITHER_Y)
    if x is not None and y is not None:
        return PositionColumns(x, y, meant=False)
    wkt = first(_WKT)
    return PositionColumns(wkt=wkt) if wkt is not None else None


def _required(columns: list[str], name: str | None) -> str | None:
    if name is None:
        return None
    found = next((c for c in columns if c == name), None) or next(
        (c for c in columns if comparable(c) == comparable(name)), None
    )
    if found is None:
        raise SourceError(
            "mapping_column_missing",
            Text(
                tr=f"Eşlemedeki '{name}' koordinat sütunu dosyada yok.",
                en=f"The mapping's coordinate column '{name}' is not in the file.",
            ),
            Text(
                tr=f"Dosyanın sütunları: {', '.join(columns)}.",
                en=f"The file's columns: {', '.join(columns)}.",
            ),
        )
    return found


@dataclass(frozen=True, eq=False)
class Positions:
    """Geometries read from columns; missing where a row gives none."""

    geometries: Array
    flaws: tuple[Flaw, ...]


def read_positions(attributes: pa.Table, columns: PositionColumns) -> Positions:
    """A batch's geometries.

    Args:
        columns: with the format of their numbers settled.
    """
    if columns.wkt is not None:
        return _from_wkt(one_array(attributes.column(columns.wkt)), columns.wkt)
    assert columns.x is not None
    assert columns.y is not None
    x, bad_x = _coordinates(one_array(attributes.column(columns.x)), columns.format)
    y, bad_y = _coordinates(one_array(attributes.column(columns.y)), columns.format)
    present = np.isfinite(x) & np.isfinite(y)
    geometries = np.full(attributes.num_rows, None, dtype=object)
    geometries[present] = shapely.points(x[present], y[present])
    flaws = []
    for name, bad in ((columns.x, bad_x), (columns.y, bad_y)):
        if bad.any():
            message = Text(
                tr=f"{name}: koordinat bir sayı değil.", en=f"{name}: the coordinate is no number."
            )
            flaws.append(Flaw("bad_value", np.flatnonzero(bad), message))
    return Positions(geometries, tuple(flaws))


def _coordinates(array: pa.Array, format: NumberFormat | None) -> tuple[Array, Array]:
    if pa.types.is_floating(array.type) or pa.types.is_integer(array.type):
        numbers = array.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
        return numbers, np.isinf(numbers)
    return parse_numbers(as_text(array).to_pandas(), format)


def _from_wkt(array: pa.Array, name: str) -> Positions:
    texts = as_text(array)
    geometries = np.asarray(
        shapely.from_wkt(np.asarray(texts.to_pylist(), dtype=object), on_invalid="ignore"), dtype=object
    )
    lost = np.flatnonzero(shapely.is_missing(geometries) & np.asarray(texts.is_valid()))
    message = Text(
        tr=f"{name}: geometri metni okunamıyor.", en=f"{name}: the geometry's text cannot be read."
    )
    return Positions(geometries, (Flaw("unreadable_geometry", lost, message),) if len(lost) else ())
