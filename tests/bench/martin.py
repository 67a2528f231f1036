"""martin over the same table: configured by file, its cache off, the columns that Kent serves."""

from pathlib import Path

import yaml

from tests.bench.city import LAYER, SRID, BenchCity
from tests.bench.load import CONNECTIONS
from tests.bench.peer import Program


def program(city: BenchCity, executable: Path, port: int, workers: int) -> Program:
    """How it is started; its configuration is written into the city's home."""
    table = {
        "schema": "city",
        "table": LAYER,
        "srid": SRID,
        "geometry_column": "geom",
        "geometry_type": "MULTIPOLYGON",
        "id_column": "id",
        "bounds": list(city.grid.degrees),
        "extent": 4096,
        "buffer": 64,
        "properties": {
            field.name: "float8" if field.type == "number" else "text" for field in city.view.fields
        },
    }
    configuration = {
        "listen_addresses": f"127.0.0.1:{port}",
        "worker_processes": workers,
        "cache": {"size_mb": 0},
        "postgres": {
            "connection_string": city.owner_url,
            "pool_size": CONNECTIONS,
            "auto_publish": False,
            "tables": {LAYER: table},
        },
    }
    file = city.home.path / "martin.yaml"
    file.write_text(yaml.safe_dump(configuration))
    file.chmod(0o600)
    return Program(
        "martin",
        [executable, "--config", file],
        f"http://127.0.0.1:{port}",
        "/health",
        city.home.path / "martin.log",
    )
