"""Recurring loads: ``$KENT_HOME/pipelines/<name>.yaml`` says what is loaded, from where, how and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from etl.mapping_file import find_mapping
from etl.report import Mode
from etl.source import SourceRequest
from gis.check_vocabulary import Check
from gis.errors import NotFound, RegistryError, SourceError
from gis.jobs import NewJob
from gis.layer_checks import check_faults, with_checks
from gis.model import Identifier
from gis.municipality import Home
from gis.schedule import parsed_cron
from gis.text import Text
from gis.yaml_file import line_of, read_model, read_yaml, wrong

KIND = "pipeline"
"""The kind of its jobs."""
_UNITS = "directorate"
"""The code list of a municipality's units."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PipelineSource(_Model):
    """Where the rows are, and what the user would otherwise say on the command line."""

    path: Path | None = None
    """A file, or a folder that a reader takes; relative to the home."""
    newest: str | None = None
    """A pattern such as ``/data/drop/*.zip``: the file that was changed last."""
    url: Annotated[str, Field(pattern=r"^[a-z][a-z0-9+]*://")] | None = None
    """A database (``postgresql://…``) or a collection of an OGC API (``https://…``)."""
    query: str | None = None
    """The SELECT a database is asked."""
    layer: str | None = None
    encoding: str | None = None
    crs: Annotated[str, Field(pattern=r"^EPSG:\d{4,6}$")] | None = None
    swap_axes: bool = False

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.path, self.newest, self.url)) != 1:
            raise wrong("path, newest ve url'den birini verin", "give one of path, newest and url")
        if self.query is not None and self.url is None:
            raise wrong("query yalnızca url ile verilir; kaldırın", "query belongs to a url; remove it")
        return self


class PipelineFile(_Model):
    """``pipelines/<name>.yaml``."""

    layer: Identifier
    source: PipelineSource
    map: str | None = None
    """A mapping file, or the short name of one."""
    checks: tuple[Check, ...] = ()
    """Besides the layer's own, in the words of a layer's ``checks:``; of one it has already, stricter."""
    mode: Mode = "upsert"
    """``follow``: the url is a layer of another Kent, of which only what changed is asked."""
    schedule: Annotated[str, AfterValidator(parsed_cron)] | None = None
    """A cron expression, in the time of Europe/Istanbul; without one it runs when somebody says so."""
    owner: Identifier
    """The unit that answers for it, of ``codes/directorate.yaml``."""
    enabled: bool = True
    retries: Annotated[int, Field(ge=0, le=10)] = 2

    @model_validator(mode="after")
    def _followed_over_http(self) -> Self:
        if self.mode == "follow" and not (self.source.url or "").startswith(("http://", "https://")):
            raise wrong(
                "mode: follow için source.url başka bir Kent'in katmanı olmalı (https://…/ogc/collections/KATMAN)",
                "mode: follow takes the layer of another Kent as source.url (https://…/ogc/collections/LAYER)",
            )
        return self


@dataclass(frozen=True)
class Pipeline:
    """A pipeline of a home."""

    name: str
    file: Path
    definition: PipelineFile

    @property
    def actor(self) -> str:
        """Who is named in history and audit."""
        return f"pipeline:{self.name}"

    @property
    def schedule(self) -> str | None:
        """When it recurs; None when it does not."""
        return self.definition.schedule if self.definition.enabled else None

    def job(self, owner: str | None = None) -> NewJob:
        """One run of it."""
        definition = self.definition
        arguments = {"pipeline": self.name}
        return NewJob(
            KIND, owner or self.actor, arguments, layer=definition.layer, most_attempts=1 + definition.retries
        )

    def request(self, home: Home) -> SourceRequest:
        """What is to be read now. Raises: SourceError when there is no file."""
        source = self.definition.source
        said: dict[str, Any] = {
            "layer": source.layer,
            "crs": source.crs,
            "encoding": source.encoding,
            "mapping": self.definition.map,
            "swap_axes": source.swap_axes,
            "query": source.query,
        }
        if source.url is not None:
            return SourceRequest.of(source.url, **said)
        file = home.path / source.path if source.path is not None else self._newest(home)
        return SourceRequest(file, **said)

    def _newest(self, home: Home) -> Path:
        pattern = home.path / (self.definition.source.newest or "")
        anchor = Path(pattern.anchor)
        files = [p for p in anchor.glob(str(pattern.relative_to(anchor))) if p.is_file()]
        if not files:
            raise SourceError(
                "no_new_file",
                Text(
                    tr=f"'{self.definition.source.newest}' kalıbına uyan dosya yok.",
                    en=f"No file matches '{self.definition.source.newest}'.",
                ),
                Text(
                    tr="Dosyayı bu klasöre bırakın ya da kalıbı düzeltin.",
                    en="Put one there, or correct the pattern.",
                ),
            )
        return max(files, key=lambda p: (p.stat().st_mtime_ns, p.name))


def pipelines_folder(home: Home) -> Path:
    return home.path / "pipelines"


def read_pipelines(home: Home) -> list[Pipeline]:
    """Every pipeline of a home, by name. Raises: RegistryError, with file and line."""
    return [_read(path) for path in sorted(pipelines_folder(home).glob("*.yaml"))]


def valid_pipelines(home: Home) -> Iterator[Pipeline]:
    """Those that can be read: one that is wrong does not keep the others from running."""
    for path in sorted(pipelines_folder(home).glob("*.yaml")):
        try:
            yield _read(path)
        except RegistryError:  # `kent check` and `kent pipelines` tell of it
            continue


def find_pipeline(home: Home, name: str) -> Pipeline:
    """Raises: NotFound; RegistryError when it is not as it must be."""
    path = pipelines_folder(home) / f"{name}.yaml"
    known = [p.stem for p in sorted(pipelines_folder(home).glob("*.yaml"))]
    if name not in known:
        raise NotFound(
            "unknown_pipeline",
            Text(tr=f"'{name}' adlı bir boru hattı yok.", en=f"There is no pipeline '{name}'."),
            Text(
                tr=f"Var olanlar: {', '.join(known) or '(yok)'}.",
                en=f"There are: {', '.join(known) or '(none)'}.",
            ),
        )
    return _read(path)


def pipeline_problems(home: Home) -> list[Text]:
    """What is wrong with a home's pipelines, each with file and line."""
    found: list[Text] = []
    for path in sorted(pipelines_folder(home).glob("*.yaml")):
        try:
            found += _disagreements(home, _read(path))
        except RegistryError as error:
            found.append(error.message)
    return found


def _read(path: Path) -> Pipeline:
    return Pipeline(path.stem, path, read_model(path, PipelineFile))


def _disagreements(home: Home, pipeline: Pipeline) -> Iterator[Text]:
    """With the registry and the mappings."""
    node = read_yaml(pipeline.file)[1]
    definition = pipeline.definition

    def told(key: str, tr: str, en: str) -> Text:
        where = f"{pipeline.file}:{line_of(node, (key,))}: {key}: "
        return Text(tr=where + tr, en=where + en)

    units = home.registry.codes.get(_UNITS)
    if units is not None and not units.has(definition.owner):
        yield told(
            "owner",
            f"'{definition.owner}' adlı birim yok; codes/{_UNITS}.yaml içindeki kodlardan birini verin",
            f"there is no unit '{definition.owner}'; give a code of codes/{_UNITS}.yaml",
        )
    layer = home.registry.layers.get(definition.layer)
    if layer is None:
        yield told(
            "layer",
            f"'{definition.layer}' adlı katman yok; yazımını düzeltin",
            f"there is no layer '{definition.layer}'; correct its spelling",
        )
        return
    if layer.derived:
        yield told(
            "layer",
            f"'{layer.id}' katmanını Kent kendisi tutar; dosyanın katmanını verin",
            f"Kent itself keeps '{layer.id}'; name the layer of the file",
        )
    try:
        for said in check_faults(with_checks(layer, definition.checks), home.registry):
            yield told("checks", said.tr, said.en)
    except RegistryError as error:
        yield told("checks", error.message.tr, error.message.en)
    try:
        find_mapping(home, layer, definition.map)
    except (NotFound, RegistryError) as error:
        yield told("map", error.message.tr, error.message.en)
