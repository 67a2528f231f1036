"""The arithmetic of a soak."""

import pytest

from tests.soak.report import Soak, growth, percentile

MB = 1 << 20


def good() -> Soak:
    soak = Soak(most_connections=4)
    for seconds in (0.1, 0.2, 0.3):
        soak.note("items", 200, seconds, {})
    soak.note("tile", 204, 0.1, {})
    soak.note("items", 503, 0.1, {"retry-after": "5"})
    soak.memory = {7: [100 * MB, 150 * MB, 120 * MB, 125 * MB, 120 * MB]}
    soak.connections = [1, 4, 3]
    return soak


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert percentile([5.0], 0.99) == 5.0


def test_growth_is_what_the_end_lies_above_the_beginning() -> None:
    assert growth([10, 30, 90, 40, 40, 40, 40, 40, 50, 70]) == 20
    assert growth([50]) == 0
    assert growth([50, 40]) == -10


def test_warming_up_and_a_queue_break_no_bound() -> None:
    soak = good()
    soak.memory = {7: [100 * MB] + [129 * MB] * 9}
    assert soak.violations() == []


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [("items", 500, "items: 1 with status 500"), ("tile", 0, "tile: 1 without an answer"),
     ("item", 404, "item: 1 with status 404"), ("item", 503, "item: 1 with status 503, but without Retry-After")],
)  # fmt: skip
def test_an_answer_that_must_not_be_is_told(kind: str, status: int, said: str) -> None:
    soak = good()
    soak.note(kind, status, 0.1, {})
    assert soak.violations() == [said]


def test_memory_and_connections_have_bounds() -> None:
    soak = good()
    soak.memory = {7: [100 * MB] * 5 + [131 * MB] * 5, 8: [400 * MB] * 5 + [439 * MB] * 5}
    soak.connections.append(5)
    assert soak.violations() == ["worker 7 grew by 31 MB", "5 connections; the bounds allow 4"]


def test_a_soak_without_answers_or_workers_has_shown_nothing() -> None:
    assert Soak(most_connections=4).violations() == ["nothing was answered", "no worker was seen"]


def test_the_table_tells_each_kind() -> None:
    first, *_, last = good().lines()
    assert first.split() == ["items", "p50", "100.0", "ms", "p99", "300.0", "ms", "200:", "3,", "503:", "1"]
    assert last == "connections: 4 at most, 4 allowed"
