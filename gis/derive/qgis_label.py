"""QGIS labels, from the style layers that write a text. Pure."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from gis.derive.expression import fields_read
from gis.derive.qgis_expression import MM_PER_PIXEL, Untranslatable, column, qgis_expression, scale_of
from gis.derive.qgis_symbol import SymbolType
from gis.derive.qgis_xml import expression_unless_constant, properties, rgba
from gis.derive.symbols import Symbolizer

_POINTS_PER_PIXEL = 0.75
_AROUND_POINT, _ON_POINT, _CURVED, _HORIZONTAL = "6", "1", "3", "4"
"""QGIS's numbers of the placements."""
_ON_LINE, _ABOVE_LINE = "9", "10"
"""QGIS's placement flags: on the line itself, or above it; both turn with the map."""


def label_settings(label: Symbolizer, type: SymbolType) -> Element:
    """``<settings>`` of one text, shown between the scales of its style layer."""
    made = Element("settings", calloutType="simple")
    _text_style(made, label)
    SubElement(made, "text-format", wrapChar="", autoWrapLength="0", multilineAlign="3")
    along = label.usual.get("symbol-placement") == "line"
    placement, flags = {
        "marker": (_AROUND_POINT if "text-variable-anchor" in label.properties else _ON_POINT, _ON_LINE),
        "line": (_CURVED, _ABOVE_LINE if "text-offset" in label.properties else _ON_LINE),
        "fill": (_CURVED if along else _HORIZONTAL, _ON_LINE),
    }[type]
    SubElement(
        made,
        "placement",
        placement=placement,
        placementFlags=flags,
        dist=f"{label.number('text-radial-offset', 0) * _size(label) * MM_PER_PIXEL:.4g}",
        distUnits="MM",
        priority="5",
        quadOffset="4",
        repeatDistance=f"{label.number('symbol-spacing', 250) * MM_PER_PIXEL:.4g}" if type == "line" else "0",
        repeatDistanceUnits="MM",
        predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR",
        maxCurvedCharAngleIn="25",
        maxCurvedCharAngleOut="-25",
    )
    low, high = label.zooms
    SubElement(
        made,
        "rendering",
        drawLabels="1",
        scaleVisibility="1",
        scaleMin=f"{scale_of(high):.0f}",  # the smaller denominator, though elsewhere QGIS calls it maxScale
        scaleMax=f"{scale_of(low):.0f}",
        obstacle="1",
        mergeLines="1" if type == "line" else "0",
        fontMaxPixelSize="10000",
        fontMinPixelSize="0",
        maxNumLabels="2000",
    )
    size = expression_unless_constant(label.properties.get("text-size"))
    color = expression_unless_constant(label.properties.get("text-color"))
    defined = {"Size": f"{_POINTS_PER_PIXEL} * {size}" if size else None, "Color": color}
    properties(made, "dd_properties", {name: value for name, value in defined.items() if value})
    return made


def label_filter(label: Symbolizer) -> str:
    """The QGIS condition of a label; empty when every feature has it."""
    if label.shown_if is True:
        return ""
    try:
        return qgis_expression(label.shown_if)
    except Untranslatable:
        return ""


def labeling(labels: Iterable[Symbolizer], type: SymbolType) -> Element:
    """``<labeling>``: a rule for each text."""
    made = Element("labeling", type="rule-based")
    rules = SubElement(made, "rules", key="kent")
    for label in labels:
        rule = SubElement(rules, "rule", key=f"kent-{label.name}", description=label.name)
        if condition := label_filter(label):
            rule.set("filter", condition)
        rule.append(label_settings(label, type))
    return made


def _text_style(parent: Element, label: Symbolizer) -> None:
    fonts = label.usual.get("text-font")
    fonts = fonts[1] if isinstance(fonts, list) and fonts[:1] == ["literal"] else fonts
    font = str(fonts[0]) if isinstance(fonts, list) and fonts else "Noto Sans Regular"
    family, _, weight = font.rpartition(" ")
    style = SubElement(
        parent,
        "text-style",
        fieldName=_text(label),
        isExpression="1",
        fontFamily=family,
        namedStyle=weight,
        fontSize=f"{_size(label) * _POINTS_PER_PIXEL:.4g}",
        fontSizeUnit="Point",
        textColor=rgba(label.text("text-color") or "#000000", label.number("text-opacity", 1)),
        textOpacity="1",
        fontLetterSpacing=f"{label.number('text-letter-spacing', 0) * _size(label) * _POINTS_PER_PIXEL:.4g}",
    )
    halo = label.text("text-halo-color")
    SubElement(
        style,
        "text-buffer",
        bufferDraw="1" if halo else "0",
        bufferColor=rgba(halo or "#ffffff"),
        bufferSize=f"{label.number('text-halo-width', 1) * MM_PER_PIXEL:.4g}",
        bufferSizeUnits="MM",
        bufferOpacity="1",
        bufferNoFill="1",
        bufferJoinStyle="128",
    )


def _size(label: Symbolizer) -> float:
    return label.number("text-size", 16)


def _text(label: Symbolizer) -> str:
    given = label.properties["text-field"]
    try:
        return qgis_expression(given)
    except Untranslatable:
        return column(min(fields_read(given), default=""))
