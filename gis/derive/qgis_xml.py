"""The few XML forms that all of QGIS's files share. Pure."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from pydantic import JsonValue

from gis.derive.qgis_expression import Untranslatable, qgis_expression

VERSION = "3.22.16-Białowieża"
"""The oldest QGIS these files are for; newer ones read what it wrote."""


def options(parent: Element, values: Mapping[str, JsonValue], name: str | None = None) -> Element:
    """``<Option type="Map">`` with a named entry each; lists and maps nest."""
    attributes = {"type": "Map"} if name is None else {"type": "Map", "name": name}
    whole = SubElement(parent, "Option", attributes)
    for key, value in values.items():
        _option(whole, key, value)
    return whole


def properties(parent: Element, tag: str, expressions: Mapping[str, str]) -> None:
    """Data-defined properties: QGIS's name of each and the expression that decides it."""
    active: dict[str, JsonValue] = {
        name: {"active": True, "expression": expression, "type": 3}
        for name, expression in expressions.items()
    }
    options(SubElement(parent, tag), {"name": "", "properties": active, "type": "collection"})


def expression_unless_constant(value: JsonValue) -> str | None:
    """The QGIS expression of a property that depends on the feature or the zoom; None where its usual value must do."""
    if not isinstance(value, list) or value[:1] == ["literal"]:
        return None
    try:
        return qgis_expression(value)
    except Untranslatable:
        return None


def rgba(color: str, opacity: float = 1) -> str:
    """``#rrggbb`` as QGIS writes it: ``r,g,b,a``, 0 to 255."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _option(parent: Element, name: str, value: JsonValue) -> None:
    match value:
        case dict():
            options(parent, value, name)
        case list():
            whole = SubElement(parent, "Option", type="List", name=name)
            for part in value:
                assert isinstance(part, dict)
                options(whole, part)
        case bool():
            SubElement(parent, "Option", type="bool", name=name, value=str(value).lower())
        case int() if -(2**31) <= value < 2**31:
            SubElement(parent, "Option", type="int", name=name, value=str(value))
        case int() | float():
            SubElement(parent, "Option", type="double", name=name, value=f"{value:.12g}")
        case _:
            SubElement(parent, "Option", type="QString", name=name, value="" if value is None else value)
