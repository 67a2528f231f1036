"""Login roles: one per audience, one for sign-in and the service's own book-keeping.

Each is a member of nothing and may read its own schema alone, so injected SQL cannot become somebody else
(``SET ROLE`` on a shared login can). Passwords derive from the home's secret: nothing to store, the same on every machine
that shares the home.
"""

import hashlib
import hmac

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from gis.derive.database_objects import audience_role
from gis.registry import Registry

SERVICE = "service"
"""The role behind sign-in and revisions; no audience may take its name."""

_SERVICE_GRANTS = """
GRANT USAGE ON SCHEMA ops, lookup TO {role};
GRANT SELECT ON ops.account, ops.revision, ops.row_count, ops.load, ops.finding, ops.job, ops.job_log, ops.layer_change TO {role};
GRANT EXECUTE ON FUNCTION ops.changed_boxes TO {role};
GRANT SELECT, INSERT, DELETE ON ops.session, ops.sign_in_link, ops.upload TO {role};
GRANT INSERT (kind, layer, arguments, owner, most_attempts, priority) ON ops.job TO {role};
GRANT UPDATE (state, cancel_requested, finished_at) ON ops.job TO {role};
"""

# A request gets one processor: others want the rest, and for a tile starting helpers takes as long as drawing it.
_LIMITS = """
ALTER ROLE {role} IN DATABASE {database} SET max_parallel_workers_per_gather = 0;
ALTER ROLE {role} IN DATABASE {database} SET default_transaction_read_only = {read_only};
ALTER ROLE {role} IN DATABASE {database} SET statement_timeout = '60s';
ALTER ROLE {role} IN DATABASE {database} SET idle_in_transaction_session_timeout = '60s';
"""


def role_password(secret: bytes, role: str) -> str:
    return hmac.new(secret, role.encode(), hashlib.sha256).hexdigest()


def role_conninfo(conninfo: str, secret: bytes, database: str, audience: str) -> str:
    """The owner's connection string turned into an audience's (or ``SERVICE``'s)."""
    role = audience_role(database, audience)
    return make_conninfo(conninfo, user=role, password=role_password(secret, role))


def ensure_roles(connection: psycopg.Connection, registry: Registry, secret: bytes) -> None:
    """Create missing roles and give all of them their password, limits and, for the service, its few rights."""
    database = connection.info.dbname
    connection.execute(SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(Identifier(database)))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for audience in (*registry.audiences, SERVICE):
        role = audience_role(database, audience)
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        # Only a superuser may say NOSUPERUSER of a role that exists, so attributes are given at its making alone.
        statement = (
            SQL("ALTER ROLE {} PASSWORD {}") if known else SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD {}")
        )
        connection.execute(statement.format(Identifier(role), Literal(role_password(secret, role))))
        read_only = SQL("off") if audience == SERVICE else SQL("on")
        connection.execute(
            SQL(_LIMITS).format(role=Identifier(role), database=Identifier(database), read_only=read_only)
        )
    connection.execute(SQL(_SERVICE_GRANTS).format(role=Identifier(audience_role(database, SERVICE))))


def drop_roles(connection: psycopg.Connection, database: str) -> None:
    """Remove a dropped database's roles from the server."""
    prefix = audience_role(database, "")
    for (role,) in connection.execute(
        "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [prefix]
    ).fetchall():
        connection.execute(SQL("DROP ROLE {}").format(Identifier(role)))
