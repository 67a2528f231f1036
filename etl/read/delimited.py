"""Reads CSV and its kin: any of the usual separators and encodings, every value kept as the text it is."""

import csv
import io
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from etl.read.encoding import Encoding, bom_of, codec_name, find_encoding, letters_as
from etl.read.tables import column_names, drop_blank_rows
from etl.source import Source, SourceColumn, unreadable
from gis.quality import Flaw
from gis.text import Text

_SEPARATORS = ";\t,|"
_SAMPLED_RECORDS = 50
_COLUMN_LIMIT = 2000
_BLOCK_BYTES = 64 * 1024**2
"""The longest record that can be read; a polygon as text is long."""


def read_delimited(path: Path, asked_encoding: str | None) -> Source:
    """Read a table of text; the first record is the heading.

    Raises:
        SourceError: its encoding cannot be told, it has no columns, or a quotation mark is never closed.
    """
    data = path.read_bytes()
    encoding = _encoding(path, data, asked_encoding)
    text = _as_utf8(path, data, encoding)
    separator = _separator(path, text)
    _refuse_open_quote(path, text, separator)
    heading = next(csv.reader(io.StringIO(_head(text), newline=""), delimiter=separator))
    if len(heading) > _COLUMN_LIMIT:
        raise unreadable(
            path, f"{len(heading)} sütunu var", f"has {len(heading)} columns", code="unsupported_format"
        )
    names = column_names(heading)
    table, misshapen = _parse(path, text, separator, names)
    numbers, flaws = _numbers(table.num_rows, misshapen)
    frame = pd.DataFrame({n: pd.Series(table.column(n), dtype=pd.ArrowDtype(pa.string())) for n in names})
    if misshapen:
        torn = pd.DataFrame(
            {names[0]: pd.Series([r.text for r in misshapen], dtype=pd.ArrowDtype(pa.string()))}
        )
        frame = pd.concat([frame, torn], ignore_index=True).astype(pd.ArrowDtype(pa.string()))
    frame.index = pd.Index(numbers, name="row")
    rows, flaws = drop_blank_rows(frame, flaws)
    columns = tuple(SourceColumn(n, "text") for n in names)
    return Source(path, "CSV", path.stem, columns, gpd.GeoDataFrame(rows), None, encoding.name, flaws)


def _encoding(path: Path, data: bytes, asked: str | None) -> Encoding:
    if asked is not None and (codec := codec_name(asked)) is not None:
        return Encoding(codec, "--encoding")
    found = find_encoding([data]) if asked is None else None
    if bom_of(data) is not None and found is not None:
        return found
    if found is None:
        raise unreadable(
            path,
            "metinlerin kodlaması anlaşılamadı" if asked is None else f"'{asked}' kodlaması bilinmiyor",
            "the encoding of its texts cannot be told" if asked is None else f"encoding '{asked}' is unknown",
            letters_as([line for line in data.splitlines() if not line.isascii()][:200]),
            "encoding_unknown",
        )
    return found


def _as_utf8(path: Path, data: bytes, encoding: Encoding) -> bytes:
    try:
        return data.decode(encoding.name).encode()
    except UnicodeDecodeError as error:
        raise unreadable(
            path,
            f"{encoding.name} ile okunamıyor ({error.start}. bayt)",
            f"cannot be read as {encoding.name} (byte {error.start})",
            Text(tr="--encoding ile başka bir kodlama verin.", en="Give another one with --encoding."),
            "encoding_unknown",
        ) from None


def _head(text: bytes) -> str:
    return text[: 1024 * 1024].decode("utf-8", "ignore").lstrip("\ufeff")


def _separator(path: Path, text: bytes) -> str:
    """The separator under which most records have as many values as the heading, the more the better."""
    best: tuple[int, str] = (0, "")
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(_head(text), newline=""), delimiter=separator)
        try:
            widths = [len(r) for _, r in zip(range(_SAMPLED_RECORDS), reader, strict=False) if r]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            agreeing = Counter(widths)[widths[0]]
            best = max(best, (agreeing * widths[0], separator))
    if not best[1]:
        raise unreadable(
            path,
            "tanınan bir biçimde değil; CSV ise sütun ayırıcısı (; , sekme |) bulunamadı",
            "is of no format Kent knows; as CSV it has no column separator (; , tab |)",
            Text(
                tr="Shapefile, GeoPackage, GeoJSON, TopoJSON, XLSX ya da sütun başlıklı CSV verin.",
                en="Give a Shapefile, GeoPackage, GeoJSON, TopoJSON, XLSX, or a CSV with column headings.",
            ),
            "unsupported_format",
        )
    return best[1]


def _refuse_open_quote(path: Path, text: bytes, separator: str) -> None:
    """Read on its own, a quotation mark that is never closed swallows the rest of the file as one value."""
    if text.count(b'"') % 2 == 0:
        return
    reader = csv.reader(
        io.StringIO(text.decode("utf-8", "replace"), newline=""), delimiter=separator, strict=False
    )
    start, last = 0, ""
    try:
        for record in reader:
            last = record[-1] if record else ""
            start = reader.line_num - last.count("\n")
    except csv.Error:
        pass
    if "\n" in last:
        raise unreadable(
            path,
            f"{start}. satırda açılan tırnak kapanmıyor",
            f"a quotation mark opened in line {start} is never closed",
            Text(tr="Satırdaki tırnağı düzeltin.", en="Mend the quotation mark in that line."),
            "unbalanced_quotes",
        )


def _parse(
    path: Path, text: bytes, separator: str, names: list[str]
) -> tuple[pa.Table, list[arrow_csv.InvalidRow]]:
    misshapen: list[arrow_csv.InvalidRow] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        misshapen.append(row)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(text.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n") + b"\n"),
            # One thread: only then does Arrow tell the numbers of the rows it sets aside.
            read_options=arrow_csv.ReadOptions(
                use_threads=False, column_names=names, skip_rows_after_names=1, block_size=_BLOCK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=True,
                invalid_row_handler=set_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise unreadable(path, f"okunamıyor ({error})", f"cannot be read ({error})") from None
    return table, [r for r in misshapen if (r.text or "").strip(f"{separator} \r\n")]


def _numbers(whole: int, misshapen: list[arrow_csv.InvalidRow]) -> tuple[np.ndarray, tuple[Flaw, ...]]:
    """Record numbers, the heading being 1: of the whole records first, then of the misshapen ones."""
    torn = [int(r.number) for r in misshapen]
    numbers = np.setdiff1d(np.arange(2, 2 + whole + len(torn)), torn)
    flaws: tuple[Flaw, ...] = ()
    if misshapen:
        message = Text(
            tr="Satırdaki değer sayısı sütun sayısına uymuyor ({}).",
            en="The row's values do not match the columns ({}).",
        )
        details = [f"{r.actual_columns} / {r.expected_columns}" for r in misshapen]
        flaws = (Flaw("unreadable_row", np.arange(whole, whole + len(torn)), message, details=details),)
    return np.concatenate([numbers, np.array(torn, dtype=np.int64)]), flaws
