"""A running server follows the database and the home by itself."""

from starlette.testclient import TestClient

from gis.database.migrate import migrate
from gis.municipality import Home
from tests.conftest import STORAGE_SRID
from tests.databases import Database

BENCH = """\
id: bench
theme: city
title: {tr: Bank, en: Bench}
owner: works
geometry: {type: Point, privacy: open}
fields:
  - {name: bench_no, type: text, privacy: open, title: {tr: Bank no, en: Bench no}}
"""


def test_a_migrated_layer_is_served_without_restart(
    client: TestClient, home: Home, city: Database, role_secret: bytes
) -> None:
    items = "/ogc/collections/bench/items"
    assert client.get(items).status_code == 404
    folder = home.path / "layers"
    folder.mkdir()
    for seats in ("", "  - {name: seats, type: integer, privacy: open, title: {tr: Koltuk, en: Seats}}\n"):
        (folder / "bench.yaml").write_text(BENCH + seats, encoding="utf-8")
        migrate(city.conninfo, Home(home.path).registry, STORAGE_SRID, role_secret)
        asked = f"{items}?properties={'seats' if seats else 'bench_no'}"
        assert any(client.get(asked).status_code == 200 for _ in range(2_000)), "the server did not follow"
