"""MapLibre expressions in QGIS's expression language. Pure.

Null is MapLibre's: a missing value equals nothing, and what is asked of it is false rather than unknown.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from gis.derive.drawing import METRES_PER_PIXEL_AT_ZOOM_0
from gis.derive.symbols import USUAL_ZOOM

MM_PER_PIXEL = 25.4 / 96
"""QGIS and MapLibre both take a pixel for 1/96 inch."""
_SCALE_AT_ZOOM_0 = METRES_PER_PIXEL_AT_ZOOM_0 * 1000 / MM_PER_PIXEL
_ORDERED = ("<", "<=", ">", ">=")
_EQUAL: Mapping[str, str] = {"==": "IS", "!=": "IS NOT"}
_CALCULATED = ("+", "-", "*", "/")


class Untranslatable(ValueError):
    """QGIS has no such operator, or none that Kent knows of."""


def scale_of(zoom: float) -> float:
    """The denominator of the scale that shows the ground as large as MapLibre does at a zoom."""
    return _SCALE_AT_ZOOM_0 / 2**zoom


def quoted(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def column(name: str) -> str:
    """A reference to a field."""
    return '"' + name.replace('"', '""') + '"'


def qgis_expression(value: JsonValue) -> str:
    """The same in QGIS; the zoom is worked out from the map's scale.

    Raises:
        Untranslatable: it uses an operator that is not known here.
    """
    said = _said(value)
    if "@zoom" not in said:
        return said
    scale = f"coalesce(@map_scale, {scale_of(USUAL_ZOOM):.0f})"  # a legend has none
    return f"with_variable('zoom', log(2, {_SCALE_AT_ZOOM_0:.0f} / {scale}), {said})"


def _said(value: JsonValue) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value)
        case str():
            return quoted(value)
        case [str(name), *arguments]:
            return _operation(name, arguments)
    raise Untranslatable(str(value))


def _number(value: float) -> str:
    return f"{value:.12g}"


def _operation(name: str, arguments: Sequence[JsonValue]) -> str:
    match name, arguments:
        case "zoom", []:
            return "@zoom"
        case "get", [str(field)]:
            return column(field)
        case "has", [str(field)]:
            return f"({column(field)} IS NOT NULL)"
        case "!", [one]:
            return f"(NOT {_said(one)})"
        case (("all" | "any"), [_, *_]):
            return "(" + f" {'AND' if name == 'all' else 'OR'} ".join(map(_said, arguments)) + ")"
        case "in", [sought, ["literal", [*options]]]:
            return f"coalesce({_said(sought)} IN ({', '.join(map(_said, options))}), FALSE)"
        case (("coalesce" | "concat"), [_, *_]):
            return f"{name}({', '.join(map(_said, arguments))})"
        case "to-string", [one]:
            return f"coalesce(to_string({_said(one)}), '')"
        case (("number" | "string" | "boolean"), [one]):
            return _said(one)
        case "-", [one]:
            return f"(-{_said(one)})"
        case "case", [*branches, otherwise]:
            return _case([_said(c) for c in branches[::2]], branches[1::2], otherwise)
        case "match", [given, *branches, otherwise]:
            return _case([_is_one(given, label) for label in branches[::2]], branches[1::2], otherwise)
        case "step", [given, first, *stops]:
            below = [f"{_said(given)} < {_said(stop)}" for stop in stops[::2]]
            return _case(below, [first, *stops[1::2]][:-1], stops[-1])
        case "interpolate", [curve, given, *stops]:
            return _interpolated(curve, _said(given), stops)
    if len(arguments) == 2:
        one, other = map(_said, arguments)
        if name in _EQUAL:
            return f"({one} {_EQUAL[name]} {other})"
        if name in _ORDERED:
            return f"coalesce({one} {name} {other}, FALSE)"
    if len(arguments) >= 2 and name in _CALCULATED:
        return "(" + f" {name} ".join(map(_said, arguments)) + ")"
    raise Untranslatable(name)


def _case(conditions: Sequence[str], results: Sequence[JsonValue], otherwise: JsonValue) -> str:
    branches = (f"WHEN {c} THEN {_said(r)}" for c, r in zip(conditions, results, strict=True))
    return f"CASE {' '.join(branches)} ELSE {_said(otherwise)} END"


def _is_one(given: JsonValue, label: JsonValue) -> str:
    if isinstance(label, list):
        return f"{_said(given)} IN ({', '.join(map(_said, label))})"
    return f"{_said(given)} = {_said(label)}"


def _interpolated(curve: JsonValue, given: str, stops: Sequence[JsonValue]) -> str:
    """Numbers or colours between stops, on a linear or exponential curve; the outer stops' beyond them."""
    base = curve[1] if isinstance(curve, list) and curve[0] == "exponential" else 1
    if not isinstance(base, int | float):
        raise Untranslatable("interpolate")
    colors = _is_color(stops[-1])
    inputs, outputs = stops[::2], [_said(output) for output in stops[1::2]]
    parts = [f"WHEN {given} <= {_said(inputs[0])} THEN {outputs[0]}"]
    for start, end, low, high in zip(inputs, inputs[1:], outputs, outputs[1:], strict=False):
        if not isinstance(start, int | float) or not isinstance(end, int | float):
            raise Untranslatable("interpolate")
        gone = f"({given} - {_number(start)})"
        if base == 1:
            share = f"{gone} / {_number(end - start)}"
        else:
            share = f"({_number(base)} ^ {gone} - 1) / {_number(base ** (end - start) - 1)}"
        if low == high:
            between = low
        elif colors:
            between = f"ramp_color(create_ramp(map(0, {low}, 1, {high})), {share})"
        else:
            between = f"{low} + ({high} - {low}) * {share}"
        parts.append(f"WHEN {given} <= {_number(end)} THEN {between}")
    return f"CASE {' '.join(parts)} ELSE {outputs[-1]} END"


def _is_color(output: JsonValue) -> bool:
    """An expression's last part is one of its outcomes."""
    if isinstance(output, list):
        return bool(output) and _is_color(output[-1])
    return isinstance(output, str) and output.startswith("#")
