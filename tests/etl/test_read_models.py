"""Read models follow their layers: built, brought up to what changed, and never half."""

from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
import shapely
from psycopg.sql import SQL, Identifier

from etl.read_models.refresh import refresh
from gis.municipality import Home
from gis.registry import Layer
from tests.conftest import STORAGE_SRID

_PARCELS = (Path(__file__).parents[1] / "bench" / "parcels.sql").read_text(encoding="utf-8")
WEST, SOUTH, SIDE = 500_000.0, 4_425_000.0, 24.0


def fill_parcels(connection: psycopg.Connection, columns: int) -> None:
    """A square of adjoining parcels in blocks of 10×10 and neighbourhoods of 20×20."""
    connection.execute("TRUNCATE city.parcel RESTART IDENTITY")
    connection.execute(
        _PARCELS,
        {
            "rows": columns**2,
            "columns": columns,
            "west": WEST,
            "south": SOUTH,
            "side": SIDE,
            "srid": STORAGE_SRID,
        },
    )
    connection.execute(
        "UPDATE city.parcel SET neighbourhood_code = (1 + (id - 1) %% %(n)s / 20 + (id - 1) / %(n)s / 20 * 100)::text",
        {"n": columns},
    )


def shapes_of(connection: psycopg.Connection, layer: str, level: int) -> Any:
    rows = connection.execute(
        SQL("SELECT ST_AsBinary(geom) FROM {} WHERE level = %s ORDER BY id").format(
            Identifier("generalised", layer)
        ),
        (level,),
    ).fetchall()
    return shapely.from_wkb(np.array([row[0] for row in rows], dtype=object))


def contents(connection: psycopg.Connection, layer: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        SQL("SELECT t::text FROM {} AS t ORDER BY level, id").format(Identifier("generalised", layer))
    ).fetchall()


def rebuilt(connection: psycopg.Connection, layer: Layer) -> list[tuple[Any, ...]]:
    connection.execute("DELETE FROM ops.generalised WHERE layer = %s", (layer.id,))
    assert refresh(connection, layer, STORAGE_SRID)
    return contents(connection, layer.id)


@pytest.fixture
def parcel(home: Home) -> Layer:
    return home.registry.layers["parcel"]


def test_parcels_become_blocks_and_neighbourhoods(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    assert refresh(connection, parcel, STORAGE_SRID)
    counts = connection.execute(
        "SELECT level, count(*)::int, sum(n)::int FROM generalised.parcel GROUP BY level ORDER BY level DESC"
    ).fetchall()
    assert counts == [(13, 16, 1600), (11, 4, 1600), (9, 4, 1600), (7, 4, 1600)]
    for level in (13, 11, 9):
        shapes = shapes_of(connection, "parcel", level)
        assert shapely.coverage_is_valid(shapes)
        assert not refresh(connection, parcel, STORAGE_SRID)


EDITS = {
    "a parcel changes its block": "UPDATE city.parcel SET block_no = '100', parcel_no = '999' WHERE id = 15",
    "a parcel moves": "UPDATE city.parcel SET geom = ST_Translate(geom, 3, 3) WHERE id = 410",
    "a parcel is gone": "DELETE FROM city.parcel WHERE id = 395",
    "a block is gone": "DELETE FROM city.parcel WHERE (neighbourhood_code, block_no) = (SELECT neighbourhood_code, block_no FROM city.parcel WHERE id = 820)",
    "a parcel without block": "UPDATE city.parcel SET block_no = NULL WHERE id IN (3, 1599)",
    "several at once": "UPDATE city.parcel SET neighbourhood_code = '1' WHERE id BETWEEN 18 AND 24",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_follows_an_edit_is_what_a_new_build_gives(
    connection: psycopg.Connection, parcel: Layer, edit: str
) -> None:
    fill_parcels(connection, 40)
    refresh(connection, parcel, STORAGE_SRID)
    connection.execute(edit)
    assert refresh(connection, parcel, STORAGE_SRID)
    followed = contents(connection, "parcel")
    assert followed == rebuilt(connection, parcel)
