"""MapServer over the same table: FastCGI processes of its own MVT driver behind lighttpd.

It reads geometries from PostGIS, and transforms, clips and encodes them itself.
"""

from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from tests.bench.city import LAYER, SRID, BenchCity
from tests.bench.peer import Program

_MAPSERV = Path("/usr/bin/mapserv")
_PROCESSES_A_WORKER = 2
"""A process answers one request at a time, and waits for the database meanwhile."""


def program(city: BenchCity, lighttpd: Path, port: int, workers: int) -> Program:
    """How it is started; its configuration is written into the city's home."""
    folder = city.home.path / "mapserver"
    folder.mkdir(exist_ok=True)
    mapfile, known, server = folder / "bench.map", folder / "mapserver.conf", folder / "lighttpd.conf"
    mapfile.write_text(_mapfile(city))
    mapfile.chmod(0o600)
    known.write_text(f'CONFIG\n  MAPS\n    bench "{mapfile}"\n  END\nEND\n')
    server.write_text(_server(folder, known, port, workers * _PROCESSES_A_WORKER))
    return Program(
        "MapServer",
        [lighttpd, "-D", "-f", server],
        f"http://127.0.0.1:{port}",
        tile_path(18, 0, 0),  # far from all parcels: the whole world's tile would draw every one of them
        folder / "server.log",
    )


def tile_path(zoom: int, x: int, y: int) -> str:
    """In the address its documentation gives a tile of the usual web map."""
    return f"/mapserv?map=bench&mode=tile&tilemode=gmap&layers={LAYER}&map.imagetype=mvt&tile={x}+{y}+{zoom}"


def _mapfile(city: BenchCity) -> str:
    target = conninfo_to_dict(city.owner_conninfo)
    words = " ".join(f"{key}={target[key]}" for key in ("host", "port", "user", "password", "dbname"))
    columns = ",".join(["id", *(field.name for field in city.view.fields)])
    west, south, east, north = city.grid.metres(0, 0, city.grid.columns)
    return f"""
MAP
  NAME "bench"
  SIZE 256 256
  EXTENT {west} {south} {east} {north}
  PROJECTION "init=epsg:{SRID}" END
  OUTPUTFORMAT
    NAME "mvt"
    DRIVER "MVT"
    FORMATOPTION "EXTENT=4096"
    FORMATOPTION "EDGE_BUFFER=64"
  END
  LAYER
    NAME "{LAYER}"
    TYPE POLYGON
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "{words}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom FROM city.{LAYER} USING UNIQUE id USING SRID={SRID}"
    PROJECTION "init=epsg:{SRID}" END
    METADATA "gml_include_items" "{columns}" END
    CLASS STYLE COLOR 0 0 0 END END
  END
END
"""


def _server(folder: Path, known: Path, port: int, processes: int) -> str:
    return f"""
server.modules = ("mod_fastcgi")
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}"
server.max-keep-alive-requests = 1000000
fastcgi.server = ("/mapserv" => ((
  "bin-path" => "{_MAPSERV}",
  "socket" => "{folder}/socket",
  "max-procs" => {processes},
  "check-local" => "disable",
  "bin-environment" => ("MAPSERVER_CONFIG_FILE" => "{known}")
)))
"""
