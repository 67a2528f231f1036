"""The one file of a backup: a tar with a mark, the database's dump, the home's files, and at its end the manifest.

The manifest has the digest of everything before it, so a file that was cut off or changed is found out before anything
of it is used.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from gis.backup.content import Content
from gis.errors import SourceError
from gis.text import Text

DUMP = "database.dump"
_MARK, _MARK_CONTENT = "kent-backup", b"Kent backup, format 1\n"
_MANIFEST = "manifest.json"
_HOME = "home"
_BLOCK = 1 << 20
_MODE = 0o600
_LARGEST_MANIFEST = 64 << 20


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a backup is of, and what must be in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kent: str
    """Release of Kent."""
    created_at: datetime
    postgresql: int
    """Major release of the server."""
    postgis: str
    content: Content
    parts: dict[str, Part] = {}


@dataclass
class Writer:
    """Puts parts into a growing backup."""

    _stream: IO[bytes]
    parts: dict[str, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add(_MARK, io.BytesIO(_MARK_CONTENT))

    def add(self, name: str, content: IO[bytes]) -> None:
        """A part whose size shows only when it has been read."""
        header_at = self._stream.tell()
        self._stream.write(bytes(tarfile.BLOCKSIZE))
        digest, size = hashlib.sha256(), 0
        while block := content.read(_BLOCK):
            self._stream.write(block)
            digest.update(block)
            size += len(block)
        self._stream.write(bytes(-size % tarfile.BLOCKSIZE))
        end = self._stream.tell()
        self._stream.seek(header_at)
        self._stream.write(_header(name, size))
        self._stream.seek(end)
        self.parts[name] = Part(bytes=size, sha256=digest.hexdigest())

    def add_home_file(self, home: Path, file: Path) -> None:
        with file.open("rb") as stream:
            self.add(f"{_HOME}/{file.relative_to(home).as_posix()}", stream)

    def close(self, manifest: Manifest) -> None:
        """Nothing comes after the manifest."""
        whole = manifest.model_copy(update={"parts": dict(self.parts)})
        self.add(_MANIFEST, io.BytesIO(whole.model_dump_json(indent=1).encode()))
        self._stream.write(bytes(2 * tarfile.BLOCKSIZE))


def _header(name: str, size: int) -> bytes:
    """One block; ``tarfile`` would need more of them for a name that is too long."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, _MODE
    header = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    if len(header) != tarfile.BLOCKSIZE:
        raise SourceError(
            "file_name_too_long",
            Text(
                tr=f"Dosya adı yedek için çok uzun: {name}",
                en=f"The file name is too long for a backup: {name}",
            ),
            Text(tr="Dosyayı yeniden adlandırın.", en="Rename the file."),
        )
    return header


@dataclass(frozen=True)
class Backup:
    """A backup that is whole: everything its manifest names is there, unchanged, and nothing else."""

    file: Path
    manifest: Manifest
    _members: dict[str, tarfile.TarInfo]

    @contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """The database's dump; the open file stands at its beginning, for a program to read on."""
        with self.file.open("rb", buffering=0) as stream:
            stream.seek(self._members[DUMP].offset_data)
            yield stream

    def home_files(self) -> list[PurePosixPath]:
        """Relative to the home."""
        return [PurePosixPath(n).relative_to(_HOME) for n in self._members if n.startswith(f"{_HOME}/")]

    def extract_home(self, home: Path) -> list[Path]:
        """Write the home's files, readable by their owner alone; returns them."""
        written = []
        with self.file.open("rb") as stream:
            for relative in self.home_files():
                member = self._members[f"{_HOME}/{relative}"]
                target = home / relative
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                stream.seek(member.offset_data)
                with target.open("xb") as out:
                    target.chmod(_MODE)
                    _copy(stream, out, member.size)
                written.append(target)
        return written


def open_backup(file: Path) -> Backup:
    """Read a backup from beginning to end and hold it against its manifest.

    Raises:
        SourceError: it cannot be read, is no backup of Kent, or is damaged.
    """
    found: dict[str, Part] = {}
    members: dict[str, tarfile.TarInfo] = {}
    manifest = b""
    try:
        with file.open("rb") as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
            for at, member in enumerate(tar):
                _require_ours(file, at, member, members)
                content = tar.extractfile(member)
                assert content is not None
                if member.name == _MANIFEST:
                    manifest = content.read(_LARGEST_MANIFEST)
                    break
                found[member.name] = _digested(file, content, member.size)
                members[member.name] = member
    except OSError as error:
        raise _refused(file, f"okunamıyor ({error.strerror})", f"cannot be read ({error.strerror})") from None
    except tarfile.TarError as error:
        raise _damaged(file) if members else _foreign(file) from error
    if not members:
        raise _foreign(file)
    try:
        told = Manifest.model_validate_json(manifest)
    except ValidationError:
        raise _damaged(file) from None
    if told.parts != found:
        raise _damaged(file)
    return Backup(file, told, members)


def _require_ours(file: Path, at: int, member: tarfile.TarInfo, before: dict[str, tarfile.TarInfo]) -> None:
    """Only what a backup of Kent can hold: plain files, each once, none outside the home."""
    if at == 0 and (member.name != _MARK or member.size != len(_MARK_CONTENT)):
        raise _foreign(file)
    parts = member.name.split("/")
    inside = parts[0] == _HOME and len(parts) > 1 and not {"", ".", ".."} & set(parts)
    known = inside or member.name in (_MARK, DUMP, _MANIFEST)
    if not (known and member.isreg() and member.name not in before and "\\" not in member.name):
        raise _refused(
            file,
            f"yedekte olmaması gereken bir öğe içeriyor: {member.name!r}",
            f"holds something that is in no backup: {member.name!r}",
        )


def _digested(file: Path, content: IO[bytes], size: int) -> Part:
    digest, left = hashlib.sha256(), size
    while block := content.read(_BLOCK):
        digest.update(block)
        left -= len(block)
    if left:
        raise _damaged(file)
    return Part(bytes=size, sha256=digest.hexdigest())


def _copy(stream: IO[bytes], out: IO[bytes], size: int) -> None:
    while size > 0:
        block = stream.read(min(size, _BLOCK))
        out.write(block)
        size -= len(block)


def _foreign(file: Path) -> SourceError:
    return _refused(file, "Kent yedeği değil", "is no backup of Kent")


def _damaged(file: Path) -> SourceError:
    return _refused(
        file,
        "bozuk ya da yarım: içeriği bildirimine uymuyor",
        "is damaged or incomplete: its content is not what its manifest says",
    )


def _refused(file: Path, tr: str, en: str) -> SourceError:
    return SourceError(
        "backup_refused",
        Text(tr=f"{file.name}: {tr}.", en=f"{file.name}: {en}."),
        Text(tr="Başka bir yedek dosyası kullanın.", en="Use another backup file."),
    )
