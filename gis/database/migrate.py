"""Brings a database to what the registry says.

Three lifetimes: stored tables are migrated (additive steps write themselves, destructive ones stop for review), code
lists are upserted and never deleted, derived objects are rebuilt when their definition changed.
"""

import io
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import structlog
from alembic import command
from alembic.autogenerate import produce_migrations
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from psycopg.sql import SQL
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from gis.database.roles import SERVICE, ensure_roles
from gis.derive.database_objects import DerivedObject, derived_objects
from gis.derive.tables import metadata
from gis.errors import Conflict, RegistryError, Unavailable
from gis.registry import Registry
from gis.text import Text

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6B656E74  # advisory lock "kent": one migration at a time
_ADDITIVE = (ops.CreateTableOp, ops.AddColumnOp, ops.CreateTableCommentOp)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Plan:
    """What a migration would do (or did), as SQL."""

    additive: tuple[str, ...] = ()
    destructive: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.additive or self.destructive or self.derived)


def migrate(conninfo: str, registry: Registry, srid: int, secret: bytes, *, plan_only: bool = False) -> Plan:
    """Create or bring up to date everything Kent keeps in a database.

    Args:
        conninfo: of the owner, who may create roles.
        srid: EPSG code of the storage CRS.
        secret: the home's, from which role passwords derive.
        plan_only: say what would happen; change nothing.

    Raises:
        Conflict: destructive steps are needed, or the database stores another CRS.
        Unavailable: PostGIS is missing, or readers hold a lock for too long.
    """
    if SERVICE in registry.audiences:
        said = f"audiences.yaml: '{SERVICE}' is Kent's own name; choose another"
        raise RegistryError("reserved_audience", Text(tr=said, en=said))
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.commit()
        try:
            if plan_only:
                return _planned(connection, registry, srid)
            return _carried_out(connection, registry, srid, secret)
        finally:
            connection.rollback()
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
            connection.commit()
            engine.dispose()


def _planned(connection: Connection, registry: Registry, srid: int) -> Plan:
    """Everything inside one transaction that is rolled back, so that a fresh database can be planned too."""
    _extensions(connection)
    _foundation(connection)
    additive, destructive = _table_steps(connection, registry, srid)
    derived = _stale(connection, registry)[1]
    return Plan(
        _as_sql(connection, additive),
        _as_sql(connection, destructive),
        tuple(o.create.as_string() for o in derived),
    )


def _carried_out(connection: Connection, registry: Registry, srid: int, secret: bytes) -> Plan:
    _extensions(connection)
    _foundation(connection)
    _refuse_other_crs(connection, srid)
    additive, destructive = _table_steps(connection, registry, srid)
    if destructive:
        statements = _as_sql(connection, destructive)
        connection.rollback()
        raise Conflict(
            "destructive_migration",
            Text(
                tr="Tanımlar saklanan veriyi silecek ya da değiştirecek adımlar gerektiriyor:\n"
                + "\n".join(statements),
                en="The definitions ask for steps that would delete or rewrite stored data:\n"
                + "\n".join(statements),
            ),
            Text(
                tr="Adımları inceleyin; yedek alıp elle uygulayın ya da tanımı geri alın.",
                en="Review them; back up and apply them by hand, or take the definition back.",
            ),
        )
    done = _as_sql(connection, additive)
    operations = Operations(_context(connection, registry, srid))
    for step in additive:
        operations.invoke(step)
    driver = _driver(connection)
    ensure_roles(driver, registry, secret)
    _upsert_codes(driver, registry)
    _count_new_layers(driver, registry)
    connection.commit()
    derived = _retried(lambda: _rebuild(connection, registry))
    if done or derived:
        driver.execute("SELECT ops.bump_revision()")
    connection.commit()
    log.info("migrated", database=driver.info.dbname, tables=len(done), derived=len(derived))
    return Plan(done, (), derived)


def _driver(connection: Connection) -> psycopg.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, psycopg.Connection)
    return found


def _extensions(connection: Connection) -> None:
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except Exception as error:  # SQLAlchemy wraps every driver error; the cause is told
        said = str(getattr(error, "orig", error)).strip()
        raise Unavailable(
            "extension_missing",
            Text(tr=f"PostGIS etkinleştirilemedi: {said}", en=f"PostGIS cannot be enabled: {said}"),
            Text(
                tr="Sunucuya postgis ve pg_trgm (postgresql-contrib) kurun; kullanıcının bunları etkinleştirme yetkisi olsun.",
                en="Install postgis and pg_trgm (postgresql-contrib) on the server, and let this user enable them.",
            ),
        ) from error


def _foundation(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_other_crs(connection: Connection, srid: int) -> None:
    stored = connection.exec_driver_sql(
        "SELECT min(srid) FROM geometry_columns WHERE f_table_schema = 'city' AND srid <> %s", (srid,)
    ).scalar()
    if stored is not None:
        raise Conflict(
            "storage_crs_changed",
            Text(
                tr=f"Veritabanı EPSG:{stored} ile kurulmuş; municipality.yaml EPSG:{srid} diyor.",
                en=f"The database was made with EPSG:{stored}; municipality.yaml says EPSG:{srid}.",
            ),
            Text(
                tr="storage_crs değerini geri alın ya da yeni bir ev (kent init) kurup verileri yeniden yükleyin.",
                en="Take storage_crs back, or make a new home (kent init) and load the data there.",
            ),
        )


def _context(connection: Connection, registry: Registry, srid: int) -> MigrationContext:
    def ours(name: str | None, kind: str, _parents: Any) -> bool:
        return kind != "schema" or name in ("city", "history")

    def wanted(_item: Any, _name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
        # A layer that is no longer listed keeps its table; only its views go. Indexes are derived objects.
        return kind in ("table", "column") and not (kind == "table" and reflected and compare_to is None)

    return MigrationContext.configure(
        connection,
        opts={
            "target_metadata": metadata(registry, srid),
            "include_schemas": True,
            "include_name": ours,
            "include_object": wanted,
            "compare_type": True,
        },
    )


def _table_steps(
    connection: Connection, registry: Registry, srid: int
) -> tuple[list[ops.MigrateOperation], list[ops.MigrateOperation]]:
    with warnings.catch_warnings():
        # Alembic passes SQLAlchemy 2.1 an argument of its own making along.
        warnings.filterwarnings("ignore", "Can't validate argument 'dialect_options'")
        script = produce_migrations(_context(connection, registry, srid), metadata(registry, srid))
    assert script.upgrade_ops is not None
    steps = list(_flattened(script.upgrade_ops.ops))
    additive = [s for s in steps if isinstance(s, _ADDITIVE) or _harmless(s)]
    return additive, [s for s in steps if s not in additive]


def _harmless(step: ops.MigrateOperation) -> bool:
    """A column's comment may change, and a column may become optional: no stored value is touched."""
    if not isinstance(step, ops.AlterColumnOp):
        return False
    return (
        step.modify_type is None
        and step.modify_nullable in (None, True)
        and step.modify_server_default is False
    )


def _flattened(steps: Iterable[ops.MigrateOperation]) -> Iterable[ops.MigrateOperation]:
    for step in steps:
        if isinstance(step, ops.ModifyTableOps):
            yield from _flattened(step.ops)
        else:
            yield step


def _as_sql(connection: Connection, steps: Iterable[ops.MigrateOperation]) -> tuple[str, ...]:
    written = []
    for step in steps:
        buffer = io.StringIO()
        offline = MigrationContext.configure(
            dialect=connection.dialect, opts={"as_sql": True, "output_buffer": buffer}
        )
        Operations(offline).invoke(step)
        written.append(buffer.getvalue().strip())
    return tuple(written)


def _upsert_codes(driver: psycopg.Connection, registry: Registry) -> None:
    rows = [
        (code_list.id, code.code, position, code.title.tr, code.title.en, code.color, code.icon, code.retired)
        for code_list in registry.codes.values()
        for position, code in enumerate(code_list.codes)
    ]
    with driver.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO lookup.code (list, code, position, title_tr, title_en, color, icon, retired) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (list, code) DO UPDATE SET position = excluded.position, "
            "title_tr = excluded.title_tr, title_en = excluded.title_en, color = excluded.color, icon = excluded.icon, "
            "retired = excluded.retired",
            rows,
        )
    driver.execute(
        "UPDATE lookup.code SET retired = true WHERE NOT retired AND (list, code) NOT IN "
        "(SELECT * FROM unnest(%s::text[], %s::text[]))",
        [[r[0] for r in rows], [r[1] for r in rows]],
    )


def _count_new_layers(driver: psycopg.Connection, registry: Registry) -> None:
    driver.execute(
        "INSERT INTO ops.row_count (layer, n) SELECT layer, 0 FROM unnest(%s::text[]) AS layer ON CONFLICT DO NOTHING",
        [list(registry.layers)],
    )


def _stale(connection: Connection, registry: Registry) -> tuple[list[tuple[str, str]], list[DerivedObject]]:
    """Old objects to drop as (name, SQL), last made first, and objects to make, in order."""
    driver = _driver(connection)
    wanted = {o.name: o for o in derived_objects(registry, driver.info.dbname)}
    stored = driver.execute(
        "SELECT name, digest, drop_sql FROM ops.derived ORDER BY position DESC"
    ).fetchall()
    current = {name for name, digest, _ in stored if name in wanted and wanted[name].digest == digest}
    drops = [(name, drop) for name, _, drop in stored if name not in current]
    return drops, [o for o in wanted.values() if o.name not in current]


def _rebuild(connection: Connection, registry: Registry) -> tuple[str, ...]:
    driver = _driver(connection)
    with driver.transaction():
        driver.execute("SET LOCAL lock_timeout = '500ms'")
        drops, missing = _stale(connection, registry)
        for name, drop in drops:
            driver.execute(SQL(drop))  # our own text, kept in ops.derived
            driver.execute("DELETE FROM ops.derived WHERE name = %s", [name])
        positions = {o.name: at for at, o in enumerate(derived_objects(registry, driver.info.dbname))}
        for item in missing:
            driver.execute(item.create)
            driver.execute(
                "INSERT INTO ops.derived (name, position, digest, drop_sql) VALUES (%s, %s, %s, %s)",
                [item.name, positions[item.name], item.digest, item.drop.as_string()],
            )
        return tuple(o.name for o in missing)


def _retried[T](work: Callable[[], T], attempts: int = 20) -> T:
    """A rebuild waits for readers at most half a second at a time: queued behind it, every other reader would stand."""
    for attempt in range(attempts):
        try:
            return work()
        except psycopg.errors.LockNotAvailable:
            log.info("migration waits for readers", attempt=attempt + 1)
            time.sleep(0.2 * (attempt + 1))
    raise Unavailable(
        "locked",
        Text(
            tr="Okuyan oturumlar görünümlerin yenilenmesini engelliyor.",
            en="Sessions that read keep the views from being rebuilt.",
        ),
        Text(
            tr="Uzun süren sorguları bitirip 'kent migrate' komutunu yineleyin.",
            en="End long queries, then repeat 'kent migrate'.",
        ),
    )
