"""The rounds of a case: everyone who is asked warms up, then takes turns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gis.database import binaries
from tests.bench.agreement import check_answers
from tests.bench.cases import Case
from tests.bench.city import BenchCity
from tests.bench.load import Measurement, Served, ask_database, ask_server
from tests.bench.report import DATABASE, Result
from tests.bench.servers import Servers

_WARM_S = 2
_SLOW = 3.0
"""Requests a second below which one longer round stands for all."""
_SLOW_ROUNDS = 12
"""How many times longer that one is."""
_LONGEST_S = 240.0

type Load = Callable[[float], Measurement]


@dataclass(frozen=True)
class Rounds:
    """How often and how long everyone is asked.

    Attributes:
        seconds: of each round.
    """

    number: int
    seconds: float

    def measure(self, case: Case, city: BenchCity, servers: Servers, say: Callable[[str], None]) -> Result:
        """The rounds take turns, so that a busy moment meets all alike.

        Raises:
            RuntimeError: answers differ, or nobody answers in time.
        """
        asked = servers.of(case)
        say(f"{case.name}: {check_answers(case, asked)}")
        return self._take_turns(case, {**_servers(case, asked), **_database(case, city)})

    def _take_turns(self, case: Case, loads: Mapping[str, Load]) -> Result:
        found: dict[str, list[Measurement]] = {}
        for name, load in loads.items():
            slow = load(_WARM_S).per_second < _SLOW
            found[name] = [_round(load, case, self.seconds * _SLOW_ROUNDS)] if slow else []
        steady = [name for name in loads if not found[name]]
        for _ in range(self.number):
            for name in steady:
                found[name].append(_round(loads[name], case, self.seconds))
        return Result(case.name, found, case.goals)


def _servers(case: Case, servers: Mapping[str, Served]) -> dict[str, Load]:
    def load(name: str, server: Served) -> Load:
        paths = [one.paths[name] for one in case.asked]
        return lambda seconds: ask_server(server, paths, seconds, case.headers)

    return {name: load(name, server) for name, server in servers.items()}


def _database(case: Case, city: BenchCity) -> dict[str, Load]:
    statements = [one.statement for one in case.asked if one.statement is not None]
    if not statements:
        return {}
    pgbench = binaries.choose(binaries.installed()).programs / "pgbench"
    return {DATABASE: lambda seconds: ask_database(pgbench, city.reader_conninfo, statements, seconds)}


def _round(load: Load, case: Case, seconds: float) -> Measurement:
    """One round, made longer until at least one request is answered within it."""
    while seconds <= _LONGEST_S:
        found = load(seconds)
        if found.requests:
            return found
        seconds *= 2
    raise RuntimeError(f"{case.name}: no request was answered within {_LONGEST_S:g} seconds")
