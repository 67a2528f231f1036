"""One feature with all that belongs to it, as the portal's card shows it."""

import asyncio
import json
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.problems import language_of
from api.state import kent_of
from gis.features import FeatureQuery, unknown_feature
from gis.naming import feature_title
from gis.registry import LayerView
from gis.related import Attached, Related
from gis.text import Language

router = APIRouter(tags=["features"])

_FIRST = 5
"""Related features that are named; the list has the others."""
_GREATEST_ID = 10**18


@router.get("/api/features/{layer}/{feature_id}")
async def feature(request: Request, layer: str, feature_id: int, principal: CurrentPrincipal) -> JSONResponse:
    """A feature, the features related to it (how many, the first of them) and its attachments."""
    kent = kent_of(request)
    view = kent.view(layer, principal)
    if not 0 <= feature_id < _GREATEST_ID:
        raise unknown_feature()
    reader = kent.reader(principal)
    found, company = await asyncio.gather(
        reader.item(view, feature_id, FeatureQuery()), reader.company(kent.bonds(view), feature_id, _FIRST)
    )
    if found is None:
        raise unknown_feature()
    base, language = kent.settings.base_url, language_of(request)
    body = {
        **described(base, view, json.loads(found.feature), language),
        "relations": [_relation(base, related, language) for related in company.related],
        "attachments": [_attachment(base, file) for file in company.attached],
    }
    headers = private(principal)
    headers["Vary"] += ", Accept-Language"
    return JSONResponse(body, headers=headers)


def described(base_url: str, view: LayerView, feature: dict[str, Any], language: Language) -> dict[str, Any]:
    """A feature by itself, as every answer of the portal tells it.

    Args:
        feature: GeoJSON.
    """
    return {
        "layer": view.id,
        "id": feature["id"],
        "title": feature_title(view, feature["id"], feature["properties"], language),
        "geometry": feature["geometry"],
        "properties": feature["properties"],
        "links": {"item": f"{base_url}/ogc/collections/{view.id}/items/{feature['id']}"},
    }


def _relation(base_url: str, related: Related, language: Language) -> dict[str, Any]:
    other = related.bond.other.id
    return {
        "name": related.bond.side.name,
        "title": related.title.model_dump(),
        "layer": other,
        "count": related.count,
        "features": [
            {"layer": other, "id": one.id, "title": related.title_of(one, language)} for one in related.first
        ],
        "links": {"items": f"{base_url}/ogc/collections/{related.path}"},
    }


def _attachment(base_url: str, file: Attached) -> dict[str, Any]:
    return {
        "uid": str(file.uid),
        "title": file.called,
        "file_name": file.file_name,
        "media_type": file.media_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "created_at": file.created_at.isoformat(),
        "links": {"content": f"{base_url}/api/attachments/{file.uid}"},
    }
