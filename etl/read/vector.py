"""Reads what GDAL reads: fiona says what a file holds, pyogrio fetches its rows through Arrow.

The two see the same file independently: when pyogrio brings fewer rows than fiona was promised, the file is damaged and
is refused, never half loaded.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fiona
import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from fiona.errors import FionaError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from etl.read.dbase import dbase_encoding, read_header
from etl.read.encoding import Encoding
from etl.read.recognise import Format, truncated
from etl.source import GEOMETRY, Source, SourceColumn, choose_layer, unreadable
from gis.crs import read_crs
from gis.errors import SourceError
from gis.quality import Flaw
from gis.text import Text

_DRIVERS = {
    Format.SHAPEFILE: ("ESRI Shapefile",),
    Format.DBASE: ("ESRI Shapefile",),
    Format.GEOPACKAGE: ("GPKG",),
    Format.JSON: ("GeoJSON", "GeoJSONSeq", "TopoJSON"),
}
_NOT_DATA = ("layer_styles", "qgis_projects")
"""Tables QGIS keeps beside the data."""


@dataclass(frozen=True)
class _Inspection:
    """What fiona says of the layer to be read."""

    driver: str
    layer: str
    columns: tuple[SourceColumn, ...]
    crs: CRS | None
    rows: int


def read_vector(path: Path, format: Format, layer: str | None, asked_encoding: str | None) -> Source:
    """Read one layer of a shapefile, dBASE table, GeoPackage, GeoJSON or TopoJSON file.

    Raises:
        SourceError: damaged, truncated, several layers and none chosen, or its texts' encoding cannot be told.
        CrsError: its CRS definition makes no sense.
    """
    encoding = _shapefile_encoding(path, format, asked_encoding)
    with _quiet():
        found = _inspect(path, format, layer, encoding)
        table, geometry_name = _fetch(path, found, encoding)
    if table.num_rows != found.rows:
        raise unreadable(
            path,
            f"bozuk: {found.rows} satırdan {table.num_rows} tanesi okunabildi",
            f"is damaged: {table.num_rows} of its {found.rows} rows can be read",
            Text(tr="Dosyayı kaynağından yeniden alın.", en="Get the file from its source again."),
            "truncated_source",
        )
    fids = table.column(0).to_numpy()
    numbers = fids + 1 if format in (Format.SHAPEFILE, Format.DBASE) else np.arange(1, table.num_rows + 1)
    attributes, text_flaws = _attributes(
        table.drop_columns([table.column_names[0], *([geometry_name] if geometry_name else [])])
    )
    attributes.index = pd.Index(numbers, name="row")
    flaws = list(text_flaws)
    rows = gpd.GeoDataFrame(attributes)
    if geometry_name is not None:
        geometries, unread = _geometries(table.column(geometry_name))
        rows = rows.set_geometry(gpd.GeoSeries(geometries, index=rows.index, name=GEOMETRY))
        flaws += unread
    notes = tuple(_width_notes(attributes, found.columns, encoding))
    name = encoding.name if encoding else None
    return Source(path, found.driver, found.layer, found.columns, rows, found.crs, name, tuple(flaws), notes)


def _shapefile_encoding(path: Path, format: Format, asked: str | None) -> Encoding | None:
    """Checks a shapefile's parts for wholeness on the way: GDAL reads a cut one without a word."""
    if format is Format.SHAPEFILE:
        with path.open("rb") as stream:
            declared = int.from_bytes(stream.read(28)[24:28], "big") * 2
        if path.stat().st_size < declared:
            raise truncated(path)
    table = path.with_suffix(".dbf")
    if format not in (Format.SHAPEFILE, Format.DBASE) or not table.exists():
        return None
    if not read_header(table).names:
        raise unreadable(table, "hiç sütunu yok", "has no column")
    return dbase_encoding(table, asked)


@contextmanager
def _quiet() -> Iterator[None]:
    """GDAL's remarks reach users as findings and notes, not as lines on the terminal."""
    fiona_log, pyogrio_log = logging.getLogger("fiona"), logging.getLogger("pyogrio")
    levels = fiona_log.level, pyogrio_log.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fiona_log.setLevel(logging.CRITICAL)
        pyogrio_log.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            fiona_log.setLevel(levels[0])
            pyogrio_log.setLevel(levels[1])


def _inspect(path: Path, format: Format, wanted: str | None, encoding: Encoding | None) -> _Inspection:
    options = {"encoding": encoding.name} if encoding else {}
    try:
        # A lost .shx is made anew from the .shp; `path` lies in a folder of Kent's own, see gather_shapefile.
        with fiona.Env(SHAPE_RESTORE_SHX="YES"):
            names = [n for n in fiona.listlayers(str(path)) if n not in _NOT_DATA]
            layer = choose_layer(path, names, wanted)
            with fiona.open(
                str(path), layer=layer, enabled_drivers=list(_DRIVERS[format]), **options
            ) as collection:
                columns = tuple(SourceColumn(n, str(t)) for n, t in collection.schema["properties"].items())
                crs = _declared_crs(collection.crs_wkt)
                return _Inspection(collection.driver, layer, columns, crs, len(collection))
    except (FionaError, UnicodeError, TypeError, ValueError) as error:
        raise (_not_geojson(path) if format is Format.JSON else _damaged(path, error)) from None


def _declared_crs(wkt: str) -> CRS | None:
    """Where on earth the file says it is; heights and GeoPackage's "undefined" systems say nothing of that."""
    if not wkt:
        return None
    crs = read_crs(wkt)
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs.name.startswith("Undefined") or not (crs.is_geographic or crs.is_projected):
        return None
    return crs.to_2d()


def _fetch(path: Path, found: _Inspection, encoding: Encoding | None) -> tuple[pa.Table, str | None]:
    options = {"encoding": encoding.name} if encoding else {}
    try:
        meta, table = pyogrio.read_arrow(str(path), layer=found.layer, return_fids=True, **options)
    except (
        DataSourceError,
        DataLayerError,
        FeatureError,
        pa.ArrowException,
        UnicodeError,
        RuntimeError,
    ) as error:
        raise _damaged(path, error) from None
    name = meta["geometry_name"] or "wkb_geometry"
    return table, name if name in table.column_names else None


def _not_geojson(path: Path) -> SourceError:
    return unreadable(
        path,
        "GeoJSON ya da TopoJSON değil, ya da yarım kalmış",
        "is neither GeoJSON nor TopoJSON, or is truncated",
        Text(
            tr="Dosyanın kökü bir FeatureCollection ya da Topology olmalıdır.",
            en="The root of the file must be a FeatureCollection or a Topology.",
        ),
        "truncated_source",
    )


def _damaged(path: Path, error: Exception) -> SourceError:
    said = str(error).replace(str(path), path.name)
    return unreadable(path, f"okunamıyor ({said})", f"cannot be read ({said})", code="truncated_source")


def _attributes(table: pa.Table) -> tuple[pd.DataFrame, list[Flaw]]:
    """Columns as Arrow types: a whole number with gaps stays a whole number."""
    arrays: dict[str, pa.ChunkedArray] = {}
    flaws: list[Flaw] = []
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if isinstance(column.type, pa.BaseExtensionType):
            column = column.cast(column.type.storage_type)
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column, flaw = _decodable(column, name)
            flaws += flaw
        elif pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
            column = pa.chunked_array(
                [pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())]
            )
        arrays[_free_name(name, arrays)] = column
    return pd.DataFrame(
        {n: pd.Series(a, dtype=pd.ArrowDtype(a.type)) for n, a in arrays.items()}, index=range(table.num_rows)
    ), flaws


def _free_name(name: str, taken: dict[str, pa.ChunkedArray]) -> str:
    free, number = name, 2
    while free in taken or free == GEOMETRY:
        free, number = f"{name}_{number}", number + 1
    return free


def _decodable(column: pa.ChunkedArray, name: str) -> tuple[pa.ChunkedArray, list[Flaw]]:
    """The column as true text; values that are not in the file's encoding are told apart and emptied."""
    try:
        column.validate(full=True)
        return column, []
    except pa.ArrowInvalid:
        pass
    texts: list[str | None] = []
    bad: list[int] = []
    for at, value in enumerate(column.cast(pa.binary()).to_pylist()):
        try:
            texts.append(None if value is None else value.decode())
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":  # the column's width cut the last letter
                texts.append(value[: error.start].decode())
            else:
                texts.append(None)
                bad.append(at)
    message = Text(
        tr=f"{name}: metin okunamıyor (kodlama).", en=f"{name}: the text cannot be read (encoding)."
    )
    return pa.chunked_array([pa.array(texts, pa.string())]), [
        Flaw("unreadable_text", np.array(bad), message)
    ] if bad else []


def _geometries(column: pa.ChunkedArray) -> tuple[np.ndarray, list[Flaw]]:
    wkb = np.asarray(column.to_pandas(), dtype=object)
    try:
        geometries = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    except NotImplementedError:  # there are curves among them
        geometries = np.full(len(wkb), None, dtype=object)
        geometries[:] = [_straight(w) for w in wkb]
    lost = np.flatnonzero(shapely.is_missing(geometries) & np.asarray(column.is_valid()))
    message = Text(
        tr="Geometri okunamıyor (eğri, yüzey ya da bozuk).",
        en="The geometry cannot be read (a curve, a surface, or damaged).",
    )
    return geometries, [Flaw("unreadable_geometry", lost, message)] if len(lost) else []


def _straight(wkb: bytes | None) -> BaseGeometry | None:
    """A geometry of straight lines; missing when it has curves, which nobody but its maker can straighten rightly."""
    try:
        geometry: BaseGeometry | None = shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:
        return None
    return geometry


def _width_notes(
    attributes: pd.DataFrame, columns: tuple[SourceColumn, ...], encoding: Encoding | None
) -> Iterator[Text]:
    """A text as long as its column is wide may have been cut by the program that wrote it."""
    if encoding is None:
        return
    for column in columns:
        kind, _, width = column.declared.partition(":")
        if kind != "str" or not width.isdigit() or int(width) < 8 or column.name not in attributes:
            continue
        distinct = attributes[column.name].dropna().unique()
        full = sum(1 for text in distinct if len(str(text).encode(encoding.name, "replace")) >= int(width))
        if full:
            yield Text(
                tr=f"{column.name}: {full} farklı değer sütunun genişliği ({width}) kadar uzun; kesilmiş olabilir.",
                en=f"{column.name}: {full} distinct values fill the column's width ({width}); they may have been cut.",
            )
