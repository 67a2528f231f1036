"""Quarantined rows as a GeoPackage: to be corrected in QGIS and loaded again (``etl.fix``)."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg
import pyogrio
import shapely
from psycopg.rows import dict_row

from etl.read.columns import free_name
from gis.errors import Conflict, NotFound
from gis.load_report import unknown_load
from gis.municipality import Home
from gis.text import Language, Text

LAYER = "quarantine"
"""The GeoPackage's layer."""
ROW, CODE, REASON = "kent_row", "kent_code", "kent_reason"
"""Columns beside the row's own: its number in the loaded file, codes and messages of what is wrong with it."""
_RESERVED = {"FID": "kent_fid", "GEOMETRY_NAME": "kent_geom"}
"""Named so that no column of a file meets them."""

_LOAD = "SELECT layer, plan->'columns' FROM ops.load WHERE id = %s"
_ROWS = """
    SELECT row_no, array_agg(DISTINCT code) AS codes, (array_agg(attributes))[1] AS attributes,
        array_agg(message->>%(language)s ORDER BY severity, code, field) AS reasons,
        (array_agg(ST_AsBinary(geom)))[1] AS geom
    FROM ops.quarantine WHERE load_id = %(load)s AND fixed_by IS NULL GROUP BY row_no ORDER BY row_no
"""


def export_quarantine(
    connection: psycopg.Connection, home: Home, load_id: int, file: Path, language: Language
) -> int:
    """Write the rows of a load that are still in quarantine, each once, as they came and with what is wrong with them.

    Args:
        file: made anew, readable by its owner alone: rows may hold personal values.

    Returns:
        Number of rows.

    Raises:
        NotFound: no such load, or no row of it is in quarantine.
        Conflict: there is a file already, perhaps with somebody's corrections.
    """
    layer_id, mapped = _load(connection, load_id)
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_ROWS, {"load": load_id, "language": language}).fetchall()
    if not rows:
        raise NotFound(
            "nothing_in_quarantine",
            Text(
                tr=f"{load_id} numaralı yüklemeden karantinada satır yok.",
                en=f"No row of load {load_id} is in quarantine.",
            ),
        )
    if file.exists():
        raise Conflict(
            "file_exists",
            Text(tr=f"{file} zaten var.", en=f"{file} exists already."),
            Text(tr="Başka bir ad verin.", en="Give another name."),
        )
    columns = {
        ROW: pd.Series([r["row_no"] for r in rows], dtype="int64"),
        CODE: pd.Series([", ".join(r["codes"]) for r in rows], dtype="str"),
        REASON: pd.Series([" ".join(r["reasons"]) for r in rows], dtype="str"),
    }
    taken = {name.casefold() for name in (*columns, *_RESERVED.values())}
    for name in _names([r["attributes"] for r in rows], mapped):
        own = name if name.casefold() not in taken else free_name(name.casefold(), taken)
        taken.add(own.casefold())
        columns[own] = _column([(r["attributes"] or {}).get(name) for r in rows])
    frame = pd.DataFrame(columns)
    if home.registry.layer(layer_id).geometry != "none":
        geometries = shapely.from_wkb(np.array([r["geom"] for r in rows], dtype=object))
        frame = gpd.GeoDataFrame(frame, geometry=geometries, crs=home.municipality.srid)
    _write(frame, file)
    return len(rows)


def _load(connection: psycopg.Connection, load_id: int) -> tuple[str, list[str]]:
    """Its layer, and the columns that were mapped."""
    row = connection.execute(_LOAD, (load_id,)).fetchone()
    if row is None:
        raise unknown_load(load_id)
    return row[0], [c["column"] for c in row[1] or () if c["column"] is not None]


def _names(attributes: Sequence[Mapping[str, Any] | None], first: Sequence[str]) -> list[str]:
    """All columns, those of the mapping first; but not those of an earlier export."""
    found = dict.fromkeys(name for row in attributes for name in row or ())
    ordered = dict.fromkeys([*(n for n in first if n in found), *found])
    return [name for name in ordered if name not in (ROW, CODE, REASON)]


def _column(values: list[Any]) -> "pd.Series[Any]":
    """Of the one type that all values have; of texts where they have several."""
    present = [v for v in values if v is not None]
    kinds = {type(v) for v in present}
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if kinds == {int} and all(abs(v) < 2**63 for v in present):
        return pd.Series(values, dtype="Int64")
    if kinds and kinds <= {int, float}:
        return pd.Series(values, dtype="Float64")
    return pd.Series([None if v is None else str(v) for v in values], dtype="str")


def _write(frame: pd.DataFrame, file: Path) -> None:
    new = file.with_name(f".{os.getpid()}-{file.name}")
    # GDAL looks at the name's end, which stays.
    try:
        pyogrio.write_dataframe(
            frame,
            new,
            layer=LAYER,
            driver="GPKG",
            geometry_type="Unknown" if isinstance(frame, gpd.GeoDataFrame) else None,
            layer_options=_RESERVED,
        )
        new.chmod(0o600)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
