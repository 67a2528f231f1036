"""The HTTP server as a background process: started, watched and stopped."""

import errno
import ipaddress
import json
import os
import socket
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from gis import background
from gis.errors import Conflict, Unavailable
from gis.files import exclusive, replace_file
from gis.text import Text

_SOURCE_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A server that was started for a home."""

    pid: int
    host: str
    port: int
    made_from: str = ""
    """Digest of the settings and the source it was started with; empty in records of earlier releases."""

    @property
    def url(self) -> str:
        """Where this machine reaches it."""
        try:
            address = ipaddress.ip_address(self.host)
        except ValueError:
            return f"http://{self.host}:{self.port}"
        if address.is_unspecified:
            address = ipaddress.ip_address("127.0.0.1" if address.version == 4 else "::1")
        host = str(address) if address.version == 4 else f"[{address}]"
        return f"http://{host}:{self.port}"


def start(home: Path, host: str, port: int, workers: int) -> None:
    """Start the server, anew when settings or source have changed; leave it alone otherwise.

    It may not answer yet: see `await_healthy`.

    Raises:
        Conflict: the address is taken by another program.
        Unavailable: the address cannot be used on this machine.
    """
    home = home.resolve()
    with exclusive(_lock_file(home)):
        environment = os.environ | {
            "KENT_HOME": str(home),
            "KENT_HOST": host,
            "KENT_PORT": str(port),
            "KENT_WORKERS": str(workers),
            "MALLOC_ARENA_MAX": "2",  # glibc else keeps a heap for each of the threads that write pages
        }
        made_from = background.made_from(environment, _SOURCE_ROOT, ("api", "gis"))
        record = _record(home)
        if record is not None:
            if _alive(record, home) and record.made_from == made_from:
                return
            _end(record, home)
        _require_free(host, port)
        pid = background.launch("api", _SOURCE_ROOT, environment, log_file(home))
        server = Server(pid, host, port, made_from)
        replace_file(_record_file(home), json.dumps(asdict(server)) + "\n", mode=0o600)


def running(home: Path) -> Server | None:
    """The home's server, if its process lives."""
    home = home.resolve()
    record = _record(home)
    return record if record is not None and _alive(record, home) else None


def stop(home: Path) -> None:
    """End the server: it finishes the requests it has, then it and what is left of its workers are gone."""
    home = home.resolve()
    if _record(home) is None:
        return
    with exclusive(_lock_file(home)):
        record = _record(home)
        if record is not None:
            _end(record, home)


def await_healthy(home: Path, timeout: float) -> Server:
    """Wait until the home's server answers `/health` with success.

    Args:
        home: the city whose server was started.
        timeout: seconds to wait at most.

    Raises:
        Unavailable: the server ended or did not answer in time; the message has the last line of its log.
    """
    home = home.resolve()
    deadline = time.monotonic() + timeout
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        server = running(home)
        if server is None:
            raise _not_serving(home, Text(tr="Sunucu kapandı", en="The server ended"))
        with (
            suppress(urllib.error.URLError, OSError),
            opener.open(f"{server.url}/health", timeout=5) as answer,
        ):
            if answer.status == 200:
                return server
        if time.monotonic() > deadline:
            raise _not_serving(
                home,
                Text(
                    tr=f"Sunucu {timeout:g} saniye içinde hazır olmadı",
                    en=f"The server was not ready within {timeout:g} seconds",
                ),
            )
        time.sleep(0.05)


def log_file(home: Path) -> Path:
    """What the server says while it runs."""
    return home / "logs" / "server.log"


def _record_file(home: Path) -> Path:
    return home / "run" / "server.json"


def _lock_file(home: Path) -> Path:
    return home / "run" / "server.lock"


def _record(home: Path) -> Server | None:
    try:
        return Server(**json.loads(_record_file(home).read_text()))
    except FileNotFoundError:
        return None


def _alive(server: Server, home: Path) -> bool:
    return background.is_alive(server.pid, home)


def _end(server: Server, home: Path) -> None:
    """End it; its address is free afterwards."""
    background.end(server.pid, home)
    _record_file(home).unlink()


def _require_free(host: str, port: int) -> None:
    try:
        _bind(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            another = next(
                (p for p in range(port + 1, min(port + 100, 65536)) if _is_free(host, p)), port + 1
            )
            raise Conflict(
                "port_taken",
                Text(
                    tr=f"{host}:{port} başka bir programca kullanılıyor.",
                    en=f"{host}:{port} is taken by another program.",
                ),
                Text(
                    tr=f"Başka bir port verin: KENT_PORT={another} kent up",
                    en=f"Choose another port: KENT_PORT={another} kent up",
                ),
            ) from error
        raise Unavailable(
            "address_unusable",
            Text(
                tr=f"{host}:{port} adresi bu makinede kullanılamıyor ({error.strerror}).",
                en=f"{host}:{port} cannot be used on this machine ({error.strerror}).",
            ),
            Text(
                tr="KENT_HOST ve KENT_PORT değerlerini düzeltin; 1024'ün altındaki portlar root ister.",
                en="Correct KENT_HOST and KENT_PORT; ports below 1024 need root.",
            ),
        ) from error


def _is_free(host: str, port: int) -> bool:
    try:
        _bind(host, port)
    except OSError:
        return False
    return True


def _bind(host: str, port: int) -> None:
    """Take the address for a moment, as the server will."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _not_serving(home: Path, what: Text) -> Unavailable:
    file = log_file(home)
    lines = file.read_text(errors="replace").splitlines() if file.is_file() else []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return Unavailable(
        "server_not_serving",
        Text(tr=f"{what.tr}: {last}", en=f"{what.en}: {last}"),
        Text(tr=f"Günlüğe bakın: {file}", en=f"See its log: {file}"),
    )
