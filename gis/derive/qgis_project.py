"""A QGIS project with everything an audience may see: layers, styles, forms, value lists, relations. Pure.

Its ids are Kent's, the same in every project, so that a person's own layouts and styles find their layers again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from gis.crs import Bounds, read_crs
from gis.derive.qgis_base_map import BASE_MAP, TITLE, BaseMap
from gis.derive.qgis_form import Referenced, relation_id
from gis.derive.qgis_xml import VERSION, options
from gis.derive.qml import DOCTYPE, QmlWriter, written
from gis.derive.style import Look
from gis.derive.symbology import Styles
from gis.municipality import Municipality
from gis.registry import LayerView, Registry, schema_name
from gis.relations import joins
from gis.text import Language, Text

ACCOUNT = "kentogc"
"""The id under which a user keeps their own name and password in QGIS; seven letters, as QGIS wants."""
_PAGE = 1000
_CANVAS = "land"


class Connection(Protocol):
    """How a project reaches its layers."""

    @property
    def provider(self) -> str:
        """QGIS's name of it."""
        ...

    @property
    def crs(self) -> str:
        """In which features arrive: ``EPSG:n``."""
        ...

    def source(self, view: LayerView) -> str:
        """QGIS's data source of a layer; it holds no secret."""
        ...


@dataclass(frozen=True)
class OverOgcApi:
    """Through Kent's OGC API.

    Attributes:
        base_url: without a closing slash.
        signed_in: whether layers are asked for with the account a user keeps as ``ACCOUNT``.
    """

    base_url: str
    signed_in: bool
    provider: str = "OAPIF"
    crs: str = "EPSG:4326"

    def source(self, view: LayerView) -> str:
        # QGIS makes no attribute of a feature's id unless it is asked for among the properties.
        named = ",".join(("id", *(f.name for f in view.fields)))
        parts = {"url": f"{self.base_url}/ogc?properties={named}", "typename": view.id}
        if self.signed_in:
            parts["authcfg"] = ACCOUNT
        parts |= {"pagingEnabled": "true", "pageSize": str(_PAGE)}
        if view.geometry != "none":
            parts["restrictToRequestBBOX"] = "1"
        return " ".join(f"{name}='{value}'" for name, value in parts.items())


@dataclass(frozen=True)
class OverPostgresql:
    """From the audience's own schema, by a service of the user's ``pg_service.conf``; its role can only read.

    Attributes:
        srid: of the storage CRS.
    """

    audience: str
    srid: int
    provider: str = "postgres"

    @property
    def crs(self) -> str:
        return f"EPSG:{self.srid}"

    @property
    def service(self) -> str:
        return service_name(self.audience)

    def source(self, view: LayerView) -> str:
        base = f"service='{self.service}' key='id' estimatedmetadata=true"
        table = f'table="{schema_name(self.audience)}"."{view.id}"'
        if view.geometry == "none":
            return f"{base} {table}"
        return f"{base} srid={self.srid} type={view.layer.geometry_type} {table} (geom)"


def layer_key(layer_id: str) -> str:
    """A layer's id in the project: QGIS replaces one of ten letters or less."""
    return f"kent_layer_{layer_id}"


def service_name(audience: str) -> str:
    """What the audience's database is called in ``pg_service.conf``."""
    return f"kent_{audience}"


@dataclass(frozen=True)
class QgisProject:
    """One audience's project.

    Args:
        extent: of the municipality, in the storage CRS.
        look: language, theme and Kent's address, for the base map.
    """

    registry: Registry
    municipality: Municipality
    audience: str
    styles: Styles
    look: Look
    connection: Connection
    extent: Bounds

    def qgs(self) -> str:
        """The project file.

        Raises:
            RegistryError: as ``gis.derive.style.city_style``.
        """
        name = self.municipality.name[self._language]
        whole = Element("qgis", version=VERSION, projectname=name)
        SubElement(whole, "homePath", path="")
        _text(whole, "title", name)
        SubElement(whole, "projectCrs").append(_crs(self.municipality.storage_crs))
        whole.append(self._tree())
        whole.append(self._relations())
        whole.append(self._canvas())
        layers = SubElement(whole, "projectlayers")
        layers.extend(self._map_layer(view) for view in self._views)
        if self._has_base_map:
            layers.append(self._base_map_layer())
        whole.append(self._properties())
        whole.append(self._metadata(name))
        whole.append(self._view_settings())
        return DOCTYPE + written(whole)

    @property
    def _language(self) -> Language:
        return self.look.language

    @cached_property
    def _views(self) -> tuple[LayerView, ...]:
        return self.registry.views(self.audience)

    @cached_property
    def _writer(self) -> QmlWriter:
        referenced = {
            v.id: Referenced(
                layer_key(v.id),
                v.layer.title[self._language],
                self.connection.provider,
                self.connection.source(v),
            )
            for v in self._views
        }
        return QmlWriter(
            self.registry,
            self.styles,
            self._language,
            self.look.theme,
            joins(self.registry, self.audience),
            referenced,
        )

    @cached_property
    def _base_map(self) -> BaseMap:
        return BaseMap(self._writer, self.look.base_url)

    @cached_property
    def _has_base_map(self) -> bool:
        return bool(self._base_map.layers)

    def _tree(self) -> Element:
        """Themes in the registry's order; what the base map draws already, or waits, is there to be switched on."""
        tree = Element("layer-tree-group")
        drawn_below = {v.id for v, _ in self._base_map.layers}
        for theme in self.registry.codes["theme"].codes:
            views = [v for v in self._views if v.layer.theme == theme.code]
            if views:
                group = _group(tree, theme.title[self._language])
                for view in views:
                    self._tree_layer(group, view, shown=view.layer.shown and view.id not in drawn_below)
        if self._has_base_map:
            group = _group(tree, TITLE[self._language])
            SubElement(
                group,
                "layer-tree-layer",
                id=BASE_MAP,
                name=TITLE[self._language],
                providerKey="vectortile",
                source=self._base_map.source,
                checked="Qt::Checked",
                expanded="0",
            )
        order = SubElement(tree, "custom-order", enabled="1")
        for layer_id in self._from_the_top():
            _text(order, "item", layer_id)
        return tree

    def _tree_layer(self, group: Element, view: LayerView, *, shown: bool) -> None:
        SubElement(
            group,
            "layer-tree-layer",
            id=layer_key(view.id),
            name=view.layer.title[self._language],
            providerKey=self.connection.provider,
            source=self.connection.source(view),
            checked="Qt::Checked" if shown else "Qt::Unchecked",
            expanded="0",
        )

    def _from_the_top(self) -> Iterator[str]:
        """Drawing order is the map's, whatever the themes are."""
        drawn = [v for v in self._views if v.geometry != "none"]
        yield from (
            layer_key(v.id) for v in sorted(drawn, key=lambda v: self._writer.symbols(v).height, reverse=True)
        )
        if self._has_base_map:
            yield BASE_MAP

    def _relations(self) -> Element:
        made = Element("relations")
        for join in joins(self.registry, self.audience):
            relation = SubElement(
                made,
                "relation",
                id=relation_id(join),
                name=join.inverse[self._language],
                referencingLayer=layer_key(join.layer),
                referencedLayer=layer_key(join.target),
                strength="Association",
            )
            for own, other in join.pairs:
                SubElement(relation, "fieldRef", referencingField=own, referencedField=other)
        return made

    def _map_layer(self, view: LayerView) -> Element:
        made = self._writer.style(view)
        made.tag = "maplayer"
        for unfit in ("version", "styleCategories"):
            made.attrib.pop(unfit, None)
        kind = view.layer.geometry_type if view.geometry != "none" else None
        made.attrib |= {
            "type": "vector",
            "wkbType": kind or "NoGeometry",
            "geometry": (kind or "No geometry").removeprefix("Multi").replace("LineString", "Line"),
        }
        title = view.layer.title[self._language]
        for tag, text in (
            ("id", layer_key(view.id)),
            ("datasource", self.connection.source(view)),
            ("layername", title),
        ):
            _text(made, tag, text)
        SubElement(made, "srs").append(_crs(self.connection.crs))
        SubElement(made, "provider", encoding="UTF-8").text = self.connection.provider
        made.append(self._layer_metadata(view, title))
        return made

    def _layer_metadata(self, view: LayerView, title: str) -> Element:
        made = Element("resourceMetadata")
        _text(made, "identifier", view.id)
        _text(made, "language", self._language)
        _text(made, "type", "dataset")
        _text(made, "title", title)
        _text(made, "abstract", view.layer.description[self._language] if view.layer.description else "")
        if view.layer.attribution is not None:
            _text(made, "rights", view.layer.attribution[self._language])
        if view.layer.licence is not None:
            licence = next(c for c in self.registry.codes["licence"].codes if c.code == view.layer.licence)
            _text(made, "license", licence.title[self._language])
        return made

    def _base_map_layer(self) -> Element:
        made = Element("maplayer", type="vector-tile", hasScaleBasedVisibilityFlag="0")
        for tag, text in (
            ("id", BASE_MAP),
            ("datasource", self._base_map.source),
            ("layername", TITLE[self._language]),
        ):
            _text(made, tag, text)
        SubElement(made, "srs").append(_crs("EPSG:3857"))
        _text(made, "provider", "vectortile")
        made.extend(self._base_map.style_elements())
        return made

    def _canvas(self) -> Element:
        made = Element("mapcanvas", name="theMapCanvas", annotationsVisible="1")
        _text(made, "units", "meters")
        extent = SubElement(made, "extent")
        for tag, value in zip(("xmin", "ymin", "xmax", "ymax"), self.extent, strict=True):
            _text(extent, tag, f"{value:.3f}")
        SubElement(made, "destinationsrs").append(_crs(self.municipality.storage_crs))
        return made

    def _properties(self) -> Element:
        """The canvas is the map's ground, and areas are measured on the ellipsoid of the storage CRS."""
        made = Element("properties")
        color = self._writer.colors.role(_CANVAS)
        gui = SubElement(made, "Gui")
        for part, at in (("Red", 1), ("Green", 3), ("Blue", 5)):
            SubElement(gui, f"CanvasColor{part}Part", type="int").text = str(int(color[at : at + 2], 16))
        enabled = SubElement(SubElement(made, "SpatialRefSys"), "ProjectionsEnabled", type="int")
        enabled.text = "1"  # without it the project has no CRS
        measured = SubElement(made, "Measurement")
        SubElement(measured, "AreaUnits", type="QString").text = "m2"
        SubElement(measured, "DistanceUnits", type="QString").text = "meters"
        return made

    def _metadata(self, name: str) -> Element:
        made = Element("projectMetadata")
        _text(made, "identifier", f"{self.look.base_url}/ogc")
        _text(made, "language", self._language)
        _text(made, "title", name)
        audience = self.registry.audiences[self.audience].title[self._language]
        said = Text(
            tr=f"{name}: {audience} hedef kitlesinin gördüğü katmanlar. Kent üretmiştir.",
            en=f"{name}: the layers of the audience {audience}. Made by Kent.",
        )
        _text(made, "abstract", said[self._language])
        contact = self.municipality.contact
        if contact.organisation is not None:
            _text(made, "author", contact.organisation[self._language])
        credits = dict.fromkeys(
            v.layer.attribution[self._language] for v in self._views if v.layer.attribution
        )
        for credit in credits:
            _text(made, "rights", credit)
        return made

    def _view_settings(self) -> Element:
        made = Element("ProjectViewSettings", UseProjectScales="0", rotation="0")
        bounds = dict(zip(("xmin", "ymin", "xmax", "ymax"), (f"{v:.3f}" for v in self.extent), strict=True))
        SubElement(made, "DefaultViewExtent", bounds).append(_crs(self.municipality.storage_crs))
        return made


def _group(parent: Element, title: str) -> Element:
    group = SubElement(parent, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
    options(SubElement(group, "customproperties"), {})
    return group


def _crs(authority_code: str) -> Element:
    """By its definition: QGIS looks an authority's code up only beside a number of its own database."""
    made = Element("spatialrefsys", nativeFormat="Wkt")
    _text(made, "wkt", read_crs(authority_code).to_wkt())
    _text(made, "authid", authority_code)
    return made


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
