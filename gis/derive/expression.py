"""MapLibre expressions, worked out as far as what is known allows. Pure."""

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from pydantic import JsonValue

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_CALCULATED: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
_ASSERTED = ("number", "string", "boolean", "to-string")


def fields_read(expression: JsonValue) -> frozenset[str]:
    """The names of the feature's properties an expression reads."""
    return frozenset(_reads(expression))


def reduce(expression: JsonValue, known: Mapping[str, JsonValue], zoom: float | None = None) -> JsonValue:
    """Put known property values (and a zoom) into an expression and work out what then is constant.

    A property known to be None makes every sum, product and interpolation over it None; ``match`` takes its
    default, ``coalesce`` its next argument, ``has`` is false. What cannot be worked out stays an expression.
    """
    if not isinstance(expression, list) or not expression or expression[0] == "literal":
        return expression
    name, arguments = expression[0], expression[1:]
    if (
        name in ("get", "has")
        and len(arguments) == 1
        and isinstance(arguments[0], str)
        and arguments[0] in known
    ):
        value = known[arguments[0]]
        return value if name == "get" else value is not None
    if name == "zoom":
        return expression if zoom is None else zoom
    work_out = partial(reduce, known=known, zoom=zoom)
    if name == "match":  # its labels are constants, even a list that begins with an operator's name
        return _match(
            [
                work_out(a) if i == 0 or i % 2 == 0 or i == len(arguments) - 1 else a
                for i, a in enumerate(arguments)
            ]
        )
    worked: list[JsonValue] = [work_out(a) for a in arguments]
    match name:
        case "case":
            return _case(worked)
        case "coalesce":
            return _coalesce(worked)
        case "all" | "any":
            return _all_or_any(name, worked)
        case "!" if isinstance(worked[0], bool):
            return not worked[0]
        case "in" if _constant(worked[0]) and _constant(worked[1]):
            haystack = _plain(worked[1])
            return isinstance(haystack, list | str) and worked[0] is not None and worked[0] in haystack
        case "step" | "interpolate":
            return _stop(name, worked)
        case "concat" if all(_constant(a) for a in worked):
            return "".join("" if a is None else str(a) for a in worked)
    if isinstance(name, str) and name in _COMPARED and all(_constant(a) for a in worked):
        ordered = name in ("==", "!=") or None not in worked
        return ordered and _COMPARED[name](worked[0], worked[1])
    if isinstance(name, str) and name in _CALCULATED:
        return _calculate(name, worked)
    if name in _ASSERTED and _constant(worked[0]):
        return worked[0]
    return [name, *worked]


def _reads(expression: JsonValue) -> Iterator[str]:
    if isinstance(expression, list) and expression and expression[0] != "literal":
        if expression[0] in ("get", "has") and len(expression) == 2 and isinstance(expression[1], str):
            yield expression[1]
        for part in expression:
            yield from _reads(part)


def _constant(value: JsonValue) -> bool:
    return not isinstance(value, list | dict) or (isinstance(value, list) and value[:1] == ["literal"])


def _plain(value: JsonValue) -> JsonValue:
    return value[1] if isinstance(value, list) and value[:1] == ["literal"] else value


def _match(arguments: list[JsonValue]) -> JsonValue:
    given, default = arguments[0], arguments[-1]
    if not _constant(given):
        return ["match", *arguments]
    for label, result in zip(arguments[1:-1:2], arguments[2:-1:2], strict=True):
        if given is not None and (given in label if isinstance(label, list) else given == label):
            return result
    return default


def _case(arguments: list[JsonValue]) -> JsonValue:
    kept: list[JsonValue] = []
    for condition, result in zip(arguments[:-1:2], arguments[1:-1:2], strict=True):
        if condition is True:
            return ["case", *kept, result] if kept else result
        if condition not in (False, None):
            kept += [condition, result]
    return ["case", *kept, arguments[-1]] if kept else arguments[-1]


def _coalesce(arguments: list[JsonValue]) -> JsonValue:
    kept = [a for a in arguments if a is not None]
    if not kept:
        return None
    return kept[0] if _constant(kept[0]) or len(kept) == 1 else ["coalesce", *kept]


def _all_or_any(name: str, arguments: list[JsonValue]) -> JsonValue:
    decisive = name == "any"
    if decisive in [a for a in arguments if isinstance(a, bool)]:
        return decisive
    kept = [a for a in arguments if not isinstance(a, bool)]
    return [name, *kept] if kept else not decisive


def _calculate(name: str, arguments: list[JsonValue]) -> JsonValue:
    if None in arguments:
        return None
    if len(arguments) == 2 and all(isinstance(a, int | float) for a in arguments):
        return _CALCULATED[name](arguments[0], arguments[1])  # type: ignore[arg-type]
    return [name, *arguments]


def _stop(name: str, arguments: list[JsonValue]) -> JsonValue:
    """``step`` and ``interpolate``: the value at a known input."""
    smooth = name == "interpolate"
    given, inputs, outputs = (
        (arguments[1], arguments[2::2], arguments[3::2])
        if smooth
        else (arguments[0], [float("-inf"), *arguments[2::2]], arguments[1::2])
    )
    if given is None or (smooth and None in outputs):
        return None
    if not isinstance(given, int | float):
        return [name, *arguments]
    stops = [(float(i), o) for i, o in zip(inputs, outputs, strict=True) if isinstance(i, int | float)]
    at = max((n for n, (start, _) in enumerate(stops) if start <= given), default=0)
    (start, lower), (end, upper) = stops[at], stops[min(at + 1, len(stops) - 1)]
    if smooth and start < given < end and isinstance(lower, int | float) and isinstance(upper, int | float):
        return lower + (upper - lower) * _share(arguments[0], given - start, end - start)
    return lower


def _share(curve: JsonValue, gone: float, whole: float) -> float:
    """How much of the way from one stop to the next is gone, on a linear or exponential curve."""
    match curve:
        case ["exponential", int() | float() as base] if base != 1:
            return float((base**gone - 1) / (base**whole - 1))
    return gone / whole
