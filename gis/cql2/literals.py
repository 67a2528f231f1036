"""Literals that both encodings of CQL2 write alike: dates, timestamps, intervals, geometries, boxes. Pure."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import shapely
from shapely.geometry.base import BaseGeometry

from gis.cql2.expression import Box, Interval, Literal, Property
from gis.cql2.refusals import malformed
from gis.errors import InvalidRequest
from gis.text import Text

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIMESTAMP = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def read_text(value: str) -> Literal:
    """Raises: InvalidRequest: it holds what no text of the database can."""
    if "\x00" in value or not _encodes(value):
        raise malformed(Text(tr="geçersiz karakter.", en="an invalid character."))
    return Literal(value)


def read_number(value: float) -> Literal:
    """A whole number stays one, whatever it was written as, since only then an index of whole numbers serves.

    Raises:
        InvalidRequest: too large.
    """
    try:
        real = float(value)
    except OverflowError:
        real = math.inf
    if not math.isfinite(real):
        raise malformed(Text(tr="sayı çok büyük.", en="a number is too large."))
    if isinstance(value, float) and real.is_integer() and abs(real) < 2**53:
        return Literal(int(real))
    return Literal(value if abs(value) < 2**63 else real)


def read_date(value: object) -> Literal:
    """Raises: InvalidRequest."""
    found = as_date(value)
    if found is None:
        raise malformed(Text(tr="DATE('2026-05-19') beklenir.", en="DATE('2026-05-19') is expected."))
    return Literal(found)


def read_timestamp(value: object) -> Literal:
    """Raises: InvalidRequest."""
    found = as_timestamp(value)
    if found is None:
        raise malformed(
            Text(
                tr="TIMESTAMP('2026-05-19T10:00:00Z') beklenir.",
                en="TIMESTAMP('2026-05-19T10:00:00Z') is expected.",
            )
        )
    return Literal(found)


def read_interval(bounds: Sequence[object]) -> Interval:
    """From two texts (a date, a timestamp, ``..`` for open) or properties.

    Raises:
        InvalidRequest.
    """
    if len(bounds) == 2 and all(map(_is_bound, bounds)):
        return Interval(*map(_bound, bounds))
    raise malformed(
        Text(
            tr="INTERVAL('2026-01-01', '..') gibi iki tarih ya da alan beklenir.",
            en="INTERVAL has two dates or properties, as in INTERVAL('2026-01-01', '..').",
        )
    )


def read_box(numbers: Sequence[object]) -> Literal:
    """From four numbers, or six with heights, which are not looked at.

    Raises:
        InvalidRequest.
    """
    known = [float(n) for n in numbers if isinstance(n, (int, float)) and not isinstance(n, bool)]
    if len(known) != len(numbers) or len(known) not in (4, 6) or not all(map(math.isfinite, known)):
        raise malformed(Text(tr="BBOX dört sayıdan oluşur.", en="BBOX has four numbers."))
    half = len(known) // 2
    return Literal(Box((known[0], known[1]), (known[half], known[half + 1])))


def read_wkt(text: str) -> Literal:
    """Raises: InvalidRequest."""
    try:
        return _geometry(shapely.from_wkt(text))
    except (shapely.errors.ShapelyError, ValueError):
        raise _bad_geometry() from None


def read_geojson(text: str | bytes) -> Literal:
    """Raises: InvalidRequest."""
    try:
        return _geometry(shapely.from_geojson(text))
    except (shapely.errors.ShapelyError, ValueError):
        raise _bad_geometry() from None


def as_date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None
    except ValueError:
        return None


def as_timestamp(value: object) -> datetime | None:
    try:
        if isinstance(value, str) and _TIMESTAMP.fullmatch(value):
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    return None


def _is_bound(given: object) -> bool:
    return given == ".." or _bound(given) is not None


def _bound(given: object) -> Literal | Property | None:
    if isinstance(given, Property):
        return given
    found = as_date(given) or as_timestamp(given)
    return None if found is None else Literal(found)


def _geometry(shape: BaseGeometry | None) -> Literal:
    if shape is None or shape.is_empty:
        raise _bad_geometry()
    flat = shapely.force_2d(shape)
    if not shapely.is_valid(flat):
        raise malformed(
            Text(
                tr=f"geometri geçersiz ({shapely.is_valid_reason(flat)}).",
                en=f"a geometry is invalid ({shapely.is_valid_reason(flat)}).",
            )
        )
    return Literal(flat)


def _bad_geometry() -> InvalidRequest:
    return malformed(
        Text(
            tr="geometri okunamadı; WKT ya da GeoJSON beklenir.",
            en="a geometry cannot be read; WKT or GeoJSON is expected.",
        )
    )


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
