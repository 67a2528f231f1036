"""OGC 23-058 (Features 5: schemas, roles, references) and 19-079r2 (Features 3: queryables), by requirement."""

from typing import Any

from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from tests.api.conftest import BASE_URL, TECHNICIAN
from tests.conformance.published import violations

SCHEMA = "http://www.opengis.net/def/rel/ogc/1.0/schema"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
Document = dict[str, Any]


def linked(client: TestClient, rel: str) -> dict[str, Document]:
    """What every collection links as its schema, by collection."""
    found: dict[str, Document] = {}
    for collection in client.get("/ogc/collections", auth=TECHNICIAN).json()["collections"]:
        for link in collection["links"]:
            if link["rel"] == rel and link["type"] == "application/schema+json":
                answer = client.get(link["href"], auth=TECHNICIAN)
                assert answer.headers["content-type"] == "application/schema+json"
                found[collection["id"]] = answer.json()
    return found


def test_req_schemas_get_op(client: TestClient) -> None:
    found = linked(client, SCHEMA)
    assert len(found) > 30
    for collection, schema in found.items():
        Draft202012Validator.check_schema(schema)
        assert not violations("jsonSchema", schema), collection
        assert schema["$id"] == f"{BASE_URL}/ogc/collections/{collection}/schema"


def test_req_core_roles_features(client: TestClient) -> None:
    """One id, one primary geometry at most, and no more than one start and end of an interval."""
    for collection, schema in linked(client, SCHEMA).items():
        roles = [one["x-ogc-role"] for one in schema["properties"].values() if "x-ogc-role" in one]
        single = [role for role in roles if role != "reference"]
        assert len(single) == len(set(single)), collection
        if collection not in ("elevation", "depth"):
            assert "id" in single


def test_req_references(client: TestClient) -> None:
    """A reference names a collection the caller sees, and how an item of it is fetched."""
    known = {one["id"] for one in client.get("/ogc/collections", auth=TECHNICIAN).json()["collections"]}
    references = [
        one
        for schema in linked(client, SCHEMA).values()
        for one in schema["properties"].values()
        if one.get("x-ogc-role") == "reference"
    ]
    assert references
    for one in references:
        assert one["x-ogc-collectionId"] in known
        assert one["x-ogc-uriTemplate"].startswith(
            f"{BASE_URL}/ogc/collections/{one['x-ogc-collectionId']}/items/"
        )


def test_req_queryables_response(client: TestClient) -> None:
    for collection, schema in linked(client, QUERYABLES).items():
        assert not violations("jsonSchema", schema), collection
        assert schema["additionalProperties"] is False
        for name, one in schema["properties"].items():
            assert one.keys() & {"type", "format", "$ref"}, f"{collection}.{name}"


def test_req_queryables_query_parameters(client: TestClient) -> None:
    """Every queryable but the geometry is a declared parameter of its collection's items."""
    document = client.get("/ogc/openapi?f=json&full=true", auth=TECHNICIAN).json()
    for collection, schema in linked(client, QUERYABLES).items():
        given = document["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
        names = {one.get("name") or one["$ref"].rpartition("/")[2] for one in given}
        assert schema["properties"].keys() - {"geometry"} <= names, collection
