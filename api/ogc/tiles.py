"""The hot routes of vector tiles: of one collection (OGC 20-057) and composites of several."""

from starlette.requests import Request
from starlette.responses import Response

from api.ogc.known_parameters import require_known
from api.principal import Principal
from api.state import kent_of
from api.tile_cache.answer import answer, encoding_of
from api.tile_cache.tile import Address
from gis.derive.ogc_service import TILE_MATRIX_SET
from gis.errors import InvalidRequest, NotFound
from gis.registry import LayerView
from gis.text import Text
from gis.tile_cells import WEB_MERCATOR_QUAD

_DEEPEST = 22
_MOST_LAYERS = 40
_PARAMETERS = frozenset({"f", "lang"})


async def collection_tile(request: Request) -> Response:
    """``/ogc/collections/{id}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}``."""
    path = request.path_params
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    view = kent.view(path["collection_id"], principal)
    if path["tile_matrix_set"] != TILE_MATRIX_SET:
        raise _no_tile()
    require_known(request, _PARAMETERS)
    if request.query_params.get("f", "mvt") != "mvt":
        raise InvalidRequest("invalid_parameter", Text(tr="f: yalnız mvt", en="f: mvt only"))
    return await _tile(request, principal, [view], (path["z"], path["col"], path["row"]))


async def composite_tile(request: Request) -> Response:
    """``/tiles/{layer,layer,…}/{z}/{x}/{y}``."""
    path = request.path_params
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    names = list(dict.fromkeys(path["layers"].split(",")))[:_MOST_LAYERS]
    views = [kent.view(name, principal) for name in names]
    return await _tile(request, principal, views, (path["z"], path["x"], path["y"]))


async def _tile(
    request: Request, principal: Principal, views: list[LayerView], address: tuple[str, str, str]
) -> Response:
    """Args: address: zoom, column and row as the path has them."""
    if not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in address):
        raise _no_tile()
    level, column, row = map(int, address)
    if level > _DEEPEST or column >= 2**level or row >= 2**level:
        raise _no_tile()
    tiles = kent_of(request).tiles
    scope = tiles.scope(views, WEB_MERCATOR_QUAD)
    named = Address(principal.audience, request.scope["path"], request.scope["query_string"])
    tile = await tiles.tile(scope, level, column, row, named)
    encoding = encoding_of(tile, request.headers.get("accept-encoding", ""), request.method)
    content = await tiles.content(scope, level, column, row, tile, encoding)
    known = request.headers.get("if-none-match", "")
    status, headers, body = answer(tile, content, encoding, known, signed_in=principal.signed_in)
    response = Response(body, status)
    response.raw_headers = headers
    return response


def _no_tile() -> NotFound:
    return NotFound(
        "unknown_tile",
        Text(tr="Böyle bir karo yok.", en="There is no such tile."),
        Text(tr=f"Karo düzeni {TILE_MATRIX_SET}, z 0–{_DEEPEST}; x ve y 0 ile 2^z−1 arasındadır.",
             en=f"The tile matrix set is {TILE_MATRIX_SET}, z 0–{_DEEPEST}; x and y run from 0 to 2^z−1."),
    )  # fmt: skip
