"""Layer -> its stored tables: ``city.<layer>`` and ``history.<layer>``. Pure.

These are migrated (``gis.database.migrate``). Indexes, constraints and triggers are derived objects instead.
"""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.types import TypeEngine

from gis.registry import Field, FieldType, Layer, Registry

_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    "text": Text,
    "integer": BigInteger,
    "number": Double,
    "boolean": Boolean,
    "date": Date,
    "code": Text,
    "reference": BigInteger,
}


def metadata(registry: Registry, srid: int) -> MetaData:
    """The tables of every layer; geometries in EPSG ``srid``."""
    tables = MetaData()
    for layer in registry.layers.values():
        Table(layer.id, tables, *_current_columns(layer, srid), schema="city", comment=layer.title.en)
        Table(
            layer.id,
            tables,
            *_history_columns(layer, srid),
            schema="history",
            comment=f"{layer.title.en}: superseded versions",
        )
    return tables


def _current_columns(layer: Layer, srid: int) -> list[Column[Any]]:
    return [
        Column("id", BigInteger, Identity(always=False), primary_key=True),
        Column("uid", Uuid, nullable=False, server_default=text("gen_random_uuid()")),
        *(_column(f, nullable=not f.required) for f in layer.fields),
        *_geometry(layer, srid),
        Column("version", Integer, nullable=False, server_default=text("1")),
        Column(
            "valid_from", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")
        ),
        Column("changed_by", Text, nullable=False),
        Column("load_id", BigInteger),
        Column("source_hash", LargeBinary),
        Column("change", BigInteger, nullable=False, server_default=text("ops.current_change()")),
    ]


def _history_columns(layer: Layer, srid: int) -> list[Column[Any]]:
    return [
        Column("id", BigInteger, nullable=False),
        Column("uid", Uuid, nullable=False),
        *(_column(f, nullable=True) for f in layer.fields),
        *_geometry(layer, srid),
        Column("version", Integer, nullable=False),
        Column("valid_from", DateTime(timezone=True), nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("load_id", BigInteger),
        Column("source_hash", LargeBinary),
        Column("change", BigInteger, nullable=False),
        Column("valid_to", DateTime(timezone=True), nullable=False),
        Column("ended_by", Text),
        Column("ended_load", BigInteger),
        Column("ended_change", BigInteger, nullable=False),
        Column("retired", Boolean, nullable=False),
    ]


def _column(field: Field, nullable: bool) -> Column[Any]:
    kind = DateTime(timezone=True) if field.type == "timestamp" else _TYPES[field.type]()
    return Column(field.name, kind, nullable=nullable, comment=field.title.en)


def _geometry(layer: Layer, srid: int) -> list[Column[Any]]:
    if layer.geometry == "none":
        return []
    # The spatial index is a derived object, like every other index.
    kind = Geometry(layer.geometry.type.upper(), srid=srid, spatial_index=False)
    return [Column("geom", kind)]
