"""The number of the transaction that made each version, for the change feed; loads that take others back."""

from pathlib import Path

from alembic import op
from psycopg.sql import SQL, Identifier

revision = "0005"
down_revision = "0004"

_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'"
_CURRENT = SQL("ALTER TABLE {} ADD COLUMN change bigint NOT NULL DEFAULT ops.current_change()")
_PAST = SQL(
    "ALTER TABLE {0} ADD COLUMN change bigint NOT NULL DEFAULT 0, ADD COLUMN ended_change bigint NOT NULL DEFAULT 0, "
    "ADD COLUMN retired boolean NOT NULL DEFAULT false; "
    "ALTER TABLE {0} ALTER COLUMN change DROP DEFAULT, ALTER COLUMN ended_change DROP DEFAULT, ALTER COLUMN retired DROP DEFAULT"
)
_RETIRED = SQL(
    "UPDATE {past} p SET retired = true WHERE NOT EXISTS (SELECT FROM {past} l WHERE l.id = p.id AND l.version > p.version) "
    "AND NOT EXISTS (SELECT FROM {current} c WHERE c.id = p.id)"
)


def upgrade() -> None:
    connection = op.get_bind()
    driver = connection.connection.driver_connection
    assert driver is not None
    statements = (Path(__file__).parents[2] / "sql" / "changes.sql").read_text(encoding="utf-8")
    driver.execute(statements)
    for schema, statement in (("city", _CURRENT), ("history", _PAST)):
        for (table,) in driver.execute(_TABLES, (schema,)).fetchall():
            driver.execute(statement.format(Identifier(schema, table)))
    for (table,) in driver.execute(_TABLES, ("history",)).fetchall():
        driver.execute(_RETIRED.format(past=Identifier("history", table), current=Identifier("city", table)))
