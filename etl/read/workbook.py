"""Reads worksheets: the heading is found, layout is passed over, mixed columns become text.

A worksheet is parsed once, into Arrow files beside it that hold a few thousand rows each; what type a column has is known
only when all its cells were seen.
"""

import datetime as dt
import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
from pyarrow import feather

from etl.read.columns import column_names
from etl.read.recognise import too_many_columns
from etl.source import Batch, Source, SourceColumn, SourceLayer, SourceLimits, choose_layer, unreadable
from gis.errors import SourceError
from gis.quality import Array, Flaw
from gis.text import Text

_HEADING_WITHIN = 30
"""Rows from the top among which the heading is sought."""
_CHUNK_ROWS = 8192

_FAULTS = (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, SyntaxError, IndexError)
"""What openpyxl raises over a damaged workbook."""

Row = tuple[Any, ...]
Line = tuple[int, Row, Row]
"""Number, values, and which cells hold a formula that was never computed."""


def open_workbook(path: Path, layer: str | None, folder: Path, limits: SourceLimits) -> Source:
    """Open one worksheet.

    Args:
        folder: takes the parsed rows; must live as long as the source.

    Raises:
        SourceError: damaged, several worksheets with content and none chosen, too large, or without a heading.
    """
    try:
        with _Book(path, limits) as book:
            sheets = book.sheets()
            filled = [n for n in sheets if book.has_content(n)] or sheets[:1]
            name = choose_layer(path, sheets if layer is not None else filled, layer)
            spool = _parse(path, name, book.lines(name), folder, limits)
    except _FAULTS as error:
        raise _damaged(path, error) from None
    columns = tuple(SourceColumn(n, str(t)) for n, t in spool.types.items())
    return Source(path, "XLSX", name, columns, False, spool.batches, size=spool.rows)


def workbook_layers(path: Path, limits: SourceLimits) -> tuple[SourceLayer, ...]:
    """The visible worksheets that hold anything; their rows are not counted.

    Raises:
        SourceError: damaged.
    """
    try:
        with _Book(path, limits) as book:
            return tuple(SourceLayer(n) for n in book.sheets() if book.has_content(n))
    except _FAULTS as error:
        raise _damaged(path, error) from None


class _Book:
    """A workbook as its cells show it, and once more with its formulas."""

    def __init__(self, path: Path, limits: SourceLimits) -> None:
        self.path, self.limits = path, limits
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not concern the values
            self._shown = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            self._written = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.close()
        self._written.close()

    def sheets(self) -> list[str]:
        return [s.title for s in self._shown.worksheets if s.sheet_state == "visible"]

    def has_content(self, name: str) -> bool:
        with closing(self._written[name].iter_rows(max_row=_HEADING_WITHIN, values_only=True)) as rows:
            return any(cell is not None for row in rows for cell in row)

    def lines(self, name: str) -> Iterator[Line]:
        """Every line that holds anything.

        Raises:
            SourceError: the worksheet has more cells than it may have.
        """
        sheet, cells = self._shown[name], 0
        sheet.reset_dimensions()  # what the file claims of its size is often wrong
        shown, written = sheet.iter_rows(values_only=True), self._written_rows(name)
        with closing(shown), closing(written):
            for number, (row, formulas) in enumerate(zip(shown, written, strict=False), start=1):
                cells += len(row)
                if cells > self.limits.sheet_cells:
                    raise _too_large(self.path, self.limits)
                lacking = tuple(
                    i
                    for i, cell in enumerate(formulas)
                    if isinstance(cell, str) and cell[:1] == "=" and row[i] is None
                )
                if lacking or any(cell is not None and cell != "" for cell in row):
                    yield number, row, lacking

    def _written_rows(self, name: str) -> Generator[Row]:
        """The same rows with formulas in place of values; empty rows for ever when there is no formula."""
        sheet: Any = self._written[name]
        with zipfile.ZipFile(self.path) as archive, archive.open(sheet._worksheet_path) as stream:
            has_formulas = _has_formulas(iter(lambda: stream.read(1024**2), b""))
        if has_formulas:
            sheet.reset_dimensions()
            yield from sheet.iter_rows(values_only=True)
        else:
            yield from repeat(())


def _has_formulas(blocks: Iterator[bytes]) -> bool:
    before = b""
    for block in blocks:
        joined = before + block
        if b"<f>" in joined or b"<f " in joined:
            return True
        before = block[-3:]
    return False


@dataclass
class _Spool:
    """A worksheet's rows in Arrow files."""

    names: list[str]
    folder: Path
    rows: int = 0
    files: list[Path] = field(default_factory=list)
    found: dict[str, set[pa.DataType]] = field(default_factory=dict)
    lacking: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    """File -> column -> rows whose formula has no value."""

    @property
    def types(self) -> dict[str, pa.DataType]:
        """The columns that hold anything, or that have a name."""
        return {
            n: _common(self.found.get(n, set()))
            for at, n in enumerate(self.names, start=1)
            if self.found.get(n) or n != f"column_{at}"
        }

    def add(self, lines: Sequence[Line]) -> None:
        numbers = pa.array([number for number, _, _ in lines], pa.int64())
        arrays = []
        for at, name in enumerate(self.names):
            array = _column([row[at] if at < len(row) else None for _, row, _ in lines])
            if array.null_count < len(array):
                self.found.setdefault(name, set()).add(array.type)
            arrays.append(array)
        file = self.folder / f"rows{len(self.files)}.arrow"
        for position, (_, _, columns) in enumerate(lines):
            for column in columns:
                rows = self.lacking.setdefault(len(self.files), {}).setdefault(self.names[column], [])
                rows.append(position)
        feather.write_feather(pa.table([numbers, *arrays], names=["", *self.names]), file)
        self.files.append(file)
        self.rows += len(lines)

    def batches(self) -> Iterator[Batch]:
        types = self.types
        for at, file in enumerate(self.files):
            table = feather.read_table(file)
            numbers: Array = table.column("").to_numpy()
            columns = {n: _cast(table.column(n).combine_chunks(), t) for n, t in types.items()}
            yield Batch(pa.table(columns), None, numbers, tuple(self._flaws(at)))

    def _flaws(self, at: int) -> Iterator[Flaw]:
        for name, rows in self.lacking.get(at, {}).items():
            message = Text(
                tr=f"{name}: formülün hesaplanmış değeri dosyada yok; Excel'de açıp kaydedin.",
                en=f"{name}: the formula's computed value is not in the file; open and save it in Excel.",
            )
            yield Flaw("formula_without_value", np.array(rows), message)


def _parse(path: Path, sheet: str, lines: Iterator[Line], folder: Path, limits: SourceLimits) -> _Spool:
    top = list(islice(lines, _HEADING_WITHIN))
    if not top:
        raise unreadable(path, f"'{sheet}' sayfası boş", f"worksheet '{sheet}' is empty", code="empty_source")
    at = _heading(path, [row for _, row, _ in top], sheet)
    rest = chain(top[at + 1 :], lines)
    first = list(islice(rest, _CHUNK_ROWS))
    width = max(len(row) for _, row, _ in (*top[at:], *first))
    if width > limits.columns:
        raise too_many_columns(path, width, limits.columns)
    heading = top[at][1]
    spool = _Spool(column_names([*heading, *[None] * (width - len(heading))]), folder)
    chunk = first
    while chunk:
        spool.add(chunk)
        chunk = list(islice(rest, _CHUNK_ROWS))
    return spool


def _too_large(path: Path, limits: SourceLimits) -> SourceError:
    return unreadable(
        path,
        f"çalışma sayfası çok büyük ({limits.sheet_cells:,} hücreden fazla)",
        f"the worksheet is too large (over {limits.sheet_cells:,} cells)",
        Text(tr="CSV ya da GeoPackage olarak kaydedin.", en="Save it as CSV or GeoPackage."),
        "source_too_large",
    )


def _damaged(path: Path, error: Exception) -> SourceError:
    return unreadable(
        path,
        f"bozuk bir Excel dosyası ({error})",
        f"is a damaged workbook ({error})",
        code="truncated_source",
    )


def _heading(path: Path, top: Sequence[Row], sheet: str) -> int:
    """The line with the most different texts; titles above it have fewer, numbers below it are none."""
    counts = [
        len({str(c).strip() for c in row if isinstance(c, str) and c.strip() and not _is_number(c)})
        for row in top
    ]
    best = int(np.argmax(counts))
    if counts[best] < 1:
        raise unreadable(
            path,
            f"'{sheet}' sayfasında başlık satırı yok",
            f"worksheet '{sheet}' has no heading",
            Text(tr="İlk satırlara sütun başlıkları yazın.", en="Put column headings in the first rows."),
            "no_heading",
        )
    return best


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "").replace(",", "").lstrip("+-").isdigit()


def _column(cells: list[Any]) -> pa.Array:
    """One Arrow type if the cells agree; otherwise the text a user sees in them."""
    kinds = {type(c) for c in cells if c is not None and c != ""}
    cells = [None if c == "" else c for c in cells]
    try:
        if kinds <= {int}:
            return pa.array(cells, pa.int64())
        if kinds <= {int, float}:
            return pa.array([None if c is None else float(c) for c in cells], pa.float64())
        if kinds <= {bool}:
            return pa.array(cells, pa.bool_())
        if kinds <= {dt.datetime, dt.date}:
            return pa.array([_moment(c) for c in cells], pa.timestamp("us"))
    except OverflowError:  # more digits than any number of a program has
        pass
    return pa.array([None if c is None else _shown(c) for c in cells], pa.string())


def _common(types: set[pa.DataType]) -> pa.DataType:
    """The type that holds what every part of a column has."""
    if len(types) <= 1:
        return next(iter(types), pa.string())
    return pa.float64() if types <= {pa.int64(), pa.float64()} else pa.string()


def _cast(array: pa.Array, wanted: pa.DataType) -> pa.Array:
    if array.type == wanted:
        return array
    if array.null_count == len(array):
        return pa.nulls(len(array), wanted)
    if pa.types.is_string(wanted):
        return pa.array([None if c is None else _shown(c) for c in array.to_pylist()], pa.string())
    return array.cast(wanted)


def _moment(cell: dt.datetime | dt.date | None) -> dt.datetime | None:
    return (
        dt.datetime.combine(cell, dt.time())
        if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime)
        else cell
    )


def _shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return str(cell)
