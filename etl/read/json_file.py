"""Finds the features in a JSON file that wraps them in something else, as open-data portals do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from etl.source import unreadable
from gis.errors import SourceError
from gis.text import Text

_ROOTS = (b'"FeatureCollection"', b'"Feature"', b'"Topology"', b'"esriGeometry')
_TYPES = frozenset(
    {
        "FeatureCollection", "Feature", "Topology", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString",
        "MultiPolygon", "GeometryCollection",
    }
)  # fmt: skip
_LOOKED_AT = 4096
_LARGEST = 256 * 1024**2
"""A wrapped file is parsed whole."""
_DEPTH = 4
_ITEMS = 100


def unwrapped(path: Path, folder: Path) -> Path:
    """The file itself when its root is a collection of features; else the one collection in it, as a file of its own.

    Raises:
        SourceError: it holds no collection of features, or several.
    """
    with path.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
    before_first_list = head.partition(b"[")[0]
    if any(root in before_first_list for root in _ROOTS) or path.stat().st_size > _LARGEST:
        return path
    try:
        document = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:  # a sequence of texts, another encoding, or damaged: GDAL will say
        return path
    if isinstance(document, dict) and document.get("type") in _TYPES:
        return path
    found = list(_collections(document, _DEPTH))
    if len(found) != 1:
        raise _no_features(path, len(found))
    (folder / "unwrapped").mkdir()
    target = folder / "unwrapped" / path.name
    target.write_bytes(orjson.dumps(found[0]))
    return target


def _collections(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("features"), list):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list) and depth:
        for item in value[:_ITEMS]:
            yield from _collections(item, depth - 1)


def _no_features(path: Path, count: int) -> SourceError:
    if count:
        return unreadable(
            path,
            f"içinde {count} ayrı FeatureCollection var",
            f"holds {count} separate FeatureCollections",
            Text(tr="Her birini ayrı bir dosyaya kaydedin.", en="Save each as a file of its own."),
            "several_source_layers",
        )
    return unreadable(
        path,
        "JSON ama GeoJSON ya da TopoJSON değil; içinde coğrafi nesne yok",
        "is JSON but neither GeoJSON nor TopoJSON; there are no features in it",
        Text(
            tr="Kökü bir FeatureCollection ya da Topology olan bir dosya, ya da tabloyu CSV olarak verin.",
            en="Give a file whose root is a FeatureCollection or a Topology, or give the table as CSV.",
        ),
        "unsupported_format",
    )
