"""Schemas and queryables tell an audience what it sees, and nothing else."""

import json

import pytest
from jsonschema import Draft202012Validator

from gis.derive.json_schema import SchemaWriter
from gis.registry import Registry

SERVICE = "http://kent.test/ogc"
URL = f"{SERVICE}/collections/camera/schema"


@pytest.mark.parametrize("audience", ["public", "staff", "secure", "custody"])
def test_every_view_has_a_valid_schema_of_exactly_its_fields(registry: Registry, audience: str) -> None:
    for view in registry.views(audience):
        geometry = {"geometry"} if view.geometry != "none" else set()
        names = {field.name for field in view.fields}
        for language in ("tr", "en"):
            writer = SchemaWriter(registry, "tr" if language == "tr" else "en", SERVICE)
            schema, queryables = writer.schema(view, URL), writer.queryables(view, URL)
            Draft202012Validator.check_schema(schema)
            Draft202012Validator.check_schema(queryables)
            properties = schema["properties"]
            assert isinstance(properties, dict)
            assert properties.keys() == names | geometry | {"id"}
            assert queryables["properties"].keys() == names | geometry | {"id"}  # type: ignore[attr-defined]
            assert [p["x-ogc-propertySeq"] for p in properties.values()] == sorted(
                p["x-ogc-propertySeq"] for p in properties.values()
            )


def test_a_hidden_layer_is_not_named_by_a_reference(registry: Registry) -> None:
    secure, staff = registry.view("camera", "secure"), registry.view("camera", "staff")
    assert secure is not None
    assert staff is not None
    writer = SchemaWriter(registry, "tr", SERVICE)
    node = writer.schema(secure, URL)["properties"]["node_id"]  # type: ignore[index]
    assert node == node | {
        "x-ogc-role": "reference",
        "x-ogc-collectionId": "network_node",
        "x-ogc-uriTemplate": "http://kent.test/ogc/collections/network_node/items/{featureId}",
    }
    assert "network_node" not in json.dumps(writer.schema(staff, URL))


def test_codes_units_and_limits_are_told(registry: Registry) -> None:
    view = registry.view("camera", "secure")
    assert view is not None
    properties = SchemaWriter(registry, "en", SERVICE).schema(view, URL)["properties"]
    assert isinstance(properties, dict)
    assert {"const": "faulty", "title": "Faulty"} in properties["status"]["oneOf"]
    assert properties["status"]["enum"] == [code.code for code in registry.codes["asset_status"].codes]
    assert properties["azimuth_deg"] == properties["azimuth_deg"] | {
        "x-ogc-unit": "deg",
        "minimum": 0,
        "maximum": 360,
    }
    assert properties["geometry"]["format"] == "geometry-point"
    assert properties["id"]["x-ogc-role"] == "id"


def test_a_coarsened_position_is_called_so(registry: Registry) -> None:
    view = registry.view("camera", "staff")
    assert view is not None
    assert "100 metrelik" in json.dumps(
        SchemaWriter(registry, "tr", SERVICE).schema(view, URL), ensure_ascii=False
    )
