"""Reads worksheets: the heading is found, layout is passed over, mixed columns become text.

A worksheet is parsed once, into Arrow files beside it that hold a few thousand rows each; what type a column has is known
only when all its cells were seen.
"""

import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from etl.read.columns import column_names
from etl.read.recognise import too_many_columns
from etl.read.spool import CHUNK_ROWS, Spool, lacking_value
from etl.source import Source, SourceColumn, SourceLayer, SourceLimits, choose_layer, unreadable
from gis.errors import SourceError
from gis.text import Text

_HEADING_WITHIN = 30
"""Rows from the top among which the heading is sought."""

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


def _parse(path: Path, sheet: str, lines: Iterator[Line], folder: Path, limits: SourceLimits) -> Spool:
    top = list(islice(lines, _HEADING_WITHIN))
    if not top:
        raise unreadable(path, f"'{sheet}' sayfası boş", f"worksheet '{sheet}' is empty", code="empty_source")
    at = _heading(path, [row for _, row, _ in top], sheet)
    rest = chain(top[at + 1 :], lines)
    first = list(islice(rest, CHUNK_ROWS))
    width = max(len(row) for _, row, _ in (*top[at:], *first))
    if width > limits.columns:
        raise too_many_columns(path, width, limits.columns)
    heading = top[at][1]
    spool = Spool(column_names([*heading, *[None] * (width - len(heading))]), folder)
    chunk = first
    while chunk:
        lacking: dict[str, list[int]] = {}
        for position, (_, _, cells) in enumerate(chunk):
            for cell in cells:
                lacking.setdefault(spool.names[cell], []).append(position)
        flaws = [lacking_value(name, rows) for name, rows in lacking.items()]
        spool.add([number for number, _, _ in chunk], [row for _, row, _ in chunk], flaws)
        chunk = list(islice(rest, CHUNK_ROWS))
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
