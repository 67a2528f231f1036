"""How one audience's view of a layer is drawn: its fragment with colours, codes and fields worked out. Pure.

An unseen field reads as null, as it does in the audience's tiles, and everything is worked out from there: a
filter that comes to false drops its style layer, a symbol without icon and text is dropped, a property that comes
to null is left out. So no style names a field its audience may not know of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import JsonValue

from gis.code_list import Code, CodeList
from gis.derive.color import legible
from gis.derive.default_style import default_fragment
from gis.derive.expression import fields_read, reduce
from gis.derive.symbology import Fragment, StyleLayer, Styles, Theme
from gis.errors import RegistryError
from gis.generalisation import lowest_zoom
from gis.registry import LayerView
from gis.text import Language, Text

GRAPHIC_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: what carries meaning against what lies beneath it."""
CODE_GROUNDS = ("land", "block")
UNCLASSIFIED = "unclassified"
UNKNOWN_ICON = "marker"

METRES_PER_PIXEL_AT_ZOOM_0 = 60_828.0
"""At 39° north, the middle of Turkey; 5 % less at its northern end, 5 % more at its southern."""
LARGEST_ZOOM = 24
"""Of the MapLibre style specification."""
_LARGEST_MAP_ZOOM = 22


@dataclass(frozen=True)
class Legible:
    """A theme's colours: the palette's roles, and code colours moved until they are told from the ground."""

    styles: Styles
    theme: Theme

    def role(self, name: str) -> str:
        """Raises: RegistryError when there is no such role."""
        return self.styles.color(name, self.theme)

    def code(self, code: Code) -> str:
        if code.color is None:
            return self.role(UNCLASSIFIED)
        return legible(code.color, tuple(self.role(ground) for ground in CODE_GROUNDS), GRAPHIC_CONTRAST)


@dataclass(frozen=True)
class _Drawing:
    view: LayerView
    codes: Mapping[str, CodeList]
    colors: Legible
    language: Language
    where: str
    """The style layer that is drawn, as faults name it: ``camera.position``."""

    def expand(self, value: JsonValue) -> JsonValue:
        """Kent's own words to MapLibre's."""
        if isinstance(value, str):
            return self._role(value[1:]) if value.startswith("@") else value
        if isinstance(value, dict):
            return {key: self.expand(part) for key, part in value.items()}
        if not isinstance(value, list) or not value or value[0] == "literal":
            return value
        match value:
            case ["kent:code-color", str(field)]:
                return self._per_code(
                    field,
                    {c.code: self.colors.code(c) for c in self._codes(field)},
                    self.colors.role(UNCLASSIFIED),
                )
            case ["kent:code-icon", str(field)]:
                return self._per_code(
                    field, {c.code: c.icon for c in self._codes(field) if c.icon}, UNKNOWN_ICON
                )
            case ["kent:code-title", str(field)]:
                return self._per_code(field, {c.code: c.title[self.language] for c in self._codes(field)}, "")
            case ["kent:cell-radius"]:
                return self._cell_radius()
        return [self.expand(part) for part in value]

    def check_fields(self, value: JsonValue) -> None:
        known = {"id", *(f.name for f in self.view.layer.fields)}
        if unknown := sorted(fields_read(value) - known):
            raise self._fault(
                f"katmanda alan yok: {', '.join(unknown)}; olanlar: {', '.join(sorted(known))}",
                f"the layer has no field {', '.join(unknown)}; it has: {', '.join(sorted(known))}",
            )

    def _role(self, name: str) -> str:
        if name not in self.colors.styles.palette:
            known = ", ".join(self.colors.styles.palette)
            raise self._fault(
                f"renk paletinde '@{name}' yok; olanlar: {known}",
                f"the palette has no '@{name}'; it has: {known}",
            )
        return self.colors.role(name)

    def _codes(self, field_name: str) -> tuple[Code, ...]:
        field = next((f for f in self.view.layer.fields if f.name == field_name), None)
        if field is None or field.codes is None:
            coded = ", ".join(f.name for f in self.view.layer.fields if f.codes) or "–"
            raise self._fault(
                f"'{field_name}' kod listesi olan bir alan değil; olanlar: {coded}",
                f"'{field_name}' is no field with a code list; there are: {coded}",
            )
        return self.codes[field.codes].codes

    def _fault(self, tr: str, en: str) -> RegistryError:
        return RegistryError(
            "style_invalid",
            Text(tr=f"styles: {self.where}: {tr}", en=f"styles: {self.where}: {en}"),
            Text(tr="styles/ altındaki JSON dosyasını düzeltin.", en="Mend its JSON file in styles/."),
        )

    @staticmethod
    def _per_code(field: str, values: Mapping[str, str], otherwise: str) -> JsonValue:
        grouped: dict[str, list[JsonValue]] = {}
        for code, value in values.items():
            grouped.setdefault(value, []).append(code)
        if not grouped:
            return otherwise
        branches: list[JsonValue] = [part for value, codes in grouped.items() for part in (codes, value)]
        return ["match", ["get", field], *branches, otherwise]

    def _cell_radius(self) -> JsonValue:
        half_cell_px = (self.view.cell_m or 0) / 2 / METRES_PER_PIXEL_AT_ZOOM_0
        return ["interpolate", ["exponential", 2], ["zoom"], 0, half_cell_px, 24, half_cell_px * 2**24]


def drawn(view: LayerView, codes: Mapping[str, CodeList], colors: Legible, language: Language) -> Fragment:
    """The style layers of ``view`` in plain MapLibre terms, in the fragment's order.

    Raises:
        RegistryError: a fragment names a field, code list or colour that is not there.
    """
    if view.geometry == "none":
        return ()
    drawing = _Drawing(view, codes, colors, language, where=view.id)
    unseen: dict[str, JsonValue] = {f.name: None for f in view.layer.fields if view.field(f.name) is None}
    own = [s for s in colors.styles.fragments.get(view.id, ()) if s.metadata.geometry == view.geometry]
    fragment = own or default_fragment(view)
    return tuple(
        found for style_layer in fragment if (found := _worked_out(style_layer, drawing, unseen)) is not None
    )


def visible_zooms(view: LayerView, style_layer: StyleLayer) -> tuple[float, float]:
    """From which zoom and up to which (exclusive) a style layer draws the layer's features."""
    lowest, highest = view.layer.zoom
    ends = LARGEST_ZOOM if style_layer.maxzoom is None else style_layer.maxzoom
    return max(lowest, style_layer.minzoom or 0), ends if highest >= _LARGEST_MAP_ZOOM else min(
        ends, highest + 1
    )


def map_zooms(view: LayerView, style_layer: StyleLayer) -> tuple[float, float]:
    """The same where tiles are drawn, which hold generalised levels too."""
    lowest, ends = visible_zooms(view, style_layer)
    if style_layer.metadata.generalised:
        lowest = max(lowest_zoom(view), style_layer.minzoom or 0)
    return lowest, ends


def _worked_out(
    style_layer: StyleLayer, drawing: _Drawing, unseen: Mapping[str, JsonValue]
) -> StyleLayer | None:
    drawing = replace(drawing, where=f"{drawing.view.id}.{style_layer.id}")

    def work_out(value: JsonValue) -> JsonValue:
        expanded = drawing.expand(value)
        drawing.check_fields(expanded)
        return reduce(expanded, unseen)

    def properties(group: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        return {name: worked for name, value in group.items() if (worked := work_out(value)) is not None}

    shown_if, layout = work_out(style_layer.filter), properties(style_layer.layout)
    if shown_if is False or (
        style_layer.type == "symbol" and not {"icon-image", "text-field"} & layout.keys()
    ):
        return None
    legend = style_layer.metadata.legend
    if legend is not None:
        by = legend.by if legend.by not in unseen else None
        legend = legend.model_copy(
            update={"by": by, "outline": work_out(legend.outline), "ground": work_out(legend.ground)}
        )
    return style_layer.model_copy(
        update={
            "filter": shown_if,
            "layout": layout,
            "paint": properties(style_layer.paint),
            "metadata": style_layer.metadata.model_copy(update={"legend": legend}),
        }
    )
