"""The project of ``kent qgis`` and the styles of ``/styles``, in the distribution's own QGIS, without a screen.

What QGIS does stands in `open_with_qgis.py`; it is asked once, for all projects.
"""

import io
import json
import os
import stat
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from gis.definitions import load_registry
from gis.derive.color import mix
from gis.derive.legend import legend
from gis.derive.qgis_expression import scale_of
from gis.derive.qgis_form import relation_id
from gis.derive.qgis_project import ACCOUNT, layer_key
from gis.derive.symbology import load_styles
from gis.registry import Field, LayerView
from gis.relations import joins
from tests import needs
from tests.needs import SYSTEM_PYTHON
from tests.portal.conftest import BROWSER_FLAGS, TOWN
from tests.portal.portal_page import PortalPage
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

pytestmark = pytest.mark.needs("qgis", "styles")

SCRIPT = Path(__file__).with_name("open_with_qgis.py")
AUDIENCES = {"public": "public", "technician": "secure", "postgresql": "secure"}
"""Project -> whose it is."""
REGISTRY = load_registry()
STYLES = load_styles()
MIDDLE, ZOOM, SIDE = (30.6031, 39.3548), 16, 500
PICTURES = {
    "base map": ("public", ["kent_base_map"]),
    "layers": ("public", [layer_key(name) for name in ("building", "road", "parking", "park", "parcel")]),
    "cameras": ("technician", [layer_key("camera")]),
}
WIDGETS = {
    "text": "TextEdit",
    "integer": "Range",
    "number": "Range",
    "boolean": "CheckBox",
    "date": "DateTime",
    "timestamp": "DateTime",
    "code": "ValueMap",
    "reference": "RelationReference",
}


@pytest.fixture(scope="module")
def folder(kent: RunningKent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every project and style, fetched and written the ways users do."""
    made = tmp_path_factory.mktemp("qgis")
    with urlopen(f"{kent.url}/api/qgis?lang=en") as answer:  # as the public downloads it
        (made / "public.qgz").write_bytes(answer.read())
    kent.command("qgis", "--user", TECHNICIAN, "--language", "en", str(made / "technician.qgz"))
    kent.command("qgis", "--audience", "secure", "--over", "postgresql", "--language", "en", str(made / "postgresql.qgz"))  # fmt: skip
    for view in REGISTRY.views("public"):
        for form in ("qml", "sld"):
            with urlopen(f"{kent.url}/styles/{view.id}.{form}?lang=en") as answer:
                (made / f"{view.id}.{form}").write_bytes(answer.read())
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Any]:
    """What QGIS, with a new profile, makes of it all."""
    asked = {
        "account": {"id": ACCOUNT, "name": TECHNICIAN, "password": PASSWORD},
        "projects": {name: str(folder / f"{name}.qgz") for name in AUDIENCES},
        "styles": {
            v.id: {form: str(folder / f"{v.id}.{form}") for form in ("qml", "sld")}
            for v in REGISTRY.views("public")
        },
        "styled_in": "public",
        "pictures": {
            name: {"project": project, "layers": layers, "at": MIDDLE, "side": SIDE, "scale": scale_of(ZOOM)}
            for name, (project, layers) in PICTURES.items()
        },
    }
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
        "PGSERVICEFILE": str(folder / "postgresql.pg_service.conf"),
    }
    done = subprocess.run(
        [SYSTEM_PYTHON, SCRIPT],
        input=json.dumps(asked),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture(params=AUDIENCES)
def project(request: pytest.FixtureRequest, found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A project's audience, and what QGIS made of it."""
    return AUDIENCES[request.param], found["projects"][request.param]


def with_rows(audience: str, project: dict[str, Any]) -> Iterator[tuple[LayerView, dict[str, Any]]]:
    """Over the OGC API, QGIS learns of a layer's fields from its features: an empty one has none."""
    for view in REGISTRY.views(audience):
        layer = project["layers"][layer_key(view.id)]
        if layer["count"] != 0:
            yield view, layer


class TestProject:
    def test_it_opens_with_every_layer_of_the_audience(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        assert opened["opened"]
        assert set(opened["layers"]) == {
            "kent_base_map",
            *(layer_key(v.id) for v in REGISTRY.views(audience)),
        }
        assert [id for id, layer in opened["layers"].items() if not layer["valid"]] == []

    def test_tables_are_tables(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        for view, layer in with_rows(audience, opened):
            assert layer["spatial"] == (view.geometry != "none"), view.id

    def test_nothing_can_be_changed(self, project: tuple[str, dict[str, Any]]) -> None:
        layers = [layer for layer in project[1]["layers"].values() if "read_only" in layer]
        assert all(layer["read_only"] for layer in layers)

    def test_it_looks_at_the_municipality_in_its_own_crs(self, project: tuple[str, dict[str, Any]]) -> None:
        west, south, east, north = project[1]["extent"]
        assert project[1]["crs"] == "EPSG:5254"
        assert 3_000 < east - west < 6_000
        assert 2_000 < north - south < 5_000
        assert "Çınarova" in project[1]["title"]

    def test_layers_are_grouped_by_theme_under_their_titles(
        self, project: tuple[str, dict[str, Any]]
    ) -> None:
        audience, opened = project
        expected: dict[str, dict[str, str]] = {}
        for theme in REGISTRY.codes["theme"].codes:
            for view in REGISTRY.views(audience):
                if view.layer.theme == theme.code:
                    expected.setdefault(theme.title.en, {})[layer_key(view.id)] = view.layer.title.en
        assert opened["groups"] == expected | {"Base map": {"kent_base_map": "Base map"}}
        assert list(opened["groups"]) == [*expected, "Base map"]

    def test_what_is_drawn_on_top_is_what_the_map_draws_on_top(
        self, project: tuple[str, dict[str, Any]]
    ) -> None:
        order = project[1]["order"]
        assert order[-1] == "kent_base_map"
        wanted = [layer_key(name) for name in ("poi", "road", "parcel", "district")]
        assert [id for id in order if id in wanted] == wanted

    def test_the_file_holds_no_secret(self, folder: Path) -> None:
        for name in AUDIENCES:
            with zipfile.ZipFile(folder / f"{name}.qgz") as files:
                [project] = files.namelist()
                written = files.read(project).decode()
            assert PASSWORD not in written
            assert "password" not in written
        service = folder / "postgresql.pg_service.conf"
        assert stat.S_IMODE(service.stat().st_mode) == 0o600
        assert service.read_text().startswith("[kent_secure]\n")


class TestForms:
    def test_every_field_has_its_title_and_widget(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        looked_up = {
            (join.layer, join.pairs[0][0]) for join in joins(REGISTRY, audience) if len(join.pairs) == 1
        }
        for view, layer in with_rows(audience, opened):
            assert not layer["fields"]["id"]["editable"]
            for field in view.fields:
                shown = layer["fields"][field.name]
                assert shown["title"] == field.title.en
                reference_hidden = field.type == "reference" and (view.id, field.name) not in looked_up
                expected = "TextEdit" if reference_hidden else WIDGETS[field.type]
                if field.type not in ("reference", "code") and (view.id, field.name) in looked_up:
                    assert shown["widget"] in (expected, "RelationReference")
                else:
                    assert shown["widget"] == expected, (view.id, field.name)

    def test_a_code_is_chosen_by_its_title(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        seen = 0
        for view, layer in with_rows(audience, opened):
            for field in (f for f in view.fields if f.codes):
                offered = layer["fields"][field.name]["settings"]["map"]
                assert offered[-len(_titles(field)) :] == _titles(field)
                seen += 1
        assert seen > 5

    def test_a_number_keeps_to_its_range_and_shows_its_unit(self, found: dict[str, Any]) -> None:
        settings = found["projects"]["technician"]["layers"][layer_key("camera")]["fields"]["azimuth_deg"][
            "settings"
        ]
        assert (settings["Min"], settings["Max"], settings["Suffix"]) == (0, 360, "°")


class TestRelations:
    def test_each_leads_to_the_feature_it_means_and_back(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        rows = {view.id for view, _ in with_rows(audience, opened)}
        expected = {relation_id(join): join for join in joins(REGISTRY, audience)}
        assert opened["relations"].keys() <= expected.keys()
        for name, join in expected.items():
            if not {join.layer, join.target} <= rows:
                continue
            relation = opened["relations"][name]
            assert relation["valid"], name
            if join.is_reference and relation["followed"]:
                # Where a first page has no value, QGIS takes a number for a text, and compares it as the text it is.
                followed = relation["followed"]
                assert list(map(str, followed["other"])) == list(map(str, followed["own"])), name
                assert relation["followed"]["back"], name

    def test_a_camera_leads_to_its_node(self, found: dict[str, Any]) -> None:
        for name in ("technician", "postgresql"):
            assert found["projects"][name]["relations"]["camera.node_id.network_node"]["followed"]["back"]


class TestStyles:
    def test_every_code_has_a_class_in_the_legend_s_colour(self, project: tuple[str, dict[str, Any]]) -> None:
        audience, opened = project
        for view in REGISTRY.views(audience):
            classes = opened["layers"][layer_key(view.id)]["classes"]
            for entry in legend(REGISTRY, view, STYLES, "light"):
                if len(classes) == 1:
                    assert _shows(classes["*"], entry.color), view.id
                elif entry.code in classes:
                    assert _shows(classes[entry.code], entry.color), (view.id, entry.code)

    def test_a_layer_has_a_class_for_each_code_it_is_told_apart_by(
        self, project: tuple[str, dict[str, Any]]
    ) -> None:
        """Where a map tells features apart by two fields, QGIS does by the first."""
        audience, opened = project
        for view in REGISTRY.views(audience):
            rules = [s.metadata.legend for s in STYLES.fragments.get(view.id, ()) if s.metadata.legend]
            by = next((field for rule in rules if rule.by and (field := view.field(rule.by))), None)
            classes = opened["layers"][layer_key(view.id)]["classes"]
            if by is not None and view.geometry == "exact" and by.codes:
                assert {c.code for c in REGISTRY.codes[by.codes].codes} <= classes.keys(), view.id

    def test_qgis_understands_every_expression(self, project: tuple[str, dict[str, Any]]) -> None:
        layers = project[1]["layers"].values()
        assert [text for layer in layers for text in layer.get("faulty_expressions", ())] == []

    def test_labels_are_written(self, found: dict[str, Any]) -> None:
        assert found["projects"]["public"]["layers"][layer_key("road")]["labels"] == 2

    def test_each_served_style_is_read(self, found: dict[str, Any]) -> None:
        for view in REGISTRY.views("public"):
            styled = found["styles"][view.id]
            assert styled["qml"]["read"], (view.id, styled)
            if view.geometry != "none":
                assert styled["sld"]["read"], (view.id, styled)

    def test_sld_draws_the_same_classes(self, found: dict[str, Any]) -> None:
        for view in REGISTRY.views("public"):
            for entry in legend(REGISTRY, view, STYLES, "light"):
                assert _shows(found["styles"][view.id]["sld"]["colors"], entry.color), (view.id, entry.code)


class TestPictures:
    @pytest.fixture(scope="class")
    def maplibre(self, kent: RunningKent) -> Counter[str]:
        """Colour -> pixels of the same place on the public portal."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=needs.chromium(), args=BROWSER_FLAGS)
            page = browser.new_context(
                viewport={"width": 1280, "height": 800}, color_scheme="light"
            ).new_page()
            portal = PortalPage(page, kent.url)
            portal.open(TOWN)
            taken = page.screenshot(
                clip={"x": 640 - SIDE / 2, "y": 400 - SIDE / 2, "width": SIDE, "height": SIDE}
            )
            browser.close()
        pixels = Image.open(io.BytesIO(taken)).convert("RGB").tobytes()
        return Counter(f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3))

    @pytest.mark.needs("chromium", "portal")
    @pytest.mark.parametrize("picture", ["base map", "layers"])
    def test_qgis_draws_the_town_in_the_map_s_colours(
        self, found: dict[str, Any], maplibre: Counter[str], picture: str
    ) -> None:
        drawn = Counter(found["pictures"][picture])
        main = [color for color, pixels in maplibre.items() if pixels > 0.015 * SIDE**2]
        assert len(main) >= 4
        for color in main:
            share = sum(pixels for other, pixels in drawn.items() if _near(color, other)) / SIDE**2
            assert share > 0.3 * maplibre[color] / SIDE**2, color

    def test_cameras_are_drawn_in_their_codes_colours(self, found: dict[str, Any]) -> None:
        view = REGISTRY.view("camera", "secure")
        assert view is not None
        codes = {
            e.color for e in legend(REGISTRY, view, STYLES, "light") if e.code in ("fixed", "ptz", "dome")
        }
        assert len(codes) == 3
        assert codes <= {color for color, pixels in found["pictures"]["cameras"].items() if pixels > 50}


def _titles(field: Field) -> list[dict[str, str]]:
    assert field.codes is not None
    codes = REGISTRY.codes[field.codes].codes
    return [{f"{c.title.en} (retired)" if c.retired else c.title.en: c.code} for c in codes]


def _shows(symbol_layers: list[tuple[str, int]], color: str) -> bool:
    """Whether one of them is seen in that colour: by itself, or through its opacity on one of the map's grounds."""
    grounds = [role.light for role in STYLES.palette.values() if role.use == "ground"]
    seen = [mix(own, ground, alpha / 255) for own, alpha in symbol_layers for ground in grounds]
    return any(_near(color, one) for one in seen)


def _near(one: str, other: str) -> bool:
    """The same but for rounding."""
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= 3 for at in (1, 3, 5))
