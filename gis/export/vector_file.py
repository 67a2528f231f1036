"""GeoPackage and FlatGeobuf, by GDAL. Imported where a file is written only: GDAL takes memory and time to load."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyogrio

from gis.crs import epsg_uri
from gis.export.arrow import GEOMETRY
from gis.export.formats import FLATGEOBUF, GEOPACKAGE, FileFormat
from gis.export.rows import FileRows

_DRIVERS = {GEOPACKAGE: "GPKG", FLATGEOBUF: "FlatGeobuf"}


def write_vector_file(
    file: Path,
    rows: FileRows,
    file_format: FileFormat,
    schema: pa.Schema,
    batches: Iterator[pa.RecordBatch],
    *,
    placeless: bool,
) -> None:
    """Args: placeless: whether a row has no geometry; FlatGeobuf's spatial index has no room for it."""
    options: dict[str, str] = {}
    if file_format == GEOPACKAGE:
        options = {"FID": "id", "GEOMETRY_NAME": "geom", "IDENTIFIER": rows.title}
    elif placeless or rows.geometry_type is None:
        options = {"SPATIAL_INDEX": "NO"}
    place = {"geometry_name": GEOMETRY, "geometry_type": rows.geometry_type, "crs": epsg_uri(rows.srid)}
    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(schema, batches),
        file,
        layer=rows.name,
        driver=_DRIVERS[file_format],
        layer_options=options,
        **(place if rows.geometry_type else {}),
    )
