"""Texts come out as they were meant, or the user is asked."""

from pathlib import Path

import pytest
from shapely import Point

from etl.read.encoding import Encoding, codec_name, find_encoding
from etl.source import SourceRequest
from gis.errors import SourceError
from tests.etl.files import read, write_shapefile

NAMES = ["ÇİĞDEM SOKAĞI", "Şahin Işık", "Öğütçü Üzümlü"]
POINTS = [Point(32.8, 39.9 + i / 100) for i in range(3)]


@pytest.mark.parametrize(
    ("written", "cpg", "driver", "found"),
    [
        ("utf-8", True, None, "utf-8"),
        ("utf-8", False, 0x00, "utf-8"),
        ("utf-8", False, 0x57, "utf-8"),
        ("cp1254", False, 0x00, "cp1254"),
        ("cp1254", False, 0x57, "cp1254"),
        ("cp1254", False, 0xCA, "cp1254"),
        ("cp857", False, 0x6B, "cp857"),
        ("iso8859-9", True, None, "iso8859-9"),
    ],
)
def test_a_dbf_is_read_in_its_own_encoding(
    folder: Path, written: str, cpg: bool, driver: int | None, found: str
) -> None:
    file = write_shapefile(
        folder / "a.shp", {"ADI": NAMES}, POINTS, encoding=written, cpg=cpg, language_driver=driver
    )
    source = read(SourceRequest(file))
    assert source.rows["ADI"].tolist() == NAMES
    assert source.source.encoding == found


def test_the_users_word_outranks_the_file(folder: Path) -> None:
    file = write_shapefile(
        folder / "a.shp", {"ADI": NAMES}, POINTS, encoding="cp1254", cpg=False, language_driver=0x03
    )
    with pytest.raises(SourceError) as asked:
        read(SourceRequest(file))  # 0x03 claims cp1252, in which İ is Ý
    assert asked.value.code == "encoding_unknown"
    assert asked.value.hint is not None
    assert "--encoding cp1254" in asked.value.hint.tr
    assert read(SourceRequest(file, encoding="cp1254")).rows["ADI"].tolist() == NAMES


def test_asking_shows_letters_and_never_a_name(folder: Path) -> None:
    file = write_shapefile(
        folder / "a.shp", {"ADI": NAMES}, POINTS, encoding="cp1254", cpg=False, language_driver=0x03
    )
    with pytest.raises(SourceError) as asked:
        read(SourceRequest(file))
    assert "ahin" not in asked.value.told("en")


def test_a_letter_cut_by_the_columns_width_spoils_nothing(folder: Path) -> None:
    whole = "x" + "Ş" * 126  # 253 of the 254 bytes a column can have
    file = write_shapefile(folder / "a.shp", {"ADI": [whole, "Ğ", "İ"]}, POINTS, encoding="utf-8", cpg=False)
    table = file.with_suffix(".dbf")
    table.write_bytes(
        table.read_bytes().replace(whole.encode(), whole.encode() + b"\xc5", 1)[: table.stat().st_size]
    )
    source = read(SourceRequest(file))
    assert source.rows["ADI"].tolist()[0] == whole
    assert source.source.encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "nonsense"),
    [
        ("İstanbul Şişli Iğdır 12 m²", False),
        ("Café Müller Ñandú", False),
        ("ÝSTANBUL ÞÝÞLÝ IÐDIR", True),
        ("Ä°stanbul ÅŸiÅŸli", True),
        ("\ufffdstanbul \ufffd", True),
        ("plain", False),
    ],
)
def test_nonsense_is_known_by_its_letters(text: str, nonsense: bool) -> None:
    declared = Encoding("utf-8", ".cpg")
    assert (find_encoding([text.encode()], declared) is None) is nonsense


def test_text_that_was_spoilt_before_is_refused_even_as_utf_8() -> None:
    assert find_encoding(["ÝSTANBUL ÞÝÞLÝ".encode()]) is None


@pytest.mark.parametrize(
    ("written", "codec"),
    [("1254", "cp1254"), ("ANSI 1254", "cp1254"), ("UTF-8", "utf-8"), ("65001", "utf-8"), ("88599", "iso8859-9"),
     ("ISO 8859-9", "iso8859-9"), ("OEM 857", "cp857"), ("windows-1254", "cp1254"), ("kelime", None)],
)  # fmt: skip
def test_encodings_as_programs_write_them(written: str, codec: str | None) -> None:
    assert codec_name(written) == codec


@pytest.mark.parametrize("text", ["12 m²", "25 °C", "Café", "A – B", "½"])
def test_strict_utf_8_is_tried_before_cp1254(text: str) -> None:
    """Few signs are enough for a wrong reading to look like a text; UTF-8 is never right by chance."""
    found = find_encoding([text.encode()])
    assert found is not None
    assert found.name == "utf-8"
