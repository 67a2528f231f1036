"""Findings as a layer: what loads found last, of what is published and of what is in quarantine; taken back with its load."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import psycopg
import pytest
from psycopg.rows import dict_row
from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from etl.fix import corrected
from etl.load import load
from etl.quarantine import export_quarantine
from etl.report import LoadReport, Mode
from etl.rollback import roll_back
from etl.source import SourceRequest
from gis.database.current import follow_home
from gis.errors import Forbidden
from gis.municipality import Home
from tests.databases import Database
from tests.etl.files import write_geojson
from tests.etl.homes import home_in

PLACES = {str(at): box(32.80 + at * 0.001, 39.92, 32.8004 + at * 0.001, 39.9204) for at in range(1, 9)}
"""Parcels apart from each other: nothing to be found."""
BESIDE = box(32.8012, 39.92, 32.8016, 39.9204)
"""Overlaps the first of them."""
NOT_A_CODE = "hiçbiri"
Finding = tuple[str | None, str]


class City:
    """Parcels that are loaded, and what the layer of findings says of them."""

    def __init__(self, home: Home, connection: psycopg.Connection, folder: Path) -> None:
        self.home, self.connection, self.folder = home, connection, folder

    def load(
        self,
        parcels: Mapping[str, BaseGeometry],
        *,
        bad: tuple[str, ...] = (),
        mode: Mode = "upsert",
    ) -> LoadReport:
        """Args: bad: parcels whose condominium is no code."""
        columns: dict[str, list[Any]] = {
            "MAHALLE_ID": ["8"] * len(parcels), "ADA": ["100"] * len(parcels), "PARSEL": list(parcels),
            "KMDURUM": [NOT_A_CODE if number in bad else None for number in parcels],
        }  # fmt: skip
        file = write_geojson(self.folder / "parcels.geojson", columns, list(parcels.values()))
        return load(self.home, self.connection, "parcel", SourceRequest(file), mode=mode, confirmed=True)

    def findings(self) -> list[Finding]:
        """(parcel or None where it is in quarantine, code), in order."""
        found = self.connection.execute("""
            SELECT p.parcel_no, f.code FROM city.finding f LEFT JOIN city.parcel p ON p.id = f.feature_id
            WHERE f.layer_id = 'parcel' ORDER BY 1 NULLS LAST, 2
        """).fetchall()
        held = self.connection.execute("SELECT n FROM ops.row_count WHERE layer = 'finding'").fetchone()
        assert held == self.connection.execute("SELECT count(*) FROM city.finding").fetchone()
        return [(number, code) for number, code in found]

    def rows(self) -> list[dict[str, Any]]:
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute("SELECT *, ST_AsText(geom) AS place FROM city.finding").fetchall()


@pytest.fixture
def city(home: Home, connection: psycopg.Connection, folder: Path) -> City:
    return City(home, connection, folder)


OVERLAP = [("1", "overlap"), ("2", "overlap")]


def test_a_finding_says_what_is_wrong_with_which_row_and_where(city: City) -> None:
    report = city.load({"1": PLACES["1"]}, bad=("1",))
    assert city.rows() == []  # nothing was published
    report = city.load({"1": PLACES["1"], "2": PLACES["2"]}, bad=("2",))
    (row,) = city.rows()
    assert (row["layer_id"], row["load_no"], row["row_no"], row["feature_id"], row["field_name"]) == (
        "parcel", report.load_id, 2, None, "condominium",
    )  # fmt: skip
    assert (row["code"], row["severity"], row["load_id"]) == ("unknown_code", "error", report.load_id)
    assert NOT_A_CODE in row["message_tr"]
    assert NOT_A_CODE in row["message_en"]
    assert row["message_tr"] != row["message_en"]
    inside = "SELECT ST_Contains(%s::geometry, ST_Transform(geom, 4326)) FROM city.finding"
    assert city.connection.execute(inside, (f"SRID=4326;{PLACES['2'].wkt}",)).fetchone() == (True,)


def test_findings_stay_until_a_load_touches_their_features(city: City) -> None:
    city.load({"1": PLACES["1"], "2": BESIDE, "3": PLACES["3"]})
    assert city.findings() == OVERLAP
    before = city.rows()
    city.load({"1": PLACES["1"], "2": BESIDE, "3": PLACES["3"], "4": PLACES["4"]})
    assert city.rows() == before
    city.load({"2": PLACES["2"]})
    assert city.findings() == [("1", "overlap")]
    city.load({"2": PLACES["2"], "3": PLACES["3"], "4": PLACES["4"]}, mode="replace")
    assert city.findings() == []


def test_findings_of_quarantined_rows_are_those_of_the_last_load(city: City) -> None:
    city.load(PLACES, bad=("1", "2"))
    assert city.findings() == [(None, "unknown_code")] * 2
    city.load(PLACES, bad=("3",))
    assert city.findings() == [(None, "unknown_code")]
    city.load(PLACES)
    assert city.findings() == []


def test_findings_of_other_layers_stay(city: City) -> None:
    city.load({"1": PLACES["1"], "2": BESIDE})
    poi = write_geojson(city.folder / "poi.geojson", {"KOD": ["1"], "AD": ["Okul"]}, [Point(32.8, 39.92)])
    load(city.home, city.connection, "poi", SourceRequest(poi))
    assert city.findings() == OVERLAP


def test_corrected_rows_end_their_findings_alone(city: City, folder: Path) -> None:
    first = city.load(PLACES, bad=("1", "2"))
    assert first.load_id is not None
    export = folder / "quarantine.gpkg"
    export_quarantine(city.connection, city.home, first.load_id, export, "tr")
    rows = gpd.read_file(export)
    rows.loc[rows["PARSEL"] == "1", "KMDURUM"] = None
    rows[rows["PARSEL"] == "1"].to_file(folder / "fixed.gpkg", layer="quarantine")
    layer, request = corrected(city.connection, first.load_id, folder / "fixed.gpkg")
    fixing = load(city.home, city.connection, layer, request, fixes=first.load_id)
    assert (fixing.counts.inserted, city.findings()) == (1, [(None, "unknown_code")])
    roll_back(city.connection, city.home.registry, fixing.load_id or 0)
    assert city.findings() == [(None, "unknown_code")] * 2


def test_a_rollback_takes_a_loads_findings_back_and_brings_back_what_they_replaced(city: City) -> None:
    one = city.load({"1": PLACES["1"], "2": BESIDE, "3": PLACES["3"]}, bad=("3",))
    after_one = city.findings()
    assert after_one == [*OVERLAP, (None, "unknown_code")]
    two = city.load({"2": PLACES["2"], "4": BESIDE, "5": PLACES["5"]}, bad=("5",))
    after_two = city.findings()
    assert after_two == [("1", "overlap"), ("4", "overlap"), (None, "unknown_code")]
    three = city.load({"6": PLACES["6"], "7": PLACES["7"]}, bad=("6",))
    # Another load has replaced the findings in quarantine; of features, those before the load come back.
    roll_back(city.connection, city.home.registry, two.load_id or 0)
    assert city.findings() == [*OVERLAP, (None, "unknown_code")]
    assert {r["load_no"] for r in city.rows()} == {one.load_id, three.load_id}
    roll_back(city.connection, city.home.registry, three.load_id or 0)
    assert city.findings() == after_one
    assert {r["load_no"] for r in city.rows()} == {one.load_id}
    roll_back(city.connection, city.home.registry, one.load_id or 0)
    assert city.findings() == []


def test_a_large_first_load_publishes_its_findings_too(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.load.BULK_ROWS", 1)
    city.load({"1": PLACES["1"], "2": BESIDE, "3": PLACES["3"]}, bad=("3",))
    assert city.findings() == [*OVERLAP, (None, "unknown_code")]


def test_no_personal_value_stands_in_a_message(database: Database, folder: Path) -> None:
    """Of no type, whatever is wrong with it: not a code, out of range, no date, the same key twice."""
    home = home_in(folder)
    kinds: dict[str, dict[str, Any]] = {
        "number": {"min": 0, "max": 5}, "integer": {}, "date": {}, "timestamp": {}, "boolean": {},
        "code": {"codes": "camera_kind"}, "text": {},
    }  # fmt: skip
    fields = [
        {"name": f"p_{kind}", "type": kind, "privacy": "personal", "activity": "custody",
         "title": {"tr": f"Alan {kind}", "en": f"Field {kind}"}, **more}
        for kind, more in kinds.items()
    ]  # fmt: skip
    visit = {
        "id": "visit", "theme": "it", "owner": "it_directorate", "title": {"tr": "Ziyaret", "en": "Visit"},
        "geometry": "none", "key": ["p_text"], "fields": fields,
    }  # fmt: skip
    (home.path / "layers").mkdir(exist_ok=True)
    (home.path / "layers" / "visit.yaml").write_text(json.dumps(visit), encoding="utf-8")
    home = Home(home.path)
    follow_home(database.conninfo, home)
    wrong = {f"p_{kind}": ["SIR77", "SIR77", None] for kind in kinds}
    wrong |= {"p_number": ["7.7701", "1.5", "7.7701"], "p_text": ["SIR77A", "SIR77B", "SIR77B"]}
    wrong |= {"p_integer": ["SIR77", "1", "1"]}
    file = folder / "visit.csv"
    pd.DataFrame(wrong).to_csv(file, sep=";", index=False)
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        load(home, connection, "visit", SourceRequest(file))
        codes = {
            code
            for (code,) in connection.execute(
                "SELECT code FROM ops.finding WHERE load_id = (SELECT max(id) FROM ops.load)"
            )
        }
        assert codes == {"bad_value", "unknown_code", "out_of_range", "duplicate_key"}
        told = connection.execute("SELECT string_agg(message::text, ' ') FROM ops.finding").fetchone()
        assert told is not None
        assert [mark for mark in ("SIR77", "7.77") if mark in told[0]] == []


def test_nothing_is_loaded_into_the_layer_of_findings(city: City) -> None:
    file = write_geojson(city.folder / "f.geojson", {"code": ["overlap"]}, [Point(32.8, 39.92)])
    with pytest.raises(Forbidden) as refused:
        load(city.home, city.connection, "finding", SourceRequest(file))
    assert "finding" in refused.value.message.en
    assert city.connection.execute("SELECT count(*) FROM ops.load WHERE layer = 'finding'").fetchone() == (0,)
