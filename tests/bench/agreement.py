"""Whoever is compared has to answer the same: asked before anything is measured."""

import json
from collections.abc import Mapping

import mapbox_vector_tile

from tests.bench.cases import Case
from tests.bench.client import Answer, ask
from tests.bench.load import Served
from tests.bench.report import CONSTANT, KENT

_EDGE = 0.15
"""Share of a place's features that may lie at its edge: how far a tile is drawn beyond its edge differs."""


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
    tiles = "/tiles/" in asked.paths[KENT]
    found = {name: _features(name, answer, tiles=tiles) for name, answer in answers.items()}
    ours = found[KENT]
    tolerated = len(ours) * _EDGE if case.edges else 0
    for name, theirs in found.items():
        if not theirs or len(ours ^ theirs) > tolerated:
            raise RuntimeError(f"{case.name}: Kent finds {len(ours)} features, {name} finds {len(theirs)}")
    return f"{len(ours):,} features, {len(case.asked)} requests in turn"


def _features(name: str, answer: Answer, *, tiles: bool) -> set[int]:
    if answer.status != 200:
        raise RuntimeError(f"{name} answers {answer.status}: {answer.body[:300].decode(errors='replace')}")
    if tiles:
        (layer,) = mapbox_vector_tile.decode(answer.content).values()
        drawn = layer["features"]
        # Some write the id among the properties.
        return {int(feature["properties"].get("id", feature.get("id"))) for feature in drawn}
    document = json.loads(answer.content)
    return {int(feature["id"]) for feature in document.get("features", [document])}
