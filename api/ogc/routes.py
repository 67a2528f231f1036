"""Where pygeoapi answers under ``/ogc``, and what its threads tell of tiles; the hot routes of items and tiles stand in front."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from pygeoapi.api import APIRequest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.ogc import documents, tile_documents
from api.ogc.audience_api import Answer, AudienceApi, Handler
from api.ogc.known_parameters import require_known
from api.state import kent_of
from api.static_files import file_response

_METHODS = ["GET", "HEAD"]
_STATIC = Path(__file__).parent / "static"
_PAGE = frozenset({"f", "lang"})
_CONNECTION = _PAGE | {"properties"}
"""QGIS repeats the parameters of a layer's connection on its way to the items; they choose nothing before those."""
_COVERAGE = _PAGE | {"bbox", "subset", "properties"}
_TILES = _PAGE | {"collections"}
_COLLECTION = "/ogc/collections/{collection_id}"


def ogc_routes() -> list[BaseRoute]:
    """All of them, to be added behind the hot routes."""
    return [
        Route("/ogc/static/{file}", _static, methods=_METHODS),
        _route("/ogc", documents.landing, _CONNECTION),
        _route("/ogc/", documents.landing, _CONNECTION),
        _route("/ogc/openapi", documents.openapi, _CONNECTION | {"full"}),
        _route("/ogc/conformance", documents.conformance),
        _route("/ogc/collections", documents.collections),
        _route(_COLLECTION, documents.collection, _CONNECTION),
        _route(f"{_COLLECTION}/schema", documents.schema),
        _route(f"{_COLLECTION}/queryables", documents.queryables),
        _route(f"{_COLLECTION}/coverage", documents.coverage, _COVERAGE),
        _route(f"{_COLLECTION}/tiles", tile_documents.tile_sets),
        _route(f"{_COLLECTION}/tiles/{{tile_matrix_set}}", tile_documents.tile_set),
        _route("/ogc/tiles", tile_documents.dataset_tile_sets, _TILES),
        _route("/ogc/tiles/{tile_matrix_set}", tile_documents.dataset_tile_set, _TILES),
        _route("/tiles/{layers}.json", tile_documents.composite_tile_json, frozenset({"lang"})),
        _route("/ogc/tileMatrixSets", tile_documents.tile_matrix_sets),
        _route("/ogc/tileMatrixSets/{tile_matrix_set}", tile_documents.tile_matrix_set),
        _route("/ogc/{rest:path}", documents.nothing, None),
    ]


def _route(path: str, handler: Handler, parameters: frozenset[str] | None = _PAGE) -> Route:
    """Args: parameters: the known ones; None where it does not matter."""
    names = re.findall(r"{(\w+)}", path)

    async def endpoint(request: Request) -> Response:
        def known(api: AudienceApi, asked: APIRequest, *arguments: str) -> Answer:
            if parameters is not None:
                require_known(request, parameters)
            return handler(api, asked, *arguments)

        kent = kent_of(request)
        principal = await kent.authenticator.principal(request)
        return await kent.ogc.answer(
            request, principal, known, *(request.path_params[name] for name in names)
        )

    asynchronous: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, asynchronous, methods=_METHODS, name=f"ogc_{handler.__name__}")


async def _static(request: Request) -> Response:
    return file_response(request, _STATIC, request.path_params["file"], "public, max-age=3600")
