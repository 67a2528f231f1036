"""One text column that holds several attributes becomes a column for each: KML's tables, OpenStreetMap's tags."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pyarrow as pa

from etl.read.columns import free_name
from etl.source import Batch, Source, SourceColumn
from gis.text import Text

_MOST_COLUMNS = 200
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def unfold(source: Source, column: str, parse: Callable[[str], dict[str, str]]) -> Source:
    """The source with a column more for each attribute in ``column``; the most frequent ones if there are too many.

    Reads the source once to learn which attributes there are.
    """
    if column not in source.column_names:
        return source
    counts: Counter[str] = Counter()
    for batch in source.batches():
        for text in batch.attributes.column(column).to_pylist():
            if text:
                counts.update(dict.fromkeys(parse(text), 1))
    names: dict[str, str] = {}
    for key, _ in counts.most_common(_MOST_COLUMNS):
        names[key] = free_name(key, (*source.column_names, *names.values()))
    if not names:
        return source
    notes = source.notes
    if len(counts) > len(names):
        notes += (
            Text(
                tr=f"{column}: {len(counts)} öznitelikten en sık geçen {len(names)} tanesi sütun oldu.",
                en=f"{column}: of {len(counts)} attributes the {len(names)} most frequent became columns.",
            ),
        )

    def batches() -> Iterator[Batch]:
        for batch in source.batches():
            parsed = [parse(text) if text else {} for text in batch.attributes.column(column).to_pylist()]
            table = batch.attributes
            for key, name in names.items():
                table = table.append_column(name, pa.array([p.get(key) for p in parsed], pa.string()))
            yield replace(batch, attributes=table)

    columns = (*source.columns, *(SourceColumn(n, "str") for n in names.values()))
    return replace(source, columns=columns, batches=batches, notes=notes)


def tags(text: str) -> dict[str, str]:
    """OpenStreetMap's tags as GDAL writes them: ``"key"=>"value","key"=>"value"``."""
    return {_unescaped(k): _unescaped(v) for k, v in _TAG.findall(text)}


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def table_in_html(text: str) -> dict[str, str]:
    """The rows of two cells of the tables in a KML description; the last of equal names holds."""
    if "<t" not in text.lower():
        return {}
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return reader.found


class _TableReader(HTMLParser):
    """Gathers rows with exactly two cells; an outer table's cell that holds a table is no value."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._row: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif tag == "table":
            self._cell = None
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._row.append("".join(self._cell).strip())
            self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if len(self._row) == 2 and self._row[0]:
            self.found[" ".join(self._row[0].rstrip(":").split())] = self._row[1]
        self._row = []
