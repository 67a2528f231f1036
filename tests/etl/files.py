"""Files as offices hand them over, written by the tests."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
from shapely.geometry.base import BaseGeometry

from etl.read import open_source
from etl.source import Source, SourceLimits, SourceRequest
from gis.quality import Flaw


@dataclass(frozen=True)
class Read:
    """A source with all its rows; the index holds their numbers."""

    source: Source
    rows: gpd.GeoDataFrame
    flaws: tuple[Flaw, ...]
    batches: int


def read(request: SourceRequest, limits: SourceLimits | None = None) -> Read:
    """Read a source to its end."""
    with open_source(request, limits) as source:
        batches = list(source.batches())
    parts, flaws, before = [], [], 0
    for batch in batches:
        part = batch.attributes.to_pandas(types_mapper=pd.ArrowDtype)
        part.index = pd.Index(batch.numbers, name="row")
        if batch.geometries is not None:
            part["geometry"] = batch.geometries
        parts.append(part)
        flaws += [replace(f, rows=f.rows + before) for f in batch.flaws]
        before += len(batch)
    rows = pd.concat(parts)
    return Read(
        source,
        gpd.GeoDataFrame(rows, geometry="geometry" if source.has_geometry else None),
        tuple(flaws),
        len(batches),
    )


def write_shapefile(
    path: Path,
    columns: Mapping[str, Sequence[Any]],
    geometries: Sequence[BaseGeometry | None],
    *,
    crs: int | None = 4326,
    encoding: str = "utf-8",
    cpg: bool = True,
    language_driver: int | None = None,
) -> Path:
    """A shapefile whose .cpg and language driver byte say what the test wants."""
    frame = gpd.GeoDataFrame(dict(columns), geometry=np.array(geometries, dtype=object), crs=crs)
    pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    if language_driver is not None:
        table = path.with_suffix(".dbf")
        data = bytearray(table.read_bytes())
        data[29:30] = struct.pack("B", language_driver)
        table.write_bytes(data)
    return path


def write_geojson(
    path: Path, columns: Mapping[str, Sequence[Any]], geometries: Sequence[BaseGeometry | None]
) -> Path:
    """RFC 7946: longitude and latitude, and no ``crs`` member."""
    frame = gpd.GeoDataFrame(dict(columns), geometry=np.array(geometries, dtype=object), crs=4326)
    pyogrio.write_dataframe(frame, path, driver="GeoJSON", RFC7946="YES")
    return path


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path
