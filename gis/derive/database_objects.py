"""Registry -> indexes, constraints, history triggers, audience views and their grants. Pure.

Each object is rebuilt only when its definition changes; see ``gis.database.migrate``.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.attachment_access import may_see_attachments
from gis.crs import domain
from gis.derive.attachment_view import ATTACHMENT, attachment_query
from gis.derive.read_model import (
    create_read_model,
    drop_read_model,
    generalised_name,
    has_read_model,
    read_model_query,
)
from gis.registry import Layer, LayerView, Registry, schema_name, versions_name
from gis.relations import all_joins

TURKISH = SQL('COLLATE "tr-TR-x-icu"')
_TRANSACTION = (1 << 48) - 1
"""The part of a change's number that is the transaction's (``ops.current_change``)."""
_FINITE = {
    "Point": SQL("ST_IsValid(geom)"),
    "LineString": SQL("ST_Length(geom) < 'Infinity'"),
    "Polygon": SQL("ST_Area(geom) < 'Infinity'"),
}
"""Tells of any coordinate that is no number, as a geometry's box does not; with the box, a million rows take 0.35 s."""


@dataclass(frozen=True)
class DerivedObject:
    """Something the database holds because the registry says so.

    ``name`` is its identity; a changed ``create`` drops the old one by the ``drop`` it was made with.
    """

    name: str
    create: Composed
    drop: Composed
    stands_on: str = ""
    """What else it stands on: types of columns that PostgreSQL would not change beneath it, other objects."""

    @cached_property
    def digest(self) -> str:
        return hashlib.blake2b(
            (self.create.as_string() + self.stands_on).encode(), digest_size=16
        ).hexdigest()


def derived_objects(registry: Registry, srid: int, database: str) -> Iterator[DerivedObject]:
    """Every derived object, in the order in which they can be made; ``srid`` is the EPSG code of the storage CRS."""
    for layer in registry.layers.values():
        yield from _indexes(layer)
        yield from _ranges(layer)
        yield _own_change(layer)
        yield _history_trigger(layer)
        if layer.geometry != "none":
            yield _on_earth(layer, srid)
            yield _change_trigger(layer)
            for cell in sorted(_cells(layer)):
                yield _coarse_index(layer, cell, "city", "")
                yield _coarse_index(layer, cell, "history", "past_")
    read_models = {layer.id: _read_model(layer) for layer in registry.layers.values() if layer.levels}
    yield from read_models.values()
    yield from _relation_indexes(registry)
    for audience in registry.audiences:
        yield _schema(audience)
        views = registry.views(audience)
        made = {view.id: _view(view) for view in views}
        versions = [_versions(view) for view in views]
        levels = [_levels(view, read_models[view.id]) for view in views if has_read_model(view)]
        with_files = tuple(v for v in views if may_see_attachments(v.layer, registry.audiences[audience]))
        beside = (
            _attachments(registry, audience, with_files, [made[v.id] for v in with_files]),
            _row_counts(audience, [v.id for v in views]),
        )
        yield from (*made.values(), *versions, *levels, *beside)
        yield _access(audience, database, (*made.values(), *versions, *levels, *beside))


def audience_role(database: str, audience: str) -> str:
    """The LOGIN role behind an audience; roles belong to the whole server, so the database is in the name."""
    return f"kent_{database}_{audience}"


def _indexes(layer: Layer) -> Iterator[DerivedObject]:
    table = Identifier("city", layer.id)
    past = Identifier("history", layer.id)
    if layer.key:
        columns = SQL(", ").join(map(Identifier, layer.key))
        # A row without any part of its key has no identity; a village parcel without ada has.
        some = SQL(" OR ").join(SQL("{} IS NOT NULL").format(Identifier(k)) for k in layer.key)
        body = SQL("({}) NULLS NOT DISTINCT WHERE {}").format(columns, some)
        yield _index(layer, "key", SQL("UNIQUE INDEX"), table, body)
    yield _index(layer, "uid", SQL("UNIQUE INDEX"), table, SQL("(uid)"))
    for field in layer.fields:
        if field.sortable:
            by = (
                SQL("{} {}").format(Identifier(field.name), TURKISH)
                if field.type == "text"
                else Identifier(field.name)
            )
            yield _index(layer, f"sort_{field.name}", SQL("INDEX"), table, SQL("({}, id)").format(by))
        if field.searchable:
            body = SQL("USING gin (lookup.fold({}) gin_trgm_ops)").format(Identifier(field.name))
            yield _index(layer, f"find_{field.name}", SQL("INDEX"), table, body)
        if field.type == "reference":
            yield _index(
                layer, f"ref_{field.name}", SQL("INDEX"), table, SQL("({})").format(Identifier(field.name))
            )
    if layer.geometry != "none":
        yield _index(layer, "geom", SQL("INDEX"), table, SQL("USING gist (geom)"))
        yield _index(layer, "past_geom", SQL("INDEX"), past, SQL("USING gist (geom)"))
    yield _index(layer, "past_id", SQL("INDEX"), past, SQL("(id, valid_from)"))
    yield _index(layer, "change", SQL("INDEX"), table, SQL("(change, id)"))
    yield _index(layer, "past_change", SQL("INDEX"), past, SQL("(ended_change, id)"))


def _relation_indexes(registry: Registry) -> Iterator[DerivedObject]:
    """Both sides of a relation by equal values are looked up by its fields; a reference's sides are indexed anyway."""
    wanted = dict.fromkeys(
        side
        for join in all_joins(registry)
        if not join.is_reference
        for side in (
            (join.layer, tuple(own for own, _ in join.pairs)),
            (join.target, tuple(other for _, other in join.pairs)),
        )
    )
    for layer_id, names in wanted:
        layer = registry.layers[layer_id]
        if not _begins_an_index(layer, names):
            columns = SQL(", ").join(map(Identifier, names))
            table = Identifier("city", layer_id)
            yield _index(layer, f"rel_{'_'.join(names)}", SQL("INDEX"), table, SQL("({})").format(columns))


def _begins_an_index(layer: Layer, names: tuple[str, ...]) -> bool:
    """Sorting indexes of texts do not count: they are in Turkish order, which equality does not use."""
    if set(layer.key[: len(names)]) == set(names):
        return True
    return len(names) == 1 and any(
        f.name == names[0] and (f.type == "reference" or (f.sortable and f.type != "text"))
        for f in layer.fields
    )


def _index(layer: Layer, suffix: str, kind: SQL, table: Identifier, body: Composable) -> DerivedObject:
    schema = "history" if suffix.startswith("past_") else "city"
    name = _short(f"{layer.id}_{suffix}")
    return DerivedObject(
        f"index {schema}.{name}",
        SQL("CREATE {} {} ON {} {}").format(kind, Identifier(name), table, body),
        SQL("DROP INDEX IF EXISTS {}").format(Identifier(schema, name)),
    )


def _short(name: str) -> str:
    """PostgreSQL cuts identifiers at 63 bytes, silently; a digest keeps long ones apart."""
    return (
        name
        if len(name) <= 63
        else name[:54] + "_" + hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
    )


def _ranges(layer: Layer) -> Iterator[DerivedObject]:
    table = Identifier("city", layer.id)
    for field in layer.fields:
        bounds = [
            SQL("{} {} {}").format(Identifier(field.name), SQL(sign), Literal(bound))
            for sign, bound in ((">=", field.min), ("<=", field.max))
            if bound is not None
        ]
        if bounds:
            name = _short(f"{layer.id}_{field.name}_range")
            yield DerivedObject(
                f"constraint city.{layer.id}.{name}",
                # NOT VALID: rows that were fine under an older range stay; every new value is checked.
                SQL("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({}) NOT VALID").format(
                    table, Identifier(name), SQL(" AND ").join(bounds)
                ),
                SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(table, Identifier(name)),
            )


def _on_earth(layer: Layer, srid: int) -> DerivedObject:
    """No geometry without a place, whoever writes it: one such row would fail every answer that it is in."""
    table, name = Identifier("city", layer.id), Identifier(_short(f"{layer.id}_geom_on_earth"))
    finite = _FINITE[(layer.geometry_type or "").removeprefix("Multi")]
    box = SQL(", ").join(map(Literal, domain(srid)))
    return DerivedObject(
        f"constraint city.{layer.id}.geom_on_earth",
        # NOT VALID: as for ranges. An empty geometry has no box.
        SQL(
            "ALTER TABLE {} ADD CONSTRAINT {} CHECK ((geom @ ST_MakeEnvelope({}, {}) AND {}) OR ST_IsEmpty(geom)) NOT VALID"
        ).format(table, name, box, Literal(srid), finite),
        SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(table, name),
    )


def _own_change(layer: Layer) -> DerivedObject:
    """A new row bears the number of the transaction that writes it, or nobody would ever hear of it.

    Rows copied back with all their columns have an old one. Only such a row calls a function: one for each would double
    a load's time. (``txid_current()`` is a number as it stands; to make one of ``pg_current_xact_id()`` takes four times
    as long.)
    """
    table = Identifier("city", layer.id)
    create = SQL("""
        CREATE TRIGGER own_change AFTER INSERT ON {} FOR EACH ROW
            WHEN ((NEW.change & {}) <> txid_current())
            EXECUTE FUNCTION ops.refuse_foreign_change()
    """).format(table, Literal(_TRANSACTION))
    return DerivedObject(
        f"own change city.{layer.id}", create, SQL("DROP TRIGGER IF EXISTS own_change ON {}").format(table)
    )


def _history_trigger(layer: Layer) -> DerivedObject:
    """Every version that ends is kept: BEFORE UPDATE and DELETE move it to history.

    ``kent.actor``, ``kent.load`` and ``kent.change`` are settings of the changing transaction; one without ``kent.load`` is
    an edit by hand, whose version belongs to no load. Versions only grow, and so does time. ``kent.source_only``: just
    ``source_hash`` is written, which is no version; a version of this very transaction ends unseen and is not kept.
    """
    columns = layer.columns
    listed = SQL(", ").join(map(Identifier, columns))
    old = SQL(", ").join(SQL("OLD.{}").format(Identifier(c)) for c in columns)
    function = Identifier("history", _short(f"keep_{layer.id}"))
    create = SQL("""
        CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
            by_load bigint := nullif(current_setting('kent.load', true), '')::bigint;
            this_change bigint := coalesce(nullif(current_setting('kent.change', true), '')::bigint, ops.current_change());
        BEGIN
            IF current_setting('kent.source_only', true) = 'on' THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND OLD.change = this_change AND OLD.version = 1 THEN
                RETURN OLD;
            END IF;
            INSERT INTO {past} ({listed}, valid_to, ended_by, ended_load, ended_change, retired)
            VALUES ({old}, at, current_setting('kent.actor', true), by_load, this_change, TG_OP = 'DELETE');
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            NEW.change := this_change;
            IF by_load IS NULL THEN
                NEW.load_id := NULL;
            END IF;
            RETURN NEW;
        END
        $$;
        CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}()
    """).format(
        function=function,
        past=Identifier("history", layer.id),
        table=Identifier("city", layer.id),
        listed=listed,
        old=old,
    )
    drop = SQL("DROP TRIGGER IF EXISTS keep_history ON {}; DROP FUNCTION IF EXISTS {}()").format(
        Identifier("city", layer.id), function
    )
    return DerivedObject(f"history city.{layer.id}", create, drop)


def _change_trigger(layer: Layer) -> DerivedObject:
    """Every transaction that changes the layer is noted, once a statement (``ops.note_layer_change``)."""
    table = Identifier("city", layer.id)
    create = SQL("""
        CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}
            FOR EACH STATEMENT EXECUTE FUNCTION ops.note_layer_change()
    """).format(table)
    drop = SQL("DROP TRIGGER IF EXISTS note_change ON {}").format(table)
    return DerivedObject(f"change city.{layer.id}", create, drop)


def _cells(layer: Layer) -> set[int]:
    if layer.geometry == "none":
        return set()
    return {c for a in layer.geometry.coarsen.audiences if (c := layer.geometry.coarsen.cell(a)) is not None}


def _coarse_index(layer: Layer, cell: int, schema: str, prefix: str) -> DerivedObject:
    body = SQL("USING gist ({})").format(_coarse(cell))
    return _index(layer, f"{prefix}coarse_{cell}", SQL("INDEX"), Identifier(schema, layer.id), body)


def _coarse(cell: int) -> Composed:
    """The fixed grid a position is snapped to: never an offset that averages out over many answers."""
    return SQL("public.ST_SnapToGrid(geom, {}::float8)").format(Literal(cell))


def _schema(audience: str) -> DerivedObject:
    schema = Identifier(schema_name(audience))
    return DerivedObject(
        f"schema {schema_name(audience)}",
        SQL("CREATE SCHEMA {}").format(schema),
        SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema),
    )


def _access(audience: str, database: str, views: Iterable[DerivedObject]) -> DerivedObject:
    """The audience's role may read what its schema holds; granted anew whenever one of the views is made anew."""
    create = SQL(
        "GRANT USAGE ON SCHEMA {schema}, lookup TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}; "
        "ALTER ROLE {role} IN DATABASE {database} SET search_path = {schema}, public"
    ).format(
        schema=Identifier(schema_name(audience)),
        role=Identifier(audience_role(database, audience)),
        database=Identifier(database),
    )
    # Nothing to drop: the rights end with the views, and the role may be one of another database's.
    return DerivedObject(
        f"access {schema_name(audience)}",
        create,
        SQL("SELECT").format(),
        stands_on=" ".join(v.digest for v in views),
    )


def _view(view: LayerView) -> DerivedObject:
    """An audience's view *is* its access: explicit columns of what it may see, nothing else."""
    columns: list[Composable] = [SQL("id"), SQL("uid"), SQL("version"), SQL("valid_from"), *_seen(view)]
    query = SQL("SELECT {} FROM {}").format(SQL(", ").join(columns), Identifier("city", view.id))
    return _as_view(view, view.id, query)


def _versions(view: LayerView) -> DerivedObject:
    """The same for every version there was and is; the planner drops the branch that ``current`` rules out."""
    current = SQL("""
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, {} FROM {}""").format(
        SQL(", ").join(_seen(view)), Identifier("city", view.id)
    )
    past = SQL("""
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, {} FROM {}
        """).format(SQL(", ").join(_seen(view)), Identifier("history", view.id))
    return _as_view(view, versions_name(view.id), SQL("{} UNION ALL {}").format(current, past))


def _read_model(layer: Layer) -> DerivedObject:
    return DerivedObject(f"table generalised.{layer.id}", create_read_model(layer), drop_read_model(layer))


def _levels(view: LayerView, read_model: DerivedObject) -> DerivedObject:
    return _as_view(view, generalised_name(view.id), read_model_query(view), read_model.digest)


def _seen(view: LayerView) -> list[Composable]:
    columns: list[Composable] = [Identifier(f.name) for f in view.fields]
    if view.geometry == "exact":
        columns.append(SQL("geom"))
    elif view.cell_m is not None:
        columns.append(SQL("{} AS geom").format(_coarse(view.cell_m)))
    return columns


def _as_view(view: LayerView, name: str, query: Composed, beneath: str = "") -> DerivedObject:
    named = Identifier(view.schema_name, name)
    types = [beneath] if beneath else []
    types += [f"{f.name} {f.type}" for f in view.fields]
    if view.geometry != "none":
        types.append(f"geom {view.layer.geometry_type}")
    return DerivedObject(
        f"view {view.schema_name}.{name}",
        SQL("CREATE VIEW {} AS {}").format(named, query),
        SQL("DROP VIEW IF EXISTS {}").format(named),
        stands_on=", ".join(types),
    )


def _attachments(
    registry: Registry, audience: str, views: tuple[LayerView, ...], made: Iterable[DerivedObject]
) -> DerivedObject:
    name = Identifier(schema_name(audience), ATTACHMENT)
    create = SQL("CREATE VIEW {} AS {}").format(name, attachment_query(views, registry.audiences[audience]))
    drop = SQL("DROP VIEW IF EXISTS {}").format(name)
    beneath = " ".join(view.digest for view in made)
    return DerivedObject(f"view {schema_name(audience)}.{ATTACHMENT}", create, drop, stands_on=beneath)


def _row_counts(audience: str, layers: list[str]) -> DerivedObject:
    name = Identifier(schema_name(audience), "row_count")
    listed = SQL(", ").join(map(Literal, layers)) if layers else SQL("NULL")
    create = SQL("CREATE VIEW {} AS SELECT layer, n FROM ops.row_count WHERE layer IN ({})").format(
        name, listed
    )
    return DerivedObject(
        f"view {schema_name(audience)}.row_count", create, SQL("DROP VIEW IF EXISTS {}").format(name)
    )
