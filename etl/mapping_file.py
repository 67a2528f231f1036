"""Mapping files: how one office's columns become a layer's fields."""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from pydantic import Field as Constrained

from etl.dates import DateFormat
from etl.numbers import NumberFormat
from gis.crs import srid_of
from gis.errors import KentError, NotFound, RegistryError
from gis.mapping_names import SHIPPED_MAPPINGS, mapping_files
from gis.municipality import Home
from gis.registry import Layer
from gis.text import Text
from gis.yaml_file import line_of, read_model, read_yaml, wrong

ValueFormat = NumberFormat | DateFormat


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceHints(_Model):
    """What the user would otherwise say on the command line, every time."""

    layer: str | None = None
    encoding: str | None = None
    crs: Annotated[str, Constrained(pattern=r"^EPSG:\d{4,6}$")] | None = None
    swap_axes: bool = False

    @field_validator("crs")
    @classmethod
    def _crs_exists(cls, crs: str | None) -> str | None:
        try:
            return crs and f"EPSG:{srid_of(crs)}"
        except KentError as error:
            raise wrong(error.message.tr, error.message.en) from None


class GeometryColumns(_Model):
    """Where a table keeps positions: ``x`` is the easting or longitude, ``y`` the northing or latitude."""

    x: str | None = None
    y: str | None = None
    wkt: str | None = None
    format: NumberFormat | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.wkt is None) == (self.x is None) or (self.x is None) != (self.y is None):
            raise wrong("ya x ve y ya da wkt verin", "give either x and y, or wkt")
        return self


class FieldMapping(_Model):
    """Where one field's value comes from."""

    from_: str | None = Constrained(default=None, alias="from")
    value: str | int | float | bool | None = None
    format: ValueFormat | None = None
    codes: dict[str, str] = {}
    otherwise: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"from": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.from_ is None) == (self.value is None):
            raise wrong(
                "ya from: SÜTUN ya da value: SABİT verin", "give either from: COLUMN or value: CONSTANT"
            )
        return self


class MappingFile(_Model):
    """``<layer>.<name>.yaml``. Its fields are the whole mapping; without any, columns are matched by their names."""

    layer: str | None = None
    description: Text | None = None
    source: SourceHints = SourceHints()
    geometry: GeometryColumns | None = None
    fields: dict[str, FieldMapping] = {}

    def plain(self) -> dict[str, Any]:
        """As YAML and JSON have it, without what says nothing."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def find_mapping(home: Home, layer: Layer, name: str | MappingFile | None) -> MappingFile:
    """The mapping a user names: a file, or a short name among the home's mappings, then the shipped ones.

    One that is given itself is only checked.

    Raises:
        NotFound: no such mapping.
        RegistryError: it is not as it must be; names file and line.
    """
    if name is None:
        return MappingFile()
    if isinstance(name, MappingFile):
        _check(None, name, layer, home)
        return name
    known = mapping_files(home, layer.id)
    path = Path(name) if Path(name).is_file() else known.get(name)
    if path is not None:
        found = read_model(path, MappingFile)
        _check(path, found, layer, home)
        return found
    raise NotFound(
        "unknown_mapping",
        Text(
            tr=f"{layer.id} için '{name}' adlı bir eşleme yok.",
            en=f"There is no mapping '{name}' for {layer.id}.",
        ),
        Text(
            tr=f"Var olanlar: {', '.join(known) or '(yok)'}. Kendi dosyanızın yolunu da verebilirsiniz.",
            en=f"There are: {', '.join(known) or '(none)'}. The path of a file of your own will do, too.",
        ),
    )


def mapping_problems(home: Home) -> list[Text]:
    """What is wrong with the mappings of a home and of Kent, each with its file."""
    return [
        problem
        for folder in (home.mappings, SHIPPED_MAPPINGS)
        for path in sorted(folder.glob("*.yaml"))
        if path.stem.partition(".")[0] in home.registry.layers or folder == home.mappings
        for problem in file_problems(home, path)
    ]


def file_problems(home: Home, path: Path) -> list[Text]:
    """What is wrong with one mapping file ``<layer>.<name>.yaml``."""
    try:
        _check(path, read_model(path, MappingFile), home.registry.layer(path.stem.partition(".")[0]), home)
    except NotFound as error:
        return [Text(tr=f"{path}:1: {error.message.tr}", en=f"{path}:1: {error.message.en}")]
    except RegistryError as error:
        return [error.message]
    return []


def _check(path: Path | None, mapping: MappingFile, layer: Layer, home: Home) -> None:
    """Hold a mapping against its layer; ``path`` is where it is written, if it is."""
    node = None if path is None else read_yaml(path)[1]

    def fault(location: tuple[str, ...], tr: str, en: str) -> RegistryError:
        where = "" if path is None else f"{path}:{line_of(node, location)}: "
        return RegistryError("mapping_invalid", Text(tr=f"{where}{tr}", en=f"{where}{en}"))

    if mapping.layer not in (None, layer.id):
        raise fault(
            ("layer",),
            f"'{mapping.layer}' katmanı için yazılmış; {layer.id} için olanı verin",
            f"is written for layer '{mapping.layer}'; give one for {layer.id}",
        )
    for name, entry in mapping.fields.items():
        known = ", ".join(f.name for f in layer.fields)
        if name not in known.split(", "):
            raise fault(
                ("fields", name),
                f"fields.{name}: böyle bir alan yok; alanlar: {known}",
                f"fields.{name}: no such field; there are: {known}",
            )
        field = layer.field(name)
        targets = [*entry.codes.values(), *([entry.otherwise] if entry.otherwise else [])]
        if targets and field.codes is None:
            raise fault(
                ("fields", name),
                f"fields.{name}: kod alanı değil; codes ve otherwise satırlarını kaldırın",
                f"fields.{name}: codes and otherwise belong to code fields; remove them",
            )
        if field.codes is not None:
            codes = {c.code for c in home.registry.codes[field.codes].codes}
            if unknown := [t for t in targets if t not in codes]:
                listed = ", ".join(sorted(codes))
                raise fault(
                    ("fields", name),
                    f"fields.{name}: bilinmeyen kod {', '.join(unknown)}; kodlar: {listed}",
                    f"fields.{name}: unknown code {', '.join(unknown)}; there are: {listed}",
                )
