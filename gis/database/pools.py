"""Connection pools: one per audience (its own login role) and one for the service itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from gis.database.roles import SERVICE, role_conninfo

_ASYNC_PER_AUDIENCE = 6
_THREADS_PER_AUDIENCE = 2
_WAITING = 200
"""Requests that may queue for a connection of one pool; one more is told to come back."""
_TIMEOUT_S = 15.0
_KWARGS: dict[str, Any] = {"autocommit": True, "row_factory": tuple_row}


@dataclass(frozen=True)
class Pools:
    """Every pool of one worker process; bounded, opened lazily."""

    service: AsyncConnectionPool[Any]
    audiences: dict[str, AsyncConnectionPool[Any]]
    threads: dict[str, ConnectionPool[Any]]
    """For pygeoapi's threads."""
    conninfos: dict[str, str]
    """Audience -> how its role connects, for exports: they take no connection from a pool."""

    @classmethod
    def of(cls, conninfo: str, secret: bytes, audiences: Iterable[str]) -> "Pools":
        """Args: conninfo: the owner's; each role's is made from it."""
        database = str(conninfo_to_dict(conninfo)["dbname"])
        names = list(audiences)

        def role(name: str) -> str:
            return role_conninfo(conninfo, secret, database, name)

        return cls(
            _asynchronous(role(SERVICE), SERVICE),
            {name: _asynchronous(role(name), name) for name in names},
            {
                name: ConnectionPool(
                    role(name), kwargs=_KWARGS, min_size=0, max_size=_THREADS_PER_AUDIENCE, max_waiting=_WAITING,
                    timeout=_TIMEOUT_S, open=False, name=f"threads-{name}",
                )
                for name in names
            },
            {name: role(name) for name in names},
        )  # fmt: skip

    async def open(self) -> None:
        for pool in (self.service, *self.audiences.values()):
            await pool.open()
        for threads in self.threads.values():
            threads.open()

    async def close(self) -> None:
        for pool in (self.service, *self.audiences.values()):
            await pool.close()
        for threads in self.threads.values():
            threads.close()


def _asynchronous(conninfo: str, name: str) -> AsyncConnectionPool[Any]:
    return AsyncConnectionPool(
        conninfo, kwargs=_KWARGS, min_size=0, max_size=_ASYNC_PER_AUDIENCE, max_waiting=_WAITING,
        timeout=_TIMEOUT_S, open=False, name=name,
    )  # fmt: skip
