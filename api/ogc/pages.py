"""The HTML pages of the OGC API: Kent's templates over pygeoapi's data, in the city's name, without any other host."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from jinja2 import Environment, FileSystemLoader
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from api.ogc.formats import files_of
from api.ogc.page_texts import page_texts
from api.ogc.sketch import Sketch, sketch
from gis.crs import Bounds, name_of, srid_of
from gis.derive.ogc_service import OgcService
from gis.errors import KentError
from gis.logo import Logo
from gis.naming import feature_title
from gis.registry import Field, LayerView
from gis.text import Language

_MOST_DRAWN = 2_000


@lru_cache(maxsize=1)
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)


class Pages:
    """Renders one audience's pages.

    Args:
        boundary: the municipality's area, longitude/latitude; drawn beneath the collections' extents.
        logo: the municipality's own; None where it has given none.
    """

    def __init__(self, service: OgcService, boundary: BaseGeometry, logo: Logo | None) -> None:
        self._service, self._logo = service, logo
        self._boundary = shapely.simplify(boundary, 0.0005)
        self._reach = shapely.buffer(shapely.box(*boundary.bounds), 1.0)

    def render(self, template: str, data: dict[str, Any], language: Language) -> str:
        """A page. ``template`` is named as pygeoapi names it; ``data`` is what pygeoapi would give its own template."""
        service = self._service
        other: Language = "en" if language == "tr" else "tr"
        return (
            _templates()
            .get_template(template)
            .render(
                data=data,
                t=page_texts(language),
                language=language,
                other_language=other,
                city=service.municipality.name[language],
                contact=service.municipality.contact,
                ogc=service.url,
                base=service.base_url,
                logo=f"{service.base_url}/api/logo?v={self._logo.digest}" if self._logo else None,
                view=self._view_of(data),
                page=_Page(self, language),
            )
        )

    def error(self, error: KentError, language: Language) -> str:
        told = {"message": error.message[language], "hint": error.hint[language] if error.hint else None}
        return self.render("exception.html", told, language)

    def shown(self, view: LayerView, name: str, value: object, language: Language) -> str:
        """A property's value as people read it: codes by their titles, numbers and dates as the language writes them."""
        field = view.field(name)
        if value is None:
            return "–"
        if isinstance(value, bool):
            return str(page_texts(language).yes if value else page_texts(language).no)
        if field is not None and field.codes is not None:
            return self._code_title(field, str(value), language)
        return _number(value, language) if isinstance(value, float) else str(value)

    def sketch_of(self, features: list[dict[str, Any]], items_url: str | None = None) -> Sketch | None:
        """Where features lie; None where they have no places or are in a projected CRS."""
        drawn = [
            (shape(feature["geometry"]), f"{items_url}/{feature['id']}" if items_url else None)
            for feature in features[:_MOST_DRAWN]
            if feature.get("geometry")
        ]
        inside = all(shapely.contains(self._reach, geometry) for geometry, _ in drawn)
        return sketch(drawn) if drawn and inside else None

    def sketch_extent(self, bbox: Bounds) -> Sketch | None:
        return sketch([(shapely.box(*bbox), None)], self._boundary)

    def _code_title(self, field: Field, code: str, language: Language) -> str:
        codes = self._service.registry.codes[field.codes or ""].codes
        return next((known.title[language] for known in codes if known.code == code), code)

    def _view_of(self, data: dict[str, Any]) -> LayerView | None:
        return self._service.view(self._collection_id(data))

    def _collection_id(self, data: dict[str, Any]) -> str:
        """pygeoapi tells which collection a page is about in several ways."""
        named = data.get("collection_id") or data.get("dataset_path", "").rpartition("/")[2]
        links = (link["href"] for link in data.get("links", ()) if link["rel"] == "collection")
        return str(named or next(links, "").rpartition("/")[2] or data.get("id", ""))

    def theme_title(self, view: LayerView, language: Language) -> str:
        themes = self._service.registry.codes["theme"].codes
        return next(code.title[language] for code in themes if code.code == view.layer.theme)

    def collection_view(self, collection_id: str) -> LayerView | None:
        return self._service.view(collection_id)


def _number(value: float, language: Language) -> str:
    return str(value).replace(".", ",") if language == "tr" else str(value)


class _Page:
    """What templates call, in the page's language."""

    def __init__(self, pages: Pages, language: Language) -> None:
        self._pages, self._language = pages, language
        self.sketch_of, self.sketch_extent, self.view = (
            pages.sketch_of,
            pages.sketch_extent,
            pages.collection_view,
        )

    def shown(self, view: LayerView, name: str, value: object) -> str:
        return self._pages.shown(view, name, value, self._language)

    def label(self, view: LayerView, feature: dict[str, Any]) -> str:
        """A feature as people call it."""
        return feature_title(view, feature["id"], feature["properties"], self._language)

    def files(self, view: LayerView) -> list[str]:
        """The values of ``f=`` that give a layer as a file."""
        return [one.name for one in files_of(view)]

    def number(self, value: float) -> str:
        return _number(value, self._language)

    def unit(self, code: str | None) -> str:
        """A UCUM unit as people write it."""
        return {"m2": "m²", "deg": "°", "d": {"tr": "gün", "en": "days"}[self._language]}.get(
            code or "", code or ""
        )

    def theme(self, view: LayerView) -> str:
        return self._pages.theme_title(view, self._language)

    def crs_name(self, uri: str) -> str:
        """``EPSG:5255 TUREF / TM33`` for its OGC address."""
        code = uri.rpartition("/")[2]
        return "CRS84 WGS 84" if code == "CRS84" else name_of(srid_of(code))
