"""The legend of a layer, from the same fragments and code lists that draw it. Pure."""

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from gis.code_list import Code
from gis.derive.color import mix
from gis.derive.drawing import Legible, drawn
from gis.derive.expression import reduce
from gis.derive.symbology import LegendRule, StyleLayer, Styles, Theme
from gis.derive.symbols import well_seen
from gis.registry import LayerView, Registry
from gis.text import Text

LegendKind = Literal["fill", "line", "circle", "icon"]
_KINDS: dict[str, LegendKind] = {
    "fill": "fill",
    "fill-extrusion": "fill",
    "line": "line",
    "circle": "circle",
    "symbol": "icon",
}


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend.

    Attributes:
        color: ``#rrggbb`` as seen on the map, opacity worked in.
        width: of a line, in pixels.
        dash: lengths of dashes and gaps, in line widths.
        icon: its name in the sprite.
    """

    title: Text
    kind: LegendKind
    color: str
    outline: str | None = None
    width: float | None = None
    dash: tuple[float, ...] | None = None
    icon: str | None = None
    code: str | None = None


def legend(registry: Registry, view: LayerView, styles: Styles, theme: Theme) -> tuple[LegendEntry, ...]:
    """The entries of a layer as an audience sees it drawn; none for a layer without geometry.

    Style layers with ``kent:legend`` appear; where no fragment layer has it, the first that is not a label.

    Raises:
        RegistryError: as ``gis.derive.style.city_style``.
    """
    colors = Legible(styles, theme)
    layers = drawn(view, registry.codes, colors, language="tr")  # no text of a style reaches the legend
    chosen = [s for s in layers if s.metadata.legend] or [
        s for s in layers if not s.metadata.slot.startswith("label-")
    ][:1]
    entries = [ranked for s in chosen for ranked in _entries(registry, view, s, colors)]
    return tuple(dict.fromkeys(entry for _, entry in sorted(entries, key=lambda ranked: ranked[0])))


def _entries(
    registry: Registry, view: LayerView, style_layer: StyleLayer, colors: Legible
) -> list[tuple[int, LegendEntry]]:
    """Entries with their rank in the code list, which several style layers may share between them."""
    rule = style_layer.metadata.legend or LegendRule()
    field = view.field(rule.by) if rule.by else None
    if field is None or field.codes is None:
        return [(0, _Sample(style_layer, colors, view).entry(view.layer.title))]
    samples = [
        _Sample(style_layer, colors, view, field.name, code)
        for code in registry.codes[field.codes].codes
        if not code.retired
    ]
    return [
        (rank, sample.entry(sample.code.title))
        for rank, sample in enumerate(samples)
        if sample.code and sample.drawn
    ]


@dataclass(frozen=True)
class _Sample:
    """A style layer at a zoom where it is well seen, for a feature of which at most one code is known."""

    style_layer: StyleLayer
    colors: Legible
    view: LayerView
    field: str | None = None
    code: Code | None = None

    @property
    def drawn(self) -> bool:
        return reduce(self.style_layer.filter, self._known) is not False

    @property
    def _known(self) -> dict[str, JsonValue]:
        return {self.field: self.code.code} if self.field and self.code else {}

    @property
    def _rule(self) -> LegendRule:
        return self.style_layer.metadata.legend or LegendRule(ground=self.colors.role("land"))

    def entry(self, title: Text) -> LegendEntry:
        kind, prefix = (
            _KINDS[self.style_layer.type],
            "icon" if self.style_layer.type == "symbol" else self.style_layer.type,
        )
        return LegendEntry(
            title=title,
            kind=kind,
            color=self._color(f"{prefix}-color", self._number(f"{prefix}-opacity")),
            outline=found if isinstance(found := self._at(self._rule.outline), str) else None,
            width=self._number(f"{prefix}-width") if kind == "line" else None,
            dash=self._dash(),
            icon=icon
            if isinstance(icon := self._at(self.style_layer.layout.get("icon-image")), str)
            else None,
            code=self.code.code if self.code else None,
        )

    def _at(self, value: JsonValue) -> JsonValue:
        return well_seen(value, self.view, self.style_layer, self._known)

    def _number(self, name: str) -> float | None:
        found = self._at(self.style_layer.paint.get(name))
        return round(float(found), 2) if isinstance(found, int | float) else None

    def _color(self, name: str, opacity: float | None) -> str:
        found = self._at(self.style_layer.paint.get(name))
        color = (
            found if isinstance(found, str) and found.startswith("#") else self.colors.role("unclassified")
        )
        return color if opacity is None else mix(color, str(self._at(self._rule.ground)), opacity)

    def _dash(self) -> tuple[float, ...] | None:
        found = self._at(self.style_layer.paint.get("line-dasharray"))
        return (
            tuple(float(part) for part in found if isinstance(part, int | float))
            if isinstance(found, list)
            else None
        )
