"""Arithmetic. What stands between literals is worked out here, so that an index serves the property beside it. Pure."""

import math
import operator
from collections.abc import Callable
from typing import Any

from psycopg.sql import SQL

from gis.cql2.literals import read_number
from gis.cql2.operand import Bind, Operand, literal_operand, require
from gis.cql2.refusals import malformed
from gis.text import Text

_SQL = {
    "+": SQL("({0}::float8 + {1}::float8)"),
    "-": SQL("({0}::float8 - {1}::float8)"),
    "*": SQL("({0}::float8 * {1}::float8)"),
    # Where a divisor is zero there is no value, as where one is missing.
    "/": SQL("({0}::float8 / nullif({1}::float8, 0))"),
    "div": SQL("div({0}::numeric, nullif({1}::numeric, 0))::float8"),
    "%": SQL("mod({0}::numeric, nullif({1}::numeric, 0))::float8"),
    "^": SQL("power({0}::float8, {1}::float8)"),
}
_PYTHON: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "div": lambda a, b: math.trunc(a / b),
    "%": math.fmod,
    "^": lambda a, b: math.pow(float(a), float(b)),
}
OPERATORS = frozenset(_SQL)


def arithmetic(op: str, one: Operand, other: Operand, bind: Bind) -> Operand:
    """Raises: InvalidRequest: no numbers, or literals that give none."""
    require(one, "number")
    require(other, "number")
    if one.literal is None or other.literal is None:
        return Operand("number", _SQL[op].format(one.sql, other.sql))
    try:
        return literal_operand(read_number(_PYTHON[op](one.literal, other.literal)).value, bind)
    except (ArithmeticError, ValueError):
        raise malformed(
            Text(tr="sayılarla yapılamayan bir işlem.", en="numbers that give no number.")
        ) from None
