"""Columns of text become numbers, dates, codes; decided for the column, never guessed for a value."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.formats import settle_formats
from etl.mapping import Assignment, Mapping
from etl.mapping_file import FieldMapping
from etl.numbers import AmbiguousNumbers, NumberFormat, format_of_areas, number_format, parse_numbers
from etl.source import Batch, Source, SourceColumn
from etl.values import Converted, as_text, convert
from gis.code_list import CodeList
from gis.errors import SourceError
from gis.registry import Field

TITLE = {"tr": "Değer", "en": "Value"}


def converted(
    kind: str,
    values: list[Any],
    arrow: pa.DataType | None = None,
    how: dict[str, Any] | None = None,
    **more: Any,
) -> Converted:
    field = Field.model_validate({"name": "v", "type": kind, "privacy": "open", "title": TITLE, **more})
    array = pa.array(values, arrow or pa.string())
    rows = pa.table({"C": array})
    batch = Batch(rows, None, np.arange(1, len(array) + 1))
    source = Source(Path("a.csv"), "CSV", "a", (SourceColumn("C", "text"),), False, lambda: iter([batch]))
    mapping = Mapping((Assignment(field, FieldMapping.model_validate({"from": "C", **(how or {})})),), ())
    codes = CodeList.model_validate(
        {"id": "state", "title": TITLE, "codes": [
            {"code": "active", "title": {"tr": "Çalışıyor", "en": "In service"}, "aliases": ["Aktif"]},
            {"code": "other", "title": {"tr": "Diğer", "en": "Other"}}]}
    )  # fmt: skip
    settled = settle_formats(source, mapping, None)
    return convert(rows, settled.mapping, {"state": codes})


def values_of(result: Converted) -> list[Any]:
    return list(result.fields["v"].to_pylist())


def bad_rows(result: Converted) -> list[int]:
    return [int(r) for flaw in result.flaws for r in flaw.rows]


class TestNumbers:
    @pytest.mark.parametrize(
        ("texts", "numbers"),
        [
            (["1.295,00", "1.295"], [1295.0, 1295.0]),
            (["1,295.00", "1,295"], [1295.0, 1295.0]),
            (["485123,45", "1.295"], [485123.45, 1295.0]),
            (["0.295", "1.295"], [0.295, 1.295]),
            (["1.234.567", "12"], [1234567.0, 12.0]),
            (["32.8534", "39,8534"], [32.8534, 39.8534]),
            (["-12,5", "+3,0"], [-12.5, 3.0]),
            (["12", "13"], [12.0, 13.0]),
            (["1.5E+05"], [150000.0]),
            (["1 295,50"], [1295.5]),
        ],
    )
    def test_a_column_decides(self, texts: list[str], numbers: list[float]) -> None:
        found = converted("number", texts)
        assert values_of(found) == numbers
        assert found.flaws == ()

    @pytest.mark.parametrize("texts", [["1.295"], ["1,295", "12"], ["1.295", "12,5", "12.5"]])
    def test_a_column_that_cannot_decide_asks(self, texts: list[str]) -> None:
        with pytest.raises(SourceError) as asked:
            converted("number", texts)
        assert asked.value.code == "ambiguous_values"
        assert "format: tr_number" in asked.value.told("tr")

    def test_the_mapping_decides(self) -> None:
        assert values_of(converted("number", ["1.295"], how={"format": "tr_number"})) == [1295.0]
        assert values_of(converted("number", ["1.295"], how={"format": "en_number"})) == [1.295]

    def test_what_is_no_number_in_the_chosen_format_is_a_finding(self) -> None:
        found = converted("number", ["12,5", "12.5", "yok", "inf", None, " "], how={"format": "tr_number"})
        assert values_of(found) == [12.5, None, None, None, None, None]
        assert bad_rows(found) == [1, 2, 3]
        assert found.flaws[0].told(1).tr == "Değer: sayı değil (yok)."

    @given(st.lists(st.floats(-1e9, 1e9).map(lambda f: round(f, 2)), min_size=1))
    def test_what_is_written_the_turkish_way_is_read_back(self, numbers: list[float]) -> None:
        texts = [f"{n:,.2f}".replace(",", "\0").replace(".", ",").replace("\0", ".") for n in numbers]
        parsed, bad = parse_numbers(pd.Series(texts), number_format(texts))
        assert not bad.any()
        assert parsed.tolist() == pytest.approx(numbers)

    @given(st.from_regex(r"[1-9]\d{0,2}[.,]\d{3}", fullmatch=True))
    def test_a_lone_ambiguous_value_always_asks(self, text: str) -> None:
        with pytest.raises(AmbiguousNumbers):
            number_format([text])

    @pytest.mark.parametrize("format", ["tr_number", "en_number"])
    @given(
        declared=st.lists(st.integers(1_000, 999_999), min_size=1, max_size=30),
        off=st.lists(st.floats(0.2, 5), min_size=30, max_size=30),
    )
    def test_areas_tell_thousands_from_decimals(
        self, format: NumberFormat, declared: list[int], off: list[float]
    ) -> None:
        """Whatever was measured badly: 1.295 beside a shape of 1300 m² is not a little over one."""
        mark = "." if format == "tr_number" else ","
        whole = [f"{n // 1000}{mark}{n % 1000:03d}" for n in declared]
        areas = np.array([n * factor for n, factor in zip(declared, off, strict=False)])
        assert format_of_areas(pd.Series(whole), areas) == format
        # The same digits beside shapes a thousand times smaller are decimals.
        decimals: NumberFormat = "en_number" if format == "tr_number" else "tr_number"
        assert format_of_areas(pd.Series(whole), areas / 1000) == decimals

    def test_areas_that_agree_with_neither_reading_tell_nothing(self) -> None:
        texts = pd.Series(["1.295", "2.500", None, "800"])
        for areas in ([40.0, 80.0, 1.0, 1.0], [1295.0, 2.5, 1.0, 1.0], [np.nan, np.nan, 1.0, 800.0]):
            assert format_of_areas(texts, np.array(areas)) is None

    @pytest.mark.parametrize("format", ["tr_number", "en_number"])
    @given(texts=st.lists(st.text(max_size=12), min_size=1))
    def test_no_text_breaks_the_parser(self, format: NumberFormat, texts: list[str]) -> None:
        parsed, bad = parse_numbers(pd.Series(texts), format)
        assert len(parsed) == len(bad) == len(texts)

    def test_integers(self) -> None:
        found = converted("integer", ["12", "1.295.000", "12,0", "12,5"])
        assert values_of(found) == [12, 1295000, 12, None]
        assert bad_rows(found) == [3]
        assert values_of(converted("integer", [3.0, None, 2.5], pa.float64())) == [3, None, None]

    def test_a_personal_number_is_not_told(self) -> None:
        found = converted("number", ["12x"], privacy="personal", activity="custody")
        assert "12x" not in found.flaws[0].told(0).tr
        with pytest.raises(SourceError) as asked:
            converted("number", ["1.295"], privacy="personal", activity="custody")
        assert "1.295" not in asked.value.told("en")


class TestTexts:
    def test_texts_are_composed_and_trimmed_and_blank_is_nothing(self) -> None:
        found = converted("text", ["  Çınar\u00a0", "I\u0307ğdır", " ", "", None, "a\x00"])
        assert values_of(found) == ["Çınar", "İğdır", None, None, None, "a"]

    def test_whole_numbers_have_no_decimals(self) -> None:
        assert as_text(pa.array([8.0, 8.5, None, float("nan")])).to_pylist() == ["8", "8.5", None, None]
        assert as_text(pa.array([8, None])).to_pylist() == ["8", None]

    def test_a_nul_inside_is_a_finding(self) -> None:
        assert bad_rows(converted("text", ["a\x00b", "c"])) == [0]


class TestBooleans:
    def test_yes_and_no_as_offices_write_them(self) -> None:
        found = converted("boolean", ["Evet", "HAYIR", "E", "H", "1", "0", "Doğru", "true", "belki", None])
        assert values_of(found) == [True, False, True, False, True, False, True, True, None, None]
        assert bad_rows(found) == [8]

    def test_whole_numbers_are_truths(self) -> None:
        assert values_of(converted("boolean", [1, 0, None], pa.int32())) == [True, False, None]


class TestDates:
    @pytest.mark.parametrize(
        ("texts", "how", "dates"),
        [
            (["31.12.2014", "01.02.2015"], {}, [dt.date(2014, 12, 31), dt.date(2015, 2, 1)]),
            (["2014-12-31", "2015-02-01T10:00:00"], {}, [dt.date(2014, 12, 31), dt.date(2015, 2, 1)]),
            (["20141231"], {}, [dt.date(2014, 12, 31)]),
            (["31/12/2014", "01/02/2015"], {}, [dt.date(2014, 12, 31), dt.date(2015, 2, 1)]),
            (["12/31/2014", "01/02/2015"], {}, [dt.date(2014, 12, 31), dt.date(2015, 1, 2)]),
            (["01/02/2015"], {"format": "dmy"}, [dt.date(2015, 2, 1)]),
            (["42005"], {"format": "excel_serial"}, [dt.date(2015, 1, 1)]),
        ],
    )
    def test_dates_as_offices_write_them(
        self, texts: list[str], how: dict[str, str], dates: list[dt.date]
    ) -> None:
        assert values_of(converted("date", texts, how=how)) == dates

    def test_slashes_that_do_not_tell_day_from_month_ask(self) -> None:
        with pytest.raises(SourceError) as asked:
            converted("date", ["01/02/2015", "03/04/2015"])
        assert asked.value.code == "ambiguous_values"

    def test_no_date_is_a_finding(self) -> None:
        assert bad_rows(converted("date", ["31.02.2015", "01.02.2015", "dün", "42005"])) == [0, 2, 3]

    def test_a_moment_without_offset_is_local_time(self) -> None:
        found = converted("timestamp", ["31.12.2014 10:30"])
        assert values_of(found) == [dt.datetime(2014, 12, 31, 8, 30, tzinfo=dt.UTC)]


class TestCodes:
    def test_codes_by_every_spelling(self) -> None:
        found = converted(
            "code", ["active", "ÇALIŞIYOR", "aktif", "In Service", "bozuk", None], codes="state"
        )
        assert values_of(found) == ["active"] * 4 + [None, None]
        assert [(f.code, f.rows.tolist()) for f in found.flaws] == [("unknown_code", [4])]

    def test_an_offices_own_letters_and_the_rest(self) -> None:
        how = {"codes": {"1": "active"}, "otherwise": "other"}
        assert values_of(converted("code", [1, 7, None], pa.int64(), how, codes="state")) == [
            "active",
            "other",
            None,
        ]


def test_a_constant_fills_every_row() -> None:
    field = Field.model_validate({"name": "v", "type": "integer", "privacy": "open", "title": TITLE})
    mapping = Mapping((Assignment(field, FieldMapping(value=7)),), ())
    assert convert(pa.table({"C": ["a", "b"]}), mapping, {}).fields["v"].to_pylist() == [7, 7]
