"""The file of `kent export`: exactly the tiles that are served."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import psycopg
import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from starlette.testclient import TestClient

from gis.crs import Bounds
from gis.database.roles import role_conninfo
from gis.derive.ogc_service import OgcService
from gis.derive.tile_set import TiledArea, TileSetWriter
from gis.errors import InvalidRequest
from gis.export.tile_archive import TileArchive, Written, extents_of, usual_zooms, write_tile_archive
from gis.municipality import Home
from gis.registry import LayerView
from gis.territory import Territory
from gis.text import Text
from gis.tile_matrix_set import WEB_MERCATOR_QUAD
from tests.api.conftest import BASE_URL, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.databases import Database

LAYERS = ("parcel", "poi", "road")
ZOOMS = (12, 17)


class Heard:
    def __init__(self) -> None:
        self.steps: list[int | None] = []
        self.done = 0

    def step(self, title: Text, total: int | None = None) -> None:
        self.steps.append(total)

    def advance(self, amount: int) -> None:
        self.done += amount


class Exporter:
    """Writes archives of the tests' city in an audience's name."""

    def __init__(self, home: Home, database: Database, audience: str) -> None:
        name = psycopg.conninfo.conninfo_to_dict(database.conninfo)["dbname"]
        self.connection = psycopg.connect(
            role_conninfo(database.conninfo, home.secret(), str(name), audience), autocommit=True
        )
        self.territory = Territory(home.boundary.bounds, home.municipality.srid)
        self.seen = {view.id: view for view in home.registry.views(audience) if view.geometry != "none"}
        self._service = OgcService(home.registry, home.municipality, audience, BASE_URL, home.boundary.bounds)

    def views(self, *names: str) -> tuple[LayerView, ...]:
        return tuple(self.seen[name] for name in names)

    def write(self, file: Path, views: tuple[LayerView, ...], zooms: tuple[int, int], area: Bounds | None = None) -> Written:  # fmt: skip
        writer = TileSetWriter(
            self._service,
            "tr",
            TiledArea(extents_of(self.connection, self.territory, views), self._service.area),
        )
        told = writer.tile_json(writer.of_dataset(views, selected=True), "")
        archive = TileArchive(views, area or tuple(told["bounds"]), zooms, told)
        return write_tile_archive(self.connection, self.territory, archive, file, Heard())


@pytest.fixture(scope="module")
def public(home: Home, city: Database) -> Iterator[Exporter]:
    exporter = Exporter(home, city, "public")
    with exporter.connection:
        yield exporter


def read(file: Path) -> tuple[dict[tuple[int, int, int], bytes], Any]:
    """Every tile, unpacked, and the reader."""
    source = MemorySource(file.read_bytes())
    return {place: gzip.decompress(tile) for place, tile in all_tiles(source)}, Reader(source)


def test_every_tile_is_the_one_that_is_served(client: TestClient, public: Exporter, tmp_path: Path) -> None:
    file = tmp_path / "city.pmtiles"
    written = public.write(file, public.views(*LAYERS), ZOOMS)
    tiles, reader = read(file)
    assert written.tiles == len(tiles) > 20
    assert written.size == file.stat().st_size
    (west, south, east, north) = (reader.header()[f"{name}_e7"] / 1e7 for name in ("min_lon", "min_lat", "max_lon", "max_lat"))  # fmt: skip
    for zoom in range(ZOOMS[0], ZOOMS[1] + 1):
        limits = WEB_MERCATOR_QUAD.limits((west, south, east, north), zoom)
        for x in range(limits.min_column, limits.max_column + 1):
            for y in range(limits.min_row, limits.max_row + 1):
                served = client.get(f"/tiles/{','.join(LAYERS)}/{zoom}/{x}/{y}").content
                assert tiles.pop((zoom, x, y), b"") == served, (zoom, x, y)
    assert not tiles, "tiles beyond the area"


def test_a_reader_finds_what_it_needs(public: Exporter, tmp_path: Path) -> None:
    file = tmp_path / "city.pmtiles"
    public.write(file, public.views(*LAYERS), (14, 15))
    reader = read(file)[1]
    header, metadata = reader.header(), reader.metadata()
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (14, 15, True)
    longitude, latitude = to_degrees(WEST + 300, SOUTH + 400)
    assert header["min_lon_e7"] <= longitude * 1e7 <= header["max_lon_e7"]
    assert header["min_lat_e7"] <= latitude * 1e7 <= header["max_lat_e7"]
    assert [layer["id"] for layer in metadata["vector_layers"]] == list(LAYERS)
    assert metadata["vector_layers"][0]["fields"]["parcel_no"] == "Parsel no"
    assert "land_registry_id" not in json.dumps(metadata)


def test_the_same_rows_give_the_same_file(public: Exporter, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.pmtiles", "two.pmtiles")]
    for file in files:
        public.write(file, public.views("parcel"), (14, 16))
    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.pmtiles", "two.pmtiles"]


def test_an_area_holds_the_tiles_that_touch_it(public: Exporter, tmp_path: Path) -> None:
    longitude, latitude = to_degrees(WEST + 120, SOUTH + 120)
    small = (longitude - 1e-5, latitude - 1e-5, longitude + 1e-5, latitude + 1e-5)
    public.write(tmp_path / "small.pmtiles", public.views("parcel"), (16, 17), small)
    tiles, _ = read(tmp_path / "small.pmtiles")
    assert sorted(zoom for zoom, _, _ in tiles) == [16, 17]


def test_each_audience_gets_its_own(home: Home, city: Database, tmp_path: Path) -> None:
    exporter = Exporter(home, city, TECHNICIAN[0])
    with exporter.connection:
        exporter.write(tmp_path / "secure.pmtiles", exporter.views("camera"), (16, 16))
    (tile,) = read(tmp_path / "secure.pmtiles")[0].values()
    assert mapbox_vector_tile.decode(tile)["camera"]["features"]
    assert (tmp_path / "secure.pmtiles").stat().st_mode & 0o077 == 0


def test_where_nothing_lies_no_file_is_left(public: Exporter, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest) as told:
        public.write(tmp_path / "none.pmtiles", public.views("parcel"), (14, 16), (10.0, 10.0, 11.0, 11.0))
    assert told.value.code == "nothing_to_export"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(public: Exporter, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest) as told:
        public.write(tmp_path / "no" / "city.pmtiles", public.views("parcel"), (14, 16))
    assert told.value.code == "unwritable_file"


def test_a_file_without_a_name_is_told(public: Exporter) -> None:
    with pytest.raises(InvalidRequest) as told:
        public.write(Path(), public.views("parcel"), (14, 16))
    assert told.value.code == "no_file"


def test_usual_zooms_begin_with_the_read_model_and_hold_every_layer(home: Home) -> None:
    for audience in home.registry.audiences:
        views = [view for view in home.registry.views(audience) if view.geometry != "none"]
        first, last = usual_zooms(views)
        assert first <= min(view.layer.zoom[0] for view in views)
        assert last >= max(view.layer.zoom[0] for view in views)
