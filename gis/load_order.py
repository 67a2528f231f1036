"""What a signed-in editor wants loaded, and wants of a load afterwards.

As it travels from the server to a worker in a job's arguments. Pure.
"""

from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gis.model import Identifier
from gis.text import Language

SHORT_NAME = r"^[a-z0-9][a-z0-9_-]{0,47}$"
ShortName = Annotated[str, Field(pattern=SHORT_NAME)]
"""Of a mapping: ``parcel.<name>.yaml``."""
_Word = Annotated[str, Field(max_length=200)]


class FieldSource(BaseModel):
    """Where a field's values come from, as in a mapping file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: _Word | None = Field(default=None, alias="from")
    value: _Word | int | float | bool | None = None
    format: _Word | None = None
    codes: dict[_Word, _Word] = Field(default={}, max_length=1000)
    otherwise: _Word | None = None


class GeometrySource(BaseModel):
    """Where a table keeps positions, as in a mapping file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: _Word | None = None
    y: _Word | None = None
    wkt: _Word | None = None
    format: _Word | None = None


class LoadOrder(BaseModel):
    """Which file into which layer, and how it is to be understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    upload: UUID
    layer: Identifier
    source_layer: _Word | None = None
    """The file's layer, worksheet or archive member."""
    crs: Annotated[str, Field(pattern=r"^EPSG:\d{4,6}$")] | None = None
    swap_axes: bool = False
    encoding: Annotated[str, Field(max_length=40)] | None = None
    mapping: ShortName | None = None
    """A saved mapping; ``fields`` and ``geometry`` take its place."""
    fields: dict[Identifier, FieldSource] = Field(default={}, max_length=500)
    geometry: GeometrySource | None = None
    save_as: ShortName | None = None
    """Keep the mapping in the home under this name."""
    mode: Literal["upsert", "replace", "append"] = "upsert"
    confirmed: bool = False
    """Publish even where surprisingly much would be retired."""
    overwrite_edits: bool = False
    """Let the file win where a row was edited by hand as well."""
    repair: bool = False
    """Mend invalid geometries, each recorded with before and after."""


class RollbackOrder(BaseModel):
    """Which load is to be taken back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    load: int


class ExportOrder(BaseModel):
    """Which load's quarantine is to be written to a file, and the language of its reasons."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    load: int
    language: Language


def quarantine_file(home: Path, job: UUID) -> Path:
    """Where a job leaves an exported quarantine until it is fetched."""
    return home / "quarantine" / f"{job}.gpkg"
