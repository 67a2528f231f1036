"""Everyone who is asked, started over one city and ended with a stack."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from api import serving
from tests.bench import constant_body, mapserver, martin, stock_pygeoapi, tegola, tipg
from tests.bench.cases import Case
from tests.bench.city import BenchCity
from tests.bench.load import Served
from tests.bench.peer import START_WITHIN_S, Program, kent_without_tile_cache, served
from tests.bench.report import (
    CONSTANT,
    KENT,
    MAPSERVER,
    MARTIN,
    PG_TILESERV,
    SIGNED_IN,
    STOCK,
    STOCK_UNCOUNTED,
    TEGOLA,
    TIPG,
    Absent,
)
from tests.free_port import free_port

WORKERS = 2
"""Processes, or processors for those who need no processes, that each server has."""
_TILE_SERVERS: Mapping[str, tuple[str, Callable[[BenchCity, Path, int, int], Program]]] = {
    MARTIN: ("bin/martin", martin.program),
    TEGOLA: ("bin/tegola", tegola.program),
    MAPSERVER: ("usr/sbin/lighttpd", mapserver.program),
}
"""Name -> the executable below the folder of tile servers, and how it is started."""
_HEADERS: Mapping[str, Mapping[str, str]] = {TEGOLA: {"Accept-Encoding": "gzip"}}
"""tegola packs each tile it draws, and would unpack it again for who does not take it so."""


@dataclass(frozen=True)
class Servers:
    """Where everyone answers.

    Attributes:
        everyone: by name.
        drawing: Kent without its tile cache, by the same names.
        absent: peers that are not there.
    """

    everyone: Mapping[str, Served]
    drawing: Mapping[str, Served]
    absent: tuple[Absent, ...]

    def of(self, case: Case) -> Mapping[str, Served]:
        """Whom a case asks."""
        there = {**self.everyone, **(self.drawing if case.drawn else {})}
        return {name: server for name, server in there.items() if name in case.asked[0].paths}


def start_kent(city: BenchCity, stack: ExitStack) -> Servers:
    """Kent as ``kent up`` serves it, and without its tile cache."""
    folder = city.home.path
    stack.callback(serving.stop, folder)
    serving.start(folder, "127.0.0.1", free_port(), WORKERS)
    kent = f"{serving.await_healthy(folder, timeout=START_WITHIN_S).url}/ogc"
    drawing = f"{stack.enter_context(served(kent_without_tile_cache(folder, free_port(), WORKERS)))}/ogc"
    signed_in = city.signed_in()
    return Servers(
        {KENT: Served(kent), SIGNED_IN: Served(kent, signed_in)},
        {KENT: Served(drawing), SIGNED_IN: Served(drawing, signed_in)},
        (),
    )


def start_all(city: BenchCity, python_peers: Path, tile_peers: Path | None, stack: ExitStack) -> Servers:
    """Kent and its peers.

    Args:
        python_peers: programs of the environment of stock pygeoapi and tipg.
        tile_peers: folder of the tile servers; without one they are left out.

    Raises:
        RuntimeError: one does not start.
    """
    kent = start_kent(city, stack)
    peers = {}
    for name, count in ((STOCK, True), (STOCK_UNCOUNTED, False)):
        peers[name] = stack.enter_context(
            stock_pygeoapi.served(city, python_peers, free_port(), WORKERS, count=count)
        )
    peers[TIPG] = stack.enter_context(tipg.served(city, python_peers, free_port(), WORKERS))
    peers[CONSTANT] = stack.enter_context(served(constant_body.program(city.home.path, free_port(), WORKERS)))
    absent = []
    if tile_peers is not None:
        absent.append(Absent(PG_TILESERV, "Go's module proxy does not serve it"))
        for name, (executable, program) in _TILE_SERVERS.items():
            file = tile_peers / executable
            if file.exists():
                peers[name] = stack.enter_context(served(program(city, file, free_port(), WORKERS)))
            else:
                absent.append(
                    Absent(name, "it could not be installed on this machine, see the log of the setup")
                )
    everyone = {
        **kent.everyone,
        **{name: Served(url, _HEADERS.get(name, {})) for name, url in peers.items()},
    }
    return Servers(everyone, kent.drawing, tuple(absent))
