"""Whoever is compared has to answer the same: asked before anything is measured."""

import json
import urllib.request
from collections.abc import Mapping

import mapbox_vector_tile

from tests.bench.cases import Case
from tests.bench.load import Served
from tests.bench.report import KENT

_WITHIN_S = 120
_EDGE = 0.15
"""Share of a place's features that may lie at its edge: Kent draws a tile's buffer, stock pygeoapi does not."""


def check_answers(case: Case, servers: Mapping[str, Served]) -> str:
    """Ask everyone for the case's first request; says what was found.

    Args:
        servers: by name.

    Raises:
        RuntimeError: answers differ in the features they hold.
    """
    asked = case.asked[0]
    ours = _features(servers[KENT], asked.paths[KENT])
    tolerated = len(ours) * _EDGE if case.edges else 0
    for name, server in servers.items():
        theirs = _features(server, asked.paths[name])
        if not theirs or len(ours ^ theirs) > tolerated:
            raise RuntimeError(f"{case.name}: Kent finds {len(ours)} features, {name} finds {len(theirs)}")
    return f"{len(ours):,} features, {len(case.asked)} requests in turn"


def _features(server: Served, path: str) -> set[int]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(f"{server.url}{path}", headers=dict(server.headers))
    with opener.open(asked, timeout=_WITHIN_S) as answer:
        content = answer.read()
    if "/tiles/" in path:
        (layer,) = mapbox_vector_tile.decode(content).values()
        drawn = layer["features"]
        # Stock pygeoapi writes the id among the properties.
        return {feature["properties"].get("id", feature["id"]) for feature in drawn}
    document = json.loads(content)
    return {int(feature["id"]) for feature in document.get("features", [document])}
