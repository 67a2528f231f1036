"""What there is to know about tiles: tile sets of a collection, of the dataset, of a composite; tile matrix sets."""

from collections.abc import Mapping
from http import HTTPStatus

from pygeoapi.api import APIRequest
from pygeoapi.api.tiles import tilematrixset, tilematrixsets

from api.ogc.audience_api import Answer, AudienceApi
from api.ogc.documents import as_document, language_asked, page_or_json, require_format, spelled
from api.ogc.tile_selection import composed, selected, tiled, tiled_layer
from api.ogc.tiles import matrix_set_named
from gis.derive.tile_set import TiledData, TileSetWriter
from gis.registry import LayerView
from gis.tile_matrix_set import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet

_TILE_JSON = "tilejson"


def tile_sets(api: AudienceApi, request: APIRequest, collection_id: str) -> Answer:
    """A collection's tile sets, one for each tile matrix set."""
    return _tile_sets(api, request, _of_collection(api, request, collection_id), collection_id)


def tile_set(api: AudienceApi, request: APIRequest, collection_id: str, tile_matrix_set: str) -> Answer:
    data = _of_collection(api, request, collection_id)
    return _tile_set(api, request, data, tile_matrix_set, collection_id)


def dataset_tile_sets(api: AudienceApi, request: APIRequest) -> Answer:
    """The tile sets of everything the audience sees, or of the ``collections`` named."""
    return _tile_sets(api, request, _of_dataset(api, request))


def dataset_tile_set(api: AudienceApi, request: APIRequest, tile_matrix_set: str) -> Answer:
    return _tile_set(api, request, _of_dataset(api, request), tile_matrix_set)


def composite_tile_json(api: AudienceApi, request: APIRequest, layers: str) -> Answer:
    """TileJSON of ``/tiles/{layer,layer,…}``."""
    views = composed(layers, _visible(api))
    writer = _writer(api, request)
    names = ",".join(view.id for view in views)
    data = writer.of_dataset(views, selected=True)
    document = writer.tile_json(data, f"{api.service.base_url}/tiles/{names}/{{z}}/{{x}}/{{y}}")
    return request.get_response_headers(), HTTPStatus.OK, api.json(document)


def tile_matrix_sets(api: AudienceApi, request: APIRequest) -> Answer:
    """pygeoapi lists every set it knows; here, those that are served."""
    require_format(api, request, ("json", "html"))
    document = as_document(tilematrixsets, api, request)
    known = {one["id"]: one for one in document["tileMatrixSets"]}
    document["tileMatrixSets"] = [
        known[name] | {"links": spelled(known[name]["links"])} for name in TILE_MATRIX_SETS
    ]
    return page_or_json(api, request, "tilematrixsets/index.html", document)


def tile_matrix_set(api: AudienceApi, request: APIRequest, tile_matrix_set: str) -> Answer:
    """A definition, as the OGC's register has it."""
    require_format(api, request, ("json", "html"))
    matrix_set_named(tile_matrix_set)
    document = as_document(tilematrixset, api, request, tile_matrix_set)
    return page_or_json(api, request, "tilematrixsets/tilematrixset.html", document)


def _tile_sets(
    api: AudienceApi, request: APIRequest, data: TiledData, collection_id: str | None = None
) -> Answer:
    require_format(api, request, ("json", "html"))
    document = _writer(api, request).tile_sets(data)
    if request.format == "html":
        document |= _shown(api, data, collection_id)
    return page_or_json(api, request, "tiles/index.html", document)


def _tile_set(
    api: AudienceApi,
    request: APIRequest,
    data: TiledData,
    tile_matrix_set: str,
    collection_id: str | None = None,
) -> Answer:
    matrix_set = matrix_set_named(tile_matrix_set)
    offered = ("json", "html", _TILE_JSON) if matrix_set == WEB_MERCATOR_QUAD else ("json", "html")
    require_format(api, request, offered)
    writer = _writer(api, request)
    if request.format == _TILE_JSON:
        document = writer.tile_json(data, _template(data, matrix_set))
        return request.get_response_headers(), HTTPStatus.OK, api.json(document)
    document = writer.tile_set(data, matrix_set)
    if request.format == "html":
        document |= _shown(api, data, collection_id) | {"matrix_set": matrix_set.id}
    return page_or_json(api, request, "tiles/tile_set.html", document)


def _shown(api: AudienceApi, data: TiledData, collection_id: str | None) -> dict[str, object]:
    """What pages tell besides their document."""
    names = ",".join(view.id for view in data.views)
    return {
        "collection_id": collection_id,
        "composite": f"{api.service.base_url}/tiles/{names}",
        "selection": ",".join(data.selection),
    }


def _template(data: TiledData, matrix_set: TileMatrixSet) -> str:
    chosen = f"?collections={','.join(data.selection)}" if data.selection else ""
    return f"{data.url}/{matrix_set.id}/{{z}}/{{y}}/{{x}}{chosen}"


def _of_collection(api: AudienceApi, request: APIRequest, collection_id: str) -> TiledData:
    return _writer(api, request).of_collection(tiled_layer(collection_id, _visible(api)))


def _of_dataset(api: AudienceApi, request: APIRequest) -> TiledData:
    visible, named = _visible(api), request.params.get("collections")
    views = tiled(visible) if named is None else selected(named, visible)
    return _writer(api, request).of_dataset(views, selected=named is not None)


def _visible(api: AudienceApi) -> Mapping[str, LayerView]:
    return {view.id: view for view in api.service.views}


def _writer(api: AudienceApi, request: APIRequest) -> TileSetWriter:
    return TileSetWriter(api.service, language_asked(request), api.tiled_area)
