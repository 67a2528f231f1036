"""Load: wrk for servers, pgbench for the database itself; both with the same number of connections."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

CONNECTIONS = 8
_THREADS = 2
_SLOWEST_S = 120
_REPLAY = Path(__file__).parent / "replay.lua"
_TRANSACTIONS = re.compile(r"number of transactions actually processed: (\d+)")
_RATE = re.compile(r"tps = ([\d.]+)")
_LATENCY = re.compile(r"latency average = ([\d.]+) ms")
_FAILED = re.compile(r"number of failed transactions: (\d+)")


@dataclass(frozen=True)
class Measurement:
    """What one round of load met. Latencies in milliseconds; pgbench tells the mean alone."""

    per_second: float
    requests: int
    p50_ms: float | None = None
    p99_ms: float | None = None
    mean_ms: float | None = None


@dataclass(frozen=True)
class Served:
    """Where a server's API is, and with which headers it is asked."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


def ask_server(
    server: Served, paths: list[str], seconds: float, headers: Mapping[str, str] | None = None
) -> Measurement:
    """Ask for the paths again and again over all connections.

    Args:
        headers: of each request, besides the server's.

    Raises:
        RuntimeError: a request failed; then nothing was measured.
    """
    below = urlsplit(server.url).path
    with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("\n".join(f"{below}{path}" for path in paths))
        file.flush()
        options = [f"--threads={_THREADS}", f"--connections={CONNECTIONS}", f"--duration={_whole(seconds)}s"]
        options += [f"--timeout={_SLOWEST_S}s", f"--script={_REPLAY}"]
        wanted = {**server.headers, **(headers or {})}
        options += [f"--header={name}: {value}" for name, value in wanted.items()]
        said = _run(["wrk", *options, server.url, "--", file.name])
    told = json.loads(said.strip().splitlines()[-1])
    if told["failed"]:
        raise RuntimeError(
            f"{server.url}: {told['failed']} of {told['requests']} requests failed ({paths[0]} …)"
        )
    return Measurement(
        told["requests"] / (told["microseconds"] / 1e6),
        told["requests"],
        p50_ms=told["p50_us"] / 1000,
        p99_ms=told["p99_us"] / 1000,
    )


def ask_database(pgbench: Path, conninfo: str, statements: list[str], seconds: float) -> Measurement:
    """Run the statements, chosen at random and prepared once a connection.

    ``bytea_output = escape``: pgbench reads text, and hexadecimal would double what GeoJSON weighs on the wire.

    Raises:
        RuntimeError: a statement failed.
    """
    target = conninfo_to_dict(conninfo)
    environment = {
        "PATH": os.defpath,
        "PGHOST": str(target["host"]),
        "PGPORT": str(target["port"]),
        "PGUSER": str(target["user"]),
        "PGPASSWORD": str(target["password"]),
        "PGOPTIONS": "-c bytea_output=escape",
    }
    with tempfile.TemporaryDirectory() as folder:
        options = ["--no-vacuum", "--protocol=prepared", f"--client={CONNECTIONS}", f"--jobs={_THREADS}"]
        options += [f"--time={_whole(seconds)}"]
        for at, statement in enumerate(statements):
            script = Path(folder, f"{at}.sql")
            script.write_text(f"{statement};\n")
            options += [f"--file={script}"]
        said = _run([str(pgbench), *options, str(target["dbname"])], environment)
    counted, rate, latency = (pattern.search(said) for pattern in (_TRANSACTIONS, _RATE, _LATENCY))
    failed = _FAILED.search(said)
    if not (counted and rate and latency) or (failed and int(failed[1])):
        raise RuntimeError(f"pgbench: {said}")
    return Measurement(float(rate[1]), int(counted[1]), mean_ms=float(latency[1]))


def _whole(seconds: float) -> int:
    return max(1, round(seconds))


def _run(command: list[str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
