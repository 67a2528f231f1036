"""Which representation a request asks for: ``f=`` before ``Accept``."""

from starlette.requests import Request

_GEOJSON = ("application/geo+json", "application/json", "application/*", "*/*")


def asks_for_geojson(request: Request) -> bool:
    """Whether a features request wants GeoJSON; a browser, which prefers HTML, does not."""
    named = request.query_params.get("f")
    if named is not None:
        return named in ("json", "geojson")
    accepted = [
        part.split(";")[0].strip().lower() for part in request.headers.get("accept", "*/*").split(",")
    ]
    for media_type in accepted:
        if media_type in _GEOJSON:
            return True
        if media_type in ("text/html", "application/ld+json", "text/csv"):
            return False
    return True
