"""How the map draws points that a layer's generalised levels count: a circle with their number. Pure."""

from pydantic import JsonValue

from gis.derive.drawing import Legible
from gis.derive.symbology import Fragment, Metadata, Slot, StyleLayer
from gis.generalisation import COUNT, lowest_zoom
from gis.registry import LayerView
from gis.text import Language

_ZOOMS = 4
"""Drawn below the layer's own: farther away a city is one circle, which would hide its name."""
_ORDER = 100
"""Above all single icons of the slot, which would otherwise stand on the number."""
_RADIUS: JsonValue = [
    "interpolate",
    ["linear"],
    ["log10", ["max", ["get", COUNT], 1]],
    0,
    5,
    1,
    10,
    2,
    14,
    4,
    20,
]


def cluster_layers(view: LayerView, fragment: Fragment, colors: Legible, language: Language) -> Fragment:
    """Style layers below the view's own zooms, where its fragment says in which colour; else none.

    Args:
        fragment: the view's, worked out.
    """
    role = next((s.metadata.clusters for s in fragment if s.metadata.clusters is not None), None)
    ends = view.layer.zoom[0]
    lowest = max(lowest_zoom(view), ends - _ZOOMS)
    if role is None or lowest == ends or not any(level.way == "cluster" for level in view.layer.levels):
        return ()

    def layer(name: str, kind: str, slot: Slot, properties: dict[str, JsonValue]) -> StyleLayer:
        metadata = Metadata.model_validate(
            {"kent:slot": slot, "kent:order": _ORDER, "kent:generalised": True}
        )
        zooms = {"minzoom": lowest, "maxzoom": ends}
        return StyleLayer.model_validate(
            {"id": name, "type": kind, "metadata": metadata, **zooms, **properties}
        )

    circle: dict[str, JsonValue] = {
        "circle-color": colors.role("land"),
        "circle-radius": _RADIUS,
        "circle-stroke-color": colors.role(role),
        "circle-stroke-width": 2.5,
    }
    number: dict[str, JsonValue] = {
        "text-field": ["number-format", ["get", COUNT], {"locale": language}],
        "text-font": ["Noto Sans Medium"],
        "text-size": 11,
        "text-allow-overlap": True,
    }
    text: dict[str, JsonValue] = {
        "text-color": colors.role("place-name"),
        "text-halo-color": colors.role("land"),
        "text-halo-width": 1,
    }
    several: JsonValue = [">", ["get", COUNT], 1]
    return (
        layer("clusters", "circle", "overlay-point", {"paint": circle}),
        layer("cluster-sizes", "symbol", "label-overlay",
              {"filter": several, "layout": number, "paint": text}),
    )  # fmt: skip
