"""Reads CSV and its kin: any of the usual separators and encodings, every value kept as the text it is."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from etl.read.columns import column_names, filled_rows
from etl.read.encoding import Encoding, bom_of, codec_name, find_encoding, letters_as
from etl.read.recognise import too_many_columns
from etl.read.refused import no_format
from etl.source import BATCH_ROWS, Batch, Source, SourceColumn, SourceLimits, unreadable
from gis.quality import Array, Flaw
from gis.text import Text

_SEPARATORS = ";\t,|"
_SAMPLED_RECORDS = 50
_HEAD_BYTES = 1024**2
_BLOCK_BYTES = 16 * 1024**2
"""The longest record that can be read; a polygon as text is long."""


@dataclass(frozen=True)
class _Dialect:
    encoding: str
    separator: str
    names: list[str]


def open_delimited(path: Path, asked_encoding: str | None, limits: SourceLimits) -> Source:
    """Open a table of text; the first record is the heading.

    Raises:
        SourceError: its encoding cannot be told, it has no columns, or a quotation mark is never closed.
    """
    encoding = _encoding(path, asked_encoding)
    head = _head(path, encoding)
    separator = _separator(path, head)
    _refuse_open_quote(path, encoding, separator)
    heading = next(csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    if len(heading) > limits.columns:
        raise too_many_columns(path, len(heading), limits.columns)
    dialect = _Dialect(encoding.name, separator, column_names(heading))
    columns = tuple(SourceColumn(n, "text") for n in dialect.names)
    return Source(
        path, "CSV", path.stem, columns, False, lambda: _stream(path, dialect), encoding=encoding.name
    )


def _encoding(path: Path, asked: str | None) -> Encoding:
    codec = codec_name(asked) if asked is not None else None
    if codec is not None:
        encoding = Encoding(codec, "--encoding")
        _refuse_undecodable(path, encoding)
        return encoding
    found = None
    if asked is None:
        with path.open("rb") as stream:
            bom = bom_of(stream.read(4))
        if bom is not None:
            found = Encoding(bom, "byte order mark")
            _refuse_undecodable(path, found)
        else:
            found = find_encoding(_lines(path))
    if found is None:
        beyond = (line for piece in _lines(path) for line in piece.splitlines() if not line.isascii())
        raise unreadable(
            path,
            "metinlerin kodlaması anlaşılamadı" if asked is None else f"'{asked}' kodlaması bilinmiyor",
            "the encoding of its texts cannot be told" if asked is None else f"encoding '{asked}' is unknown",
            letters_as(islice(beyond, 200)),
            "encoding_unknown",
        )
    return found


def _lines(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line, or at least with an ASCII character."""
    rest = b""
    with path.open("rb") as stream:
        while block := stream.read(_HEAD_BYTES):
            block = rest + block
            end = block.rfind(b"\n") + 1 or max((block.rfind(c) + 1 for c in (b",", b";", b" ")), default=0)
            if not end and len(block) < _BLOCK_BYTES:
                rest = block
                continue
            end = end or len(block)
            yield block[:end]
            rest = block[end:]
    if rest:
        yield rest


def _refuse_undecodable(path: Path, encoding: Encoding) -> None:
    decoder, at = codecs.getincrementaldecoder(encoding.name)(), 0
    with path.open("rb") as stream:
        try:
            while block := stream.read(_HEAD_BYTES):
                decoder.decode(block)
                at += len(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            at += error.start
            raise unreadable(
                path,
                f"{encoding.name} ile okunamıyor ({at}. bayt dolayında)",
                f"cannot be read as {encoding.name} (near byte {at})",
                Text(tr="--encoding ile başka bir kodlama verin.", en="Give another one with --encoding."),
                "encoding_unknown",
            ) from None


def _head(path: Path, encoding: Encoding) -> str:
    with path.open("rb") as stream:
        decoder = codecs.getincrementaldecoder(encoding.name)("ignore")
        return decoder.decode(stream.read(_HEAD_BYTES)).lstrip("\ufeff")


def _separator(path: Path, head: str) -> str:
    """The separator under which most records have as many values as the heading, the more the better."""
    best: tuple[int, str] = (0, "")
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        try:
            widths = [len(r) for r in islice(reader, _SAMPLED_RECORDS) if r]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            agreeing = Counter(widths)[widths[0]]
            best = max(best, (agreeing * widths[0], separator))
    if not best[1]:
        raise no_format(path)
    return best[1]


def _refuse_open_quote(path: Path, encoding: Encoding, separator: str) -> None:
    """Read on its own, a quotation mark that is never closed swallows the rest of the file as one value."""
    if _quotes(path, encoding) % 2 == 0:
        return
    start, last = 0, ""
    with path.open(encoding=encoding.name, errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=False)
        try:
            for record in reader:
                last = record[-1] if record else ""
                start = reader.line_num - last.count("\n")
        except csv.Error:
            return
    if "\n" in last:
        raise unreadable(
            path,
            f"{start}. satırda açılan tırnak kapanmıyor",
            f"a quotation mark opened in line {start} is never closed",
            Text(tr="Satırdaki tırnağı düzeltin.", en="Mend the quotation mark in that line."),
            "unbalanced_quotes",
        )


def _quotes(path: Path, encoding: Encoding) -> int:
    mark = '"'.encode(encoding.name.removesuffix("-sig"))[-2:].strip(b"\x00")
    with path.open("rb") as stream:
        return sum(block.count(mark) for block in iter(lambda: stream.read(_HEAD_BYTES), b""))


class _Utf8(io.RawIOBase):
    """A file of any encoding as UTF-8 without a byte order mark, ending with a line."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__()
        self._file: IO[bytes] = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready, self._last, self._ended = b"", b"\n", False
        self._first = True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            self._fill()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _fill(self) -> None:
        block = self._file.read(_HEAD_BYTES)
        self._ended = not block
        text = self._decoder.decode(block, final=self._ended)
        if self._first and text:
            text, self._first = text.removeprefix("\ufeff"), False
        ready = text.encode()
        if self._ended and (ready or self._last)[-1:] != b"\n":
            ready += b"\n"
        self._last = ready[-1:] or self._last
        self._ready = ready


def _stream(path: Path, dialect: _Dialect) -> Iterator[Batch]:
    torn: list[arrow_csv.InvalidRow] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        torn.append(row)
        return "skip"

    names, next_number = dialect.names, 2
    with _Utf8(path, dialect.encoding) as stream:
        try:
            reader = arrow_csv.open_csv(
                pa.PythonFile(stream, mode="r"),
                # One thread: only then does Arrow tell the numbers of the rows it sets aside.
                read_options=arrow_csv.ReadOptions(
                    use_threads=False, column_names=names, skip_rows_after_names=1, block_size=_BLOCK_BYTES
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=dialect.separator,
                    newlines_in_values=True,
                    ignore_empty_lines=True,
                    invalid_row_handler=set_aside,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
                ),
            )
            for block in reader:
                own = _of_block(torn, next_number, block.num_rows)
                del torn[: len(own)]
                whole = np.setdiff1d(
                    np.arange(next_number, next_number + block.num_rows + len(own)),
                    [r.number for r in own],
                )
                next_number += block.num_rows + len(own)
                yield from _batches(block, whole, own, dialect)
        except pa.ArrowInvalid as error:
            raise unreadable(path, f"okunamıyor ({error})", f"cannot be read ({error})") from None
    if torn:
        nothing = pa.RecordBatch.from_pylist([], pa.schema([(n, pa.string()) for n in names]))
        yield from _batches(nothing, np.array([], dtype=np.int64), torn, dialect)


def _of_block(torn: list[arrow_csv.InvalidRow], first: int, whole: int) -> list[arrow_csv.InvalidRow]:
    """The misshapen records that stand among, or right behind, the block's whole ones."""
    own: list[arrow_csv.InvalidRow] = []
    for row in torn:
        if row.number > first + whole + len(own):
            break
        own.append(row)
    return own


def _batches(
    block: pa.RecordBatch, numbers: Array, torn: list[arrow_csv.InvalidRow], dialect: _Dialect
) -> Iterator[Batch]:
    """The block's whole records, then its misshapen ones, whose text goes into the first column."""
    for start in range(0, block.num_rows, BATCH_ROWS):
        part = pa.Table.from_batches([block.slice(start, BATCH_ROWS)])
        yield from _filled(part, numbers[start : start + BATCH_ROWS])
    shown = [r for r in torn if (r.text or "").strip(f"{dialect.separator} \r\n")]
    if shown:
        texts = pa.array([r.text for r in shown], pa.string())
        nothing = pa.nulls(len(shown), pa.string())
        table = pa.table([texts, *[nothing] * (len(dialect.names) - 1)], names=dialect.names)
        message = Text(
            tr="Satırdaki değer sayısı sütun sayısına uymuyor ({}).",
            en="The row's values do not match the columns ({}).",
        )
        details = [f"{r.actual_columns} / {r.expected_columns}" for r in shown]
        flaw = Flaw("unreadable_row", np.arange(len(shown)), message, details=details)
        yield Batch(table, None, np.array([r.number for r in shown], dtype=np.int64), (flaw,))


def _filled(table: pa.Table, numbers: Array) -> Iterator[Batch]:
    kept = filled_rows(table)
    if kept.all():
        yield Batch(table, None, numbers)
    elif kept.any():
        yield Batch(table.filter(pa.array(kept)), None, numbers[kept])
