"""What was measured: medians over the rounds, ratios, goals; as a table and as JSON."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.bench.definitions import Duration
from tests.bench.load import Measurement

KENT = "Kent"
SIGNED_IN = "Kent, signed in"
STOCK = "stock pygeoapi"
STOCK_UNCOUNTED = "stock pygeoapi, count off"
TIPG = "tipg"
MARTIN = "martin"
TEGOLA = "tegola"
MAPSERVER = "MapServer"
PG_TILESERV = "pg_tileserv"
CONSTANT = "constant body"
DATABASE = "pgbench"


@dataclass(frozen=True)
class Goal:
    """A wanted ratio of Kent's rate to another's; of what the public gets unless said otherwise."""

    against: str
    ratio: float
    of: str = KENT


@dataclass(frozen=True)
class Figure:
    """One number that was measured, and how large it may or must be.

    Attributes:
        goal: the wanted number; none where a figure is only told.
        least: whether the goal is the least that is wanted, not the most.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    least: bool = False

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.least else self.value <= self.goal

    def as_json(self) -> dict[str, object]:
        """What was never reached has no value: JSON knows no infinity."""
        return asdict(self) | {"value": self.value if math.isfinite(self.value) else None, "met": self.met}


@dataclass(frozen=True)
class Absent:
    """A peer that could not be compared with, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Result:
    """One kind of request: the rounds of everyone who answered it, by name."""

    name: str
    rounds: Mapping[str, Sequence[Measurement]]
    goals: Sequence[Goal] = ()

    @property
    def judged(self) -> list[Goal]:
        """The goals against those who were there."""
        return [goal for goal in self.goals if goal.against in self.rounds]

    def rate(self, name: str) -> float:
        """Requests a second: the median round's."""
        return median(one.per_second for one in self.rounds[name])

    def ratio(self, against: str, of: str = KENT) -> float:
        """Kent's rate in units of another's."""
        return self.rate(of) / self.rate(against)

    def latency(self, name: str) -> tuple[float | None, float | None]:
        """Median and 99th percentile in milliseconds, each the median of the rounds; pgbench tells a mean only."""
        halves = [one.p50_ms for one in self.rounds[name] if one.p50_ms is not None]
        tails = [one.p99_ms for one in self.rounds[name] if one.p99_ms is not None]
        return median(halves) if halves else None, median(tails) if tails else None

    def met(self, goal: Goal) -> bool:
        return self.ratio(goal.against, goal.of) >= goal.ratio

    def as_json(self) -> dict[str, object]:
        return {
            "case": self.name,
            "answered_by": {
                name: {
                    "per_second": round(self.rate(name), 3),
                    "kent_is": round(self.ratio(name), 3),
                    "rounds": [asdict(one) for one in rounds],
                }
                for name, rounds in self.rounds.items()
            },
            "goals": [asdict(goal) | {"met": self.met(goal)} for goal in self.judged],
        }


def print_results(console: Console, results: Sequence[Result]) -> None:
    """A table of rates, ratios and latencies, then a line a goal."""
    table = Table(title="requests a second, median of the rounds; latency in ms")
    table.add_column("")
    for heading in ("/s", "Kent is", "p50", "p99"):
        table.add_column(heading, justify="right")
    for result in results:
        table.add_section()
        table.add_row(f"[bold]{result.name}")
        for name in result.rounds:
            ratio = "" if name == KENT else f"{rounded(result.ratio(name))}×"
            half, tail = (rounded(value) for value in result.latency(name))
            table.add_row(f"  {name}", rounded(result.rate(name)), ratio, half, tail)
    console.print(table)
    for result in results:
        for goal in result.judged:
            verdict = "met" if result.met(goal) else "MISSED"
            found, wanted = rounded(result.ratio(goal.against, goal.of)), rounded(goal.ratio)
            who = "" if goal.of == KENT else f"{goal.of} "
            console.print(
                f"{verdict:>6}  {result.name}: {who}{found}× {goal.against}, wanted ≥ {wanted}×",
                markup=False,
            )


def print_figures(console: Console, figures: Sequence[Figure]) -> None:
    """A line a figure, with its goal."""
    for one in figures:
        line = f"{one.name}: {told(one)}"
        if one.goal is None:
            console.print(f"        {line}", markup=False)
            continue
        verdict, bound = "met" if one.met else "MISSED", "≥" if one.least else "≤"
        console.print(f"{verdict:>6}  {line}, wanted {bound} {rounded(one.goal)} {one.unit}", markup=False)


def print_absent(console: Console, peers: Sequence[Absent]) -> None:
    """A line a peer that is missing from the table."""
    for one in peers:
        console.print(f"absent  {one.name}: {one.reason}", markup=False)


def growth(few: Result, many: Result, most: float) -> Figure:
    """How many times longer a request takes Kent with more rows; of the rates, as all connections are always busy."""
    return Figure(
        f"{few.name}: time with ten times the rows", few.rate(KENT) / many.rate(KENT), "times", most
    )


def print_durations(console: Console, durations: Sequence[Duration]) -> None:
    """A table of seconds."""
    table = Table("", "s", title="definitions: seconds, median of the rounds")
    for one in durations:
        table.add_row(one.name, rounded(one.seconds))
    console.print(table)


def told(figure: Figure) -> str:
    """A figure's value with its unit."""
    return f"{rounded(figure.value)} {figure.unit}" if math.isfinite(figure.value) else "never"


def rounded(number: float | None) -> str:
    """Three digits that count."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
