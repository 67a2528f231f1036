"""Connections of one worker: a pool per login role, all of them within one bound."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from gis.database.roles import SERVICE, role_conninfo
from gis.errors import Unavailable
from gis.text import Text

Connection = psycopg.AsyncConnection[Any]

LEAST_CONNECTIONS = 5
"""Two exports and one that reads, besides the two that listen for changes."""
_MOST_OF_A_ROLE = 8
"""More at a time would wait for the processors, not for the database, and keep other roles out."""
_WAITING = 200
"""Requests that may queue for a connection; one more is told to come back."""
_PATIENCE_S = 15.0
_LIFETIME_S = 3600.0
"""A server process keeps what it once read of the catalogue; after so long it is replaced by a fresh one."""

_ADMITTED = 100
"""``max_connections`` of a PostgreSQL that nobody configured."""


async def connections_of_a_worker(conninfo: str, workers: int) -> int:
    """A worker's fair share of what the database server admits; a quarter is left to jobs, commands and others."""
    admitted = _ADMITTED
    with suppress(psycopg.OperationalError):  # the server starts before its database too
        async with await psycopg.AsyncConnection.connect(conninfo) as connection:
            row = await (await connection.execute("SHOW max_connections")).fetchone()
            admitted = int(row[0]) if row else _ADMITTED
    return max(admitted * 3 // 4 // workers, LEAST_CONNECTIONS)


class Bound:
    """How many connections there may be at a time, over all pools that share it.

    Whoever finds none free waits for a turn; an idle connection of another pool is closed for the first in the queue
    who may open one. Belongs to one event loop.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._idle: dict[Connection, Pool] = {}
        """The one idle longest comes first."""
        self._queue: deque[tuple[Pool, asyncio.Future[Connection | None]]] = deque()

    def admit(self, pool: "Pool") -> bool:
        """Give a pool a place for one more connection, if there is one or can be made."""
        if pool.places >= _MOST_OF_A_ROLE:
            return False
        if not self._free:
            if not self._idle:
                return False
            longest, owner = next(iter(self._idle.items()))
            owner.evict(longest)
            self.vacate(owner)
        self._free -= 1
        pool.places += 1
        return True

    async def turn(self, pool: "Pool") -> Connection | None:
        """Wait for an idle connection of the pool, or for a place to open one in (None).

        Raises:
            Unavailable: too many wait already, or no turn comes.
        """
        if len(self._queue) >= _WAITING:
            raise _busy()
        turn: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
        self._queue.append((pool, turn))
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await turn
        except BaseException as error:
            if turn.cancelled():
                self._queue.remove((pool, turn))
            elif (connection := turn.result()) is not None:  # it came at the very moment
                pool.give_back(connection)
            else:
                self.release(pool)
            if isinstance(error, TimeoutError):
                raise _busy() from None
            raise

    def release(self, pool: "Pool") -> None:
        """A connection of the pool is no more."""
        self.vacate(pool)
        self._serve()

    def kept(self, connection: Connection, pool: "Pool") -> None:
        """A connection of the pool is idle."""
        self._idle[connection] = pool
        self._serve()

    def used(self, connection: Connection) -> None:
        """A connection is idle no longer."""
        del self._idle[connection]

    def vacate(self, pool: "Pool") -> None:
        """The same, told by who is about to take the place."""
        self._free += 1
        pool.places -= 1

    def _serve(self) -> None:
        """Whatever is free goes to the first in the queue who can use it."""
        for entry in tuple(self._queue):
            pool, turn = entry
            if turn.done():
                continue
            connection = pool.take()
            if connection is None and not self.admit(pool):
                continue
            self._queue.remove(entry)
            turn.set_result(connection)


class Pool:
    """Connections of one login role."""

    def __init__(self, bound: Bound, conninfo: str) -> None:
        self.conninfo = conninfo
        self.places = 0
        """Of the bound: connections that are in use, idle or about to be opened."""
        self._bound = bound
        self._idle: dict[Connection, None] = {}
        self._born: dict[Connection, float] = {}
        self._retired = False

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection in autocommit mode.

        Raises:
            Unavailable: none is free, nor within the time one waits.
            psycopg.OperationalError: the database does not answer.
        """
        connection = await self._granted() or await self._opened()
        try:
            yield connection
        finally:
            self.give_back(connection)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Room for a connection that another process opens with ``conninfo``.

        Raises:
            Unavailable: as above.
        """
        if (connection := await self._granted()) is not None:
            self._close(connection)
        try:
            yield
        finally:
            self._bound.release(self)

    def take(self) -> Connection | None:
        """The idle connection that was used last and that the server has not closed; None where there is none."""
        while self._idle:
            connection, _ = self._idle.popitem()
            self._bound.used(connection)
            if not _was_closed(connection):
                return connection
            self._close(connection)
            self._bound.vacate(self)
        return None

    def evict(self, connection: Connection) -> None:
        """Close an idle connection: its place is wanted."""
        del self._idle[connection]
        self._bound.used(connection)
        self._close(connection)

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next, unless it is of no more use."""
        old = monotonic() - self._born[connection] > _LIFETIME_S
        if self._retired or old or connection.pgconn.transaction_status != TransactionStatus.IDLE:
            self._close(connection)
            self._bound.release(self)
        else:
            self._idle[connection] = None
            self._bound.kept(connection, self)

    def retire(self) -> None:
        """Close what is idle now, and the others as soon as they are given back."""
        self._retired = True
        while (connection := self.take()) is not None:
            self._close(connection)
            self._bound.release(self)

    async def _granted(self) -> Connection | None:
        """An idle connection, or a place for a new one (None)."""
        if (connection := self.take()) is not None or self._bound.admit(self):
            return connection
        return await self._bound.turn(self)

    async def _opened(self) -> Connection:
        try:
            connection = await psycopg.AsyncConnection.connect(
                self.conninfo, autocommit=True, row_factory=tuple_row
            )
        except BaseException:
            self._bound.release(self)
            raise
        self._born[connection] = monotonic()
        return connection

    def _close(self, connection: Connection) -> None:
        del self._born[connection]
        connection.pgconn.finish()


@dataclass(frozen=True)
class Pools:
    """Every pool of one state of the city; connections are opened when first needed."""

    service: Pool
    audiences: dict[str, Pool]

    @classmethod
    def of(cls, conninfo: str, secret: bytes, audiences: Iterable[str], bound: Bound) -> "Pools":
        """Args: conninfo: the owner's; each role's is made from it."""
        database = str(conninfo_to_dict(conninfo)["dbname"])

        def pool(name: str) -> Pool:
            return Pool(bound, role_conninfo(conninfo, secret, database, name))

        return cls(pool(SERVICE), {name: pool(name) for name in audiences})

    def retire(self) -> None:
        """Let requests that began with these connections end with them; nothing else keeps any."""
        for pool in (self.service, *self.audiences.values()):
            pool.retire()


def _was_closed(connection: Connection) -> bool:
    """Whether the server has ended an idle connection, as it does when it restarts; asks nobody."""
    try:
        connection.pgconn.consume_input()  # may bring the server's last words only
        connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return True
    return False


def _busy() -> Unavailable:
    return Unavailable(
        "busy",
        Text(tr="Sunucu şu anda çok meşgul.", en="The server is too busy right now."),
        Text(tr="Birkaç saniye sonra yeniden deneyin.", en="Try again in a few seconds."),
    )
