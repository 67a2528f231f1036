"""The benchmark's arithmetic: figures that decide whether a goal is met have to be right."""

import io

import pytest
from rich.console import Console

from tests.bench.load import Measurement
from tests.bench.report import DATABASE, KENT, STOCK, Goal, Result, print_results


@pytest.fixture
def result() -> Result:
    """Kent's median round is 900 a second, stock pygeoapi's 100, the database's 1,000."""
    return Result(
        "items",
        {
            KENT: [rated(100, p50_ms=9), rated(900, p50_ms=5), rated(1000, p50_ms=4)],
            STOCK: [rated(90), rated(100), rated(400)],
            DATABASE: [Measurement(1000, 5000)],
        },
        (Goal(STOCK, 9), Goal(STOCK, 9.1), Goal(DATABASE, 0.9), Goal(DATABASE, 0.95)),
    )


def rated(per_second: float, p50_ms: float = 1) -> Measurement:
    return Measurement(per_second, round(per_second * 5), p50_ms=p50_ms, p99_ms=2 * p50_ms)


def test_one_disturbed_round_does_not_decide(result: Result) -> None:
    assert result.rate(KENT) == 900
    assert result.latency(KENT) == (5, 10)


def test_ratios_are_kents_rate_in_units_of_the_other(result: Result) -> None:
    assert result.ratio(STOCK) == 9
    assert result.ratio(DATABASE) == pytest.approx(0.9)


def test_a_goal_is_met_from_its_own_figure_on(result: Result) -> None:
    assert [result.met(goal) for goal in result.goals] == [True, False, True, False]


def test_the_table_says_which_goals_are_missed(result: Result) -> None:
    said = io.StringIO()
    print_results(Console(file=said, width=120, highlight=False), [result])
    goals = [line.split(None, 1)[0] for line in said.getvalue().splitlines() if "wanted" in line]
    assert goals == ["met", "MISSED", "met", "MISSED"]
    assert "9× stock pygeoapi, wanted ≥ 9.1×" in said.getvalue()


def test_the_json_holds_every_round(result: Result) -> None:
    told = result.as_json()["answered_by"]
    assert isinstance(told, dict)
    assert [one["per_second"] for one in told[KENT]["rounds"]] == [100, 900, 1000]
    assert told[STOCK]["kent_is"] == 9
