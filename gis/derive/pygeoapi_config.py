"""Registry and municipality -> the configuration pygeoapi runs on, for one audience. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gis.code_list import Code
from gis.crs import CRS84, Bounds, epsg_uri
from gis.derive.ogc_service import DEFAULT_LIMIT, GEOTIFF, MAX_LIMIT, OgcService
from gis.extent import Extent
from gis.municipality import Coverage
from gis.registry import LayerView
from gis.text import Text
from gis.tile_matrix_set import TILE_MATRIX_SETS

Definition = dict[str, object]


@dataclass(frozen=True)
class LayerData[Source]:
    """What a provider of ours gets from its definition: the view to read, who reads it, and the service it is part of."""

    view: LayerView
    source: Source
    service: OgcService

    @property
    def storage_srid(self) -> int:
        return self.service.municipality.srid

    def __deepcopy__(self, memo: object) -> "LayerData[Source]":
        """pygeoapi copies its whole configuration; database pools stay the ones they are."""
        return self


@dataclass(frozen=True)
class Providers[Source]:
    """The classes that serve collections, by dotted name as pygeoapi loads them, and where rows come from."""

    feature: str
    tile: str
    coverage: str
    source: Source


@dataclass(frozen=True)
class PygeoapiConfig[Source]:
    """Makes the configuration of one audience's ``pygeoapi.api.API``.

    Args:
        extents: collection id -> where and since when it has data.
        everywhere: the municipality's bounds (CRS84), for collections that are empty or have no geometry.
        home: the folder that the municipality's raster files are named from.
    """

    service: OgcService
    providers: Providers[Source]
    extents: Mapping[str, Extent]
    everywhere: Bounds
    home: Path

    def build(self) -> Definition:
        municipality = self.service.municipality
        features = {view.id: self._feature_collection(view) for view in self.service.views}
        coverages = {coverage.id: self._coverage_collection(coverage) for coverage in self.service.coverages}
        return {
            "server": {
                "bind": {
                    "host": "localhost",
                    "port": 0,
                },  # required by pygeoapi, used by nobody: Kent listens
                "url": self.service.url,
                "mimetype": "application/json; charset=UTF-8",
                "encoding": "utf-8",
                "languages": list(municipality.languages),
                "limits": {"default_items": DEFAULT_LIMIT, "max_items": MAX_LIMIT, "on_exceed": "throttle"},
                "map": {"url": "", "attribution": ""},
                "admin": False,
                "gzip": False,
            },
            "logging": {"level": "ERROR"},
            "metadata": self._metadata(),
            "resources": {**features, **coverages},
        }

    def _metadata(self) -> Definition:
        city, contact = self.service.municipality.name, self.service.municipality.contact
        organisation = contact.organisation or city
        return {
            "identification": {
                "title": {
                    "tr": f"{city.tr} kent bilgi sistemi",
                    "en": f"{city.en} city information platform",
                },
                "description": {
                    "tr": f"{city.tr} coğrafi verileri, OGC API standartlarıyla.",
                    "en": f"Geographic data of {city.en} through the OGC API standards.",
                },
                "keywords": {"tr": ["coğrafi bilgi", city.tr], "en": ["geographic information", city.en]},
                "terms_of_service": None,
                "url": self.service.base_url,
            },
            "license": {"name": None, "url": None},
            "provider": {"name": organisation.model_dump(), "url": contact.url or self.service.base_url},
            "contact": {
                "name": organisation.model_dump(),
                "address": contact.address,
                "email": contact.email,
                "phone": contact.phone,
                "url": contact.url,
            },
        }

    def _collection(
        self, collection_id: str, title: Text, description: Text, keywords: tuple[Text, ...]
    ) -> Definition:
        extent = self.extents.get(collection_id)
        bounds = (extent and extent.bounds) or self.everywhere
        return {
            "type": "collection",
            "title": title.model_dump(),
            "description": description.model_dump(),
            "keywords": {"tr": [k.tr for k in keywords], "en": [k.en for k in keywords]},
            # No times: pygeoapi would refuse to look beyond them.
            "extents": {"spatial": {"bbox": list(bounds), "crs": CRS84}},
            "links": [],
        }

    def _feature_collection(self, view: LayerView) -> Definition:
        layer = view.layer
        srid = self.service.municipality.srid
        data = LayerData(view, self.providers.source, self.service)
        items: Definition = {
            "type": "feature",
            "default": True,
            "name": self.providers.feature,
            "data": data,
            "id_field": "id",
            "title_field": view.label,
            "languages": list(self.service.municipality.languages),
            "crs": list(self.service.crs_uris),
            "storage_crs": epsg_uri(srid),
        }
        tiles: Definition = {
            "type": "tile",
            "name": self.providers.tile,
            "data": data,
            "options": {
                "zoom": {"min": layer.zoom[0], "max": layer.zoom[1]},
                "schemes": list(TILE_MATRIX_SETS),
            },
            "format": {"name": "mvt", "mimetype": "application/vnd.mapbox-vector-tile"},
        }
        names = tuple(Text(tr=name, en=name) for name in dict.fromkeys(layer.standards.values()))
        keywords = (self._code("theme", layer.theme).title, layer.title, *names)
        collection = self._collection(layer.id, layer.title, layer.description or layer.title, keywords)
        if layer.licence is not None and (licence := self._code("licence", layer.licence)).uri is not None:
            collection["links"] = [
                {
                    "rel": "license",
                    "type": "text/html",
                    "title": licence.title.model_dump(),
                    "href": licence.uri,
                }
            ]
        collection["providers"] = [items, tiles] if view.geometry != "none" else [items]
        return collection

    def _code(self, list_id: str, code: str) -> Code:
        return next(known for known in self.service.registry.codes[list_id].codes if known.code == code)

    def _coverage_collection(self, coverage: Coverage) -> Definition:
        collection = self._collection(coverage.id, coverage.title, coverage.title, (coverage.title,))
        collection["providers"] = [
            {
                "type": "coverage",
                "name": self.providers.coverage,
                "data": str(self.home / coverage.file),
                "title": coverage.title.model_dump(),
                "unit": coverage.unit,
                "format": {"name": GEOTIFF, "mimetype": "image/tiff; application=geotiff"},
            }
        ]
        return collection
