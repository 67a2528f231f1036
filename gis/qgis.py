"""QGIS projects as files: of a home, for an audience, over the OGC API or straight from the database."""

import io
import os
import zipfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from gis.crs import Bounds
from gis.database.roles import role_conninfo
from gis.derive.qgis_project import Connection, OverOgcApi, OverPostgresql, QgisProject, service_name
from gis.derive.style import Look
from gis.files import replace_file
from gis.municipality import Home
from gis.privacy import PUBLIC
from gis.territory import Territory

_PROJECT = "kent.qgs"
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of the file in its archive: one project makes the same bytes whenever it is written."""


def over_ogc_api(audience: str, base_url: str) -> OverOgcApi:
    return OverOgcApi(base_url, signed_in=audience != PUBLIC)


def over_postgresql(home: Home, audience: str) -> OverPostgresql:
    return OverPostgresql(audience, home.municipality.srid)


def qgis_project(home: Home, audience: str, look: Look, connection: Connection) -> bytes:
    """A ``.qgz`` file.

    Raises:
        RegistryError: a style names what is not there.
    """
    project = QgisProject(
        home.registry, home.municipality, audience, home.styles, look, connection, _extent(home)
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(
            zipfile.ZipInfo(_PROJECT, _ALWAYS), project.qgs().encode(), compress_type=zipfile.ZIP_DEFLATED
        )
    return archive.getvalue()


def write_service(file: Path, owner_conninfo: str, secret: bytes, audience: str) -> None:
    """Write ``pg_service.conf`` with how an audience reaches the database; only the file's owner may read it."""
    database = str(conninfo_to_dict(owner_conninfo)["dbname"])
    given = conninfo_to_dict(role_conninfo(owner_conninfo, secret, database, audience))
    known = {
        name: given[name]
        for name in ("host", "port", "dbname", "user", "password", "sslmode")
        if given.get(name)
    }
    lines = (f"{name}={value}" for name, value in known.items())
    replace_file(file, "\n".join((f"[{service_name(audience)}]", *lines, "")), mode=0o600)


def write_project(file: Path, project: bytes) -> None:
    """Write a whole file or leave the old one."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    new.write_bytes(project)
    new.replace(file)


def _extent(home: Home) -> Bounds:
    """The municipality's bounds in the storage CRS."""
    west, south, east, north = home.boundary.bounds
    territory = Territory(home.boundary.bounds, home.municipality.srid)
    corners = [territory.point(x, y) for x in (west, east) for y in (south, north)]
    eastings, northings = zip(*(corner for corner in corners if corner is not None), strict=True)
    return min(eastings), min(northings), max(eastings), max(northings)
