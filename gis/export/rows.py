"""FeatureQuery -> the rows of a file. Pure.

Text formats are written by PostgreSQL, a line a row; the others get typed columns. Files are easting-northing
(longitude-latitude) whatever their CRS; only GeoJSON text sequences keep the axis order of GeoJSON answers.
"""

from dataclasses import dataclass
from typing import Any

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.crs import CrsRef
from gis.export.formats import CSV, GEOJSON_SEQUENCE, FileFormat
from gis.features import FeatureQuery, coordinate_digits, feature_text, selection
from gis.registry import Field, FieldType, LayerView
from gis.text import Language

_NEWLINE = SQL("E'\\n'")
_RECORD_SEPARATOR = SQL("E'\\x1e'")
"""Begins each text of a sequence (RFC 8142, section 2.2)."""
_FORMULA = SQL("'^[=+@\\t\\r-]'")
"""How a text begins that a spreadsheet would run as a formula; an apostrophe is put before it (OWASP: CSV injection)."""
BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that a CSV file is UTF-8; without it Turkish letters are lost."""


@dataclass(frozen=True)
class Column:
    """A typed column of a file; ``title`` in the caller's language."""

    name: str
    type: FieldType
    title: str


@dataclass(frozen=True)
class FileRows:
    """What is to be read and how it is laid out; plain values, which travel to another process.

    Attributes:
        text: SQL of the rows: the id, the columns and the geometry (WKB) last; or one line of bytes for text formats.
        values: bound to both texts.
        placeless: SQL of one boolean, whether a row has no geometry (NULL when there are no rows).
        name: of the layer within the file.
        header: bytes before the first row of a text format.
        geometry_type: as OGC names it; None for a file without geometry.
    """

    text: Composed | bytes
    values: dict[str, Any]
    placeless: Composed | bytes
    name: str
    title: str
    header: bytes
    columns: tuple[Column, ...]
    geometry_type: str | None
    srid: int


def file_rows(
    view: LayerView, query: FeatureQuery, most: int, file_format: FileFormat, language: Language
) -> FileRows:
    """Args: most: rows at most, whatever the query's own limit.

    Raises:
        InvalidRequest: the query names a field that the audience does not see or that cannot be sorted by.
    """
    fields = tuple(f for f in view.fields if query.properties is None or f.name in query.properties)
    placed = view.geometry != "none" and not query.skip_geometry
    header, told = _told(view, query, fields, placed, file_format)
    rows = selection(view, query, most, told)
    no_place = SQL("bool_or(page.geom IS NULL OR ST_IsEmpty(page.geom))") if placed else SQL("true")
    return FileRows(
        text=rows.text,
        values=rows.values,
        placeless=selection(view, query, most, no_place).text,
        name=view.id,
        title=view.layer.title[language],
        header=header.encode(),
        columns=tuple(Column(f.name, f.type, f.title[language]) for f in fields),
        geometry_type=view.layer.geometry_type if placed else None,
        srid=query.crs.srid,
    )


def _told(
    view: LayerView, query: FeatureQuery, fields: tuple[Field, ...], placed: bool, file_format: FileFormat
) -> tuple[str, Composable]:
    """What stands before the first row, and the SQL of each."""
    if file_format == CSV:
        return _csv(view, query.crs, fields, placed)
    if file_format == GEOJSON_SEQUENCE:
        feature = feature_text(view, query)
        return "", SQL("convert_to({} || {} || {}, 'UTF8')").format(_RECORD_SEPARATOR, feature, _NEWLINE)
    columns: list[Composable] = [Identifier("page", name) for name in ("id", *(f.name for f in fields))]
    if placed:
        columns.append(SQL("ST_AsBinary({})").format(_drawn(query.crs)))
    return "", SQL(", ").join(columns)


def _csv(view: LayerView, crs: CrsRef, fields: tuple[Field, ...], placed: bool) -> tuple[str, Composable]:
    """A line with the id, the fields, for points their two coordinates, and the geometry as WKT."""
    names = ["id", *(f.name for f in fields)]
    cells: list[Composable] = [SQL("page.id::text"), *map(_cell, fields)]
    if placed:
        digits = Literal(coordinate_digits(crs))
        pair = ("longitude", "latitude") if crs.geographic else ("easting", "northing")
        if view.layer.geometry_type == "Point" and not {f.name for f in view.fields} & {*pair}:
            names += pair
            cells += [
                SQL("trim_scale(round({}({})::numeric, {}))::text").format(SQL(axis), _drawn(crs), digits)
                for axis in ("ST_X", "ST_Y")
            ]
        names.append("geometry")
        cells.append(SQL("""'"' || ST_AsText({}, {}) || '"'""").format(_drawn(crs), digits))
    empty_where_null = [SQL("coalesce({}, '')").format(cell) for cell in cells]
    line = SQL(" || ',' || ").join(empty_where_null)
    return BYTE_ORDER_MARK + ",".join(names) + "\r\n", SQL("convert_to({} || E'\\r\\n', 'UTF8')").format(line)


def _cell(column: Field) -> Composed:
    """As RFC 4180 quotes it; a NULL is an empty cell, an empty text is ``""``."""
    name = Identifier("page", column.name)
    match column.type:
        case "text" | "code":
            safe = SQL("CASE WHEN {0} ~ {1} THEN '''' || {0} ELSE {0} END").format(name, _FORMULA)
            return SQL("""'"' || replace({}, '"', '""') || '"'""").format(safe)
        case "timestamp":
            # ISO 8601, as in GeoJSON
            return SQL("to_json({})#>>'{{}}'").format(name)
        case _:
            return SQL("{}::text").format(name)


def _drawn(crs: CrsRef) -> Composed:
    return SQL("ST_Transform(page.geom, {})").format(Literal(crs.srid))
