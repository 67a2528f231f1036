"""A city in which every hidden value can be recognised wherever it turns up."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import psycopg
import shapely
from psycopg.sql import SQL, Identifier
from psycopg.sql import Literal as Value
from psycopg.types.json import Jsonb

from gis.attachments import NewFile, attach
from gis.definitions import load_order
from gis.privacy import PrivacyClass, stricter
from gis.registry import Field, Layer, Registry
from tests.conftest import STORAGE_SRID

WEST, SOUTH = 500_000.0, 4_425_000.0
"""Lower left corner of the planted city, storage CRS."""
ROWS = 3
CLASSES: tuple[PrivacyClass, ...] = get_args(PrivacyClass)


@dataclass(frozen=True)
class PlantedLayer:
    """One layer's rows: field -> the values planted, and where the first row lies (storage CRS)."""

    layer: Layer
    ids: tuple[int, ...]
    place: tuple[float, float]
    values: dict[str, list[Any]] = field(default_factory=dict)
    files: dict[PrivacyClass, UUID] = field(default_factory=dict)
    """One attached file of each class the layer allows."""
    load_id: int = 0
    """A recorded load whose findings quote every planted value."""

    def file_mark(self, privacy: PrivacyClass) -> bytes:
        """Stands in the content and the title of that class's file, and nowhere else."""
        return f"plantedfile-{self.layer.id}-{privacy}".encode()

    def marks(self, name: str) -> Iterator[bytes]:
        """The values of a field as bytes that occur nowhere else."""
        kind = self.layer.field(name).type
        for value in self.values[name]:
            if kind == "text" or (kind == "number" and isinstance(value, float)):
                yield str(value).encode()
            elif kind in ("date", "timestamp"):
                yield value.isoformat()[: len("1950-01-01")].encode()


def plant(connection: psycopg.Connection, registry: Registry) -> dict[str, PlantedLayer]:
    """Fill every layer with rows whose values are told apart by layer, field and row."""
    planted: dict[str, PlantedLayer] = {}
    for at, layer in enumerate(registry.layers[layer_id] for layer_id in load_order(registry)):
        # Each layer a kilometre from the next, at coordinates whose digits are its own.
        x, y = WEST + 1_000 + at * 1_000 + 137.31, SOUTH + 1_000 + at * 1_000 + 251.77
        rows = [
            {f.name: _value(registry, layer, f, row, planted) for f in layer.fields} for row in range(ROWS)
        ]
        ids = tuple(_insert(connection, layer, values, x + 60 * row, y) for row, values in enumerate(rows))
        connection.execute("UPDATE ops.row_count SET n = %s WHERE layer = %s", [ROWS, layer.id])
        planted[layer.id] = PlantedLayer(
            layer, ids, (x, y), {f.name: [r[f.name] for r in rows] for f in layer.fields}
        )
        _attach(connection, planted[layer.id])
        planted[layer.id] = replace(planted[layer.id], load_id=_record_load(connection, planted[layer.id]))
    return planted


def _record_load(connection: psycopg.Connection, planted: PlantedLayer) -> int:
    """Findings and changes that quote every value, as a load keeps them."""
    said = {
        name: {"tr": f"{name}: {value}", "en": f"{name}: {value}"}
        for name, [value, *_] in planted.values.items()
    }
    findings = [
        {
            "code": "bad_value",
            "field": name,
            "severity": "warning",
            "count": 1,
            "rows": [1],
            "example": text,
            "places": [],
        }
        for name, text in said.items()
    ]
    changes = [
        {"kind": "changed", "key": str(value), "fields": [name], "moved_m": None, "lonlat": None}
        for name, [value, *_] in planted.values.items()
    ]
    row = connection.execute(
        "INSERT INTO ops.load (layer, file, mode, state, actor, findings, changes) "
        "VALUES (%s, 'planted.zip', 'upsert', 'published', 'test', %s, %s) RETURNING id",
        [planted.layer.id, Jsonb(findings), Jsonb(changes)],
    ).fetchone()
    assert row is not None
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ops.finding (load_id, row_no, feature_id, code, field, severity, message) "
            "VALUES (%s, 1, %s, 'bad_value', %s, 'warning', %s)",
            [(row[0], planted.ids[0], name, Jsonb(text)) for name, text in said.items()],
        )
    return int(row[0])


def _attach(connection: psycopg.Connection, planted: PlantedLayer) -> None:
    rule = planted.layer.attachments
    for privacy in CLASSES if rule is not None else ():
        if (
            rule is None
            or not stricter(privacy, rule.privacy)
            or (privacy == "personal" and rule.activity is None)
        ):
            continue
        mark = planted.file_mark(privacy)
        file = NewFile("planted.pdf", b"%PDF-1.7 " + mark, mark.decode(), privacy)
        kept = attach(connection, planted.layer, planted.ids[0], file, actor="PLANTEDACTOR", most_bytes=1_000)
        planted.files[privacy] = kept.uid


def _insert(connection: psycopg.Connection, layer: Layer, values: dict[str, Any], x: float, y: float) -> int:
    columns = [*values, "changed_by"] + (["geom"] if layer.geometry != "none" else [])
    written = [Value(v) for v in [*values.values(), "PLANTEDACTOR"]]
    if layer.geometry_type:
        shape = shapely.to_wkb(
            shapely.set_srid(_shape(layer, x, y), STORAGE_SRID), include_srid=True, hex=True
        )
        written.append(Value(shape))
    statement = SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
        Identifier("city", layer.id), SQL(", ").join(map(Identifier, columns)), SQL(", ").join(written)
    )
    row = connection.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


def _shape(layer: Layer, x: float, y: float) -> shapely.Geometry:
    kind = layer.geometry_type or ""
    if kind.endswith("Point"):
        return shapely.Point(x, y)
    if kind.endswith("LineString"):
        line = shapely.LineString([(x - 20, y), (x + 20, y)])
        return shapely.MultiLineString([line]) if kind.startswith("Multi") else line
    box = shapely.box(x - 20, y - 20, x + 20, y + 20)
    return shapely.MultiPolygon([box]) if kind.startswith("Multi") else box


def _value(registry: Registry, layer: Layer, f: Field, row: int, planted: dict[str, PlantedLayer]) -> Any:
    seed = int.from_bytes(hashlib.blake2b(f"{layer.id}.{f.name}.{row}".encode(), digest_size=5).digest())
    match f.type:
        case "text":
            return f"planted{seed:013d}"
        case "integer" | "number":
            low = f.min if f.min is not None else 0.0
            high = f.max if f.max is not None else low + 1000
            return (
                int(low + seed % max(int(high - low), 1))
                if f.type == "integer"
                else low + (high - low) * (seed % 10**9) / 10**9
            )
        case "boolean":
            return row % 2 == 0
        case "date":
            return date(1950, 1, 1) + timedelta(days=seed % 10_000)
        case "timestamp":
            return datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=seed % 10_000)
        case "code":
            codes = registry.codes[f.codes or ""].codes
            return codes[seed % len(codes)].code
        case "reference":
            return planted[f.layer or ""].ids[row]
