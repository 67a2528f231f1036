"""pygeoapi's feature and tile providers, over the same statements as the hot routes."""

from typing import Any

import orjson
from babel import Locale
from pygeoapi.crs import CrsTransformSpec
from pygeoapi.provider.base import BaseProvider
from pygeoapi.provider.base_mvt import BaseMVTProvider

from api.ogc.company_links import company_links
from api.ogc.items_request import parse_period, queryable_value
from api.ogc.pygeoapi_repairs import RequestedBox, RequestedFilter
from gis.crs import CRS84, CrsRef, epsg_uri, parse_crs
from gis.derive.pygeoapi_config import LayerData
from gis.errors import InvalidRequest
from gis.features import FeatureQuery, unknown_feature
from gis.keyset import SortKey
from gis.reader import ThreadReader
from gis.related import Bonds
from gis.text import Language, Text

FEATURE_PROVIDER = "api.ogc.providers.FeatureProvider"
TILE_PROVIDER = "api.ogc.providers.TileProvider"
_TYPES = {"integer": "integer", "reference": "integer", "number": "number", "boolean": "boolean"}


class FeatureProvider(BaseProvider):
    """One audience's view of one layer."""

    def __init__(self, provider_def: dict[str, Any]) -> None:
        super().__init__(provider_def)
        data: LayerData[ThreadReader] = provider_def["data"]
        self._view, self._reader, self._srid = data.view, data.source, data.storage_srid
        self._service = data.service
        self._fields = self.get_fields()

    def get_fields(self) -> dict[str, dict[str, str]]:
        """The feature's id and every field the audience sees, with its JSON type."""
        fields = {f.name: {"type": _TYPES.get(f.type, "string")} for f in self._view.fields}
        return {"id": {"type": "integer"}, **fields}

    def query(
        self,
        offset: int = 0,
        limit: int = 10,
        resulttype: str = "results",
        bbox: RequestedBox | None = None,
        properties: list[tuple[str, str]] | None = None,
        sortby: list[dict[str, str]] | None = None,
        select_properties: list[str] | None = None,
        skip_geometry: bool = False,
        datetime_: str | None = None,
        crs_transform_spec: CrsTransformSpec | None = None,
        filterq: RequestedFilter | None = None,
        **_unused: object,
    ) -> dict[str, Any]:
        """A page of features as a GeoJSON FeatureCollection.

        Raises:
            InvalidRequest: a property that is not seen, a value that does not fit it, or a page that would end
                early: pygeoapi goes on behind its limit, whatever came.
        """
        query = FeatureQuery(
            limit=limit,
            offset=offset,
            equals=tuple((name, queryable_value(self._view, name, text)) for name, text in properties or ()),
            sort=tuple(SortKey(key["property"], key["order"] == "-") for key in sortby or ()),
            properties=tuple(select_properties) if select_properties else None,
            skip_geometry=skip_geometry,
            crs=self._target(crs_transform_spec),
            period=parse_period(datetime_),
            filter=None if filterq is None else filterq.predicate,
            **self._area(bbox),
        )
        if resulttype == "hits":
            return _collection([], self._reader.hits(self._view, query))
        page = self._reader.items(self._view, query)
        if page.more and page.returned < limit:
            raise _page_too_large(page.returned)
        features = orjson.loads(b"[" + page.features + b"]")
        # A last page tells how many there are, even where they were not counted.
        matched = offset + page.returned if page.matched is None and not page.more else page.matched
        return _collection(features, matched)

    def get(
        self,
        identifier: str,
        language: Locale | None = None,
        crs_transform_spec: CrsTransformSpec | None = None,
        **_unused: object,
    ) -> dict[str, Any]:
        """One feature, with the ids beside it and links to what belongs to it.

        Raises:
            NotFound: the audience sees no such feature.
        """
        number = int(identifier) if identifier.isascii() and identifier.isdecimal() else None
        query = FeatureQuery(crs=self._target(crs_transform_spec))
        found = self._reader.item(self._view, number, query) if number is not None else None
        if number is None or found is None:
            raise unknown_feature()
        feature: dict[str, Any] = orjson.loads(found)
        previous, following = self._reader.neighbours(self._view, number)
        beside = {"prev": previous, "next": following}
        company = self._reader.company(self._bonds(), number)
        spoken: Language = "en" if language is not None and language.language == "en" else "tr"
        feature["links"] = company_links(company, self._service.base_url, spoken)
        return feature | {name: number for name, number in beside.items() if number is not None}

    def _bonds(self) -> Bonds:
        service = self._service
        views = {view.id: view for view in service.views}
        return Bonds.of(self._view, views, service.joins, service.registry.audiences[service.audience])

    def _target(self, spec: CrsTransformSpec | None) -> CrsRef:
        """pygeoapi names no target when it is the storage CRS."""
        if spec is None:
            return CrsRef(self._srid, epsg_uri(self._srid))
        return parse_crs(spec.target_crs_uri, self._srid, self._service.area)

    def _area(self, bbox: RequestedBox | None) -> dict[str, Any]:
        if not bbox:
            return {}
        crs = parse_crs(bbox.crs or CRS84, self._srid, self._service.area)
        half = len(bbox) // 2
        (a, b), (c, d) = bbox[:2], bbox[half : half + 2]
        area = self._reader.reader.territory.area((b, a, d, c) if crs.northing_first else (a, b, c, d), crs)
        return {"area": area, "nowhere": area is None}


class TileProvider(BaseMVTProvider):
    """Tells pygeoapi that a collection has vector tiles; what is said of them and they themselves are Kent's own."""


def _page_too_large(most: int) -> InvalidRequest:
    return InvalidRequest(
        "page_too_large",
        Text(
            tr="Bu sayfanın geometri ve metinleri bir seferde verilemeyecek kadar büyük.",
            en="The geometries and texts of this page are too large to be given at once.",
        ),
        Text(
            tr=f"limit={most}, skipGeometry=true ya da properties verin; f=json next bağlantısıyla sürer.",
            en=f"Give limit={most}, skipGeometry=true or properties; f=json goes on by its next link.",
        ),
    )


def _collection(features: list[Any], matched: int | None) -> dict[str, Any]:
    collection = {"type": "FeatureCollection", "features": features, "numberReturned": len(features)}
    return collection if matched is None else collection | {"numberMatched": matched}
