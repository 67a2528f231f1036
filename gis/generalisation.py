"""How a layer is drawn below its own zooms: in levels, each generalised for a few zooms. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import Field as Constrained
from pydantic import model_validator

from gis.check_vocabulary import shape_of
from gis.model import Definition, Identifier
from gis.privacy import stricter
from gis.text import Text
from gis.yaml_file import wrong

if TYPE_CHECKING:
    from gis.registry import Field, Layer, LayerView

Way = Literal["dissolve", "simplify", "merge", "cluster", "thin"]
Drawn = Literal["rows", "level", "nothing"]

LOWEST_ZOOM = 6
"""Levels reach down to it by default: a province fills a screen."""
COUNT = "n"
"""The attribute that tells how many features became one."""
OWN_COLUMNS = ("id", "level", COUNT, "geom", "whole")
"""What a read model has besides its layer's fields."""

_SHAPES: dict[Way, str] = {
    "dissolve": "polygon",
    "simplify": "polygon",
    "merge": "line",
    "cluster": "point",
    "thin": "point",
}
CLUSTER_PIXELS = 64
"""Width of the cells in which points are counted unless a layer says otherwise."""
_Zoom = Annotated[int, Constrained(ge=0, le=22)]


class Grouping(Definition):
    """Features become one where these fields say the same."""

    by: tuple[Identifier, ...]


class Smallest(Definition):
    """What is smaller on the screen is left out."""

    pixels: Annotated[int, Constrained(ge=0, le=64)] = 2


class Cells(Definition):
    """One point for each cell of a grid, so many pixels wide."""

    pixels: Literal[8, 16, 32, 64, 128, 256] = 64


class Level(Definition):
    """What is drawn at some zooms below the layer's own, in exactly one way.

    ``dissolve`` unites polygons and ``merge`` joins lines that agree in some fields; ``simplify`` keeps each polygon;
    ``cluster`` counts points, ``thin`` keeps one of those that would lie on top of each other.
    """

    zooms: tuple[_Zoom, _Zoom]
    dissolve: Grouping | None = None
    simplify: Smallest | None = None
    merge: Grouping | None = None
    cluster: Cells | None = None
    thin: Cells | None = None
    keep: tuple[Identifier, ...] | None = None
    """Fields that stay; of points that became one, the value that all share."""

    @model_validator(mode="after")
    def _in_one_way(self) -> Self:
        given = [way for way in get_args(Way) if getattr(self, way) is not None]
        listed = ", ".join(get_args(Way))
        if len(given) != 1:
            raise wrong(f"şunlardan tam birini verin: {listed}", f"give exactly one of {listed}")
        if self.zooms[0] > self.zooms[1]:
            raise wrong(
                "zooms [en küçük, en büyük] biçimindedir; yerlerini değiştirin",
                "zooms is [lowest, highest]; swap them",
            )
        if self.keep is not None and (self.dissolve or self.merge):
            raise wrong(
                "birleşen öğelerden yalnızca `by` alanları kalır; keep satırını kaldırın",
                "of features that become one only the fields of `by` stay; remove keep",
            )
        return self

    @property
    def way(self) -> Way:
        return next(way for way in get_args(Way) if getattr(self, way) is not None)

    @property
    def ground_pixels(self) -> float:
        """A cell's width at the finest zoom, in pixels of zoom 0; 0 without cells."""
        cells = self.cluster or self.thin
        return 0 if cells is None else cells.pixels / 2 ** self.zooms[1]

    @property
    def by(self) -> tuple[str, ...]:
        grouping = self.dissolve or self.merge
        return () if grouping is None else grouping.by


@dataclass(frozen=True)
class ReadLevel:
    """One level as it is computed and stored.

    Attributes:
        zooms: the lowest and highest that are drawn from it; the highest is its number and decides how fine it is.
        pixels: of the smallest that is kept, or of a cell.
    """

    zooms: tuple[int, int]
    way: Way
    by: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    pixels: int = 2

    @property
    def number(self) -> int:
        return self.zooms[1]


def read_levels(layer: "Layer") -> tuple[ReadLevel, ...]:
    """A layer's levels, the finest first; each is computed from the one before it."""
    if layer.geometry == "none":
        return ()
    given = _defaults(layer) if layer.generalise is None else layer.generalise
    found = [level for one in given for level in _parts(layer, one)]
    return tuple(sorted(found, key=lambda level: -level.number))


def level_at(layer: "Layer", zoom: int) -> ReadLevel | None:
    return next((level for level in layer.levels if level.zooms[0] <= zoom <= level.zooms[1]), None)


def drawn_from(view: "LayerView", zoom: int) -> Drawn:
    """What an audience's tile of a layer is drawn from at a zoom: current rows, a level of the read model, or nothing."""
    if view.geometry == "none":
        return "nothing"
    lowest, highest = view.layer.zoom
    if lowest <= zoom <= highest:
        return "rows"
    if zoom > highest or level_at(view.layer, zoom) is None:
        return "nothing"
    # The read model is made from exact positions; who sees coarse ones has them counted as seen.
    return "level" if view.geometry == "exact" else "rows"


def lowest_zoom(view: "LayerView") -> int:
    """From which zoom on there is anything to draw."""
    return min([view.layer.zoom[0], *(level.zooms[0] for level in view.layer.levels)])


def is_counted(view: "LayerView") -> bool:
    """Whether a tile may show several of a layer's features as one, with their number."""
    return view.geometry != "none" and any(level.way != "simplify" for level in view.layer.levels)


def kept_fields(layer: "Layer") -> tuple["Field", ...]:
    """The fields a layer's read model has, in the layer's order."""
    kept = {name for level in layer.levels for name in level.keep}
    return tuple(f for f in layer.fields if f.name in kept)


def level_faults(layer: "Layer") -> Iterator[Text]:
    """What is wrong with the levels a layer declares."""
    if not layer.generalise:
        return
    if layer.geometry == "none":
        yield Text(
            tr="generalise: katmanın geometrisi yok; satırı kaldırın",
            en="generalise: the layer has no geometry; remove it",
        )
        return
    shape = shape_of(layer.geometry.type)
    for level in layer.generalise:
        if _SHAPES[level.way] != shape:
            fitting = ", ".join(way for way, needed in _SHAPES.items() if needed == shape)
            yield Text(
                tr=f"generalise: '{level.way}' bu geometri türüne uymaz; şunlardan birini verin: {fitting}",
                en=f"generalise: '{level.way}' does not fit this geometry; give one of {fitting}",
            )
        yield from _field_faults(layer, level)
    yield from _order_faults(layer.generalise)


def _field_faults(layer: "Layer", level: Level) -> Iterator[Text]:
    for name in (*level.by, *(level.keep or ())):
        if not layer.has(name):
            yield Text(
                tr=f"generalise: katmanda '{name}' alanı yok; adını düzeltin",
                en=f"generalise: the layer has no field '{name}'; correct its name",
            )
        elif name in OWN_COLUMNS:
            yield Text(
                tr=f"generalise: '{name}' Kent'in kendi sütunudur; alanı çıkarın",
                en=f"generalise: '{name}' is a column of Kent's own; leave the field out",
            )
        elif not _may_stay(layer, layer.field(name)):
            yield Text(
                tr=f"generalise: '{name}' alanının gizlilik sınıfı geometrininkinden sıkı; alanı çıkarın",
                en=f"generalise: '{name}' is of a stricter privacy class than the geometry; leave the field out",
            )


def _order_faults(levels: Sequence[Level]) -> Iterator[Text]:
    ordered = sorted(levels, key=lambda level: -level.zooms[1])
    for finer, coarser in pairwise(ordered):
        if coarser.zooms[1] >= finer.zooms[0]:
            yield Text(
                tr=f"generalise: zooms {list(coarser.zooms)} ile {list(finer.zooms)} örtüşüyor; birini daraltın",
                en=f"generalise: zooms {list(coarser.zooms)} and {list(finer.zooms)} overlap; narrow one of them",
            )
        if coarser.way != finer.way:
            yield Text(
                tr="generalise: bir katmanın düzeyleri tek bir yolla genelleştirilir; yolu eşitleyin",
                en="generalise: a layer's levels are generalised in one way; make them agree",
            )
        if coarser.keep and finer.keep is not None and not set(coarser.keep) <= set(finer.keep):
            yield Text(
                tr="generalise: kaba düzeyin keep alanları ince düzeyinkiler arasında olmalıdır",
                en="generalise: the fields a coarser level keeps must be among those the finer one keeps",
            )
        if coarser.ground_pixels < finer.ground_pixels * 2 ** (finer.zooms[1] - finer.zooms[0]):
            yield Text(
                tr="generalise: kaba düzeyin hücreleri arazide ince düzeyinkilerden küçük olamaz; pixels değerini büyütün",
                en="generalise: cells of a coarser level cannot be smaller on the ground than the finer one's; raise pixels",
            )
        if not set(coarser.by) <= set(finer.by):
            yield Text(
                tr="generalise: kaba düzeyin `by` alanları ince düzeyinkiler arasında olmalıdır",
                en="generalise: the fields of a coarser level's `by` must be among those of the finer one's",
            )


def _may_stay(layer: "Layer", field: "Field") -> bool:
    """Whether whoever sees the geometry may see the field: the shape of a group tells its value."""
    assert layer.geometry != "none"
    return field.privacy != "personal" and stricter(layer.geometry.privacy, field.privacy)


def _defaults(layer: "Layer") -> tuple[Level, ...]:
    assert layer.geometry != "none"
    highest = layer.zoom[0] - 1
    if highest < LOWEST_ZOOM:
        return ()
    zooms = (LOWEST_ZOOM, highest)
    match shape_of(layer.geometry.type):
        case "polygon":
            return (Level(zooms=zooms, simplify=Smallest()),)
        case "line":
            return (Level(zooms=zooms, merge=Grouping(by=_codes(layer)[:1])),)
        case _:
            return (Level(zooms=zooms, cluster=Cells()),)


def _codes(layer: "Layer") -> tuple[str, ...]:
    return tuple(f.name for f in layer.fields if f.type == "code" and _stays_by_default(layer, f))


def _stays_by_default(layer: "Layer", field: "Field") -> bool:
    return field.name not in OWN_COLUMNS and _may_stay(layer, field)


def _parts(layer: "Layer", level: Level) -> Iterator[ReadLevel]:
    """Cells change from zoom to zoom; shapes that are fine enough for a zoom do for the one below it as well.

    Where a municipality lowers the layer's own zooms, its features take the place of levels.
    """
    lowest, highest = level.zooms[0], min(level.zooms[1], layer.zoom[0] - 1)
    size = level.simplify or level.cluster or level.thin or Smallest()
    step = 1 if level.way in ("cluster", "thin") else 2
    for number in range(highest, lowest - 1, -step):
        keep = level.by or level.keep
        if keep is None:
            keep = _kept_by_default(layer, finest=number == layer.zoom[0] - 1)
        zooms = (max(lowest, number - step + 1), number)
        yield ReadLevel(zooms, level.way, level.by, () if level.merge and not level.by else keep, size.pixels)


def _kept_by_default(layer: "Layer", *, finest: bool) -> tuple[str, ...]:
    label = layer.label if finest else None
    named = (label,) if label and _stays_by_default(layer, layer.field(label)) else ()
    return tuple(dict.fromkeys((*named, *_codes(layer))))
