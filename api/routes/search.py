"""One box for parcels, addresses, places and coordinates."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.problems import language_of
from api.state import kent_of
from gis.coordinates import parse_coordinates
from gis.naming import feature_title
from gis.search import Finding, findings
from gis.text import Language

router = APIRouter(tags=["search"])


@router.get("/api/search")
async def search(
    request: Request,
    principal: CurrentPrincipal,
    q: Annotated[str, Query(max_length=200, description="Parcel (123/4), address, name or coordinates")],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> JSONResponse:
    """Places that match, best first, among what the caller may see."""
    kent = kent_of(request)
    language = language_of(request)
    results: list[dict[str, Any]] = []
    if place := parse_coordinates(q, kent.territory):
        results.append(_coordinate(place, language))
    asked = list(findings(q.replace("\x00", ""), list(kent.visible(principal).values()), limit))
    answers = await kent.reader(principal).rows_of_each(finding.statement for finding in asked)
    ranked = [
        (
            0 if finding.kind in ("parcel", "address") and row[2] == 0 else row[2],
            at,
            order,
            _result(finding, row, language),
        )
        for at, (finding, rows) in enumerate(zip(asked, answers, strict=True))
        for order, row in enumerate(rows)
    ]
    ranked.sort(key=lambda entry: entry[:3])
    seen: set[tuple[str, int]] = set()
    for *_, result in ranked:
        identity = (result["layer"], result["id"])
        if identity not in seen:
            seen.add(identity)
            results.append(result)
    return JSONResponse({"results": results[:limit]}, headers=private(principal))


def _coordinate(place: tuple[float, float], language: Language) -> dict[str, Any]:
    longitude, latitude = place
    north, east = ("K", "D") if language == "tr" else ("N", "E")
    return {
        "kind": "coordinate", "layer": None, "id": None, "title": f"{latitude:.6f}° {north}, {longitude:.6f}° {east}",
        "subtitle": "Koordinat" if language == "tr" else "Coordinate", "point": place, "bbox": None,
    }  # fmt: skip


def _result(finding: Finding, row: tuple[Any, ...], language: Language) -> dict[str, Any]:
    feature_id, found = row[0], row[1]
    subtitle = finding.view.layer.title[language]
    if finding.kind == "parcel" and row[3]:
        subtitle = f"{row[3]} · {subtitle}"
    return {
        "kind": finding.kind,
        "layer": finding.view.id,
        "id": feature_id,
        "title": feature_title(finding.view, feature_id, found["properties"], language),
        "subtitle": subtitle,
        "point": found["point"]["coordinates"] if found["point"] else None,
        "bbox": found["bbox"],
    }
