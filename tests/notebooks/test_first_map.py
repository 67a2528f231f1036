"""The first notebook, run from top to bottom against the running sample city."""

import ast
import base64
import copy
import io
import os
from typing import Any
from unittest import mock

import geopandas as gpd
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

from tests.needs import ROOT
from tests.running_kent import RunningKent
from tests.unit.sample_files import EXPECTED, number, position, rows_of

NOTEBOOK = ROOT / "notebooks" / "first_map.ipynb"
RESULTS = """{
    "counts": [len(f) for f in (neighbourhoods, parcels, buildings, roads, addresses, places)],
    "table": table.astype(object).to_dict("index"),
    "profile": [float(profile["distance_m"].max()), float(street.geometry.length)],
}"""


def stored() -> nbformat.NotebookNode:
    found: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return found


@pytest.fixture(scope="module")
def ran(kent: RunningKent) -> nbformat.NotebookNode:
    """The notebook with its outputs, and one cell more that tells its results."""
    notebook = stored()
    asking = copy.deepcopy(notebook.cells[1])
    asking.update(id="results", source=RESULTS)
    notebook.cells.append(asking)
    with mock.patch.dict(os.environ, {"KENT_URL": kent.url}):
        NotebookClient(notebook, kernel_name="python3", timeout=300).execute()
    return notebook


@pytest.fixture(scope="module")
def results(ran: nbformat.NotebookNode) -> dict[str, Any]:
    [told] = ran.cells[-1].outputs
    found: dict[str, Any] = ast.literal_eval(told.data["text/plain"])
    return found


def test_it_is_stored_without_outputs() -> None:
    code = [cell for cell in stored().cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_it_reads_every_feature(results: dict[str, Any]) -> None:
    layers = ("neighbourhood", "parcel", "building", "road", "address_point", "poi")
    assert results["counts"] == [EXPECTED[layer]["published"] for layer in layers]


def test_it_measures_what_the_files_say(results: dict[str, Any]) -> None:
    table = [row for row in rows_of("address_point.xlsx") if row["KAPI_NO"] is not None]
    doors = gpd.GeoSeries([position(row) for row in table], crs="EPSG:5254")
    pharmacies = [row for row in rows_of("poi.csv") if row["KATEGORI"] == "Eczane"]
    places = gpd.GeoSeries.from_xy(
        [number(row["BOYLAM"]) for row in pharmacies],
        [number(row["ENLEM"]) for row in pharmacies],
        crs="EPSG:4326",
    )
    nearest = doors.distance(places.to_crs("EPSG:5254").union_all())
    farthest = nearest.groupby([row["MAHALLE_ID"] for row in table]).max()
    assert {code: row["farthest_m"] for code, row in results["table"].items()} == pytest.approx(
        farthest.to_dict(), abs=0.51
    )
    assert sum(row["doors"] for row in results["table"].values()) == EXPECTED["address_point"]["published"]


def test_it_draws_a_map_and_a_profile(ran: nbformat.NotebookNode) -> None:
    drawn = [
        o.data["image/png"]
        for cell in ran.cells
        for o in cell.get("outputs", [])
        if "image/png" in o.get("data", {})
    ]
    pictures = [np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")) for png in drawn]
    assert len(pictures) == 2
    for picture in pictures:
        assert (picture != 255).any(axis=2).mean() > 0.03
        assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 20


def test_it_follows_the_whole_street(results: dict[str, Any]) -> None:
    measured, length = results["profile"]
    assert measured == pytest.approx(length, rel=1e-3)


def test_nothing_is_complained_about(ran: nbformat.NotebookNode) -> None:
    outputs = [o for cell in ran.cells for o in cell.get("outputs", [])]
    assert [o.text for o in outputs if o.get("name") == "stderr"] == []
