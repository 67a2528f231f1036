"""``pg_dump`` and ``pg_restore``: found, told where the database is without telling ``ps``, and run."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict

from gis.database import binaries
from gis.errors import Unavailable
from gis.text import Text

_SERVICE = "kent"


def program(name: str, server_major: int) -> Path:
    """The program of the newest release here, which must not be older than the server.

    Raises:
        Unavailable: there is none.
    """
    newest = binaries.installed()[:1]
    if newest and newest[0].major >= server_major and (newest[0].programs / name).is_file():
        return newest[0].programs / name
    found = shutil.which(name)
    if found is not None and not newest:
        return Path(found)
    raise Unavailable(
        "backup_program_missing",
        Text(
            tr=f"{name} bulunamadı ya da {server_major} sürümündeki sunucudan eski.",
            en=f"There is no {name}, or it is older than the server, release {server_major}.",
        ),
        Text(
            tr=f"Kurun: apt-get install postgresql-client-{server_major}",
            en=f"Install it: apt-get install postgresql-client-{server_major}",
        ),
    )


@contextmanager
def reaching(conninfo: str) -> Iterator[dict[str, str]]:
    """The environment in which PostgreSQL's programs reach a database; the password is in a file only we can read."""
    with tempfile.TemporaryDirectory(prefix="kent-") as folder:
        file = Path(folder) / "service"
        values = {
            k: v for k, v in conninfo_to_dict(conninfo).items() if v is not None and k != "application_name"
        }
        file.touch(mode=0o600)
        file.write_text(
            f"[{_SERVICE}]\n" + "".join(f"{k}={v}\n" for k, v in values.items()), encoding="utf-8"
        )
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        yield environment | {"PGSERVICEFILE": str(file), "PGSERVICE": _SERVICE}


def run(command: Sequence[str | Path], environment: dict[str, str], stdin: IO[bytes] | int) -> bytes:
    """Run a program to its end and return what it prints.

    Raises:
        Unavailable: it failed; the message has what it said.
    """
    done = subprocess.run(command, env=environment, stdin=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        raise failed(command[0], done.stderr)
    return done.stdout


def failed(command: str | Path, said: bytes) -> Unavailable:
    """Its first error, which later ones follow from."""
    lines = said.decode(errors="replace").strip().splitlines() or ["?"]
    telling = next((line for line in lines if "error" in line.lower()), lines[-1])
    return Unavailable(
        "backup_program_failed",
        Text(tr=f"{Path(command).name}: {telling}", en=f"{Path(command).name}: {telling}"),
        Text(
            tr="Diskte yer olduğunu ve veritabanının çalıştığını denetleyin.",
            en="Check that there is room on the disk and that the database runs.",
        ),
    )
