"""The room ``read``: a file of any supported format becomes rows, or the reason why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.read.archive import archive_layers, check_archive, decompress, unpack
from etl.read.delimited import open_delimited
from etl.read.drawing import drawing_layers, open_drawing
from etl.read.gdal import confined
from etl.read.guard import refuse_pointers
from etl.read.json_file import unwrapped
from etl.read.parquet import open_parquet, parquet_layer
from etl.read.parts import gather
from etl.read.recognise import Format, recognise
from etl.read.unfolded import table_in_html, tags, unfold
from etl.read.vector import open_vector, vector_layers
from etl.read.workbook import open_workbook, workbook_layers
from etl.source import Batch, Source, SourceLayer, SourceLimits, SourceRequest, unreadable
from gis.errors import SourceError
from gis.text import Text

_MANY_FILES = frozenset({Format.SHAPEFILE, Format.DBASE, Format.MAPINFO, Format.EDIGEO})
_OWN_EXTENSION = {
    Format.KML: ".kml",
    Format.GML: ".gml",
    Format.DXF: ".dxf",
    Format.FLATGEOBUF: ".fgb",
    Format.GEOPACKAGE: ".gpkg",
}
"""Formats whose file is read under a name of Kent's own, so that GDAL opens it as nothing else."""


@contextmanager
def open_source(request: SourceRequest, limits: SourceLimits | None = None) -> Iterator[Source]:
    """Open the file, or the one layer of it that is asked for; what is unpacked of it lives as long.

    Raises:
        SourceError: not there, unsupported, damaged, empty, several layers, or an encoding that cannot be told. A file
            that does not tell its number of rows may turn out to be empty, or damaged, only when it is read.
        CrsError: its CRS definition makes no sense.
    """
    limits = limits or SourceLimits()
    with confined(), TemporaryDirectory(prefix="kent-load-") as folder:
        source = replace(_source(request, Path(folder), limits), path=request.path)
        if source.size == 0 and source.feed is None:
            raise _empty(request.path, source)
        yield replace(source, batches=lambda: _some(request.path, source, limits))


def layers_of(request: SourceRequest, limits: SourceLimits | None = None) -> tuple[SourceLayer, ...]:
    """What can be chosen as :attr:`SourceRequest.layer`, so that users need not guess.

    Raises:
        SourceError: not there, unsupported or damaged.
    """
    limits = limits or SourceLimits()
    if request.url is not None:
        return (SourceLayer(request.path.name),)
    with TemporaryDirectory(prefix="kent-load-") as folder:
        path, format = _uncompressed(request.path, Path(folder), limits)
        if format is Format.ARCHIVE:
            members = archive_layers(path, limits)
            if len(members) != 1:
                return members
    with confined(), TemporaryDirectory(prefix="kent-load-") as folder:
        return _Opened.of(replace(request, layer=None), Path(folder), limits).layers(limits)


def _source(request: SourceRequest, folder: Path, limits: SourceLimits) -> Source:
    if request.url is None:
        return _Opened.of(request, folder, limits).source(request.encoding, limits)
    # Imported where they are needed: SQLAlchemy and httpx cost every other load 25 MB.
    if request.since is not None:
        from etl.read.change_feed import open_followed

        return open_followed(request, folder, limits)
    if request.url.startswith(("http://", "https://")):
        from etl.read.ogc_api import open_collection

        return open_collection(request, folder, limits)
    from etl.read.database import open_database

    return open_database(request, folder, limits)


def _some(path: Path, source: Source, limits: SourceLimits) -> Iterator[Batch]:
    rows = 0
    for batch in source.batches():
        rows += len(batch)
        if rows > limits.rows:
            raise unreadable(
                path,
                f"{limits.rows:,} satırdan fazlası var",
                f"has more than {limits.rows:,} rows",
                Text(tr="Dosyayı parçalara bölün.", en="Split the file."),
                "source_too_large",
            )
        yield batch
    if not rows and source.feed is None:
        raise _empty(path, source)


def _empty(path: Path, source: Source) -> SourceError:
    return unreadable(
        path,
        f"'{source.layer}' katmanında satır yok",
        f"layer '{source.layer}' has no rows",
        Text(tr="Veritabanında hiçbir şey değiştirilmedi.", en="Nothing was changed in the database."),
        "empty_source",
    )


def _uncompressed(path: Path, folder: Path, limits: SourceLimits) -> tuple[Path, Format]:
    format = recognise(path)
    if format is not Format.COMPRESSED:
        return path, format
    inner = decompress(path, folder, limits)
    format = recognise(inner)
    if format is Format.COMPRESSED:
        raise _nested(path, inner)
    return inner, format


def _nested(path: Path, inner: Path) -> SourceError:
    return unreadable(
        path,
        f"arşivin içinde yine bir arşiv var ({inner.name})",
        f"holds another archive ({inner.name})",
        Text(tr="Dıştaki arşivi açıp içindekini verin.", en="Unpack the outer one and give what is in it."),
        "nested_archive",
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
        path, format = _uncompressed(request.path, folder, limits)
        layer, own = request.layer, folder / "own"
        own.mkdir()
        if format is Format.ARCHIVE:
            path, layer = unpack(path, layer, own, limits)
            format = recognise(path)
            if format in (Format.ARCHIVE, Format.COMPRESSED):
                raise _nested(request.path, path)
        elif format in _MANY_FILES:
            path = gather(path, own)
        elif format in _OWN_EXTENSION:
            path = gather(path, own, _OWN_EXTENSION[format])
        if format is Format.WORKBOOK:
            check_archive(path, limits)
        elif format is Format.JSON:
            path = unwrapped(path, own)
        refuse_pointers(path, format)
        return cls(path, format, layer, folder)

    def source(self, encoding: str | None, limits: SourceLimits) -> Source:
        match self.format:
            case Format.DELIMITED:
                return open_delimited(self.path, encoding, limits)
            case Format.WORKBOOK:
                return open_workbook(self.path, self.layer, self.folder, limits)
            case Format.PARQUET:
                return open_parquet(self.path, limits)
            case Format.DXF:
                return open_drawing(self.path, self.layer, limits)
            case Format.KML:
                return unfold(self._vector(encoding, limits), "description", table_in_html)
            case Format.OSM:
                return unfold(self._vector(encoding, limits), "other_tags", tags)
            case _:
                return self._vector(encoding, limits)

    def _vector(self, encoding: str | None, limits: SourceLimits) -> Source:
        return open_vector(self.path, self.format, self.layer, encoding, limits)

    def layers(self, limits: SourceLimits) -> tuple[SourceLayer, ...]:
        match self.format:
            case Format.DELIMITED:
                return (SourceLayer(self.path.stem),)
            case Format.WORKBOOK:
                return workbook_layers(self.path, limits)
            case Format.PARQUET:
                return (parquet_layer(self.path),)
            case Format.DXF:
                return drawing_layers(self.path, limits)
            case _:
                return vector_layers(self.path, self.format)
