"""The registry as the caller may see it."""

import asyncio
from typing import Any

from fastapi import APIRouter
from psycopg.sql import SQL, Identifier
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.ogc.items import private
from api.principal import CurrentPrincipal, Principal
from api.routes.session import describe
from api.state import Kent, kent_of
from gis.derive.legend import legend
from gis.features import Statement
from gis.registry import LayerView, Registry, schema_name
from gis.text import Text

router = APIRouter(tags=["layers"])


@router.get("/api/layers")
async def layers(request: Request, principal: CurrentPrincipal, theme: str = "light") -> JSONResponse:
    """Layers, fields, code lists and legends the caller may see, with row counts."""
    kent = kent_of(request)
    views = list(kent.visible(principal).values())
    counts = await _counts(kent, principal)
    described = await asyncio.to_thread(
        _described, kent, views, counts, "dark" if theme == "dark" else "light"
    )
    municipality = kent.home.municipality
    body = {
        "municipality": {
            "name": municipality.name.model_dump(),
            "kind": municipality.kind,
            "center": kent.territory.centre,
            "bbox": kent.territory.boundary,
            "storage_crs": municipality.storage_crs,
            "languages": municipality.languages,
            "contact": municipality.contact.model_dump(exclude_none=True),
            "logo": f"/api/logo?v={logo.digest}" if (logo := kent.home.logo) else None,
        },
        "principal": describe(kent, principal),
        "themes": [
            {"id": c.code, "title": c.title.model_dump()}
            for c in kent.registry.codes["theme"].codes
            if any(v.layer.theme == c.code for v in views)
        ],
        "codes": _codes(kent.registry, views),
        "layers": described,
    }
    return JSONResponse(body, headers=private(principal))


async def _counts(kent: Kent, principal: Principal) -> dict[str, int]:
    table = Identifier(schema_name(principal.audience), "row_count")
    rows = await kent.reader(principal).rows(
        Statement(SQL("SELECT layer, n FROM {}").format(table), {}, prepare=True)
    )
    return dict(rows)


def _codes(registry: Registry, views: list[LayerView]) -> dict[str, list[dict[str, Any]]]:
    used = dict.fromkeys(f.codes for v in views for f in v.fields if f.codes)
    return {
        name: [
            {
                "code": c.code,
                "title": c.title.model_dump(),
                "color": c.color,
                "icon": c.icon,
                "retired": c.retired,
            }
            for c in registry.codes[name].codes
        ]
        for name in used
    }


def _described(
    kent: Kent, views: list[LayerView], counts: dict[str, int], theme: Any
) -> list[dict[str, Any]]:
    registry, base = kent.registry, kent.settings.base_url
    owners = {c.code: c.title for c in registry.codes["directorate"].codes}
    return [
        {
            "id": view.id,
            "theme": view.layer.theme,
            "title": view.layer.title.model_dump(),
            "description": _told(view.layer.description),
            "owner": {"code": view.layer.owner, "title": owners[view.layer.owner].model_dump()},
            "geometry_type": view.layer.geometry_type if view.geometry != "none" else None,
            "coarsened_m": view.cell_m,
            "zoom": view.layer.zoom,
            "shown": view.layer.shown,
            "reach": view.layer.reach,
            "label": view.label,
            "count": counts.get(view.id, 0),
            "fields": [
                {
                    "name": f.name,
                    "type": f.type,
                    "title": f.title.model_dump(),
                    "description": _told(f.description),
                    "unit": f.unit,
                    "codes": f.codes,
                    "layer": f.layer,
                    "searchable": f.searchable,
                    "sortable": f.sortable,
                    "required": f.required,
                }
                for f in view.fields
            ],
            "legend": [
                {
                    "title": entry.title.model_dump(),
                    "kind": entry.kind,
                    "color": entry.color,
                    "outline": entry.outline,
                    "width": entry.width,
                    "dash": entry.dash,
                    "icon": entry.icon,
                    "code": entry.code,
                }
                for entry in legend(registry, view, kent.home.styles, theme)
            ],
            "links": {
                "collection": f"{base}/ogc/collections/{view.id}",
                "items": f"{base}/ogc/collections/{view.id}/items",
                "tiles": f"{base}/tiles/{view.id}/{{z}}/{{x}}/{{y}}",
            },
        }
        for view in views
    ]


def _told(text: Text | None) -> dict[str, str] | None:
    return text.model_dump() if text else None
