"""Whoever is compared has to answer the same: asked before anything is measured."""

import json
import urllib.request

import mapbox_vector_tile

from tests.bench.cases import Case
from tests.bench.city import LAYER

_WITHIN_S = 120
_EDGE = 0.15
"""Share of a place's features that may lie at its edge: Kent draws a tile's buffer, stock pygeoapi does not."""


def check_answers(case: Case, kent: str, peers: dict[str, str]) -> str:
    """Ask everyone for the case's first request; says what was found.

    Args:
        kent: address of Kent's OGC API.
        peers: name -> address.

    Raises:
        RuntimeError: answers differ in the features they hold.
    """
    asked = case.asked[0]
    ours = _features(f"{kent}{asked.path}")
    tolerated = len(ours) * _EDGE if case.edges else 0
    for name, base_url in peers.items():
        theirs = _features(f"{base_url}{asked.stock_path}")
        if not theirs or len(ours ^ theirs) > tolerated:
            raise RuntimeError(f"{case.name}: Kent finds {len(ours)} features, {name} finds {len(theirs)}")
    return f"{len(ours):,} features, {len(case.asked)} requests in turn"


def _features(url: str) -> set[int]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=_WITHIN_S) as answer:
        content = answer.read()
    if "/tiles/" in url:
        drawn = mapbox_vector_tile.decode(content)[LAYER]["features"]
        # Stock pygeoapi writes the id among the properties.
        return {feature["properties"].get("id", feature["id"]) for feature in drawn}
    document = json.loads(content)
    return {int(feature["id"]) for feature in document.get("features", [document])}
