"""Which files make up one data set, brought together under plain names in a folder of Kent's own.

So nothing is ever written beside the user's file, and GDAL finds no other file than those named here.
"""

from pathlib import Path
from shutil import copyfile

from etl.source import unreadable
from gis.text import Text

_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg")
_EDIGEO = (".thf", ".vec", ".dic", ".gen", ".geo", ".qal", ".scd")
KINDS: dict[str, tuple[str, ...]] = {
    ".shp": _SHAPEFILE,
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".dbf": (".cpg",),
    **dict.fromkeys(
        (
            ".gpkg", ".geojson", ".json", ".topojson", ".geojsonl", ".ndjson", ".geojsons", ".fgb", ".parquet",
            ".geoparquet", ".kml", ".gml", ".xml", ".dxf", ".osm", ".pbf", ".csv", ".tsv", ".xlsx",
        ),
        (),
    ),
}  # fmt: skip
"""The file that stands for a data set -> the others that belong to it."""


def plain_stem(stem: str) -> str:
    """A name without anything that a file system or GDAL gives a meaning."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in stem)[:100].lstrip(".") or "data"


def gather(path: Path, folder: Path, extension: str | None = None) -> Path:
    """Bring a data set's files together under one spelling.

    Args:
        path: any of them; the others lie beside it in any case of letters.
        extension: what the file is to be called, whatever its name says.

    Raises:
        SourceError: the file that stands for the data set is not there.
    """
    stem = plain_stem(path.stem)
    if path.suffix.lower() == ".thf":
        return _lot(path, folder)
    if extension == ".gpkg" and _keeps_a_log(path):
        for suffix in ("", "-wal"):  # reading it would write beside it
            part = path.with_name(path.name + suffix)
            if part.exists():
                copyfile(part, folder / f"{stem}{extension}{suffix}")
        return folder / f"{stem}{extension}"
    if extension is not None:
        (folder / f"{stem}{extension}").symlink_to(path.resolve())
        return folder / f"{stem}{extension}"
    parts = {p.suffix.lower(): p for p in sorted(path.parent.iterdir()) if p.stem == path.stem}
    main = next(
        (m for m, others in KINDS.items() if m in parts and path.suffix.lower() in (m, *others)), None
    )
    if main is None:
        raise unreadable(
            path,
            "yanında .shp dosyası yok",
            "there is no .shp beside it",
            Text(
                tr=".shp, .dbf ve .prj dosyalarını birlikte verin.",
                en="Hand over .shp, .dbf and .prj together.",
            ),
        )
    for suffix in (main, *KINDS[main]):
        if suffix in parts:
            (folder / f"{stem}{suffix}").symlink_to(parts[suffix].resolve())
    return folder / f"{stem}{main}"


def _keeps_a_log(path: Path) -> bool:
    """Whether a SQLite file is in the mode that has a write-ahead log."""
    with path.open("rb") as stream:
        return stream.read(20)[18:20] == b"\x02\x02"


def _lot(path: Path, folder: Path) -> Path:
    """An EDIGEO lot: the .thf names the other files, which lie beside it."""
    for part in sorted(path.parent.iterdir()):
        if part.suffix.lower() in _EDIGEO and part.is_file():
            (folder / part.name).symlink_to(part.resolve())
    return folder / path.name
