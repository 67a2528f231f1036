"""Brings a database to what the registry says.

Three lifetimes: stored tables are migrated (additive steps write themselves, destructive ones stop for review), code
lists are upserted and never deleted, derived objects are rebuilt when their definition changed. Everything happens in
one transaction: a refusal leaves the database as it was.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import structlog
from alembic import command
from alembic.config import Config
from psycopg.sql import SQL
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from gis.database.code_lists import removed_codes, upsert_codes
from gis.database.renames import code_renames, field_renames
from gis.database.roles import SERVICE, ensure_roles
from gis.database.table_steps import Step, table_steps
from gis.derive.database_objects import DerivedObject, derived_objects
from gis.errors import Conflict, RegistryError, Unavailable
from gis.registry import Registry
from gis.text import Text

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6B656E74  # advisory lock "kent": one migration at a time

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Plan:
    """What a migration would do (or did), as SQL.

    Attributes:
        renames: fields and codes that get another name; their values stay.
        destructive: what a reviewer starts from, where ``reasons`` stand against going on.
        reasons: each with file, line and remedy.
    """

    additive: tuple[str, ...] = ()
    renames: tuple[str, ...] = ()
    destructive: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.additive or self.renames or self.destructive or self.derived or self.reasons)


class ReviewNeeded(Conflict):
    """Going on would delete or rewrite stored data; nothing was changed.

    Attributes:
        review: SQL to start from, each step under the reason that stands against it.
    """

    def __init__(self, steps: Iterable[Step], codes: Iterable[Text]) -> None:
        steps, codes = tuple(steps), tuple(codes)
        reasons = [*(s.at_stake for s in steps if s.at_stake), *codes]
        super().__init__(
            "destructive_migration",
            Text(tr="\n".join(r.tr for r in reasons), en="\n".join(r.en for r in reasons)),
            Text(
                tr="Tanımı düzeltin; ya da adımları gözden geçirip uygulayın: kent migrate --apply DOSYA.",
                en="Correct the definition; or review the steps and apply them: kent migrate --apply FILE.",
            ),
        )
        written = [(s.at_stake, s.statements) for s in steps if s.at_stake]
        self.review = "\n".join(
            [f"-- {reason.tr}\n-- {reason.en}\n" + "".join(f"{s};\n" for s in sql) for reason, sql in written]
            + [f"-- {reason.tr}\n-- {reason.en}\n" for reason in codes]
        )

    def written(self, folder: Path) -> Path:
        """The review as a file, named after what is in it."""
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.blake2b(self.review.encode(), digest_size=4).hexdigest()
        file = folder / f"review-{digest}.sql"
        file.write_text(self.review, encoding="utf-8")
        return file


def migrate(
    conninfo: str,
    registry: Registry,
    srid: int,
    secret: bytes,
    *,
    plan_only: bool = False,
    reviewed: str | None = None,
) -> Plan:
    """Create or bring up to date everything Kent keeps in a database.

    Args:
        conninfo: of the owner, who may create roles.
        srid: EPSG code of the storage CRS.
        secret: the home's, from which role passwords derive.
        plan_only: say what would happen; change nothing.
        reviewed: SQL for the steps that touch stored data; what it leaves must fit the registry.

    Raises:
        ReviewNeeded: destructive steps are needed (and ``reviewed`` does not take them).
        Conflict: the database stores another CRS, or the reviewed SQL fails.
        Unavailable: PostGIS is missing, or readers hold a lock for too long.
    """
    if SERVICE in registry.audiences:
        raise RegistryError(
            "reserved_audience",
            Text(
                tr=f"audiences.yaml: '{SERVICE}' Kent'in kendi adıdır; başka bir ad seçin",
                en=f"audiences.yaml: '{SERVICE}' is Kent's own name; choose another",
            ),
        )
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.commit()
        migration = _Migration(connection, registry, srid)
        try:
            return migration.planned() if plan_only else migration.carried_out(secret, reviewed)
        finally:
            connection.rollback()
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
            connection.commit()
            engine.dispose()


@dataclass(frozen=True)
class _Migration:
    connection: Connection
    registry: Registry
    srid: int

    @property
    def driver(self) -> psycopg.Connection:
        found = self.connection.connection.driver_connection
        assert isinstance(found, psycopg.Connection)
        return found

    def planned(self) -> Plan:
        """Everything inside one transaction that is rolled back, so that a fresh database can be planned too."""
        _extensions(self.connection)
        _foundation(self.connection)
        renames = self._renames()
        for rename in field_renames(self.driver, self.registry):
            rename.carry_out(self.driver)
        steps = table_steps(self.connection, self.registry, self.srid)
        codes = tuple(removed_codes(self.driver, self.registry))
        return Plan(
            tuple(sql for s in steps if s.at_stake is None for sql in s.statements),
            renames,
            tuple(sql for s in steps if s.at_stake for sql in s.statements),
            tuple(o.create.as_string() for o in self._stale()[1]),
            (*(s.at_stake for s in steps if s.at_stake), *codes),
        )

    def carried_out(self, secret: bytes, reviewed: str | None) -> Plan:
        _extensions(self.connection)
        _foundation(self.connection)
        self.connection.commit()
        _refuse_other_crs(self.connection, self.srid)
        self.connection.rollback()
        plan = _retried(lambda: self._in_one_transaction(secret, reviewed))
        log.info(
            "migrated", database=self.driver.info.dbname, tables=len(plan.additive), derived=len(plan.derived)
        )
        return plan

    def _in_one_transaction(self, secret: bytes, reviewed: str | None) -> Plan:
        """What locks readers out comes late and is over soon."""
        with self.driver.transaction():
            self.driver.execute("SET LOCAL lock_timeout = '500ms'")
            self.driver.execute("SELECT set_config('kent.actor', 'kent migrate', true)")
            renames = self._renames()
            drops, missing = self._stale()
            if reviewed is not None:
                self._drop(drops)  # a view would stand in the way
            for rename in field_renames(self.driver, self.registry):
                rename.carry_out(self.driver)
            if reviewed is not None:
                self._run(reviewed)
            steps = table_steps(self.connection, self.registry, self.srid)
            codes = tuple(removed_codes(self.driver, self.registry))
            if codes or any(s.at_stake for s in steps):
                raise ReviewNeeded(steps, codes)
            done = tuple(sql for s in steps for sql in s.statements)
            if reviewed is None:
                self._drop(drops)
            for statement in done:
                self.driver.execute(statement)  # Alembic's text
            ensure_roles(self.driver, self.registry, secret)
            for rename in code_renames(self.driver, self.registry):
                rename.carry_out(self.driver)
            upsert_codes(self.driver, self.registry)
            _count_new_layers(self.driver, self.registry)
            self._create(missing)
            if done or renames or missing or drops or reviewed:
                self.driver.execute("SELECT ops.bump_revision()")
            return Plan(done, renames, (reviewed,) if reviewed else (), tuple(o.name for o in missing))

    def _renames(self) -> tuple[str, ...]:
        found = (*field_renames(self.driver, self.registry), *code_renames(self.driver, self.registry))
        return tuple(sql for rename in found for sql in rename.as_sql())

    def _run(self, reviewed: str) -> None:
        try:
            self.driver.execute(reviewed)  # the administrator's own SQL
        except psycopg.errors.LockNotAvailable:
            raise
        except psycopg.Error as error:
            said = str(error).strip()
            raise Conflict(
                "review_failed",
                Text(
                    tr=f"Gözden geçirilen SQL çalışmadı, hiçbir şey değişmedi: {said}",
                    en=f"The reviewed SQL failed, nothing was changed: {said}",
                ),
                Text(tr="Dosyayı düzeltip yineleyin.", en="Correct the file and try again."),
            ) from error

    def _stale(self) -> tuple[list[tuple[str, str]], list[DerivedObject]]:
        """Old objects to drop as (name, SQL), last made first, and objects to make, in order."""
        wanted = {o.name: o for o in derived_objects(self.registry, self.srid, self.driver.info.dbname)}
        stored = self.driver.execute(
            "SELECT name, digest, drop_sql FROM ops.derived ORDER BY position DESC"
        ).fetchall()
        current = {name for name, digest, _ in stored if name in wanted and wanted[name].digest == digest}
        drops = [(name, drop) for name, _, drop in stored if name not in current]
        return drops, [o for o in wanted.values() if o.name not in current]

    def _drop(self, drops: Iterable[tuple[str, str]]) -> None:
        for name, drop in drops:
            self.driver.execute(SQL(drop))  # our own text, kept in ops.derived
            self.driver.execute("DELETE FROM ops.derived WHERE name = %s", [name])

    def _create(self, missing: Iterable[DerivedObject]) -> None:
        names = [o.name for o in derived_objects(self.registry, self.srid, self.driver.info.dbname)]
        positions = {name: at for at, name in enumerate(names)}
        made = list(missing)
        for item in made:
            self.driver.execute(item.create)
        with self.driver.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO ops.derived (name, position, digest, drop_sql) VALUES (%s, %s, %s, %s)",
                [(o.name, positions[o.name], o.digest, o.drop.as_string()) for o in made],
            )


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


def _count_new_layers(driver: psycopg.Connection, registry: Registry) -> None:
    driver.execute(
        "INSERT INTO ops.row_count (layer, n) SELECT layer, 0 FROM unnest(%s::text[]) AS layer ON CONFLICT DO NOTHING",
        [list(registry.layers)],
    )


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
