"""A layer's QGIS style (QML): how it is drawn, labelled and entered, for an audience and a language. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from gis.derive.drawing import UNCLASSIFIED, Legible
from gis.derive.qgis_expression import scale_of
from gis.derive.qgis_form import FormWriter, Referenced
from gis.derive.qgis_label import labeling
from gis.derive.qgis_symbol import SymbolWriter, symbol_type
from gis.derive.qgis_xml import VERSION
from gis.derive.symbology import Styles, Theme
from gis.derive.symbols import SymbolClass, Symbols, symbols
from gis.registry import LayerView, Registry
from gis.relations import Join
from gis.text import Language

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


@dataclass(frozen=True)
class QmlWriter:
    """Writes the QGIS style of any layer an audience sees.

    Attributes:
        joins: the relations of the project the style is for; a style of its own has none to show.
        referenced: its layers, by Kent's id.
    """

    registry: Registry
    styles: Styles
    language: Language = "tr"
    theme: Theme = "light"
    joins: Sequence[Join] = ()
    referenced: Mapping[str, Referenced] = MappingProxyType({})
    _worked_out: dict[LayerView, Symbols] = field(default_factory=dict, init=False, repr=False)

    def qml(self, view: LayerView) -> str:
        """The file ``<layer>.qml``: a hand-made one where there is one for this audience, else the derived.

        Raises:
            RegistryError: as ``gis.derive.style.city_style``.
        """
        return self._by_hand(view) or DOCTYPE + written(self.style(view))

    def style(self, view: LayerView) -> Element:
        """``<qgis>``; in a project, its attributes and children are its layer's."""
        if (by_hand := self._by_hand(view)) is not None:
            return ElementTree.fromstring(by_hand)  # noqa: S314 - a file of Kent's or of the municipality's own
        found = self.symbols(view)
        made = Element(
            "qgis",
            version=VERSION,
            styleCategories="AllStyleCategories",
            labelsEnabled="1" if found.labels else "0",
            readOnly="0",
        )
        made.attrib.update(_visible(found))
        if view.geometry != "none":
            made.append(self._renderer(view, found))
            if found.labels:
                made.append(labeling(found.labels, self.symbol_writer(view, found).type))
        made.extend(FormWriter(self.registry, view, self.language, self.joins, self.referenced).elements())
        return made

    @property
    def colors(self) -> Legible:
        return Legible(self.styles, self.theme)

    def symbols(self, view: LayerView) -> Symbols:
        """How a layer is drawn; worked out once."""
        if view not in self._worked_out:
            self._worked_out[view] = symbols(self.registry, view, self.colors, self.language)
        return self._worked_out[view]

    def symbol_writer(self, view: LayerView, found: Symbols) -> SymbolWriter:
        """Writes the symbols of a layer with geometry."""
        geometry = view.layer.geometry_type
        assert geometry is not None
        zooms = found.zooms or (0, 24)
        return SymbolWriter(
            symbol_type(geometry),
            zooms,
            self.styles.icons,
            self.colors.role(UNCLASSIFIED),
            self.colors.role("land"),
        )

    def _by_hand(self, view: LayerView) -> str | None:
        """A hand-made style names fields freely: an audience that may not know of one gets the derived style."""
        given = self.styles.qml.get(view.id)
        unseen = [f.name for f in view.layer.fields if view.field(f.name) is None]
        if given is None or any(re.search(rf"\b{name}\b", given) for name in unseen):
            return None
        return given

    def _renderer(self, view: LayerView, found: Symbols) -> Element:
        kind = "categorizedSymbol" if found.by else "singleSymbol"
        stacked = any(len(c.symbolizers) > 1 for c in found.classes)
        made = Element(
            "renderer-v2", type=kind, symbollevels="1" if stacked else "0", forceraster="0", enableorderby="0"
        )
        writer = self.symbol_writer(view, found)
        if found.by:
            made.set("attr", found.by)
            categories = SubElement(made, "categories")
            for at, symbol_class in enumerate(found.classes):
                categories.append(self._category(at, symbol_class))
        all_symbols = SubElement(made, "symbols")
        for at, symbol_class in enumerate(found.classes):
            all_symbols.append(writer.symbol(str(at), symbol_class.symbolizers))
        return made

    def _category(self, at: int, symbol_class: SymbolClass) -> Element:
        code = symbol_class.code
        return Element(
            "category",
            symbol=str(at),
            value=code.code if code else "",  # QGIS takes the empty value for all others
            label=symbol_class.title[self.language],
            render="true" if symbol_class.symbolizers else "false",
        )


def written(element: Element) -> str:
    """An element as text, a line each."""
    ElementTree.indent(element)
    return ElementTree.tostring(element, encoding="unicode") + "\n"


def _visible(found: Symbols) -> dict[str, str]:
    """Between which scales a layer is shown; QGIS's ``minScale`` is the smallest scale's denominator."""
    if found.zooms is None:
        return {"hasScaleBasedVisibilityFlag": "0"}
    low, high = found.zooms
    return {
        "hasScaleBasedVisibilityFlag": "1",
        "minScale": f"{scale_of(low):.0f}",
        "maxScale": "0" if high >= 22 else f"{scale_of(high):.0f}",
    }
