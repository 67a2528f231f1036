"""A layer's style as SLD 1.1 with SE 1.1 (OGC 05-078r4, 05-077r4), for servers and programs that read no other. Pure.

SE knows no value that depends on the feature or the zoom, so each is the one where its style layer is well seen; an
icon is a circle in its class's colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from pydantic import JsonValue

from gis.derive.drawing import METRES_PER_PIXEL_AT_ZOOM_0, UNCLASSIFIED, Legible
from gis.derive.expression import fields_read
from gis.derive.icons import SIDE
from gis.derive.qml import written
from gis.derive.symbology import Styles, Theme
from gis.derive.symbols import SymbolClass, Symbolizer, Symbols, symbols
from gis.registry import LayerView, Registry
from gis.text import Language

_PIXEL_M = 0.00028
"""The standardised rendering pixel of OGC 05-077r4, 10.2."""
_LARGEST_ZOOM = 22
_COMPARED = {
    "==": "PropertyIsEqualTo",
    "!=": "PropertyIsNotEqualTo",
    "<": "PropertyIsLessThan",
    "<=": "PropertyIsLessThanOrEqualTo",
    ">": "PropertyIsGreaterThan",
    ">=": "PropertyIsGreaterThanOrEqualTo",
}
_NAMESPACES = {
    "xmlns": "http://www.opengis.net/sld",
    "xmlns:se": "http://www.opengis.net/se",
    "xmlns:ogc": "http://www.opengis.net/ogc",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd",
}


@dataclass(frozen=True)
class SldWriter:
    """Writes the SLD of any layer an audience sees."""

    registry: Registry
    styles: Styles
    language: Language = "tr"
    theme: Theme = "light"

    def sld(self, view: LayerView) -> str:
        """The file ``<layer>.sld``; without rules for a layer without geometry.

        Raises:
            RegistryError: as ``gis.derive.style.city_style``.
        """
        colors = Legible(self.styles, self.theme)
        found = symbols(self.registry, view, colors, self.language)
        whole = Element("StyledLayerDescriptor", {"version": "1.1.0", **_NAMESPACES})
        layer = SubElement(whole, "NamedLayer")
        _text(layer, "se:Name", view.id)
        style = SubElement(layer, "UserStyle")
        _text(style, "se:Name", view.id)
        _text(SubElement(style, "se:Description"), "se:Title", view.layer.title[self.language])
        # One after the other over the whole layer, so that one feature's casing covers no other.
        for _, drawn in groupby(found.drawings, key=lambda drawing: drawing[1].rank):
            rules = (self._rule(found, of, s, view, colors) for of, s in drawn)
            SubElement(style, "se:FeatureTypeStyle").extend(rules)
        if found.labels:
            texts = SubElement(style, "se:FeatureTypeStyle")
            texts.extend(self._label_rule(label, view) for label in found.labels)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + written(whole)

    def _rule(
        self, found: Symbols, of: SymbolClass | None, s: Symbolizer, view: LayerView, colors: Legible
    ) -> Element:
        if of is None:
            rule = _rule(s.name, view.layer.title[self.language])
        else:
            rule = _rule(f"{s.name}-{of.code.code if of.code else 'other'}", of.title[self.language])
        conditions = [_class_condition(found, of), _condition(s.shown_if)]
        _filter(rule, [c for c in conditions if c is not None])
        _scales(rule, s.zooms)
        otherwise = colors.role(UNCLASSIFIED)
        match s.kind:
            case "fill":
                fill = SubElement(SubElement(rule, "se:PolygonSymbolizer"), "se:Fill")
                _parameter(fill, "fill", s.text("fill-color") or otherwise)
                _parameter(fill, "fill-opacity", f"{s.number('fill-opacity', 1):g}")
            case "line":
                _stroke(SubElement(rule, "se:LineSymbolizer"), s, otherwise)
            case _:
                _mark(rule, s, otherwise, along=s.usual.get("symbol-placement") == "line")
        return rule

    def _label_rule(self, label: Symbolizer, view: LayerView) -> Element:
        rule = _rule(label.name, view.layer.title[self.language])
        condition = _condition(label.shown_if)
        _filter(rule, [] if condition is None else [condition])
        _scales(rule, label.zooms)
        text = SubElement(rule, "se:TextSymbolizer")
        _words(SubElement(text, "se:Label"), label.properties["text-field"])
        font = SubElement(text, "se:Font")
        _parameter(font, "font-family", "Noto Sans")
        _parameter(font, "font-size", f"{label.number('text-size', 16):g}")
        placement = SubElement(text, "se:LabelPlacement")
        if label.usual.get("symbol-placement") == "line":
            SubElement(placement, "se:LinePlacement")
        else:
            anchor = SubElement(SubElement(placement, "se:PointPlacement"), "se:AnchorPoint")
            _text(anchor, "se:AnchorPointX", "0.5")
            _text(anchor, "se:AnchorPointY", "0.5" if "text-radial-offset" not in label.usual else "-0.5")
        if halo := label.text("text-halo-color"):
            around = SubElement(text, "se:Halo")
            _text(around, "se:Radius", f"{label.number('text-halo-width', 1):g}")
            _parameter(SubElement(around, "se:Fill"), "fill", halo)
        _parameter(SubElement(text, "se:Fill"), "fill", label.text("text-color") or "#000000")
        return rule


def _rule(name: str, title: str) -> Element:
    rule = Element("se:Rule")
    _text(rule, "se:Name", name)
    _text(SubElement(rule, "se:Description"), "se:Title", title)
    return rule


def _class_condition(found: Symbols, of: SymbolClass | None) -> Element | None:
    """A code, or none of the codes there are."""
    if found.by is None or of is None:
        return None
    if of.code is not None:
        return _compared("PropertyIsEqualTo", found.by, of.code.code)
    codes = [c.code.code for c in found.classes if c.code is not None]
    whole = Element("ogc:Or")
    _text(SubElement(whole, "ogc:PropertyIsNull"), "ogc:PropertyName", found.by)
    whole.append(_joined("ogc:And", [_compared("PropertyIsNotEqualTo", found.by, code) for code in codes]))
    return whole


def _condition(value: JsonValue) -> Element | None:
    """A MapLibre filter as an OGC one; None where it lets everything through, or SE cannot say it."""
    match value:
        case [
            ("==" | "!=" | "<" | "<=" | ">" | ">=") as name,
            ["get", str(field)],
            (str() | int() | float()) as constant,
        ]:
            compared = _compared(_COMPARED[name], field, _literal(constant))
            if name != "!=":
                return compared
            missing = Element("ogc:PropertyIsNull")
            _text(missing, "ogc:PropertyName", field)
            return _joined("ogc:Or", [missing, compared])
        case ["has", str(field)]:
            missing = Element("ogc:PropertyIsNull")
            _text(missing, "ogc:PropertyName", field)
            return _joined("ogc:Not", [missing])
        case ["in", ["get", str(field)], ["literal", [*options]]]:
            return _joined("ogc:Or", [_compared("PropertyIsEqualTo", field, _literal(o)) for o in options])
        case ["!", inner]:
            negated = _condition(inner)
            return None if negated is None else _joined("ogc:Not", [negated])
        case ["all" | "any" as name, *parts]:
            found = [_condition(part) for part in parts]
            if name == "any" and None in found:
                return None
            return _joined("ogc:And" if name == "all" else "ogc:Or", [f for f in found if f is not None])
    return None


def _literal(value: JsonValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _compared(operator: str, field: str, value: str) -> Element:
    made = Element(f"ogc:{operator}")
    _text(made, "ogc:PropertyName", field)
    _text(made, "ogc:Literal", value)
    return made


def _joined(name: str, parts: Sequence[Element]) -> Element:
    """``And`` and ``Or`` join two or more; one stands for itself."""
    if len(parts) == 1 and name != "ogc:Not":
        return parts[0]
    made = Element(name)
    made.extend(parts)
    return made


def _filter(rule: Element, conditions: Sequence[Element]) -> None:
    if conditions:
        SubElement(rule, "ogc:Filter").append(_joined("ogc:And", conditions))


def _scales(rule: Element, zooms: tuple[float, float]) -> None:
    low, high = zooms
    at_0 = METRES_PER_PIXEL_AT_ZOOM_0 / _PIXEL_M
    if high <= _LARGEST_ZOOM:
        _text(rule, "se:MinScaleDenominator", f"{at_0 / 2**high:.0f}")
    if low > 0:
        _text(rule, "se:MaxScaleDenominator", f"{at_0 / 2**low:.0f}")


def _stroke(symbolizer: Element, s: Symbolizer, otherwise: str) -> None:
    stroke = SubElement(symbolizer, "se:Stroke")
    width = s.number("line-width", 1)
    whole = s.number("line-gap-width", 0) + 2 * width if "line-gap-width" in s.usual else width
    _parameter(stroke, "stroke", s.text("line-color") or otherwise)
    _parameter(stroke, "stroke-opacity", f"{s.number('line-opacity', 1):g}")
    _parameter(stroke, "stroke-width", f"{whole:.3g}")
    _parameter(
        stroke,
        "stroke-linejoin",
        {"round": "round", "bevel": "bevel"}.get(s.text("line-join") or "", "mitre"),
    )
    _parameter(
        stroke, "stroke-linecap", {"round": "round", "square": "square"}.get(s.text("line-cap") or "", "butt")
    )
    dashes = s.usual.get("line-dasharray")
    if isinstance(dashes, list):
        parts = dashes[1] if dashes[:1] == ["literal"] else dashes
        assert isinstance(parts, list)
        lengths = (f"{float(part) * whole:.3g}" for part in parts if isinstance(part, int | float))
        _parameter(stroke, "stroke-dasharray", " ".join(lengths))


def _mark(rule: Element, s: Symbolizer, otherwise: str, *, along: bool) -> None:
    prefix = s.kind
    if along:
        parent = SubElement(
            SubElement(SubElement(rule, "se:LineSymbolizer"), "se:Stroke"), "se:GraphicStroke"
        )
    else:
        parent = SubElement(rule, "se:PointSymbolizer")
    graphic = SubElement(parent, "se:Graphic")
    mark = SubElement(graphic, "se:Mark")
    _text(mark, "se:WellKnownName", "circle")
    fill = SubElement(mark, "se:Fill")
    _parameter(fill, "fill", s.text(f"{prefix}-color") or otherwise)
    _parameter(fill, "fill-opacity", f"{s.number(f'{prefix}-opacity', 1):g}")
    if edge := s.text("circle-stroke-color") or s.text("icon-halo-color"):
        stroke = SubElement(mark, "se:Stroke")
        _parameter(stroke, "stroke", edge)
        _parameter(stroke, "stroke-width", f"{s.number('circle-stroke-width', 1):g}")
    size = 2 * s.number("circle-radius", 5) if prefix == "circle" else SIDE * s.number("icon-size", 1)
    _text(graphic, "se:Size", f"{size:.3g}")
    if along:
        _text(parent, "se:Gap", f"{s.number('symbol-spacing', 250):g}")


def _words(label: Element, text: JsonValue) -> None:
    """A field, or a sequence of words and fields; anything else by the first field it reads."""
    match text:
        case ["get", str(field)]:
            _text(label, "ogc:PropertyName", field)
        case ["concat", *parts] if all(isinstance(p, str) or _plain_field(p) for p in parts):
            for part in parts:
                _words(label, part)
        case str():
            _text(label, "ogc:Literal", text)
        case _:
            _text(label, "ogc:PropertyName", next(iter(sorted(fields_read(text))), ""))


def _plain_field(value: JsonValue) -> bool:
    return isinstance(value, list) and len(value) == 2 and value[0] == "get"


def _parameter(parent: Element, name: str, value: str) -> None:
    SubElement(parent, "se:SvgParameter", name=name).text = value


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
