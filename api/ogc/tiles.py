"""The hot routes of vector tiles: of one collection or the dataset (OGC 20-057), and composites of several layers."""

from starlette.requests import Request
from starlette.responses import Response

from api.ogc.formats import Representation, negotiated
from api.ogc.known_parameters import require_known
from api.ogc.tile_selection import composed, selected, tiled, tiled_layer
from api.principal import Principal
from api.state import kent_of
from api.tile_cache.answer import answer, encoding_of
from api.tile_cache.tile import Address
from gis.derive.tile_set import MVT
from gis.errors import NotFound
from gis.registry import LayerView
from gis.text import Text
from gis.tile_matrix_set import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet

_PARAMETERS = frozenset({"f", "lang"})
_TILE = Representation("mvt", (MVT, "application/x-protobuf", "application/octet-stream"))
"""Clients ask for vector tiles by older names as well."""


async def collection_tile(request: Request) -> Response:
    """``/ogc/collections/{id}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}``."""
    path = request.path_params
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    view = tiled_layer(path["collection_id"], kent.visible(principal))
    matrix_set = matrix_set_named(path["tile_matrix_set"])
    require_known(request, _PARAMETERS)
    return await _limited_tile(request, principal, [view], matrix_set)


async def dataset_tile(request: Request) -> Response:
    """``/ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}``, of ``collections=`` or of all."""
    path = request.path_params
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    matrix_set = matrix_set_named(path["tile_matrix_set"])
    require_known(request, _PARAMETERS | {"collections"})
    visible, named = kent.visible(principal), request.query_params.get("collections")
    views = tiled(visible) if named is None else selected(named, visible)
    return await _limited_tile(request, principal, views, matrix_set)


async def composite_tile(request: Request) -> Response:
    """``/tiles/{layer,layer,…}/{z}/{x}/{y}``, with ``.pbf`` or ``.mvt`` behind it for clients that add one, as GDAL does."""
    path = request.path_params
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    views = composed(path["layers"], kent.visible(principal))
    y, dot, extension = path["y"].partition(".")
    if dot and extension not in ("pbf", "mvt"):
        raise _no_tile(WEB_MERCATOR_QUAD)
    address = _address((path["z"], path["x"], y), WEB_MERCATOR_QUAD)
    return await _tile(request, principal, views, address, WEB_MERCATOR_QUAD)


async def _limited_tile(
    request: Request, principal: Principal, views: list[LayerView], matrix_set: TileMatrixSet
) -> Response:
    """A tile of a tile set that declares limits (OGC 20-057, /req/core/tc-error): nothing outside of them is no tile.

    What was put there since they were told is served all the same; until they were, nothing is told of them.

    Raises:
        NotFound.
    """
    path = request.path_params
    address = _address((path["z"], path["col"], path["row"]), matrix_set)
    response = await _tile(request, principal, views, address, matrix_set)
    if response.status_code == 204:
        area = kent_of(request).ogc.tiled_area(principal)
        if area is not None and not area.holds(views, matrix_set, *address):
            raise NotFound(
                "tile_outside_limits",
                Text(
                    tr="Bu karo, karo kümesinin sınırları dışında.",
                    en="This tile lies outside of its tile set's limits.",
                ),
                Text(
                    tr="Sınırlar, karo kümesinin tileMatrixSetLimits alanındadır.",
                    en="The tile set's tileMatrixSetLimits tell them.",
                ),
            )
    return response


def _address(given: tuple[str, str, str], matrix_set: TileMatrixSet) -> tuple[int, int, int]:
    """Level, column and row as a path has them.

    Raises:
        NotFound: outside of the tile matrix set.
    """
    if all(part.isascii() and part.isdigit() and len(part) <= 10 for part in given):
        level, column, row = map(int, given)
        if matrix_set.holds(level, column, row):
            return level, column, row
    raise _no_tile(matrix_set)


async def _tile(
    request: Request,
    principal: Principal,
    views: list[LayerView],
    address: tuple[int, int, int],
    matrix_set: TileMatrixSet,
) -> Response:
    """A tile; 204 where nothing lies.

    Args:
        address: level, column and row.
    """
    level, column, row = address
    negotiated(request, (_TILE,))
    tiles = kent_of(request).tiles
    scope = tiles.scope(views, matrix_set)
    named = Address(principal.audience, request.scope["path"], request.scope["query_string"])
    tile = await tiles.tile(scope, level, column, row, named)
    encoding = encoding_of(tile, request.headers.get("accept-encoding", ""), request.method)
    content = await tiles.content(scope, level, column, row, tile, encoding)
    known = request.headers.get("if-none-match", "")
    status, headers, body = answer(tile, content, encoding, known, signed_in=principal.signed_in)
    response = Response(body, status)
    response.raw_headers = [*headers]
    return response


def matrix_set_named(name: str) -> TileMatrixSet:
    """Raises: NotFound."""
    if (found := TILE_MATRIX_SETS.get(name)) is not None:
        return found
    served = ", ".join(TILE_MATRIX_SETS)
    raise NotFound(
        "unknown_tile_matrix_set",
        Text(tr="Böyle bir karo şeması yok.", en="There is no such tile matrix set."),
        Text(tr=f"Sunulanlar: {served}.", en=f"Those served: {served}."),
    )


def _no_tile(matrix_set: TileMatrixSet) -> NotFound:
    one, deepest = matrix_set.id, matrix_set.deepest
    wide, high = (f"{n}·2^z−1" if n > 1 else "2^z−1" for n in (matrix_set.columns, matrix_set.rows))
    return NotFound(
        "unknown_tile",
        Text(tr="Böyle bir karo yok.", en="There is no such tile."),
        Text(
            tr=f"{one} karo şemasında z 0–{deepest}, sütun 0–{wide}, satır 0–{high} arasındadır.",
            en=f"In {one}, z runs from 0 to {deepest}, the column to {wide}, the row to {high}.",
        ),
    )
