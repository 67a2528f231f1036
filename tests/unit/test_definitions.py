"""A municipality's files beside Kent's own: what they add, what they may not do, and how that is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gis.definitions import load_order, load_registry, place
from gis.errors import RegistryError

BENCH = """\
id: bench
theme: city
title: {tr: Bank, en: Bench}
owner: works
geometry: {type: Point, privacy: open}
key: [bench_no]
fields:
  - {name: bench_no, type: text, privacy: open, title: {tr: Bank no, en: Bench no}}
"""
TEXT = "type: text, privacy: open, title: {tr: A, en: A}"


def home(tmp_path: Path, **files: str) -> Path:
    """Files by path, ``__`` for a slash: ``layers__bench="…"``."""
    for name, text in files.items():
        file = tmp_path / (name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def told(tmp_path: Path, **files: str) -> RegistryError:
    with pytest.raises(RegistryError) as fault:
        load_registry(home(tmp_path, **files))
    return fault.value


# --- what a municipality adds ---------------------------------------------------------------------------------------


def test_fields_are_added_to_a_shipped_layer(tmp_path: Path) -> None:
    more = f"extends: poi\nfields:\n  - {{name: x_braille, {TEXT}}}\naliases: {{name: [MEKAN]}}\n"
    registry = load_registry(home(tmp_path, layers__poi=more))
    poi = registry.layer("poi")
    assert poi.field("x_braille").title.tr == "A"
    assert poi.field("name").aliases[0] == "MEKAN"
    assert "ADI" in poi.field("name").aliases
    view = registry.view("poi", "public")
    assert view is not None
    assert view.fields[-1].name == "x_braille"


def test_codes_are_added_to_a_shipped_list(tmp_path: Path) -> None:
    more = "extends: poi_category\ncodes: [{code: x_spring, title: {tr: Çeşme, en: Spring}}]\naliases: {park: [Yeşil alan]}\n"
    codes = load_registry(home(tmp_path, codes__poi_category=more)).codes["poi_category"]
    assert codes.spellings["cesme"] == "x_spring"
    assert codes.spellings["yesil alan"] == "park"
    assert codes.spellings["mescit"] == "mosque"


def test_privacy_is_tightened(tmp_path: Path) -> None:
    tight = "extends: poi\nprivacy: {address: internal, geometry: restricted}\nreach: query\n"
    registry = load_registry(home(tmp_path, layers__poi=tight))
    public, staff = registry.view("poi", "public"), registry.view("poi", "staff")
    assert public is not None
    assert staff is not None
    assert public.field("address") is None
    assert public.geometry == staff.geometry == "none"
    assert staff.field("address") is not None
    assert registry.layer("poi").reach == "query"


# --- what it may not --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extension", "line", "said"),
    [
        ("extends: camera\nprivacy: {ip_address: internal}\n", 2, "restricted"),
        ("extends: camera\nprivacy:\n  geometry: internal\n", 3, "restricted"),
        ("extends: camera\nprivacy: {keeper_phone: restricted}\n", 2, "personal"),
        ("extends: camera\nprivacy: {ip_address: open}\n", 2, "open"),
        ("extends: camera\nprivacy: {nothing: restricted}\n", 2, "nothing"),
        ("extends: camera\nreach: open-data\n", 2, "query"),
        (f"extends: camera\nfields:\n  - {{name: lens, {TEXT}}}\n", 1, "x_"),
        (f"extends: camera\nfields:\n  - {{name: name, {TEXT}}}\n", 1, "x_"),
        ("extends: camera\ngeometry: {type: Point, privacy: open}\n", 2, "unknown key"),
        ("extends: camera\ncoarsen: {public: 1}\n", 2, "unknown key"),
        ("extends: camera\nowner: nobody\n", 2, "nobody"),
        ("extends: asset\n", 1, "'camera'"),
    ],
)
def test_a_shipped_layer_is_neither_loosened_nor_replaced(
    tmp_path: Path, extension: str, line: int, said: str
) -> None:
    fault = told(tmp_path, layers__camera=extension)
    assert f"camera.yaml:{line}: " in fault.told("tr")
    assert f"camera.yaml:{line}: " in fault.told("en")
    assert said in fault.told("en")


def test_codes_of_a_municipality_begin_with_their_prefix(tmp_path: Path) -> None:
    more = "extends: poi_category\ncodes: [{code: spring, title: {tr: Çeşme, en: Spring}}]\n"
    assert "poi_category.yaml:1: " in told(tmp_path, codes__poi_category=more).told("en")


def test_only_what_is_shipped_is_extended(tmp_path: Path) -> None:
    assert "bench.yaml:1: " in told(tmp_path, layers__bench="extends: bench\n").told("en")


# --- bad input --------------------------------------------------------------------------------------------------------

CASES = {
    "an unknown key": (BENCH + "colour: red\n", 9, "unknown key"),
    "an unknown code list": (BENCH.replace("type: text", "type: code, codes: nothing"), 8, "nothing.yaml"),
    "a reserved field name": (BENCH.replace("name: bench_no", "name: geom"), 8, "Kent's own name"),
    "SQL in a field name": (BENCH.replace("name: bench_no", "name: 'a; DROP TABLE city.poi'"), 8, "a; DROP"),
    "SQL in an id": (BENCH.replace("id: bench", "id: 'bench\"; --'"), 1, "bench"),
    "SQL in a code": (BENCH.replace("key: [bench_no]", 'key: ["bench_no) --"]'), 6, "bench_no) --"),
    "open data without a licence": (BENCH + "reach: open-data\n", 1, "licence"),
    "an unknown licence": (BENCH + "licence: wtfpl\n", 9, "wtfpl"),
    "a period of texts": (BENCH + "period: [bench_no, bench_no]\n", 1, "timestamp"),
    "a relation to nowhere": (BENCH + "relations: [{to: seat, by: [bench_no]}]\n", 9, "seat"),
    "a relation by a field that is not there": (
        BENCH + "relations: [{to: poi, by: {bench_no: no}}]\n",
        9,
        "no",
    ),
    "a relation of different types": (
        BENCH + "relations: [{to: poi, by: {bench_no: accessible}}]\n",
        9,
        "different types",
    ),
    "attachments without a reason": (BENCH + "attachments: {}\n", 9, "activity"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_names_file_line_and_remedy(tmp_path: Path, case: str) -> None:
    text, line, said = CASES[case]
    fault = told(tmp_path, layers__bench=text)
    for language in ("tr", "en"):
        assert f"bench.yaml:{line}: " in fault.told("tr" if language == "tr" else "en"), fault
    assert said in fault.told("en")
    assert fault.told("tr") != fault.told("en")


@pytest.mark.parametrize("name", ["row_count", "attachment"])
def test_what_kent_needs_itself_is_no_layer(tmp_path: Path, name: str) -> None:
    fault = told(tmp_path, **{f"layers__{name}": BENCH.replace("id: bench", f"id: {name}")})
    assert "Kent's own name" in fault.told("en")


def test_a_layer_is_not_defined_twice(tmp_path: Path) -> None:
    fault = told(tmp_path, layers__poi=BENCH.replace("id: bench", "id: poi"))
    assert "poi.yaml:1: " in fault.told("en")
    assert "extends: poi" in fault.told("en")
    assert "bench2.yaml:1: " in told(tmp_path / "other", layers__bench2=BENCH).told("en")


def test_references_in_a_circle_are_refused(tmp_path: Path) -> None:
    refers = (
        "  - {{name: other, type: reference, layer: {}, privacy: open, title: {{tr: Öteki, en: Other}}}}\n"
    )
    seat = BENCH.replace("id: bench", "id: seat") + refers.format("bench")
    fault = told(tmp_path, layers__bench=BENCH + refers.format("seat"), layers__seat=seat)
    assert ".yaml:9: " in fault.told("en")
    assert "bench → seat" in fault.told("tr") or "seat → bench" in fault.told("tr")


def test_relations_in_a_circle_are_refused_but_a_layer_may_relate_to_itself(tmp_path: Path) -> None:
    relates = "relations: [{{to: {}, by: [bench_no]}}]\n"
    seat = BENCH.replace("id: bench", "id: seat") + relates.format("bench")
    fault = told(tmp_path / "circle", layers__bench=BENCH + relates.format("seat"), layers__seat=seat)
    assert ".yaml:9: " in fault.told("en")
    assert load_registry(home(tmp_path / "own", layers__bench=BENCH + relates.format("bench")))


def test_all_mistakes_of_a_kind_are_told_at_once(tmp_path: Path) -> None:
    said = told(tmp_path, layers__bench=BENCH.replace("works", "nobody").replace("city", "moon")).told("en")
    assert "bench.yaml:2: " in said
    assert "bench.yaml:4: " in said


def test_a_chosen_layer_brings_what_it_refers_to() -> None:
    with pytest.raises(RegistryError, match="network_node"):
        load_registry(layers=["camera"])


def test_what_others_refer_to_is_loaded_first() -> None:
    registry = load_registry()
    order = load_order(registry)
    assert set(order) == set(registry.layers)
    for layer in registry.layers.values():
        for field in layer.fields:
            if field.layer:
                assert order.index(field.layer) < order.index(layer.id)


def test_every_process_makes_the_same_digest() -> None:
    """Workers answer with one ETag, and a database is compared only when something changed."""
    asked = "from gis.definitions import load_registry; print(load_registry().digest)"
    digests = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_a_definition_is_found_by_name(tmp_path: Path) -> None:
    more = f"extends: poi\nfields:\n  - {{name: x_braille, {TEXT}}}\n"
    path = home(tmp_path, layers__poi=more) / "layers" / "poi.yaml"
    registry = load_registry(tmp_path)
    assert place(registry, "layers/poi", "fields", "x_braille") == f"{path}:3"
    shipped = place(registry, "layers/poi", "fields", "name")
    assert "x_braille" not in shipped
    file, line = shipped.rsplit(":", 1)
    assert "name: name" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


LEVELS = """
id: bench
theme: city
title: {tr: Bank, en: Bench}
owner: parks
geometry: {type: Polygon, privacy: internal}
zoom: [14, 22]
generalise: [GIVEN]
fields:
  - {name: bench_no, type: text, privacy: open, title: {tr: Bank no, en: Bench no}}
  - {name: row_no, type: text, privacy: internal, title: {tr: Sıra no, en: Row no}}
  - {name: vault, type: text, privacy: restricted, title: {tr: Kasa, en: Vault}}
  - {name: keeper, type: text, privacy: personal, activity: custody, title: {tr: Bakıcı, en: Keeper}}
"""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{zooms: [9, 11]}", "exactly one of"),
        ("{zooms: [9, 11], simplify: {}, dissolve: {by: [bench_no]}}", "exactly one of"),
        ("{zooms: [11, 9], simplify: {}}", "swap"),
        ("{zooms: [9, 11], cluster: {}}", "'cluster' does not fit"),
        ("{zooms: [9, 11], merge: {by: [bench_no]}}", "'merge' does not fit"),
        ("{zooms: [9, 11], dissolve: {by: [nothing]}}", "no field 'nothing'"),
        ("{zooms: [9, 11], dissolve: {by: [vault]}}", "'vault' is of a stricter privacy class"),
        ("{zooms: [9, 11], dissolve: {by: [keeper]}}", "'keeper' is of a stricter privacy class"),
        ("{zooms: [9, 11], simplify: {}, keep: [vault]}", "'vault' is of a stricter privacy class"),
        ("{zooms: [9, 11], dissolve: {by: [bench_no]}, keep: [row_no]}", "remove keep"),
        ("{zooms: [9, 11], simplify: {}}, {zooms: [6, 9], simplify: {}}", "overlap"),
        ("{zooms: [9, 11], simplify: {}}, {zooms: [6, 8], dissolve: {by: [bench_no]}}", "in one way"),
        ("{zooms: [9, 11], dissolve: {by: [bench_no]}}, {zooms: [6, 8], dissolve: {by: [row_no]}}", "among those"),
        ("{zooms: [9, 11], simplify: {}, keep: [bench_no]}, {zooms: [6, 8], simplify: {}, keep: [row_no]}", "among those"),
    ],
)  # fmt: skip
def test_levels_that_make_no_sense_are_refused(tmp_path: Path, given: str, said: str) -> None:
    assert said in told(tmp_path, layers__bench=LEVELS.replace("GIVEN", given)).told("en")


def test_levels_stop_where_the_features_themselves_are_drawn(tmp_path: Path) -> None:
    given = "{zooms: [9, 16], dissolve: {by: [bench_no, row_no]}}, {zooms: [6, 8], dissolve: {by: [row_no]}}"
    layer = load_registry(home(tmp_path, layers__bench=LEVELS.replace("GIVEN", given))).layers["bench"]
    assert [level.zooms for level in layer.levels] == [(12, 13), (10, 11), (9, 9), (7, 8), (6, 6)]
    assert [level.by for level in layer.levels[-2:]] == [("row_no",)] * 2


def test_a_field_that_a_municipality_hides_groups_nothing_any_more(tmp_path: Path) -> None:
    tight = "extends: parcel\nprivacy: {block_no: internal}\n"
    levels = load_registry(home(tmp_path, layers__parcel=tight)).layers["parcel"].levels
    assert {level.way for level in levels} == {"simplify"}
