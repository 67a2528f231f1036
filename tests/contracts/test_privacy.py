"""Who sees what, written down apart from the code and files that decide it."""

from pathlib import Path

import psycopg
import pytest
import yaml

from gis.database.roles import role_conninfo
from gis.derive.read_model import generalised_name
from gis.generalisation import kept_fields
from gis.registry import Registry, versions_name
from tests.databases import Database

EXPECTED = yaml.safe_load((Path(__file__).parent / "audiences.yaml").read_text(encoding="utf-8"))


def test_audiences_see_what_was_decided(registry: Registry) -> None:
    found = {
        audience: {
            view.id: {
                "geometry": f"{view.cell_m} m grid" if view.geometry == "coarsened" else view.geometry,
                "fields": [f.name for f in view.fields],
            }
            for view in registry.views(audience)
        }
        for audience in registry.audiences
    }
    assert found == EXPECTED


def generalised(registry: Registry, audience: str) -> dict[str, list[str]]:
    """The views of read models: for who sees a layer's exact places, with no field that was not decided."""
    return {
        generalised_name(layer): [
            "level",
            "id",
            "n",
            *(f.name for f in kept_fields(registry.layers[layer]) if f.name in seen["fields"]),
            "geom",
        ]
        for layer, seen in EXPECTED[audience].items()
        if seen["geometry"] == "exact" and registry.layers[layer].levels
    }


@pytest.mark.parametrize("audience", EXPECTED)
def test_views_hold_what_was_decided_and_no_column_more(
    database: Database, registry: Registry, audience: str
) -> None:
    """The view is the access control: whatever the statements above it may ask, more is not there."""
    with psycopg.connect(database.conninfo) as connection:
        rows = connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name NOT IN ('row_count', 'attachment') GROUP BY table_name",
            [f"as_{audience}"],
        ).fetchall()
    place = {True: [], False: ["geom"]}
    present, ever = (
        ["id", "uid", "version", "valid_from"],
        ["valid_to", "change", "ended_change", "retired", "current"],
    )
    decided = generalised(registry, audience)
    for layer, seen in EXPECTED[audience].items():
        values = [*seen["fields"], *place[seen["geometry"] == "none"]]
        decided |= {layer: [*present, *values], versions_name(layer): [*present, *ever, *values]}
    assert dict(rows) == decided


@pytest.mark.parametrize("audience", EXPECTED)
def test_a_role_reaches_its_own_views_and_nothing_else(
    database: Database, role_secret: bytes, registry: Registry, audience: str
) -> None:
    """Even with SQL of its own choosing: no table, no other audience's view, no other role, no writing."""
    layers = (*EXPECTED[audience], *map(versions_name, EXPECTED[audience]), *generalised(registry, audience))
    own = {(f"as_{audience}", name) for name in (*layers, "row_count", "attachment")}
    conninfo = role_conninfo(database.conninfo, role_secret, database.name, audience)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        readable = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') "
            "AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')"
        ).fetchall()
        assert set(readable) == own
        writable = connection.execute(
            "SELECT c.oid::regclass FROM pg_class AS c WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') "
            "AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AND c.relnamespace <> 'pg_catalog'::regnamespace"
        ).fetchall()
        assert writable == []
        for other in {*registry.audiences} - {audience}:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SET ROLE kent_{database.name}_{other}".encode())
            if other_only := EXPECTED[other].keys() - EXPECTED[audience].keys():
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"SELECT * FROM as_{other}.{min(other_only)}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT set_config('role', 'kent', false)")
