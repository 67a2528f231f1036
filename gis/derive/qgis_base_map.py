"""Kent's own base map as a vector tile layer of a QGIS project, drawn as on the portal. Pure."""

from dataclasses import dataclass
from functools import cached_property
from math import floor
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from gis.derive.drawing import LARGEST_ZOOM
from gis.derive.qgis_expression import column, quoted
from gis.derive.qgis_label import label_filter, label_settings
from gis.derive.qgis_symbol import SymbolType, SymbolWriter
from gis.derive.qml import QmlWriter
from gis.derive.style import LARGEST_TILE_ZOOM
from gis.derive.symbology import SLOTS
from gis.derive.symbols import SymbolClass, Symbolizer, Symbols
from gis.privacy import PUBLIC
from gis.registry import LayerView
from gis.text import Text

BASE_MAP = "kent_base_map"
TITLE = Text(tr="Altlık harita", en="Base map")
_OVERLAYS_FROM = SLOTS.index("overlay-fill")
_GEOMETRY: dict[SymbolType, str] = {"marker": "0", "line": "1", "fill": "2"}


@dataclass(frozen=True)
class BaseMap:
    """The open layers that a map is read by: those drawn beneath the overlays, for the public, so without an account.

    Args:
        writer: of QGIS styles.
        base_url: Kent's address, without a closing slash.
    """

    writer: QmlWriter
    base_url: str

    @cached_property
    def layers(self) -> tuple[tuple[LayerView, Symbols], ...]:
        views = self.writer.registry.views(PUBLIC)
        every = ((v, self.writer.symbols(v)) for v in views if v.geometry != "none" and v.layer.shown)
        return tuple((v, found) for v, found in every if 0 <= found.height < _OVERLAYS_FROM)

    @property
    def source(self) -> str:
        """QGIS's data source."""
        views = [v for v, _ in self.layers]
        tiles = f"{self.base_url}/tiles/{','.join(v.id for v in views)}/{{z}}/{{x}}/{{y}}"
        lowest = min(v.layer.zoom[0] for v in views)
        style = f"{self.base_url}/styles/city"
        return (
            f"type=xyz&url={quote(tiles, safe=':/,')}&zmin={lowest}&zmax={LARGEST_TILE_ZOOM}&styleUrl={style}"
        )

    def style_elements(self) -> list[Element]:
        """``<renderer>`` and ``<labeling>``, bottom to top."""
        drawings = [
            (SLOTS.index(s.slot), s.rank, view, found, of, s)
            for view, found in self.layers
            for of, s in (*found.drawings, *((None, label) for label in reversed(found.labels)))
        ]
        drawings.sort(key=lambda drawing: drawing[:2])
        renderer, labeling = Element("renderer", type="basic"), Element("labeling", type="basic")
        styles, labels = SubElement(renderer, "styles"), SubElement(labeling, "styles")
        for _, _, view, found, of, s in drawings:
            if s.kind == "text":
                labels.append(self._label(view, s))
            else:
                styles.append(self._style(view, found, of, s))
        return [renderer, labeling]

    def _symbol_writer(self, view: LayerView, found: Symbols) -> SymbolWriter:
        """Of symbols that tell themselves at which scales they are drawn: QGIS's own zooms are a tile's, not a map's."""
        made = self.writer.symbol_writer(view, found)
        return SymbolWriter(made.type, (0, LARGEST_ZOOM), made.icons, made.color, made.ground)

    def _style(self, view: LayerView, found: Symbols, of: SymbolClass | None, s: Symbolizer) -> Element:
        writer = self._symbol_writer(view, found)
        name = f"{view.id}.{s.name}" + (f".{of.code.code}" if of and of.code else "")
        made = self._part(view, name, s, _class_condition(found, of), writer.type)
        SubElement(made, "symbols").append(writer.symbol("0", [s]))
        return made

    def _label(self, view: LayerView, label: Symbolizer) -> Element:
        type = self.writer.symbol_writer(view, self.writer.symbols(view)).type
        made = self._part(view, f"{view.id}.{label.name}", label, label_filter(label), type)
        made.append(label_settings(label, type))
        return made

    @staticmethod
    def _part(view: LayerView, name: str, s: Symbolizer, condition: str, type: SymbolType) -> Element:
        attributes = {
            "name": name,
            "layer": view.id,
            "geometry": _GEOMETRY[type],
            "enabled": "1",
            "expression": condition,
            # A tile of that zoom is never shown on a smaller scale; the symbol itself tells the scale.
            "min-zoom": str(min(floor(s.zooms[0]), LARGEST_TILE_ZOOM)),
            "max-zoom": "-1",
        }
        return Element("style", attributes)


def _class_condition(found: Symbols, of: SymbolClass | None) -> str:
    if found.by is None or of is None:
        return ""
    field = column(found.by)
    if of.code is not None:
        return f"{field} = {quoted(of.code.code)}"
    codes = ", ".join(quoted(c.code.code) for c in found.classes if c.code)
    return f"NOT coalesce({field} IN ({codes}), FALSE)"
