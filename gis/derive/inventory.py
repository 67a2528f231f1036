"""Registry and audience -> the data inventory: every layer, field, code and processing activity it may know of. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gis.attachment_access import may_see_attachments
from gis.code_list import Code
from gis.layer_geometry import GeometryType
from gis.privacy import Activity, PrivacyClass
from gis.registry import Field, FieldType, LayerView, Reach, Registry, Standard, UpdateFrequency
from gis.relations import Join, joins, sides
from gis.text import Text


@dataclass(frozen=True)
class FieldEntry:
    name: str
    type: FieldType
    title: Text
    description: Text | None
    unit: str | None
    codes: str | None
    """The code list's id."""
    layer: str | None
    """Where a reference leads; None where the audience does not see that layer."""
    minimum: float | None
    maximum: float | None
    required: bool
    searchable: bool
    sortable: bool
    privacy: PrivacyClass
    activity: str | None


@dataclass(frozen=True)
class RelationEntry:
    name: str
    title: Text
    layer: str
    fields: tuple[tuple[str, str], ...]
    """Fields here and fields there that have equal values."""
    many: bool
    """Whether many features there belong to one here."""


@dataclass(frozen=True)
class GeometryEntry:
    type: GeometryType
    privacy: PrivacyClass
    cell_m: int | None
    """The grid the audience sees positions on; None where it sees them exactly."""


@dataclass(frozen=True)
class LayerEntry:
    id: str
    theme: str
    title: Text
    description: Text | None
    owner: Text
    geometry: GeometryEntry | None
    """None for a layer without one, or whose places the audience does not see."""
    key: tuple[str, ...]
    """Empty where the audience does not see all of it."""
    zoom: tuple[int, int]
    reach: Reach
    fields: tuple[FieldEntry, ...]
    relations: tuple[RelationEntry, ...]
    attachments: PrivacyClass | None
    """The class files get; None where the audience sees none."""
    licence: Code | None
    attribution: Text | None
    update_frequency: UpdateFrequency
    standards: dict[Standard, str]


@dataclass(frozen=True)
class CodeListEntry:
    id: str
    title: Text
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class ActivityEntry:
    """A row of the personal-data inventory, and the fields (layer, field) it is about."""

    id: str
    activity: Activity
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ThemeEntry:
    id: str
    title: Text
    layers: tuple[LayerEntry, ...]


@dataclass(frozen=True)
class Inventory:
    audience: str
    audience_title: Text
    themes: tuple[ThemeEntry, ...]
    """In the order of the theme list; those without a visible layer are left out."""
    code_lists: tuple[CodeListEntry, ...]
    """Those that a visible field uses."""
    activities: tuple[ActivityEntry, ...]
    """Those whose personal fields the audience sees."""

    @property
    def layers(self) -> Iterator[LayerEntry]:
        return (layer for theme in self.themes for layer in theme.layers)


def inventory(registry: Registry, audience: str) -> Inventory:
    """What one audience may know of the city's data; a hidden field or layer is not named anywhere in it."""
    seen = joins(registry, audience)
    views = registry.views(audience)
    layers = [_layer(registry, view, seen) for view in views]
    themes = (
        ThemeEntry(code.code, code.title, tuple(layer for layer in layers if layer.theme == code.code))
        for code in registry.codes["theme"].codes
    )
    lists = dict.fromkeys(f.codes for view in views for f in view.fields if f.codes is not None)
    return Inventory(
        audience,
        registry.audiences[audience].title,
        tuple(theme for theme in themes if theme.layers),
        tuple(_code_list(registry, name) for name in lists),
        tuple(_activities(registry, views)),
    )


def _layer(registry: Registry, view: LayerView, seen: tuple[Join, ...]) -> LayerEntry:
    layer = view.layer
    geometry = None
    if layer.geometry != "none" and view.geometry != "none":
        geometry = GeometryEntry(layer.geometry.type, layer.geometry.privacy, view.cell_m)
    shows_files = may_see_attachments(layer, registry.audiences[view.audience])
    return LayerEntry(
        id=layer.id,
        theme=layer.theme,
        title=layer.title,
        description=layer.description,
        owner=_code(registry, "directorate", layer.owner).title,
        geometry=geometry,
        key=layer.key if all(view.field(name) is not None for name in layer.key) else (),
        zoom=layer.zoom,
        reach=layer.reach,
        fields=tuple(_field(registry, view, field) for field in view.fields),
        relations=tuple(
            RelationEntry(side.name, side.title, side.layer, side.pairs, not side.to_one)
            for side in sides(seen, layer.id)
        ),
        attachments=layer.attachments.privacy if layer.attachments and shows_files else None,
        licence=_code(registry, "licence", layer.licence) if layer.licence else None,
        attribution=layer.attribution,
        update_frequency=layer.update_frequency,
        standards=layer.standards,
    )


def _field(registry: Registry, view: LayerView, field: Field) -> FieldEntry:
    leads = field.layer is not None and registry.view(field.layer, view.audience) is not None
    return FieldEntry(
        name=field.name,
        type=field.type,
        title=field.title,
        description=field.description,
        unit=field.unit,
        codes=field.codes,
        layer=field.layer if leads else None,
        minimum=field.min,
        maximum=field.max,
        required=field.required,
        searchable=field.searchable,
        sortable=field.sortable,
        privacy=field.privacy,
        activity=field.activity,
    )


def _code_list(registry: Registry, name: str) -> CodeListEntry:
    found = registry.codes[name]
    return CodeListEntry(found.id, found.title, found.codes)


def _activities(registry: Registry, views: tuple[LayerView, ...]) -> Iterator[ActivityEntry]:
    personal = [(view.id, f) for view in views for f in view.fields if f.privacy == "personal"]
    for name, activity in registry.activities.items():
        if fields := tuple((layer, f.name) for layer, f in personal if f.activity == name):
            yield ActivityEntry(name, activity, fields)


def _code(registry: Registry, list_id: Literal["directorate", "licence"], code: str) -> Code:
    return next(known for known in registry.codes[list_id].codes if known.code == code)
