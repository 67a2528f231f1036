"""The ASGI application: hot routes in front, FastAPI endpoints, pygeoapi, the portal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api import problems
from api.compression import Compression
from api.headers import SecurityHeaders
from api.ogc import items, methods, query_body, tiles
from api.ogc.routes import ogc_routes
from api.portal import portal_routes
from api.query_text import QueryText
from api.routes import (
    attachments,
    changes,
    docs,
    elevation,
    features,
    health,
    identify,
    inventory,
    jobs,
    layers,
    loads,
    logo,
    qgis,
    search,
    session,
    styles,
    uploads,
)
from api.settings import ServerSettings
from api.state import Kent
from api.tile_cache.fast_path import answered_from_memory

_PORTAL = Path(__file__).resolve().parent.parent / "portal" / "dist"
_GET = ["GET", "HEAD"]

Endpoint = Callable[[Request], Awaitable[Response]]


class _App(FastAPI):
    """Tiles in memory do not even come to the app's outermost layer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kent: Kent | None = getattr(self.state, "kent", None)  # not before the app has started
        if kent is None or not await answered_from_memory(kent, scope, send):
            await super().__call__(scope, receive, send)


def create_app(settings: ServerSettings, owner_conninfo: str, portal: Path = _PORTAL) -> FastAPI:
    """Kent's HTTP face.

    Args:
        settings: how it runs.
        owner_conninfo: of the database; each audience connects with its own role.
        portal: the built map portal.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        kent = await Kent.open(settings, owner_conninfo)
        app.state.kent = kent
        following = [asyncio.create_task(kent.follow()), asyncio.create_task(kent.follow_tiles())]
        try:
            yield
        finally:
            for task in following:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            kent.close()

    app = _App(
        title="Kent", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan
    )
    problems.install(app)
    for path, endpoint in _HOT.items():
        app.router.routes.append(Route(path, endpoint, methods=_GET))
    app.router.routes.append(Route(_ITEMS, query_body.posted_items, methods=["POST"]))
    for path in (_ITEMS, _ITEM):
        app.router.routes.append(Route(path, methods.items, methods=["OPTIONS"]))
    for module in (
        layers,
        search,
        identify,
        features,
        changes,
        attachments,
        logo,
        inventory,
        elevation,
        session,
        uploads,
        loads,
        jobs,
        styles,
        qgis,
        health,
        docs,
    ):
        app.include_router(module.router)
    app.router.routes.extend(ogc_routes())
    app.router.routes.extend(portal_routes(portal))
    for folder in ("/ogc", "/tiles", "/styles", "/fonts", "/sprites"):
        app.router.routes.append(Route(f"{folder}{{rest:path}}", methods.reading, methods=["OPTIONS"]))
    app.add_middleware(QueryText)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Compression)
    return app


_ITEMS = "/ogc/collections/{collection_id}/items"
_ITEM = f"{_ITEMS}/{{feature_id}}"
_HOT: dict[str, Endpoint] = {
    _ITEMS: items.items,
    _ITEM: items.item,
    "/ogc/collections/{collection_id}/tiles/{tile_matrix_set}/{z}/{row}/{col}": tiles.collection_tile,
    "/ogc/tiles/{tile_matrix_set}/{z}/{row}/{col}": tiles.dataset_tile,
    "/tiles/{layers}/{z}/{x}/{y}": tiles.composite_tile,
}
