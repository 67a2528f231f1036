"""Where a home's private cluster lies, and which operating-system account runs it."""

import hashlib
import json
import os
import pwd
import secrets
import stat
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from gis.errors import Conflict, Unavailable
from gis.files import replace_file
from gis.text import Text

SERVICE_ACCOUNT = "kent"
"""The system user that runs PostgreSQL, which refuses root; `postgres` steps in where it cannot be made."""

_SYSTEM_CLUSTERS = Path("/var/lib/kent")
_HOME_MARKER = "home"
_SOCKET_NAME = ".s.PGSQL.65535"
_SOCKET_PATH_LIMIT = 107  # bytes of sun_path, less the closing NUL


@dataclass(frozen=True)
class Account:
    """An operating-system account; None stands for the one we already run as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """One home's cluster on disk."""

    home: Path
    directory: Path
    socket: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def logs(self) -> Path:
        return self.directory / "logs"

    @property
    def name(self) -> str:
        """The server's `cluster_name`: what `ps` shows, and how orphaned processes are recognised."""
        return f"kent_{hashlib.sha256(bytes(self.data)).hexdigest()[:12]}"


@dataclass(frozen=True)
class Pointer:
    """`cluster.json` in a home: which data directory is this home's."""

    home: str
    data: str
    port: int
    durable: bool

    @staticmethod
    def file(home: Path) -> Path:
        return home / "cluster.json"

    @classmethod
    def read(cls, home: Path) -> Self | None:
        file = cls.file(home)
        return cls(**json.loads(file.read_text())) if file.is_file() else None

    def write(self) -> None:
        replace_file(self.file(Path(self.home)), json.dumps(asdict(self), indent=2) + "\n", mode=0o644)


def password_file(home: Path) -> Path:
    """The owner role's password; as good as the data themselves."""
    return home / "secrets" / "postgres"


def ensure_password(home: Path) -> str:
    """Read the owner role's password, or choose one."""
    file = password_file(home)
    if not file.is_file():
        file.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(file, secrets.token_urlsafe(32), mode=0o600)
    return file.read_text()


def predecessors(place: Place) -> list[Place]:
    """Clusters of deleted homes that lay under the same path: nothing points to their data any more."""
    if place.account is None:
        return []
    markers = (file for file in _SYSTEM_CLUSTERS.glob(f"*/{_HOME_MARKER}") if file.parent != place.directory)
    return [
        Place(place.home, marker.parent, marker.parent, _account_of(marker.stat().st_uid))
        for marker in markers
        if marker.read_text() == str(place.home) and (marker.parent / "data").is_dir()
    ]


def read_password(file: Path) -> str:
    """The owner role's password. Raises: Unavailable when its file is lost."""
    try:
        return file.read_text()
    except FileNotFoundError as error:
        raise Unavailable(
            "password_missing",
            Text(tr=f"Veritabanının parolası yok: {file}", en=f"The database's password is gone: {file}"),
            Text(tr="Dosyayı yedekten geri koyun.", en="Put the file back from a backup."),
        ) from error


def find(home: Path) -> Place | None:
    """The place of a home's existing cluster, or None when it has none yet.

    Raises:
        Unavailable: the data directory is gone, or belongs to another user.
        Conflict: the home is a copy of another one, which uses the data.
    """
    pointer = Pointer.read(home)
    if pointer is None:
        return None
    data = Path(pointer.data)
    original = Path(pointer.home)
    if original != home:
        theirs = Pointer.read(original)
        if theirs is not None and theirs.data == pointer.data:
            raise _copied(home, original)
        data = data if data.is_dir() else home / "cluster" / "data"  # moved, and the data within it
    if not data.is_dir():
        raise _gone(data, Pointer.file(home))
    owner = data.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise _not_ours(data)
    directory = data.parent
    return Place(
        home, directory, _socket_directory(directory), _account_of(owner) if os.geteuid() == 0 else None
    )


def choose(home: Path) -> Place:
    """The place for a new cluster.

    Root's cluster cannot lie in the home: the unprivileged account may not be able to enter it.
    """
    if os.geteuid() != 0:
        directory = home / "cluster"
        return Place(home, directory, _socket_directory(directory), None)
    # The password is part of the digest, so that a home made anew under an old path never meets the old data.
    digest = hashlib.sha256(bytes(home) + ensure_password(home).encode()).hexdigest()[:12]
    directory = _SYSTEM_CLUSTERS / digest
    return Place(home, directory, _socket_directory(directory), _service_account())


def prepare(place: Place) -> None:
    """Create the directories, owned by the account that runs the server."""
    if place.account is not None:
        _make_directory(_SYSTEM_CLUSTERS, 0o755)
    own_directory(place, place.directory, 0o755)
    own_directory(place, place.logs, 0o750)
    write_owned(place, place.directory / _HOME_MARKER, str(place.home), mode=0o644)
    if place.socket != place.directory:
        place.socket.mkdir(mode=0o700, exist_ok=True)
        found = place.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise _not_ours(place.socket)


def own_directory(place: Place, directory: Path, mode: int) -> None:
    """Create one directory for the account that runs the server."""
    _make_directory(directory, mode)
    if place.account is not None:
        os.chown(directory, place.account.uid, place.account.gid)


def _make_directory(directory: Path, mode: int) -> None:
    """With exactly this mode, whatever the caller's umask: the server's account has to get through."""
    directory.mkdir(exist_ok=True)
    directory.chmod(mode)


def write_owned(place: Place, file: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a file that the account that runs the server reads."""
    replace_file(file, text, mode=mode)
    if place.account is not None:
        os.chown(file, place.account.uid, place.account.gid)


def _socket_directory(directory: Path) -> Path:
    if len(bytes(directory / _SOCKET_NAME)) <= _SOCKET_PATH_LIMIT:
        return directory
    short = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return short / f"kent-{hashlib.sha256(bytes(directory)).hexdigest()[:12]}"


def _service_account() -> Account:
    found = _system_user(SERVICE_ACCOUNT)
    if found is None and _make_service_account():
        found = _system_user(SERVICE_ACCOUNT)
    found = found or _system_user("postgres")
    if found is None:
        raise Unavailable(
            "service_account_missing",
            Text(
                tr=f"PostgreSQL root olarak çalışmaz; sistem kullanıcısı oluşturulamadı: {SERVICE_ACCOUNT}",
                en=f"PostgreSQL does not run as root; its system user could not be made: {SERVICE_ACCOUNT}",
            ),
            Text(
                tr=f"Oluşturun: useradd --system {SERVICE_ACCOUNT} — ya da Kent'i root olmadan çalıştırın.",
                en=f"Make it: useradd --system {SERVICE_ACCOUNT} — or run Kent as an ordinary user.",
            ),
        )
    return found


def _system_user(name: str) -> Account | None:
    """The account, unless that name is a person's."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid) if 0 < entry.pw_uid < 1000 else None


def _make_service_account() -> bool:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(_SYSTEM_CLUSTERS)]
    command += ["--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _account_of(uid: int) -> Account:
    entry = pwd.getpwuid(uid)
    return Account(entry.pw_name, uid, entry.pw_gid)


def _copied(home: Path, original: Path) -> Conflict:
    return Conflict(
        "home_copied",
        Text(
            tr=f"{home}, {original} dizininin kopyası; ikisi de aynı veritabanını gösteriyor.",
            en=f"{home} is a copy of {original}; both point to the same database.",
        ),
        Text(
            tr="Ayrı bir kent için kopyadaki cluster.json ile secrets/postgres dosyalarını silin.",
            en="For a city of its own, delete cluster.json and secrets/postgres in the copy.",
        ),
    )


def _gone(data: Path, pointer: Path) -> Unavailable:
    return Unavailable(
        "cluster_missing",
        Text(tr=f"Veritabanı dizini yok: {data}", en=f"The database directory is gone: {data}"),
        Text(
            tr=f"Dizini yedekten geri koyun; boş bir kentle yeniden başlamak için {pointer} dosyasını silin.",
            en=f"Put it back from a backup; to begin again with an empty city, delete {pointer}.",
        ),
    )


def _not_ours(directory: Path) -> Unavailable:
    return Unavailable(
        "no_permission",
        Text(
            tr=f"{directory} başka bir kullanıcının; bu kent onun hesabıyla başlatılmış.",
            en=f"{directory} belongs to another user, who started this city.",
        ),
        Text(tr="Aynı kullanıcıyla ya da sudo ile çalıştırın.", en="Run it as that user, or with sudo."),
    )
