"""What the clients of a soak ask: every kind of answer, of places and features that are there."""

import random
from dataclasses import dataclass
from typing import Any

import httpx

from tests.running_kent import PASSWORD, TECHNICIAN

_HALF = 20037508.342789244
_ZOOM = 16
_COLLECTIONS = ("parcel", "building", "road")


@dataclass(frozen=True)
class Question:
    """Attributes: kind: what the report counts it as."""

    kind: str
    path: str
    parameters: dict[str, str]
    auth: tuple[str, str] | None


@dataclass(frozen=True)
class Questions:
    """Args: features: GeoJSON features of each collection, in web mercator."""

    features: dict[str, list[dict[str, Any]]]

    @classmethod
    def of(cls, url: str) -> "Questions":
        """From what a server has."""
        query = {"limit": "200", "crs": "http://www.opengis.net/def/crs/EPSG/0/3857"}
        found = {}
        for collection in _COLLECTIONS:
            answer = httpx.get(f"{url}/ogc/collections/{collection}/items", params=query, timeout=60)
            found[collection] = answer.raise_for_status().json()["features"]
        return cls(found)

    def any(self, chance: random.Random) -> Question:
        collection = chance.choice(_COLLECTIONS)
        feature = chance.choice(self.features[collection])
        base, row = f"/ogc/collections/{collection}", feature["id"]
        x, y = _corner(feature["geometry"]["coordinates"])
        box = f"{x - 300},{y - 300},{x + 300},{y + 300}"
        mercator = {"bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/3857"}
        near = f"S_INTERSECTS(geometry, BBOX({box})) AND id <> {row}"
        width = 2 * _HALF / 2**_ZOOM
        column, line = int((x + _HALF) / width), int((_HALF - y) / width)
        kind, path, parameters = chance.choice(
            [
                ("items", f"{base}/items", {"limit": chance.choice(["10", "100", "1000"])}),
                ("items in a box", f"{base}/items", {"bbox": box, **mercator}),
                ("filter", f"{base}/items", {"filter": near, "filter-crs": mercator["bbox-crs"]}),
                ("item", f"{base}/items/{row}", {}),
                ("tile", f"/tiles/{collection}/{_ZOOM}/{column}/{line}", {}),
                ("HTML", f"{base}/items" if chance.random() < 0.5 else f"{base}/items/{row}", {"f": "html"}),
            ]
        )
        signed_in = chance.random() < 0.5
        return Question(
            f"{kind}, signed in" if signed_in else kind,
            path,
            parameters,
            (TECHNICIAN, PASSWORD) if signed_in else None,
        )


def _corner(coordinates: Any) -> tuple[float, float]:
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates[0], coordinates[1]
