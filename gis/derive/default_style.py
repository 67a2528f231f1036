"""How a layer looks that nobody wrote a style for. Pure."""

from pydantic import JsonValue

from gis.derive.symbology import Fragment, LegendRule, Metadata, Slot, StyleLayer
from gis.registry import LayerView


def default_fragment(view: LayerView) -> Fragment:
    """A plain, legible drawing by geometry type, coloured by the first code list the audience sees."""
    classified = next((f.name for f in view.fields if f.codes), None)
    color: JsonValue = ["kent:code-color", classified] if classified else "@overlay"
    legend = LegendRule(by=classified)
    if view.geometry == "coarsened":
        return (_soft_circle(color, legend),)
    label = _label(view.label) if view.label else ()
    match (view.layer.geometry_type or "").removeprefix("Multi"):
        case "Point":
            return _circle(color, legend.model_copy(update={"outline": "@land"})), *label
        case "LineString":
            width: JsonValue = ["interpolate", ["exponential", 1.6], ["zoom"], 12, 1, 18, 3]
            return _layer(
                "line", "line", "overlay-line", legend, {"line-color": color, "line-width": width}
            ), *label
        case _:
            outline = _layer(
                "outline", "line", "overlay-line", None, {"line-color": color, "line-width": 1.2}
            )
            area = {"fill-color": color, "fill-opacity": 0.25}
            return (
                _layer("area", "fill", "overlay-fill", legend.model_copy(update={"outline": color}), area),
                outline,
                *label,
            )


def _circle(color: JsonValue, legend: LegendRule) -> StyleLayer:
    radius: JsonValue = ["interpolate", ["linear"], ["zoom"], 12, 3, 18, 6]
    paint: dict[str, JsonValue] = {
        "circle-color": color,
        "circle-radius": radius,
        "circle-stroke-color": "@land",
        "circle-stroke-width": 1.5,
    }
    return _layer("point", "circle", "overlay-point", legend, paint)


def _soft_circle(color: JsonValue, legend: LegendRule) -> StyleLayer:
    """A position known only to its cell: an area, never a point that looks exact."""
    paint: dict[str, JsonValue] = {
        "circle-color": color, "circle-radius": ["kent:cell-radius"],
        "circle-opacity": 0.25, "circle-blur": 0.4,
    }  # fmt: skip
    return _layer("area", "circle", "overlay-point", legend, paint, geometry="coarsened")


def _label(field: str) -> Fragment:
    paint: dict[str, JsonValue] = {
        "text-color": "@network-name",
        "text-halo-color": "@land",
        "text-halo-width": 1.2,
    }
    layout: dict[str, JsonValue] = {
        "text-field": ["get", field], "text-font": ["Noto Sans Regular"], "text-size": 11,
        "text-variable-anchor": ["top", "bottom", "right", "left"], "text-radial-offset": 0.8,
        "text-max-width": 8,
    }  # fmt: skip
    return (
        _layer("name", "symbol", "label-overlay", None, paint).model_copy(
            update={"minzoom": 16, "layout": layout}
        ),
    )


def _layer(
    name: str,
    kind: str,
    slot: Slot,
    legend: LegendRule | None,
    paint: dict[str, JsonValue],
    geometry: str = "exact",
) -> StyleLayer:
    metadata = Metadata.model_validate({"kent:slot": slot, "kent:legend": legend, "kent:geometry": geometry})
    return StyleLayer.model_validate({"id": name, "type": kind, "metadata": metadata, "paint": paint})
