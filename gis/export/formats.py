"""The file formats a layer can be downloaded in. Pure."""

from dataclasses import dataclass
from typing import Literal

FileFormatName = Literal["csv", "gpkg", "geoparquet", "fgb", "geojsonseq"]


@dataclass(frozen=True)
class FileFormat:
    """One of them.

    Attributes:
        name: value of ``f=``.
        title: as people call it, in every language.
        extension: of the file's name.
        grows: whether the first rows can be sent while the last are read; the others are made whole first.
    """

    name: FileFormatName
    title: str
    media_type: str
    extension: str
    grows: bool = False


CSV = FileFormat("csv", "CSV", "text/csv; charset=utf-8", "csv", grows=True)
GEOPACKAGE = FileFormat("gpkg", "GeoPackage", "application/geopackage+sqlite3", "gpkg")
GEOPARQUET = FileFormat("geoparquet", "GeoParquet", "application/vnd.apache.parquet", "parquet")
FLATGEOBUF = FileFormat("fgb", "FlatGeobuf", "application/flatgeobuf", "fgb")
GEOJSON_SEQUENCE = FileFormat(
    "geojsonseq", "GeoJSON text sequence", "application/geo+json-seq", "geojsons", grows=True
)

FILE_FORMATS = {f.name: f for f in (CSV, GEOPACKAGE, GEOPARQUET, FLATGEOBUF, GEOJSON_SEQUENCE)}
"""By the value of ``f=``."""
