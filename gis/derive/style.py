"""The city's map as one MapLibre style for an audience, a language and a theme. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

from pydantic import JsonValue

from gis.derive.clusters import cluster_layers
from gis.derive.drawing import LARGEST_ZOOM, Legible, drawn, map_zooms
from gis.derive.symbology import SLOTS, StyleLayer, Styles, Theme
from gis.registry import NAMED_ELSEWHERE, LayerView, Registry
from gis.text import Language

MOST_LAYERS = 100
"""Of a composite (``/tiles/{a,b}``); a tile of all the caller sees (``/ogc/tiles``) has no such limit."""
LARGEST_TILE_ZOOM = 17
"""Beyond it, MapLibre enlarges the tile it has: coordinates are still within 3 cm (4096 steps a tile)."""


@dataclass(frozen=True)
class Look:
    """How the reader wants the map.

    Attributes:
        base_url: put before every path, without a closing slash; empty where the client resolves paths.
    """

    language: Language = "tr"
    theme: Theme = "light"
    base_url: str = ""


def city_style(registry: Registry, audience: str, look: Look, styles: Styles) -> dict[str, JsonValue]:
    """A MapLibre style document (version 8) with every layer and field the audience sees, and no other.

    Raises:
        RegistryError: a fragment names a field, code list, colour or icon that is not there.
    """
    colors = Legible(styles, look.theme)
    views = [v for v in registry.views(audience) if v.geometry != "none"]
    fragments = {v: drawn(v, registry.codes, colors, look.language) for v in views}
    layers = [
        (v, style_layer)
        for v, fragment in fragments.items()
        for style_layer in (*fragment, *cluster_layers(v, fragment, colors, look.language))
    ]
    layers.sort(key=lambda found: (SLOTS.index(found[1].metadata.slot), found[1].metadata.order))
    names = _source_names(views)
    background: JsonValue = {
        "id": "background", "type": "background", "metadata": {"kent:slot": "background"},
        "paint": {"background-color": colors.role("land")},
    }  # fmt: skip
    return {
        "version": 8,
        "name": {"tr": "Kent haritası", "en": "City map"}[look.language],
        "metadata": {"kent:theme": look.theme, "kent:language": look.language},
        "sources": _sources(views, names, layers, look),
        "sprite": f"{look.base_url}/sprites/city",
        "glyphs": f"{look.base_url}/fonts/{{fontstack}}/{{range}}.pbf",
        "layers": [
            background,
            *(_style_layer(view, style_layer, names[view.id]) for view, style_layer in layers),
        ],
    }


def _sources(
    views: Iterable[LayerView],
    names: Mapping[str, str],
    layers: Iterable[tuple[LayerView, StyleLayer]],
    look: Look,
) -> dict[str, JsonValue]:
    begins: dict[str, float] = {}
    for view, style_layer in layers:
        lowest = map_zooms(view, style_layer)[0]
        begins[names[view.id]] = min(lowest, begins.get(names[view.id], lowest))
    by_source: dict[str, list[LayerView]] = {}
    for view in views:
        by_source.setdefault(names[view.id], []).append(view)
    return {name: _source(together, begins.get(name), look) for name, together in by_source.items()}


def _source_names(views: Iterable[LayerView]) -> dict[str, str]:
    """One vector source for each theme, so that a theme's layers travel in one tile; several where one cannot hold them."""
    by_theme: dict[str, list[str]] = {}
    for view in views:
        by_theme.setdefault(view.layer.theme, []).append(view.id)
    return {
        layer: f"{theme}-{number}" if number > 1 else theme
        for theme, layers in by_theme.items()
        for number, together in enumerate(batched(layers, MOST_LAYERS), 1)
        for layer in together
    }


def tile_zooms(views: Sequence[LayerView]) -> tuple[int, int]:
    """The first zoom that draws these layers' rows, and the last that clients fetch tiles at."""
    lowest, highest = zip(*(v.layer.zoom for v in views), strict=True)
    # A layer that begins beyond the usual largest zoom would otherwise be in no tile at all.
    return min(lowest), max(min(LARGEST_TILE_ZOOM, max(highest)), *lowest)


def _source(views: list[LayerView], begins: float | None, look: Look) -> JsonValue:
    """Args: begins: the lowest zoom that anything of the theme is drawn at."""
    lowest, highest = tile_zooms(views)
    source: dict[str, JsonValue] = {
        "type": "vector",
        "tiles": [f"{look.base_url}/tiles/{','.join(v.id for v in views)}/{{z}}/{{x}}/{{y}}"],
        "minzoom": lowest if begins is None else min(lowest, int(begins)),
        "maxzoom": highest,
    }
    credits = dict.fromkeys(v.layer.attribution[look.language] for v in views if v.layer.attribution)
    return source | ({"attribution": " · ".join(credits)} if credits else {})


def _style_layer(view: LayerView, style_layer: StyleLayer, source: str) -> JsonValue:
    lowest, highest = map_zooms(view, style_layer)
    found: dict[str, JsonValue] = {
        "id": f"{view.id}.{style_layer.id}",
        "type": style_layer.type,
        "metadata": {"kent:layer": view.id, "kent:slot": style_layer.metadata.slot},
        "source": source,
        "source-layer": view.id,
        "minzoom": lowest,
    }
    if highest < LARGEST_ZOOM:
        found["maxzoom"] = highest
    shown_if: list[JsonValue] = [] if style_layer.filter is True else [style_layer.filter]
    if view.named_once_from is not None and style_layer.type == "symbol":
        shown_if.append(["!=", ["get", NAMED_ELSEWHERE], True])
    if shown_if:
        found["filter"] = shown_if[0] if len(shown_if) == 1 else ["all", *shown_if]
    hidden: dict[str, JsonValue] = {} if view.layer.shown else {"visibility": "none"}
    return found | {"layout": {**style_layer.layout, **hidden}, "paint": style_layer.paint}
