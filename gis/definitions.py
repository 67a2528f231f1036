"""Registry files, Kent's own and a municipality's: read, and held against each other. Pure but for reading."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from gis.code_list import CodeList
from gis.errors import RegistryError
from gis.extension import (
    CodeListExtension,
    DefinitionFile,
    LayerExtension,
    whole_code_list,
    whole_layer,
)
from gis.layer_checks import check_faults
from gis.privacy import Activity, Audience
from gis.registry import Field, Layer, Registry
from gis.text import Text
from gis.yaml_file import build_model, line_of, parse_yaml, read_bytes, read_yaml

SHIPPED = Path(__file__).parent

Location = tuple[int | str, ...]


def load_registry(overlay: Path | None = None, layers: Iterable[str] | Literal["all"] = "all") -> Registry:
    """Read Kent's own registry files and a municipality's beside them.

    Args:
        overlay: the home folder; its ``layers/``, ``codes/``, ``audiences.yaml`` and ``activities.yaml`` add to the
            shipped ones. A file named like a shipped one says ``extends:`` and adds to that.
        layers: the layer ids the municipality uses.

    Raises:
        RegistryError: with file, line and remedy; every mistake of the first kind that is found.
    """
    roots = [SHIPPED] + ([overlay] if overlay else [])
    codes = _Kind("codes", CodeList, CodeListExtension, Text(tr="kod listesi", en="code list")).read(roots)
    found = _Kind("layers", Layer, LayerExtension, Text(tr="katman", en="layer")).read(roots)
    registry = Registry(
        layers={i: whole_layer(files) for i, files in found.items()},
        codes={i: whole_code_list(files) for i, files in codes.items()},
        audiences=_named(roots, "audiences.yaml", Audience),
        activities=_named(roots, "activities.yaml", Activity),
        files={
            f"{folder}/{i}": tuple(f.path for f in files)
            for folder, kind in (("layers", found), ("codes", codes))
            for i, files in kind.items()
        },
    )
    faults = [fault for layer in registry.layers.values() for fault in _faults(layer, registry)]
    _raise(faults or list(_cycles(registry)))
    return registry if layers == "all" else _chosen(registry, list(layers), overlay)


def place(registry: Registry, definition: str, *names: str) -> str:
    """Where something is defined: ``…/layers/camera.yaml:15``.

    Args:
        definition: ``layers/camera``, ``codes/road_class``.
        names: into the file: a key, or the name of a list's member, such as ``"fields", "status"``; what is not there
            (any more) leads to the nearest thing that is.
    """
    for path in reversed(registry.files[definition]):
        value, node = read_yaml(path)
        if (location := _located(value, names)) is not None:
            return f"{path}:{line_of(node, location)}"
    path = registry.files[definition][0]
    value, node = read_yaml(path)
    while names and _located(value, names) is None:
        names = names[:-1]
    return f"{path}:{line_of(node, _located(value, names) or ())}"


def _located(value: Any, names: tuple[str, ...]) -> Location | None:
    if not names:
        return ()
    step: int | str | None = None
    if isinstance(value, dict) and names[0] in value:
        step = names[0]
    elif isinstance(value, list):
        step = next((at for at, member in enumerate(value) if names[0] in _names_of(member)), None)
    if step is None:
        return None
    rest = _located(value[step], names[1:])
    return None if rest is None else (step, *rest)


def _names_of(member: Any) -> tuple[Any, ...]:
    return (
        (member.get("name"), member.get("code"), member.get("to")) if isinstance(member, dict) else (member,)
    )


@dataclass(frozen=True)
class _Kind:
    """The files of one folder: definitions, and extensions of shipped ones."""

    folder: str
    model: type[Layer] | type[CodeList]
    extension: type[LayerExtension] | type[CodeListExtension]
    title: Text

    def read(self, roots: list[Path]) -> dict[str, tuple[DefinitionFile[Any], ...]]:
        """Id -> the definition's file, and an extension's where there is one."""
        found: dict[str, tuple[DefinitionFile[Any], ...]] = {}
        for root in roots:
            for path in sorted((root / self.folder).glob("*.yaml")):
                found[path.stem] = (*found.get(path.stem, ()), self._read(path, path.stem in found))
        return found

    def _read(self, path: Path, shipped: bool) -> DefinitionFile[Any]:
        model = _parsed(path, read_bytes(path), self.model, self.extension)
        file = DefinitionFile(path, model)
        extends = isinstance(model, LayerExtension | CodeListExtension)
        if shipped and not extends:
            raise file.fault(
                (),
                Text(
                    tr=f"'{path.stem}' Kent ile gelir ve değiştirilemez; başka bir kimlik seçin ya da "
                    f"'extends: {path.stem}' ile ekleme yapın",
                    en=f"'{path.stem}' is shipped with Kent and cannot be replaced; choose another id, or add to it with "
                    f"'extends: {path.stem}'",
                ),
            )
        if extends and not shipped:
            raise file.fault(
                ("extends",),
                Text(
                    tr=f"Kent ile gelen bir {self.title.tr} değil: '{path.stem}'; dosya adını düzeltin ya da extends yerine id verin",
                    en=f"'{path.stem}' is no {self.title.en} shipped with Kent; correct the file's name, or give id instead of extends",
                ),
            )
        key, named = ("extends", model.extends) if extends else ("id", model.id)
        if named != path.stem:
            raise file.fault(
                (key,),
                Text(
                    tr=f"{self.title.tr} kimliği dosyanın adı olmalıdır: '{path.stem}'",
                    en=f"the {self.title.en}'s id must be the file's name, '{path.stem}'",
                ),
            )
        return file


@lru_cache(maxsize=1024)
def _parsed(path: Path, content: bytes, model: type[BaseModel], extension: type[BaseModel]) -> Any:
    """A file's definition; a worker that follows a change reads only the files that changed."""
    value, node = parse_yaml(path, content)
    extends = isinstance(value, dict) and "extends" in value
    return build_model(path, node, value, extension if extends else model)


def _named[M: BaseModel](roots: list[Path], file: str, model: type[M]) -> dict[str, M]:
    named: dict[str, M] = {}
    for root in roots:
        if not (path := root / file).exists():
            continue
        value, node = read_yaml(path)
        for name, entry in value.items():
            where = f"{path}:{line_of(node, (name,))}: "
            if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", str(name)):
                raise _fault(
                    where,
                    f"'{name}' kimlik olamaz: yalnızca küçük harf, rakam ve _ kullanın",
                    f"'{name}' is no identifier: lower-case letters, digits and _ only",
                )
            if name in named:
                raise _fault(
                    where,
                    f"'{name}' Kent ile gelir ve değiştirilemez; başka bir ad seçin",
                    f"'{name}' is shipped with Kent and cannot be replaced; choose another name",
                )
            child = next(c for k, c in node.value if k.value == name) if node is not None else None
            named[name] = build_model(path, child, entry, model)
    return named


def _faults(layer: Layer, registry: Registry) -> Iterator[RegistryError]:
    """What a layer names that is not there."""

    def fault(names: tuple[str, ...], tr: str, en: str) -> RegistryError:
        return _fault(f"{place(registry, f'layers/{layer.id}', *names)}: ", tr, en)

    for key, list_id, code in (
        ("theme", "theme", layer.theme),
        ("owner", "directorate", layer.owner),
        ("licence", "licence", layer.licence),
    ):
        if code is not None and not registry.codes[list_id].has(code):
            yield fault(
                (key,),
                f"'{code}' bilinmiyor ({key}); codes/{list_id}.yaml içindekilerden birini verin ya da ekleyin",
                f"unknown {key} '{code}'; choose one of codes/{list_id}.yaml, or add it",
            )
    for field in layer.fields:
        here = ("fields", field.name)
        if field.codes and field.codes not in registry.codes:
            yield fault(
                (*here, "codes"),
                f"{field.name}: '{field.codes}' adlı kod listesi yok; codes/{field.codes}.yaml dosyasını ekleyin",
                f"field {field.name}: there is no code list '{field.codes}'; add codes/{field.codes}.yaml",
            )
        if field.layer and field.layer not in registry.layers:
            yield fault(
                (*here, "layer"),
                f"{field.name}: '{field.layer}' adlı katman yok; katmanı ekleyin ya da adını düzeltin",
                f"field {field.name}: there is no layer '{field.layer}'; add it or correct its name",
            )
        elif field.layer and len(registry.layers[field.layer].key) != 1:
            yield fault(
                (*here, "layer"),
                f"{field.name}: başvurulan katmanın tek alanlı anahtarı olmalıdır; `relations` kullanın",
                f"field {field.name}: a referenced layer needs a key of one field; use `relations` instead",
            )
        if field.activity and field.activity not in registry.activities:
            yield fault(
                (*here, "activity"),
                f"{field.name}: activities.yaml içinde '{field.activity}' yok; ekleyin",
                f"field {field.name}: no activity '{field.activity}' in activities.yaml; add it",
            )
    yield from (fault(("checks",), said.tr, said.en) for said in check_faults(layer, registry))
    if layer.attachments and layer.attachments.activity not in {None, *registry.activities}:
        yield fault(
            ("attachments",),
            f"activities.yaml içinde '{layer.attachments.activity}' yok; ekleyin",
            f"no activity '{layer.attachments.activity}' in activities.yaml; add it",
        )
    for relation in layer.relations:
        here = ("relations", relation.to)
        other = registry.layers.get(relation.to)
        if other is None:
            yield fault(
                here,
                f"'{relation.to}' adlı katman yok; adını düzeltin",
                f"there is no layer '{relation.to}'; correct its name",
            )
            continue
        for own, theirs in relation.by.items():
            if not other.has(theirs):
                yield fault(
                    here,
                    f"{relation.to} katmanında '{theirs}' alanı yok; adını düzeltin",
                    f"{relation.to} has no field '{theirs}'; correct its name",
                )
            elif _compared_as(layer.field(own)) != _compared_as(other.field(theirs)):
                yield fault(
                    here,
                    f"{own} ile {relation.to}.{theirs} farklı türdedir, eşleşemez; türlerini eşitleyin",
                    f"{own} and {relation.to}.{theirs} are of different types and cannot match; give them one type",
                )
    if layer.geometry != "none":
        for audience in layer.geometry.coarsen.audiences:
            if audience not in registry.audiences:
                yield fault(
                    ("geometry",),
                    f"coarsen: '{audience}' adlı hedef kitle yok; audiences.yaml içindekilerden birini verin",
                    f"coarsen: there is no audience '{audience}'; choose one of audiences.yaml",
                )


def _compared_as(field: Field) -> str:
    """Codes are texts, and references numbers."""
    return {"code": "text", "reference": "integer"}.get(field.type, field.type)


def _cycles(registry: Registry) -> Iterator[RegistryError]:
    """Layers that refer to each other in a circle cannot be loaded one after the other.

    A layer may relate to itself by natural key (a duct in a duct), as that needs no order.
    """
    targets = {
        layer.id: {f.layer for f in layer.fields if f.layer}
        | {r.to for r in layer.relations if r.to != layer.id}
        for layer in registry.layers.values()
    }
    try:
        TopologicalSorter(targets).prepare()
    except CycleError as error:
        circle: list[str] = list(reversed(error.args[1]))
        layer, following = registry.layers[circle[0]], circle[1]
        names = next(
            (("fields", f.name) for f in layer.fields if f.layer == following), ("relations", following)
        )
        said = " → ".join(circle)
        yield _fault(
            f"{place(registry, f'layers/{layer.id}', *names)}: ",
            f"katmanlar birbirini döngüyle gösteriyor: {said}; bağlardan birini kaldırın (ters yönü Kent kendisi kurar)",
            f"layers refer to each other in a circle: {said}; remove one of the links (Kent follows each both ways)",
        )


def load_order(registry: Registry) -> tuple[str, ...]:
    """Layer ids, those that others refer to first."""
    targets = {
        layer.id: {f.layer for f in layer.fields if f.layer in registry.layers}
        for layer in registry.layers.values()
    }
    return tuple(str(layer) for layer in TopologicalSorter(targets).static_order())


def _chosen(registry: Registry, wanted: list[str], overlay: Path | None) -> Registry:
    where = f"{overlay / 'municipality.yaml' if overlay else 'municipality.yaml'}: layers: "
    if unknown := [w for w in wanted if w not in registry.layers]:
        listed = ", ".join(registry.layers)
        raise RegistryError(
            "unknown_layer",
            Text(
                tr=f"{where}bilinmeyen katman {', '.join(unknown)}", en=f"{where}unknown {', '.join(unknown)}"
            ),
            Text(tr=f"Bilinenler: {listed}.", en=f"Known ones: {listed}."),
        )
    layers = {i: layer for i, layer in registry.layers.items() if i in wanted}
    for layer in layers.values():
        for field in layer.fields:
            if field.layer and field.layer not in layers:
                raise RegistryError(
                    "unlisted_layer",
                    Text(
                        tr=f"{where}{layer.id} katmanının {field.name} alanı {field.layer} katmanını gösteriyor",
                        en=f"{where}the field {field.name} of {layer.id} refers to {field.layer}",
                    ),
                    Text(tr=f"Listeye {field.layer} ekleyin.", en=f"Add {field.layer} to the list."),
                )
    return registry.model_copy(update={"layers": layers})


def _raise(faults: list[RegistryError]) -> None:
    if faults:
        raise RegistryError(
            "registry_invalid",
            Text(tr="\n".join(f.message.tr for f in faults), en="\n".join(f.message.en for f in faults)),
        )


def _fault(where: str, tr: str, en: str) -> RegistryError:
    return RegistryError("registry_invalid", Text(tr=where + tr, en=where + en))
