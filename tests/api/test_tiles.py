"""Vector tiles."""

import mapbox_vector_tile
import pytest
from pyproj import Transformer
from starlette.testclient import TestClient

from tests.api.conftest import SOUTH, TECHNICIAN, WEST, to_degrees

HALF = 20037508.342789244


def tile_at(easting: float, northing: float, zoom: int) -> tuple[int, int]:
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*to_degrees(easting, northing))
    return int((x + HALF) / (2 * HALF) * 2**zoom), int((HALF - y) / (2 * HALF) * 2**zoom)


@pytest.mark.parametrize("zoom", [14, 16, 18])
def test_a_tile_holds_the_parcels_where_they_are(client: TestClient, zoom: int) -> None:
    place = (WEST + 120, SOUTH + 120)  # the middle of parcel 1
    x, y = tile_at(*place, zoom)
    composite = client.get(f"/tiles/parcel,poi/{zoom}/{x}/{y}")
    single = client.get(f"/ogc/collections/parcel/tiles/WebMercatorQuad/{zoom}/{y}/{x}")
    assert composite.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    drawn = mapbox_vector_tile.decode(composite.content, default_options={"y_coord_down": True})
    assert {"parcel"} <= set(drawn) <= {"parcel", "poi"}
    assert mapbox_vector_tile.decode(single.content).keys() == {"parcel"}
    mercator = Transformer.from_crs(4326, 3857, always_xy=True).transform(*to_degrees(*place))
    width = 2 * HALF / 2**zoom
    inside = ((mercator[0] + HALF) / width - x) * 4096, ((HALF - mercator[1]) / width - y) * 4096
    parcel = next(f for f in drawn["parcel"]["features"] if f["properties"]["parcel_no"] == "1")
    ring = parcel["geometry"]["coordinates"][0]
    assert min(c[0] for c in ring) - 1 <= inside[0] <= max(c[0] for c in ring) + 1
    assert min(c[1] for c in ring) - 1 <= inside[1] <= max(c[1] for c in ring) + 1


def test_a_tile_that_is_too_large_is_drawn_more_cheaply(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First without what is only told, then with less and less that is drawn. Other composites are other tiles."""
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    whole = client.get(f"/tiles/parcel,bus_stop/16/{x}/{y}").content
    monkeypatch.setattr("gis.reader.LARGEST_TILE", len(whole) - 1)
    cheaper = client.get(f"/tiles/parcel,tree/16/{x}/{y}").content
    assert len(cheaper) < len(whole)
    before, after = (mapbox_vector_tile.decode(tile)["parcel"]["features"] for tile in (whole, cheaper))
    assert [f["id"] for f in after] == [f["id"] for f in before]
    assert {name for f in after for name in f["properties"]} == {"parcel_no"}


def test_before_a_read_model_is_built_low_zooms_are_empty(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 12)
    assert client.get(f"/tiles/parcel/12/{x}/{y}").status_code == 204


@pytest.mark.parametrize("tile", ["0/0/0", "14/0/0", "22/4194303/4194303", "16/39000/10"])
def test_tiles_of_elsewhere_are_empty(client: TestClient, tile: str) -> None:
    answer = client.get(f"/tiles/parcel/{tile}")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/parcel/23/0/0", "/tiles/parcel/14/16384/0", "/tiles/parcel/14/0/16384", "/tiles/parcel/x/0/0",
        "/tiles/parcel/-1/0/0", "/tiles/parcel/14/1.5/0", "/tiles/parcel/14/99999999999999999999/0", "/tiles/nothing/14/0/0",
        "/tiles/camera/14/0/0", "/tiles/parcel,camera/14/0/0", "/ogc/collections/parcel/tiles/NoSuchGrid/14/0/0",
        "/ogc/collections/parcel/tiles/WebMercatorQuad/14/2147483647/0", "/ogc/collections/camera/tiles/WebMercatorQuad/14/0/0",
    ],
)  # fmt: skip
def test_what_is_no_tile_is_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_technician_gets_cameras(client: TestClient) -> None:
    x, y = tile_at(WEST + 321.5, SOUTH + 456.5, 16)
    answer = client.get(f"/tiles/camera/16/{x}/{y}", auth=TECHNICIAN)
    assert mapbox_vector_tile.decode(answer.content)["camera"]["features"]
    assert "private" in answer.headers["cache-control"]


def test_an_unchanged_tile_is_not_sent_again(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    first = client.get(f"/tiles/parcel/16/{x}/{y}")
    again = client.get(f"/tiles/parcel/16/{x}/{y}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
