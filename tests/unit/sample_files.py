"""Reads the sample city's files without Kent, as a witness for what Kent makes of them."""

import csv
import html
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import yaml
from shapely.geometry import Point

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
MADE = sorted(
    p
    for p in SAMPLES.iterdir()
    if p.is_file() and p.suffix != ".py" and p.name not in ("README.md", "load.yaml", "municipality.yaml")
)
"""The files the script writes."""
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))
LOADS: list[dict[str, str]] = yaml.safe_load((SAMPLES / "load.yaml").read_text(encoding="utf-8"))

Rows = list[dict[str, Any]]

_ENCODINGS = {
    "parcel.zip": "cp1254", "poi.csv": "cp1254", "asset.csv": "utf-8-sig",
    "building_unit.csv": "cp1254", "easement.zip": "cp1254", "parcel_lineage.csv": "utf-8-sig",
    "bus_stop.csv": "cp1254", "tree.csv": "utf-8-sig",
    "water_valve.zip": "cp1254", "manhole.csv": "cp1254", "gas_pipe.zip": "cp1254", "power_line.zip": "cp1254",
    "lighting_pole.csv": "cp1254", "rack.csv": "cp1254", "duct.zip": "cp1254", "qr_point.csv": "cp1254",
    "work_order.csv": "cp1254",
}  # fmt: skip
_LAYERS = {"sewer_pipe.gpkg": "kanal_hatti"}


def features(file: str) -> gpd.GeoDataFrame:
    """Features in the city's CRS, EPSG:5254."""
    rows = gpd.GeoDataFrame(
        pyogrio.read_dataframe(SAMPLES / file, encoding=_ENCODINGS.get(file), layer=_LAYERS.get(file))
    )
    if rows.crs is None:  # TopoJSON cannot say
        rows = rows.set_crs("EPSG:4326")
    return rows.to_crs("EPSG:5254")


def rows_of(file: str) -> Rows:
    """Attributes of any of the files; None where there is nothing."""
    match Path(file).suffix:
        case ".xlsx":
            return _sheet(file)
        case ".csv":
            with (SAMPLES / file).open(encoding=_ENCODINGS[file], newline="") as stream:
                return list(csv.DictReader(stream, delimiter=";"))
        case _:
            return records(features(file).drop(columns="geometry"))


def records(frame: pd.DataFrame) -> Rows:
    """Rows with their columns' names, and the geometry where there is one; None where there is nothing."""
    plain = pd.DataFrame(frame).astype(object)
    return [
        {str(k): v for k, v in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _sheet(file: str) -> Rows:
    lines = openpyxl.load_workbook(SAMPLES / file).worksheets[0].iter_rows(values_only=True)
    heading = [str(title) for title in next(lines)]
    return [dict(zip(heading, line, strict=True)) for line in lines]


def number(text: str) -> float:
    """A number with a decimal comma."""
    return float(text.replace(",", "."))


def position(row: dict[str, Any]) -> Point:
    """Where a table's row lies: Y is the easting, X the northing."""
    return Point(number(row["Y"]), number(row["X"]))


def text_in(file: Path) -> str:
    """All the text of a file, unpacked."""
    if file.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(file) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist())
    else:
        raw = file.read_bytes()
    # A workbook writes every letter beyond ASCII as a character reference.
    return html.unescape(raw.decode(_ENCODINGS.get(file.name, "utf-8"), errors="replace"))
