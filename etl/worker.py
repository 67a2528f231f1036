"""A worker: takes jobs from the queue one after another until it is told to stop.

It outlives the database's absence. A job that it cannot end, because it is stopped or the database goes away, goes back
to the queue; a worker that is killed is found out by its silence (``gis.jobs``).
"""

import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
import structlog
from psycopg.pq import TransactionStatus

from etl.interruption import Interruption
from etl.job_kinds import Kinds, Task, locking
from etl.pulse import JobProgress, Pulse
from gis.errors import KentError, Unavailable
from gis.jobs import CHANNEL, Job, NewJob, Queue, fault, told
from gis.layer_changes import CHANNEL as CHANGES
from gis.municipality import Home
from gis.text import Text

_IDLE_S = 5.0
"""Longest sleep: jobs that wait for their time or for a layer's lock are looked at as often."""
_CHORES_S = 20.0
_RECONNECT_S = (0.5, 30.0)
_FAILED = Text(
    tr="Beklenmeyen bir hata oluştu; hiçbir şey yarım kalmadı.",
    en="Something unexpected went wrong; nothing was left half done.",
)
_FAILED_HINT = Text(
    tr="Yöneticinize bildirin; ayrıntı $KENT_HOME/logs/worker.log dosyasındadır.",
    en="Tell your administrator; details are in $KENT_HOME/logs/worker.log.",
)
_DISTURBED = Text(tr="Veritabanı bağlantısı koptu.", en="The connection to the database was lost.")

log = structlog.get_logger(__name__)


@dataclass
class Worker:
    """One worker process.

    Args:
        conninfo: the owner's connection string; asked for again whenever the database went away.
        chores: what is to be done now and then beside jobs, such as queueing what is due.
        follow: what is to be done when layers changed; None stands for any of them.
    """

    home: Path
    conninfo: Callable[[], str]
    kinds: Kinds
    chores: Callable[[Home, psycopg.Connection], None]
    follow: Callable[[Home, psycopg.Connection, Collection[str] | None], object] = lambda *_: None
    interruption: Interruption = field(default_factory=Interruption)
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        with self.interruption.handled():
            pause = _RECONNECT_S[0]
            while not self.interruption.stopping:
                try:
                    conninfo = self.conninfo()
                    with connected(conninfo) as connection:
                        pause = _RECONNECT_S[0]
                        self._serve(connection, conninfo)
                except (psycopg.OperationalError, Unavailable) as error:
                    log.warning("the database is away", error=str(error))
                    self._sleep(pause)
                    pause = min(pause * 2, _RECONNECT_S[1])

    def run_one(self, conninfo: str, wanted: NewJob) -> UUID:
        """Queue a job and do it at once, in the foreground.

        Where the layer's lock is held by another load, the job stays in the queue for whoever comes to it.

        Returns:
            The job, whose state tells whether it was done.
        """
        with self.interruption.handled(), connected(conninfo) as connection:
            queue = Queue(connection, self.name)
            with connection.transaction():  # before it commits, no other worker sees the job
                job_id = queue.add(wanted)
                job = queue.take(list(self.kinds), locking(self.kinds), only=job_id)
            if job is not None:
                self._do(queue, conninfo, job)
        return job_id

    def _serve(self, connection: psycopg.Connection, conninfo: str) -> None:
        queue = Queue(connection, self.name)
        queue.reclaim()
        connection.execute(f"LISTEN {CHANNEL}; LISTEN {CHANGES}".encode())
        chores_at = 0.0
        while not self.interruption.stopping:
            if time.monotonic() >= chores_at:
                queue.reclaim_silent()
                self._do_chores(connection)
                self._follow(connection)
                chores_at = time.monotonic() + _CHORES_S
            job = queue.take(list(self.kinds), locking(self.kinds))
            if job is not None:
                self._do(queue, conninfo, job)
                self._follow(connection)
            elif changed := self._await_notice(connection):
                self._follow(connection, changed)

    def _await_notice(self, connection: psycopg.Connection) -> set[str]:
        """Wait for something to do; the layers that have changed."""
        notices: list[psycopg.Notify] = []
        with suppress(KeyboardInterrupt), self.interruption.interruptible():
            notices += connection.notifies(timeout=_IDLE_S, stop_after=1)
            notices += connection.notifies(timeout=0)
        return {notice.payload for notice in notices if notice.channel == CHANGES}

    def _follow(self, connection: psycopg.Connection, layers: Collection[str] | None = None) -> None:
        with (
            self._failures_told("following changes"),
            suppress(KeyboardInterrupt),
            self.interruption.interruptible(),
        ):
            self.follow(Home(self.home), connection, layers)

    def _sleep(self, seconds: float) -> None:
        with suppress(KeyboardInterrupt), self.interruption.interruptible():
            time.sleep(seconds)

    def _do_chores(self, connection: psycopg.Connection) -> None:
        with self._failures_told("chores"):
            self.chores(Home(self.home), connection)

    @contextmanager
    def _failures_told(self, work: str) -> Iterator[None]:
        """Jobs go on whatever is wrong with what is done beside them."""
        try:
            yield
        except psycopg.OperationalError:
            raise
        except KentError as error:
            log.error("not done", work=work, error=str(error))
        except Exception:
            log.exception("failed", work=work)

    def _do(self, queue: Queue, conninfo: str, job: Job) -> None:
        """Do a job and write down how it ended.

        Raises:
            psycopg.OperationalError: the connection is gone; the job is reclaimed with the next one.
        """
        log.info("job begins", job=str(job.id), kind=job.kind, layer=job.layer, attempt=job.attempts)
        connection, progress = queue.connection, JobProgress()
        connection.execute("SELECT set_config('kent.job', %s, false)", [str(job.id)])
        with Pulse(conninfo, self.name, job, progress, self.interruption.interrupt) as pulse:
            task = Task(Home(self.home), job, connection, conninfo, progress)
            settle = self._attempt(task, pulse)
        if connection.closed:
            raise psycopg.OperationalError("the connection was lost while a job ran")
        if connection.info.transaction_status == TransactionStatus.ACTIVE:
            # Interrupted after a command was sent and before it was awaited: nothing more can be asked here.
            connection.close()
            with connected(conninfo) as another:
                settle(Queue(another, self.name))
            return
        connection.rollback()
        settle(queue)
        connection.execute("SELECT set_config('kent.job', '', false)")
        queue.release()

    def _attempt(self, task: Task, pulse: Pulse) -> Callable[[Queue], object]:
        """Run a job's function; returns what writes down how that ended."""
        job, kind = task.job, self.kinds[task.job.kind]
        try:
            with self.interruption.interruptible():
                result = kind.run(task)
        except KeyboardInterrupt:
            log.info("job interrupted", job=str(job.id), cancelled=pulse.cancelled, lost=pulse.lost)
            if pulse.lost:
                return lambda _: None
            end = Queue.cancelled if pulse.cancelled else Queue.give_back
            return lambda queue: end(queue, job)
        except KentError as error:
            log.warning("job failed", job=str(job.id), code=error.code, error=str(error))
            said = told(error)
            if isinstance(error, kind.passing):
                return lambda queue: queue.try_again(job, said)
            return lambda queue: queue.fail(job, said)
        except psycopg.OperationalError as error:
            log.warning("job disturbed", job=str(job.id), error=str(error))
            return lambda queue: queue.try_again(job, fault("database_unavailable", _DISTURBED))
        except Exception:
            log.exception("job failed unexpectedly", job=str(job.id))
            return lambda queue: queue.fail(job, fault("unexpected", _FAILED, _FAILED_HINT))
        log.info("job done", job=str(job.id))
        return lambda queue: queue.finish(job, result)


def connected(conninfo: str) -> psycopg.Connection:
    """A worker's connection. Raises: psycopg.OperationalError."""
    connection = psycopg.connect(
        conninfo, autocommit=True, connect_timeout=10, application_name="kent worker"
    )
    # The server then notices within seconds that a worker was killed, ends its statement and lets go of its locks.
    with suppress(psycopg.errors.InvalidParameterValue):  # a server on a system that cannot tell
        connection.execute("SET client_connection_check_interval = '2s'")
    return connection
