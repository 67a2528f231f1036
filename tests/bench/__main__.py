"""``make bench``: Kent, its peers and the bare database on the same parcels in one run, as ratios."""

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from rich.console import Console

from etl import service
from gis.database import cluster
from gis.errors import KentError
from tests.bench.after_edit import measure_edit
from tests.bench.cases import cached_cases, cases
from tests.bench.city import BenchCity
from tests.bench.client import ask
from tests.bench.definitions import Duration, measure
from tests.bench.load import CONNECTIONS
from tests.bench.loading import measure_loads
from tests.bench.low_zooms import await_read_models, measure_low_zooms
from tests.bench.markdown import tables
from tests.bench.report import (
    KENT,
    Absent,
    Figure,
    Result,
    print_absent,
    print_durations,
    print_figures,
    print_results,
)
from tests.bench.servers import WORKERS, Servers, start_all
from tests.bench.serving_rounds import Rounds
from tests.bench.tenfold import measure_growth

_BUSY = 1.0
"""Load average from which others take a part of the processors that shows."""
_CITY, _TENFOLD = "city", "tenfold"
"""Homes below the folder of ``--home``."""


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
            served = _Served() if options.loads_only else _measure_serving(options, console.print, stack)
    except (KentError, RuntimeError) as error:
        console.print(f"Nothing was measured: {error}", style="red", markup=False)
        return 2
    except KeyboardInterrupt:
        console.print("Interrupted; what was started is ended.")
        return 130
    for line in loads.lines() if loads else ():
        console.print(line)
    print_figures(console, loads.followed if loads else ())
    if not options.loads_only:
        print_results(console, served.results)
        print_absent(console, served.absent)
        print_figures(console, served.figures)
        print_durations(console, served.durations)
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parcels": options.rows,
        "cores": os.cpu_count(),
        "load_before": round(load_average, 2),
        "connections": CONNECTIONS,
        "workers": WORKERS,
        "seconds": options.seconds,
        "rounds": options.rounds,
        "results": [result.as_json() for result in served.results],
        "absent": {peer.name: peer.reason for peer in served.absent},
        "figures": [figure.as_json() for figure in served.figures],
        "loads": loads and loads.as_json(),
        "definitions": {one.name: one.rounds for one in served.durations},
    }
    options.report.write_text(json.dumps(report, indent=1) + "\n")
    as_tables = options.report.with_suffix(".md")
    followed = loads.followed if loads else ()
    as_tables.write_text(tables(served.results, [*followed, *served.figures], served.absent))
    console.print(f"Details: {options.report}, as tables: {as_tables}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    rows = int(os.environ.get("KENT_BENCH_ROWS", "1000000"))
    parser.add_argument("--rows", type=int, default=rows, help="parcels (KENT_BENCH_ROWS)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--case", default="", help="ask servers only for requests whose name holds these words"
    )
    parser.add_argument("--seconds", type=float, default=5, help="of each round")
    parser.add_argument("--load-rounds", type=int, default=2)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--loads-only", action="store_true", help="leave the servers out")
    part.add_argument("--serving-only", action="store_true", help="leave the loads out")
    parser.add_argument("--home", type=Path, help="keep the parcels here for the next run")
    parser.add_argument("--peers", type=Path, required=True, help="programs of the peers' environment")
    parser.add_argument("--tile-peers", type=Path, help="folder of the tile servers (PEERS=all)")
    parser.add_argument(
        "--tenfold", action="store_true", help="items and tiles over ten times the rows as well"
    )
    parser.add_argument("--report", type=Path, required=True, help="file for all figures, as JSON")
    return parser.parse_args()


@dataclass(frozen=True)
class _Served:
    """What was measured of servers."""

    results: Sequence[Result] = ()
    figures: Sequence[Figure] = ()
    durations: Sequence[Duration] = ()
    absent: Sequence[Absent] = ()


def _measure_serving(options: argparse.Namespace, say: Callable[[str], None], stack: ExitStack) -> _Served:
    """Everything that is started here ends with the stack."""
    folder = options.home
    if folder is None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kent-bench-")))
    stack.callback(cluster.stop if options.home else cluster.remove, folder / _CITY)
    say(f"Generating {options.rows:,} parcels …")
    city = BenchCity.made(folder / _CITY, options.rows)
    servers = start_all(city, options.peers, options.tile_peers, stack)
    for peer in servers.absent:
        say(f"{peer.name} is absent: {peer.reason}")
    figures = [*_figures(city, servers, say)]
    rounds = Rounds(options.rounds, options.seconds)
    kent = servers.everyone[KENT]
    asked = cases(city) + cached_cases(city, lambda path, headers: len(ask(kent, path, headers).body))
    results = [rounds.measure(case, city, servers, say) for case in asked if options.case in case.name]
    if options.tenfold:
        stack.callback(cluster.stop if options.home else cluster.remove, folder / _TENFOLD)
        figures += measure_growth(city, servers, folder / _TENFOLD, rounds, say)
    say("Definitions …")
    return _Served(results, figures, measure(city, kent), servers.absent)


def _figures(city: BenchCity, servers: Servers, say: Callable[[str], None]) -> Iterator[Figure]:
    """What is asked one by one, while a worker makes the read models as in a city's life."""
    service.start(city.home.path)
    try:
        say("Read models, low zooms …")
        yield await_read_models(city, servers.drawing[KENT])
        yield from measure_low_zooms(city, servers.drawing[KENT])
        say("After an edit …")
        yield from measure_edit(city, servers.everyone[KENT])
    finally:
        service.stop(city.home.path)


if __name__ == "__main__":
    sys.exit(main())
