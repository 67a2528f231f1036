"""Whoever is compared has to answer the same: asked before anything is measured."""

import json
from collections.abc import Mapping

import mapbox_vector_tile
from shapely.geometry import shape

from gis.crs import Bounds
from tests.bench.cases import Case
from tests.bench.client import Answer, ask
from tests.bench.load import Served
from tests.bench.report import CONSTANT, KENT

_EDGE = 0.15
"""Share of a place's features that may lie at its edge: how far a tile is drawn beyond its edge differs."""
_MARGIN = 16
"""Units of a tile from its edge, where parcels may be cut."""
_APART = 2
"""Units of a tile that servers may differ by in where they draw a vertex."""


def check_answers(case: Case, servers: Mapping[str, Served]) -> str:
    """Ask everyone for the case's first request; says what was found.

    Args:
        servers: by name; those the case has no path for are left out.

    Raises:
        RuntimeError: answers differ in the features they hold.
    """
    asked = case.asked[0]
    answers = {
        name: ask(servers[name], path, case.headers) for name, path in asked.paths.items() if name in servers
    }
    constant = answers.pop(CONSTANT, None)
    if constant is not None and len(constant.body) != len(answers[KENT].body):
        raise RuntimeError(
            f"{case.name}: the constant body has {len(constant.body)} bytes, Kent's tile has {len(answers[KENT].body)}"
        )
    if "/tiles/" in asked.paths[KENT]:
        drawn = {name: _drawn(_content(name, answer)) for name, answer in answers.items()}
        _compare_places(case, drawn)
        found = {name: set(features) for name, features in drawn.items()}
    else:
        found = {name: _listed(_content(name, answer)) for name, answer in answers.items()}
    ours = found[KENT]
    tolerated = len(ours) * _EDGE if case.edges else 0
    for name, theirs in found.items():
        if not theirs or len(ours ^ theirs) > tolerated:
            raise RuntimeError(f"{case.name}: Kent finds {len(ours)} features, {name} finds {len(theirs)}")
    return f"{len(ours):,} features, {len(case.asked)} requests in turn"


def _content(name: str, answer: Answer) -> bytes:
    if answer.status != 200:
        raise RuntimeError(f"{name} answers {answer.status}: {answer.body[:300].decode(errors='replace')}")
    return answer.content


def _listed(content: bytes) -> set[int]:
    document = json.loads(content)
    return {int(feature["id"]) for feature in document.get("features", [document])}


def _drawn(content: bytes) -> dict[int, Bounds]:
    """Ids with boxes in a tile of 4096 units; some write the id among the properties."""
    (layer,) = mapbox_vector_tile.decode(content).values()
    unit = 4096 / layer["extent"]
    return {
        int(feature["properties"].get("id", feature.get("id"))): tuple(
            unit * one for one in shape(feature["geometry"]).bounds
        )
        for feature in layer["features"]
    }


def _compare_places(case: Case, drawn: Mapping[str, Mapping[int, Bounds]]) -> None:
    """Parcels that are drawn whole lie at the same place in everyone's tile.

    Raises:
        RuntimeError: somebody's do not.
    """
    ours = drawn[KENT]
    whole = [feature for feature, box in ours.items() if min(box) > _MARGIN and max(box) < 4096 - _MARGIN]
    for name, theirs in drawn.items():
        for feature in theirs.keys() & whole:
            if max(abs(a - b) for a, b in zip(ours[feature], theirs[feature], strict=True)) > _APART:
                raise RuntimeError(
                    f"{case.name}: {name} draws parcel {feature} at {theirs[feature]}, Kent at {ours[feature]}"
                )
