"""Takes the one data set out of a ZIP, tar or compressed file, within bounds and without trusting a name in it."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from etl.read.parts import KINDS, plain_stem
from etl.read.recognise import is_geodatabase
from etl.source import SourceLayer, SourceLimits, choose_layer, unreadable
from gis.errors import SourceError
from gis.text import Text

_BLOCK = 1024 * 1024
_SMALL = 1024 * 1024
"""Below this, no ratio of compression does harm."""
_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True)
class _Member:
    """A regular file of an archive."""

    path: PurePosixPath
    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class _DataSet:
    """What one layer of an archive is made of: the name of each file it becomes -> member."""

    path: PurePosixPath
    main: str
    files: dict[str, _Member]


def check_archive(path: Path, limits: SourceLimits) -> None:
    """Refuse a ZIP that would unpack beyond the limits.

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
        or (unpacked > _SMALL and unpacked / packed > limits.compression)
    ):
        raise _beyond(
            path, f"{len(members)} dosya, {unpacked:,} bayt", f"{len(members)} members, {unpacked:,} bytes"
        )


def unpack(path: Path, wanted: str | None, folder: Path, limits: SourceLimits) -> tuple[Path, str | None]:
    """Unpack one data set of a ZIP or tar into ``folder`` under plain names of Kent's choosing.

    Returns:
        Its main file, and the layer still to be chosen in it (a GeoPackage may hold several).

    Raises:
        SourceError: nothing to load, several and none chosen, encrypted, damaged or too large.
    """
    with _members(path, limits) as members:
        found = _data_sets(members)
        names = _names(found)
        if len(found) == 1:
            chosen, inner = found[0], wanted
            if wanted is not None and wanted.casefold() == chosen.path.stem.casefold():
                inner = None
        else:
            chosen, inner = found[names.index(choose_layer(path, names, wanted))], None
        left = limits.unpacked_bytes
        for name, member in chosen.files.items():
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            with _reported(path, member.path.name), member.open() as packed:
                left = _copy(path, packed, target, left, None)
    return folder / chosen.main, inner


def archive_layers(path: Path, limits: SourceLimits) -> tuple[SourceLayer, ...]:
    """The data sets of an archive by the names they are chosen by; what is in them is not looked at.

    Raises:
        SourceError: damaged or too large.
    """
    with _members(path, limits) as members:
        return tuple(SourceLayer(n) for n in _names(_data_sets(members)))


def decompress(path: Path, folder: Path, limits: SourceLimits) -> Path:
    """Decompress a gzip, bzip2 or xz file into ``folder``.

    Raises:
        SourceError: damaged or too large.
    """
    with path.open("rb") as stream:
        head = stream.read(2)
    opener: Callable[[Path], IO[bytes]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open}.get(head, lzma.open)  # type: ignore[assignment]
    name = path.name.lower()
    inner = Path(path.stem)
    extension = ".tar" if name.endswith((".tgz", ".tbz2", ".tbz", ".txz")) else inner.suffix
    target = folder / f"{plain_stem(inner.stem)}{extension}"
    allowed = max(_SMALL, path.stat().st_size * limits.compression)
    with _reported(path, path.name), opener(path) as packed:
        _copy(path, packed, target, limits.unpacked_bytes, allowed)
    return target


@contextmanager
def _members(path: Path, limits: SourceLimits) -> Iterator[list[_Member]]:
    if zipfile.is_zipfile(path):
        check_archive(path, limits)
        with zipfile.ZipFile(path) as archive:
            yield [
                _Member(PurePosixPath(m.filename.replace("\\", "/")), m.file_size, partial(archive.open, m))
                for m in archive.infolist()
                if not m.is_dir() and (m.external_attr >> 28) in (0, 8)  # neither a link nor a device
            ]
        return
    with _reported(path, path.name), tarfile.open(path, "r:") as tar:
        found: list[_Member] = []
        for count, entry in enumerate(tar, start=1):
            if count > limits.archive_members:
                raise _beyond(path, f"{count}+ dosya", f"{count}+ members")
            if entry.isreg() and not entry.issparse():  # a sparse file claims any size for nothing
                found.append(_Member(PurePosixPath(entry.name), entry.size, partial(_extracted, tar, entry)))
        yield found


def _extracted(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(entry)
    assert stream is not None
    return stream


def _names(found: list[_DataSet]) -> list[str]:
    """What each is called: the file's name, or the whole path when two have the same."""
    names = [d.path.stem for d in found]
    return names if len({n.casefold() for n in names}) == len(names) else [str(d.path) for d in found]


def _data_sets(members: list[_Member]) -> list[_DataSet]:
    shown = [m for m in members if not m.path.name.startswith(".") and "__MACOSX" not in m.path.parts]
    folders: dict[PurePosixPath, list[_Member]] = {}
    for member in shown:
        folders.setdefault(member.path.parent, []).append(member)
    found: list[_DataSet] = []
    for folder, inside in folders.items():
        if is_geodatabase(m.path.name for m in inside):
            stem = f"{plain_stem(folder.stem)}.gdb"
            files = {f"{stem}/{plain_stem(m.path.stem)}{m.path.suffix}": m for m in inside}
            found.append(_DataSet(folder, stem, files))
            continue
        exchange = [m for m in inside if m.path.suffix.lower() == ".thf"]
        if exchange:  # names the other files of its lot itself
            files = {f"{plain_stem(m.path.stem)}{m.path.suffix}": m for m in inside}
            found += [_DataSet(m.path, f"{plain_stem(m.path.stem)}{m.path.suffix}", files) for m in exchange]
            continue
        stems: dict[str, dict[str, _Member]] = {}
        for member in inside:
            stems.setdefault(member.path.stem, {})[member.path.suffix.lower()] = member
        for stem, parts in stems.items():
            found += _of_stem(folder / stem, parts)
    return found


def _of_stem(path: PurePosixPath, parts: dict[str, _Member]) -> Iterator[_DataSet]:
    plain, used = plain_stem(path.name), set[str]()
    for main, companions in KINDS.items():
        if main in parts and main not in used:
            used |= set(companions)
            files = {f"{plain}{e}": parts[e] for e in (main, *companions) if e in parts}
            yield _DataSet(path.with_name(path.name + main), f"{plain}{main}", files)


@contextmanager
def _reported(path: Path, name: str) -> Iterator[None]:
    try:
        yield
    except RuntimeError:
        raise unreadable(
            path,
            "arşiv parolalı",
            "the archive is encrypted",
            Text(tr="Parolasız bir arşiv verin.", en="Give an archive without a password."),
            "encrypted_source",
        ) from None
    except _FAULTS as error:
        raise unreadable(
            path,
            f"arşivdeki {name} açılamıyor ({error})",
            f"{name} in the archive cannot be unpacked ({error})",
            Text(tr="Arşivi yeniden oluşturun ya da kopyalayın.", en="Make or copy the archive again."),
            "truncated_source",
        ) from None


def _copy(path: Path, packed: IO[bytes], target: Path, left: int, allowed: int | None) -> int:
    """Copies within bounds; how many bytes are left of ``left``."""
    written = 0
    with target.open("wb") as out:
        while block := packed.read(_BLOCK):
            written += len(block)
            if written > left or (allowed is not None and written > allowed):
                raise _beyond(path, f"{written:,} bayttan çok", f"over {written:,} bytes")
            out.write(block)
    return left - written


def _beyond(path: Path, tr: str, en: str) -> SourceError:
    return unreadable(
        path,
        f"arşiv sınırları aşıyor (açılınca {tr})",
        f"the archive exceeds the limits ({en} unpacked)",
        Text(
            tr="Gereken dosyayı açıp tek başına yükleyin.",
            en="Unpack the one file you need and load that.",
        ),
        "archive_too_large",
    )
