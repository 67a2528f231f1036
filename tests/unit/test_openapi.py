"""The OpenAPI document and pygeoapi's configuration of each audience."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from gis.derive.ogc_service import OgcService
from gis.derive.openapi import OpenApiWriter
from gis.derive.pygeoapi_config import Providers, PygeoapiConfig
from gis.errors import RegistryError
from gis.extent import Extent
from gis.municipality import Municipality
from gis.registry import Registry

BASE_URL = "https://kent.example.org"
EVERYWHERE = (32.9, 39.9, 33.1, 40.1)


def service(registry: Registry, audience: str, coverage: str = "elevation") -> OgcService:
    raster = {
        "id": coverage,
        "title": {"tr": "Yükseklik", "en": "Elevation"},
        "file": "dem.tif",
        "unit": "m",
        "privacy": "internal",
    }
    municipality = Municipality.model_validate(
        {
            "name": {"tr": "Örnek", "en": "Sample"},
            "storage_crs": "EPSG:5255",
            "boundary": "boundary.geojson",
            "coverages": [raster],
        }
    )
    return OgcService(registry, municipality, audience, BASE_URL, (32.8, 39.9, 32.95, 40.0))


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for part in value.values() for found in references(part)]
    return [found for part in value for found in references(part)] if isinstance(value, list) else []


def parameters(document: dict[str, Any], path: str) -> dict[str, Any]:
    given = document["paths"][path]["get"]["parameters"]
    named = [
        document["components"]["parameters"][g["$ref"].rpartition("/")[2]] if "$ref" in g else g
        for g in given
    ]
    return {parameter["name"]: parameter for parameter in named}


def declared_collections(document: dict[str, Any], path: str) -> list[str]:
    found: list[str] = parameters(document, path)["collectionId"]["schema"]["enum"]
    return found


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(("audience", "language"), [("public", "tr"), ("custody", "en")])
def test_the_document_is_valid_and_self_contained(
    registry: Registry, audience: str, language: str, full: bool
) -> None:
    written = OpenApiWriter(service(registry, audience), "tr" if language == "tr" else "en", full)
    document = written.document()
    validate(document)
    assert document["openapi"] == "3.0.3"
    assert document["servers"][0]["url"] == f"{BASE_URL}/ogc"
    assert all(reference.startswith("#/components/") for reference in references(document))
    operations = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert len(operations) == len(set(operations))
    assert "getLandingPage" in operations
    assert any(".getTile" in operation for operation in operations)


def test_items_declare_what_the_conformance_suite_looks_for(registry: Registry) -> None:
    """OGC 17-069r4, requirements fc-limit-definition, fc-bbox-definition, fc-time-definition: each of every collection."""
    scope = service(registry, "secure")
    brief, full = (OpenApiWriter(scope, "tr", full).document() for full in (False, True))
    assert declared_collections(brief, "/collections/{collectionId}/items") == [v.id for v in scope.views]
    for view in (None, *scope.views):
        document = brief if view is None else full
        collection = "{collectionId}" if view is None else view.id
        declared = parameters(document, f"/collections/{collection}/items")
        assert {
            "limit",
            "bbox",
            "bbox-crs",
            "crs",
            "datetime",
            "offset",
            "properties",
            "sortby",
            "skipGeometry",
        } <= declared.keys()
        assert declared["bbox"]["schema"] == {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 4,
            "maxItems": 6,
        }
        assert {declared[name]["style"] for name in ("limit", "bbox", "datetime")} == {"form"}
        assert {declared[name]["explode"] for name in ("limit", "bbox", "datetime")} == {False}
        assert view is None or {field.name for field in view.fields} <= declared.keys()


def test_a_query_may_be_posted_to_items_and_to_nothing_else(registry: Registry) -> None:
    document = OpenApiWriter(service(registry, "public"), "en").document()
    posted = {path: one["post"] for path, one in document["paths"].items() if "post" in one}
    assert list(posted) == ["/collections/{collectionId}/items"]
    (operation,) = posted.values()
    body = document["components"]["requestBodies"][operation["requestBody"]["$ref"].rpartition("/")[2]]
    assert body["content"].keys() == {
        "application/query-cql-json",
        "application/json",
        "application/x-www-form-urlencoded",
    }
    assert {"200", "400", "413", "415"} <= operation["responses"].keys()


def test_the_brief_document_hardly_grows_with_the_layers(registry: Registry) -> None:
    layers = {
        f"layer_{at}": registry.layers["road"].model_copy(update={"id": f"layer_{at}"}) for at in range(300)
    }
    many = registry.model_copy(update={"layers": layers})
    brief, full = (
        len(json.dumps(OpenApiWriter(service(many, "public"), "tr", full).document()))
        for full in (False, True)
    )
    assert brief < 75_000
    assert full > 20 * brief


def test_an_audience_reads_of_nothing_it_may_not_see(registry: Registry) -> None:
    for full in (False, True):
        document = OpenApiWriter(service(registry, "public"), "tr", full).document()
        public = json.dumps(document, ensure_ascii=False)
        for secret in ("camera", "network_node", "land_registry_id", "Kamera", "elevation"):
            assert secret not in public
    staff = OpenApiWriter(service(registry, "staff"), "tr", full=True).document()
    assert "ip_address" not in parameters(staff, "/collections/camera/items")
    assert "/collections/elevation/coverage" in staff["paths"]


def config(scope: OgcService, source: object) -> dict[str, Any]:
    providers = Providers("api.Feature", "api.Tile", "api.Coverage", source)
    return PygeoapiConfig(
        scope,
        providers,
        {
            "parcel": Extent((33.0, 39.9, 33.05, 39.95)),
            "road": Extent(None),
        },
        EVERYWHERE,
        Path("home"),
    ).build()


def test_the_configuration_serves_what_the_audience_sees(registry: Registry) -> None:
    for audience in registry.audiences:
        resources = config(service(registry, audience), object())["resources"]
        rasters = {"elevation"} if registry.audiences[audience].admits("internal", theme="") else set()
        assert resources.keys() == {view.id for view in registry.views(audience)} | rasters
    assert resources["parcel"]["extents"]["spatial"]["bbox"] == [33.0, 39.9, 33.05, 39.95]
    assert resources["road"]["extents"]["spatial"]["bbox"] == list(EVERYWHERE)


def test_a_copied_configuration_shares_its_source(registry: Registry) -> None:
    """pygeoapi copies its configuration; what reads the database must stay the one that was given."""
    source = object()
    copied = copy.deepcopy(config(service(registry, "public"), source))
    assert {
        provider["data"].source for layer in copied["resources"].values() for provider in layer["providers"]
    } == {source}


def test_layers_without_geometry_have_no_tiles(registry: Registry) -> None:
    scope = service(registry, "custody")
    document = OpenApiWriter(scope, "en", full=True).document()
    resources = config(scope, object())["resources"]
    brief = declared_collections(OpenApiWriter(scope, "en").document(), "/collections/{collectionId}/tiles")
    hidden = [view.id for view in scope.views if view.geometry == "none"]
    assert hidden
    for layer in hidden:
        assert f"/collections/{layer}/tiles" not in document["paths"]
        assert layer not in brief
        assert [provider["type"] for provider in resources[layer]["providers"]] == ["feature"]


def test_a_raster_cannot_take_the_place_of_a_layer(registry: Registry) -> None:
    with pytest.raises(RegistryError, match="parcel"):
        service(registry, "public", coverage="parcel")
