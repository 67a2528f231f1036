"""The pipeline, read from top to bottom: a file becomes trusted rows of a layer.

read -> map, place -> check, stage -> diff -> check what lies around -> publish -> report
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import psycopg
from psycopg.sql import SQL, Identifier

from etl.assessment import Assessment, LoadOptions, assess
from etl.circles import circular_rows, fields_of_relations
from etl.diff import Published, match
from etl.finding_layer import FINDING, publish_findings
from etl.fix import mark_fixed
from etl.follow import Following, require_identity
from etl.followed import Followed
from etl.intake import Intake, take_in
from etl.journal import announce, entry, keep_findings, only_load_of, record
from etl.lineage import LINEAGE, record_lineage
from etl.mapping_file import MappingFile, find_mapping
from etl.place import Question
from etl.progress import LoadProgress, Silent
from etl.publish import (
    BULK_ROWS,
    begin_changes,
    complete_indexes,
    exclude,
    keep_writers_out,
    postpone_indexes,
    publish,
    refresh_statistics,
    settle,
)
from etl.read import open_source
from etl.report import Counts, LoadPlan, LoadReport, Mode, State
from etl.reporting import Told, question_of
from etl.source import Source, SourceRequest
from etl.spool import Spool
from etl.stage import PublishedReferences, Straight
from etl.surroundings import SurroundingsCheck, surroundings_check
from etl.understand import Understanding, understand
from gis.check_vocabulary import Check
from gis.errors import Conflict, CrsError, KentError, SourceError
from gis.layer_changes import note_load
from gis.layer_checks import with_checks
from gis.loading_rights import require_not_derived
from gis.municipality import Home
from gis.quality import spatial_checks
from gis.registry import Layer
from gis.text import Text

_READ = Text(tr="Okunuyor, denetleniyor", en="Reading and checking")
_DIFF = Text(tr="Yayımdakilerle karşılaştırılıyor", en="Comparing with what is published")
_CHECK = Text(tr="Çevresiyle denetleniyor", en="Checking the surroundings")
_PUBLISH = Text(tr="Yayımlanıyor", en="Publishing")
_INDEX = Text(tr="Arama dizinleri kuruluyor", en="Building search indexes")


def load(
    home: Home,
    connection: psycopg.Connection,
    layer_id: str,
    source: SourceRequest,
    *,
    mode: Mode = "upsert",
    actor: str = "kent",
    plan_only: bool = False,
    confirmed: bool = False,
    overwrite_edits: bool = False,
    repair: bool = False,
    whole: bool = False,
    fixes: int | None = None,
    checks: tuple[Check, ...] = (),
    progress: LoadProgress | None = None,
) -> LoadReport:
    """Load one file into one layer.

    Args:
        connection: of the database's owner, outside any transaction; it is put into autocommit mode.
        actor: who is to be named in history and audit.
        plan_only: say how the file would be understood, what is wrong with it and what it would change; write nothing.
        mode, confirmed, overwrite_edits, repair: see :class:`LoadOptions`.
        whole: take a followed layer as a whole, however much of it is known already.
        fixes: the load whose quarantined rows the file brings, corrected (``etl.fix``).
        checks: besides the layer's own (``gis.layer_checks``).

    Raises:
        NotFound: no such layer or mapping.
        Forbidden: Kent itself keeps the layer.
        Conflict: it would retire surprisingly much and is not confirmed; nothing was published.
        SourceError, CrsError, RegistryError, InvalidRequest: the load failed as a whole; nothing was published.
    """
    options = LoadOptions(mode, confirmed, overwrite_edits, repair)
    layer = with_checks(home.registry.layer(layer_id), checks)
    require_not_derived(layer)
    run = _Run(home, connection, layer, source, options, progress or Silent())
    connection.autocommit = True
    if plan_only:
        with connection.transaction(force_rollback=True):
            run = run.following(whole=whole)
        return run.plan()
    with (
        only_load_of(connection, layer_id, run.progress),
        entry(connection, layer_id, source, mode, actor, fixes) as load_id,
    ):
        run = run.following(whole=whole)
        complete_indexes(connection, run.layer)  # of a load that was killed
        try:
            report = run.carried_out(actor, load_id, fixes)
        finally:
            run.progress.step(_INDEX)
            with suppress(psycopg.OperationalError):  # the connection is gone; the next load does it
                complete_indexes(connection, run.layer)
    if report.state != "current":
        refresh_statistics(connection, run.layer)
    return report


@dataclass(frozen=True, eq=False)
class _Run:
    home: Home
    connection: psycopg.Connection
    layer: Layer
    request: SourceRequest
    options: LoadOptions
    progress: LoadProgress
    followed: Following | None = None
    started: float = field(default_factory=time.monotonic)

    def following(self, *, whole: bool) -> "_Run":
        """The same, going on where a followed layer was left."""
        if self.options.mode != "follow":
            return self
        followed = Following.of(self.connection, self.layer, self.request, self.mapping_file, whole=whole)
        return replace(self, followed=followed, request=replace(self.request, since=followed.since))

    def plan(self) -> LoadReport:
        """As far as the file can be understood; all that is staged for it is thrown away."""
        try:
            with self._opened() as (source, spool, checking):
                told = Told.of(source)
                try:
                    understood = self._understood(source)
                    told = told.with_understanding(understood)
                    with self.connection.transaction(force_rollback=True):
                        assessment = self._assessed(source, understood, spool, checking)
                        return self._report(told, assessment, "planned")
                except (SourceError, CrsError) as error:
                    return self._questioned(told.plan, error)
        except (SourceError, CrsError) as error:
            return self._questioned(LoadPlan("?", self.request.layer or ""), error)

    def carried_out(self, actor: str, load_id: int, fixes: int | None) -> LoadReport:
        """The load itself, in one transaction."""
        with self._opened() as (source, spool, checking):
            if source.feed is not None and source.feed.silent and source.size == 0:
                return self._current(source, load_id)
            understood = self._understood(source)
            told = Told.of(source).with_understanding(understood).without_values()
            bulky = self._fills_an_empty_layer(source) and postpone_indexes(self.connection, self.layer)
            with self.connection.transaction():
                change = begin_changes(self.connection, actor, load_id)
                if bulky:
                    keep_writers_out(self.connection, self.layer)
                # Somebody may have drawn the first feature while the indexes were taken away.
                still_empty = bulky and self._is_empty()
                straight = Straight(actor, load_id, change) if still_empty else None
                assessment = self._assessed(
                    source, understood, spool, checking, publishing=True, straight=straight
                )
                if assessment.surprising is not None and not self.options.confirmed:
                    raise _surprise(assessment.surprising)
                some = assessment.good.any() or len(assessment.retired)
                if not some and source.feed is not None and source.feed.silent:
                    raise psycopg.Rollback  # what was refused before is refused again
                state: State = "published" if some else "nothing"
                descended = 0
                if state == "published" or straight is not None:
                    self.progress.step(_PUBLISH)
                    descended = self._publish(assessment, actor, load_id, change)
                assessment = assessment.with_late_flaws()
                report = replace(self._report(told, assessment, state), load_id=load_id)
                report.counts.check()
                keep_findings(self.connection, load_id, source, understood, assessment)
                record(self.connection, report, actor, assessment.digest)
                if fixes is not None:
                    mark_fixed(self.connection, fixes, load_id, source, assessment.good)
                if self.followed is not None and source.feed is not None:
                    self.followed.reached(self.connection, source.feed, assessment.intake.numbers, load_id)
                if state == "published":
                    found = publish_findings(
                        self.connection, self.home.registry, self.layer, actor, load_id, change, fixes
                    )
                    counts = report.counts
                    growth = {
                        self.layer.id: counts.inserted - counts.deleted,
                        LINEAGE: descended,
                        FINDING: found,
                    }
                    note_load(self.connection, self.layer, change)
                    announce(self.connection, growth)
                return report
            return self._current(source, load_id)

    @cached_property
    def mapping_file(self) -> MappingFile:
        """The user's mapping; one that says nothing where none was given."""
        return find_mapping(self.home, self.layer, self.request.mapping)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Source, Spool, SurroundingsCheck]]:
        hints = self.mapping_file.source
        request = replace(
            self.request,
            layer=self.request.layer or hints.layer,
            encoding=self.request.encoding or hints.encoding,
        )
        with (
            open_source(request) as source,
            Spool() as spool,
            surroundings_check() as checking,
        ):
            yield source, spool, checking

    def _understood(self, source: Source) -> Understanding:
        question = Question(self.request, self.layer.id, self.home, np.empty((0, 2)))
        understood = understand(source, self.layer, self.mapping_file, question)
        if source.feed is not None:
            require_identity(self.layer, understood, source)
        return understood

    def _assessed(
        self,
        source: Source,
        understood: Understanding,
        spool: Spool,
        checking: SurroundingsCheck,
        *,
        publishing: bool = False,
        straight: Straight | None = None,
    ) -> Assessment:
        """What every row is and what would become of it.

        Args:
            publishing: checks that keep no row from being published may end while it is.
            straight: let rows go into the layer at once, which holds nothing.
        """
        checks = spatial_checks(self.home.registry, self.layer, self.home.municipality.srid)
        self.progress.step(_READ, source.size)
        unfinished = Published.unfinished(self.connection)
        published = Published.of(self.connection, self.layer)
        intake = take_in(
            self.connection,
            self.home,
            source,
            understood,
            self._comparable(published),
            spool,
            self._references(),
            (*(checks.fields if checks else ()), *fields_of_relations(self.layer)),
            self.options.repair,
            straight,
            self.progress,
        )
        self.progress.step(_DIFF)
        if publishing and straight is None:
            keep_writers_out(self.connection, self.layer)
            if Published.changed_since(self.connection, self.layer, unfinished):
                published = Published.of(self.connection, self.layer)
                _require_there(intake, published)
        intake = replace(intake, flaws=(*intake.flaws, *circular_rows(self.connection, intake, published)))
        matched = match(self.connection, intake.staging, published, self.options.mode)
        followed = None
        if self.followed is not None and source.feed is not None:
            followed = Followed.of(self.connection, self.layer, self.followed.id, source.feed)
        assessment = assess(self.connection, intake, published, matched, self.options, followed)
        self.progress.step(_CHECK)
        late = checking.begin(self.connection, checks, assessment.rows_to_check, assessment.leaving)
        if checks is not None and (checks.may_refuse or not publishing):
            return assess(
                self.connection,
                replace(intake, flaws=(*intake.flaws, *late())),
                published,
                matched,
                self.options,
                followed,
            )
        return replace(assessment, late=late)

    def _references(self) -> PublishedReferences:
        if self.followed is not None:
            return self.followed.references(self.connection, self.home.registry)
        return PublishedReferences(self.connection, self.home.registry)

    def _current(self, source: Source, load_id: int) -> LoadReport:
        """A followed layer tells nothing new: that is noted with its last load, and this one never was."""
        assert self.followed is not None
        assert source.feed is not None
        last = self.followed.nothing_new(self.connection, source.feed, load_id)
        return replace(self._blank("current", LoadPlan(source.format, source.layer)), load_id=last)

    def _comparable(self, published: Published) -> Published:
        """The features that a row can be just like."""
        if self.options.mode == "append":
            return published.without_hashes()
        return published.without_edited() if self.options.overwrite_edits else published

    def _fills_an_empty_layer(self, source: Source) -> bool:
        if self.options.mode == "append" or source.size is None or source.size < BULK_ROWS:
            return False
        return self._is_empty()

    def _is_empty(self) -> bool:
        held = SQL("SELECT EXISTS (SELECT FROM {})").format(Identifier("city", self.layer.id))
        return self.connection.execute(held).fetchone() == (False,)

    def _publish(self, assessment: Assessment, actor: str, load_id: int, change: int) -> int:
        """Returns: features added to ``parcel_lineage``."""
        intake = assessment.intake
        if intake.ids is not None:  # they went straight into the layer
            settle(self.connection, self.layer, intake.ids[assessment.excluded])
        else:
            exclude(self.connection, assessment.excluded)
            publish(self.connection, intake.staging, actor, load_id, change, retired=assessment.retired)
        assessment.remember(self.connection, load_id)
        if intake.ids is not None:
            return 0
        return record_lineage(self.connection, self.home.registry, self.layer, actor, load_id, change)

    def _report(self, told: Told, assessment: Assessment, state: State) -> LoadReport:
        return replace(
            self._blank(state, told.with_notes(assessment).plan),
            counts=assessment.counts,
            findings=told.findings(assessment),
            changes=told.changes(self.connection, assessment),
            surprising=assessment.surprising,
        )

    def _questioned(self, plan: LoadPlan, error: KentError) -> LoadReport:
        return replace(self._blank("question", plan), question=question_of(error))

    def _blank(self, state: State, plan: LoadPlan) -> LoadReport:
        """A report that tells of no row yet."""
        seconds = round(time.monotonic() - self.started, 3)
        mode = self.options.mode
        return LoadReport(self.layer.id, self.request.name, mode, state, plan, Counts(0), seconds=seconds)


def _require_there(intake: Intake, published: Published) -> None:
    """Raises: Conflict when a feature that the file has unchanged was removed while the file was read."""
    known = intake.known[intake.known > 0]
    if not np.isin(known, published.ids).all():
        raise Conflict(
            "changed_meanwhile",
            Text(
                tr="Dosya okunurken katmandan kayıt silindi; hiçbir şey yayımlanmadı.",
                en="Features of the layer were removed while the file was read; nothing was published.",
            ),
            Text(tr="Yüklemeyi yineleyin.", en="Load it again."),
        )


def _surprise(why: Text) -> Conflict:
    return Conflict(
        "surprising_load",
        why,
        Text(
            tr="Nedenini --plan ile görün; doğruysa --confirm ile yineleyin.",
            en="See why with --plan; if it is right, repeat with --confirm.",
        ),
    )
