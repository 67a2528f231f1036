"""Registry files: what they may say, and how a mistake is told."""

from pathlib import Path

import pytest

from gis.definitions import load_registry
from gis.errors import KentError, NotFound, RegistryError
from gis.registry import Registry

LAYER = """\
id: bench
theme: city
title: {tr: Bank, en: Bench}
owner: works
geometry: {type: Point, privacy: open}
key: [bench_no]
fields:
  - {name: bench_no, type: text, privacy: open, title: {tr: Bank no, en: Bench no}}
"""


def overlay(tmp_path: Path, text: str, name: str = "bench") -> Path:
    (tmp_path / "layers").mkdir(exist_ok=True)
    (tmp_path / "layers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_municipality_adds_a_layer(tmp_path: Path) -> None:
    found = load_registry(overlay(tmp_path, LAYER))
    assert found.view("bench", "public") is not None
    assert found.digest != load_registry().digest


def test_a_municipality_uses_some_layers() -> None:
    assert list(load_registry(layers=["road", "parcel"]).layers) == ["parcel", "road"]


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("owner: works", "owner: nobody"), 4, "nobody"),
        (("theme: city", "theme: moon"), 2, "moon"),
        (("key: [bench_no]", "key: [wrong]"), 1, "wrong"),
        (("privacy: open, title", "privacy: secret, title"), 8, "secret"),
        (("privacy: open, title", "title"), 8, "activity"),
        (("type: text", "type: code"), 8, "code list"),
        (("type: text", "type: code, codes: nothing"), 8, "nothing"),
        (("type: text", "type: reference, layer: nothing"), 8, "nothing"),
        (("type: Point", "type: Pont"), 5, "Pont"),
        (("key: [bench_no]", "colour: red"), 6, "unknown key"),
        (("key: [bench_no]", "theme: city"), 6, "twice"),
        (("owner: works", "owner: [works"), 5, ""),
        (("name: bench_no", "name: geom"), 8, "Kent's own name"),
        (("name: bench_no", "name: named_elsewhere"), 8, "Kent's own name"),
        (("key: [bench_no]", "label_once: true"), 1, "label_once is for polygons"),
        (("title: {tr: Bank, en: Bench}", "title: {tr: Bank}"), 3, "en"),
        (("privacy: open}\nkey", "privacy: restricted, coarsen: {nobody: 100}}\nkey"), 5, "nobody"),
    ],
)
def test_a_mistake_names_file_line_and_cause(
    tmp_path: Path, change: tuple[str, str], line: int, said: str
) -> None:
    assert change[0] in LAYER
    with pytest.raises(RegistryError) as told:
        load_registry(overlay(tmp_path, LAYER.replace(*change)))
    assert f"bench.yaml:{line}: " in str(told.value)
    assert said in str(told.value)


def test_omission_never_publishes(tmp_path: Path) -> None:
    """A geometry without a class is restricted; a field without one must say why it is personal."""
    unsaid = LAYER.replace("{type: Point, privacy: open}", "{type: Point}")
    view = load_registry(overlay(tmp_path, unsaid)).view("bench", "public")
    assert view is not None
    assert view.geometry == "none"


def test_the_file_name_is_the_id(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="file's name"):
        load_registry(overlay(tmp_path, LAYER, name="seat"))


def test_shipped_definitions_cannot_be_loosened(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="shipped"):
        load_registry(overlay(tmp_path, LAYER.replace("id: bench", "id: camera"), name="camera"))
    (tmp_path / "layers" / "camera.yaml").unlink()
    (tmp_path / "audiences.yaml").write_text("public: {title: {tr: x, en: x}, classes: [open, personal]}")
    with pytest.raises(RegistryError, match=r"audiences.yaml:1: .*shipped"):
        load_registry(tmp_path)


def test_turkish_column_headings_are_words(registry: Registry) -> None:
    """``NO`` is a heading, not a truth value."""
    assert "NO" in registry.layer("address_point").field("door_no").aliases


def test_an_unknown_layer_lists_the_known(registry: Registry) -> None:
    with pytest.raises(NotFound) as told:
        registry.layer("parcels")
    assert "parcel" in told.value.told("tr")


def test_every_spelling_of_a_code_is_understood(registry: Registry) -> None:
    spellings = registry.codes["poi_category"].spellings
    assert spellings["ilkogretim okulu"] == "school"
    assert spellings["school"] == "school"


def test_errors_speak_both_languages(tmp_path: Path) -> None:
    with pytest.raises(KentError) as told:
        load_registry(overlay(tmp_path, LAYER.replace("city", "moon")))
    assert told.value.told("tr")
    assert told.value.told("en")
