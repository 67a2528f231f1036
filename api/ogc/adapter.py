"""pygeoapi inside Kent: one API object per audience, its handlers run in bounded threads."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio.to_thread
from anyio import CapacityLimiter
from pygeoapi.api import APIRequest
from rasterio.errors import RasterioError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.ogc import documents, pygeoapi_repairs
from api.ogc.audience_api import AudienceApi, Handler
from api.ogc.coverage_provider import COVERAGE_PROVIDER, raster_bounds
from api.ogc.pages import Pages
from api.ogc.providers import FEATURE_PROVIDER, TILE_PROVIDER
from api.principal import Principal
from api.problems import language_of, status_of
from gis.database.pools import Pools
from gis.derive.ogc_service import OgcService
from gis.derive.pygeoapi_config import Providers, PygeoapiConfig
from gis.derive.tile_set import TiledArea
from gis.errors import KentError
from gis.extent import Extent
from gis.municipality import Home
from gis.reader import AsyncReader, ThreadReader
from gis.territory import Territory

_THREADS = 4
"""pygeoapi's handlers hold the interpreter most of their time; more threads would only wait for each other."""


@dataclass
class OgcApis:
    """The OGC API of one city, for every audience.

    It holds for one state of registry and data, such as the extents; when they change, another one takes its place.
    An audience's API object is made when first asked for.

    Args:
        base_url: the public address of Kent, without a slash at the end.
        reader_of: who reads for an audience.
    """

    home: Home
    base_url: str
    territory: Territory
    reader_of: Callable[[str], ThreadReader]
    _made: dict[str, AudienceApi] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_THREADS))

    @classmethod
    def of(cls, home: Home, base_url: str, pools: Pools, territory: Territory) -> "OgcApis":
        pygeoapi_repairs.apply()
        return cls(
            home,
            base_url,
            territory,
            lambda audience: ThreadReader(AsyncReader(pools.audiences[audience], territory)),
        )

    async def items_page(self, request: Request, principal: Principal, format_: str) -> Response:
        """Features in the formats that the hot route does not write."""
        collection_id = request.path_params["collection_id"]
        return await self.answer(request, principal, documents.items, collection_id, format_)

    async def item_page(self, request: Request, principal: Principal, format_: str) -> Response:
        path = request.path_params
        return await self.answer(
            request, principal, documents.item, path["collection_id"], path["feature_id"], format_
        )

    async def answer(
        self, request: Request, principal: Principal, handler: Handler, *arguments: str
    ) -> Response:
        """Run a handler for the caller; an error is a page where a page was asked for.

        Raises:
            KentError: otherwise.
        """
        return await anyio.to_thread.run_sync(
            self._answer, request, principal, handler, arguments, limiter=self._threads
        )

    def tiled_area(self, principal: Principal) -> TiledArea | None:
        """Where the caller's layers have tiles.

        None until a document was asked for: finding out takes seconds in a large city, for which no tile waits.
        """
        api = self._made.get(principal.audience)
        return None if api is None else api.tiled_area

    def _answer(
        self, request: Request, principal: Principal, handler: Handler, arguments: tuple[str, ...]
    ) -> Response:
        api = self._api(principal.audience)
        asked = APIRequest(request, api.locales)
        try:
            headers, status, content = handler(api, asked, *arguments)
        except KentError as error:
            if asked.format != "html" or status_of(error) >= 500:
                raise
            page = api.pages.error(error, language_of(request))
            return HTMLResponse(page, status_of(error), _caching(principal))
        media_type = headers.pop("Content-Type", "application/json")
        told = {name: value for name, value in headers.items() if name != "X-Powered-By"}
        told["Content-Language"] = asked.locale.language  # pygeoapi says English of many a Turkish page
        return Response(content, int(status), {**told, **_caching(principal)}, media_type)

    def _api(self, audience: str) -> AudienceApi:
        with self._lock:
            if audience not in self._made:
                self._made[audience] = self._make(audience)
            return self._made[audience]

    def _make(self, audience: str) -> AudienceApi:
        """Raises: Unavailable when the database does not answer."""
        home = self.home
        service = OgcService(home.registry, home.municipality, audience, self.base_url, home.boundary.bounds)
        reader = self.reader_of(audience)
        extents = _extents(home, service, reader)
        config = PygeoapiConfig(
            service=service,
            providers=Providers(FEATURE_PROVIDER, TILE_PROVIDER, COVERAGE_PROVIDER, reader),
            extents=extents,
            everywhere=home.boundary.bounds,
            home=home.path,
        )
        pages = Pages(service, home.boundary, home.logo)
        return AudienceApi(config.build(), service, pages, self.territory, extents)


def _extents(home: Home, service: OgcService, reader: ThreadReader) -> dict[str, Extent]:
    found = {view.id: reader.extent(view) for view in service.views}
    for coverage in service.coverages:
        try:
            found[coverage.id] = Extent(raster_bounds(home.path / coverage.file))
        except RasterioError:
            continue  # its own pages tell that it cannot be read; the other collections are served
    return found


def _caching(principal: Principal) -> dict[str, str]:
    scope = "private" if principal.signed_in else "public"
    return {"Cache-Control": f"{scope}, no-cache", "Vary": "Accept, Accept-Language, Authorization, Cookie"}
