"""Definitions that change while rows are there: renames keep values, what would lose some is refused and changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import shapely

from gis.database.migrate import ReviewNeeded, migrate
from gis.definitions import load_registry
from gis.errors import Conflict
from gis.registry import Registry
from tests.conftest import STORAGE_SRID, Cloned
from tests.databases import Database

CODES = """\
id: bench_state
title: {tr: Bank durumu, en: State of a bench}
codes:
  - {code: good, title: {tr: Sağlam, en: Good}}
  - {code: broken, title: {tr: Kırık, en: Broken}}
"""
LAYER = """\
id: bench
theme: city
title: {tr: Bank, en: Bench}
owner: works
geometry: {type: Point, privacy: open}
key: [bench_no]
fields:
  - {name: bench_no, type: text, privacy: open, title: {tr: Bank no, en: Bench no}}
  - {name: seats, type: integer, privacy: open, title: {tr: Koltuk, en: Seats}}
  - {name: state, type: code, codes: bench_state, privacy: open, title: {tr: Durum, en: State}}
"""
POINT = shapely.to_wkb(
    shapely.set_srid(shapely.Point(500_000, 4_425_000), STORAGE_SRID), hex=True, include_srid=True
)


class City:
    """A database with three benches, and the files that define them."""

    def __init__(self, home: Path, database: Database, secret: bytes) -> None:
        self.home, self.database, self.secret = home, database, secret
        for folder in ("layers", "codes"):
            (home / folder).mkdir()
        self.connection = psycopg.connect(database.conninfo, autocommit=True)

    def define(self, layer: str = LAYER, codes: str = CODES) -> Registry:
        (self.home / "layers" / "bench.yaml").write_text(layer, encoding="utf-8")
        (self.home / "codes" / "bench_state.yaml").write_text(codes, encoding="utf-8")
        return load_registry(self.home)

    def migrate(self, layer: str = LAYER, codes: str = CODES, reviewed: str | None = None) -> None:
        registry = self.define(layer, codes)
        migrate(self.database.conninfo, registry, STORAGE_SRID, self.secret, reviewed=reviewed)

    def rows(self, columns: str, table: str = "city.bench") -> list[tuple[object, ...]]:
        return self.connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()

    def everything(self) -> list[tuple[object, ...]]:
        """Tables, columns, views, codes and rows: what a refusal must leave as it was."""
        return [
            *self.connection.execute(
                "SELECT table_schema, table_name, column_name, udt_name, is_nullable FROM information_schema.columns "
                "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3"
            ),
            *self.connection.execute("SELECT list, code, retired FROM lookup.code ORDER BY 1, 2"),
            *self.connection.execute("SELECT seq FROM ops.revision"),
            *self.connection.execute("SELECT * FROM city.bench ORDER BY id"),
        ]


@pytest.fixture
def city(cloned: Cloned, tmp_path: Path, role_secret: bytes) -> Iterator[City]:
    with cloned() as database:
        made = City(tmp_path, database, role_secret)
        made.migrate()
        for number, state in enumerate(("good", "broken", "broken"), 1):
            made.connection.execute(
                "INSERT INTO city.bench (bench_no, seats, state, changed_by, geom) VALUES (%s, %s, %s, 'test', %s)",
                [f"B{number}", number, state, POINT],
            )
        made.connection.execute("UPDATE city.bench SET seats = 9 WHERE bench_no = 'B3'")
        yield made
        made.connection.close()


def test_a_renamed_field_keeps_its_values_and_its_history(city: City) -> None:
    city.migrate(LAYER.replace("name: seats,", "name: seat_count, renamed_from: seats,"))
    assert city.rows("bench_no, seat_count, version") == [("B1", 1, 1), ("B2", 2, 1), ("B3", 9, 2)]
    assert city.rows("seat_count", "history.bench") == [(3,)]
    assert city.rows("seat_count", "as_public.bench") == [(1,), (2,), (9,)]
    city.connection.execute("UPDATE city.bench SET seat_count = 4 WHERE bench_no = 'B1'")
    assert city.rows("seat_count", "history.bench") == [(1,), (3,)]


def test_a_renamed_code_keeps_its_rows_without_making_versions(city: City) -> None:
    city.connection.execute("UPDATE city.bench SET state = 'good' WHERE bench_no = 'B2'")
    city.migrate(codes=CODES.replace("code: broken,", "code: damaged, renamed_from: broken,"))
    assert city.rows("state, version") == [("good", 1), ("good", 2), ("damaged", 2)]
    assert [state for (state,) in city.rows("state", "history.bench")] == ["damaged", "damaged"]
    codes = city.connection.execute(
        "SELECT code, retired FROM lookup.code WHERE list = 'bench_state' ORDER BY 1"
    )
    assert codes.fetchall() == [("damaged", False), ("good", False)]
    city.connection.execute("UPDATE city.bench SET seats = 5 WHERE bench_no = 'B1'")  # history goes on
    assert len(city.rows("id", "history.bench")) == 3


def test_migrating_again_after_a_rename_finds_nothing_to_do(city: City, role_secret: bytes) -> None:
    renamed = (
        LAYER.replace("name: seats,", "name: seat_count, renamed_from: seats,"),
        CODES.replace("code: broken,", "code: damaged, renamed_from: broken,"),
    )
    city.migrate(*renamed)
    before = city.everything()
    plan = migrate(city.database.conninfo, city.define(*renamed), STORAGE_SRID, role_secret)
    assert plan.empty
    assert city.everything() == before


REFUSED = {
    "a field removed": (LAYER.replace("seats", "places"), CODES, "bench.yaml:7:", "renamed_from: seats"),
    "another type": (
        LAYER.replace("seats, type: integer", "seats, type: text"),
        CODES,
        "bench.yaml:9:",
        "seats",
    ),
    "another geometry type": (LAYER.replace("type: Point", "type: Polygon"), CODES, "bench.yaml:5:", "4"),
    "a required field added": (
        LAYER
        + "  - {name: colour, type: text, required: true, privacy: open, title: {tr: Renk, en: Colour}}\n",
        CODES,
        "bench.yaml:11:",
        "3",
    ),
    "a field required that has gaps": (
        LAYER.replace("name: seats,", "name: seats, required: true,"),
        CODES,
        "bench.yaml:9:",
        "1",
    ),
    "a code removed": (
        LAYER,
        "\n".join(line for line in CODES.splitlines() if "broken" not in line) + "\n",
        "bench_state.yaml:3:",
        "renamed_from: broken",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_lose_values_is_refused_and_nothing_changes(city: City, case: str) -> None:
    layer, codes, where, said = REFUSED[case]
    if case == "a field required that has gaps":
        city.connection.execute("UPDATE city.bench SET seats = NULL WHERE bench_no = 'B1'")
    before = city.everything()
    with pytest.raises(ReviewNeeded) as told:
        city.migrate(layer, codes)
    for message in (told.value.told("tr"), told.value.told("en")):
        assert where in message
        assert said in message
    assert "B1" not in told.value.told("tr")
    assert city.everything() == before
    registry = city.define(layer, codes)
    plan = migrate(city.database.conninfo, registry, STORAGE_SRID, city.secret, plan_only=True)
    assert [r.tr for r in plan.reasons] == told.value.message.tr.split("\n")
    assert city.everything() == before


def test_a_field_that_all_rows_have_may_become_required(city: City) -> None:
    city.migrate(LAYER.replace("name: seats,", "name: seats, required: true,"))
    with pytest.raises(psycopg.errors.NotNullViolation):
        city.connection.execute("UPDATE city.bench SET seats = NULL")


def test_an_empty_layer_takes_another_geometry_type(city: City) -> None:
    city.connection.execute("TRUNCATE city.bench, history.bench")
    city.migrate(LAYER.replace("type: Point", "type: Polygon"))
    assert city.rows(
        "type",
        "(SELECT 1 AS id, type FROM geometry_columns WHERE (f_table_schema, f_table_name) = ('city', 'bench')) AS g",
    ) == [("POLYGON",)]


def test_reviewed_steps_are_applied_when_what_they_leave_fits(city: City) -> None:
    layer = LAYER.replace("seats, type: integer", "seats, type: text")
    with pytest.raises(ReviewNeeded) as told:
        city.migrate(layer)
    city.migrate(layer, reviewed=told.value.review)
    assert city.rows("seats") == [("1",), ("2",), ("9",)]
    assert city.rows("seats", "as_public.bench") == [("1",), ("2",), ("9",)]


def test_reviewed_steps_may_fill_what_becomes_required(city: City) -> None:
    layer = (
        LAYER
        + "  - {name: colour, type: text, required: true, privacy: open, title: {tr: Renk, en: Colour}}\n"
    )
    with pytest.raises(ReviewNeeded) as told:
        city.migrate(layer)
    unfilled = told.value.review
    before = city.everything()
    with pytest.raises(Conflict) as failed:
        city.migrate(layer, reviewed=unfilled)
    assert failed.value.code == "review_failed"
    assert city.everything() == before
    city.migrate(layer, reviewed=unfilled.replace("NULL /* a value */", "'yeşil'"))
    assert city.rows("colour") == [("yeşil",)] * 3


def test_reviewed_steps_that_do_not_fit_change_nothing(city: City) -> None:
    before = city.everything()
    with pytest.raises(ReviewNeeded):
        city.migrate(LAYER.replace("seats", "places"), reviewed="UPDATE city.bench SET seats = 0")
    assert city.everything() == before


def test_a_code_may_be_removed_once_no_row_has_it(city: City) -> None:
    _, codes, *_ = REFUSED["a code removed"]
    city.migrate(codes=codes, reviewed="UPDATE city.bench SET state = 'good' WHERE state = 'broken'")
    found = city.connection.execute(
        "SELECT code, retired FROM lookup.code WHERE list = 'bench_state' ORDER BY 1"
    )
    assert found.fetchall() == [("broken", True), ("good", False)]
