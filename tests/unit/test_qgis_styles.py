"""QML, SLD and the QGIS project, of a small city of their own: as files to be read, and by what they must say.

``KENT_RENEW_GOLDEN=1`` writes the files in ``golden/`` anew; read the difference before it is committed.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from gis.code_list import CodeList
from gis.definitions import load_registry
from gis.derive.icons import read_icons
from gis.derive.qgis_expression import Untranslatable, qgis_expression, scale_of
from gis.derive.qgis_form import relation_id
from gis.derive.qgis_project import OverOgcApi, OverPostgresql, QgisProject, layer_key
from gis.derive.qml import QmlWriter
from gis.derive.sld import SldWriter
from gis.derive.style import Look
from gis.derive.symbology import SHIPPED_STYLES, StyleLayer, Styles, load_styles
from gis.errors import RegistryError
from gis.municipality import Municipality
from gis.registry import Layer, LayerView, Registry
from gis.relations import joins

GOLDEN = Path(__file__).with_name("golden")


def titled(name: str) -> dict[str, str]:
    return {"tr": f"{name} (tr)", "en": f"{name} (en)"}


def field(name: str, type: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "title": titled(name), "privacy": "open", **more}


def layer(id: str, geometry: str, fields: list[dict[str, Any]], **more: Any) -> Layer:
    shape = "none" if geometry == "none" else {"type": geometry, "privacy": "open"}
    return Layer.model_validate(
        {
            "id": id,
            "theme": "it",
            "title": titled(id),
            "owner": "it",
            "geometry": shape,
            "fields": fields,
            **more,
        }
    )


LAYERS = (
    layer("room", "none", [field("room_no", "text", required=True)], key=["room_no"], label="room_no"),
    layer(
        "pole",
        "Point",
        [
            field("kind", "code", codes="pole_kind"),
            field("height_m", "number", unit="m", min=1, max=40),
            field("room_id", "reference", layer="room", inverse=titled("poles")),
            field("set_up", "date"),
            field("seen_at", "timestamp"),
            field("lit", "boolean"),
            field("owner_name", "text", privacy="internal"),
        ],
        zoom=[14, 22],
    ),
    layer(
        "cable", "MultiLineString", [field("diameter_mm", "integer"), field("name", "text")], zoom=[12, 20]
    ),
    layer(
        "zone",
        "MultiPolygon",
        [field("kind", "code", codes="pole_kind"), field("name", "text")],
        label="name",
    ),
)
CODES = CodeList.model_validate(
    {
        "id": "pole_kind",
        "title": titled("kind"),
        "codes": [
            {"code": "steel", "title": titled("steel"), "color": "#0072b2", "icon": "mast"},
            {"code": "wood", "title": {"tr": "d'ahşap", "en": "wood"}, "color": "#8b6914", "retired": True},
        ],
    }
)
CABLE: list[dict[str, Any]] = [
    {
        "id": "line", "type": "line",
        "metadata": {"kent:slot": "overlay-line", "kent:legend": {}},
        "filter": [">", ["coalesce", ["get", "diameter_mm"], 1], 0],
        "layout": {"line-cap": "round", "line-join": "round"},
        "paint": {
            "line-color": "@overlay",
            "line-dasharray": [4, 2],
            "line-width": ["interpolate", ["exponential", 2], ["zoom"], 12, 1, 16, ["/", ["get", "diameter_mm"], 10]],
        },
    },
    {
        "id": "name", "type": "symbol", "minzoom": 17,
        "metadata": {"kent:slot": "label-overlay"},
        "filter": ["has", "name"],
        "layout": {
            "symbol-placement": "line",
            "text-field": ["concat", ["get", "name"], " Ø", ["to-string", ["get", "diameter_mm"]]],
            "text-font": ["Noto Sans Medium"],
            "text-size": 11,
        },
        "paint": {"text-color": "@network-name", "text-halo-color": "@land", "text-halo-width": 1.2},
    },
]  # fmt: skip
POLE: list[dict[str, Any]] = [
    {
        "id": "position", "type": "symbol", "minzoom": 15,
        "metadata": {"kent:slot": "overlay-point", "kent:legend": {"by": "kind"}},
        "layout": {"icon-image": ["kent:code-icon", "kind"], "icon-size": 0.5},
        "paint": {
            "icon-color": ["kent:code-color", "kind"],
            "icon-halo-color": "@land",
            "icon-halo-width": 1,
            "icon-opacity": ["match", ["get", "lit"], [True], 1, 0.5],
        },
    },
]  # fmt: skip
SHEET = '<svg><symbol id="mast" viewBox="0 0 24 24"><path d="M0 0h24v24z"/></symbol></svg>'


@pytest.fixture(scope="module")
def city() -> Registry:
    shipped = load_registry()
    return Registry(
        layers={one.id: one for one in LAYERS},
        codes={"pole_kind": CODES, "theme": shipped.codes["theme"], "licence": shipped.codes["licence"]},
        audiences={name: shipped.audiences[name] for name in ("public", "staff")},
        activities={},
    )


@pytest.fixture(scope="module")
def styles() -> Styles:
    fragments = {
        name: tuple(StyleLayer.model_validate(one) for one in layers)
        for name, layers in (("cable", CABLE), ("pole", POLE))
    }
    return Styles(fragments, load_styles().palette, read_icons(SHEET))


@pytest.fixture(scope="module")
def writer(city: Registry, styles: Styles) -> QmlWriter:
    return QmlWriter(city, styles, "en")


def seen(city: Registry, layer_id: str, audience: str = "public") -> LayerView:
    view = city.view(layer_id, audience)
    assert view is not None
    return view


def same_as_golden(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("KENT_RENEW_GOLDEN") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("layer_id", [one.id for one in LAYERS])
class TestGolden:
    def test_qml(self, city: Registry, writer: QmlWriter, layer_id: str) -> None:
        same_as_golden(f"{layer_id}.qml", writer.qml(seen(city, layer_id)))

    def test_sld(self, city: Registry, styles: Styles, layer_id: str) -> None:
        same_as_golden(f"{layer_id}.sld", SldWriter(city, styles, "en").sld(seen(city, layer_id)))


class TestQml:
    def test_no_name_of_an_unseen_field_is_in_it(self, city: Registry, writer: QmlWriter) -> None:
        assert "owner_name" not in writer.qml(seen(city, "pole"))
        assert "owner_name" in writer.qml(seen(city, "pole", "staff"))

    def test_a_title_is_the_readers(self, city: Registry, styles: Styles) -> None:
        assert 'name="kind (tr)"' in QmlWriter(city, styles, "tr").qml(seen(city, "pole"))

    def test_without_icons_a_circle_stands_for_them(self, city: Registry, styles: Styles) -> None:
        plain = QmlWriter(city, replace(styles, icons={}), "en").qml(seen(city, "pole"))
        assert "SvgMarker" not in plain
        assert "0,114,178,128" in plain  # #0072b2, of a pole of which nobody knows whether it is lit

    def test_a_hand_made_style_takes_its_place(self, city: Registry, styles: Styles) -> None:
        by_hand = replace(styles, qml={"zone": '<qgis version="3.22"><renderer-v2 attr="name"/></qgis>'})
        assert QmlWriter(city, by_hand).qml(seen(city, "zone")) == by_hand.qml["zone"]

    def test_a_hand_made_style_goes_to_no_audience_that_may_not_know_of_its_fields(
        self, city: Registry, styles: Styles
    ) -> None:
        by_hand = replace(
            styles, qml={"pole": '<qgis version="3.22"><renderer-v2 attr="owner_name"/></qgis>'}
        )
        assert "owner_name" not in QmlWriter(city, by_hand).qml(seen(city, "pole"))
        assert QmlWriter(city, by_hand).qml(seen(city, "pole", "staff")) == by_hand.qml["pole"]

    def test_a_home_gives_one_in_its_styles(self, tmp_path: Path) -> None:
        (tmp_path / "zone.qml").write_text("<qgis/>", encoding="utf-8")
        assert load_styles((SHIPPED_STYLES, tmp_path)).qml == {"zone": "<qgis/>"}

    def test_a_broken_one_is_told_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "zone.qml").write_text("<qgis>\n<a></b>", encoding="utf-8")
        with pytest.raises(RegistryError, match=r"zone\.qml:2"):
            load_styles((SHIPPED_STYLES, tmp_path))

    def test_every_shipped_layer_has_one_for_every_audience(self) -> None:
        registry, shipped = load_registry(), load_styles()
        for audience in registry.audiences:
            for view in registry.views(audience):
                written = QmlWriter(registry, shipped, "tr").qml(view)
                styled = ElementTree.fromstring(written)
                assert {f.get("name") for f in styled.findall("fieldConfiguration/field")} == {
                    "id",
                    *(f.name for f in view.fields),
                }
                assert (styled.find("renderer-v2") is None) == (view.geometry == "none")


class TestExpressions:
    @pytest.mark.parametrize(
        ("maplibre", "qgis"),
        [
            (["get", 'a"b'], '"a""b"'),
            (["has", "a"], '("a" IS NOT NULL)'),
            (["==", ["get", "a"], "it's"], "(\"a\" IS 'it''s')"),
            (["!=", ["get", "a"], 1.5], '("a" IS NOT 1.5)'),
            (["!", ["in", ["get", "a"], ["literal", ["x", "y"]]]], "(NOT coalesce(\"a\" IN ('x', 'y'), FALSE))"),
            (["all", True, [">", ["get", "a"], 2]], '(TRUE AND coalesce("a" > 2, FALSE))'),
            (["case", ["has", "a"], "x", "y"], "CASE WHEN (\"a\" IS NOT NULL) THEN 'x' ELSE 'y' END"),
            (["match", ["get", "a"], ["p", "q"], 1, "r", 2, 3],
             "CASE WHEN \"a\" IN ('p', 'q') THEN 1 WHEN \"a\" = 'r' THEN 2 ELSE 3 END"),
            (["step", ["get", "a"], 0, 5, 1, 9, 2], 'CASE WHEN "a" < 5 THEN 0 WHEN "a" < 9 THEN 1 ELSE 2 END'),
            (["interpolate", ["linear"], ["get", "a"], 0, 10, 4, 30],
             'CASE WHEN "a" <= 0 THEN 10 WHEN "a" <= 4 THEN 10 + (30 - 10) * ("a" - 0) / 4 ELSE 30 END'),
        ],
    )  # fmt: skip
    def test_maplibre_in_qgis_words(self, maplibre: Any, qgis: str) -> None:
        assert qgis_expression(maplibre) == qgis

    def test_the_zoom_is_the_maps_scale(self) -> None:
        assert qgis_expression(["zoom"]).startswith("with_variable('zoom', log(2, ")
        assert scale_of(14) == pytest.approx(2 * scale_of(15))
        assert scale_of(16) == pytest.approx(3508, rel=0.001)

    def test_colours_are_mixed_between_stops(self) -> None:
        said = qgis_expression(["interpolate", ["linear"], ["get", "a"], 1, "#ffffff", 3, "#000000"])
        assert "ramp_color(create_ramp(map(0, '#ffffff', 1, '#000000')), (\"a\" - 1) / 2)" in said

    @pytest.mark.parametrize(
        "unknown", [["rgb", 1, 2, 3], ["interpolate", ["linear"], ["zoom"], ["zoom"], 1, 2, 3]]
    )
    def test_what_qgis_cannot_say_is_told(self, unknown: Any) -> None:
        with pytest.raises(Untranslatable):
            qgis_expression(unknown)


class TestProject:
    @staticmethod
    def written(
        city: Registry, styles: Styles, connection: Any, audience: str = "public"
    ) -> ElementTree.Element:
        municipality = Municipality.model_validate(
            {"name": titled("City"), "storage_crs": "EPSG:5254", "boundary": "b.geojson"}
        )
        look = Look("en", "light", "https://kent.example")
        project = QgisProject(city, municipality, audience, styles, look, connection, (1, 2, 3, 4))
        return ElementTree.fromstring(project.qgs())

    def test_a_layer_lies_where_the_connection_says(self, city: Registry, styles: Styles) -> None:
        over_ogc = self.written(city, styles, OverOgcApi("https://kent.example", signed_in=True))
        sources = {m.findtext("id"): m.findtext("datasource") for m in over_ogc.iter("maplayer")}
        assert sources[layer_key("room")] == (
            "url='https://kent.example/ogc?properties=id,room_no' typename='room' authcfg='kentogc' "
            "pagingEnabled='true' pageSize='1000'"
        )
        over_postgresql = self.written(city, styles, OverPostgresql("public", 5254))
        sources = {m.findtext("id"): m.findtext("datasource") for m in over_postgresql.iter("maplayer")}
        assert sources[layer_key("zone")] == (
            "service='kent_public' key='id' estimatedmetadata=true srid=5254 type=MultiPolygon "
            'table="as_public"."zone" (geom)'
        )
        assert sources[layer_key("room")] == (
            "service='kent_public' key='id' estimatedmetadata=true table=\"as_public\".\"room\""
        )

    def test_relations_join_layers_of_the_project(self, city: Registry, styles: Styles) -> None:
        project = self.written(city, styles, OverOgcApi("https://kent.example", signed_in=False))
        [relation] = project.iter("relation")
        assert relation.get("id") == "pole.room_id.room"
        assert (relation.get("referencingLayer"), relation.get("referencedLayer")) == (
            layer_key("pole"),
            layer_key("room"),
        )
        assert [(p.get("referencingField"), p.get("referencedField")) for p in relation] == [
            ("room_id", "id")
        ]
        related = project.find(".//maplayer[id='kent_layer_room']//attributeEditorRelation")
        assert related is not None
        assert related.get("relation") == "pole.room_id.room"
        assert related.get("label") == "poles (en)"

    def test_no_two_relations_of_the_catalogue_share_an_id(self) -> None:
        registry = load_registry()
        for audience in registry.audiences:
            ids = [relation_id(join) for join in joins(registry, audience)]
            assert len(ids) == len(set(ids))

    def test_areas_lie_below_lines_and_points(self, city: Registry, styles: Styles) -> None:
        project = self.written(city, styles, OverOgcApi("https://kent.example", signed_in=False))
        order = [item.text for item in project.iter("item")]
        assert order == [layer_key("pole"), layer_key("cable"), layer_key("zone")]
