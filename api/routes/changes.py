"""The change feed: what changed in a layer, for systems that keep a copy of it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.state import kent_of
from gis.changes import parse_since
from gis.crs import CRS84, parse_crs

router = APIRouter(tags=["features"])

_DEFAULT, _MOST = 1000, 10_000


@router.get("/api/changes")
async def changes(
    request: Request,
    layer: str,
    principal: CurrentPrincipal,
    since: Annotated[
        str,
        Query(description="``next`` of the last answer; ``now``: nothing yet; none: from the beginning"),
    ] = "0-0-0",
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _DEFAULT,
    crs: Annotated[str, Query()] = CRS84,
) -> Response:
    """Features that are new or changed, as they are now, and those that are gone, in the order of the transactions.

    Ask again with ``next`` for what follows; ``more`` tells that it is there already. An answer can be applied any
    number of times: put every ``feature``, remove every ``gone`` id. ``origin`` names the database that tells: a cursor
    belongs to it alone.
    """
    kent = kent_of(request)
    view = kent.view(layer, principal)
    found = await kent.reader(principal).changes(
        view,
        parse_since(since),
        limit,
        parse_crs(crs, kent.territory.srid, kent.territory.boundary),
    )
    listed = ",".join(
        f'{{"change":"{found.behind(c)}","id":{c.id},"uid":"{c.uid}","version":{c.version},'
        f'"gone":{"true" if c.gone else "false"},"feature":{c.feature or "null"}}}'
        for c in found.found
    )
    more = "true" if found.more else "false"
    body = f'{{"layer":"{view.id}","changes":[{listed}],"next":"{found.next}","more":{more},"origin":"{found.origin}"}}'
    return Response(body, media_type="application/json", headers=private(principal))
