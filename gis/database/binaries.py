"""Finding PostgreSQL's programs: the distribution's, with PostGIS beside them."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gis.errors import Unavailable
from gis.text import Text

OLDEST = 15
"""First major release Kent uses: `NULLS NOT DISTINCT` came with it."""

_DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
_DEBIAN_SHARE = Path("/usr/share/postgresql")


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL."""

    major: int
    programs: Path
    share: Path

    @property
    def has_postgis(self) -> bool:
        return (self.share / "extension" / "postgis.control").is_file()


def installed() -> list[Binaries]:
    """Every PostgreSQL of this machine, newest first: Debian's folders, then `pg_config` on the PATH."""
    found = [
        Binaries(int(folder.name), folder / "bin", _DEBIAN_SHARE / folder.name)
        for folder in _DEBIAN_PROGRAMS.glob("[0-9]*")
        if folder.name.isdigit() and (folder / "bin" / "initdb").is_file()
    ]
    if on_path := _from_pg_config():
        found.append(on_path)
    return sorted(found, key=lambda binaries: -binaries.major)


def choose(candidates: list[Binaries], major: int | None = None) -> Binaries:
    """The newest of `candidates` that has PostGIS.

    Args:
        candidates: see `installed`.
        major: the release existing data were written by; only that one can open them.

    Raises:
        Unavailable: none fits; the hint names the packages to install.
    """
    fitting = [b for b in candidates if (b.major == major if major else b.major >= OLDEST)]
    with_postgis = [b for b in fitting if b.has_postgis]
    if with_postgis:
        return with_postgis[0]
    if fitting:
        raise Unavailable(
            "postgis_missing",
            Text(
                tr=f"PostgreSQL {fitting[0].major} var, PostGIS eklentisi yok: {fitting[0].share}",
                en=f"PostgreSQL {fitting[0].major} is here, its PostGIS is not: {fitting[0].share}",
            ),
            _install(f"postgresql-{fitting[0].major}-postgis-3"),
        )
    wanted = str(major) if major else f">= {OLDEST}"
    raise Unavailable(
        "postgresql_missing",
        Text(
            tr=f"PostgreSQL {wanted} bulunamadı ({_DEBIAN_PROGRAMS}, PATH üzerindeki pg_config).",
            en=f"PostgreSQL {wanted} was not found ({_DEBIAN_PROGRAMS}, pg_config on the PATH).",
        ),
        _install(f"postgresql-{major}-postgis-3" if major else "postgresql-postgis"),
    )


def _install(package: str) -> Text:
    command = f"apt-get install {package}"
    return Text(
        tr=f"Kurun: {command} — ya da KENT_DATABASE_URL ile var olan bir sunucuyu gösterin.",
        en=f"Install it: {command} — or name an existing server in KENT_DATABASE_URL.",
    )


def _from_pg_config() -> Binaries | None:
    program = shutil.which("pg_config")
    if program is None:
        return None
    asked = [program, "--version", "--bindir", "--sharedir"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        return None
    version, programs, share = answer.stdout.splitlines()
    major = version.removeprefix("PostgreSQL ").split(".")[0]
    if not major.isdigit() or not (Path(programs) / "initdb").is_file():
        return None
    return Binaries(int(major), Path(programs), Path(share))
