"""The tables of docs/performance.md, from what was measured. Pure."""

from collections.abc import Iterator, Sequence

from tests.bench.report import KENT, Absent, Figure, Result, rounded, told


def tables(results: Sequence[Result], figures: Sequence[Figure], absent: Sequence[Absent]) -> str:
    """One row a request with everyone's rate and what Kent is of it, then one a figure with its goal."""
    reasons = [f"{one.name}: {one.reason}." for one in absent]
    parts = _rates(results), _goals(results), reasons, _figures(figures)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _rates(results: Sequence[Result]) -> Iterator[str]:
    names = list(dict.fromkeys(name for result in results for name in result.rounds if name != KENT))
    yield _row(["request", KENT, "p50 / p99", *names])
    yield _row(["---", *["--:"] * (2 + len(names))])
    for result in results:
        latency = " / ".join(rounded(value) for value in result.latency(KENT))
        yield _row(
            [result.name, rounded(result.rate(KENT)), latency, *(_cell(result, name) for name in names)]
        )


def _cell(result: Result, name: str) -> str:
    if name not in result.rounds:
        return ""
    return f"{rounded(result.rate(name))} ({rounded(result.ratio(name))}×)"


def _goals(results: Sequence[Result]) -> Iterator[str]:
    yield _row(["goal", "wanted", "found", ""])
    yield _row(["---", "--:", "--:", "---"])
    for result in results:
        for goal in result.judged:
            found = result.ratio(goal.against, goal.of)
            who = f"{goal.of}, " if goal.of != KENT else ""
            wanted = f"≥ {rounded(goal.ratio)}×"
            yield _row(
                [
                    f"{result.name}: {who}against {goal.against}",
                    wanted,
                    f"{rounded(found)}×",
                    _verdict(result.met(goal)),
                ]
            )


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    yield _row(["measured", "wanted", "found", ""])
    yield _row(["---", "--:", "--:", "---"])
    for one in figures:
        bound = "≥" if one.least else "≤"
        wanted = "" if one.goal is None else f"{bound} {rounded(one.goal)} {one.unit}"
        yield _row([one.name, wanted, told(one), "" if one.goal is None else _verdict(one.met)])


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
