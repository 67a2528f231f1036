"""Stock pygeoapi over the same table: its own PostgreSQL providers, served by its own Starlette application.

Configured as its documentation says. It lives in an environment of its own
(``scripts/bench.sh``), since its driver and its settings are not Kent's.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from psycopg.conninfo import conninfo_to_dict

from gis.crs import CRS84, epsg_uri
from tests.bench import peer
from tests.bench.city import AUDIENCE, LAYER, SRID, BenchCity


@contextmanager
def served(city: BenchCity, programs: Path, port: int, workers: int, *, count: bool) -> Iterator[str]:
    """Serve while the context lasts; yields the address.

    Args:
        programs: folder of the environment's programs.
        count: pygeoapi's ``count`` setting: whether it counts all matches for every page, as it does by default.

    Raises:
        RuntimeError: it does not start; the message has its last words.
    """
    folder = city.home.path / f"pygeoapi-{port}"
    folder.mkdir(exist_ok=True)
    base_url = f"http://127.0.0.1:{port}"
    config, openapi, log = folder / "config.yml", folder / "openapi.yml", folder / "server.log"
    config.write_text(yaml.safe_dump(_configuration(city, base_url, count=count)))
    config.chmod(0o600)
    settings = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    written = subprocess.run(
        [programs / "pygeoapi", "openapi", "generate", config, "--output-file", openapi],
        env={"PATH": os.defpath, **settings}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if written.returncode != 0:
        raise RuntimeError(f"stock pygeoapi writes no OpenAPI document: {written.stderr[-400:]}")
    application = "pygeoapi.starlette_app:APP"
    with peer.served(peer.under_uvicorn(programs, application, port, workers, settings, log)) as url:
        yield url


def _configuration(city: BenchCity, base_url: str, *, count: bool) -> dict[str, object]:
    target = conninfo_to_dict(city.owner_conninfo)
    table = {
        "data": {
            "host": "127.0.0.1",
            "port": int(str(target["port"])),
            "dbname": str(target["dbname"]),
            "user": str(target["user"]),
            "password": str(target["password"]),
            "search_path": ["city", "public"],
        },
        "id_field": "id",
        "table": LAYER,
        "geom_field": "geom",
        "storage_crs": epsg_uri(SRID),
        "always_xy": True,  # without it, coordinates of a CRS with its northing first come out swapped
    }
    properties = [field.name for field in city.view.fields]
    feature = {
        "type": "feature",
        "name": "PostgreSQL",
        **table,
        "crs": [CRS84, epsg_uri(4326), epsg_uri(3857), epsg_uri(SRID)],
        "properties": properties,
        "count": count,
    }
    tile = {
        "type": "tile",
        "name": "MVT-postgresql",
        **table,
        "options": {"zoom": {"min": 0, "max": 22}},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }
    title = "Kent's benchmark"
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": int(base_url.rpartition(":")[2])},
            "url": base_url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 100, "max_items": 10_000},
            "map": {"url": "https://tile.example.org/{z}/{x}/{y}.png", "attribution": title},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": title,
                "description": title,
                "keywords": [AUDIENCE],
                "terms_of_service": "none",
                "url": base_url,
            },
            "license": {"name": "none", "url": base_url},
            "provider": {"name": title, "url": base_url},
            "contact": {"name": title, "url": base_url},
        },
        "resources": {
            LAYER: {
                "type": "collection",
                "title": LAYER,
                "description": LAYER,
                "keywords": [LAYER],
                "links": [],
                "extents": {"spatial": {"bbox": list(city.grid.degrees), "crs": CRS84}},
                "providers": [feature, tile],
            }
        },
    }
