"""Coordinates come to the right place on earth to the centimetre, or the user is asked."""

from pathlib import Path

import numpy as np
import psycopg
import pytest
from pyproj import Transformer
from shapely import Point

from etl.load import load
from etl.source import SourceRequest
from gis.errors import CrsError, SourceError
from gis.municipality import Home
from tests.etl.files import write_geojson, write_shapefile, write_workbook

DEGREES = [(32.85, 39.95), (32.86, 39.96)]


class City:
    """Where a file's places of interest end up, in the storage CRS."""

    def __init__(self, home: Home, connection: psycopg.Connection) -> None:
        self.home, self.connection = home, connection

    def positions(self, file: Path, **said: object) -> list[tuple[float, float]]:
        self.connection.execute("TRUNCATE city.poi")
        load(self.home, self.connection, "poi", SourceRequest(file, **said))  # type: ignore[arg-type]
        return self.connection.execute("SELECT ST_X(geom), ST_Y(geom) FROM city.poi ORDER BY id").fetchall()


@pytest.fixture
def city(home: Home, connection: psycopg.Connection) -> City:
    return City(home, connection)


def in_crs(srid: int) -> list[tuple[float, float]]:
    there = Transformer.from_crs(4326, srid, always_xy=True)
    return [there.transform(*xy) for xy in DEGREES]


def near(found: list[tuple[float, float]], wanted: list[tuple[float, float]], metres: float = 0.01) -> bool:
    return bool(np.hypot(*(np.array(found) - np.array(wanted)).T).max() < metres)


def table(folder: Path, heading: tuple[str, str], rows: list[tuple[object, object]]) -> Path:
    body = "\n".join(f"yer {i};{a};{b}" for i, (a, b) in enumerate(rows))
    (folder / "yer.csv").write_text(f"ADI;{heading[0]};{heading[1]}\n{body}\n", encoding="utf-8")
    return folder / "yer.csv"


@pytest.mark.parametrize("srid", [4326, 3857, 5254, 5255, 32636])
def test_a_declared_crs_agrees_with_an_independent_transformation(
    city: City, folder: Path, srid: int
) -> None:
    file = write_shapefile(folder / "a.shp", {"ADI": ["a", "b"]}, [Point(p) for p in in_crs(srid)], crs=srid)
    assert near(city.positions(file), in_crs(5255))


def test_ed50_is_metres_right_not_ten_metres_off(city: City, folder: Path) -> None:
    # EPSG 1785 and its successors put ED50/TM33 about 184 m north and 30 m east of TUREF/TM33 here.
    ed50 = [(e + 30, n + 184) for e, n in in_crs(5255)]
    file = write_shapefile(folder / "a.shp", {"ADI": ["a", "b"]}, [Point(p) for p in ed50], crs=2321)
    assert near(city.positions(file), in_crs(5255), metres=15)


def test_a_file_without_crs_asks_and_offers_what_fits(city: City, folder: Path) -> None:
    file = write_shapefile(folder / "a.shp", {"ADI": ["a", "b"]}, [Point(p) for p in in_crs(5255)], crs=None)
    with pytest.raises(CrsError) as asked:
        city.positions(file)
    assert asked.value.code == "crs_unknown"
    assert f"kent load poi {file} --crs EPSG:5255" in asked.value.told("tr")
    assert near(city.positions(file, crs="EPSG:5255"), in_crs(5255))


def test_the_wrong_crs_puts_all_rows_outside_and_loads_none(city: City, folder: Path) -> None:
    file = write_shapefile(folder / "a.shp", {"ADI": ["a", "b"]}, [Point(p) for p in in_crs(5255)], crs=5254)
    with pytest.raises(CrsError) as error:
        city.positions(file)
    assert error.value.code == "outside_municipality"
    assert "--crs EPSG:5255" in error.value.told("en")


def test_latitude_first_is_offered_never_applied(city: City, folder: Path) -> None:
    file = write_geojson(folder / "a.geojson", {"ADI": ["a", "b"]}, [Point(y, x) for x, y in DEGREES])
    with pytest.raises(CrsError) as error:
        city.positions(file)
    assert "--crs EPSG:4326 --swap-axes" in error.value.told("en")
    assert near(city.positions(file, swap_axes=True), in_crs(5255))


def test_geojson_with_metres_and_no_crs_member_asks(city: City, folder: Path) -> None:
    file = folder / "a.geojson"
    x, y = in_crs(5255)[0]
    file.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ADI":"a"},'
        f'"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}]}}'
    )
    with pytest.raises(CrsError) as asked:
        city.positions(file)
    assert asked.value.code == "crs_unknown"


@pytest.mark.parametrize(
    ("heading", "northing_first"),
    [
        (("Y", "X"), False), (("X", "Y"), True), (("X", "Y"), False), (("KOORDINAT_Y", "KOORDINAT_X"), False),
        (("EASTING", "NORTHING"), False), (("SAĞA", "YUKARI"), False), (("Yukarı", "Sağa"), True),
    ],
)  # fmt: skip
def test_metres_in_columns_whatever_x_means(
    city: City, folder: Path, heading: tuple[str, str], northing_first: bool
) -> None:
    rows = [(f"{n:.3f}", f"{e:.3f}") if northing_first else (f"{e:.3f}", f"{n:.3f}") for e, n in in_crs(5255)]
    written = [(a.replace(".", ","), b.replace(".", ",")) for a, b in rows]
    assert near(city.positions(table(folder, heading, written), crs="EPSG:5255"), in_crs(5255))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "heading", [("LON", "LAT"), ("BOYLAM", "ENLEM"), ("stop_lon", "stop_lat"), ("x", "y")]
)
def test_degrees_in_columns(city: City, folder: Path, heading: tuple[str, str]) -> None:
    assert near(city.positions(table(folder, heading, list(DEGREES)), crs="EPSG:4326"), in_crs(5255))


def test_columns_without_a_crs_ask(city: City, folder: Path) -> None:
    with pytest.raises(CrsError) as asked:
        city.positions(table(folder, ("BOYLAM", "ENLEM"), list(DEGREES)))
    assert asked.value.code == "crs_unknown"


def test_columns_that_fit_in_neither_order_ask(city: City, folder: Path) -> None:
    with pytest.raises(CrsError) as asked:
        city.positions(table(folder, ("X", "Y"), [(1, 2), (3, 4)]), crs="EPSG:5255")
    assert asked.value.code == "axes_unknown"


def test_a_worksheet_with_decimal_commas_and_a_mapping(city: City, folder: Path) -> None:
    rows = [
        [f"yer {i}", f"{e:.2f}".replace(".", ","), f"{n:.2f}".replace(".", ",")]
        for i, (e, n) in enumerate(in_crs(5255))
    ]
    file = write_workbook(folder / "a.xlsx", {"S": [["ADI", "DEGER1", "DEGER2"], *rows]})
    (folder / "m.yaml").write_text("source: {crs: 'EPSG:5255'}\ngeometry: {x: DEGER1, y: DEGER2}")
    assert near(city.positions(file, mapping=str(folder / "m.yaml")), in_crs(5255))


def test_geometries_as_text(city: City, folder: Path) -> None:
    (folder / "a.csv").write_text("ADI;WKT\na;POINT (32.85 39.95)\nb;POINT (32.86 39.96)\n")
    assert near(city.positions(folder / "a.csv", crs="EPSG:4326"), in_crs(5255))


def test_a_table_without_positions_says_so(city: City, folder: Path) -> None:
    (folder / "a.csv").write_text("ADI;KATEGORI\na;Park\n")
    with pytest.raises(SourceError) as error:
        city.positions(folder / "a.csv")
    assert error.value.code == "no_geometry"
