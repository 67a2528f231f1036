"""CQL2 JSON -> expression. Pure."""

from functools import lru_cache
from typing import Any

import orjson

from gis.cql2.expression import (
    MOST_CHARACTERS,
    MOST_LEVELS,
    Expression,
    Interval,
    Literal,
    Operation,
    Property,
    checked,
)
from gis.cql2.literals import (
    read_box,
    read_date,
    read_geojson,
    read_interval,
    read_number,
    read_text,
    read_timestamp,
)
from gis.cql2.refusals import malformed, too_complex
from gis.errors import InvalidRequest
from gis.text import Text

MOST_JSON_CHARACTERS = 8 * MOST_CHARACTERS


@lru_cache(maxsize=128)
def parse_json(text: str) -> Expression:
    """A filter in CQL2 JSON.

    Raises:
        InvalidRequest: not CQL2 JSON, or larger than what is served.
    """
    if len(text) > MOST_JSON_CHARACTERS:
        raise too_complex(
            Text(
                tr=f"en çok {MOST_JSON_CHARACTERS} karakter olabilir.",
                en=f"it may have {MOST_JSON_CHARACTERS} characters.",
            )
        )
    try:
        document = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise malformed(Text(tr="JSON değil.", en="it is no JSON.")) from None
    return checked(_read(document, 0))


def _read(node: Any, level: int) -> Expression:
    match node:
        case bool():
            return Literal(node)
        case str():
            return read_text(node)
        case int() | float():
            return read_number(node)
        case {"op": str(op), "args": list(args)}:
            return _operation(op.lower(), args, level)
        case {"property": str(name)}:
            return Property(name)
        case {"date": value}:
            return read_date(value)
        case {"timestamp": value}:
            return read_timestamp(value)
        case {"interval": list(bounds)}:
            return _interval(bounds)
        case {"bbox": list(numbers)}:
            return read_box(numbers)
        case {"type": str(), "coordinates": list()} | {"type": str(), "geometries": list()}:
            return read_geojson(orjson.dumps(node))
    raise _misplaced()


def _operation(op: str, args: list[Any], level: int) -> Expression:
    if level >= MOST_LEVELS:
        raise too_complex(
            Text(tr=f"en çok {MOST_LEVELS} düzey olabilir.", en=f"it may have {MOST_LEVELS} levels.")
        )
    match op, args:
        case "in", [value, list(members)]:
            args = [value, *members]
        case "in", _:
            raise _misplaced()
        case ("-", [operand]):
            return Operation("*", (Literal(-1), _read(operand, level + 1)))
    return Operation(op, tuple(_read(arg, level + 1) for arg in args))


def _interval(bounds: list[Any]) -> Interval:
    given = [_read(bound, MOST_LEVELS) if isinstance(bound, dict) else bound for bound in bounds]
    return read_interval([bound.value if isinstance(bound, Literal) else bound for bound in given])


def _misplaced() -> InvalidRequest:
    return malformed(
        Text(
            tr='{"op": …, "args": […]}, {"property": …} ya da bir değer beklenir.',
            en='{"op": …, "args": […]}, {"property": …} or a value is expected.',
        )
    )
