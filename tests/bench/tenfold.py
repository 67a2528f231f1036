"""The same requests over ten times the rows: what grows with a table shows here."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from gis.database import cluster
from tests.bench.cases import cases
from tests.bench.city import BenchCity
from tests.bench.report import Figure, growth
from tests.bench.servers import Servers, start_kent
from tests.bench.serving_rounds import Rounds

_TIMES = 10
_MOST = 1.3


def measure_growth(
    city: BenchCity, servers: Servers, folder: Path, rounds: Rounds, say: Callable[[str], None]
) -> tuple[Figure, ...]:
    """Kent and the database alone, over the city and over one with ten times its parcels, case by case.

    Args:
        folder: home of the larger city, made if it is not there; its server and cluster are stopped in the end.
    """
    with ExitStack() as stack:
        stack.callback(cluster.stop, folder)
        say(f"Generating {city.grid.rows * _TIMES:,} parcels …")
        larger = BenchCity.made(folder, city.grid.rows * _TIMES)
        its_servers = start_kent(larger, stack)
        kent = Servers({name: servers.everyone[name] for name in its_servers.everyone}, servers.drawing, ())
        figures = []
        for few, many in zip(cases(city), cases(larger), strict=True):
            found = rounds.measure(few, city, kent, say), rounds.measure(many, larger, its_servers, say)
            figures.append(growth(*found, _MOST))
        return tuple(figures)
