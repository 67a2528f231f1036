"""Relations seen from both sides, and the indexes that follow them."""

import pytest

from gis.definitions import load_registry
from gis.derive.database_objects import derived_objects
from gis.derive.json_schema import SchemaWriter
from gis.registry import Registry
from gis.relations import joins, sides

UNIT = """\
id: dwelling
theme: cadastre
title: {tr: Konut, en: Dwelling}
owner: zoning
geometry: none
key: [dwelling_no]
label: dwelling_no
period: [from_date, to_date]
fields:
  - {name: dwelling_no, type: text, privacy: open, title: {tr: Konut no, en: Dwelling no}}
  - {name: building_id, type: reference, layer: building, privacy: open, title: {tr: Bina, en: Building}, inverse: {tr: Konutlar, en: Dwellings}}
  - {name: neighbourhood_code, type: text, privacy: open, title: {tr: Mahalle kodu, en: Neighbourhood code}}
  - {name: block_no, type: text, privacy: open, title: {tr: Ada, en: Block}}
  - {name: from_date, type: date, privacy: open, title: {tr: Başlangıç, en: From}}
  - {name: to_date, type: date, privacy: open, title: {tr: Bitiş, en: To}}
  - {name: part_of, type: text, privacy: internal, title: {tr: Bütünü, en: Part of}}
relations:
  - {to: parcel, by: [neighbourhood_code, block_no]}
  - {to: dwelling, by: {part_of: dwelling_no}, title: {tr: Bütün, en: Whole}, inverse: {tr: Parçalar, en: Parts}}
"""


@pytest.fixture(scope="module")
def dwellings(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    home = tmp_path_factory.mktemp("home")
    (home / "layers").mkdir()
    (home / "layers" / "dwelling.yaml").write_text(UNIT, encoding="utf-8")
    return load_registry(home)


def followed(registry: Registry, audience: str, layer: str) -> dict[str, tuple[str, str, bool]]:
    return {
        side.name: (side.layer, side.title.en, side.to_one)
        for side in sides(joins(registry, audience), layer)
        if "dwelling" in side.name
    }


def test_a_relation_is_followed_from_both_sides(dwellings: Registry) -> None:
    assert followed(dwellings, "public", "dwelling") == {
        "dwelling.building_id": ("building", "Building", True),
        "dwelling.neighbourhood_code+block_no": ("parcel", "Parcel", True),
    }
    assert followed(dwellings, "public", "building") == {
        "dwelling.building_id~": ("dwelling", "Dwellings", False)
    }
    assert followed(dwellings, "public", "parcel") == {
        "dwelling.neighbourhood_code+block_no~": ("dwelling", "Dwelling", False)
    }


def test_a_field_beyond_the_audience_leads_nowhere(dwellings: Registry) -> None:
    assert "dwelling.part_of" not in followed(dwellings, "public", "dwelling")
    assert followed(dwellings, "staff", "dwelling") == followed(dwellings, "public", "dwelling") | {
        "dwelling.part_of": ("dwelling", "Whole", True),
        "dwelling.part_of~": ("dwelling", "Parts", False),
    }


def test_both_sides_of_equal_values_are_indexed_once(dwellings: Registry) -> None:
    """The parcel's key begins with the very fields, the whole is found by its key."""
    made = {o.name: o.create.as_string() for o in derived_objects(dwellings, 5254, "kent")}
    assert [name for name in made if "_rel_" in name and "dwelling" in name] == [
        "index city.dwelling_rel_neighbourhood_code_block_no",
        "index city.dwelling_rel_part_of",
    ]
    assert made["index city.dwelling_rel_part_of"].endswith('ON "city"."dwelling" ("part_of")')
    assert not [name for name in made if "parcel_rel" in name]


def test_a_period_has_the_roles_of_an_interval(dwellings: Registry) -> None:
    view = dwellings.view("dwelling", "public")
    assert view is not None
    properties = SchemaWriter(dwellings, "en", "http://kent.test/ogc").schema(view, "u")["properties"]
    assert isinstance(properties, dict)
    assert properties["from_date"]["x-ogc-role"] == "primary-interval-start"
    assert properties["to_date"]["x-ogc-role"] == "primary-interval-end"
