"""The OpenAPI document is a promise: schemathesis asks what it allows and what it forbids, and compares the answers."""

import os
import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.api.conftest import BASE_URL, TECHNICIAN

Operation = schemathesis.APIOperation[Any, Any, Any, Any]
EXAMPLES = int(os.environ.get("KENT_CONFORMANCE_EXAMPLES", "8"))
"""Requests per operation and mode: few in every run, many in `make conformance`."""
SAMPLED = r"/collections/(parcel|camera|poi|building_unit|elevation)(/|$)"
"""Collections asked of the full document: every geometry type, one without geometry, a raster."""
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
"""What a value means is not in its schema (a date may be the 45th), so what is allowed may still be answered by 400."""


def described(client: TestClient, full: bool) -> dict[str, Any]:
    """The technician's document; a `limit` above the maximum is cut, not refused (OGC 17-069r4, fc-limit-response-1)."""
    answer = client.get("/ogc/openapi", params={"f": "json", "full": str(full).lower()}, auth=TECHNICIAN)
    document: dict[str, Any] = answer.json()
    del document["components"]["parameters"]["limit"]["schema"]["maximum"]
    return document


def operations(document: dict[str, Any], full: bool) -> Iterator[Operation]:
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if not full or re.search(SAMPLED, operation.path):
            yield operation


def broken_promises(client: TestClient, operation: Operation, mode: GenerationMode) -> list[str]:
    broken: list[str] = []

    def ask(case: Case[Any]) -> None:
        sent = case.as_transport_kwargs(base_url=f"{BASE_URL}/ogc")
        given_headers = {name: str(value) for name, value in (sent["headers"] or {}).items()}
        body = {name: sent[name] for name in ("json", "data", "content") if sent.get(name) is not None}
        answer = client.request(
            sent["method"],
            sent["url"],
            params=sent.get("params"),
            headers=given_headers,
            auth=TECHNICIAN,
            **body,
        )
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failed:
            told = "; ".join(f"{one.title}: {one.message}" for one in failed.exceptions)
            broken.append(f"{answer.request.url} -> {answer.status_code}: {told}")

    asking = given(case=operation.as_strategy(generation_mode=mode))(ask)
    bounded = hypothesis.settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    try:
        bounded(asking)()
    except hypothesis.errors.Unsatisfiable:
        assert mode == GenerationMode.NEGATIVE, f"{operation.label}: nothing can be asked"
    return broken


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.name
)
@pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])
def test_every_answer_is_as_the_document_promises(
    client: TestClient, full: bool, mode: GenerationMode
) -> None:
    document = described(client, full)
    asked = list(operations(document, full))
    assert len(asked) > 10
    broken = [line for operation in asked for line in broken_promises(client, operation, mode)]
    assert not broken, "\n".join(broken[:20])
