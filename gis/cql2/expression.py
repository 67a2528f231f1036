"""A filter as both encodings of CQL2 write it: operations over properties and literals. Pure.

Names of operations are those of CQL2 JSON, in lower case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import shapely
from shapely.geometry.base import BaseGeometry

from gis.cql2.refusals import too_complex
from gis.text import Text

MOST_CHARACTERS = 32_768
"""Of a filter's text; CQL2 JSON may be eight times as long, as it is read faster."""
MOST_LEVELS = 100
MOST_NODES = 2_000
"""Operations, properties and literals, the members of lists not counted."""
MOST_MEMBERS = 10_000
"""Of all lists behind IN together."""
MOST_POSITIONS = 20_000
"""Of all geometries of a filter together."""


@dataclass(frozen=True)
class Property:
    """A queryable, by its name."""

    name: str


@dataclass(frozen=True)
class Box:
    """A bounding box in the filter's CRS and axis order: lower and upper corner."""

    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True)
class Literal:
    """A value that stands in the filter. Geometries are in the filter's CRS and axis order."""

    value: str | int | float | bool | date | datetime | BaseGeometry | Box


@dataclass(frozen=True)
class Interval:
    """A stretch of time; None where it is open."""

    start: "Literal | Property | None"
    end: "Literal | Property | None"


@dataclass(frozen=True)
class Operation:
    """An operator or function and what it is applied to; the members of a list are arguments of their own.

    Raises:
        InvalidRequest: nested more deeply than is served.
    """

    op: str
    args: "tuple[Expression, ...]"
    levels: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        levels = 1 + max((arg.levels for arg in self.args if isinstance(arg, Operation)), default=0)
        if levels > MOST_LEVELS:
            raise too_complex(
                Text(tr=f"en çok {MOST_LEVELS} düzey olabilir.", en=f"it may have {MOST_LEVELS} levels.")
            )
        object.__setattr__(self, "levels", levels)


Expression = Property | Literal | Interval | Operation


def checked(expression: Expression) -> Expression:
    """The same, if it is not larger than what is served.

    Raises:
        InvalidRequest: too many nodes, list members or positions.
    """
    nodes = members = positions = 0
    for node in _nodes(expression):
        nodes += 1
        if isinstance(node, Operation) and node.op == "in":
            listed = sum(isinstance(arg, Literal) for arg in node.args[1:])
            members, nodes = members + listed, nodes - listed
        if isinstance(node, Literal) and isinstance(node.value, BaseGeometry):
            positions += int(shapely.get_num_coordinates(node.value))
    for count, most, tr, en in (
        (nodes, MOST_NODES, "öğesi", "parts"),
        (members, MOST_MEMBERS, "liste değeri", "listed values"),
        (positions, MOST_POSITIONS, "koordinatı", "positions"),
    ):
        if count > most:
            raise too_complex(Text(tr=f"en çok {most} {tr} olabilir.", en=f"it may have {most} {en}."))
    return expression


def _nodes(expression: Expression) -> Iterator[Expression]:
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Operation):
            waiting.extend(node.args)
