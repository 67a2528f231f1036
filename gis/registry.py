"""The registry: layers with their fields, each defined once; everything else is derived from it. Pure."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Constrained

from gis.check_vocabulary import Check, check_faults, shape_of
from gis.code_list import CodeList
from gis.errors import NotFound
from gis.generalisation import Level, ReadLevel, level_faults, read_levels
from gis.layer_geometry import Geometry, GeometryType
from gis.model import Definition, Identifier
from gis.privacy import PUBLIC, STRICTEST, Activity, Audience, PrivacyClass
from gis.text import Text
from gis.yaml_file import wrong

FieldType = Literal["text", "integer", "number", "boolean", "date", "timestamp", "code", "reference"]
Reach = Literal["draw", "query", "download", "open-data"]
REACHES: tuple[Reach, ...] = get_args(Reach)
"""From the least to the most that is given away."""
UpdateFrequency = Literal[
    "continual", "daily", "weekly", "fortnightly", "monthly", "quarterly", "biannually", "annually", "asNeeded",
    "irregular", "notPlanned", "unknown",
]  # fmt: skip
"""ISO 19115-1, MD_MaintenanceFrequencyCode."""
Standard = Literal["tucbs", "inspire", "ladm", "maks", "open311", "osm"]

_RESERVED_LAYERS = frozenset({"row_count", "attachment"})
"""What else lies in an audience's schema."""
BOOKKEEPING = ("id", "uid", "version", "valid_from", "changed_by", "load_id", "source_hash", "change", "geom")
"""Columns every layer's table has besides its fields; no field may take their names."""

NAMED_ELSEWHERE = "named_elsewhere"
"""The attribute of tiles that tells of a piece of an area that its name stands in another tile."""
_NAMED_ONCE_FROM = 16
"""The zoom from which every area tells: each at a tile's edge costs time, and above it a tile has many."""
_RESERVED = frozenset({*BOOKKEEPING, NAMED_ELSEWHERE, "valid_to", "ended_by", "ended_load", "ended_change", "retired", "current", "bbox", "crs", "limit", "offset", "f", "lang",
                       "datetime", "filter", "sortby", "properties", "token", "geometry", "links", "attachments"})  # fmt: skip
OWN_PREFIX = "x_"
"""Begins the name of what a municipality adds to a shipped layer or code list; no release of Kent takes such a name."""


class Field(Definition):
    name: Identifier
    type: FieldType
    title: Text
    description: Text | None = None
    privacy: PrivacyClass = STRICTEST
    activity: Identifier | None = None
    required: bool = False
    codes: Identifier | None = None
    layer: Identifier | None = None
    inverse: Text | None = None
    """What a reference's other side calls the features that point at it; their layer's title when absent."""
    unit: str | None = None
    """In UCUM, case sensitive: m, m2, mm, deg, kV, Mbit/s."""
    min: float | None = None
    max: float | None = None
    sortable: bool = False
    searchable: bool = False
    aliases: tuple[str, ...] = ()
    renamed_from: Identifier | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.name in _RESERVED:
            raise wrong(
                f"'{self.name}' Kent'in kendi adıdır; başka bir ad seçin",
                f"'{self.name}' is Kent's own name; choose another",
            )
        if (self.type == "code") != (self.codes is not None):
            raise wrong(
                "code türündeki alan kod listesini `codes` ile verir; başka türdeki alan vermez",
                "a field of type code names its code list in `codes`, and only such a field does",
            )
        if (self.type == "reference") != (self.layer is not None):
            raise wrong(
                "reference türündeki alan katmanını `layer` ile verir; başka türdeki alan vermez",
                "a field of type reference names its layer in `layer`, and only such a field does",
            )
        if self.inverse is not None and self.type != "reference":
            raise wrong(
                "`inverse` yalnızca reference türündeki alanda olur; kaldırın",
                "`inverse` belongs to a field of type reference; remove it",
            )
        if self.privacy == "personal" and self.activity is None:
            raise wrong(
                "gizlilik sınıfı personal (verilmediğinde de odur): işleme faaliyetini `activity` ile verin ya da "
                "open, internal, restricted sınıflarından birini seçin",
                "privacy is personal (the default when none is given): name its processing activity in `activity`, "
                "or give the class open, internal or restricted",
            )
        if self.type not in ("integer", "number") and (
            self.min is not None or self.max is not None or self.unit
        ):
            raise wrong(
                "min, max ve unit yalnızca integer ve number alanlarında olur; kaldırın",
                "min, max and unit belong to integer and number fields; remove them",
            )
        if self.min is not None and self.max is not None and self.min > self.max:
            raise wrong("min, max'tan büyük; yerlerini değiştirin", "min is above max; swap them")
        return self


def _pairs(by: object) -> object:
    return {name: name for name in by} if isinstance(by, list) else by


class Relation(Definition):
    """Features that share values with another layer's: nothing enforces it, links and forms follow it.

    ``by`` maps this layer's fields to the other's; ``[a]`` is short for ``{a: a}``.
    """

    to: Identifier
    by: Annotated[
        dict[Identifier, Identifier],
        BeforeValidator(_pairs, json_schema_input_type=dict[Identifier, Identifier] | list[Identifier]),
    ]
    title: Text | None = None
    """What the other feature is to this one; its layer's title when absent."""
    inverse: Text | None = None
    """What this layer's features are to the other; this layer's title when absent."""

    @model_validator(mode="after")
    def _joins(self) -> Self:
        if not self.by:
            raise wrong("by boş; eşleşen alanları verin", "by is empty; name the fields that match")
        return self


class Attachments(Definition):
    """Files that may be kept with a layer's features (documents, photos, scanned sheets), and who may see them."""

    privacy: PrivacyClass = STRICTEST
    activity: Identifier | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.privacy == "personal" and self.activity is None:
            raise wrong(
                "ekler personal sınıfında: işleme faaliyetini `activity` ile verin ya da başka bir sınıf seçin",
                "attachments are personal: name their processing activity in `activity`, or give another class",
            )
        return self


class Edit(Definition):
    by: tuple[Identifier, ...]
    if_match: Literal["required"] = "required"


class Layer(Definition):
    id: Identifier
    theme: Identifier
    title: Text
    description: Text | None = None
    owner: Identifier
    derived: bool = False
    """Whether Kent itself keeps it; it is neither loaded nor edited."""
    geometry: Geometry | Literal["none"]
    key: tuple[Identifier, ...] = ()
    zoom: tuple[Annotated[int, Constrained(ge=0, le=22)], Annotated[int, Constrained(ge=0, le=22)]] = (0, 22)
    shown: bool = True
    """Whether a map shows it before anybody has chosen; what would cover the base map does not."""
    reach: Reach = "draw"
    label: Identifier | None = None
    label_once: bool = False
    """Whether tiles tell at every zoom, not from 16 on only, where an area's name stands: for what is named sooner."""
    period: tuple[Identifier, Identifier] | None = None
    """The fields from and until which a feature is there, for what comes and goes."""
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...] = ()
    attachments: Attachments | None = None
    checks: tuple[Check, ...] = ()
    generalise: tuple[Level, ...] | None = None
    """How it is drawn below its zooms; by its geometry's type when absent (``gis.generalisation``)."""
    edit: Edit | None = None
    licence: Identifier | None = None
    """A code of ``codes/licence.yaml``."""
    attribution: Text | None = None
    update_frequency: UpdateFrequency = "unknown"
    standards: dict[Standard, str] = Constrained(default={})
    """What the layer is called in other models."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.id in _RESERVED_LAYERS:
            raise wrong(
                f"'{self.id}' Kent'in kendi adıdır; başka bir kimlik seçin",
                f"'{self.id}' is Kent's own name; choose another id",
            )
        names = [f.name for f in self.fields]
        if doubled := {n for n in names if names.count(n) > 1}:
            said = ", ".join(sorted(doubled))
            raise wrong(
                f"alan iki kez verilmiş: {said}; birini silin", f"field given twice: {said}; remove one"
            )
        used = {
            "key": self.key,
            "label": (self.label,) if self.label else (),
            "period": self.period or (),
            "relations": tuple(name for relation in self.relations for name in relation.by),
            "checks": tuple(name for check in self.checks for name in check.fields),
        }
        for use, wanted in used.items():
            if missing := [n for n in wanted if n not in names]:
                said = ", ".join(missing)
                raise wrong(
                    f"{use} bu katmanda olmayan bir alanı gösteriyor: {said}; alanı ekleyin ya da adını düzeltin",
                    f"{use} names no field of this layer: {said}; add the field or correct its name",
                )
        if any(self.field(name).type not in ("date", "timestamp") for name in self.period or ()):
            raise wrong(
                "period alanları date ya da timestamp türünde olmalıdır",
                "the fields of period must be of type date or timestamp",
            )
        if self.derived and self.edit is not None:
            raise wrong(
                "derived katmanı Kent kendisi tutar; edit satırını kaldırın",
                "Kent itself keeps a derived layer; remove edit",
            )
        if self.label_once and (
            self.label is None or self.geometry == "none" or shape_of(self.geometry.type) != "polygon"
        ):
            raise wrong(
                "label_once, label alanı olan poligon katmanları içindir; satırı kaldırın",
                "label_once is for polygons with a label; remove it",
            )
        for fault in (*check_faults(self), *level_faults(self)):
            raise wrong(fault.tr, fault.en)
        if self.zoom[0] > self.zoom[1]:
            raise wrong(
                "zoom [en küçük, en büyük] biçimindedir; yerlerini değiştirin",
                "zoom is [lowest, highest]; swap them",
            )
        if self.reach == "open-data" and (self.licence is None or self.attribution is None):
            raise wrong(
                "reach: open-data için licence ve attribution gerekir; ekleyin ya da reach değerini düşürün",
                "reach: open-data needs a licence and an attribution; add them or lower the reach",
            )
        return self

    def field(self, name: str) -> Field:
        """Raises: NotFound."""
        for field in self.fields:
            if field.name == name:
                return field
        raise NotFound(
            "unknown_field",
            Text(tr=f"{self.id} katmanında '{name}' alanı yok.", en=f"{self.id} has no field '{name}'."),
        )

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    @cached_property
    def levels(self) -> tuple[ReadLevel, ...]:
        """Its generalised levels, the finest first."""
        return read_levels(self)

    @property
    def geometry_type(self) -> GeometryType | None:
        return None if self.geometry == "none" else self.geometry.type

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of ``city.<layer>``, in order."""
        geometry = () if self.geometry == "none" else ("geom",)
        return ("id", "uid", *(f.name for f in self.fields), *geometry, *BOOKKEEPING[2:-1])


class LayerView(Definition):
    """What one audience sees of one layer: the shape of its database view."""

    layer: Layer
    audience: str
    fields: tuple[Field, ...]
    geometry: Literal["exact", "coarsened", "none"]
    cell_m: int | None = None

    def __hash__(self) -> int:
        """Cheap, like equality: views key the caches of the hot routes."""
        return hash((self.layer.id, self.audience))

    def __eq__(self, other: object) -> bool:
        """Views of two registries differ even where all they say is the same: only the layers' identity is looked at."""
        return (
            isinstance(other, LayerView)
            and self.layer is other.layer
            and (self.audience, self.fields, self.geometry, self.cell_m)
            == (other.audience, other.fields, other.geometry, other.cell_m)
        )

    @property
    def id(self) -> str:
        return self.layer.id

    @property
    def schema_name(self) -> str:
        return schema_name(self.audience)

    @property
    def label(self) -> str | None:
        """The label field, if this audience sees it."""
        return self.layer.label if any(f.name == self.layer.label for f in self.fields) else None

    @property
    def named_once_from(self) -> int | None:
        """The zoom from which tiles tell in which of them an area's name stands; none where no area has a name."""
        geometry = self.layer.geometry_type
        if (
            self.label is None
            or self.geometry != "exact"
            or geometry is None
            or shape_of(geometry) != "polygon"
        ):
            return None
        return 0 if self.layer.label_once else _NAMED_ONCE_FROM

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


def schema_name(audience: str) -> str:
    """The database schema that *is* an audience's access."""
    return f"as_{audience}"


def versions_name(layer_id: str) -> str:
    """The view of all versions of a layer's features, past and present; no layer can be called so."""
    return f"{layer_id}@versions"


class Registry(Definition):
    layers: dict[str, Layer]
    codes: dict[str, CodeList]
    audiences: dict[str, Audience]
    activities: dict[str, Activity]
    files: dict[str, tuple[Path, ...]] = Constrained(default={}, exclude=True)
    """``layers/camera``, ``codes/road_class`` -> the files that define it, Kent's own before a municipality's."""

    def layer(self, layer_id: str) -> Layer:
        """Raises: NotFound."""
        try:
            return self.layers[layer_id]
        except KeyError:
            known = ", ".join(self.layers)
            raise NotFound(
                "unknown_layer",
                Text(tr=f"'{layer_id}' adlı bir katman yok.", en=f"There is no layer '{layer_id}'."),
                Text(tr=f"Katmanlar: {known}.", en=f"The layers are: {known}."),
            ) from None

    def audience(self, audience_id: str) -> Audience:
        """Raises: NotFound."""
        try:
            return self.audiences[audience_id]
        except KeyError:
            known = ", ".join(self.audiences)
            raise NotFound(
                "unknown_audience",
                Text(
                    tr=f"'{audience_id}' adlı bir hedef kitle yok.",
                    en=f"There is no audience '{audience_id}'.",
                ),
                Text(tr=f"Hedef kitleler: {known}.", en=f"The audiences are: {known}."),
            ) from None

    def view(self, layer_id: str, audience_id: str) -> LayerView | None:
        """What ``audience_id`` sees of a layer; None when it may not even know of it."""
        layer, audience = self.layers[layer_id], self.audiences[audience_id]
        fields = tuple(f for f in layer.fields if audience.admits(f.privacy, layer.theme, f.activity))
        geometry: Literal["exact", "coarsened", "none"] = "none"
        cell = None
        if layer.geometry != "none":
            if audience.admits(layer.geometry.privacy, layer.theme):
                geometry = "exact"
            elif cell := layer.geometry.coarsen.cell(audience_id) or layer.geometry.coarsen.cell(PUBLIC):
                geometry = "coarsened"
        if not fields and geometry == "none":
            return None
        return LayerView(layer=layer, audience=audience_id, fields=fields, geometry=geometry, cell_m=cell)

    def views(self, audience_id: str) -> tuple[LayerView, ...]:
        return tuple(v for layer in self.layers if (v := self.view(layer, audience_id)) is not None)

    @cached_property
    def digest(self) -> str:
        """Changes whenever anything of the registry changes; part of every ETag."""
        canonical = self.model_dump_json().encode()
        return hashlib.blake2b(canonical, digest_size=6).hexdigest()
