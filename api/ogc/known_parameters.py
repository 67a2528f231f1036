"""A parameter that is not known is refused, never ignored (OGC 17-069r4, requirement query-param-unknown)."""

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
