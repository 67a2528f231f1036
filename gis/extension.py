"""What a municipality adds to a shipped layer or code list: it adds and tightens, it cannot loosen who sees what. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, model_validator
from pydantic import Field as Constrained

from gis.code_list import Code, CodeList
from gis.errors import RegistryError
from gis.generalisation import Level
from gis.layer_geometry import Geometry
from gis.model import Definition, Identifier
from gis.privacy import stricter
from gis.registry import OWN_PREFIX, REACHES, Field, Layer, Reach, Relation, UpdateFrequency
from gis.text import Text
from gis.yaml_file import build_model, line_of, read_yaml, wrong


class LayerExtension(Definition):
    """A municipality's additions to a shipped layer: ``layers/<shipped id>.yaml`` of its home.

    It adds and tightens; it cannot loosen who sees what.
    """

    extends: Identifier
    fields: tuple[Field, ...] = ()
    privacy: dict[Identifier, Literal["internal", "restricted"]] = Constrained(default={})
    """Stricter classes of shipped fields; ``geometry`` for the geometry."""
    relations: tuple[Relation, ...] = ()
    aliases: dict[Identifier, tuple[str, ...]] = Constrained(default={})
    """Column headings of the municipality's own files, by field."""
    owner: Identifier | None = None
    zoom: tuple[int, int] | None = None
    shown: bool | None = None
    reach: Reach | None = None
    licence: Identifier | None = None
    attribution: Text | None = None
    update_frequency: UpdateFrequency | None = None
    generalise: tuple[Level, ...] | None = None

    @model_validator(mode="after")
    def _keeps_to_its_names(self) -> Self:
        if strange := [f.name for f in self.fields if not f.name.startswith(OWN_PREFIX)]:
            said = ", ".join(strange)
            raise wrong(
                f"hazır katmana eklenen alanın adı {OWN_PREFIX} ile başlar: {said}",
                f"a field added to a shipped layer begins with {OWN_PREFIX}: {said}",
            )
        return self


class CodeListExtension(Definition):
    """A municipality's additions to a shipped code list: ``codes/<shipped id>.yaml`` of its home."""

    extends: Identifier
    codes: tuple[Code, ...] = ()
    aliases: dict[Identifier, tuple[str, ...]] = Constrained(default={})
    """How the municipality's own files spell a code."""

    @model_validator(mode="after")
    def _keeps_to_its_names(self) -> Self:
        if strange := [c.code for c in self.codes if not c.code.startswith(OWN_PREFIX)]:
            said = ", ".join(strange)
            raise wrong(
                f"hazır listeye eklenen kod {OWN_PREFIX} ile başlar: {said}",
                f"a code added to a shipped list begins with {OWN_PREFIX}: {said}",
            )
        return self


@dataclass(frozen=True)
class DefinitionFile[M: BaseModel]:
    """One definition as read; its mistakes name its lines."""

    path: Path
    model: M

    def fault(self, location: tuple[int | str, ...], said: Text) -> RegistryError:
        where = f"{self.path}:{line_of(read_yaml(self.path)[1], location)}: "
        return RegistryError("registry_invalid", Text(tr=where + said.tr, en=where + said.en))


def whole_code_list(files: tuple[DefinitionFile[Any], ...]) -> CodeList:
    whole: CodeList = files[0].model
    for file in files[1:]:
        extension: CodeListExtension = file.model
        known = {c.code: c for c in whole.codes}
        for code, spellings in extension.aliases.items():
            if code not in known:
                raise file.fault(("aliases", code), _no_such("kod", "code", code, known))
            known[code] = known[code].model_copy(update={"aliases": (*known[code].aliases, *spellings)})
        whole = build_model(
            file.path, None, {**whole.model_dump(), "codes": (*known.values(), *extension.codes)}, CodeList
        )
    return whole


def whole_layer(files: tuple[DefinitionFile[Any], ...]) -> Layer:
    whole: Layer = files[0].model
    for file in files[1:]:
        whole = _extended(whole, file)
    return whole


def _extended(layer: Layer, file: DefinitionFile[LayerExtension]) -> Layer:
    """Adds what an extension adds, and refuses what would show more than the shipped layer does."""
    extension = file.model
    fields = {f.name: f for f in layer.fields}
    changes: dict[str, Any] = {
        name: given
        for name in (
            "owner",
            "zoom",
            "shown",
            "reach",
            "licence",
            "attribution",
            "update_frequency",
            "generalise",
        )
        if (given := getattr(extension, name)) is not None
    }
    if extension.reach is not None and REACHES.index(extension.reach) > REACHES.index(layer.reach):
        raise file.fault(
            ("reach",),
            Text(
                tr=f"hazır katmanın erişimi genişletilemez ({layer.reach}); değeri düşürün ya da kaldırın",
                en=f"a shipped layer's reach cannot be widened ({layer.reach}); lower it or remove it",
            ),
        )
    for name, privacy in extension.privacy.items():
        of = layer.geometry if name == "geometry" else fields.get(name)
        if not isinstance(of, Geometry | Field):
            raise file.fault(("privacy", name), _no_such("alan", "field", name, fields))
        if not stricter(privacy, of.privacy):
            raise file.fault(
                ("privacy", name),
                Text(
                    tr=f"gizlilik gevşetilemez: '{name}' sınıfı {of.privacy}; daha sıkısını verin ya da satırı kaldırın",
                    en=f"privacy cannot be loosened: '{name}' is {of.privacy}; give a stricter class or remove the line",
                ),
            )
        tightened = of.model_copy(
            update={
                "privacy": privacy,
                **({"coarsen": type(of.coarsen)()} if isinstance(of, Geometry) else {}),
            }
        )
        if isinstance(tightened, Field):
            fields[name] = tightened
        else:
            changes["geometry"] = tightened
    shipped = {name for level in layer.generalise or () for name in (*level.by, *(level.keep or ()))}
    if extension.generalise is None and shipped & extension.privacy.keys():
        changes["generalise"] = None  # groups would show what is hidden now; by the geometry's type instead
    for name, headings in extension.aliases.items():
        if name not in fields:
            raise file.fault(("aliases", name), _no_such("alan", "field", name, fields))
        fields[name] = fields[name].model_copy(update={"aliases": (*headings, *fields[name].aliases)})
    changes |= {
        "fields": (*fields.values(), *extension.fields),
        "relations": (*layer.relations, *extension.relations),
    }
    node = read_yaml(file.path)[1]
    return build_model(file.path, node, layer.model_copy(update=changes).model_dump(), Layer)


def _no_such(kind_tr: str, kind_en: str, name: str, known: Iterable[str]) -> Text:
    listed = ", ".join(known)
    return Text(
        tr=f"'{name}' adlı {kind_tr} yok; olanlar: {listed}",
        en=f"there is no {kind_en} '{name}'; there are: {listed}",
    )
