"""Takes the one data set out of a ZIP, within bounds and without trusting a name in it."""

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from etl.source import SourceLayer, SourceLimits, choose_layer, unreadable
from gis.errors import SourceError
from gis.text import Text

_WHOLE = (".gpkg", ".geojson", ".json", ".topojson", ".csv", ".tsv", ".xlsx")
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class _DataSet:
    """What one layer of an archive is made of: extension -> member."""

    path: PurePosixPath
    parts: dict[str, zipfile.ZipInfo]


def check_archive(path: Path, limits: SourceLimits) -> None:
    """Refuse an archive that would unpack beyond the limits.

    Raises:
        SourceError.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    if (
        len(members) > limits.archive_members
        or unpacked > limits.unpacked_bytes
        or unpacked / packed > limits.compression
    ):
        raise unreadable(
            path,
            f"arşiv sınırları aşıyor ({len(members)} dosya, açılınca {unpacked:,} bayt)",
            f"the archive exceeds the limits ({len(members)} members, {unpacked:,} bytes unpacked)",
            Text(
                tr="Gereken dosyayı açıp tek başına yükleyin.",
                en="Unpack the one file you need and load that.",
            ),
            "archive_too_large",
        )


def unpack(path: Path, wanted: str | None, folder: Path, limits: SourceLimits) -> tuple[Path, str | None]:
    """Unpack one data set into ``folder`` under plain names of Kent's choosing.

    Returns:
        Its main file, and the layer still to be chosen in it (a GeoPackage may hold several).

    Raises:
        SourceError: nothing to load, several and none chosen, encrypted, damaged or too large.
    """
    check_archive(path, limits)
    with zipfile.ZipFile(path) as archive:
        found = _data_sets(archive)
        names = _names(found)
        if len(found) == 1:
            chosen, inner = found[0], wanted
            if wanted is not None and wanted.casefold() == chosen.path.stem.casefold():
                inner = None
        else:
            chosen, inner = found[names.index(choose_layer(path, names, wanted))], None
        for extension, member in chosen.parts.items():
            _extract(path, archive, member, folder / f"{_plain(chosen.path.stem)}{extension}", limits)
    main = next(e for e in (".shp", ".dbf", *chosen.parts) if e in chosen.parts)
    return folder / f"{_plain(chosen.path.stem)}{main}", inner


def archive_layers(path: Path, limits: SourceLimits) -> tuple[SourceLayer, ...]:
    """The data sets of an archive by the names they are chosen by; what is in them is not looked at.

    Raises:
        SourceError: damaged or too large.
    """
    check_archive(path, limits)
    with zipfile.ZipFile(path) as archive:
        return tuple(SourceLayer(n) for n in _names(_data_sets(archive)))


def _names(found: list[_DataSet]) -> list[str]:
    """What each is called: the file's name, or the whole path when two have the same."""
    names = [d.path.stem for d in found]
    return names if len({n.casefold() for n in names}) == len(names) else [str(d.path) for d in found]


def _plain(stem: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in stem)[:100].lstrip(".") or "data"


def _data_sets(archive: zipfile.ZipFile) -> list[_DataSet]:
    stems: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        stems.setdefault(path.with_suffix(""), {})[path.suffix.lower()] = member
    found: list[_DataSet] = []
    for stem, parts in stems.items():
        if ".shp" in parts or ".dbf" in parts:
            shape = {e: m for e, m in parts.items() if e in _SHAPEFILE_PARTS}
            found.append(_DataSet(stem.with_name(stem.name + ".shp"), shape))
        found += [_DataSet(stem.with_name(stem.name + e), {e: m}) for e, m in parts.items() if e in _WHOLE]
    return found


def _extract(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limits: SourceLimits
) -> None:
    try:
        with archive.open(member) as packed, target.open("wb") as out:
            left = limits.unpacked_bytes
            while block := packed.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise _damaged(path, member, "too large")
                out.write(block)
    except RuntimeError:
        raise unreadable(
            path,
            "arşiv parolalı",
            "the archive is encrypted",
            Text(tr="Parolasız bir arşiv verin.", en="Give an archive without a password."),
            "encrypted_source",
        ) from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise _damaged(path, member, str(error)) from None


def _damaged(path: Path, member: zipfile.ZipInfo, said: str) -> SourceError:
    name = PurePosixPath(member.filename).name
    return unreadable(
        path,
        f"arşivdeki {name} açılamıyor ({said})",
        f"{name} in the archive cannot be unpacked ({said})",
        Text(tr="Arşivi yeniden oluşturun ya da kopyalayın.", en="Make or copy the archive again."),
        "truncated_source",
    )


def gather_shapefile(path: Path, folder: Path) -> Path:
    """Bring a shapefile's parts together under one spelling, so that nothing is ever written beside the user's file.

    Args:
        path: its .shp, .shx or .dbf; the other parts lie beside it in any case of letters.

    Raises:
        SourceError: there is no .shp.
    """
    parts = {
        p.suffix.lower(): p
        for p in sorted(path.parent.iterdir())
        if p.stem == path.stem and p.suffix.lower() in _SHAPEFILE_PARTS
    }
    if ".shp" not in parts and ".dbf" not in parts:
        raise unreadable(
            path,
            "yanında .shp dosyası yok",
            "there is no .shp beside it",
            Text(
                tr=".shp, .dbf ve .prj dosyalarını birlikte verin.",
                en="Hand over .shp, .dbf and .prj together.",
            ),
        )
    stem = _plain(path.stem)
    for extension, part in parts.items():
        (folder / f"{stem}{extension}").symlink_to(part.resolve())
    return folder / f"{stem}{'.shp' if '.shp' in parts else '.dbf'}"
