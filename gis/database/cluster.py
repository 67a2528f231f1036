"""The private PostgreSQL/PostGIS cluster of a home.

A cluster is found through the home's `cluster.json` (`gis.database.place`), runs on the distribution's
programs (`binaries`) with settings for the machine (`tuning`), and is told from everyone else's by its
command line (`postmaster`). Every change of state happens under one file lock of the home.
"""

import hashlib
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from gis.database import binaries, place, postmaster, tuning
from gis.database.place import Place, Pointer
from gis.errors import Conflict, KentError, Unavailable
from gis.files import exclusive
from gis.text import Text

OWNER = "kent"
"""The role that owns every database of the cluster, its superuser."""

_ADDRESS = "127.0.0.1"
_UNFINISHED = "unfinished-"
_PORTS = range(15432, 32768)  # below the ports the kernel gives to outgoing connections
_RESERVED_PORT = 5432
_START_WITHIN = 600
"""Seconds: after a crash the server first replays its log, up to `max_wal_size`."""
_PASSING = ("starting up", "unexpected postmaster exit")
"""What a server says that will accept, or be gone, in a moment."""
_STOP_WITHIN = 120
_log = logging.getLogger(__name__)
_CONFIGURATION = "# Kent writes this file at every start. Your own settings: ALTER SYSTEM SET ….\n"
_ACCESS = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
_CHECK = """
select exists (select from pg_available_extensions where name = 'postgis'),
       exists (select from pg_collation where collname = 'tr-TR-x-icu')
"""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: where it lies and how to reach it."""

    data: Path
    socket: Path
    port: int
    superuser: str
    password_file: Path

    def conninfo(self, database: str) -> str:
        """A libpq keyword string for the owner role, over the Unix socket; holds the password."""
        return make_conninfo(
            host=str(self.socket),
            port=self.port,
            user=self.superuser,
            password=place.read_password(self.password_file),
            dbname=database,
        )


def start(home: Path, *, durable: bool = True) -> Cluster:
    """Start the home's cluster, made first if there is none; nothing happens when it runs.

    Args:
        home: the city's home; created if missing.
        durable: False to trade safety for speed in tests; fixed when the cluster is made.

    Raises:
        Unavailable: programs, PostGIS, permission, room or the data are missing; the hint says what to do.
        Conflict: the home is a copy of another one.
    """
    home = home.resolve()
    with _expected_failures(home):
        home.mkdir(parents=True, exist_ok=True)
        with exclusive(_lock_file(home)):
            where = place.find(home) or _create(home, durable=durable)
            if postmaster.find(where.data) is not None:
                try:
                    return _accepting(where, _pointer(where))
                except Unavailable:
                    if postmaster.find(where.data) is not None:
                        raise
            # Not running, or it was found just as it died.
            return _accepting(where, _launch(where, _pointer(where)))


def running(home: Path) -> Cluster | None:
    """The home's cluster if its server is alive (it may still be recovering)."""
    home = home.resolve()
    with _expected_failures(home):
        where = place.find(home)
        if where is None or postmaster.find(where.data) is None:
            return None
        return _cluster(where, _pointer(where))


def stop(home: Path) -> None:
    """Shut the server down: connections end, transactions in progress are rolled back, the rest is on disk.

    Raises:
        Unavailable: the server does not stop; its log says why.
    """
    home = home.resolve()
    with _expected_failures(home):
        if place.find(home) is None:
            return
        with exclusive(_lock_file(home)):
            if where := place.find(home):
                _shut_down(where)


def remove(home: Path) -> None:
    """Stop and delete a cluster made with `durable=False`; a city's own data are never deleted by Kent.

    Raises:
        Conflict: the cluster is durable.
    """
    home = home.resolve()
    if place.find(home) is None:
        return
    with _expected_failures(home), exclusive(_lock_file(home)):
        if (where := place.find(home)) is None:
            return
        if _pointer(where).durable:
            raise Conflict(
                "cluster_durable",
                Text(
                    tr=f"Kent kalıcı veriyi silmez: {where.data}",
                    en=f"Kent does not delete lasting data: {where.data}",
                ),
            )
        _shut_down(where)
        shutil.rmtree(where.directory)
        if where.socket != where.directory:
            shutil.rmtree(where.socket, ignore_errors=True)
        Pointer.file(home).unlink()


def _create(home: Path, *, durable: bool) -> Place:
    where = place.choose(home)
    if not where.data.is_dir():
        initdb = _programs(where) / "initdb"
        place.prepare(where)
        for old in place.predecessors(where):
            _shut_down(old)
            _log.warning(
                "The city that lay here before is no longer served; its data are kept in %s", old.directory
            )
        _initialise(where, initdb, durable=durable)
    Pointer(home=str(home), data=str(where.data), port=_free_port(where, None), durable=durable).write()
    return where


def _initialise(where: Place, initdb: Path, *, durable: bool) -> None:
    """Make the data directory under another name first, so that an interrupted attempt leaves none."""
    for leftover in where.directory.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    # A name of its own: the initdb of an attempt that was killed may still be writing into the last one.
    work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=where.directory))
    place.own_directory(where, work, 0o700)
    new, password = work / "data", work / "password"
    place.write_owned(where, password, place.ensure_password(where.home))
    command: list[str | Path] = [initdb, "-D", new, "-U", OWNER, "--pwfile", password]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
    command += ["--no-instructions"] if durable else ["--no-instructions", "--no-sync"]
    done = _run(where, command)
    if done.returncode == 0:
        new.rename(where.data)
    shutil.rmtree(work, ignore_errors=True)
    if done.returncode != 0:
        raise _failed("cluster_start_failed", where, done.stderr)


def _launch(where: Place, pointer: Pointer) -> Pointer:
    """Start the server on its port, or on another when someone has taken it."""
    place.prepare(where)
    postmaster.clear_remains(where.data, where.socket, where.name)
    startup_log = where.logs / "startup.log"
    for _ in range(5):
        port = _free_port(where, pointer.port)
        pointer = replace(pointer, home=str(where.home), data=str(where.data), port=port)
        _configure(where, pointer)
        pointer.write()
        startup_log.unlink(missing_ok=True)
        if _pg_ctl(where, "start", "-l", startup_log, "-t", str(_START_WITHIN)).returncode == 0:
            return pointer
        said = startup_log.read_text(errors="replace") if startup_log.exists() else ""
        if "could not bind" not in said:
            break
    raise _failed("cluster_start_failed", where, said)


def _shut_down(where: Place) -> None:
    if postmaster.find(where.data) is None:
        return
    done = _pg_ctl(where, "stop", "-m", "fast", "-t", str(_STOP_WITHIN))
    if done.returncode != 0 and postmaster.find(where.data) is not None:
        raise _failed("cluster_stop_failed", where, done.stderr)


def _configure(where: Place, pointer: Pointer) -> None:
    settings = tuning.server_settings(tuning.this_machine(), durable=pointer.durable) | {
        "cluster_name": where.name,
        "listen_addresses": _ADDRESS,
        "port": str(pointer.port),
        "unix_socket_directories": str(where.socket),
        "password_encryption": "scram-sha-256",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_directory": str(where.logs),
        "log_filename": "postgresql-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_line_prefix": "%m [%p] %q%u@%d ",
    }
    lines = (f"{name} = '{value.replace("'", "''")}'\n" for name, value in settings.items())
    place.write_owned(where, where.data / "postgresql.conf", _CONFIGURATION + "".join(lines))
    place.write_owned(where, where.data / "pg_hba.conf", _ACCESS)


def _accepting(where: Place, pointer: Pointer) -> Cluster:
    """The cluster as soon as a connection succeeds and it is seen to have what Kent needs."""
    cluster = _cluster(where, pointer)
    deadline = time.monotonic() + _START_WITHIN
    while True:
        try:
            with psycopg.connect(cluster.conninfo("postgres"), connect_timeout=10) as connection:
                answer = connection.execute(_CHECK).fetchone()
            break
        except psycopg.OperationalError as error:
            # Not listening yet, replaying its log, or killed a moment ago; any other refusal is final.
            passing = "FATAL" not in str(error) or any(state in str(error) for state in _PASSING)
            if not passing or time.monotonic() > deadline or postmaster.find(where.data) is None:
                raise _failed("cluster_start_failed", where, str(error)) from error
            time.sleep(0.1)
    postgis, turkish = answer or (False, False)
    if not postgis:
        raise Unavailable(
            "postgis_missing",
            Text(tr="PostgreSQL'de PostGIS eklentisi yok.", en="PostgreSQL has no PostGIS extension."),
            Text(
                tr="Kurun: apt-get install postgresql-postgis",
                en="Install it: apt-get install postgresql-postgis",
            ),
        )
    if not turkish:
        raise Unavailable(
            "collation_missing",
            Text(
                tr="PostgreSQL'de tr-TR-x-icu sıralaması yok.", en="PostgreSQL has no collation tr-TR-x-icu."
            ),
            Text(
                tr="ICU ile derlenmiş PostgreSQL kurun.", en="Install a PostgreSQL that was built with ICU."
            ),
        )
    return cluster


def _cluster(where: Place, pointer: Pointer) -> Cluster:
    return Cluster(where.data, where.socket, pointer.port, OWNER, place.password_file(where.home))


def _pointer(where: Place) -> Pointer:
    pointer = Pointer.read(where.home)
    assert pointer is not None, "find and _create leave one"
    return pointer


def _programs(where: Place) -> Path:
    version = where.data / "PG_VERSION"
    major = int(version.read_text()) if version.is_file() else None
    return binaries.choose(binaries.installed(), major).programs


def _free_port(where: Place, preferred: int | None) -> int:
    """The preferred port, else one of a series of this data directory's own, so that homes rarely meet."""
    first = int.from_bytes(hashlib.sha256(bytes(where.data)).digest()[:4])
    series = [_PORTS[(first + step) % len(_PORTS)] for step in range(100)]
    for port in [preferred, *series] if preferred else series:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_ADDRESS, port))
            except OSError:
                continue
        if port != _RESERVED_PORT:
            return port
    raise Unavailable(
        "no_free_port",
        Text(tr="127.0.0.1 üzerinde boş port bulunamadı.", en="No free port was found on 127.0.0.1."),
    )


def _pg_ctl(where: Place, action: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
    return _run(where, [_programs(where) / "pg_ctl", action, "-D", where.data, "-w", *options])


def _run(where: Place, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program as the cluster's account, without the caller's PG* variables and locale."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    account = where.account
    return subprocess.run(
        command,
        cwd=where.directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        umask=0o077,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def _lock_file(home: Path) -> Path:
    return home / "run" / "cluster.lock"


@contextmanager
def _expected_failures(home: Path) -> Iterator[None]:
    """Say of the operating system's refusals what to do about them."""
    try:
        yield
    except KentError:
        raise
    except PermissionError as error:
        raise Unavailable(
            "no_permission",
            Text(tr=f"İzin yok: {error.filename or home}", en=f"No permission: {error.filename or home}"),
            Text(
                tr="Dizinin sahibi olarak ya da sudo ile çalıştırın, ya da başka bir KENT_HOME seçin.",
                en="Run it as the directory's owner or with sudo, or choose another KENT_HOME.",
            ),
        ) from error
    except OSError as error:
        raise _failure(
            error.strerror or str(error), str(error.filename or home), "cluster_start_failed"
        ) from error


def _failed(code: str, where: Place, said: str) -> Unavailable:
    logs = sorted(where.logs.glob("postgresql-*.log"), key=lambda file: file.stat().st_mtime)
    lines = [*(logs[-1].read_text(errors="replace").splitlines()[-20:] if logs else []), *said.splitlines()]
    telling = [
        line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error", "could not"))
    ]
    return _failure(telling[-1] if telling else said.strip(), str(where.logs), code)


def _failure(said: str, at: str, code: str) -> Unavailable:
    if "No space left" in said or "Disk quota" in said:
        return Unavailable(
            "disk_full",
            Text(tr=f"Diskte yer kalmadı: {at}", en=f"No room left on the disk: {at}"),
            Text(
                tr="Yer açıp yeniden deneyin; veriler yerinde.",
                en="Make room and try again; the data are safe.",
            ),
        )
    return Unavailable(
        code,
        Text(tr=f"PostgreSQL: {said}", en=f"PostgreSQL: {said}"),
        Text(tr=f"Günlüğe bakın: {at}", en=f"See its log: {at}"),
    )
