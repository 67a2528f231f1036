"""How a layer names its checks, and what it is told when it names them wrongly."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from gis.check_vocabulary import CHECKS, Check
from gis.definitions import load_registry
from gis.errors import RegistryError

LAYER = """
id: plot
theme: city
title: {tr: Arsa, en: Plot}
owner: survey
geometry: {type: MultiPolygon, privacy: open}
fields:
  - {name: area_m2, type: number, privacy: open, title: {tr: Alan, en: Area}}
  - {name: note, type: text, privacy: open, title: {tr: Not, en: Note}}
  - {name: owner_share, type: number, privacy: personal, activity: custody, title: {tr: Pay, en: Share}}
"""


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("no_overlap", {"name": "no_overlap"}),
        ({"no_overlap": None}, {"name": "no_overlap"}),
        ({"minimum_area": 1}, {"name": "minimum_area", "m2": 1}),
        ({"no_gap": 0.3}, {"name": "no_gap", "max_width_m": 0.3}),
        ({"no_gap": {"max_width_m": 0.3}}, {"name": "no_gap", "max_width_m": 0.3}),
        ({"inside": "block", "severity": "error"}, {"name": "inside", "layer": "block", "severity": "error"}),
        ({"dangling_ends": ["manhole"]}, {"name": "dangling_ends", "nodes": ["manhole"]}),
    ],
)
def test_the_short_forms_say_the_same_as_the_whole_one(short: Any, whole: Any) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(Check)
    assert adapter.validate_python(short) == adapter.validate_python(whole)
    assert adapter.validate_python(adapter.validate_python(short).model_dump()) == adapter.validate_python(
        whole
    )


def test_only_an_invalid_geometry_keeps_a_row_out_unless_a_layer_says_so() -> None:
    severities = {name: model.model_fields["severity"].default for name, model in CHECKS.items()}
    assert severities.pop("valid") == "error"
    assert set(severities.values()) == {"warning"}


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ("[vlid]", "there is no such check; name one of: valid,"),
        ("[valid, {no_gap: {width: 1}}]", "unknown key"),
        ("[{minimum_area: {}}]", "is required"),
        ("[{number_parity: 3}]", "takes no single value"),
        ("[crossing_lines]", "cannot look at this geometry (it needs line)"),
        ("[{inside: blok}]", "inside: there is no layer 'blok'"),
        ("[{inside: tree}]", "the geometry of tree does not fit (it takes polygon)"),
        ("[{inside: {layer: block, having: nothing}}]", "checks names no field of this layer: nothing"),
        ("[{declared_area: note}]", "note is no number"),
        ("[{declared_area: owner_share}]", "owner_share is personal"),
        (
            "[{declared_area: {field: area_m2, rules: graphic_1988}}]",
            "map_scale is needed for the rules of 1988",
        ),
    ],
)
def test_a_wrong_check_is_told_in_both_languages_with_its_place(
    checks: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "layers").mkdir()
    file = tmp_path / "layers" / "plot.yaml"
    file.write_text(f"{LAYER.strip()}\nchecks: {checks}\n", encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        load_registry(tmp_path)
    assert said in refused.value.message.en
    assert f"{file}:" in refused.value.message.tr
    assert refused.value.message.tr != refused.value.message.en
