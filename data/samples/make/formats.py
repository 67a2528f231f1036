"""Writers that give the same bytes at every run: fixed dates, no trace of the machine."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from openpyxl import Workbook
from openpyxl.xml.functions import tostring
from pyproj import Transformer
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

CITY_CRS = "EPSG:5254"
WRITTEN = datetime(2025, 1, 15, 9, 0, 0)
"""When the files claim to have been written."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Rows of a file: attributes under its own column names, and for each a geometry in the city's CRS."""

    attributes: list[Row]
    geometries: Sequence[BaseGeometry | None]

    def frame(self, crs: str) -> gpd.GeoDataFrame:
        """As a GeoDataFrame in another CRS."""
        table = pd.DataFrame(
            {name: _column([row[name] for row in self.attributes]) for name in self.attributes[0]}
        )
        return gpd.GeoDataFrame(table, geometry=np.array(self.geometries, dtype=object), crs=CITY_CRS).to_crs(
            crs
        )


def _column(values: list[Any]) -> Any:
    """Dates stay dates, and whole numbers with gaps stay whole."""
    first = next((v for v in values if v is not None), None)
    if isinstance(first, date):
        return pd.Series(values, dtype=pd.ArrowDtype(pa.date32()))
    if isinstance(first, int) and not isinstance(first, bool):
        return pd.Series(values, dtype="Int64")
    return values


def write_geojson(rows: Rows, file: Path) -> None:
    """RFC 7946: longitude and latitude to a millimetre, outer rings counter-clockwise, a feature a line."""
    degrees = to_degrees(rows.geometries)
    features = [
        json.dumps({"type": "Feature", "properties": row, "geometry": mapping(shape)}, ensure_ascii=False)
        for row, shape in zip(rows.attributes, degrees, strict=True)
    ]
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
    file.write_text(text, encoding="utf-8")


def write_topojson(rows: Rows, file: Path, *, name: str) -> None:
    """Lines as a topology of whole arcs, one a line; longitude and latitude, not quantised."""
    degrees = to_degrees(rows.geometries)
    topology = {
        "type": "Topology",
        "arcs": [shapely.get_coordinates(line).tolist() for line in degrees],
        "objects": {
            name: {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "LineString", "arcs": [at], "properties": row}
                    for at, row in enumerate(rows.attributes)
                ],
            }
        },
    }
    file.write_text(json.dumps(topology, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def to_degrees(geometries: Iterable[BaseGeometry | None]) -> list[BaseGeometry]:
    """Longitude and latitude (WGS 84), rounded to 8 decimals."""
    transformer = Transformer.from_crs(CITY_CRS, "EPSG:4326", always_xy=True)
    turned = shapely.transform(
        list(geometries),
        lambda c: pd.DataFrame(transformer.transform(c[:, 0], c[:, 1])).T.round(8).to_numpy(),
    )
    return list(shapely.orient_polygons(turned))


def write_shapefile(
    rows: Rows, file: Path, *, crs: str, name: str, encoding: str, declare_encoding: bool
) -> None:
    """A zipped shapefile. An undeclared encoding is left out: no .cpg, and 0x57 ("ANSI") in the DBF."""
    with TemporaryDirectory() as folder:
        shapefile = Path(folder) / f"{name}.shp"
        with _dated():
            pyogrio.write_dataframe(
                rows.frame(crs),
                shapefile,
                use_arrow=True,
                encoding=encoding,
                layer_options={"DBF_DATE_LAST_UPDATE": f"{WRITTEN:%Y-%m-%d}"},
            )
        parts = {p.name: p.read_bytes() for p in sorted(Path(folder).iterdir())}
    if not declare_encoding:
        del parts[f"{name}.cpg"]
        table = bytearray(parts[f"{name}.dbf"])
        table[29] = 0x57
        parts[f"{name}.dbf"] = bytes(table)
    file.write_bytes(_zipped(parts))


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def write_geopackage(layers: dict[str, Rows], file: Path, *, crs: str) -> None:
    """A GeoPackage with one or more layers."""
    with TemporaryDirectory() as folder, _dated():
        package = Path(folder) / "package.gpkg"
        for name, rows in layers.items():
            pyogrio.write_dataframe(
                rows.frame(crs), package, use_arrow=True, layer=name, append=package.exists()
            )
        file.write_bytes(package.read_bytes())


@contextmanager
def _dated() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{WRITTEN:%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_workbook(sheets: dict[str, list[Row]], file: Path) -> None:
    """An Excel workbook: a heading line and the rows on each sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    packed = io.BytesIO()
    workbook.save(packed)
    with zipfile.ZipFile(packed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    properties = workbook.properties
    properties.creator, properties.created, properties.modified = "Çınarova Belediyesi", WRITTEN, WRITTEN
    parts["docProps/core.xml"] = tostring(properties.to_tree())
    file.write_bytes(_zipped(parts))


def write_csv(rows: list[Row], file: Path, *, encoding: str) -> None:
    """Semicolons and Windows line ends, as Excel writes them in Turkey."""
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def turkish(value: float, decimals: int) -> str:
    """A number as text: dots between thousands, a decimal comma."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def with_comma(value: float, decimals: int) -> str:
    """A number as text with a decimal comma and no thousands dots."""
    return f"{value:.{decimals}f}".replace(".", ",")


def sheet_position(place: Point) -> Row:
    """Turkish survey tables call the easting Y and the northing X."""
    return {"Y": with_comma(place.x, 2), "X": with_comma(place.y, 2)}


def yes_or_no(value: bool) -> str:
    """A truth as a clerk types it."""
    return "Evet" if value else "Hayır"
