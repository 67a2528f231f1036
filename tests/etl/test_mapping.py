"""Columns find their fields by any name an office gives them, and mapping files say the rest."""

from pathlib import Path

import pytest

from etl.mapping import map_columns
from etl.mapping_file import MappingFile, find_mapping
from gis.errors import KentError, NotFound, RegistryError, SourceError
from gis.municipality import Home

NOTHING = MappingFile()


def mapped(home: Home, layer: str, columns: list[str], file: MappingFile = NOTHING) -> dict[str, str | None]:
    return {
        a.field.name: a.column for a in map_columns(home.registry.layer(layer), columns, file).assignments
    }


def test_names_aliases_and_turkish_titles(home: Home) -> None:
    assert mapped(home, "parcel", ["mahalle_id", "ADA NO", "Parsel No", "Tapu Alanı", "pafta"]) == {
        "neighbourhood_code": "mahalle_id",
        "block_no": "ADA NO",
        "parcel_no": "Parsel No",
        "registered_area_m2": "Tapu Alanı",
        "sheet_no": "pafta",
    }


def test_names_that_dbase_cut(home: Home) -> None:
    assert (
        mapped(home, "water_pipe", ["BORU_NO", "BASINC_BOL", "DOSEME_TAR"])["pressure_zone"] == "BASINC_BOL"
    )
    assert mapped(home, "parcel", ["PARSEL", "MAHALLE_KO"])["neighbourhood_code"] == "MAHALLE_KO"


def test_a_column_serves_one_field_and_the_rest_is_told(home: Home) -> None:
    mapping = map_columns(home.registry.layer("road"), ["ADI", "UZUNLUK"], NOTHING)
    assert mapping.unused == ("UZUNLUK",)


def test_two_columns_for_one_field_ask(home: Home) -> None:
    with pytest.raises(SourceError) as asked:
        mapped(home, "parcel", ["PARSEL_NO", "Parsel No"])
    assert asked.value.code == "competing_columns"


def test_a_required_field_without_a_column_is_told_before_any_row(home: Home) -> None:
    with pytest.raises(SourceError) as error:
        mapped(home, "parcel", ["ADA", "ALAN"])
    assert error.value.code == "no_column_for_required"
    assert "PARSEL_NO" in error.value.told("tr")


def test_nothing_fits(home: Home) -> None:
    with pytest.raises(SourceError) as error:
        mapped(home, "road", ["foo", "bar"])
    assert error.value.code == "no_column_matches"


class TestMappingFiles:
    def write(self, home: Home, text: str, name: str = "parcel.deneme.yaml") -> Path:
        path = home.mappings / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def test_it_is_the_whole_mapping(self, home: Home) -> None:
        self.write(home, "fields: {parcel_no: LOT, neighbourhood_code: {value: C1}, block_no: {from: map}}")
        file = find_mapping(home, home.registry.layer("parcel"), "deneme")
        assert mapped(home, "parcel", ["LOT", "MAP", "PAFTA"], file) == {
            "parcel_no": "LOT",
            "neighbourhood_code": None,
            "block_no": "MAP",
        }

    def test_by_path(self, home: Home, folder: Path) -> None:
        path = folder / "x.yaml"
        path.write_text("source: {crs: 'EPSG:4326'}")
        file = find_mapping(home, home.registry.layer("parcel"), str(path))
        assert file.source.crs == "EPSG:4326"
        assert mapped(home, "parcel", ["PARSEL"], file) == {"parcel_no": "PARSEL"}

    def test_a_missing_column_is_told_with_those_there_are(self, home: Home) -> None:
        self.write(home, "fields: {parcel_no: LOT}")
        file = find_mapping(home, home.registry.layer("parcel"), "deneme")
        with pytest.raises(SourceError) as error:
            mapped(home, "parcel", ["PARSEL", "ADA"], file)
        assert error.value.code == "mapping_column_missing"
        assert "PARSEL, ADA" in error.value.told("en")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "fields:\n  parcel_no: {from: A, value: 1}",
                "parcel.deneme.yaml:2: fields.parcel_no: give either",
            ),
            ("fields:\n  parcel_no: A\n  foo: B", "fields.foo: no such field"),
            ("fields:\n  parcel_no: {from: A, codes: {a: b}}", "fields.parcel_no: codes"),
            ("fields:\n  condominium: {from: A, codes: {a: b}}", "unknown code b"),
            ("layer: road", "written for layer 'road'"),
            ("source:\n  crs: EPSG:999999", ":2: source.crs:"),
            ("geometry: {x: A}", "give either x and y, or wkt"),
            ("sources: {}", "parcel.deneme.yaml:1: sources: unknown key"),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, home: Home, text: str, said: str) -> None:
        self.write(home, text)
        with pytest.raises(RegistryError) as error:
            find_mapping(home, home.registry.layer("parcel"), "deneme")
        assert said in str(error.value)

    def test_an_unknown_name_lists_those_there_are(self, home: Home) -> None:
        with pytest.raises(NotFound) as error:
            find_mapping(home, home.registry.layer("road"), "yok")
        assert "osm" in error.value.told("tr")

    def test_every_shipped_mapping_fits_its_layer(self, home: Home) -> None:
        from gis.mapping_names import SHIPPED_MAPPINGS

        for path in sorted(SHIPPED_MAPPINGS.glob("*.yaml")):
            layer, name, _ = path.name.split(".")
            assert find_mapping(home, home.registry.layer(layer), name).fields


def test_errors_speak_turkish(home: Home) -> None:
    with pytest.raises(KentError) as error:
        mapped(home, "road", ["foo"])
    assert "Hiçbir sütun" in error.value.told("tr")
