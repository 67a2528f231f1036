"""Random filters in CQL2 JSON over a few fields of trees, how they are written as text, and what they mean."""

import operator
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Node = Any
Row = dict[str, Any]

TEXTS = [
    "Ihlamur",
    "ıhlamur",
    "İğde",
    "iğde",
    "Igde",
    "Çınar",
    "cinar",
    "Çam %50",
    "çam_50",
    "it's",
    "a\\b",
    "",
]
NUMBERS = [-2.5, -1.0, 0.0, 0.5, 3.0, 7.25]
WHOLES = [1, 2, 3, 50, 2500]
DATES = [date(1950, 1, 1) + timedelta(days=900 * at) for at in range(8)]

TEXT, NUMBER, WHOLE, DATE, FLAG = "tree_no", "height_m", "trunk_circumference_cm", "planted_on", "monument"


def _property(name: str) -> Node:
    return {"property": name}


def _op(op: str, *args: Node) -> Node:
    return {"op": op, "args": list(args)}


_comparison = st.sampled_from(["=", "<>", "<", ">", "<=", ">="])
_number = st.sampled_from([*NUMBERS, *WHOLES])
_numeric = st.recursive(
    st.sampled_from([_property(NUMBER), _property(WHOLE)]) | _number,
    lambda inner: st.builds(_op, st.sampled_from(["+", "-", "*", "/"]), inner, inner),
    max_leaves=4,
)
_day = st.sampled_from(DATES).map(lambda day: {"date": day.isoformat()})
_period = st.lists(st.sampled_from(DATES), min_size=2, max_size=2).map(
    lambda days: {"interval": [day.isoformat() for day in sorted(days)]}
) | st.sampled_from(DATES).map(lambda day: {"interval": ["..", day.isoformat()]})
_text = st.sampled_from(TEXTS)
_folded = st.sampled_from([(), ("casei",), ("accenti",), ("accenti", "casei")])


def _wrapped(functions: tuple[str, ...], node: Node) -> Node:
    for function in reversed(functions):
        node = _op(function, node)
    return node


_pattern = st.sampled_from(
    ["%", "%a%", "_ınar", "I%", "i%", "çam\\_50", "Çam \\%%", "%Ğ%", "_h%mur", "cinar", "%\\\\%"]
)
_PREDICATES = st.one_of(
    st.builds(_op, _comparison, _numeric, _numeric),
    st.builds(lambda op, f, g, t: _op(op, _wrapped(f, _property(TEXT)), _wrapped(g, t)), st.sampled_from(["=", "<>"]), _folded, _folded, _text),
    st.builds(lambda f, g, t: _op("like", _wrapped(f, _property(TEXT)), _wrapped(g, t)), _folded, _folded, _pattern),
    st.builds(lambda f, ts: _op("in", _wrapped(f, _property(TEXT)), ts), _folded, st.lists(_text, min_size=1, max_size=3)),
    st.builds(lambda ns: _op("in", _property(WHOLE), ns), st.lists(_number, min_size=1, max_size=3)),
    st.builds(lambda n, low, high: _op("between", n, low, high), _numeric, _number, _number),
    st.builds(lambda op, day: _op(op, _property(DATE), day), _comparison, _day),
    st.builds(lambda op, time: _op(op, _property(DATE), time), st.sampled_from(["t_after", "t_before", "t_intersects", "t_disjoint", "t_equals", "t_during"]), _day | _period),
    st.sampled_from([TEXT, NUMBER, DATE, FLAG]).map(lambda name: _op("isNull", _property(name))),
    st.booleans().map(lambda flag: _op("=", _property(FLAG), flag)),
)  # fmt: skip
FILTERS = st.recursive(
    _PREDICATES,
    lambda inner: st.builds(lambda op, parts: _op(op, *parts), st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3))
    | inner.map(lambda one: _op("not", one)),
    max_leaves=6,
)  # fmt: skip


def as_text(node: Node) -> str:
    """A filter in CQL2 Text."""
    match node:
        case bool():
            return str(node).upper()
        case str():
            return "'" + node.replace("'", "''") + "'"
        case int() | float():
            return str(node) if node >= 0 else f"{node}"
        case {"property": name}:
            return f'"{name}"'
        case {"date": day}:
            return f"DATE('{day}')"
        case {"interval": [start, end]}:
            return f"INTERVAL('{start}','{end}')"
    op, args = node["op"], node["args"]
    match op:
        case "and" | "or":
            return f" {op.upper()} ".join(f"({as_text(arg)})" for arg in args)
        case "not":
            return f"NOT ({as_text(args[0])})"
        case "isNull":
            return f"{as_text(args[0])} IS NULL"
        case "in":
            return f"{as_text(args[0])} IN ({', '.join(map(as_text, args[1]))})"
        case "between":
            return f"{as_text(args[0])} BETWEEN {as_text(args[1])} AND {as_text(args[2])}"
        case "like" | "=" | "<>" | "<" | ">" | "<=" | ">=":
            return f"{as_text(args[0])} {op.upper()} {as_text(args[1])}"
        case "+" | "-" | "*" | "/":
            return f"({as_text(args[0])} {op} {as_text(args[1])})"
    return f"{op.upper()}({', '.join(map(as_text, args))})"


def meaning(node: Node, row: Row) -> Any:
    """What a filter says of a row, worked out without a database; None is neither true nor false.

    Raises:
        ArithmeticError: numbers that stand in the filter itself give none.
    """
    match node:
        case bool() | str() | int() | float():
            return node
        case {"property": name}:
            return row[name]
        case {"date": day}:
            return date.fromisoformat(day)
    op, args = node["op"], node["args"]
    if op in ("and", "or"):
        said = [meaning(arg, row) for arg in args]
        decisive = op == "or"
        return decisive if decisive in said else None if None in said else not decisive
    if op == "not":
        said = meaning(args[0], row)
        return None if said is None else not said
    if op == "isNull":
        return meaning(args[0], row) is None
    if op == "in":
        return meaning({"op": "or", "args": [_op("=", args[0], member) for member in args[1]]}, row)
    if op == "between":
        return meaning(_op("and", _op(">=", *args[:2]), _op("<=", args[0], args[2])), row)
    if op.startswith("t_"):
        return _temporal(op, *(_span(arg, row) for arg in args))
    values = [meaning(arg, row) for arg in args]
    if None in values:
        return None
    return _OPERATORS[op](*values)


def _span(node: Node, row: Row) -> tuple[date, date] | None:
    if "interval" in node:
        start, end = node["interval"]
        return date.min if start == ".." else date.fromisoformat(start), date.fromisoformat(end)
    day = meaning(node, row)
    return None if day is None else (day, day)


def _temporal(op: str, one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool | None:
    if one is None or other is None:
        return None
    (a0, a1), (b0, b1) = one, other
    return {
        "t_after": a0 > b1,
        "t_before": a1 < b0,
        "t_intersects": a0 <= b1 and a1 >= b0,
        "t_disjoint": a0 > b1 or a1 < b0,
        "t_equals": (a0, a1) == (b0, b1),
        "t_during": a0 > b0 and a1 < b1,
    }[op]


def _divided(a: float, b: float) -> float | None:
    return None if b == 0 else a / b


def _like(text: str, pattern: str) -> bool:
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    said = "".join({"%": ".*", "_": "."}.get(part, re.escape(part[-1])) for part in parts)
    return re.fullmatch(said, text, re.DOTALL) is not None


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")


_OPERATORS: dict[str, Callable[..., Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
    "like": _like,
    "casei": lambda text: text.translate(str.maketrans("İIı", "iii")).lower(),
    "accenti": _unaccented,
}
