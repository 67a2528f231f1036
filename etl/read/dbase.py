"""Looks into a dBASE file's own bytes: whether it is whole, in which encoding its texts are, and which may be cut."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from etl.read.encoding import Encoding, codec_name, find_encoding, letters_as
from etl.read.recognise import truncated
from etl.source import unreadable
from gis.quality import Array
from gis.text import Text

_LANGUAGE_DRIVERS = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x13: "cp932", 0x1D: "cp850", 0x24: "cp860", 0x26: "cp866",
    0x37: "cp850", 0x40: "cp852", 0x4D: "cp936", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0x65: "cp866",
    0x6A: "cp737", 0x6B: "cp857", 0x7D: "cp1255", 0x7E: "cp1256", 0x87: "cp852", 0x88: "cp857", 0x8B: "cp737",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
"""Language driver byte -> codec. 0x00 and 0x57 say nothing: programs write them over any encoding."""
_CHUNK = 16 * 1024**2
_NARROW = 8
"""Widths below this hold codes, which fill their column rightly."""
_COUNTED = 10_000
"""Distinct full values of a column that are counted one by one."""


@dataclass(frozen=True)
class DbaseHeader:
    records: int
    header_bytes: int
    record_bytes: int
    language_driver: int
    texts: tuple[tuple[int, int, bytes], ...]
    """Offset and width in the record, and the name, of each column that holds texts."""
    names: tuple[bytes, ...]


def read_header(path: Path) -> DbaseHeader:
    """Raises: SourceError when the header is damaged or the file ends before its last record."""
    with path.open("rb") as stream:
        head = stream.read(32)
        if len(head) < 32:
            raise truncated(path)
        records, header_bytes, record_bytes = struct.unpack("<IHH", head[4:12])
        fields = stream.read(max(0, header_bytes - 32))
    names: list[bytes] = []
    texts: list[tuple[int, int, bytes]] = []
    offset = 1
    for at in range(0, len(fields) - 31, 32):
        if fields[at] == 0x0D:
            break
        names.append(fields[at : at + 11].split(b"\x00")[0])
        kind, width = fields[at + 11 : at + 12], fields[at + 16]
        width += fields[at + 17] * 256 if kind == b"C" else 0
        if kind == b"C":
            texts.append((offset, width, names[-1]))
        offset += width
    if header_bytes < 33 or (records and record_bytes < 1):
        raise unreadable(path, "dBASE başlığı bozuk", "has a damaged dBASE header", code="truncated_source")
    if path.stat().st_size < header_bytes + records * record_bytes:
        raise truncated(path)
    return DbaseHeader(records, header_bytes, record_bytes, head[29], tuple(texts), tuple(names))


@dataclass(frozen=True)
class DbaseTexts:
    """What a look at all texts of a .dbf told.

    Args:
        full: column -> width, and how many distinct values are as long as it.
    """

    encoding: Encoding
    full: dict[str, tuple[int, int]]

    def width_notes(self) -> Iterator[Text]:
        """A text as long as its column is wide may have been cut by the program that wrote it."""
        for name, (width, count) in self.full.items():
            yield Text(
                tr=f"{name}: {count} farklı değer sütunun genişliği ({width}) kadar uzun; kesilmiş olabilir.",
                en=f"{name}: {count} distinct values fill the column's width ({width}); they may have been cut.",
            )


def scan_texts(path: Path, asked: str | None) -> DbaseTexts:
    """Look through a .dbf once: its encoding is the user's word, .cpg, language driver, strict UTF-8, cp1254.

    Raises:
        SourceError: damaged, or the texts are nonsense in whatever is declared or likely; asks for --encoding.
    """
    header = read_header(path)
    scan = _Scan(path, header)
    pieces = scan.pieces()
    if asked is not None:
        found: Encoding | None = Encoding(_known(path, asked), "--encoding")
        for _ in pieces:
            pass
    else:
        found = find_encoding(pieces, _declared(path, header))
    if found is None:
        raise unreadable(
            path,
            "metinlerin kodlaması anlaşılamadı",
            "the encoding of its texts cannot be told",
            letters_as(islice(_Scan(path, header).pieces(), 1000)),
            "encoding_unknown",
        )
    return DbaseTexts(found, scan.full(found))


def _declared(path: Path, header: DbaseHeader) -> Encoding | None:
    cpg = path.with_suffix(".cpg")
    if cpg.exists():
        said = cpg.read_bytes()[:64].decode("ascii", "replace")
        return Encoding(_known(path, said), ".cpg")
    driver = _LANGUAGE_DRIVERS.get(header.language_driver)
    return Encoding(driver, f"language driver 0x{header.language_driver:02X}") if driver else None


def _known(path: Path, name: str) -> str:
    codec = codec_name(name)
    if codec is None or codec.startswith(("utf-16", "utf-32")):
        raise unreadable(
            path,
            f"'{name.strip()}' kodlaması okunamıyor",
            f"encoding '{name.strip()}' cannot be read",
            Text(
                tr="--encoding cp1254 ya da utf-8 ile belirtin.",
                en="Name it with --encoding cp1254 or utf-8.",
            ),
            "encoding_unknown",
        )
    return codec


@dataclass
class _Scan:
    """One pass over the records; texts that fill their column are gathered on the way."""

    path: Path
    header: DbaseHeader
    filling: dict[int, set[bytes]] = field(default_factory=dict)

    def pieces(self) -> Iterator[bytes]:
        """Texts beyond ASCII, and the column names; a character cut by its column's width is left off."""
        header = self.header
        yield from header.names
        if not header.records or not header.texts:
            return
        per_chunk = max(1, _CHUNK // header.record_bytes)
        with self.path.open("rb") as stream:
            stream.seek(header.header_bytes)
            for start in range(0, header.records, per_chunk):
                count = min(per_chunk, header.records - start)
                block = np.frombuffer(stream.read(count * header.record_bytes), dtype=np.uint8)
                records = block.reshape(count, header.record_bytes)
                for offset, width, _ in header.texts:
                    column = records[:, offset : offset + width]
                    self._gather(offset, column)
                    beyond = np.unique(column[(column > 0x7F).any(axis=1)], axis=0)
                    yield from (_whole_characters(value.tobytes(), width) for value in beyond)

    def _gather(self, offset: int, column: Array) -> None:
        values = self.filling.setdefault(offset, set())
        if column.shape[1] >= _NARROW and len(values) < _COUNTED:
            last = column[:, -1]
            full = column[(last != 0x20) & (last != 0)]
            values.update(v.tobytes() for v in np.unique(full[: _COUNTED * 10], axis=0))

    def full(self, encoding: Encoding) -> dict[str, tuple[int, int]]:
        return {
            name.decode(encoding.name, "replace"): (width, len(self.filling[offset]))
            for offset, width, name in self.header.texts
            if self.filling.get(offset)
        }


def _whole_characters(value: bytes, width: int) -> bytes:
    text = value.rstrip(b" \x00")
    if len(text) < width:
        return text
    # A UTF-8 sequence that the column's width cut: its start is in the last three bytes.
    for back in range(1, min(4, len(text) + 1)):
        lead = text[-back]
        if lead >= 0xC0:
            needed = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return text[:-back] if needed > back else text
        if lead < 0x80:
            break
    return text
