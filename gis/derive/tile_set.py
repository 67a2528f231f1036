"""Tile sets of one collection or of several as one -> their documents: OGC 20-057 with 17-083r4, and TileJSON 3.0. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gis.crs import CRS84, Bounds
from gis.derive.json_schema import SchemaWriter
from gis.derive.ogc_service import OgcService
from gis.derive.style import tile_zooms
from gis.generalisation import lowest_zoom
from gis.registry import LayerView
from gis.text import Language
from gis.tile_attributes import tile_attributes
from gis.tile_matrix_set import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileLimits, TileMatrixSet

MVT = "application/vnd.mapbox-vector-tile"
_JSON, _HTML = "application/json", "text/html"
_RELATIONS = "http://www.opengis.net/def/rel/ogc/1.0"
_DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}

Document = dict[str, Any]


def dataset_tiles_links(service: OgcService) -> list[Document]:
    """From the landing page to the tile sets of everything the audience sees; none where nothing has tiles.

    Not to their page: clients, among them the OGC's suite, read JSON behind every link of this relation.
    """
    if all(view.geometry == "none" for view in service.views):
        return []
    relation, href = f"{_RELATIONS}/tilesets-vector", f"{service.url}/tiles?f=json"
    return [{"rel": relation, "type": _JSON, "title": "Tiles as JSON", "href": href}]


@dataclass(frozen=True)
class TiledData:
    """What tiles are made of.

    Attributes:
        url: of the list of its tile sets.
        views: the layers of a tile, in this order.
        selection: the ids that ``collections`` names; none where it is all there is.
        title: in the reader's language, like ``description``.
    """

    url: str
    views: tuple[LayerView, ...]
    title: str
    description: str
    selection: tuple[str, ...] = ()


@dataclass(frozen=True)
class TiledArea:
    """Where layers have tiles.

    Args:
        extents: collection id -> bounds of its data, CRS84.
        everywhere: of the others.
    """

    extents: Mapping[str, Bounds]
    everywhere: Bounds

    def bounds(self, views: Sequence[LayerView]) -> Bounds:
        boxes = [self.extents.get(view.id, self.everywhere) for view in views]
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)

    def limits(self, views: Sequence[LayerView], matrix_set: TileMatrixSet) -> list[TileLimits]:
        """Of each level that has tiles, the coarsest first."""
        lowest, highest = _levels(views, matrix_set)
        area = self.bounds(views)
        return [matrix_set.limits(area, level) for level in range(lowest, highest + 1)]

    def holds(
        self, views: Sequence[LayerView], matrix_set: TileMatrixSet, level: int, column: int, row: int
    ) -> bool:
        """Whether a tile lies within the limits."""
        lowest, highest = _levels(views, matrix_set)
        return lowest <= level <= highest and matrix_set.limits(self.bounds(views), level).hold(column, row)


@dataclass(frozen=True)
class TileSetWriter:
    """Describes one audience's tile sets in one language."""

    service: OgcService
    language: Language
    area: TiledArea

    def of_collection(self, view: LayerView) -> TiledData:
        layer = view.layer
        title, description = layer.title, layer.description or layer.title
        url = f"{self.service.collection_url(view.id)}/tiles"
        return TiledData(url, (view,), title[self.language], description[self.language])

    def of_dataset(self, views: Sequence[LayerView], *, selected: bool) -> TiledData:
        """Args: selected: whether ``collections`` names them; else they are all there are."""
        city = self.service.municipality.name[self.language]
        title = ", ".join(v.layer.title[self.language] for v in views) if selected else city
        description = {
            "tr": f"{city}: tek karoda birden çok katman",
            "en": f"{city}: several layers in one tile",
        }
        ids = tuple(view.id for view in views) if selected else ()
        return TiledData(f"{self.service.url}/tiles", tuple(views), title, description[self.language], ids)

    def tile_sets(self, data: TiledData) -> Document:
        """The list of tile sets (20-057, requirements class tilesets list)."""
        links = [
            self._link("self", _JSON, data.title, f"{data.url}{_query(data, 'json')}"),
            self._link("alternate", _HTML, data.title, f"{data.url}{_query(data, 'html')}"),
        ]
        listed = [
            {
                "title": f"{data.title} ({one.id})",
                "dataType": "vector",
                "crs": one.crs,
                "tileMatrixSetURI": one.uri,
                "links": self._described_at(data, one),
            }
            for one in TILE_MATRIX_SETS.values()
        ]
        return {"title": data.title, "description": data.description, "links": links, "tilesets": listed}

    def tile_set(self, data: TiledData, matrix_set: TileMatrixSet) -> Document:
        """A tile set's metadata (17-083r4, requirements class tile set metadata)."""
        area = self.area.bounds(data.views)
        limits = self.area.limits(data.views, matrix_set)
        credits = self._credits(data.views)
        west, south, east, north = area
        return {
            "title": data.title,
            "description": data.description,
            **({"attribution": credits} if credits else {}),
            "dataType": "vector",
            "crs": matrix_set.crs,
            "tileMatrixSetURI": matrix_set.uri,
            "tileMatrixSetLimits": [_limits(one) for one in limits],
            "boundingBox": _box(area),
            "centerPoint": {
                "coordinates": [(west + east) / 2, (south + north) / 2],
                "crs": CRS84,
                "tileMatrix": str(limits[0].level),
            },
            "layers": [self._layer(view, matrix_set) for view in data.views],
            "links": self._links(data, matrix_set),
        }

    def tile_json(self, data: TiledData, template: str) -> Document:
        """TileJSON 3.0, which knows no other tiles than those of WebMercatorQuad.

        Args:
            template: the tiles' address with ``{z}``, ``{x}`` and ``{y}``.
        """
        west, south, east, north = self.area.bounds(data.views)
        lowest, highest = min(map(lowest_zoom, data.views)), tile_zooms(data.views)[1]
        credits = self._credits(data.views)
        return {
            "tilejson": "3.0.0",
            "name": data.title,
            "description": data.description,
            **({"attribution": credits} if credits else {}),
            "scheme": "xyz",
            "tiles": [template],
            "minzoom": lowest,
            "maxzoom": highest,
            "bounds": [west, south, east, north],
            "center": [(west + east) / 2, (south + north) / 2, lowest],
            "vector_layers": [self._vector_layer(view) for view in data.views],
        }

    def _vector_layer(self, view: LayerView) -> Document:
        return {
            "id": view.id,
            "description": view.layer.title[self.language],
            "minzoom": lowest_zoom(view),
            "maxzoom": view.layer.zoom[1],
            "fields": {own.name: own.title[self.language] for own in tile_attributes(view)}
            | {field.name: field.title[self.language] for field in view.fields},
        }

    def _layer(self, view: LayerView, matrix_set: TileMatrixSet) -> Document:
        layer = view.layer
        kind = layer.geometry_type
        lowest, highest = _levels([view], matrix_set)
        return {
            "id": view.id,
            "title": layer.title[self.language],
            "description": (layer.description or layer.title)[self.language],
            "dataType": "vector",
            **({"geometryDimension": _DIMENSIONS[kind.removeprefix("Multi")]} if kind else {}),
            "minTileMatrix": str(lowest),
            "maxTileMatrix": str(highest),
            "boundingBox": _box(self.area.bounds([view])),
            "propertiesSchema": {
                "type": "object",
                "properties": self._own_attributes(view)
                | {field.name: self._schema.property(view, field) for field in view.fields},
            },
            "links": [
                self._link(
                    f"{_RELATIONS}/geodata",
                    _JSON,
                    layer.title[self.language],
                    f"{self.service.collection_url(view.id)}?f=json",
                )
            ],
        }

    def _own_attributes(self, view: LayerView) -> Document:
        return {
            own.name: {"title": own.title[self.language], "type": own.type}
            | ({"minimum": 1} if own.type == "integer" else {})
            for own in tile_attributes(view)
        }

    @cached_property
    def _schema(self) -> SchemaWriter:
        return SchemaWriter(self.service.registry, self.language, self.service.url)

    def _described_at(self, data: TiledData, matrix_set: TileMatrixSet) -> list[Document]:
        """Links of a list: all of them lead to JSON, since clients of lists (the OGC's suite is one) follow every one."""
        title, itself = f"{data.title} ({matrix_set.id})", f"{data.url}/{matrix_set.id}"
        definition = f"{self.service.url}/tileMatrixSets/{matrix_set.id}?f=json"
        return [
            self._link("self", _JSON, title, f"{itself}{_query(data, 'json')}"),
            self._link(f"{_RELATIONS}/tiling-scheme", _JSON, matrix_set.id, definition),
        ]

    def _links(self, data: TiledData, matrix_set: TileMatrixSet) -> list[Document]:
        title, itself = f"{data.title} ({matrix_set.id})", f"{data.url}/{matrix_set.id}"
        tiles = f"{itself}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}{_query(data)}"
        links = [
            *self._described_at(data, matrix_set),
            self._link("alternate", _HTML, title, f"{itself}{_query(data, 'html')}"),
            {**self._link("item", MVT, data.title, tiles), "templated": True},
        ]
        if matrix_set == WEB_MERCATOR_QUAD:
            links.append(self._link("describedby", _JSON, "TileJSON", f"{itself}{_query(data, 'tilejson')}"))
        return links

    def _link(self, relation: str, media_type: str, title: str, href: str) -> Document:
        return {"rel": relation, "type": media_type, "title": title, "href": href, "hreflang": self.language}

    def _credits(self, views: Sequence[LayerView]) -> str:
        told = (v.layer.attribution[self.language] for v in views if v.layer.attribution)
        return " · ".join(dict.fromkeys(told))


def _levels(views: Sequence[LayerView], matrix_set: TileMatrixSet) -> tuple[int, int]:
    return matrix_set.levels((min(map(lowest_zoom, views)), max(view.layer.zoom[1] for view in views)))


def _limits(limits: TileLimits) -> Document:
    return {
        "tileMatrix": str(limits.level),
        "minTileRow": limits.min_row,
        "maxTileRow": limits.max_row,
        "minTileCol": limits.min_column,
        "maxTileCol": limits.max_column,
    }


def _box(area: Bounds) -> Document:
    return {"lowerLeft": list(area[:2]), "upperRight": list(area[2:]), "crs": CRS84}


def _query(data: TiledData, f: str | None = None) -> str:
    parts = [f"f={f}"] if f else []
    parts += [f"collections={','.join(data.selection)}"] if data.selection else []
    return f"?{'&'.join(parts)}" if parts else ""
