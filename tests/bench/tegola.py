"""tegola over the same table, by its provider that lets PostGIS write the tile (``mvt_postgis``); no cache.

It wants SQL of its own: as its documentation writes it, but the box is transformed to the table's CRS, not the column,
and has a buffer.
"""

import json
from pathlib import Path

from tests.bench.city import LAYER, SRID, BenchCity
from tests.bench.load import CONNECTIONS
from tests.bench.peer import Program

_AROUND_M = 40_075_016.7
"""The equator, which a tile of zoom 0 spans: the buffer is selected as well, as Kent does."""


def program(city: BenchCity, executable: Path, port: int, workers: int) -> Program:
    """How it is started; its configuration is written into the city's home."""
    file = city.home.path / "tegola.toml"
    file.write_text(_configuration(city))
    file.chmod(0o600)
    return Program(
        "tegola",
        [
            executable,
            "serve",
            "--no-cache",
            f"--port=127.0.0.1:{port}",
            f"--config={file}",
            "--log-level=ERROR",
        ],
        f"http://127.0.0.1:{port}",
        "/capabilities",
        city.home.path / "tegola.log",
        {"GOMAXPROCS": str(workers)},
    )


def _configuration(city: BenchCity) -> str:
    """TOML's basic strings are written as JSON's are."""
    columns = ", ".join(field.name for field in city.view.fields)
    sql = (
        f"SELECT id, {columns}, ST_AsMVTGeom(ST_Transform(geom, 3857), !BBOX!, 4096, 64, true) AS geom "
        f"FROM city.{LAYER} "
        f"WHERE geom && ST_Transform(ST_Expand(!BBOX!, {_AROUND_M} / 2 ^ !ZOOM! * 64 / 4096), {SRID})"
    )
    uri = f"{city.owner_url}?sslmode=disable&pool_max_conns={CONNECTIONS}"
    return f"""
[[providers]]
name = "bench"
type = "mvt_postgis"
uri = {json.dumps(uri)}

[[providers.layers]]
name = "{LAYER}"
id_fieldname = "id"
geometry_type = "MultiPolygon"
sql = {json.dumps(sql)}

[[maps]]
name = "bench"

[[maps.layers]]
provider_layer = "bench.{LAYER}"
min_zoom = 0
max_zoom = 22
"""
