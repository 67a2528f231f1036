"""Whatever arrives: every row is accounted for, the layer is what it should be, and any load can be taken back exactly."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from shapely import MultiPolygon, Point, Polygon, box

from etl.load import load
from etl.report import Mode
from etl.rollback import roll_back
from etl.source import SourceRequest
from gis.errors import Conflict
from gis.municipality import Home
from tests.etl.files import write_geojson

WEST, SOUTH, SIZE, STEP = 32.80, 39.92, 0.0004, 0.001
Key = tuple[str | None, str | None, str | None]
Values = tuple[str | None, float | None, int]
"""Locality, registered area, and which of several shapes."""
_STATE = "id, uid, neighbourhood_code, block_no, parcel_no, locality, registered_area_m2, geom::text"


def shape(place: int, variant: int) -> Polygon:
    """Places lie apart; variants differ in size and in their number of corners."""
    west, south = WEST + place % 20 * STEP, SOUTH + place // 20 * STEP
    size = SIZE * (1 + variant / 10)
    return box(west, south, west + size, south + size)


@dataclass
class Row:
    """A row of a file; ``reasons`` are what should be found against it."""

    key: Key
    values: Values
    geometry: Any
    reasons: set[str] = field(default_factory=set)
    area: str | None = None
    condominium: str | None = None


def key_of(place: int) -> Key:
    """Every fifth parcel lies in a village, where parcels have no ada."""
    return ("8", None if place % 5 == 0 else str(100 + place // 10), str(place))


def row_of(place: int, values: Values) -> Row:
    area = None if values[1] is None else str(values[1])
    return Row(key_of(place), values, shape(place, values[2]), area=area)


def corrupt(row: Row, how: str) -> None:
    """Spoil a row in one way."""
    row.reasons.add(how)
    ring = list(row.geometry.exterior.coords)
    match how:
        case "missing_geometry":
            row.geometry = None
        case "empty_geometry":
            row.geometry = Polygon()
        case "invalid_geometry":
            row.geometry = Polygon([ring[0], ring[2], ring[1], ring[3]])
        case "geometry_type":
            row.geometry = Point(ring[0])
        case "outside_municipality":
            row.geometry = box(20, 30, 20.1, 30.1)
        case "reaches_too_far":
            row.geometry = Polygon(
                [ring[0], (ring[0][0], ring[0][1] + 1), (ring[1][0], ring[1][1] + 1), ring[1]]
            )
        case "required_missing":
            row.key = (*row.key[:2], None)
        case "out_of_range":
            row.area = "-5"
        case "unknown_code":
            row.condominium = "nonsense"
        case "bad_value":
            row.area = "yok"
        case "text_too_long":
            row.key = (*row.key[:2], "7" * 201)


CORRUPTIONS = (
    "missing_geometry", "empty_geometry", "invalid_geometry", "geometry_type", "outside_municipality",
    "reaches_too_far", "required_missing", "out_of_range", "unknown_code", "bad_value", "text_too_long",
)  # fmt: skip


def file_of(path: Path, rows: list[Row]) -> SourceRequest:
    columns = {
        "MAHALLE_ID": [r.key[0] for r in rows],
        "ADA": [r.key[1] for r in rows],
        "PARSEL": [r.key[2] for r in rows],
        "MEVKI": [r.values[0] for r in rows],
        "ALAN": [r.area for r in rows],
        "KMDURUM": [r.condominium for r in rows],
    }
    return SourceRequest(write_geojson(path, columns, [r.geometry for r in rows]))


def draw(chance: random.Random) -> Values:
    return (chance.choice(("Dere", "Tepe", None)), chance.choice((0.0, None, 250.5)), chance.randrange(3))


def mark_repeated_keys(rows: list[Row]) -> None:
    named = [r.key for r in rows if any(r.key)]
    for row in rows:
        if any(row.key) and named.count(row.key) > 1:
            row.reasons.add("duplicate_key")


def published(connection: psycopg.Connection) -> dict[Key, tuple[Any, ...]]:
    found = connection.execute(
        "SELECT neighbourhood_code, block_no, parcel_no, locality, registered_area_m2, "
        "ST_XMin(ST_Transform(geom, 4326)), ST_XMax(ST_Transform(geom, 4326)) FROM city.parcel"
    ).fetchall()
    return {(a, b, c): (loc, area, _variant(west, east)) for a, b, c, loc, area, west, east in found}


def _variant(west: float, east: float) -> int:
    return round(((east - west) / SIZE - 1) * 10)


@pytest.mark.parametrize("seed", range(4))
def test_every_row_is_published_unchanged_or_quarantined_and_nothing_else_happens(
    home: Home, connection: psycopg.Connection, folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    model: dict[Key, Values] = {}
    codes_seen: set[str] = set()
    for turn in range(5):
        rows = [row_of(place, draw(chance)) for place in chance.sample(range(60), 40)]
        for row in rows[:6]:
            if row.key in model:  # as it is published
                row.values = model[row.key]
                row.geometry = shape(int(row.key[2] or 0), row.values[2])
                row.area = None if row.values[1] is None else str(row.values[1])
        for row in chance.sample(rows, chance.randrange(12)):
            corrupt(row, chance.choice(CORRUPTIONS))
        rows += [
            replace(row, reasons=set(row.reasons)) for row in chance.sample(rows[6:], chance.randrange(3))
        ]
        mark_repeated_keys(rows)
        chance.shuffle(rows)
        mode: Mode = chance.choice(("upsert", "replace"))
        report = load(
            home, connection, "parcel", file_of(folder / f"{turn}.geojson", rows), mode=mode, confirmed=True
        )
        good, bad = [r for r in rows if not r.reasons], [r for r in rows if r.reasons]
        before = dict(model)
        if mode == "replace":
            named = {r.key for r in rows}
            model = {k: v for k, v in model.items() if k in named}
        model |= {r.key: r.values for r in good}
        c = report.counts
        assert c.rows == len(rows) == c.inserted + c.changed + c.unchanged + c.quarantined
        assert c.quarantined == len(bad)
        assert c.inserted == sum(r.key not in before for r in good)
        assert c.unchanged == sum(before.get(r.key) == r.values for r in good)
        assert c.deleted == len(before.keys() - model.keys())
        assert published(connection) == model
        assert connection.execute("SELECT n FROM ops.row_count WHERE layer = 'parcel'").fetchone() == (
            len(model),
        )
        held: dict[int, set[str]] = {}
        for number, code in connection.execute(
            "SELECT row_no, code FROM ops.quarantine WHERE load_id = %s AND severity = 'error'",
            (report.load_id,),
        ):
            held.setdefault(number, set()).add(code)
        assert held.keys() == {n for n, r in enumerate(rows, 1) if r.reasons}
        codes_seen |= {code for codes in held.values() for code in codes}
    assert len(codes_seen) >= 5


class Layer:
    """The parcels row by row, and what ought to be true of their history."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def state(self) -> dict[int, tuple[Any, ...]]:
        found = self.connection.execute(f"SELECT {_STATE} FROM city.parcel")
        return {row[0]: row for row in found}

    def versions(self) -> dict[int, int]:
        return dict(
            self.connection.execute(
                "SELECT id, max(version) FROM (SELECT id, version FROM city.parcel UNION ALL "
                "SELECT id, version FROM history.parcel) v GROUP BY id"
            ).fetchall()
        )

    def whole(self) -> list[tuple[Any, ...]]:
        """Everything, history too."""
        return [
            row
            for schema in ("city", "history")
            for row in self.connection.execute(
                SQL("SELECT t::text FROM {} t ORDER BY id, version").format(Identifier(schema, "parcel"))
            )
        ]

    def check(self) -> None:
        """No version overlaps the next, and none is missing unless the feature was retired; the count is exact."""
        broken = self.connection.execute("""
            SELECT * FROM (
                SELECT id, version, valid_from, valid_to, retired,
                       lead(valid_from) OVER w AS next_from, lead(version) OVER w AS next_version
                FROM (SELECT id, version, valid_from, valid_to, retired FROM history.parcel
                      UNION ALL SELECT id, version, valid_from, 'infinity', false FROM city.parcel) v
                WINDOW w AS (PARTITION BY id ORDER BY version)) pairs
            WHERE valid_from >= valid_to OR next_from < valid_to OR next_version <> version + 1
                OR (next_from IS NOT NULL AND next_from > valid_to AND NOT retired)
        """).fetchall()
        assert broken == []
        assert self.connection.execute(
            "SELECT n = (SELECT count(*) FROM city.parcel) FROM ops.row_count WHERE layer = 'parcel'"
        ).fetchone() == (True,)


@pytest.fixture
def layer(connection: psycopg.Connection) -> Layer:
    return Layer(connection)


@pytest.mark.parametrize("seed", range(4))
def test_any_of_ten_random_loads_is_taken_back_exactly_or_not_at_all(
    home: Home, connection: psycopg.Connection, folder: Path, layer: Layer, seed: int
) -> None:
    chance = random.Random(seed)
    before: dict[int, dict[int, tuple[Any, ...]]] = {}
    after: dict[int, dict[int, tuple[Any, ...]]] = {}
    outcomes: list[str] = []
    open_loads: list[int] = []
    for turn in range(10):
        rows = [row_of(place, draw(chance)) for place in chance.sample(range(30), chance.randrange(3, 20))]
        earlier = layer.state()
        report = load(
            home, connection, "parcel", file_of(folder / f"{turn}.geojson", rows),
            mode=chance.choice(("upsert", "upsert", "replace")), confirmed=True,
            overwrite_edits=chance.random() < 0.5,
        )  # fmt: skip
        if report.state == "published" and report.load_id is not None:
            before[report.load_id], after[report.load_id] = earlier, layer.state()
            open_loads.append(report.load_id)
        if chance.random() < 0.5:
            connection.execute(
                "UPDATE city.parcel SET locality = 'elle' WHERE id = (SELECT id FROM city.parcel ORDER BY md5((id + %s)::text) LIMIT 1)",
                (turn,),
            )
        if chance.random() < 0.5:
            outcomes.append(take_back(home, layer, open_loads, before, after, chance))
        layer.check()
    tries = min(8, len(open_loads))
    outcomes += [
        take_back(home, layer, open_loads, before, after, chance) for _ in range(tries) if open_loads
    ]
    assert "refused" in outcomes
    here = layer.state()
    last = load(home, connection, "parcel", file_of(folder / "l.geojson", [row_of(99, draw(chance))]))
    before[last.load_id or 0], after[last.load_id or 0] = here, layer.state()
    assert take_back(home, layer, [last.load_id or 0], before, after, chance) == "taken back"


def take_back(
    home: Home,
    layer: Layer,
    open_loads: list[int],
    before: dict[int, dict[int, tuple[Any, ...]]],
    after: dict[int, dict[int, tuple[Any, ...]]],
    chance: random.Random,
) -> str:
    """Take one of the loads back, and see that exactly what it did is undone."""
    chosen = open_loads[-1] if chance.random() < 0.5 else chance.choice(open_loads)
    here, whole, versions = layer.state(), layer.whole(), layer.versions()
    old, new = before[chosen], after[chosen]
    touched = {i for i in old.keys() | new.keys() if old.get(i) != new.get(i)}
    if (error := refusal(home, layer, chosen)) is not None:
        assert error.code == "touched_since"
        assert layer.whole() == whole
        return "refused"
    assert {i: here.get(i) for i in touched} == {i: new.get(i) for i in touched}, "touched since, and overrun"
    open_loads.remove(chosen)
    now = layer.state()
    assert {i: now.get(i) for i in touched} == {i: old.get(i) for i in touched}
    assert {i: v for i, v in now.items() if i not in touched} == {
        i: v for i, v in here.items() if i not in touched
    }
    grown = layer.versions()
    assert all(grown[i] >= version for i, version in versions.items())
    layer.check()
    with pytest.raises(Conflict):
        roll_back(layer.connection, home.registry, chosen)
    return "taken back"


def refusal(home: Home, layer: Layer, load_id: int) -> Conflict | None:
    try:
        roll_back(layer.connection, home.registry, load_id, actor="ayse")
    except Conflict as error:
        return error
    return None


def test_loads_are_taken_back_one_after_the_other_to_the_very_beginning(
    home: Home, connection: psycopg.Connection, folder: Path, layer: Layer
) -> None:
    chance = random.Random(7)
    states, loads = [layer.state()], []
    for turn in range(10):
        rows = [row_of(place, draw(chance)) for place in chance.sample(range(30), 15)]
        report = load(
            home, connection, "parcel", file_of(folder / f"{turn}.geojson", rows),
            mode="replace" if turn % 2 else "upsert", confirmed=True,
        )  # fmt: skip
        states.append(layer.state())
        loads.append(report.load_id)
    for load_id in reversed(loads):
        assert layer.state() == states.pop()
        roll_back(connection, home.registry, load_id or 0)
        layer.check()
    assert layer.state() == {}


def test_a_division_is_recognised_and_forgotten_with_its_load(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    def pairs() -> list[tuple[Any, ...]]:
        return connection.execute(
            "SELECT predecessor_parcel_no, successor_parcel_no, operation FROM city.parcel_lineage ORDER BY 1, 2"
        ).fetchall()

    whole = MultiPolygon([shape(1, 0)])
    west, south, east, north = whole.bounds
    halves = [box(west, south, west + SIZE / 2, north), box(west + SIZE / 2, south, east, north)]
    rows = [Row(key_of(1), (None, None, 0), whole)]
    load(home, connection, "parcel", file_of(folder / "a.geojson", rows))
    divided = [Row(("8", "100", str(50 + n)), (None, None, 0), half) for n, half in enumerate(halves)]
    report = load(
        home, connection, "parcel", file_of(folder / "b.geojson", divided), mode="replace", confirmed=True
    )
    assert pairs() == [("1", "50", "division"), ("1", "51", "division")]
    merged = load(
        home, connection, "parcel", file_of(folder / "a.geojson", rows), mode="replace", confirmed=True
    )
    assert ("50", "1", "merger") in pairs()
    roll_back(connection, home.registry, merged.load_id or 0)
    assert len(pairs()) == 2
    roll_back(connection, home.registry, report.load_id or 0)
    assert pairs() == []
    assert connection.execute("SELECT n FROM ops.row_count WHERE layer = 'parcel_lineage'").fetchone() == (0,)


def test_an_edit_by_hand_is_kept_or_a_conflict_or_overwritten(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    first = [row_of(1, ("Dere", None, 0)), row_of(2, ("Dere", None, 0))]
    load(home, connection, "parcel", file_of(folder / "a.geojson", first))
    connection.execute("UPDATE city.parcel SET locality = 'elle' WHERE parcel_no = '1'")
    same = load(home, connection, "parcel", file_of(folder / "a.geojson", first))
    assert (same.counts.unchanged, published(connection)[key_of(1)][0]) == (2, "elle")
    other = file_of(folder / "b.geojson", [row_of(1, ("Tepe", None, 0)), first[1]])
    held = load(home, connection, "parcel", other)
    assert [f.code for f in held.findings] == ["edit_conflict"]
    assert published(connection)[key_of(1)][0] == "elle"
    load(home, connection, "parcel", other, overwrite_edits=True)
    assert published(connection)[key_of(1)][0] == "Tepe"


def test_what_fails_after_the_commit_does_not_call_a_published_load_failed(
    home: Home, connection: psycopg.Connection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("etl.spool.Spool.__exit__", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(home, connection, "parcel", file_of(folder / "a.geojson", [row_of(1, (None, None, 0))]))
    newest = connection.execute("SELECT id, state FROM ops.load ORDER BY id DESC LIMIT 1").fetchone()
    assert newest is not None
    assert newest[1] == "published"
    roll_back(connection, home.registry, newest[0])
    assert published(connection) == {}


def test_an_edit_that_a_later_file_has_too_is_no_edit_any_more(
    home: Home, connection: psycopg.Connection, folder: Path, layer: Layer
) -> None:
    def edited() -> bool:
        found = connection.execute("SELECT load_id IS NULL FROM city.parcel WHERE parcel_no = '1'").fetchone()
        assert found is not None
        return bool(found[0])

    def rows(locality: str | None) -> SourceRequest:
        return file_of(folder / "p.geojson", [row_of(1, (locality, None, 0)), row_of(2, ("Dere", None, 0))])

    load(home, connection, "parcel", rows("Dere"))
    connection.execute("UPDATE city.parcel SET locality = 'elle' WHERE parcel_no = '1'")
    by_hand = layer.state()
    # A file without the column that was edited says nothing of the edit.
    shapes: dict[str, list[str | None]] = {"MAHALLE_ID": ["8"], "ADA": [key_of(1)[1]], "PARSEL": ["1"]}
    load(
        home, connection, "parcel", SourceRequest(write_geojson(folder / "s.geojson", shapes, [shape(1, 0)]))
    )
    assert edited()
    adopting = load(home, connection, "parcel", rows("elle"))
    assert (adopting.counts.unchanged, adopting.counts.changed, adopting.findings) == (2, 0, ())
    assert not edited()
    assert layer.state() == by_hand
    roll_back(connection, home.registry, adopting.load_id or 0)
    assert (edited(), layer.state()) == (True, by_hand)
    load(home, connection, "parcel", rows("elle"))
    later = load(home, connection, "parcel", rows("Tepe"))
    assert (later.counts.changed, later.findings) == (1, ())
    assert published(connection)[key_of(1)][0] == "Tepe"
    layer.check()
