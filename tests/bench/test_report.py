"""The benchmark's arithmetic: figures that decide whether a goal is met have to be right."""

import io
import json
from math import inf

import pytest
import shapely
from rich.console import Console

from tests.bench.cadastre import Cadastre
from tests.bench.load import Measurement
from tests.bench.markdown import tables
from tests.bench.report import (
    DATABASE,
    KENT,
    STOCK,
    TIPG,
    Absent,
    Figure,
    Goal,
    Result,
    growth,
    print_figures,
    print_results,
)
from tests.bench.tile_grid import Address, at, touching, within


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


def test_a_goal_against_an_absent_peer_is_not_judged(result: Result) -> None:
    alone = Result(result.name, result.rounds, (Goal(TIPG, 1), Goal(STOCK, 9)))
    assert alone.judged == [Goal(STOCK, 9)]


def test_a_figure_may_be_bounded_from_above_or_from_below() -> None:
    assert [Figure("", value, "ms", 100).met for value in (99, 100, 101)] == [True, True, False]
    assert [Figure("", value, "%", 95, least=True).met for value in (94, 95, 96)] == [False, True, True]
    assert Figure("told only", 5, "s").met


def test_what_was_never_reached_misses_its_goal_and_is_valid_json() -> None:
    never = Figure("followed", inf, "s", 1)
    said = io.StringIO()
    print_figures(Console(file=said, width=120, highlight=False), [never])
    assert said.getvalue().split() == ["MISSED", "followed:", "never,", "wanted", "≤", "1", "s"]
    assert json.loads(json.dumps(never.as_json(), allow_nan=False))["value"] is None


def test_growth_is_how_many_times_longer_a_request_takes(result: Result) -> None:
    slower = Result(result.name, {KENT: [rated(600)]})
    assert growth(result, slower, 1.3).value == 1.5
    assert not growth(result, slower, 1.3).met
    assert growth(slower, result, 1.3).met


def test_tiles_of_a_box_are_those_it_has_a_part_in_and_those_it_covers() -> None:
    """The Brandenburg Gate's tile is OpenStreetMap's example."""
    assert at(13.37771496361961, 52.51628011262304, 17) == Address(17, 70406, 42987)
    assert touching((0, 0, 90, 66), 2) == [Address(2, 2, 1)]
    assert list(within((-1, -1, 91, 67), 2)) == [Address(2, 2, 1)]
    assert set(touching((-1, -1, 91, 67), 2)) == {Address(2, x, y) for x in (1, 2, 3) for y in (0, 1, 2)}


def test_a_removed_square_lies_around_the_middle_of_the_cadastre() -> None:
    cadastre = Cadastre(40_000)
    removed = cadastre.square(0.01)
    assert len(removed) == 900
    square = shapely.union_all(cadastre.frame().geometry.to_numpy()[removed])
    assert square.contains(shapely.Point(cadastre.middle()))


def test_the_tables_for_the_documentation_name_everyone_and_every_verdict(result: Result) -> None:
    alone = Result("tile", {KENT: [rated(50)], TIPG: [rated(25)]}, (Goal(TIPG, 3),))
    lines = tables(
        [result, alone], [Figure("largest", 600, "kB", 500)], [Absent("x", "not to be had")]
    ).splitlines()
    assert lines[0] == "| request | Kent | p50 / p99 | stock pygeoapi | pgbench | tipg |"
    assert lines[2] == "| items | 900 | 5 / 10 | 100 (9×) | 1,000 (0.9×) |  |"
    assert lines[3] == "| tile | 50 | 1 / 2 |  |  | 25 (2×) |"
    assert "| tile: against tipg | ≥ 3× | 2× | **missed** |" in lines
    assert "| largest | ≤ 500 kB | 600 kB | **missed** |" in lines
    assert "x: not to be had." in lines
