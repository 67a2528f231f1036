"""QGIS symbols: a class's symbolizers as symbol layers, one over the other. Pure."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from pydantic import JsonValue

from gis.derive.icons import MARGIN, SIDE, Icon
from gis.derive.qgis_expression import MM_PER_PIXEL, Untranslatable, qgis_expression, scale_of
from gis.derive.qgis_xml import expression_unless_constant, options, properties, rgba
from gis.derive.symbols import Symbolizer
from gis.layer_geometry import GeometryType

SymbolType = Literal["marker", "line", "fill"]
_TYPES: Mapping[str, SymbolType] = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
_CAPS = {"round": "round", "square": "square"}
_JOINS = {"round": "round", "bevel": "bevel"}
_USUAL_SPACING = 250.0
"""MapLibre's symbol-spacing where none is given, in pixels."""


def symbol_type(geometry: GeometryType) -> SymbolType:
    return _TYPES[geometry.removeprefix("Multi")]


@dataclass(frozen=True)
class SymbolWriter:
    """Writes the symbols of one layer.

    Attributes:
        zooms: where the layer is shown at all; a symbol layer that is shown less long says so itself.
        color: of what has none.
        ground: the colour seen through an icon's plate.
    """

    type: SymbolType
    zooms: tuple[float, float]
    icons: Mapping[str, Icon]
    color: str
    ground: str

    def symbol(self, name: str, symbolizers: Iterable[Symbolizer]) -> Element:
        """``<symbol>``; each symbolizer is a rendering pass of its own, so that one feature's casing covers no other."""
        whole = Element("symbol", type=self.type, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
        for symbolizer in symbolizers:
            if (made := self._symbol_layer(symbolizer)) is not None:
                made.set("pass", str(symbolizer.rank))
                whole.append(made)
        if len(whole) == 0:
            whole.append(self._nothing())
        return whole

    def shown_if(self, symbolizer: Symbolizer) -> str | None:
        """The QGIS condition under which a symbolizer draws at all; None when it always does."""
        conditions = []
        if symbolizer.zooms[0] > self.zooms[0]:
            conditions.append(f"@map_scale <= {scale_of(symbolizer.zooms[0]):.0f}")
        if symbolizer.zooms[1] < self.zooms[1]:
            conditions.append(f"@map_scale > {scale_of(symbolizer.zooms[1]):.0f}")
        if symbolizer.shown_if is not True:
            try:
                conditions.append(qgis_expression(symbolizer.shown_if))
            except Untranslatable:
                conditions.append("TRUE")  # rather too much than nothing
        return " AND ".join(conditions) or None

    def _symbol_layer(self, symbolizer: Symbolizer) -> Element | None:
        match self.type, symbolizer.kind:
            case "fill", "fill":
                made = self._fill(symbolizer)
            case (("line" | "fill"), "line"):
                made = self._line(symbolizer)
            case "marker", ("circle" | "icon"):
                made = self._marker(symbolizer)
            case "line", ("circle" | "icon"):
                made = self._along(symbolizer)
            case "fill", ("circle" | "icon"):
                made = self._within("CentroidFill", symbolizer, {"point_on_surface": "1"})
            case _:
                return None
        return made

    def _nothing(self) -> Element:
        match self.type:
            case "fill":
                return _layer("SimpleFill", {"style": "no", "outline_style": "no"})
            case "line":
                return _layer("SimpleLine", {"line_style": "no"})
        return _layer("SimpleMarker", {"size": "0", "color": rgba(self.color, 0), "outline_style": "no"})

    def _fill(self, s: Symbolizer) -> Element:
        defined = self._defined(s, {"fillColor": _paint(s, "fill", self.color)})
        outline = s.text("fill-outline-color")
        values = {
            "color": self._rgba(s, "fill"),
            "style": "solid",
            "outline_style": "no",
            "joinstyle": "miter",
        }
        if outline is not None:
            values |= {"outline_style": "solid", "outline_color": rgba(outline), "outline_width": "0.2"}
        return _layer("SimpleFill", values, defined)

    def _line(self, s: Symbolizer) -> Element:
        # A casing lies beneath the line it encloses: as wide as the gap and both edges.
        width, usual = s.properties.get("line-width", 1), s.number("line-width", 1)
        if gap := s.properties.get("line-gap-width"):
            width = ["+", gap, ["*", 2, width]]
            usual = s.number("line-gap-width", 0) + 2 * usual
        values = {
            "line_color": self._rgba(s, "line"),
            "line_style": "solid",
            "line_width": _mm(usual),
            "line_width_unit": "MM",
            "capstyle": _CAPS.get(s.text("line-cap") or "", "flat"),
            "joinstyle": _JOINS.get(s.text("line-join") or "", "miter"),
        }
        dashes = s.usual.get("line-dasharray")
        if isinstance(dashes, list):
            parts = dashes[1] if dashes[:1] == ["literal"] else dashes
            assert isinstance(parts, list)
            lengths = [_mm(float(part) * usual) for part in parts if isinstance(part, int | float)]
            values |= {
                "use_custom_dash": "1",
                "customdash": ";".join(lengths if len(lengths) % 2 == 0 else 2 * lengths),
                "customdash_unit": "MM",
            }
        expressions = {"outlineColor": _paint(s, "line", self.color), "outlineWidth": _length(width)}
        return _layer("SimpleLine", values, self._defined(s, expressions))

    def _marker(self, s: Symbolizer) -> Element:
        if s.kind == "circle":
            return self._circle(
                s, s.properties.get("circle-radius", 5), s.number("circle-radius", 5), "circle"
            )
        size, usual = s.properties.get("icon-size", 1), s.number("icon-size", 1)
        icon = self.icons.get(s.text("icon-image") or "")
        if icon is None:
            return self._circle(s, ["*", size, SIDE / 2], usual * SIDE / 2, "icon")
        halo = s.text("icon-halo-color") or self.ground
        picture = icon.qgis_svg(halo, min(s.number("icon-halo-width", 0), MARGIN), self.ground)
        values = {
            "name": f"base64:{b64encode(picture.encode()).decode()}",
            "color": self._rgba(s, "icon"),
            "size": _mm(usual * (SIDE + 2 * MARGIN)),
            "size_unit": "MM",
            "outline_style": "no",
            **_offset(s, usual),
        }
        expressions = {
            "fillColor": _paint(s, "icon", self.color),
            "size": _length(["*", size, SIDE + 2 * MARGIN]),
            "angle": expression_unless_constant(s.properties.get("icon-rotate")),
        }
        return _layer("SvgMarker", values, self._defined(s, expressions))

    def _circle(self, s: Symbolizer, radius: JsonValue, usual: float, prefix: str) -> Element:
        edge = s.text(f"{prefix}-stroke-color") or s.text(f"{prefix}-halo-color")
        values = {
            "name": "circle",
            "color": self._rgba(s, prefix),
            "size": _mm(2 * usual),
            "size_unit": "MM",
            "outline_style": "solid" if edge else "no",
            "outline_color": rgba(edge or self.ground),
            "outline_width": _mm(s.number(f"{prefix}-stroke-width", 1)),
            "outline_width_unit": "MM",
        }
        expressions = {"fillColor": _paint(s, prefix, self.color), "size": _length(["*", 2, radius])}
        return _layer("SimpleMarker", values, self._defined(s, expressions))

    def _along(self, s: Symbolizer) -> Element:
        if s.usual.get("symbol-placement") == "line":
            spacing = s.number("symbol-spacing", _USUAL_SPACING)
            return self._within(
                "MarkerLine", s, {"placement": "interval", "interval": _mm(spacing), "interval_unit": "MM"}
            )
        return self._within(
            "MarkerLine", s, {"placement": "vertex" if s.kind == "circle" else "centralpoint"}
        )

    def _within(self, name: str, s: Symbolizer, values: Mapping[str, str]) -> Element:
        """A marker set upon a line or into an area."""
        whole = _layer(name, values, self._defined(s, {}))
        inner = SubElement(
            whole, "symbol", type="marker", name="@0@0", alpha="1", clip_to_extent="1", force_rhr="0"
        )
        inner.append(self._marker(s))
        return whole

    def _rgba(self, s: Symbolizer, prefix: str) -> str:
        return rgba(s.text(f"{prefix}-color") or self.color, s.number(f"{prefix}-opacity", 1))

    def _defined(self, s: Symbolizer, expressions: Mapping[str, str | None]) -> dict[str, str]:
        every = {**expressions, "enabled": self.shown_if(s)}
        return {name: expression for name, expression in every.items() if expression is not None}


def _layer(name: str, values: Mapping[str, str], defined: Mapping[str, str] | None = None) -> Element:
    made = Element("layer", {"class": name, "enabled": "1", "locked": "0", "pass": "0"})
    options(made, dict(values))
    properties(made, "data_defined_properties", defined or {})
    return made


def _paint(s: Symbolizer, prefix: str, otherwise: str) -> str | None:
    """Colour and opacity as one expression, where either depends on the feature or the zoom."""
    color = expression_unless_constant(s.properties.get(f"{prefix}-color"))
    opacity = expression_unless_constant(s.properties.get(f"{prefix}-opacity"))
    if color is None and opacity is None:
        return None
    color = color or f"'{s.text(f'{prefix}-color') or otherwise}'"
    return f"set_color_part({color}, 'alpha', 255 * {opacity or s.number(f'{prefix}-opacity', 1)})"


def _length(pixels: JsonValue) -> str | None:
    """An expression in millimetres, where a length in pixels is no constant."""
    expression = expression_unless_constant(_folded(pixels))
    return None if expression is None else f"{MM_PER_PIXEL:.6g} * {expression}"


def _folded(pixels: JsonValue) -> JsonValue:
    """A product of constants is one."""
    constant = isinstance(pixels, list) and all(isinstance(p, int | float) for p in pixels[1:])
    return None if constant else pixels


def _mm(pixels: float) -> str:
    return f"{pixels * MM_PER_PIXEL:.4g}"


def _offset(s: Symbolizer, size: float) -> dict[str, str]:
    found = s.usual.get("icon-offset")
    parts = found[1] if isinstance(found, list) and found[:1] == ["literal"] else found
    if not isinstance(parts, list):
        return {}
    x, y = (_mm(float(p) * size) if isinstance(p, int | float) else "0" for p in parts)
    return {"offset": f"{x},{y}", "offset_unit": "MM"}
