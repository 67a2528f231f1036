"""Reads worksheets: the heading is found, layout is passed over, mixed columns become text."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa

from etl.read.tables import column_names, drop_blank_rows
from etl.source import Source, SourceColumn, SourceLimits, choose_layer, unreadable
from gis.text import Text

_HEADING_WITHIN = 30
"""Rows from the top among which the heading is sought."""

Row = tuple[Any, ...]


def read_workbook(path: Path, layer: str | None, limits: SourceLimits) -> Source:
    """Read one worksheet.

    Raises:
        SourceError: damaged, several worksheets with content and none chosen, too large, or without a heading.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not concern the values
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            sheets = {s.title: s for s in book.worksheets if s.sheet_state == "visible"}
            filled = [n for n, s in sheets.items() if _has_content(s)] or list(sheets)[:1]
            name = choose_layer(path, list(sheets) if layer is not None else filled, layer)
            grid = _grid(path, sheets[name], limits)
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, SyntaxError) as error:
        raise unreadable(
            path,
            f"bozuk bir Excel dosyası ({error})",
            f"is a damaged workbook ({error})",
            code="truncated_source",
        ) from None
    at = _heading(path, [row for _, row in grid[:_HEADING_WITHIN]], name)
    width = max(len(row) for _, row in grid[at:])
    names = column_names([*grid[at][1], *[None] * (width - len(grid[at][1]))])
    body = grid[at + 1 :]
    columns = {n: _column([row[i] if i < len(row) else None for _, row in body]) for i, n in enumerate(names)}
    frame = pd.DataFrame(columns)
    frame.index = pd.Index(np.array([number for number, _ in body], dtype=np.int64), name="row")
    frame = frame[[n for n in names if not (n.startswith("column_") and frame[n].isna().all())]]
    rows, _ = drop_blank_rows(frame, ())
    declared = tuple(SourceColumn(str(n), str(pa.array(frame[n]).type)) for n in frame.columns)
    return Source(path, "XLSX", name, declared, gpd.GeoDataFrame(rows))


def _has_content(sheet: Any) -> bool:
    return any(
        cell is not None for row in sheet.iter_rows(max_row=_HEADING_WITHIN, values_only=True) for cell in row
    )


def _grid(path: Path, sheet: Any, limits: SourceLimits) -> list[tuple[int, Row]]:
    """Line number and cells of every line that holds anything."""
    sheet.reset_dimensions()  # what the file claims of its size is often wrong
    grid: list[tuple[int, Row]] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(row)
        if cells > limits.sheet_cells:
            raise unreadable(
                path,
                f"çalışma sayfası çok büyük ({limits.sheet_cells:,} hücreden fazla)",
                f"the worksheet is too large (over {limits.sheet_cells:,} cells)",
                Text(tr="CSV ya da GeoPackage olarak kaydedin.", en="Save it as CSV or GeoPackage."),
                "source_too_large",
            )
        if any(cell is not None and cell != "" for cell in row):
            grid.append((number, row))
    if not grid:
        raise unreadable(
            path, f"'{sheet.title}' sayfası boş", f"worksheet '{sheet.title}' is empty", code="empty_source"
        )
    return grid


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


def _column(cells: list[Any]) -> pd.Series:
    """One Arrow type if the cells agree; otherwise the text a user sees in them."""
    kinds = {type(c) for c in cells if c is not None and c != ""}
    cells = [None if c == "" else c for c in cells]
    if kinds <= {int}:
        array = pa.array(cells, pa.int64())
    elif kinds <= {int, float}:
        array = pa.array([None if c is None else float(c) for c in cells], pa.float64())
    elif kinds <= {bool}:
        array = pa.array(cells, pa.bool_())
    elif kinds <= {dt.datetime, dt.date}:
        array = pa.array([_moment(c) for c in cells], pa.timestamp("us"))
    else:
        array = pa.array([None if c is None else _shown(c) for c in cells], pa.string())
    return pd.Series(array, dtype=pd.ArrowDtype(array.type))


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
