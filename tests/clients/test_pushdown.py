"""What clients leave to the server: they count, filter and page there, as its log tells, and download no more."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from tests.clients.in_qgis import told_by_qgis
from tests.clients.sample_source import parcels
from tests.running_kent import RunningKent

SCRIPT = Path(__file__).with_name("filter_with_qgis.py")
KNOWS_CQL2 = 33200
"""QGIS 3.32 was the first to filter on the server."""
BLOCK = "105"
PAGE = 300

type Qgis = Callable[..., dict[str, Any]]


@pytest.fixture
def qgis(kent: RunningKent, tmp_path: Path) -> Qgis:
    """Gives QGIS a task with the parcels, in a profile of its own."""

    def asked(task: str, **more: object) -> dict[str, Any]:
        told = told_by_qgis(
            SCRIPT, {"url": kent.url, "layer": "parcel", "key": ["parcel_no"], "task": task, **more}, tmp_path
        )
        assert told["valid"]
        return told

    return partial(asked)


def in_block() -> list[str]:
    """The numbers of the block's parcels, as the file has them."""
    every = parcels()
    return sorted(every[every["block_no"] == BLOCK]["parcel_no"])


def pages(asked: list[str]) -> list[str]:
    return [one for one in asked if "/parcel/items?" in one]


@pytest.mark.needs("qgis")
def test_qgis_counts_without_downloading(kent: RunningKent, qgis: Qgis) -> None:
    with kent.watched() as asked:
        told = qgis("count")
    assert told["count"] == len(parcels())
    assert pages(asked)
    assert all("limit=1&" in f"{one}&" or "limit=10&" in f"{one}&" for one in pages(asked))


@pytest.mark.needs("qgis")
@pytest.mark.parametrize("task", ["subset", "expression"])
def test_qgis_filters_by_attribute(kent: RunningKent, qgis: Qgis, task: str) -> None:
    with kent.watched() as asked:
        told = qgis(task, expression=f"\"block_no\" = '{BLOCK}'")
    assert told["values"] == in_block()
    if told["version"] >= KNOWS_CQL2:
        filtered = [one for one in pages(asked) if BLOCK in one]
        assert filtered
        assert any("filter=" in one or f"block_no={BLOCK}" in one for one in filtered)


@pytest.mark.needs("qgis")
def test_qgis_filters_by_place(kent: RunningKent, qgis: Qgis) -> None:
    west, south, east, north = parcels().to_crs(4326).geometry[0].bounds
    with kent.watched() as asked:
        told = qgis("extent", box=(west, south, east, north))
    near = parcels().to_crs(4326).cx[west:east, south:north]
    assert set(near["parcel_no"]) <= set(told["values"])
    assert any("bbox=" in one for one in pages(asked))
    assert told["count"] < len(parcels()) / 4


@pytest.mark.needs("qgis")
def test_qgis_turns_pages(kent: RunningKent, qgis: Qgis) -> None:
    with kent.watched() as asked:
        told = qgis("page", size=PAGE)
    assert told["values"] == sorted(parcels()["parcel_no"])
    assert len([one for one in pages(asked) if f"limit={PAGE}" in one]) >= len(parcels()) // PAGE


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (f"block_no = '{BLOCK}'", ("filter=", f"block_no={BLOCK}")),
        ("registered_area_m2 > 2000 AND block_no IS NOT NULL", ("filter=",)),
    ],
)
def test_a_current_gdal_filters_by_attribute(kent: RunningKent, where: str, told: tuple[str, ...]) -> None:
    every = parcels()
    expected = (
        every[every["block_no"] == BLOCK]
        if BLOCK in where
        else every[(every["registered_area_m2"] > 2000) & every["block_no"].notna()]
    )
    with kent.watched() as asked:
        found = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="parcel", where=where)
    assert sorted(found["parcel_no"]) == sorted(expected["parcel_no"])
    assert any(word in one for one in pages(asked) for word in told)


def test_a_current_gdal_filters_by_place(kent: RunningKent) -> None:
    box = parcels().total_bounds
    box[2:] = box[:2] + (box[2:] - box[:2]) / 4  # in the storage CRS, as GDAL takes the layer
    with kent.watched() as asked:
        found = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="parcel", bbox=tuple(box))
    assert 0 < len(found) < len(parcels()) / 2
    assert any("bbox=" in one for one in pages(asked))


@pytest.mark.parametrize(
    ("where", "told"),
    [("one_way = 1", "one_way = 1"), ("name ILIKE '%CADDES%'", "name ILIKE '%CADDES%'")],
)
def test_a_current_gdal_is_understood(kent: RunningKent, where: str, told: str) -> None:
    """It writes truths as numbers, and has a word for LIKE without regard to case."""
    every = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="road")
    with kent.watched() as asked:
        found = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="road", where=where)
    expected = (
        every[every["one_way"] == 1]
        if "one_way" in where
        else every[every["name"].str.contains("Caddes", na=False)]
    )
    assert 0 < len(found) == len(expected)
    assert any(told in one for one in asked if "/road/items?" in one)
