"""The shipped layers' relations can be told apart, whoever looks."""

import pytest

from gis.definitions import load_registry
from gis.registry import Registry
from gis.relations import joins


@pytest.mark.parametrize("audience", load_registry().audiences)
def test_no_two_relations_share_a_name(registry: Registry, audience: str) -> None:
    names = [join.name for join in joins(registry, audience)]
    assert len(set(names)) == len(names)


def test_a_rack_leads_to_its_room_and_its_assets(registry: Registry) -> None:
    found = {join.name: join for join in joins(registry, "secure")}
    assert found["rack.room_id"].target == "system_room"
    assert found["asset.rack_id"].inverse.en == "Equipment in the rack"
    assert found["duct.parent_duct_no"].target == "duct"
    assert found["work_order.camera_inventory_no"].pairs == (("camera_inventory_no", "inventory_no"),)
    assert found["request.neighbourhood_code+block_no+parcel_no"].target == "parcel"


def test_staff_are_not_told_of_racks(registry: Registry) -> None:
    named = {join.name for join in joins(registry, "staff")}
    assert "work_order.inventory_no" in named
    assert not {name for name in named if "rack" in name or "duct" in name}
