"""The room ``read``: a file of any supported format becomes rows, or the reason why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.read.archive import archive_layers, check_archive, gather_shapefile, unpack
from etl.read.delimited import open_delimited
from etl.read.recognise import Format, recognise
from etl.read.vector import open_vector, vector_layers
from etl.read.workbook import open_workbook, workbook_layers
from etl.source import Batch, Source, SourceLayer, SourceLimits, SourceRequest, unreadable
from gis.errors import SourceError
from gis.text import Text


@contextmanager
def open_source(request: SourceRequest, limits: SourceLimits | None = None) -> Iterator[Source]:
    """Open the file, or the one layer of it that is asked for; what is unpacked of it lives as long.

    Raises:
        SourceError: not there, unsupported, damaged, empty, several layers, or an encoding that cannot be told. A file
            that does not tell its number of rows may turn out to be empty, or damaged, only when it is read.
        CrsError: its CRS definition makes no sense.
    """
    limits = limits or SourceLimits()
    with TemporaryDirectory(prefix="kent-load-") as folder:
        opened = _Opened.of(request, Path(folder), limits)
        source = replace(opened.source(request.encoding, limits), path=request.path)
        if source.size == 0:
            raise _empty(request.path, source)
        yield replace(source, batches=lambda: _some(request.path, source))


def layers_of(request: SourceRequest, limits: SourceLimits | None = None) -> tuple[SourceLayer, ...]:
    """What can be chosen as :attr:`SourceRequest.layer`, so that users need not guess.

    Raises:
        SourceError: not there, unsupported or damaged.
    """
    limits = limits or SourceLimits()
    if recognise(request.path) is Format.ARCHIVE:
        members = archive_layers(request.path, limits)
        if len(members) != 1:
            return members
    with TemporaryDirectory(prefix="kent-load-") as folder:
        return _Opened.of(replace(request, layer=None), Path(folder), limits).layers(limits)


def _some(path: Path, source: Source) -> Iterator[Batch]:
    rows = 0
    for batch in source.batches():
        rows += len(batch)
        yield batch
    if not rows:
        raise _empty(path, source)


def _empty(path: Path, source: Source) -> SourceError:
    return unreadable(
        path,
        f"'{source.layer}' katmanında satır yok",
        f"layer '{source.layer}' has no rows",
        Text(tr="Veritabanında hiçbir şey değiştirilmedi.", en="Nothing was changed in the database."),
        "empty_source",
    )


@dataclass(frozen=True)
class _Opened:
    """The file to read: out of its archive, or with its parts gathered, in a folder of Kent's own."""

    path: Path
    format: Format
    layer: str | None
    folder: Path

    @classmethod
    def of(cls, request: SourceRequest, folder: Path, limits: SourceLimits) -> "_Opened":
        path, layer = request.path, request.layer
        format = recognise(path)
        if format is Format.ARCHIVE:
            path, layer = unpack(path, layer, folder, limits)
            format = recognise(path)
        elif format in (Format.SHAPEFILE, Format.DBASE):
            path = gather_shapefile(path, folder)
            format = recognise(path)
        if format is Format.WORKBOOK:
            check_archive(path, limits)
        return cls(path, format, layer, folder)

    def source(self, encoding: str | None, limits: SourceLimits) -> Source:
        match self.format:
            case Format.DELIMITED:
                return open_delimited(self.path, encoding, limits)
            case Format.WORKBOOK:
                return open_workbook(self.path, self.layer, self.folder, limits)
            case _:
                return open_vector(self.path, self.format, self.layer, encoding, limits)

    def layers(self, limits: SourceLimits) -> tuple[SourceLayer, ...]:
        match self.format:
            case Format.DELIMITED:
                return (SourceLayer(self.path.stem),)
            case Format.WORKBOOK:
                return workbook_layers(self.path, limits)
            case _:
                return vector_layers(self.path, self.format)
