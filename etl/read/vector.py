"""Reads what GDAL reads: fiona says what a file holds, pyogrio streams its rows through Arrow.

The two see the same file independently: when pyogrio brings fewer rows than fiona was promised, the file is damaged and
is refused, never half loaded. Formats that fiona's GDAL cannot open are inspected by pyogrio alone.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import fiona
import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from fiona._err import CPLE_BaseError
from fiona.errors import FionaError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from pyproj import CRS

from etl.read.columns import free_name, plain_columns
from etl.read.dbase import DbaseTexts, read_header, scan_texts
from etl.read.encoding import Encoding
from etl.read.gdal import quiet, restoring_index, told
from etl.read.geometry import from_wkb
from etl.read.recognise import Format, too_many_columns, truncated
from etl.source import (
    BATCH_ROWS,
    Batch,
    Source,
    SourceColumn,
    SourceLayer,
    SourceLimits,
    choose_layer,
    unreadable,
)
from gis.crs import read_crs
from gis.errors import SourceError
from gis.quality import Flaw, Shapes
from gis.text import Text

_DRIVERS = {
    Format.SHAPEFILE: ("ESRI Shapefile",),
    Format.DBASE: ("ESRI Shapefile",),
    Format.GEOPACKAGE: ("GPKG",),
    Format.JSON: ("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON"),
    Format.FLATGEOBUF: ("FlatGeobuf",),
    Format.FILE_GEODATABASE: ("OpenFileGDB",),
    Format.MAPINFO: ("MapInfo File",),
    Format.KML: ("LIBKML", "KML"),
    Format.GML: ("GML",),
    Format.EDIGEO: ("EDIGEO",),
    Format.OSM: ("OSM",),
    Format.DXF: ("DXF",),
}
_PASSED_OVER = {
    Format.KML: frozenset({
        "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon",
    }),
    Format.GML: frozenset({"lowerCorner", "upperCorner"}),
}  # fmt: skip
"""Columns that say how to draw, or repeat the geometry."""
_BY_FIONA = frozenset(
    {
        Format.SHAPEFILE,
        Format.DBASE,
        Format.GEOPACKAGE,
        Format.FLATGEOBUF,
        Format.FILE_GEODATABASE,
        Format.MAPINFO,
    }
)
"""Formats whose columns have declared widths and whose damage GDAL passes over."""
_PARSED_WHOLE = frozenset({Format.OSM, Format.EDIGEO})
"""Formats that are parsed from end to end for each layer: their rows are not counted for a list of layers."""
_DTYPES = {"object": "str", "int32": "int32", "float64": "float"}
_NOT_DATA = ("layer_styles", "qgis_projects")
"""Tables QGIS keeps beside the data."""
_BATCH_BYTES = 6 * 1024**2

_FAULTS = (
    FionaError,
    CPLE_BaseError,
    OSError,
    DataSourceError,
    DataLayerError,
    FeatureError,
    pa.ArrowException,
    UnicodeError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What GDAL's two readers raise over a file."""


@dataclass(frozen=True)
class _Inspection:
    """What a file says of the layer to be read, before any row of it is believed."""

    driver: str
    layer: str
    columns: tuple[SourceColumn, ...]
    stored: tuple[str, ...]
    """What the columns are called in the file."""
    crs: CRS | None
    rows: int | None
    geometry: str | None


def open_vector(
    path: Path, format: Format, layer: str | None, asked_encoding: str | None, limits: SourceLimits
) -> Source:
    """Open one layer of a file that GDAL reads.

    Raises:
        SourceError: damaged, truncated, several layers and none chosen, or its texts' encoding cannot be told.
        CrsError: its CRS definition makes no sense.
    """
    texts = _shapefile_texts(path, format, asked_encoding)
    encoding = texts.encoding if texts else None
    found = _inspect(path, format, layer, encoding)
    if len(found.columns) > limits.columns:
        raise too_many_columns(path, len(found.columns), limits.columns)

    def batches() -> Iterator[Batch]:
        return _stream(path, format, found, encoding, limits)

    return Source(
        path,
        found.driver,
        found.layer,
        found.columns,
        found.geometry is not None,
        batches,
        found.rows,
        found.crs,
        encoding.name if encoding else None,
        tuple(texts.width_notes()) if texts else (),
    )


def vector_layers(path: Path, format: Format) -> tuple[SourceLayer, ...]:
    """The layers that hold data.

    Raises:
        SourceError: damaged.
    """
    try:
        with quiet(), restoring_index():
            if format in _PARSED_WHOLE:
                return tuple(SourceLayer(str(n), None, t) for n, t in pyogrio.list_layers(str(path)))
            return tuple(_described(path, format, name) for name in _layer_names(path, format))
    except _FAULTS as error:
        raise _unopened(path, format, error) from None


def _described(path: Path, format: Format, name: str) -> SourceLayer:
    found = _inspected(path, format, name, None)
    return SourceLayer(name, found.rows, found.geometry)


def _shapefile_texts(path: Path, format: Format, asked: str | None) -> DbaseTexts | None:
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
    return scan_texts(table, asked)


def _layer_names(path: Path, format: Format) -> list[str]:
    names = (
        fiona.listlayers(str(path)) if format in _BY_FIONA else [n for n, _ in pyogrio.list_layers(str(path))]
    )
    return [n for n in names if n not in _NOT_DATA]


def _inspect(path: Path, format: Format, wanted: str | None, encoding: Encoding | None) -> _Inspection:
    try:
        with quiet(), restoring_index():
            layer = choose_layer(path, _layer_names(path, format), wanted)
            return _inspected(path, format, layer, encoding)
    except _FAULTS as error:
        raise _unopened(path, format, error) from None


def _inspected(path: Path, format: Format, layer: str, encoding: Encoding | None) -> _Inspection:
    options = {"encoding": encoding.name} if encoding else {}
    if format in _BY_FIONA:
        with fiona.open(
            str(path), layer=layer, enabled_drivers=list(_DRIVERS[format]), **options
        ) as collection:
            declared = [(str(n), str(t)) for n, t in collection.schema["properties"].items()]
            kind, driver, crs = collection.schema["geometry"], collection.driver, collection.crs_wkt
            rows = _promised(collection)
    else:
        counted = format is not Format.OSM  # which would have to be read whole
        info = pyogrio.read_info(str(path), layer=layer, force_feature_count=counted, **options)
        driver = info["driver"]
        if driver not in _DRIVERS[format]:
            raise unreadable(
                path, f"{driver} olarak açılıyor", f"opens as {driver}", code="unsupported_format"
            )
        unwanted = _PASSED_OVER.get(format, frozenset())
        fields = zip(info["fields"], info["dtypes"], strict=True)
        declared = [(str(n), _DTYPES.get(str(t), str(t))) for n, t in fields if n not in unwanted]
        if format is Format.GML:
            declared += _other_geometries(path, layer)
        kind, crs = info["geometry_type"] or "None", info["crs"]
        rows = info["features"] if counted else None
    columns: dict[str, SourceColumn] = {}
    for name, type in declared:
        free = free_name(name, columns)
        columns[free] = SourceColumn(free, type)
    return _Inspection(
        driver,
        layer,
        tuple(columns.values()),
        tuple(n for n, _ in declared),
        _declared_crs(crs),
        rows,
        None if kind == "None" else kind,
    )


def _promised(collection: fiona.Collection) -> int | None:
    try:
        return len(collection)
    except TypeError:  # MIF does not count
        return None


def _other_geometries(path: Path, layer: str) -> list[tuple[str, str]]:
    """Geometry columns beside the first one; only GML has them."""
    with pyogrio.open_arrow(str(path), layer=layer, batch_size=1, use_pyarrow=True) as (meta, reader):
        names = [f.name for f in reader.schema if _is_geometry(f)]
    return [(n, "wkt") for n in names if n != meta["geometry_name"]]


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


def _stream(
    path: Path, format: Format, found: _Inspection, encoding: Encoding | None, limits: SourceLimits
) -> Iterator[Batch]:
    """Raises: SourceError when the rows end before the promised number."""
    options = {"encoding": encoding.name} if encoding else {}
    per_row = path.stat().st_size / (found.rows or BATCH_ROWS)
    rows = int(min(BATCH_ROWS, max(64, _BATCH_BYTES // max(1.0, per_row))))
    done = 0
    try:
        with ExitStack() as stack:
            with quiet():
                meta, reader = stack.enter_context(
                    pyogrio.open_arrow(
                        str(path),
                        layer=found.layer,
                        return_fids=True,
                        batch_size=rows,
                        use_pyarrow=True,
                        **options,
                    )
                )
            geometry = meta["geometry_name"] or "wkb_geometry"
            while (record_batch := _next(reader)) is not None:
                batch = _batch(record_batch, geometry, found, format, done, limits)
                done += len(batch)
                if len(batch):
                    yield batch
    except _FAULTS as error:
        raise _damaged(path, error) from None
    if found.rows is not None and done != found.rows:
        raise unreadable(
            path,
            f"bozuk: {found.rows} satırdan {done} tanesi okunabildi",
            f"is damaged: {done} of its {found.rows} rows can be read",
            Text(tr="Dosyayı kaynağından yeniden alın.", en="Get the file from its source again."),
            "truncated_source",
        )


def _next(reader: pa.RecordBatchReader) -> pa.RecordBatch | None:
    with quiet():
        try:
            return reader.read_next_batch()
        except StopIteration:
            return None


def _batch(
    record_batch: pa.RecordBatch,
    geometry: str,
    found: _Inspection,
    format: Format,
    done: int,
    limits: SourceLimits,
) -> Batch:
    table = pa.Table.from_batches([record_batch])
    fids = table.column(0).to_numpy()
    numbers = fids + 1 if format in (Format.SHAPEFILE, Format.DBASE) else done + 1 + np.arange(len(fids))
    stored = table.select([n for n in found.stored if n in table.column_names])
    attributes, flaws = plain_columns(_with_other_geometries(stored), [c.name for c in found.columns])
    if found.geometry is None:
        return Batch(attributes, None, numbers, tuple(flaws))
    shapes, unread = _shapes(table, geometry, limits)
    return Batch(attributes, shapes, numbers, (*flaws, *unread))


def _with_other_geometries(table: pa.Table) -> pa.Table:
    """A second geometry of a feature, such as a parcel's point of reference, is kept as WKT."""
    for at, field in enumerate(table.schema):
        if _is_geometry(field):
            wkt = shapely.to_wkt(
                shapely.from_wkb(table.column(at).to_numpy(), on_invalid="ignore"), trim=True
            )
            table = table.set_column(at, field.name, pa.array(wkt, pa.string()))
    return table


def _is_geometry(field: pa.Field) -> bool:
    metadata = field.metadata or {}
    return metadata.get(b"ARROW:extension:name") in (b"ogc.wkb", b"geoarrow.wkb")


def _shapes(table: pa.Table, name: str, limits: SourceLimits) -> tuple[Shapes, list[Flaw]]:
    if name not in table.column_names:
        return Shapes.none(table.num_rows), []
    array = table.column(name).chunk(0)
    return from_wkb(
        array.storage if isinstance(array.type, pa.BaseExtensionType) else array, limits.geometry_bytes
    )


def _unopened(path: Path, format: Format, error: Exception) -> SourceError:
    return _not_geojson(path) if format is Format.JSON else _damaged(path, error)


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
    said = told(path, error)
    return unreadable(path, f"okunamıyor ({said})", f"cannot be read ({said})", code="truncated_source")
