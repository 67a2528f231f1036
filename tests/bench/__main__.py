"""``make bench``: Kent, stock pygeoapi, tipg and the bare database on the same parcels in one run, as ratios."""

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import structlog
from rich.console import Console

from api import serving
from gis.database import binaries, cluster
from gis.errors import KentError
from tests.bench import stock_pygeoapi, tipg
from tests.bench.agreement import check_answers
from tests.bench.cases import Case, cases
from tests.bench.city import BenchCity
from tests.bench.definitions import Duration, measure
from tests.bench.load import CONNECTIONS, Measurement, Served, ask_database, ask_server
from tests.bench.loading import measure_loads
from tests.bench.report import (
    DATABASE,
    KENT,
    SIGNED_IN,
    STOCK,
    STOCK_UNCOUNTED,
    TIPG,
    Result,
    print_durations,
    print_results,
)
from tests.free_port import free_port

_WORKERS = 2
_BUSY = 1.0
"""Load average from which others take a part of the processors that shows."""
_SLOW = 3.0
"""Requests a second below which one longer round stands for all."""
_SLOW_S = 60.0
_LONGEST_S = 240.0

type Load = Callable[[Case, float], Measurement]


def main() -> int:
    options = _options()
    console = Console(highlight=False, soft_wrap=True)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    os.environ.pop("KENT_DATABASE_URL", None)  # the parcels go to a cluster of their own
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is ended
    load_average = os.getloadavg()[0]
    if load_average > _BUSY:
        console.print(f"This machine is busy (load {load_average:.1f}): the figures will be less sharp.")
    try:
        with ExitStack() as stack:
            loads = (
                None
                if options.serving_only
                else measure_loads(options.rows, options.load_rounds, console.print)
            )
            results, durations = ([], ()) if options.loads_only else _measure_all(options, console, stack)
    except (KentError, RuntimeError) as error:
        console.print(f"Nothing was measured: {error}", style="red", markup=False)
        return 2
    except KeyboardInterrupt:
        console.print("Interrupted; what was started is ended.")
        return 130
    for line in loads.lines() if loads else ():
        console.print(line)
    print_results(console, results)
    print_durations(console, durations)
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parcels": options.rows,
        "cores": os.cpu_count(),
        "load_before": round(load_average, 2),
        "connections": CONNECTIONS,
        "workers": _WORKERS,
        "seconds": options.seconds,
        "rounds": options.rounds,
        "results": [result.as_json() for result in results],
        "loads": loads and loads.as_json(),
        "definitions": {one.name: one.rounds for one in durations},
    }
    options.report.write_text(json.dumps(report, indent=1) + "\n")
    console.print(f"Details: {options.report}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    rows = int(os.environ.get("KENT_BENCH_ROWS", "1000000"))
    parser.add_argument("--rows", type=int, default=rows, help="parcels (KENT_BENCH_ROWS)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each round")
    parser.add_argument("--load-rounds", type=int, default=2)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--loads-only", action="store_true", help="leave the servers out")
    part.add_argument("--serving-only", action="store_true", help="leave the loads out")
    parser.add_argument("--home", type=Path, help="keep the parcels here for the next run")
    parser.add_argument("--peers", type=Path, required=True, help="programs of the peers' environment")
    parser.add_argument("--report", type=Path, required=True, help="file for all figures, as JSON")
    return parser.parse_args()


def _measure_all(
    options: argparse.Namespace, console: Console, stack: ExitStack
) -> tuple[list[Result], tuple[Duration, ...]]:
    """Everything that is started here ends with the stack."""
    folder = options.home
    if folder is None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kent-bench-")))
        stack.callback(cluster.remove, folder)
    else:
        stack.callback(cluster.stop, folder)
    console.print(f"Generating {options.rows:,} parcels …")
    city = BenchCity.made(folder, options.rows)
    stack.callback(serving.stop, folder)
    serving.start(folder, "127.0.0.1", free_port(), _WORKERS)
    kent = f"{serving.await_healthy(folder, timeout=60).url}/ogc"
    servers = {KENT: Served(kent), SIGNED_IN: Served(kent, city.signed_in())}
    for name, count in ((STOCK, True), (STOCK_UNCOUNTED, False)):
        served = stock_pygeoapi.served(city, options.peers, free_port(), _WORKERS, count=count)
        servers[name] = Served(stack.enter_context(served))
    servers[TIPG] = Served(stack.enter_context(tipg.served(city, options.peers, free_port(), _WORKERS)))
    loads: dict[str, Load] = {name: _server(name, server) for name, server in servers.items()}
    loads[DATABASE] = _database(city)
    results = []
    for case in cases(city):
        console.print(f"{case.name}: {check_answers(case, servers)}")
        results.append(_measured(case, loads, options.rounds, options.seconds))
    console.print("Definitions …")
    return results, measure(city, kent)


def _server(name: str, server: Served) -> Load:
    return lambda case, seconds: ask_server(server, [one.paths[name] for one in case.asked], seconds)


def _database(city: BenchCity) -> Load:
    pgbench = binaries.choose(binaries.installed()).programs / "pgbench"
    return lambda case, seconds: ask_database(
        pgbench, city.reader_conninfo, [one.statement for one in case.asked], seconds
    )


def _measured(case: Case, loads: dict[str, Load], rounds: int, seconds: float) -> Result:
    """Everyone warms up, then the rounds take turns, so that a busy moment meets all alike."""
    found: dict[str, list[Measurement]] = {}
    for name, load in loads.items():
        warm = load(case, 2)
        found[name] = [_round(load, case, _SLOW_S)] if warm.per_second < _SLOW else []
    steady = [name for name in loads if not found[name]]
    for _ in range(rounds):
        for name in steady:
            found[name].append(_round(loads[name], case, seconds))
    return Result(case.name, found, case.goals)


def _round(load: Load, case: Case, seconds: float) -> Measurement:
    """One round, made longer until at least one request is answered within it."""
    while seconds <= _LONGEST_S:
        found = load(case, seconds)
        if found.requests:
            return found
        seconds *= 2
    raise RuntimeError(f"{case.name}: no request was answered within {_LONGEST_S:g} seconds")


if __name__ == "__main__":
    sys.exit(main())
