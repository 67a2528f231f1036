"""A parameter that is not known, or given twice, is refused, never ignored (OGC 17-069r4, requirement query-param-unknown)."""

import re

from starlette.requests import Request

from gis.errors import InvalidRequest
from gis.text import Text


def require_known(request: Request, parameters: frozenset[str]) -> None:
    """Raises: InvalidRequest."""
    if unknown := set(request.query_params) - parameters:
        shown = re.sub(r"[^\w-]", "", min(unknown))[:40]
        known = ", ".join(sorted(parameters))
        raise InvalidRequest(
            "unknown_parameter",
            Text(tr=f"Bilinmeyen parametre: {shown}", en=f"Unknown parameter: {shown}"),
            Text(tr=f"Bilinenler: {known}", en=f"Known ones: {known}"),
        )
    if len(request.query_params.multi_items()) > len(request.query_params):
        raise repeated_parameter()


def repeated_parameter() -> InvalidRequest:
    return InvalidRequest(
        "repeated_parameter",
        Text(tr="Bir parametre iki kez verilmiş.", en="A parameter is given twice."),
        Text(tr="Her parametreyi bir kez verin.", en="Give each parameter once."),
    )
