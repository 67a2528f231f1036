"""The room ``read``: a file of any supported format becomes rows, or the reason why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.read.archive import check_archive, gather_shapefile, unpack
from etl.read.delimited import read_delimited
from etl.read.recognise import Format, recognise
from etl.read.vector import read_vector
from etl.read.workbook import read_workbook
from etl.source import Source, SourceLimits, SourceRequest, unreadable
from gis.text import Text


def read(request: SourceRequest, limits: SourceLimits | None = None) -> Source:
    """Read the file, or the one layer of it that is asked for.

    Raises:
        SourceError: not there, unsupported, damaged, empty, several layers, or an encoding that cannot be told.
        CrsError: its CRS definition makes no sense.
    """
    limits = limits or SourceLimits()
    with _opened(request, limits) as (path, format, layer):
        if format is Format.DELIMITED:
            source = read_delimited(path, request.encoding)
        elif format is Format.WORKBOOK:
            check_archive(path, limits)
            source = read_workbook(path, layer, limits)
        else:
            source = read_vector(path, format, layer, request.encoding)
    if not len(source.rows):
        raise unreadable(
            request.path,
            f"'{source.layer}' katmanında satır yok",
            f"layer '{source.layer}' has no rows",
            Text(tr="Veritabanında hiçbir şey değiştirilmedi.", en="Nothing was changed in the database."),
            "empty_source",
        )
    return replace(source, path=request.path)


@contextmanager
def _opened(request: SourceRequest, limits: SourceLimits) -> Iterator[tuple[Path, Format, str | None]]:
    """The file to read: out of its archive, or with its parts gathered, in a folder that is removed afterwards."""
    path, layer = request.path, request.layer
    format = recognise(path)
    with TemporaryDirectory(prefix="kent-load-") as folder:
        if format is Format.ARCHIVE:
            path, layer = unpack(path, layer, Path(folder), limits)
            format = recognise(path)
        elif format in (Format.SHAPEFILE, Format.DBASE):
            path = gather_shapefile(path, Path(folder))
            format = recognise(path)
        yield path, format, layer
