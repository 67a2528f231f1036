"""The pipeline, read from top to bottom: a file becomes trusted rows of a layer."""

import time
from dataclasses import dataclass, replace

import numpy as np
import psycopg
import shapely

from etl.check import Checked, check
from etl.coordinates import find_positions, read_positions
from etl.diff import diff
from etl.journal import announce, entry, only_load_of, quarantine, record
from etl.mapping import Mapping, map_columns
from etl.mapping_file import find_mapping
from etl.place import Placed, Question, place, sample_points
from etl.progress import LoadProgress, Silent
from etl.publish import publish, refresh_statistics
from etl.read import read
from etl.report import ColumnPlan, Counts, LoadPlan, LoadReport, Mode, State, summarise
from etl.source import GEOMETRY, Source, SourceRequest
from etl.stage import stage
from etl.values import convert
from gis.errors import SourceError
from gis.municipality import Home
from gis.quality import Array, Flaw, faulty, located
from gis.registry import Layer
from gis.text import Text

_READ = Text(tr="Okunuyor", en="Reading")
_MAP = Text(tr="Alanlar eşleniyor", en="Mapping fields")
_CHECK = Text(tr="Denetleniyor", en="Checking")
_STAGE = Text(tr="Veritabanına aktarılıyor", en="Copying to the database")
_PUBLISH = Text(tr="Yayımlanıyor", en="Publishing")


def load(
    home: Home,
    connection: psycopg.Connection,
    layer_id: str,
    source: SourceRequest,
    *,
    mode: Mode = "upsert",
    actor: str = "kent",
    plan_only: bool = False,
    progress: LoadProgress | None = None,
) -> LoadReport:
    """Load one file into one layer.

    Args:
        connection: of the database's owner, outside any transaction; it is put into autocommit mode.
        mode: ``upsert`` merges by natural key; ``replace`` also deletes rows the file does not have; ``append`` adds
            rows without a key.
        actor: who is to be named in history and audit.
        plan_only: say how the file would be understood and what is wrong with it; write nothing.

    Raises:
        NotFound: no such layer or mapping.
        SourceError, CrsError, RegistryError, InvalidRequest: the load failed as a whole; nothing was published.
    """
    started = time.monotonic()
    progress = progress or Silent()
    layer = home.registry.layer(layer_id)
    if plan_only:
        prepared = prepare(home, layer, source, progress)
        return _report(prepared, layer, source, mode, "planned", prepared.counts_before_staging(), started)
    connection.autocommit = True
    with (
        only_load_of(connection, layer_id, progress),
        entry(connection, layer_id, source.path, mode, actor) as load_id,
    ):
        prepared = prepare(home, layer, source, progress)
        with connection.transaction():
            progress.step(_STAGE, prepared.size)
            staged = stage(connection, home, layer, prepared.checked, prepared.flaws, progress)
            prepared = replace(prepared, flaws=(*prepared.flaws, *staged.flaws))
            quarantined = int(np.count_nonzero(~staged.good))
            counts, state = Counts(prepared.size, quarantined=quarantined), _nothing_or_published(staged.good)
            if state == "published":
                progress.step(_PUBLISH)
                diff(connection, layer, staged, mode)
                merged = publish(connection, layer, prepared.checked, staged, mode, actor, load_id)
                counts = Counts(
                    prepared.size,
                    merged.inserted,
                    merged.changed,
                    merged.unchanged,
                    quarantined,
                    merged.deleted,
                )
            counts.check()
            report = _report(prepared, layer, source, mode, state, counts, started, load_id)
            quarantine(
                connection,
                load_id,
                prepared.source.rows,
                prepared.storable(home),
                prepared.flaws,
                ~staged.good,
            )
            record(connection, report, actor, staged.digest)
            if state == "published":
                announce(connection, layer_id, counts)
        refresh_statistics(connection, layer)
    return report


@dataclass(frozen=True, eq=False)
class Prepared:
    """A file read, mapped, placed and checked: all that needs no database."""

    source: Source
    mapping: Mapping
    placed: Placed | None
    checked: Checked
    flaws: tuple[Flaw, ...]

    @property
    def size(self) -> int:
        return len(self.source.rows)

    def counts_before_staging(self) -> Counts:
        bad = int(np.count_nonzero(faulty(self.flaws, self.size)))
        return Counts(self.size, quarantined=bad)

    def storable(self, home: Home) -> Array:
        """Geometries as PostGIS takes them, for the quarantine too; missing where a coordinate is not finite."""
        return np.asarray(shapely.set_srid(located(self.checked.geometries), home.municipality.srid))


def prepare(home: Home, layer: Layer, request: SourceRequest, progress: LoadProgress) -> Prepared:
    """Read, map, place and check.

    Raises:
        SourceError, CrsError, RegistryError, NotFound.
    """
    file = find_mapping(home, layer, request.mapping)
    progress.step(_READ)
    hints = file.source
    source = read(
        replace(request, layer=request.layer or hints.layer, encoding=request.encoding or hints.encoding)
    )

    progress.step(_MAP)
    positions = (
        find_positions(source.rows.columns, file.geometry)
        if source.is_table and layer.geometry != "none"
        else None
    )
    columns = [str(c) for c in source.rows.columns if c != GEOMETRY]
    mapping = map_columns(layer, columns, file, positions.names if positions else ())
    converted = convert(source.rows, mapping, home.registry.codes)
    flaws = [*source.flaws, *converted.flaws]

    placed = None
    question = Question(request, layer.id, home, np.empty((0, 2)))
    if layer.geometry != "none":
        if positions is not None:
            read_from_columns = read_positions(source.rows, positions)
            geometries, position_flaws = read_from_columns.geometries, read_from_columns.flaws
            flaws += position_flaws
        else:
            geometries = _own_geometries(source)
        question = replace(question, sample=sample_points(geometries))
        placed = place(source, geometries, question, hints, positions is None or positions.meant)

    progress.step(_CHECK)
    checked = check(layer, converted, placed, question, home)
    return Prepared(source, mapping, placed, checked, (*flaws, *checked.flaws))


def _own_geometries(source: Source) -> Array:
    if source.is_table:
        raise SourceError(
            "no_geometry",
            Text(
                tr=f"{source.path.name}: geometri ya da koordinat sütunu yok; sütunlar: {', '.join(map(str, source.rows.columns))}.",
                en=f"{source.path.name}: has neither geometries nor coordinate columns; columns: {', '.join(map(str, source.rows.columns))}.",
            ),
            Text(
                tr="Koordinat sütunlarını bir eşleme dosyasında gösterin: geometry: {x: …, y: …}; --map DOSYA ile verin.",
                en="Point out the coordinate columns in a mapping file: geometry: {x: …, y: …}; give it with --map FILE.",
            ),
        )
    return np.asarray(source.rows[GEOMETRY].array, dtype=object)


def _nothing_or_published(good: Array) -> State:
    return "published" if good.any() else "nothing"


def _report(
    prepared: Prepared,
    layer: Layer,
    request: SourceRequest,
    mode: Mode,
    state: State,
    counts: Counts,
    started: float,
    load_id: int | None = None,
) -> LoadReport:
    findings = summarise(prepared.flaws, prepared.source.rows.index.to_numpy())
    seconds = round(time.monotonic() - started, 3)
    return LoadReport(
        layer.id, request.path.name, mode, state, _plan(prepared), counts, findings, seconds, load_id
    )


def _plan(prepared: Prepared) -> LoadPlan:
    source, placed = prepared.source, prepared.placed
    notes = list(source.notes)
    if prepared.checked.flattened:
        n = prepared.checked.flattened
        notes.append(
            Text(
                tr=f"{n} geometrinin yükseklik ya da ölçü değeri bırakıldı.",
                en=f"Heights or measures of {n} geometries were left out.",
            )
        )
    if placed is not None and placed.crs_from in ("--crs", "mapping") and source.crs is not None:
        notes.append(
            Text(
                tr=f"Dosyanın kendi bildirdiği: {source.crs.name}.",
                en=f"The file itself says: {source.crs.name}.",
            )
        )
    columns = tuple(
        ColumnPlan(a.field.name, a.column, None if a.how.value is None else str(a.how.value))
        for a in prepared.mapping.assignments
    )
    return LoadPlan(
        format=source.format,
        source_layer=source.layer,
        encoding=source.encoding,
        crs=placed.operation.source if placed else None,
        crs_from=placed.crs_from if placed else None,
        swapped_axes=placed.swapped if placed else False,
        operation=placed.operation.name if placed else None,
        accuracy_m=placed.operation.accuracy_m if placed else None,
        columns=columns,
        unused=prepared.mapping.unused,
        notes=tuple(notes),
    )
