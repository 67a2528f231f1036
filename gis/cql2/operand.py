"""What stands on either side of an operator, as SQL with its type. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from psycopg.sql import SQL, Composable, Identifier

from gis.cql2.refusals import mistyped
from gis.errors import InvalidRequest
from gis.registry import FieldType
from gis.text import Text

Kind = Literal["text", "number", "boolean", "date", "timestamp", "geometry"]

KINDS: dict[FieldType, Kind] = {
    "text": "text",
    "code": "text",
    "integer": "number",
    "reference": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}

_NAMES: dict[Kind, Text] = {
    "text": Text(tr="'metin'", en="a 'text'"),
    "number": Text(tr="sayı", en="a number"),
    "boolean": Text(tr="TRUE ya da FALSE", en="TRUE or FALSE"),
    "date": Text(tr="DATE('2026-05-19')", en="DATE('2026-05-19')"),
    "timestamp": Text(tr="TIMESTAMP('2026-05-19T10:00:00Z')", en="TIMESTAMP('2026-05-19T10:00:00Z')"),
    "geometry": Text(tr="geometri", en="a geometry"),
}

Bind = Callable[[Any], Composable]
"""Takes a value and gives the placeholder that stands for it."""


@dataclass(frozen=True)
class Operand:
    """A typed value.

    Attributes:
        sql: has its type, so that PostgreSQL need not guess.
        name: of the property it is, for messages.
        literal: the value, if it stands in the filter itself.
        column: the property whose folded form an index holds, if that is what the value is made of.
        whole: a property of whole numbers.
    """

    kind: Kind
    sql: Composable
    name: str | None = None
    literal: Any = None
    column: Identifier | None = None
    whole: bool = False


def literal_operand(value: Any, bind: Bind) -> Operand:
    """A literal of the filter; geometries are not for here."""
    match value:
        case bool():
            return Operand("boolean", SQL("true") if value else SQL("false"), literal=value)
        case int():
            return Operand("number", SQL("{}::bigint").format(bind(value)), literal=value)
        case float():
            return Operand("number", SQL("{}::float8").format(bind(value)), literal=value)
        case str():
            return Operand("text", SQL("{}::text").format(bind(value)), literal=value)
        case datetime():
            return Operand("timestamp", SQL("{}::timestamptz").format(bind(value)), literal=value)
        case date():
            return Operand("date", SQL("{}::date").format(bind(value)), literal=value)
    raise expected("text", None)


def require(operand: Operand, kind: Kind) -> Operand:
    """Raises: InvalidRequest: of another type."""
    if operand.kind != kind:
        raise expected(kind, operand.name)
    return operand


def expected(kind: Kind, name: str | None) -> InvalidRequest:
    """Says which type belongs there; ``name``: the property that was given or is compared."""
    said = _NAMES[kind]
    if name is None:
        return mistyped(Text(tr=f"{said.tr} beklenir.", en=f"{said.en} is expected."))
    return mistyped(
        Text(tr=f"'{name}' yerinde ya da karşısında {said.tr} beklenir.",
             en=f"{said.en} is expected in place of, or beside, '{name}'.")
    )  # fmt: skip
