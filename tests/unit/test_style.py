"""The map's style and legend: valid, legible, and with nothing an audience may not see."""

import json
import subprocess
import sys
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from gis.derive.color import contrast, legible, mix
from gis.derive.drawing import CODE_GROUNDS, GRAPHIC_CONTRAST, Legible
from gis.derive.expression import fields_read
from gis.derive.legend import LegendEntry, legend
from gis.derive.style import MOST_LAYERS, Look, city_style
from gis.derive.symbology import SHIPPED_STYLES, SLOTS, Styles, Theme, load_styles
from gis.errors import RegistryError
from gis.generalisation import COUNT, lowest_zoom
from gis.layer_geometry import Geometry
from gis.registry import Layer, LayerView, Registry
from gis.text import LANGUAGES, Text
from gis.tile_attributes import tile_attributes

MAKE = SHIPPED_STYLES / "make"
THEMES: tuple[Theme, ...] = ("light", "dark")
LABEL_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""


@pytest.fixture(scope="module")
def styles() -> Styles:
    return load_styles()


def drawn_layers(document: dict[str, Any], layer: str) -> dict[str, dict[str, Any]]:
    return {s["id"]: s for s in document["layers"] if s["metadata"].get("kent:layer") == layer}


def style_of(registry: Registry, audience: str, styles: Styles, look: Look | None = None) -> dict[str, Any]:
    return city_style(registry, audience, look or Look(), styles)


def with_layer(registry: Registry, layer: Layer) -> Registry:
    return registry.model_copy(update={"layers": {**registry.layers, layer.id: layer}})


def with_class(registry: Registry, layer_id: str, field_name: str, privacy: str) -> Registry:
    """The registry with one field in another privacy class."""
    layer = registry.layers[layer_id]
    fields = tuple(
        f.model_copy(update={"privacy": privacy}) if f.name == field_name else f for f in layer.fields
    )
    return with_layer(registry, layer.model_copy(update={"fields": fields, "generalise": None}))


def new_layer(geometry: str, zoom: tuple[int, int] = (10, 22)) -> Layer:
    """A layer nobody wrote a style for, as a municipality adds one."""
    fields = [
        {"name": "name", "type": "text", "title": {"tr": "Ad", "en": "Name"}, "privacy": "open"},
        {
            "name": "use",
            "type": "code",
            "codes": "building_use",
            "title": {"tr": "Tür", "en": "Kind"},
            "privacy": "open",
        },
    ]
    return Layer.model_validate(
        {
            "id": "bench", "theme": "city", "title": {"tr": "Bank", "en": "Bench"}, "owner": "works",
            "zoom": zoom, "label": "name", "fields": fields,
            "geometry": {"type": geometry, "privacy": "open"},
        }
    )  # fmt: skip


@pytest.mark.needs("styles")
class TestSpecification:
    def test_maplibre_finds_no_fault_in_any_style(self, registry: Registry, styles: Styles) -> None:
        looks = [
            Look(language, theme, "https://kent.example") for language, theme in product(LANGUAGES, THEMES)
        ]
        geometries = ("Point", "MultiLineString", "MultiPolygon")
        blind = with_class(
            with_class(registry, "road", "road_class", "internal"), "poi", "category", "internal"
        )
        registries = [
            registry,
            blind,
            *(with_layer(registry, new_layer(geometry)) for geometry in geometries),
        ]
        documents = [
            style_of(r, a, styles, look) for r, a, look in product(registries, registry.audiences, looks)
        ]

        assert faults_of(documents) == []

    def test_the_judge_does_find_faults(self, registry: Registry, styles: Styles) -> None:
        document = style_of(registry, "public", styles)
        document["layers"][1]["paint"]["fill-color"] = ["get"]

        assert len(faults_of([document])) == 1


def faults_of(documents: list[dict[str, Any]]) -> list[str]:
    judge = subprocess.run(
        [Path(sys.executable).parent / "node", MAKE / "validate.mjs"],
        input=json.dumps(documents), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(judge.stdout)
    return found


class TestAudiences:
    def test_a_style_reads_only_fields_and_layers_its_audience_sees(
        self, registry: Registry, styles: Styles
    ) -> None:
        for audience in registry.audiences:
            views = {view.id: view for view in registry.views(audience)}
            for style_layer in style_of(registry, audience, styles)["layers"][1:]:
                view = views[style_layer["source-layer"]]
                parts = [
                    style_layer.get("filter"),
                    *style_layer["layout"].values(),
                    *style_layer["paint"].values(),
                ]
                read = set[str]().union(*(fields_read(part) for part in parts))
                known = {f.name for f in view.fields} | {own.name for own in tile_attributes(view)}
                assert read <= known, f"{audience}: {style_layer['id']}"

    def test_the_public_hears_of_no_camera_fibre_or_pipe(self, registry: Registry, styles: Styles) -> None:
        told = json.dumps(style_of(registry, "public", styles))

        assert [
            word for word in ("camera", "network_", "fibre", "pipe", "asset", "azimuth") if word in told
        ] == []

    def test_the_technician_sees_a_camera_where_it_is_and_where_it_looks(
        self, registry: Registry, styles: Styles
    ) -> None:
        cameras = drawn_layers(style_of(registry, "secure", styles), "camera")

        assert cameras["camera.position"]["layout"]["icon-image"][0] == "match"
        assert cameras["camera.direction"]["layout"]["icon-rotate"] == ["get", "azimuth_deg"]
        assert cameras["camera.direction"]["filter"] == ["has", "azimuth_deg"]

    def test_staff_see_a_camera_as_the_area_it_is_somewhere_in(
        self, registry: Registry, styles: Styles
    ) -> None:
        document = style_of(registry, "staff", styles)
        layers = drawn_layers(document, "camera")
        area = layers.pop("camera.cell")

        assert layers.keys() == {"camera.clusters", "camera.cluster-sizes"}  # of cells, and from afar
        assert area["type"] == "circle"
        # 100 m cell: 50 m are 50 / (60 828 m / 2^16) pixels at zoom 16
        assert radius_at(area["paint"]["circle-radius"], 16) == pytest.approx(53.9, abs=0.1)
        assert "azimuth_deg" not in json.dumps(document)

    def test_who_may_not_know_the_place_gets_nothing_drawn(self, registry: Registry, styles: Styles) -> None:
        assert registry.view("camera", "custody") is not None
        assert drawn_layers(style_of(registry, "custody", styles), "camera") == {}

    def test_an_unseen_field_reads_as_null(self, registry: Registry, styles: Styles) -> None:
        blind = with_class(with_class(registry, "road", "name", "internal"), "road", "road_class", "internal")
        document = style_of(blind, "public", styles)
        roads = drawn_layers(document, "road")

        assert "road.minor-name" not in roads  # a label without text is dropped
        assert "road.path" not in roads  # a filter that can never hold drops its layer
        assert "filter" not in roads["road.surface"]  # one that always holds is left out
        assert roads["road.surface"]["paint"]["line-color"][-1] == styles.color("street", "light")  # default

    def test_a_half_seen_label_falls_back_to_what_is_seen(self, registry: Registry, styles: Styles) -> None:
        document = style_of(with_class(registry, "parcel", "block_no", "internal"), "public", styles)
        text = drawn_layers(document, "parcel")["parcel.number"]["layout"]["text-field"]

        assert text == ["step", ["zoom"], ["get", "parcel_no"], 19, ["get", "parcel_no"]]


def radius_at(expression: Any, zoom: float) -> float:
    """Of an interpolation with base 2 between two zooms."""
    _, _, _, low, least, high, most = expression
    return float(least + (most - least) * (2 ** (zoom - low) - 1) / (2 ** (high - low) - 1))


class TestDrawingOrder:
    def test_slots_decide_it_whatever_the_layers(self, registry: Registry, styles: Styles) -> None:
        slots = [
            SLOTS.index(s["metadata"]["kent:slot"]) for s in style_of(registry, "secure", styles)["layers"]
        ]

        assert slots == sorted(slots)

    def test_streets_lie_over_all_casings_and_under_buildings(
        self, registry: Registry, styles: Styles
    ) -> None:
        order = [s["id"] for s in style_of(registry, "secure", styles)["layers"]]
        expected = [
            "background", "parcel.area", "park.area", "zoning.area", "road.casing", "road.surface", "building.area", "parcel.line",
            "neighbourhood.boundary", "water_pipe.pipe", "network_link.fibre", "network_node.position",
            "camera.position", "address_point.number", "parcel.number", "road.minor-name", "road.main-name",
            "poi.rank-1", "neighbourhood.name", "district.name",
        ]  # fmt: skip

        assert [layer for layer in order if layer in expected] == expected


class TestSources:
    def test_each_style_layer_finds_its_layer_in_its_tiles(self, registry: Registry, styles: Styles) -> None:
        document = style_of(registry, "secure", styles, Look(base_url="https://kent.example"))
        for style_layer in document["layers"][1:]:
            (tiles,) = document["sources"][style_layer["source"]]["tiles"]
            assert tiles.startswith("https://kent.example/tiles/")
            assert tiles.endswith("/{z}/{x}/{y}")
            assert style_layer["source-layer"] in tiles.split("/")[4].split(",")
            view = registry.view(style_layer["source-layer"], "secure")
            assert view is not None
            assert style_layer["minzoom"] >= lowest_zoom(view)
            assert style_layer["minzoom"] >= document["sources"][style_layer["source"]]["minzoom"]
        assert document["glyphs"] == "https://kent.example/fonts/{fontstack}/{range}.pbf"
        assert document["sprite"] == "https://kent.example/sprites/city"

    def test_generalised_levels_are_drawn_where_a_style_asks_for_them(
        self, registry: Registry, styles: Styles
    ) -> None:
        drawn = {s["id"]: s["minzoom"] for s in style_of(registry, "public", styles)["layers"][1:]}

        assert (drawn["parcel.area"], registry.layers["parcel"].zoom[0]) == (9, 14)
        assert drawn["parcel.line"] == 10
        assert {i for i, zoom in drawn.items() if zoom < registry.layers[i.split(".")[0]].zoom[0]} == {
            "parcel.area",
            "parcel.line",
            "road.surface",
            *(
                f"{layer}.{part}"
                for layer in ("lighting_pole", "request")
                for part in ("clusters", "cluster-sizes")
            ),
        }

    def test_what_would_cover_the_base_map_waits_until_it_is_asked_for(
        self, registry: Registry, styles: Styles
    ) -> None:
        layers = style_of(registry, "secure", styles)["layers"][1:]
        hidden = {s["source-layer"] for s in layers if s["layout"].get("visibility") == "none"}
        drawn = {s["source-layer"] for s in layers if s["layout"].get("visibility") != "none"}

        assert hidden == {i for i, layer in registry.layers.items() if not layer.shown}
        assert {"zoning", "plan_boundary", "easement", "directorate_area"} <= hidden
        assert not hidden & drawn
        assert {"parcel", "road", "building", "park", "tree", "bus_stop"} <= drawn

    def test_the_public_is_sent_to_no_tile_it_may_not_have(self, registry: Registry, styles: Styles) -> None:
        sources = style_of(registry, "public", styles)["sources"]
        asked = {layer for s in sources.values() for layer in s["tiles"][0].split("/")[2].split(",")}

        assert asked == {v.id for v in registry.views("public") if v.geometry != "none"}

    @pytest.mark.parametrize(
        ("zoom", "source_zooms", "maxzoom"),
        [((10, 22), (10, 17), None), ((19, 22), (11, 19), None), ((6, 12), (6, 17), 13)],
    )
    def test_tiles_reach_every_zoom_of_their_layers(
        self,
        registry: Registry,
        styles: Styles,
        zoom: tuple[int, int],
        source_zooms: tuple[int, int],
        maxzoom: int | None,
    ) -> None:
        document = style_of(with_layer(registry, new_layer("Point", zoom)), "public", styles)
        source = document["sources"]["city"]

        assert (source["minzoom"], source["maxzoom"]) == source_zooms
        assert drawn_layers(document, "bench")["bench.point"].get("maxzoom") == maxzoom

    def test_a_layers_attribution_is_credited_in_the_language(
        self, registry: Registry, styles: Styles
    ) -> None:
        credit = Text(tr="© Örnek Belediyesi", en="© Sample Municipality")
        uncredited = {
            i: layer.model_copy(update={"attribution": None, "reach": "query"})
            for i, layer in registry.layers.items()
        }
        road = registry.layers["road"].model_copy(update={"attribution": credit})
        credited = registry.model_copy(update={"layers": {**uncredited, "road": road}})

        for language in LANGUAGES:
            sources = style_of(credited, "public", styles, Look(language))["sources"]
            assert sources["transport"]["attribution"] == credit[language]
            assert "attribution" not in sources["cadastre"]


class TestLegibility:
    @pytest.mark.parametrize("theme", THEMES)
    def test_each_role_is_told_from_its_grounds(self, styles: Styles, theme: Theme) -> None:
        least = {"graphic": GRAPHIC_CONTRAST, "label": LABEL_CONTRAST}
        for name, role in styles.palette.items():
            for ground in role.over:
                measured = contrast(role[theme], styles.color(ground, theme))
                assert measured >= least[role.use], f"{name} on {ground}: {measured:.2f}"

    @pytest.mark.parametrize("theme", THEMES)
    def test_each_code_is_told_from_the_ground(
        self, registry: Registry, styles: Styles, theme: Theme
    ) -> None:
        colors = Legible(styles, theme)
        for code_list in registry.codes.values():
            for code, ground in product(code_list.codes, CODE_GROUNDS):
                measured = contrast(colors.code(code), styles.color(ground, theme))
                assert measured >= GRAPHIC_CONTRAST, f"{code_list.id}.{code.code} on {ground}: {measured:.2f}"

    @pytest.mark.parametrize("theme", THEMES)
    def test_each_label_is_told_from_its_halo(self, registry: Registry, styles: Styles, theme: Theme) -> None:
        labels = [
            s
            for s in style_of(registry, "secure", styles, Look(theme=theme))["layers"]
            if "text-field" in s.get("layout", {})
        ]

        assert len(labels) > 15
        for label in labels:
            measured = contrast(label["paint"]["text-color"], label["paint"]["text-halo-color"])
            assert measured >= LABEL_CONTRAST, f"{label['id']}: {measured:.2f}"

    def test_names_are_never_changed_by_the_browsers_idea_of_capitals(
        self, registry: Registry, styles: Styles
    ) -> None:
        told = json.dumps(style_of(registry, "secure", styles))

        assert [word for word in ("text-transform", "upcase", "downcase") if word in told] == []

    def test_media_differ_by_dash_as_well_as_by_colour(self, registry: Registry, styles: Styles) -> None:
        links = drawn_layers(style_of(registry, "secure", styles), "network_link")
        dashes = [
            json.dumps(links[f"network_link.{m}"]["paint"].get("line-dasharray"))
            for m in ("fibre", "copper", "radio")
        ]

        assert len(set(dashes)) == 3

    def test_contrast_is_that_of_wcag(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)

    def test_a_colour_moves_no_further_than_it_must(self) -> None:
        assert legible("#0072b2", ("#ffffff",), 3) == "#0072b2"
        moved = legible("#e3bd62", ("#ffffff",), 3)
        assert 3 <= contrast(moved, "#ffffff") < 3.1
        assert contrast(legible("#23395d", ("#1d2023",), 3), "#1d2023") >= 3

    def test_a_mixture_lies_between(self) -> None:
        assert mix("#000000", "#ffffff", 0.5) == "#808080"
        assert mix("#123456", "#ffffff", 1) == "#123456"


class TestLanguage:
    def test_codes_are_written_in_the_readers_language(self, registry: Registry, styles: Styles) -> None:
        told = {
            language: json.dumps(style_of(registry, "staff", styles, Look(language)), ensure_ascii=False)
            for language in LANGUAGES
        }

        assert "Düktil demir" in told["tr"]
        assert "Düktil demir" not in told["en"]
        assert "Ductile iron" in told["en"]
        assert "Ductile iron" not in told["tr"]


@pytest.mark.needs("styles")
class TestIcons:
    def test_every_icon_named_is_drawn(self, registry: Registry, styles: Styles) -> None:
        maki = MAKE / "node_modules" / "@mapbox" / "maki" / "icons"
        drawn = {file.stem for folder in (SHIPPED_STYLES / "icons", maki) for file in folder.rglob("*.svg")}
        of_codes = {c.icon for code_list in registry.codes.values() for c in code_list.codes if c.icon}
        document = style_of(registry, "secure", styles)
        of_layers = {
            s["layout"]["icon-image"]
            for s in document["layers"][1:]
            if isinstance(s["layout"].get("icon-image"), str)
        }

        assert {"camera-fixed", "hospital"} <= of_codes
        assert "view-cone" in of_layers
        assert of_codes | of_layers | {"marker"} <= drawn


class TestHomeStyles:
    def test_a_municipality_draws_a_layer_its_own_way(self, registry: Registry, tmp_path: Path) -> None:
        own = [
            {
                "id": "bold",
                "type": "line",
                "metadata": {"kent:slot": "road"},
                "paint": {"line-color": "@brand"},
            }
        ]
        (tmp_path / "road.json").write_text(json.dumps(own))
        (tmp_path / "palette.yaml").write_text(
            'brand: {use: graphic, over: [land], light: "#aa0000", dark: "#ff8888"}'
        )
        styles = load_styles((SHIPPED_STYLES, tmp_path))
        document = style_of(registry, "public", styles, Look(theme="dark"))

        assert {i: s["paint"] for i, s in drawn_layers(document, "road").items()} == {
            "road.bold": {"line-color": "#ff8888"}
        }
        assert drawn_layers(document, "parcel").keys() == {"parcel.area", "parcel.line", "parcel.number"}

    def test_a_layer_without_style_is_drawn_by_its_geometry(self, registry: Registry, styles: Styles) -> None:
        kinds = {"Point": "circle", "MultiPoint": "circle", "LineString": "line", "MultiPolygon": "fill"}
        for geometry, kind in kinds.items():
            document = style_of(with_layer(registry, new_layer(geometry)), "public", styles)
            benches = list(drawn_layers(document, "bench").values())
            assert benches[0]["type"] == kind
            assert benches[0]["paint"][f"{kind}-color"][:2] == ["match", ["get", "use"]]
            assert benches[-1]["layout"]["text-field"] == ["get", "name"]

    def test_a_coarsened_layer_without_style_is_an_area_too(self, registry: Registry, styles: Styles) -> None:
        geometry = Geometry.model_validate(
            {"type": "Point", "privacy": "restricted", "coarsen": {"staff": 250}}
        )
        benches = with_layer(registry, new_layer("Point").model_copy(update={"geometry": geometry}))
        (area,) = drawn_layers(style_of(benches, "staff", styles), "bench").values()

        assert area["type"] == "circle"
        assert radius_at(area["paint"]["circle-radius"], 16) == pytest.approx(125 * 2**16 / 60_828)

    @pytest.mark.parametrize(
        ("fragment", "told"),
        [
            (
                '[{"id": "x", "type": "line",\n "metadata": {"kent:slot": "roof"}}]',
                "road.json:2: 0.metadata.kent:slot",
            ),
            ('[{"id": "x", "type": "line"}]', "road.json:1: 0.metadata: is required"),
            ('[{"id": "x",\n "id": "y"}]', "road.json:2: 'id' is given twice"),
        ],
    )
    def test_a_wrong_file_is_told_with_its_line(self, tmp_path: Path, fragment: str, told: str) -> None:
        (tmp_path / "road.json").write_text(fragment)

        with pytest.raises(RegistryError) as failure:
            load_styles((SHIPPED_STYLES, tmp_path))
        assert told in str(failure.value)

    @pytest.mark.parametrize(
        ("paint", "told"),
        [
            ({"line-color": "@chartreuse"}, "@chartreuse"),
            ({"line-width": ["get", "lanes"]}, "road.x: the layer has no field lanes"),
            ({"line-color": ["kent:code-color", "width_m"]}, "'width_m' is no field with a code list"),
        ],
    )
    def test_a_name_that_is_not_there_is_told(
        self, registry: Registry, tmp_path: Path, paint: object, told: str
    ) -> None:
        fragment = [{"id": "x", "type": "line", "metadata": {"kent:slot": "road"}, "paint": paint}]
        (tmp_path / "road.json").write_text(json.dumps(fragment))

        with pytest.raises(RegistryError) as failure:
            style_of(registry, "public", load_styles((SHIPPED_STYLES, tmp_path)))
        assert told in str(failure.value)


class TestLegend:
    def entries(
        self, registry: Registry, styles: Styles, layer: str, audience: str = "secure", theme: Theme = "light"
    ) -> tuple[LegendEntry, ...]:
        view = registry.view(layer, audience)
        assert view is not None
        return legend(registry, view, styles, theme)

    def test_every_drawn_layer_has_one(self, registry: Registry, styles: Styles) -> None:
        for audience, theme in product(registry.audiences, THEMES):
            for view in registry.views(audience):
                entries = legend(registry, view, styles, theme)
                assert bool(entries) == (view.geometry != "none"), f"{audience}: {view.id}"

    def test_codes_come_in_the_order_of_their_list_with_the_colours_of_the_map(
        self, registry: Registry, styles: Styles
    ) -> None:
        entries = self.entries(registry, styles, "poi")
        codes = registry.codes["poi_category"].codes

        assert [(e.code, e.icon, e.title) for e in entries] == [(c.code, c.icon, c.title) for c in codes]
        assert {e.kind for e in entries} == {"icon"}
        assert [e.color for e in entries] == [Legible(styles, "light").code(c) for c in codes]

    def test_lines_show_their_dash_and_casing(self, registry: Registry, styles: Styles) -> None:
        media = {e.code: (e.kind, e.dash is None) for e in self.entries(registry, styles, "network_link")}
        roads = {e.code: e for e in self.entries(registry, styles, "road")}

        assert media == {"fibre": ("line", True), "copper": ("line", False), "radio": ("line", False)}
        assert list(roads) == [c.code for c in registry.codes["road_class"].codes]
        assert roads["motorway"].outline == styles.color("trunk-casing", "light")
        assert (roads["motorway"].width or 0) > (roads["minor"].width or 0) > (roads["service"].width or 0)
        assert roads["path"].dash
        assert not roads["minor"].dash

    def test_a_layer_without_codes_is_one_entry_under_its_title(
        self, registry: Registry, styles: Styles
    ) -> None:
        (parcel,) = self.entries(registry, styles, "parcel", "public", "dark")

        assert parcel == LegendEntry(
            title=registry.layers["parcel"].title, kind="fill",
            color=styles.color("block", "dark"), outline=styles.color("parcel-line", "dark"),
        )  # fmt: skip

    def test_it_shows_what_the_audience_sees(self, registry: Registry, styles: Styles) -> None:
        assert {e.kind for e in self.entries(registry, styles, "camera", "secure")} == {"icon"}
        (staff,) = self.entries(registry, styles, "camera", "staff")
        assert (staff.kind, staff.title) == ("circle", registry.layers["camera"].title)
        assert self.entries(registry, styles, "camera", "custody") == ()

    def test_codes_the_audience_may_not_see_are_not_listed(self, registry: Registry, styles: Styles) -> None:
        blind = with_class(registry, "poi", "category", "internal")

        assert {e.code for e in self.entries(blind, styles, "poi", "public")} == {None}

    def test_retired_codes_are_drawn_but_not_listed(self, registry: Registry, styles: Styles) -> None:
        media = registry.codes["link_medium"]
        codes = tuple(c.model_copy(update={"retired": c.code == "copper"}) for c in media.codes)
        retired = registry.model_copy(
            update={"codes": {**registry.codes, "link_medium": media.model_copy(update={"codes": codes})}}
        )

        assert [e.code for e in self.entries(retired, styles, "network_link")] == ["fibre", "radio"]
        assert "network_link.copper" in drawn_layers(style_of(retired, "secure", styles), "network_link")

    def test_a_layer_without_style_has_one_too(self, registry: Registry, styles: Styles) -> None:
        layer = new_layer("Point")
        view = LayerView(layer=layer, audience="public", fields=layer.fields, geometry="exact")

        assert {e.kind for e in legend(registry, view, styles, "light")} == {"circle"}


class TestClusters:
    def test_points_below_their_zooms_are_drawn_by_number(self, registry: Registry, styles: Styles) -> None:
        layers = style_of(registry, "secure", styles)["layers"]
        circle, number = (
            next(s for s in layers if s["id"] == f"camera.{name}") for name in ("clusters", "cluster-sizes")
        )
        positions = next(s for s in layers if s["id"] == "camera.position")

        for found in (circle, number):
            assert (found["source-layer"], found["maxzoom"]) == ("camera", positions["minzoom"])
            assert found["minzoom"] == positions["minzoom"] - 4
        assert number["layout"]["text-field"][1] == ["get", COUNT]

    def test_their_source_reaches_down_to_them(self, registry: Registry, styles: Styles) -> None:
        document = style_of(registry, "secure", styles)
        clusters = next(s for s in document["layers"] if s["id"] == "camera.clusters")

        assert document["sources"][clusters["source"]]["minzoom"] <= clusters["minzoom"]

    def test_who_sees_cells_sees_them_counted(self, registry: Registry, styles: Styles) -> None:
        who = [
            a
            for a in registry.audiences
            for v in registry.views(a)
            if v.id == "request" and v.geometry == "coarsened"
        ]
        assert who
        for audience in who:
            assert "request.clusters" in drawn_layers(style_of(registry, audience, styles), "request")

    def test_layers_that_do_not_ask_for_them_have_none(self, registry: Registry, styles: Styles) -> None:
        drawn = {s["id"] for s in style_of(registry, "secure", styles)["layers"]}

        assert "tree.crown" in drawn
        assert not {"tree.clusters", "parcel.clusters"} & drawn


def test_a_theme_of_more_layers_than_one_tile_holds_has_several_sources(
    registry: Registry, styles: Styles
) -> None:
    many = reduce(
        lambda city, number: with_layer(
            city, new_layer("Point").model_copy(update={"id": f"bench_{number}"})
        ),
        range(MOST_LAYERS + 5),
        registry,
    )
    document = style_of(many, "public", styles)

    composites = {name: s["tiles"][0].split("/")[-4].split(",") for name, s in document["sources"].items()}
    assert max(map(len, composites.values())) == MOST_LAYERS
    assert {"city", "city-2"} <= composites.keys()
    for found in document["layers"][1:]:
        assert found["source-layer"] in composites[found["source"]]
