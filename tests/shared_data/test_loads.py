"""Real files of real cities, read, checked and published; hostile ones refused."""

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import psycopg
import pyogrio
import pytest
import shapely
from pyproj import Transformer
from pyproj.transformer import AreaOfInterest

from etl.load import load
from etl.report import LoadReport
from etl.source import SourceRequest
from gis.database.migrate import migrate
from gis.errors import CrsError, KentError, SourceError
from gis.municipality import Home
from gis.registry import Registry
from tests.databases import DatabaseServer
from tests.etl.files import write_geojson
from tests.etl.homes import ALTINDAG, Box, home_in
from tests.needs import SHARED_DATA

ISTANBUL: Box = (27.9, 40.7, 29.9, 41.7)
BEYTEPE: Box = (32.5, 39.7, 33.0, 40.0)
CAMBRIDGE: Box = (-71.17, 42.34, -71.05, 42.41)
BATMAN: Box = (40.9, 37.5, 41.7, 38.5)

City = Callable[[Box, str], AbstractContextManager[tuple[Home, psycopg.Connection]]]


@pytest.fixture
def city(
    server: DatabaseServer,
    database_names: Iterator[str],
    registry: Registry,
    role_secret: bytes,
    tmp_path: Path,
) -> City:
    """Makes a municipality with a database of its own."""

    @contextmanager
    def made(area: Box, crs: str) -> Iterator[tuple[Home, psycopg.Connection]]:
        home = home_in(tmp_path, area, crs)
        own = server.create(next(database_names))
        try:
            migrate(own.conninfo, registry, home.municipality.srid, role_secret)
            with psycopg.connect(own.conninfo, autocommit=True) as connection:
                yield home, connection
        finally:
            server.drop(own.name)

    return made


def counts(report: LoadReport) -> tuple[int, int, int]:
    c = report.counts
    assert c.rows == c.published + c.quarantined
    return c.rows, c.published, c.quarantined


def findings(report: LoadReport) -> dict[str, int]:
    return {f.code: f.count for f in report.findings}


def published(connection: psycopg.Connection, layer: str, key: str) -> dict[str, Any]:
    """Key -> stored geometry."""
    rows = connection.execute(f"SELECT {key}, ST_AsBinary(geom) FROM city.{layer}").fetchall()
    return {k: shapely.from_wkb(bytes(g)) for k, g in rows}


def farthest(stored: list[Any], given: list[Any], source: int, target: int, area: Box) -> float:
    """The largest distance, metres, between stored vertices and those of an independent transformation."""
    to_storage = Transformer.from_crs(source, target, always_xy=True, area_of_interest=AreaOfInterest(*area))
    worst = 0.0
    for mine, theirs in zip(stored, given, strict=True):
        x, y = to_storage.transform(*shapely.get_coordinates(theirs).T)
        worst = max(worst, float(np.abs(shapely.get_coordinates(mine) - np.column_stack([x, y])).max()))
    return worst


def test_the_cadastre_of_aydinlikevler(city: City) -> None:
    file = SHARED_DATA / "tr_kent" / "parcel.shp"
    with city(ALTINDAG, "EPSG:5255") as (home, connection):
        report = load(home, connection, "parcel", SourceRequest(file))
        assert counts(report) == (1143, 1133, 10)
        assert findings(report) == {"duplicate_key": 6, "invalid_geometry": 4, "overlap": 5, "gap": 2}
        stored = connection.execute(
            "SELECT parcel_no, ST_AsBinary(geom) FROM city.parcel WHERE block_no = '4482' AND neighbourhood_code = '8' ORDER BY 1"
        ).fetchall()
        given = pyogrio.read_dataframe(file).query("ada_no == '4482'").sort_values("parsel_no")
        assert [p for p, _ in stored] == given.parsel_no.tolist()
        shapes = [shapely.from_wkb(bytes(g)) for _, g in stored]
        assert farthest(shapes, list(given.geometry), 4326, 5255, ALTINDAG) < 0.01
        reasons = connection.execute(
            "SELECT DISTINCT message->>'tr' FROM ops.quarantine WHERE code = 'invalid_geometry'"
        ).fetchall()
        assert any("kesiyor" in r for (r,) in reasons)


@pytest.mark.parametrize(
    ("layer", "file", "names"),
    [
        ("neighbourhood", "district.shp", {"AYDINLIKEVLER", "ALTINPARK"}),
        ("road", "road.shp", {"ÇİĞDEM SOKAK", "DEFİNE SOKAK", "GÜVEREN SOKAK"}),
        ("poi", "poi.shp", {"Aydınlıkevler Kreşi", "Yaşlı Yaşam Merkezi"}),
    ],
)
def test_turkish_letters_are_right(city: City, layer: str, file: str, names: set[str]) -> None:
    with city(ALTINDAG, "EPSG:5255") as (home, connection):
        report = load(home, connection, layer, SourceRequest(SHARED_DATA / "tr_kent" / file))
        assert report.counts.quarantined == 0
        found = {n for (n,) in connection.execute(f"SELECT name FROM city.{layer}").fetchall()}
        assert names <= found


def test_openstreetmap_of_ankara(city: City) -> None:
    archive = SHARED_DATA / "osm" / "ankara_osm_shp.zip"
    with city(ALTINDAG, "EPSG:5255") as (home, connection):
        with pytest.raises(SourceError) as several:
            load(home, connection, "building", SourceRequest(archive))
        assert "buildings" in several.value.message.tr
        buildings = load(
            home, connection, "building", SourceRequest(archive, layer="buildings", mapping="osm")
        )
        assert counts(buildings) == (15511, 15475, 36)
        assert findings(buildings) == {"invalid_geometry": 36, "overlap": 56, "below_minimum_area": 5}
        roads = load(home, connection, "road", SourceRequest(archive, layer="roads", mapping="osm"))
        assert counts(roads) == (16183, 16183, 0)
        points = load(home, connection, "poi", SourceRequest(archive, layer="points", mapping="osm"))
        assert counts(points) == (1130, 703, 427)
        assert findings(points) == {"required_missing": 427}
        streets = connection.execute(
            "SELECT road_class, one_way FROM city.road WHERE name = 'Turgut Özal Blv.' LIMIT 1"
        ).fetchone()
        assert streets == ("state", True)
        assert any("cut" in note.en for note in buildings.plan.notes)


def test_cambridge_through_a_mapping_with_constants(city: City, tmp_path: Path) -> None:
    mapping = tmp_path / "cambridge.yaml"
    mapping.write_text(
        "source: {crs: 'EPSG:4326'}\n"
        "fields:\n  neighbourhood_code: {value: cambridge}\n  block_no: MAP\n  parcel_no: LOT\n  land_type: POLY_TYPE\n"
    )
    file = SHARED_DATA / "parcels" / "cambridge_parcels_fy2014.topojson"
    asking = tmp_path / "without_crs.yaml"
    asking.write_text(mapping.read_text().replace("source: {crs: 'EPSG:4326'}\n", ""))
    with city(CAMBRIDGE, "EPSG:26986") as (home, connection):
        with pytest.raises(CrsError) as asked:
            load(home, connection, "parcel", SourceRequest(file, mapping=str(asking)))
        assert asked.value.code == "crs_unknown"
        report = load(home, connection, "parcel", SourceRequest(file, mapping=str(mapping)))
        assert counts(report) == (13116, 12989, 127)
        assert findings(report) == {
            "duplicate_key": 98,
            "invalid_geometry": 34,
            "required_missing": 11,
            "empty_geometry": 1,
            "overlap": 35,
            "gap": 120,
        }
        again = load(home, connection, "parcel", SourceRequest(file, mapping=str(mapping)))
        assert again.counts.unchanged == report.counts.inserted
        assert connection.execute("SELECT count(*) FROM history.parcel").fetchone() == (0,)


def test_village_parcels_without_ada(city: City, tmp_path: Path) -> None:
    columns = {
        "KOY_KODU": ["112", "112", "113", "113"],
        "PARSEL_NO": ["1", "2", "1", "1"],
        "MEVKİİ": ["Dere", "Taşlık", "Bağ", "Bağ"],
    }
    lots = [shapely.box(41.1 + i / 1000, 37.8, 41.1005 + i / 1000, 37.8005) for i in range(4)]
    frame = gpd.GeoDataFrame(columns, geometry=lots, crs=4326).to_crs(5258)
    frame.to_file(tmp_path / "koy.gpkg")
    with city(BATMAN, "EPSG:5258") as (home, connection):
        report = load(home, connection, "parcel", SourceRequest(tmp_path / "koy.gpkg"))
        assert counts(report) == (4, 2, 2)
        assert findings(report) == {"duplicate_key": 2}
        rows = connection.execute(
            "SELECT neighbourhood_code, block_no, parcel_no, locality FROM city.parcel ORDER BY 3"
        ).fetchall()
        assert rows == [("112", None, "1", "Dere"), ("112", None, "2", "Taşlık")]
        again = load(home, connection, "parcel", SourceRequest(tmp_path / "koy.gpkg"))
        assert again.counts.unchanged == 2


def test_beytepe_says_neither_crs_nor_encoding(city: City) -> None:
    file = SHARED_DATA / "tr_beytepe" / "p_beytepe.shp"
    with city(BEYTEPE, "EPSG:5255") as (home, connection):
        with pytest.raises(CrsError) as asked:
            load(home, connection, "building", SourceRequest(file))
        assert asked.value.code == "crs_unknown"
        assert "--crs EPSG:3857" in asked.value.told("tr")
        report = load(home, connection, "building", SourceRequest(file, crs="EPSG:3857"))
        assert report.plan.encoding == "utf-8"
        assert report.counts.published > 200
        names = {n for (n,) in connection.execute("SELECT name FROM city.building").fetchall()}
        assert any(n and "Ormanı" in n for n in names)
        assert not any(n and "Ä" in n for n in names)


def test_iett_stops_in_iso_8859_9(city: City, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "source: {crs: 'EPSG:4326'}\nfields: {poi_code: stop_id, name: stop_name}\n"
    )
    file = SHARED_DATA / "tr_ibb" / "iett_stops_iso8859_9.csv"
    with city(ISTANBUL, "EPSG:5254") as (home, connection):
        report = load(home, connection, "poi", SourceRequest(file, mapping=str(tmp_path / "m.yaml")))
        assert report.plan.encoding == "cp1254"
        assert findings(report)["unreadable_row"] == 6
        assert report.counts.published > 14_000
        name = connection.execute("SELECT name FROM city.poi WHERE poi_code = '292235'").fetchone()
        assert name == ("RIFAT ILGAZ CADDESİ",)


def test_blank_values_are_no_values(city: City) -> None:
    with city((29.3, 40.5, 30.4, 41.2), "EPSG:5254") as (home, connection):
        file = SHARED_DATA / "tr_ibb" / "kocaeli_toplanma_alanlari.json"
        report = load(home, connection, "poi", SourceRequest(file))
        assert report.counts.published > 300
        assert connection.execute("SELECT count(*) FROM city.poi WHERE btrim(address) = ''").fetchone() == (
            0,
        )


def test_a_collection_that_a_portal_wrapped_is_found(city: City, tmp_path: Path) -> None:
    file = SHARED_DATA / "tr_ibb" / "ibb_acil_ulasim_yollari_wrapped.json"
    (tmp_path / "m.yaml").write_text("fields: {name: YOL_ISMI}\n")
    with city(ISTANBUL, "EPSG:5254") as (home, connection):
        as_named = load(home, connection, "road", SourceRequest(file))
        assert as_named.counts.quarantined == 621  # its TIP is no class of road that Kent knows
        assert findings(as_named)["unknown_code"] == 621
        report = load(home, connection, "road", SourceRequest(file, mapping=str(tmp_path / "m.yaml")))
        assert counts(report) == (621, 621, 0)


HOSTILE = [
    file
    for kind in ("csv", "dbf_encoding", "geojson", "gpkg", "shp")
    for file in sorted((SHARED_DATA / "nasty" / kind).iterdir())
]


def test_no_hostile_file_breaks_a_load(city: City, tmp_path: Path) -> None:
    """Each ends as a load with findings or as an error that says what is wrong, in both languages."""
    attempts: list[tuple[str, str | None, str | None]] = [("poi", None, None)]
    for layer in ("poi", "road", "building"):
        mapping = tmp_path / f"{layer}.yaml"
        mapping.write_text("fields: {name: {value: x}}")
        attempts.append((layer, "EPSG:4326", str(mapping)))
    said: list[KentError] = []
    with city(ALTINDAG, "EPSG:5255") as (home, connection), warnings.catch_warnings(action="error"):
        for file in HOSTILE:
            for layer, crs, mapping_file in attempts:
                try:
                    counts(load(home, connection, layer, SourceRequest(file, crs=crs, mapping=mapping_file)))
                except KentError as error:
                    said.append(error)
        unfinished = "SELECT count(*) FROM ops.load WHERE state = 'running' OR error->>'code' = 'internal'"
        assert connection.execute(unfinished).fetchone() == (0,)
    assert len(HOSTILE) > 80
    assert all(error.message.tr and error.message.en for error in said)


def test_a_file_of_another_city_loads_nothing(city: City, tmp_path: Path) -> None:
    with city(ISTANBUL, "EPSG:5254") as (home, connection):
        with pytest.raises(CrsError) as error:
            load(home, connection, "parcel", SourceRequest(SHARED_DATA / "tr_kent" / "parcel.shp"))
        assert error.value.code == "outside_municipality"
        assert connection.execute("SELECT count(*) FROM city.parcel").fetchone() == (0,)
        lone = write_geojson(
            tmp_path / "a.geojson", {"ADI": ["a", "b"]}, [shapely.Point(29, 41), shapely.Point(32.87, 39.96)]
        )
        report = load(home, connection, "poi", SourceRequest(lone))
        assert counts(report) == (2, 1, 1)
        assert json.dumps(report.as_json())
