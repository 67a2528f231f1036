"""The registry: layers, fields and code lists, each defined once; everything else is derived from it. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Constrained

from gis.errors import NotFound, RegistryError
from gis.privacy import STRICTEST, Activity, Audience, PrivacyClass
from gis.text import Text, fold
from gis.yaml_file import build_model, line_of, read_model, read_yaml

Identifier = Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
FieldType = Literal["text", "integer", "number", "boolean", "date", "timestamp", "code", "reference"]
GeometryType = Literal["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
Reach = Literal["draw", "query", "download", "open-data"]
Severity = Literal["error", "warning"]

BOOKKEEPING = ("id", "uid", "version", "valid_from", "changed_by", "load_id", "source_hash", "geom")
"""Columns every layer's table has besides its fields; no field may take their names."""

_RESERVED = frozenset({*BOOKKEEPING, "valid_to", "ended_by", "ended_load", "bbox", "crs", "limit", "offset", "f", "lang",
                       "datetime", "filter", "sortby", "properties", "token", "geometry"})  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(_Model):
    """One value of a code list, with how it looks on every map."""

    code: Identifier
    title: Text
    color: Annotated[str, Constrained(pattern=r"^#[0-9a-f]{6}$")] | None = None
    icon: Annotated[str, Constrained(pattern=r"^[a-z0-9-]+$")] | None = None
    aliases: tuple[str, ...] = ()
    retired: bool = False
    renamed_from: Identifier | None = None


class CodeList(_Model):
    id: Identifier
    title: Text
    codes: tuple[Code, ...]

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        seen = [c.code for c in self.codes]
        if doubled := {c for c in seen if seen.count(c) > 1}:
            raise ValueError(f"code given twice: {', '.join(sorted(doubled))}")
        return self

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Folded code, titles and aliases -> code. A spelling of two codes belongs to the first."""
        found: dict[str, str] = {}
        for code in self.codes:
            for spelling in (code.code, code.title.tr, code.title.en, *code.aliases):
                found.setdefault(fold(spelling), code.code)
        return MappingProxyType(found)


class Coarsening(_Model):
    """Audience id -> cell size in metres of the fixed grid its geometries are snapped to."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[int, Constrained(ge=1, le=10_000)]]

    def cell(self, audience: str) -> int | None:
        return (self.__pydantic_extra__ or {}).get(audience)

    @property
    def audiences(self) -> tuple[str, ...]:
        return tuple(self.__pydantic_extra__ or {})


class Geometry(_Model):
    type: GeometryType
    privacy: PrivacyClass = "restricted"
    coarsen: Coarsening = Coarsening()

    @model_validator(mode="after")
    def _only_points_coarsen(self) -> Self:
        if self.coarsen.audiences and self.type != "Point":
            raise ValueError("coarsen works on Point layers only; give the geometry a stricter class instead")
        return self


class Field(_Model):
    name: Identifier
    type: FieldType
    title: Text
    description: Text | None = None
    privacy: PrivacyClass = STRICTEST
    activity: Identifier | None = None
    required: bool = False
    codes: Identifier | None = None
    layer: Identifier | None = None
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    sortable: bool = False
    searchable: bool = False
    aliases: tuple[str, ...] = ()
    renamed_from: Identifier | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.name in _RESERVED:
            raise ValueError(f"'{self.name}' is Kent's own name; choose another")
        if (self.type == "code") != (self.codes is not None):
            raise ValueError(
                "a field of type code names its code list in `codes`, and only such a field does"
            )
        if (self.type == "reference") != (self.layer is not None):
            raise ValueError(
                "a field of type reference names its layer in `layer`, and only such a field does"
            )
        if self.privacy == "personal" and self.activity is None:
            raise ValueError(
                "privacy is personal (the default when none is given): name its processing activity in `activity`, "
                "or give the class open, internal or restricted"
            )
        if self.type not in ("integer", "number") and (
            self.min is not None or self.max is not None or self.unit
        ):
            raise ValueError("min, max and unit belong to integer and number fields")
        return self


class Check(_Model):
    """A named check of ``gis.quality``. In YAML: ``valid``, or ``{name: valid, severity: warning}``."""

    name: Literal["valid"]
    severity: Severity = "error"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        """Editors are told of the short form too."""
        whole = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [whole["properties"]["name"], {k: v for k, v in whole.items() if k != "title"}]}


class Edit(_Model):
    by: tuple[Identifier, ...]
    if_match: Literal["required"] = "required"


class Layer(_Model):
    id: Identifier
    theme: Identifier
    title: Text
    description: Text | None = None
    owner: Identifier
    geometry: Geometry | Literal["none"]
    key: tuple[Identifier, ...] = ()
    zoom: tuple[Annotated[int, Constrained(ge=0, le=22)], Annotated[int, Constrained(ge=0, le=22)]] = (0, 22)
    reach: Reach = "draw"
    label: Identifier | None = None
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    edit: Edit | None = None
    licence: str | None = None
    attribution: Text | None = None
    standards: dict[str, str] = {}

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.id == "row_count":
            raise ValueError("'row_count' is Kent's own name; choose another id")
        names = [f.name for f in self.fields]
        if doubled := {n for n in names if names.count(n) > 1}:
            raise ValueError(f"field given twice: {', '.join(sorted(doubled))}")
        for use, wanted in (("key", self.key), ("label", (self.label,) if self.label else ())):
            if missing := [n for n in wanted if n not in names]:
                raise ValueError(f"{use} names no field of this layer: {', '.join(missing)}")
        if self.zoom[0] > self.zoom[1]:
            raise ValueError("zoom is [lowest, highest]")
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

    @property
    def geometry_type(self) -> GeometryType | None:
        return None if self.geometry == "none" else self.geometry.type

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of ``city.<layer>``, in order."""
        geometry = () if self.geometry == "none" else ("geom",)
        return ("id", "uid", *(f.name for f in self.fields), *geometry, *BOOKKEEPING[2:-1])


class LayerView(_Model):
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

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


def schema_name(audience: str) -> str:
    """The database schema that *is* an audience's access."""
    return f"as_{audience}"


class Registry(_Model):
    layers: dict[str, Layer]
    codes: dict[str, CodeList]
    audiences: dict[str, Audience]
    activities: dict[str, Activity]

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

    def view(self, layer_id: str, audience_id: str) -> LayerView | None:
        """What ``audience_id`` sees of a layer; None when it may not even know of it."""
        layer, audience = self.layers[layer_id], self.audiences[audience_id]
        fields = tuple(f for f in layer.fields if audience.admits(f.privacy, layer.theme, f.activity))
        geometry: Literal["exact", "coarsened", "none"] = "none"
        cell = None
        if layer.geometry != "none":
            if audience.admits(layer.geometry.privacy, layer.theme):
                geometry = "exact"
            elif cell := layer.geometry.coarsen.cell(audience_id):
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


SHIPPED = Path(__file__).parent


def load_registry(overlay: Path | None = None, layers: Iterable[str] | Literal["all"] = "all") -> Registry:
    """Read Kent's own registry files and a municipality's beside them.

    Args:
        overlay: the home folder; its ``layers/``, ``codes/`` and ``audiences.yaml`` add to the shipped ones.
        layers: the layer ids the municipality uses.

    Raises:
        RegistryError: with file, line and remedy.
    """
    roots = [SHIPPED] + ([overlay] if overlay else [])
    code_paths, layer_paths = _by_id(roots, "codes"), _by_id(roots, "layers")
    codes = {i: read_model(p, CodeList) for i, p in code_paths.items()}
    found = {i: read_model(p, Layer) for i, p in layer_paths.items()}
    for kind, paths, read in (("code list", code_paths, codes), ("layer", layer_paths, found)):
        for name, model in read.items():
            if model.id != name:
                raise _fault(paths[name], 1, f"the {kind}'s id must be the file's name, '{name}'")
    audiences = _named(roots, "audiences.yaml", Audience)
    activities = _named(roots, "activities.yaml", Activity)
    for layer in found.values():
        _check_references(layer, layer_paths[layer.id], found, codes, audiences, activities)
    if layers != "all":
        wanted = list(layers)
        if unknown := [w for w in wanted if w not in found]:
            raise RegistryError(
                "unknown_layer",
                Text(
                    tr=f"municipality.yaml: layers: bilinmeyen katman {', '.join(unknown)}",
                    en=f"municipality.yaml: layers: unknown {', '.join(unknown)}",
                ),
                Text(tr=f"Bilinenler: {', '.join(found)}.", en=f"Known ones: {', '.join(found)}."),
            )
        found = {i: layer for i, layer in found.items() if i in wanted}
    return Registry(layers=found, codes=codes, audiences=audiences, activities=activities)


def _by_id(roots: list[Path], folder: str) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for root in roots:
        for path in sorted((root / folder).glob("*.yaml")):
            if path.stem in paths:
                raise _fault(
                    path, 1, f"'{path.stem}' is shipped with Kent and cannot be replaced; choose another id"
                )
            paths[path.stem] = path
    return paths


def _named[M: BaseModel](roots: list[Path], file: str, model: type[M]) -> dict[str, M]:
    named: dict[str, M] = {}
    for root in roots:
        if not (path := root / file).exists():
            continue
        value, node = read_yaml(path)
        for name, entry in value.items():
            line = line_of(node, (name,))
            if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", str(name)):
                raise _fault(path, line, f"'{name}' is no identifier: lower-case letters, digits and _ only")
            if name in named:
                raise _fault(
                    path, line, f"'{name}' is shipped with Kent and cannot be replaced; choose another name"
                )
            child = next(c for k, c in node.value if k.value == name) if node is not None else None
            named[name] = build_model(path, child, entry, model)
    return named


def _check_references(
    layer: Layer, path: Path, layers: Mapping[str, Layer], codes: Mapping[str, CodeList],
    audiences: Mapping[str, Audience], activities: Mapping[str, Activity],
) -> None:  # fmt: skip
    def require(known: bool, loc: tuple[int | str, ...], said: str) -> None:
        if not known:
            raise _fault(path, line_of(read_yaml(path)[1], loc), said)

    def code_of(list_id: str, code: str) -> bool:
        return any(c.code == code for c in codes[list_id].codes)

    require(
        code_of("theme", layer.theme),
        ("theme",),
        f"unknown theme '{layer.theme}'; themes are in codes/theme.yaml",
    )
    require(
        code_of("directorate", layer.owner),
        ("owner",),
        f"unknown owner '{layer.owner}'; units are in codes/directorate.yaml",
    )
    for at, field in enumerate(layer.fields):
        here = ("fields", at)
        if field.codes:
            require(
                field.codes in codes,
                here,
                f"field {field.name}: there is no code list '{field.codes}'; add codes/{field.codes}.yaml",
            )
        if field.layer:
            require(field.layer in layers, here, f"field {field.name}: there is no layer '{field.layer}'")
            require(
                len(layers[field.layer].key) == 1,
                here,
                f"field {field.name}: a referenced layer needs a key of one field",
            )
        if field.activity:
            require(
                field.activity in activities,
                here,
                f"field {field.name}: no activity '{field.activity}' in activities.yaml",
            )
    if layer.geometry != "none":
        for audience in layer.geometry.coarsen.audiences:
            require(audience in audiences, ("geometry",), f"coarsen: there is no audience '{audience}'")


def _fault(path: Path, line: int, said: str) -> RegistryError:
    text = f"{path}:{line}: {said}"
    return RegistryError("registry_invalid", Text(tr=text, en=text))
