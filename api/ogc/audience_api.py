"""pygeoapi's API object, one audience's."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from pygeoapi.api import API

from api.ogc import pygeoapi_repairs
from api.ogc.pages import Pages
from gis.derive.ogc_service import OgcService
from gis.derive.openapi import OpenApiWriter
from gis.derive.tile_set import TiledArea
from gis.errors import InvalidRequest, NotFound
from gis.extent import Extent
from gis.territory import Territory
from gis.text import Language, Text

Answer = tuple[dict[str, str], int, str | bytes]
Handler = Callable[..., Answer]
"""``handler(api, request, *arguments)``: pygeoapi's own, or ours of ``api.ogc.documents``."""


class AudienceApi(API):
    """Answers for one audience; its errors are Kent's.

    Args:
        config: of ``gis.derive.pygeoapi_config``; pygeoapi adds to it.
        extents: of the collections, by id.
    """

    def __init__(
        self,
        config: dict[str, Any],
        service: OgcService,
        pages: Pages,
        territory: Territory,
        extents: Mapping[str, Extent],
    ) -> None:
        super().__init__(config, {})
        self.service, self.pages, self.territory, self.extents = service, pages, territory, extents
        templating: dict[str, Any] = {"server": self.config["server"], pygeoapi_repairs.PAGES: pages}
        self.tpl_config = templating
        known = {name: one.bounds for name, one in extents.items() if one.bounds}
        self.tiled_area = TiledArea(known, service.area)
        self._openapi_documents: dict[tuple[Language, bool], str] = {}

    def get_exception(
        self, status: int, _headers: dict[str, str], _format: str | None, code: str, description: str
    ) -> Answer:
        """Raises: NotFound, InvalidRequest; for what is pygeoapi's own fault, RuntimeError."""
        said = Text(tr=description, en=description)
        if status == HTTPStatus.NOT_FOUND:
            raise NotFound(
                "not_found", Text(tr="Böyle bir kaynak yok.", en="There is no such resource."), said
            )
        if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            raise InvalidRequest(
                "invalid_parameter",
                Text(tr="Bir parametre anlaşılamadı.", en="A parameter cannot be understood."),
                said,
            )
        raise RuntimeError(f"pygeoapi: {code}: {description}")

    def openapi_document(self, language: Language, full: bool) -> str:
        """The OpenAPI document; hundreds of layers in full take a moment, so it is written once."""
        wanted = language, full
        if wanted not in self._openapi_documents:
            self._openapi_documents[wanted] = self.json(
                OpenApiWriter(self.service, language, full).document()
            )
        return self._openapi_documents[wanted]

    def json(self, document: object) -> str:
        """A document as pygeoapi writes its own."""
        return pygeoapi_repairs.to_json(document, self.pretty_print)
