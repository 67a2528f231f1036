"""The room ``report``: what was understood, found and changed, in words and places."""

from dataclasses import dataclass, replace

import numpy as np
import psycopg
import shapely
from psycopg.sql import SQL, Composable, Identifier

from etl.assessment import Assessment, differing_fields
from etl.place import CrsQuestion, Question
from etl.report import (
    ChangeExample,
    ColumnPlan,
    FindingSummary,
    LoadPlan,
    PlaceCandidate,
    PlanQuestion,
    SourceColumnPlan,
    as_places,
    summarise,
)
from etl.source import LayerQuestion, Source
from etl.stage import STAGED
from etl.understand import Understanding, examples
from gis.crs import operation
from gis.errors import KentError
from gis.quality import Array, Flaw
from gis.registry import Layer
from gis.text import Text

_EXAMPLES = 100
_CANDIDATES = 8
_CANDIDATE_PLACES = 200


@dataclass(frozen=True, eq=False)
class Told:
    """A report in the making."""

    source: Source
    plan: LoadPlan
    understood: Understanding | None = None

    @classmethod
    def of(cls, source: Source) -> "Told":
        """What the source itself says, with the first values of its columns."""
        shown = examples(source)
        columns = tuple(SourceColumnPlan(c.name, c.declared, shown.get(c.name, ())) for c in source.columns)
        plan = LoadPlan(
            source.format,
            source.layer,
            source.encoding,
            unused=source.column_names,
            notes=source.notes,
            source_columns=columns,
        )
        return cls(source, plan)

    def with_understanding(self, understood: Understanding) -> "Told":
        placement, mapping = understood.placement, understood.mapping
        columns = tuple(
            ColumnPlan(
                a.field.name, a.column, None if a.how.value is None else str(a.how.value), a.how.format
            )
            for a in mapping.assignments
        )
        plan = replace(
            self.plan,
            columns=columns,
            unused=mapping.unused,
            mapping=understood.mapping_file.plain(),
            notes=(*self.plan.notes, *understood.notes),
        )
        if placement is not None:
            plan = replace(
                plan,
                crs=placement.operation.source,
                crs_from=placement.crs_from,
                swapped_axes=placement.swapped,
                operation=placement.operation.name,
                accuracy_m=placement.operation.accuracy_m,
            )
            if placement.crs_from in ("--crs", "mapping") and self.source.crs is not None:
                said = self.source.crs.name
                note = Text(tr=f"Dosyanın kendi bildirdiği: {said}.", en=f"The file itself says: {said}.")
                plan = replace(plan, notes=(*plan.notes, note))
        return replace(self, plan=plan, understood=understood)

    def without_values(self) -> "Told":
        """For the record of a load, which more people see than the file."""
        return replace(self, plan=replace(self.plan, source_columns=()))

    def with_notes(self, assessment: Assessment) -> "Told":
        notes = list(self.plan.notes)
        if n := assessment.intake.flattened:
            notes.append(
                Text(
                    tr=f"{n} geometrinin yükseklik ya da ölçü değeri bırakıldı.",
                    en=f"Heights or measures of {n} geometries were left out.",
                )
            )
        if n := assessment.kept_edits:
            notes.append(
                Text(
                    tr=f"Dosyada olmayan {n} kayıt elle düzenlendiği için korundu.",
                    en=f"{n} features that the file does not have were kept, because they were edited by hand.",
                )
            )
        return replace(self, plan=replace(self.plan, notes=tuple(notes)))

    def findings(self, assessment: Assessment) -> tuple[FindingSummary, ...]:
        return summarise(placed(assessment), assessment.intake.numbers, self._degrees)

    def changes(self, connection: psycopg.Connection, assessment: Assessment) -> tuple[ChangeExample, ...]:
        """The first features the load would add, change and miss."""
        assert self.understood is not None
        layer, intake = self.understood.layer, assessment.intake
        new = np.flatnonzero(assessment.new)[:_EXAMPLES]
        updated = np.flatnonzero(assessment.updated)[:_EXAMPLES]
        matched = assessment.matched
        rows = np.concatenate([new, matched.rows[updated]])
        names = {f.name for f in intake.staging.fields}
        if intake.ids is None:
            keys = _keys(connection, layer, STAGED, "row_no", rows, names)
        else:
            by_id = _keys(connection, layer, Identifier("city", layer.id), "id", intake.ids[rows], names)
            keys = {int(row): by_id.get(int(intake.ids[row]), "") for row in rows}
        found = [
            ChangeExample("inserted", keys.get(int(row), ""), lonlat=place)
            for row, place in zip(new, self._centres(intake.spooled.bounds[new]), strict=True)
        ]
        found += [
            ChangeExample(
                "changed",
                keys.get(int(matched.rows[at]), ""),
                differing_fields(intake, int(matched.differs[at])),
                float(matched.moved_m[at]) if np.isfinite(matched.moved_m[at]) else None,
                place,
            )
            for at, place in zip(
                updated, self._centres(intake.spooled.bounds[matched.rows[updated]]), strict=True
            )
        ]
        vanished = assessment.vanished[:_EXAMPLES]
        if len(vanished):
            found += self._vanished(connection, layer, vanished)
        return tuple(found)

    def _vanished(self, connection: psycopg.Connection, layer: Layer, ids: Array) -> list[ChangeExample]:
        bounds = np.full((len(ids), 4), np.nan)
        for schema in ("city", "history"):
            table = Identifier(schema, layer.id)
            keys = _keys(connection, layer, table, "id", ids, set(layer.key))
            if keys and layer.geometry != "none":
                rows = connection.execute(
                    SQL(
                        "SELECT DISTINCT ON (id) id, ST_AsBinary(geom) FROM {} WHERE id = ANY (%s) ORDER BY id, version DESC"
                    ).format(table),
                    (ids.tolist(),),
                ).fetchall()
                known = {int(i): shapely.from_wkb(wkb) for i, wkb in rows}
                bounds = shapely.bounds(np.array([known.get(int(i)) for i in ids], dtype=object))
            if keys:
                break
        places = self._centres(bounds)
        return [
            ChangeExample("vanished", keys.get(int(i), ""), lonlat=p)
            for i, p in zip(ids, places, strict=True)
        ]

    def _centres(self, bounds: Array) -> list[tuple[float, float] | None]:
        centres = (bounds[:, :2] + bounds[:, 2:]) / 2
        places = np.full(centres.shape, np.nan)
        known = np.isfinite(centres).all(axis=1)
        places[known] = self._degrees(centres[known])
        known = np.isfinite(places).all(axis=1)  # a geometry may lie where there is no longitude
        told = iter(as_places(places[known]))
        return [next(told) if k else None for k in known]

    def _degrees(self, places: Array) -> Array:
        if self.understood is None or not len(places):
            return np.empty((0, 2))
        home = self.understood.question.home
        to_degrees = operation(home.municipality.srid, 4326, home.boundary.bounds).transformer
        return np.column_stack(to_degrees.transform(places[:, 0], places[:, 1]))


def placed(assessment: Assessment) -> tuple[Flaw, ...]:
    """The flaws, each with a place where its row has one: the fault's own, else the middle of the row."""
    bounds = assessment.intake.spooled.bounds
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    return tuple(f if f.places is not None else replace(f, places=centres[f.rows]) for f in assessment.flaws)


def question_of(error: KentError) -> PlanQuestion:
    """A refusal that the user can answer, with what would fit."""
    candidates: tuple[PlaceCandidate, ...] = ()
    if isinstance(error, CrsQuestion):
        question = error.question
        home = question.home
        candidates = tuple(
            PlaceCandidate(
                f"EPSG:{c.srid}",
                c.name,
                c.swapped,
                round(c.inside, 4),
                round(c.offset_m, 2),
                as_places(_degrees_from(question, c.srid, c.swapped, home.boundary.bounds)),
            )
            for c in question.candidates[:_CANDIDATES]
        )
    return PlanQuestion(
        error.code,
        error.message,
        error.hint,
        error.layers if isinstance(error, LayerQuestion) else (),
        candidates,
    )


def _degrees_from(
    question: Question, srid: int, swapped: bool, area: tuple[float, float, float, float]
) -> Array:
    sample = question.sample[np.isfinite(question.sample).all(axis=1)][:_CANDIDATE_PLACES]
    if swapped:
        sample = sample[:, ::-1]
    degrees = np.column_stack(operation(srid, 4326, area).transformer.transform(sample[:, 0], sample[:, 1]))
    return degrees[np.isfinite(degrees).all(axis=1)]


def _keys(
    connection: psycopg.Connection, layer: Layer, table: Identifier, by: str, values: Array, present: set[str]
) -> dict[int, str]:
    """Natural keys as people write them, ``8/113/4``; personal parts are left out."""
    parts: list[Composable] = [
        SQL("{}::text").format(Identifier(k))
        for k in layer.key
        if k in present and layer.field(k).privacy != "personal"
    ]
    if not len(values):
        return {}
    key = SQL("concat_ws('/', {})").format(SQL(", ").join(parts)) if parts else SQL("''")
    statement = SQL("SELECT {by}, {key} FROM {table} WHERE {by} = ANY (%s)").format(
        by=Identifier(by), key=key, table=table
    )
    return {int(v): str(k) for v, k in connection.execute(statement, (values.tolist(),))}
