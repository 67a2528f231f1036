"""What a feature is called in lists and cards. Pure."""

from collections.abc import Mapping
from typing import Any

from gis.registry import LayerView
from gis.text import Language

_NUMBERED = {"parcel": ("block_no", "parcel_no"), "address_point": ("road_name", "door_no")}
"""Layers that are called by their numbers, and the fields that hold them."""


def title_fields(view: LayerView) -> tuple[str, ...]:
    """The fields a feature's title is made of, as far as the audience sees them."""
    wanted = {*_NUMBERED.get(view.id, ()), view.label}
    return tuple(f.name for f in view.fields if f.name in wanted)


def feature_title(view: LayerView, feature_id: int, properties: Mapping[str, Any], language: Language) -> str:
    """Parcels are called ``ada/parsel``, addresses ``street no``, everything else by its layer's label field."""
    if view.id == "parcel" and properties.get("parcel_no"):
        block = properties.get("block_no")
        return (
            f"{block}/{properties['parcel_no']}"
            if block not in (None, "", "0")
            else str(properties["parcel_no"])
        )
    if view.id == "address_point" and properties.get("door_no"):
        street = properties.get("street_name")
        return f"{street} No: {properties['door_no']}" if street else f"No: {properties['door_no']}"
    named = properties.get(view.label) if view.label else None
    return str(named) if named not in (None, "") else f"{view.layer.title[language]} {feature_id}"
