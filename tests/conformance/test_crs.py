"""OGC 18-058r1 (Features 2: coordinate reference systems by reference), by requirement."""

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import TECHNICIAN
from tests.conftest import STORAGE_SRID

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
UNSUPPORTED = "http://www.opengis.net/def/crs/0/unsupported"
ITEMS = "/ogc/collections/parcel/items"


def reference_systems(client: TestClient) -> list[str]:
    found: list[str] = client.get("/ogc/collections/parcel").json()["crs"]
    return found


def test_req_crs_fc_md_crs_list(client: TestClient) -> None:
    """Each feature collection lists the default first and the one it is stored in, as valid URIs."""
    for collection in client.get("/ogc/collections", auth=TECHNICIAN).json()["collections"]:
        if collection["itemType"] == "feature":
            assert collection["crs"][0] == CRS84
            assert all(uri.startswith("http://www.opengis.net/def/crs/") for uri in collection["crs"])
            assert collection["storageCrs"] in collection["crs"]
            assert collection["storageCrs"].endswith(f"/{STORAGE_SRID}")


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/1"])
def test_req_crs_ogc_crs_header(client: TestClient, path: str) -> None:
    """Every answer names its CRS, the default one too."""
    assert client.get(path).headers["content-crs"] == f"<{CRS84}>"
    for uri in reference_systems(client):
        answer = client.get(path, params={"crs": uri})
        assert (answer.status_code, answer.headers["content-crs"]) == (200, f"<{uri}>")


@pytest.mark.parametrize("path", [f"{ITEMS}?crs=", f"{ITEMS}/1?crs=", f"{ITEMS}?bbox=1,2,3,4&bbox-crs="])
@pytest.mark.parametrize("uri", [UNSUPPORTED, "http://www.opengis.net/def/crs/EPSG/0/2154", "nonsense"])
def test_req_crs_fc_crs_valid_value(client: TestClient, path: str, uri: str) -> None:
    assert client.get(path + uri).status_code == 400


def test_req_crs_fc_bbox_crs_action(client: TestClient) -> None:
    """The same box in every CRS selects the same; without bbox-crs it is longitude and latitude."""
    box = client.get("/ogc/collections/parcel").json()["extent"]["spatial"]["bbox"][0]
    default = client.get(ITEMS, params={"bbox": ",".join(map(str, box))}).json()
    named = client.get(ITEMS, params={"bbox": ",".join(map(str, box)), "bbox-crs": CRS84}).json()
    latitude_first = ",".join(str(box[at]) for at in (1, 0, 3, 2))
    swapped = client.get(
        ITEMS, params={"bbox": latitude_first, "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/4326"}
    ).json()
    assert default["numberMatched"] == named["numberMatched"] == swapped["numberMatched"] > 0


def test_req_crs_links_keep_the_crs(client: TestClient) -> None:
    uri = reference_systems(client)[-1]
    page = client.get(ITEMS, params={"crs": uri, "limit": 2}).json()
    (following,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
    assert client.get(following).headers["content-crs"] == f"<{uri}>"
