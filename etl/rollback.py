"""Takes a load back: every feature it touched is as it was before, fields, geometry and id.

What a load made is told by ``load_id`` (current features), what it ended by ``ended_load`` (history). A feature that
somebody touched since is not as the load left it, and nobody can tell what it should become: then nothing is taken back.
"""

from dataclasses import dataclass

import psycopg
from psycopg.sql import SQL, Composable, Identifier
from psycopg.types.json import Jsonb

from etl.finding_layer import FINDING, take_findings_back
from etl.fix import release
from etl.followed import unpair
from etl.journal import announce, only_load_of
from etl.lineage import LINEAGE, PARCEL
from etl.progress import LoadProgress, Silent
from etl.publish import begin_changes, keep_writers_out
from gis.errors import Conflict
from gis.layer_changes import note_load
from gis.load_report import unknown_load
from gis.registry import Layer, Registry
from gis.text import Text

_LOAD = "SELECT layer, file, state, mode FROM ops.load WHERE id = %s"
_BEGIN = """
    INSERT INTO ops.load (layer, file, mode, actor, undoes) VALUES (%s, %s, 'rollback', %s, %s) RETURNING id
"""
_END = """
    UPDATE ops.load SET state = 'published', counts = %s, finished_at = clock_timestamp() WHERE id = %s
"""
_TAKEN_BACK = "UPDATE ops.load SET state = 'rolled_back' WHERE id = %s"
_AUDIT = "INSERT INTO audit.entry (actor, action, layer, load_id, after) VALUES (%s, 'rollback', %s, %s, %s)"

_TOUCHED = SQL("""
    CREATE TEMP TABLE undo ON COMMIT DROP AS
    SELECT coalesce(c.id, p.id) AS id, p.version AS former, c.id IS NOT NULL AND p.id IS NULL AS made,
           coalesce(p.retired, false) AS ended
    FROM (SELECT id, version, retired FROM {past} WHERE ended_load = %(load)s) p
    FULL JOIN (SELECT id FROM {table} WHERE load_id = %(load)s) c ON c.id = p.id
""")
_TOUCHED_SINCE = SQL("""
    SELECT u.id, c.load_id, c.changed_by FROM pg_temp.undo u LEFT JOIN {table} c ON c.id = u.id
    WHERE CASE WHEN u.ended THEN c.id IS NOT NULL ELSE c.load_id IS DISTINCT FROM %(load)s END
    ORDER BY u.id LIMIT 1
""")
_MADE_AND_GONE = SQL("""
    SELECT p.id, p.ended_load, p.ended_by FROM {past} p
    WHERE p.load_id = %(load)s AND p.version = 1 AND p.ended_load IS DISTINCT FROM %(load)s
        AND NOT EXISTS (SELECT FROM pg_temp.undo u WHERE u.id = p.id) ORDER BY p.id LIMIT 1
""")
_KEY_TAKEN = SQL("""
    SELECT c.id, c.load_id, c.changed_by FROM pg_temp.undo u
    JOIN {past} p ON p.id = u.id AND p.version = u.former JOIN {table} c ON {same_key} AND c.id <> p.id
    WHERE u.ended AND NOT EXISTS (SELECT FROM pg_temp.undo m WHERE m.id = c.id AND m.made) LIMIT 1
""")
_REMOVE = SQL("DELETE FROM {table} t USING pg_temp.undo u WHERE t.id = u.id AND u.made")
_PARK = SQL("""
    DELETE FROM {table} t USING pg_temp.undo u WHERE t.id = u.id AND NOT u.made AND NOT u.ended
""")
_RESTORE = SQL("""
    INSERT INTO {table} (id, uid, {columns}, version, valid_from, changed_by, load_id, source_hash, change)
    OVERRIDING SYSTEM VALUE
    SELECT p.id, p.uid, {former}, l.version + 1,
           CASE WHEN u.ended THEN greatest(clock_timestamp(), l.valid_to) ELSE l.valid_to END, %(actor)s, p.load_id, p.source_hash, %(change)s
    FROM pg_temp.undo u JOIN {past} p ON p.id = u.id AND p.version = u.former
    JOIN LATERAL (SELECT version, valid_to FROM {past} l WHERE l.id = u.id ORDER BY version DESC LIMIT 1) l ON true
    WHERE NOT u.made ORDER BY p.id
""")
_NOT_RETIRED = SQL("""
    UPDATE {past} p SET retired = false FROM pg_temp.undo u
    WHERE p.id = u.id AND NOT u.made AND NOT u.ended AND p.ended_change = %(change)s AND p.retired
""")


@dataclass(frozen=True)
class Undone:
    """What a rollback did.

    Args:
        removed: features the load had added.
        restored: features it had changed, or retired.
    """

    load_id: int
    layer: str
    file: str
    undone: int
    removed: int
    restored: int


def roll_back(
    connection: psycopg.Connection,
    registry: Registry,
    load_id: int,
    *,
    actor: str = "kent",
    plan_only: bool = False,
    progress: LoadProgress | None = None,
) -> Undone:
    """Take a load back, whatever other loads did to other features meanwhile.

    Args:
        connection: of the database's owner, outside any transaction; it is put into autocommit mode.
        plan_only: only say what would be done, or what stands against it.

    Raises:
        NotFound: no such load.
        Conflict: it was not published, is taken back already, or a feature was touched since; nothing is changed.
    """
    connection.autocommit = True
    layer, file = _published(connection, registry, load_id)
    with (
        only_load_of(connection, layer.id, progress or Silent()),
        connection.transaction(force_rollback=plan_only),
    ):
        _published(connection, registry, load_id)  # once more: another rollback may have been waited for
        row = connection.execute(_BEGIN, (layer.id, file, actor, load_id)).fetchone()
        assert row is not None
        own = int(row[0])
        change = begin_changes(connection, actor, own)
        removed, restored = _undo(connection, layer, load_id, change, actor)
        growth = {}
        if layer.id == PARCEL and LINEAGE in registry.layers:
            gone, back = _undo(connection, registry.layer(LINEAGE), load_id, change, actor)
            growth[LINEAGE] = back - gone
        counts = Jsonb({"rows": removed + restored, "deleted": removed, "changed": restored})
        connection.execute(_END, (counts, own))
        connection.execute(_TAKEN_BACK, (load_id,))
        release(connection, load_id)
        unpair(connection, load_id)
        found = take_findings_back(connection, registry, layer, load_id, actor, change)
        connection.execute(
            _AUDIT,
            (actor, layer.id, own, Jsonb({"undoes": load_id, "removed": removed, "restored": restored})),
        )
        note_load(connection, layer, change)
        announce(connection, {layer.id: _difference(connection, layer), **growth, FINDING: found})
    return Undone(own, layer.id, file, load_id, removed, restored)


def _published(connection: psycopg.Connection, registry: Registry, load_id: int) -> tuple[Layer, str]:
    row = connection.execute(_LOAD, (load_id,)).fetchone()
    if row is None:
        raise unknown_load(load_id)
    layer, file, state, mode = row
    if mode == "rollback":
        raise Conflict(
            "rollback_of_rollback",
            Text(
                tr=f"{load_id} numaralı yükleme bir geri alma; kendisi geri alınamaz.",
                en=f"Load {load_id} is itself a rollback and cannot be taken back.",
            ),
            Text(tr="Dosyayı yeniden yükleyin.", en="Load the file again."),
        )
    if state != "published":
        raise Conflict(
            "load_not_published",
            Text(
                tr=f"{load_id} numaralı yükleme yayımda değil ({state}).",
                en=f"Load {load_id} is not published ({state}).",
            ),
            Text(tr="Geri alınacak bir şey yok.", en="There is nothing to take back."),
        )
    return registry.layer(layer), file


def _undo(
    connection: psycopg.Connection, layer: Layer, load_id: int, change: int, actor: str
) -> tuple[int, int]:
    """Returns: features removed and restored."""
    columns = (*(f.name for f in layer.fields), *(("geom",) if layer.geometry != "none" else ()))
    parts: dict[str, Composable] = {
        "table": Identifier("city", layer.id),
        "past": Identifier("history", layer.id),
        "columns": SQL(", ").join(map(Identifier, columns)),
        "former": SQL(", ").join(Identifier("p", c) for c in columns),
        "same_key": _same_key(layer),
    }
    values = {"load": load_id, "change": change, "actor": actor}
    keep_writers_out(connection, layer)
    connection.execute(_TOUCHED.format(**parts), values)
    for test in (_TOUCHED_SINCE, _MADE_AND_GONE, _KEY_TAKEN):
        if (touched := connection.execute(test.format(**parts), values).fetchone()) is not None:
            raise _touched(layer, load_id, *touched)
    removed = connection.execute(_REMOVE.format(**parts)).rowcount
    # Keys may have been exchanged between features: all leave before any comes back.
    connection.execute(_PARK.format(**parts))
    restored = connection.execute(_RESTORE.format(**parts), values).rowcount
    connection.execute(_NOT_RETIRED.format(**parts), values)
    connection.execute("DROP TABLE pg_temp.undo")
    return removed, restored


def _difference(connection: psycopg.Connection, layer: Layer) -> int:
    """How many features the layer has more than its maintained count says."""
    row = connection.execute(
        SQL("SELECT (SELECT count(*) FROM {}) - n FROM ops.row_count WHERE layer = %s").format(
            Identifier("city", layer.id)
        ),
        (layer.id,),
    ).fetchone()
    return int(row[0]) if row else 0


def _same_key(layer: Layer) -> Composable:
    if not layer.key:
        return SQL("false")
    own, other = (
        SQL("ARRAY[{}]").format(
            SQL(", ").join(SQL("{}::text").format(Identifier(alias, k)) for k in layer.key)
        )
        for alias in ("c", "p")
    )
    named = SQL(" OR ").join(SQL("{} IS NOT NULL").format(Identifier("c", k)) for k in layer.key)
    return SQL("({} = {} AND ({}))").format(own, other, named)


def _touched(layer: Layer, load_id: int, feature: int, by_load: int | None, by: str | None) -> Conflict:
    whom = Text(
        tr=f"{by_load} numaralı yükleme" if by_load else f"elle düzenleme ({by or '?'})",
        en=f"load {by_load}" if by_load else f"an edit by hand ({by or '?'})",
    )
    return Conflict(
        "touched_since",
        Text(
            tr=f"{load_id} numaralı yükleme geri alınamaz: {layer.title.tr} {feature} sonradan değişti ({whom.tr}).",
            en=f"Load {load_id} cannot be taken back: {layer.id} {feature} was changed since, by {whom.en}.",
        ),
        Text(
            tr="Önce sonraki yüklemeyi geri alın ya da düzeltilmiş dosyayı yükleyin.",
            en="Take the later load back first, or load a corrected file.",
        ),
    )
