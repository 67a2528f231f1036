"""``make soak``: the sample city served by two workers, asked by 64 clients at once for some minutes."""

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil
import psycopg

from api import serving
from gis.database import cluster
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from tests.free_port import free_port
from tests.running_kent import PASSWORD, TECHNICIAN, TECHNICIAN_NAME, RunningKent
from tests.soak.questions import Questions
from tests.soak.report import Soak

_CLIENTS = 64
_WORKERS = 2
_CONNECTIONS_OF_A_WORKER = 12
"""``KENT_CONNECTIONS``: fewer than the clients would use, so that they queue."""
_SAMPLE_S = 10.0
_TIMEOUT_S = 90.0
"""Longer than the server takes to stop a statement."""


def main() -> int:
    """0 when every bound held."""
    seconds = float(os.environ.get("KENT_SOAK_SECONDS", "300"))
    os.environ.pop("KENT_DATABASE_URL", None)  # the sample city goes into no database but its own
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is ended
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        kent = RunningKent(Path(folder) / "home", port)
        try:
            cluster.start(kent.home, durable=False)
            own = {"KENT_WORKERS": str(_WORKERS), "KENT_CONNECTIONS": str(_CONNECTIONS_OF_A_WORKER)}
            started = kent.run("up", "--sample", KENT_ACCESS_LOG="false", **own)
            if started.returncode != 0:
                print(started.stdout, started.stderr, sep="\n", file=sys.stderr)
                return 2
            kent.command(
                "user", "add", TECHNICIAN, "--audience", "secure", "--display-name", TECHNICIAN_NAME, "--password-stdin",
                told=f"{PASSWORD}\n",
            )  # fmt: skip
            soak = asyncio.run(_soak(kent, seconds))
        finally:
            kent.command("down")
            cluster.remove(kent.home)
    print(*soak.lines(), sep="\n")
    print(*soak.violations(), sep="\n", file=sys.stderr)
    return 1 if soak.violations() else 0


async def _soak(kent: RunningKent, seconds: float) -> Soak:
    soak = Soak(most_connections=_WORKERS * _CONNECTIONS_OF_A_WORKER)
    questions = Questions.of(kent.url)
    end = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=_CLIENTS, max_keepalive_connections=_CLIENTS)
    async with httpx.AsyncClient(
        base_url=kent.url, limits=limits, timeout=_TIMEOUT_S, trust_env=False
    ) as client:
        asking = [_ask(client, questions, random.Random(number), soak, end) for number in range(_CLIENTS)]
        await asyncio.gather(_watch(kent, soak, end, min(_SAMPLE_S, seconds / 10)), *asking)
    return soak


async def _ask(
    client: httpx.AsyncClient, questions: Questions, chance: random.Random, soak: Soak, end: float
) -> None:
    """One client: as soon as it has an answer, it asks the next question."""
    while (begun := time.monotonic()) < end:
        question = questions.any(chance)
        try:
            answer = await client.get(question.path, params=question.parameters, auth=question.auth)
        except httpx.HTTPError as error:
            soak.note(question.kind, 0, time.monotonic() - begun, {})
            soak.unanswered[type(error).__name__] += 1
            continue
        soak.note(question.kind, answer.status_code, time.monotonic() - begun, answer.headers)


async def _watch(kent: RunningKent, soak: Soak, end: float, every: float) -> None:
    """Sample the workers' memory and their connections, which are those of other roles than the owner's."""
    server = serving.running(kent.home)
    assert server is not None
    workers = [
        child for child in psutil.Process(server.pid).children() if "spawn_main" in " ".join(child.cmdline())
    ]
    conninfo = owner_conninfo(kent.home, DatabaseSettings())
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as owner:
        while time.monotonic() < end:
            for worker in workers:
                soak.memory.setdefault(worker.pid, []).append(worker.memory_info().rss)
            found = await owner.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user"
            )
            (count,) = await found.fetchone() or (0,)
            soak.connections.append(count)
            await asyncio.sleep(every)


if __name__ == "__main__":
    sys.exit(main())
