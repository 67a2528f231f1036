"""All that is recorded of one load, for its report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from psycopg.rows import dict_row

from gis.crs import operation
from gis.derive.load_page import load_page
from gis.errors import NotFound
from gis.municipality import Home
from gis.text import Language, Text

READ_LOAD = """
    SELECT id, layer, file, encode(file_sha256, 'hex') AS file_sha256, mode, state, actor, plan, counts, findings, changes,
        error, started_at, finished_at, undoes, fixes, job,
        (SELECT max(u.id) FROM ops.load u WHERE u.undoes = l.id AND u.state = 'published') AS undone_by
    FROM ops.load l WHERE id = %(id)s AND (%(layers)s::text[] IS NULL OR layer = ANY (%(layers)s))
"""
READ_FINDINGS = """
    SELECT row_no, feature_id, code, field, severity, message, ST_X(place) AS x, ST_Y(place) AS y FROM ops.finding
    WHERE load_id = %(id)s ORDER BY severity, code, row_no LIMIT %(most)s
"""
MOST_FINDINGS = 1000
"""Told one by one; beyond them a report has the numbers of each kind."""


@dataclass(frozen=True)
class LoadRecord:
    """One load.

    Args:
        load: as ``ops.load`` has it; findings and changes are counted and sampled.
        findings: the first of them one by one; ``lonlat`` is longitude and latitude, or None.
    """

    load: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, home: Home, load: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> "LoadRecord":
        """Args: found: rows of ``READ_FINDINGS``."""
        metres = np.array([(f["x"], f["y"]) for f in found], dtype=float).reshape(-1, 2)
        to_degrees = operation(home.municipality.srid, 4326, home.boundary.bounds).transformer
        degrees = np.column_stack(to_degrees.transform(metres[:, 0], metres[:, 1]))
        known = np.isfinite(degrees).all(axis=1)
        told = [
            {k: v for k, v in f.items() if k not in ("x", "y")}
            | {"lonlat": [round(float(x), 7), round(float(y), 7)] if placed else None}
            for f, (x, y), placed in zip(found, degrees, known, strict=True)
        ]
        return cls(load, told)

    def as_json(self) -> dict[str, Any]:
        return {**self.load, "findings_by_row": list(self.findings)}


def read_load(home: Home, connection: psycopg.Connection[Any], load_id: int) -> LoadRecord:
    """Raises: NotFound."""
    with connection.cursor(row_factory=dict_row) as cursor:
        load = cursor.execute(READ_LOAD, {"id": load_id, "layers": None}).fetchone()
        found = cursor.execute(READ_FINDINGS, {"id": load_id, "most": MOST_FINDINGS}).fetchall()
    if load is None:
        raise unknown_load(load_id)
    return LoadRecord.of(home, load, found)


def record_page(home: Home, record: LoadRecord, language: Language) -> str:
    """The report as a page that needs no other file."""
    layer = home.registry.layers.get(record.load["layer"])
    return load_page(record.load, record.findings, layer, home.municipality.name, home.boundary, language)


def unknown_load(load_id: int) -> NotFound:
    return NotFound(
        "unknown_load",
        Text(tr=f"{load_id} numaralı yükleme yok.", en=f"There is no load {load_id}."),
        Text(tr="'kent loads' listeler.", en="'kent loads' lists them."),
    )
