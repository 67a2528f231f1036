"""Loading from the command line: what a source holds, a mapping kept for the next file, a load's report as a page."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest
from shapely import Point, box

from gis.municipality import Home
from tests.databases import Database
from tests.etl.files import write_geojson
from tests.etl.homes import home_in

KENT = Path(sys.executable).with_name("kent")
Kent = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path, role_secret: bytes) -> Home:
    made = home_in(tmp_path)
    (made.path / "secrets").mkdir(exist_ok=True)
    (made.path / "secrets" / "roles").write_text(role_secret.hex())
    return made


@pytest.fixture
def kent(home: Home, database: Database) -> Kent:
    def run(*arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
        own = {
            "KENT_HOME": str(home.path), "KENT_DATABASE_URL": database.conninfo, "KENT_LANGUAGE": language,
            "COLUMNS": "200",
        }  # fmt: skip
        done = subprocess.run(
            [KENT, *map(str, arguments)], env=os.environ | own, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def parcels(file: Path, numbers: list[str | None]) -> Path:
    """With columns of an office's own."""
    lots = [box(32.85 + n * 0.001, 39.95, 32.8505 + n * 0.001, 39.9505) for n in range(len(numbers))]
    columns: dict[str, list[str | None]] = {
        "MAH": ["8" for _ in numbers],
        "ADA_PARSEL": ["100" for _ in numbers],
        "NO": numbers,
    }
    return write_geojson(file, columns, lots)


def test_layers_of_a_source_are_listed_without_a_database(kent: Kent, folder: Path) -> None:
    package = folder / "kent.gpkg"
    for name, shapes in (("parsel", [box(0, 0, 1, 1)]), ("kapi", [Point(0, 0), Point(1, 1)])):
        gpd.GeoDataFrame({"NO": range(len(shapes))}, geometry=shapes, crs=5255).to_file(package, layer=name)
    told = kent("load", "parcel", package, "--layers", "--json")
    assert told.returncode == 0, told.stderr
    assert [(one["name"], one["rows"]) for one in json.loads(told.stdout)] == [("parsel", 1), ("kapi", 2)]
    table = kent("load", "parcel", package, "--layers", language="tr")
    assert "Katman" in table.stdout
    assert "kapi" in table.stdout


def test_a_mapping_is_kept_and_reads_the_next_file(
    kent: Kent, home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    by_hand = folder / "office.yaml"
    by_hand.write_text(
        "fields: {neighbourhood_code: MAH, block_no: ADA_PARSEL, parcel_no: NO}\n", encoding="utf-8"
    )
    first = parcels(folder / "first.geojson", ["1", "2"])
    loaded = kent("load", "parcel", first, "--map", by_hand, "--save-map", "office")
    assert loaded.returncode == 0, loaded.stderr
    assert (home.mappings / "parcel.office.yaml").is_file()
    second = parcels(folder / "second.geojson", ["1", "2", "3"])
    again = kent("load", "parcel", second, "--map", "office", "--json")
    assert again.returncode == 0, again.stderr
    counts = json.loads(again.stdout)["counts"]
    assert (counts["inserted"], counts["unchanged"]) == (1, 2)
    assert connection.execute("SELECT count(*) FROM city.parcel WHERE block_no = '100'").fetchone() == (3,)
    taken = kent("load", "parcel", second, "--map", "office", "--save-map", "office")
    assert taken.returncode == 2
    assert "There is another mapping 'office'" in taken.stderr


def test_a_report_is_written_as_a_page(kent: Kent, connection: psycopg.Connection, folder: Path) -> None:
    by_hand = folder / "office.yaml"
    by_hand.write_text(
        "fields: {neighbourhood_code: MAH, block_no: ADA_PARSEL, parcel_no: NO}\n", encoding="utf-8"
    )
    file = parcels(folder / "parsel.geojson", ["1", None, "1"])
    loaded = kent("load", "parcel", file, "--map", by_hand, "--json")
    assert loaded.returncode == 1, loaded.stderr
    load_id = json.loads(loaded.stdout)["load_id"]
    page = folder / "rapor.html"
    written = kent("loads", load_id, "--html", page, language="tr")
    assert (written.returncode, str(page) in written.stdout) == (0, True)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "parsel.geojson" in text
    assert "Aynı anahtarı birden çok satır taşıyor" in text
    assert "<svg" in text
    assert "http://" not in text.replace("http://www.w3.org/", "")  # needs no other file
    which = kent("loads", "--html", page)
    assert (which.returncode, "The report of which load?" in which.stderr) == (2, True)


def test_nothing_is_loaded_into_a_layer_that_kent_keeps(kent: Kent, folder: Path) -> None:
    refused = kent("load", "finding", folder / "not-even-there.geojson")
    assert refused.returncode == 2
    assert "kept by Kent itself" in refused.stderr
