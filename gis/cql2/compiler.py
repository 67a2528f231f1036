"""Expression -> SQL over an audience's view. Pure.

Identifiers are of the view's own fields only; every literal is a bound value. Columns stand bare wherever an index
can serve them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg.sql import SQL, Composable, Identifier, Placeholder
from shapely.geometry.base import BaseGeometry

from gis.cql2 import numbers, places, texts, times
from gis.cql2.expression import Box, Expression, Interval, Literal, Operation, Property
from gis.cql2.literals import as_date, as_timestamp
from gis.cql2.operand import KINDS, Operand, expected, literal_operand, require
from gis.cql2.predicate import Predicate
from gis.cql2.refusals import malformed, mistyped, unserved
from gis.crs import CrsRef
from gis.features import unknown_property
from gis.registry import LayerView
from gis.territory import Territory
from gis.text import Text

GEOMETRY_NAMES = ("geometry", "geom")
"""What a filter may call the feature's geometry: its queryable, and the name that many clients take for granted."""
_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
_CONDITIONS = (
    frozenset({"and", "or", "not", "isnull", "between", "like", "in"})
    | _COMPARISONS
    | places.FUNCTIONS
    | times.FUNCTIONS.keys()
)


def compile_filter(expression: Expression, view: LayerView, territory: Territory, crs: CrsRef) -> Predicate:
    """The condition on the view's rows that a filter stands for.

    Args:
        crs: of the filter's coordinates (``filter-crs``).

    Raises:
        InvalidRequest: a property that is not seen, types that do not go together, a function that is not served.
    """
    writer = _Writer(view, territory, crs)
    condition = writer.condition(expression)
    return Predicate(f"({condition.as_string()})", tuple(writer.values.items()))


@dataclass
class _Writer:
    view: LayerView
    territory: Territory
    crs: CrsRef
    values: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> Composable:
        name = f"filter_{len(self.values)}"
        self.values[name] = value
        return Placeholder(name)

    def condition(self, expression: Expression) -> Composable:
        if not isinstance(expression, Operation) or expression.op not in _CONDITIONS:
            return require(self.operand(expression), "boolean").sql
        op, args = expression.op, expression.args
        if op in ("and", "or"):
            self._count(expression, 2, most=len(args))
            return SQL("({})").format(SQL(f" {op.upper()} ").join([self.condition(arg) for arg in args]))
        if op == "not":
            return SQL("(NOT {})").format(self.condition(*self._count(expression, 1)))
        if op == "isnull":
            return self._is_null(*self._count(expression, 1))
        if op in places.FUNCTIONS:
            return self._spatial(op, *self._count(expression, 2))
        if op in times.FUNCTIONS:
            one, other = (self._span(arg) for arg in self._count(expression, 2))
            return SQL("({})").format(times.related(op, one, other, self.bind))
        if op == "between":
            value, low, high = self._count(expression, 3)
            return SQL("({} AND {})").format(
                self._compare(">=", value, low), self._compare("<=", value, high)
            )
        if op == "like":
            text, pattern = (self.operand(arg) for arg in self._count(expression, 2))
            return SQL("({})").format(texts.like(text, pattern, self.bind))
        if op == "in":
            return self._among(*self._count(expression, 2, most=len(args)))
        return SQL("({})").format(self._compare(op, *self._count(expression, 2)))

    def operand(self, expression: Expression) -> Operand:
        match expression:
            case Property():
                return self._property(expression)
            case Literal(value):
                if isinstance(value, BaseGeometry | Box):
                    raise mistyped(
                        Text(
                            tr="geometri yalnızca S_INTERSECTS gibi mekânsal işlevlerde olur.",
                            en="a geometry is for spatial functions only, such as S_INTERSECTS.",
                        )
                    )
                return literal_operand(value, self.bind)
            case Interval():
                raise mistyped(
                    Text(
                        tr="INTERVAL yalnızca T_DURING gibi zaman işlevlerinde olur.",
                        en="an INTERVAL is for temporal functions only, such as T_DURING.",
                    )
                )
        op = expression.op
        if op in _CONDITIONS:
            return Operand("boolean", self.condition(expression))
        if op in numbers.OPERATORS:
            one, other = (self.operand(arg) for arg in self._count(expression, 2))
            return numbers.arithmetic(op, one, other, self.bind)
        if op == "casei":
            return texts.caseless(self.operand(*self._count(expression, 1)))
        if op == "accenti":
            return texts.unaccented(self.operand(*self._count(expression, 1)))
        raise unserved(
            Text(
                tr=f"Bu işlev sunulmuyor. Sunulanlar: {_FUNCTIONS}",
                en=f"This function is not served. Served are: {_FUNCTIONS}",
            )
        )

    def _property(self, given: Property) -> Operand:
        if given.name == "id":
            return Operand("number", Identifier("id"), "id")
        found = self.view.field(given.name)
        if found is None:
            if given.name in GEOMETRY_NAMES and self.view.geometry != "none":
                raise mistyped(
                    Text(
                        tr=f"'{given.name}' bir geometridir; S_INTERSECTS gibi mekânsal işlevlerde kullanılır.",
                        en=f"'{given.name}' is a geometry, for spatial functions such as S_INTERSECTS.",
                    )
                )
            raise unknown_property(self.view)
        column = Identifier(found.name)
        return Operand(
            KINDS[found.type],
            column,
            found.name,
            column=column if found.searchable else None,
        )

    def _is_null(self, arg: Expression) -> Composable:
        sql = SQL("geom") if self._is_geometry(arg) else self.operand(arg).sql
        return SQL("({} IS NULL)").format(sql)

    def _compare(self, op: str, one: Expression, other: Expression) -> Composable:
        left, right = self._alike(self.operand(one), self.operand(other))
        if left.kind == "text":
            if op == "=":
                return texts.equal(left, right, self.bind)
            if op != "<>":
                return SQL("({0}) {2} {3} ({1}) {2}").format(left.sql, right.sql, texts.TURKISH, SQL(op))
        if left.kind == "boolean" and op not in ("=", "<>"):
            raise mistyped(Text(tr="TRUE ve FALSE sıralanamaz.", en="TRUE and FALSE have no order."))
        return SQL("{} {} {}").format(left.sql, SQL(op), right.sql)

    def _alike(self, one: Operand, other: Operand) -> tuple[Operand, Operand]:
        """Both of one type; a text stands for the date or timestamp that it spells, 1 and 0 for TRUE and FALSE (GDAL).

        Raises:
            InvalidRequest: they are not comparable.
        """
        if one.kind == other.kind:
            return one, other
        for time, text in ((one, other), (other, one)):
            if time.kind in ("date", "timestamp") and isinstance(text.literal, str):
                found = as_date(text.literal) if time.kind == "date" else as_timestamp(text.literal)
                if found is not None:
                    read = literal_operand(found, self.bind)
                    return (time, read) if time is one else (read, time)
        for flag, number in ((one, other), (other, one)):
            if flag.kind == "boolean" and flag.literal is None and number.literal in (0, 1):
                read = literal_operand(bool(number.literal), self.bind)
                return (flag, read) if flag is one else (read, flag)
        known, odd = (one, other) if one.name is not None else (other, one)
        raise expected(known.kind, known.name or odd.name)

    def _among(self, arg: Expression, *members: Expression) -> Composable:
        value = self.operand(arg)
        plain: list[Any] = [m.value for m in members if isinstance(m, Literal)]
        numeric = value.kind == "number" and all(_is_number(v) for v in plain)
        textual = value.kind == "text" and all(isinstance(v, str) for v in plain)
        if len(plain) == len(members) and (numeric or textual):
            # One value for all of them: as long as the list may be, the statement stays the same.
            whole = all(isinstance(v, int) for v in plain)
            kind = SQL("text[]") if textual else SQL("bigint[]") if whole else SQL("float8[]")
            listed = tuple(plain) if textual or whole else tuple(map(float, plain))
            return SQL("({} = ANY({}::{}))").format(value.sql, self.bind(listed), kind)
        same: list[Composable] = [SQL("({})").format(self._compare("=", arg, member)) for member in members]
        return SQL("({})").format(SQL(" OR ").join(same))

    def _is_geometry(self, arg: Expression) -> bool:
        return (
            isinstance(arg, Property)
            and arg.name in GEOMETRY_NAMES
            and self.view.geometry != "none"
            and self.view.field(arg.name) is None
        )

    def _spatial(self, function: str, *args: Expression) -> Composable:
        if self.view.geometry == "none":
            raise unserved(
                Text(
                    tr="Bu katmanın geometrisi yok; mekânsal koşul verilemez.",
                    en="This collection has no geometry, so there is no spatial filter.",
                )
            )
        given: list[BaseGeometry | Box | None] = []
        for arg in args:
            if isinstance(arg, Literal) and isinstance(arg.value, BaseGeometry | Box):
                given.append(arg.value)
            elif self._is_geometry(arg):
                given.append(None)
            else:
                name = self.operand(arg).name
                raise expected("geometry", name)
        return SQL("({})").format(
            places.Places(self.territory, self.crs, self.bind).related(function, *given)
        )

    def _span(self, arg: Expression) -> times.Span:
        if isinstance(arg, Interval):
            bounds = [None if bound is None else self.operand(bound) for bound in (arg.start, arg.end)]
            return times.Span(bounds[0], bounds[1], interval=True)
        instant = self.operand(arg)
        if isinstance(instant.literal, str):
            found = as_date(instant.literal) or as_timestamp(instant.literal)
            instant = instant if found is None else literal_operand(found, self.bind)
        return times.Span(instant, instant, interval=False)

    def _count(self, operation: Operation, least: int, most: int | None = None) -> Sequence[Expression]:
        if not least <= len(operation.args) <= (least if most is None else most):
            raise malformed(
                Text(
                    tr=f"{operation.op.upper()} {least} değer bekler.",
                    en=f"{operation.op.upper()} takes {least} arguments.",
                )
            )
        return operation.args


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_FUNCTIONS = ", ".join(
    name.upper() for name in ("casei", "accenti", *sorted(places.FUNCTIONS), *times.FUNCTIONS)
)
