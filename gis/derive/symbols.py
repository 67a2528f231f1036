"""How each class of a layer's features is drawn, in terms every cartographic format shares. Pure.

MapLibre draws a layer style layer by style layer, each for the features its filter lets through. QGIS and SLD want to
be told class by class: what is drawn, one over the other, for a camera that is a dome. Both come from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from gis.code_list import Code
from gis.derive.drawing import Legible, drawn, visible_zooms
from gis.derive.expression import reduce
from gis.derive.symbology import SLOTS, Slot, StyleLayer
from gis.registry import LayerView, Registry
from gis.text import Language, Text

SymbolizerKind = Literal["fill", "line", "circle", "icon", "text"]
_KINDS: Mapping[str, tuple[SymbolizerKind, ...]] = {
    "fill": ("fill",),
    "fill-extrusion": ("fill",),
    "line": ("line",),
    "circle": ("circle",),
    "symbol": ("icon", "text"),
}
_NEEDED: Mapping[SymbolizerKind, str] = {"icon": "icon-image", "text": "text-field"}
USUAL_ZOOM = 15.0
_OTHER = Text(tr="Diğer", en="Other")


@dataclass(frozen=True)
class Symbolizer:
    """One style layer's part in drawing a class of features.

    Attributes:
        rank: its place among the layer's style layers, bottom to top; the same in every class.
        shown_if: MapLibre's filter, as far as the class does not decide it.
        zooms: from which zoom, and up to which (exclusive).
        properties: layout and paint, MapLibre's values: a constant, or an expression over fields and zoom.
        usual: the same at a zoom where the style layer is well seen, for a feature of which no other field is known.
    """

    name: str
    kind: SymbolizerKind
    slot: Slot
    rank: int
    shown_if: JsonValue
    zooms: tuple[float, float]
    properties: Mapping[str, JsonValue]
    usual: Mapping[str, JsonValue]

    def number(self, name: str, otherwise: float) -> float:
        found = self.usual.get(name)
        return float(found) if isinstance(found, int | float) else otherwise

    def text(self, name: str) -> str | None:
        found = self.usual.get(name)
        return found if isinstance(found, str) and found else None


@dataclass(frozen=True)
class SymbolClass:
    """Features that look alike.

    Attributes:
        code: of the field ``Symbols.by``; None for all others, or for all.
        symbolizers: bottom to top; none where features of the class are not drawn.
    """

    title: Text
    code: Code | None
    symbolizers: tuple[Symbolizer, ...]


@dataclass(frozen=True)
class Symbols:
    """How a layer is drawn and labelled.

    Attributes:
        by: the field whose code decides how a feature looks, if one does.
        labels: the first one's text wins a place first.
    """

    by: str | None
    classes: tuple[SymbolClass, ...]
    labels: tuple[Symbolizer, ...]

    @property
    def zooms(self) -> tuple[float, float] | None:
        """Where anything at all is drawn; None for a layer that is not."""
        spans = [s.zooms for s in (*self.labels, *(s for c in self.classes for s in c.symbolizers))]
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None

    @property
    def drawings(self) -> tuple[tuple[SymbolClass | None, Symbolizer], ...]:
        """Every symbolizer with the class it draws, bottom to top; None where it draws all classes alike."""
        found: list[tuple[SymbolClass | None, Symbolizer]] = []
        for rank in sorted({s.rank for c in self.classes for s in c.symbolizers}):
            drawn = [(c, s) for c in self.classes for s in c.symbolizers if s.rank == rank]
            _, first = drawn[0]
            alike = all((s.shown_if, s.usual) == (first.shown_if, first.usual) for _, s in drawn)
            found += [(None, first)] if alike and len(drawn) == len(self.classes) else drawn
        return tuple(found)

    @property
    def height(self) -> int:
        """The slot to lay the whole layer in where layers cannot be interleaved: its areas', else its highest; -1 for none.

        An area laid higher would cover what the map draws above it.
        """
        every = [s for c in self.classes for s in c.symbolizers]
        areas = [s for s in every if s.kind == "fill"]
        return max((SLOTS.index(s.slot) for s in areas or every), default=-1)


def symbols(registry: Registry, view: LayerView, colors: Legible, language: Language) -> Symbols:
    """A layer as an audience sees it drawn; without classes where it has no geometry.

    Raises:
        RegistryError: as ``gis.derive.style.city_style``.
    """
    layers = sorted(
        drawn(view, registry.codes, colors, language),
        key=lambda s: (SLOTS.index(s.metadata.slot), s.metadata.order),
    )
    if not layers:
        return Symbols(None, (), ())
    by = next((s.metadata.legend.by for s in layers if s.metadata.legend and s.metadata.legend.by), None)
    field = view.field(by) if by else None
    codes = registry.codes[field.codes].codes if field and field.codes else ()
    other = SymbolClass(
        _OTHER if codes else view.layer.title, None, _symbolizers(layers, view, {by: None} if by else {})
    )
    classes = tuple(SymbolClass(c.title, c, _symbolizers(layers, view, {str(by): c.code})) for c in codes)
    labels = tuple(s for s in reversed(_all(layers, view, {})) if s.kind == "text")
    return Symbols(by if codes else None, (*classes, other), labels)


def well_seen(
    value: JsonValue, view: LayerView, style_layer: StyleLayer, known: Mapping[str, JsonValue]
) -> JsonValue:
    """A property at a zoom where its style layer is well seen, for a feature of which only ``known`` is known."""
    blank: dict[str, JsonValue] = {field.name: None for field in view.layer.fields}
    return reduce(value, blank | dict(known), zoom=max(USUAL_ZOOM, style_layer.minzoom or 0))


def _symbolizers(
    layers: list[StyleLayer], view: LayerView, known: Mapping[str, JsonValue]
) -> tuple[Symbolizer, ...]:
    return tuple(s for s in _all(layers, view, known) if s.kind != "text")


def _all(layers: list[StyleLayer], view: LayerView, known: Mapping[str, JsonValue]) -> list[Symbolizer]:
    return [s for rank, layer in enumerate(layers) for s in _of(layer, rank, view, known)]


def _of(
    style_layer: StyleLayer, rank: int, view: LayerView, known: Mapping[str, JsonValue]
) -> list[Symbolizer]:
    shown_if = reduce(style_layer.filter, known)
    if shown_if is False:
        return []
    given = {**style_layer.layout, **style_layer.paint}
    properties = {name: reduce(value, known) for name, value in given.items()}
    usual = {name: well_seen(value, view, style_layer, known) for name, value in given.items()}
    return [
        Symbolizer(
            style_layer.id,
            kind,
            style_layer.metadata.slot,
            rank,
            shown_if,
            visible_zooms(view, style_layer),
            properties,
            usual,
        )
        for kind in _KINDS.get(style_layer.type, ())
        if _NEEDED.get(kind, "") in {"", *properties}
    ]
