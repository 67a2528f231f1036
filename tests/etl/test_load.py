"""A load publishes all its good rows at once, keeps what it replaces, and accounts for every row."""

import io
import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString

import geopandas as gpd
import psycopg
import pytest
import shapely
from psycopg.sql import SQL, Identifier
from rich.console import Console
from shapely import LineString, Point, Polygon, box

from etl.load import load
from etl.report import LoadReport
from etl.source import SourceRequest
from gis.errors import Conflict, CrsError, InvalidRequest, NotFound, SourceError
from gis.municipality import Home
from gis.text import Text
from tests.conftest import STORAGE_SRID
from tests.databases import Database
from tests.etl.files import write_geojson, write_shapefile

CORNER = (32.85, 39.95)


def lot(at: int, size: float = 0.0005) -> Polygon:
    """The ``at``-th of a row of parcels."""
    west = CORNER[0] + at * 0.001
    return box(west, CORNER[1], west + size, CORNER[1] + size)


def parcels(
    folder: Path, rows: list[tuple[Any, Any, Any, Any]], name: str = "parsel.geojson", **columns: list[Any]
) -> SourceRequest:
    """(mahalle, ada, parsel, geometry) a row."""
    quarter, block, parcel, geometries = zip(*rows, strict=True)
    held = {"MAHALLE_ID": list(quarter), "ADA": list(block), "PARSEL": list(parcel), **columns}
    return SourceRequest(write_geojson(folder / name, held, list(geometries)))


def stored(
    connection: psycopg.Connection, columns: str, layer: str = "parcel", schema: str = "city"
) -> list[tuple[Any, ...]]:
    statement = SQL("SELECT {} FROM {} ORDER BY id").format(SQL(columns), Identifier(schema, layer))
    return connection.execute(statement).fetchall()


def count_of(connection: psycopg.Connection, layer: str = "parcel") -> int:
    row = connection.execute("SELECT n FROM ops.row_count WHERE layer = %s", (layer,)).fetchone()
    assert row is not None
    return int(row[0])


def counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    c = report.counts
    assert c.rows == c.published + c.quarantined
    return c.inserted, c.changed, c.unchanged, c.deleted, c.quarantined


GOOD = [("8", "100", "1", lot(1)), ("8", "100", "2", lot(2)), ("8", None, "3", lot(3))]


def test_a_first_load_a_second_and_a_changed_one(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    first = load(home, connection, "parcel", parcels(folder, GOOD), actor="ayse")
    assert counts(first) == (3, 0, 0, 0, 0)
    assert first.exit_code == 0
    assert stored(connection, "neighbourhood_code, block_no, parcel_no, version, changed_by") == [
        ("8", "100", "1", 1, "ayse"),
        ("8", "100", "2", 1, "ayse"),
        ("8", None, "3", 1, "ayse"),
    ]
    again = load(home, connection, "parcel", parcels(folder, GOOD), actor="veli")
    assert counts(again) == (0, 0, 3, 0, 0)
    assert stored(connection, "version, changed_by") == [(1, "ayse")] * 3

    moved = [
        GOOD[0],
        ("8", "100", "2", lot(2, 0.0006)),
        ("8", None, "3", lot(3, 0.0007)),
        ("8", "101", "1", lot(5)),
    ]
    changed = load(home, connection, "parcel", parcels(folder, moved), actor="veli")
    assert counts(changed) == (1, 2, 1, 0, 0)
    assert stored(connection, "parcel_no, version, changed_by, load_id") == [
        ("1", 1, "ayse", first.load_id),
        ("2", 2, "veli", changed.load_id),
        ("3", 2, "veli", changed.load_id),
        ("1", 1, "veli", changed.load_id),
    ]
    assert stored(connection, "parcel_no, version, ended_by, ended_load", schema="history") == [
        ("2", 1, "veli", changed.load_id),
        ("3", 1, "veli", changed.load_id),
    ]
    assert count_of(connection) == 4


def test_the_same_shape_from_another_corner_is_unchanged(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD[:1]))
    ring = list(lot(1).exterior.coords)[:-1]
    turned = Polygon(ring[2:] + ring[:2])
    again = load(home, connection, "parcel", parcels(folder, [("8", "100", "1", turned)]))
    assert counts(again) == (0, 0, 1, 0, 0)


def test_a_field_the_file_has_no_column_for_keeps_its_value(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD[:1], PAFTA=["H29"]))
    load(home, connection, "parcel", parcels(folder, GOOD[:1], MEVKI=["Dere"]))
    assert stored(connection, "sheet_no, locality") == [("H29", "Dere")]


def test_bad_rows_go_to_quarantine_with_their_reasons(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    bow_tie = Polygon([(32.85, 39.95), (32.86, 39.96), (32.86, 39.95), (32.85, 39.96)])
    rows = [
        *GOOD[:1],
        ("8", "200", "1", lot(4)),
        ("8", "200", "1", lot(5)),
        ("8", "200", "2", bow_tie),
        ("8", "200", "3", None),
        ("8", "200", None, lot(6)),
        ("8", "200", "4", box(20, 30, 20.1, 30.1)),
        ("8", "200", "5", Point(CORNER)),
    ]
    report = load(home, connection, "parcel", parcels(folder, rows))
    assert counts(report) == (1, 0, 0, 0, 7)
    assert report.exit_code == 1
    held = connection.execute(
        "SELECT row_no, code, message->>'tr', attributes->>'ADA', geom IS NOT NULL FROM ops.quarantine WHERE load_id = %s ORDER BY 1, 2",
        (report.load_id,),
    ).fetchall()
    assert [(row, code) for row, code, *_ in held] == [
        (2, "duplicate_key"),
        (3, "duplicate_key"),
        (4, "invalid_geometry"),
        (5, "missing_geometry"),
        (6, "required_missing"),
        (7, "outside_municipality"),
        (8, "geometry_type"),
    ]
    assert {ada for *_, ada, _ in held} == {"200"}
    assert [has for *_, has in held] == [True, True, True, False, True, True, True]
    assert "kendi kendini kesiyor" in held[2][2]
    assert {f.code: f.count for f in report.findings}["duplicate_key"] == 2


def test_a_vertex_that_is_nowhere_keeps_its_row_out(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    """As digitising errors and damaged files have them; no answer could give them in degrees."""
    whole = gpd.GeoSeries([lot(0), lot(1), lot(2), lot(3), lot(4)], crs=4326).to_crs(STORAGE_SRID)
    strays = [None, (2e7, 4.4e6), (1e12, 4.4e6), (4.8e5, 1e300), (4.8e5, -5e8)]
    corners = [shapely.get_coordinates(square)[:4].tolist() for square in whole]
    shapes = [
        Polygon(some if stray is None else [*some[:2], stray, *some[2:]])
        for some, stray in zip(corners, strays, strict=True)
    ]
    held = {"MAHALLE_ID": ["8"] * 5, "ADA": ["101"] * 5, "PARSEL": list("12345")}
    report = load(
        home,
        connection,
        "parcel",
        SourceRequest(write_shapefile(folder / "parsel.shp", held, shapes, crs=STORAGE_SRID)),
    )
    assert counts(report) == (1, 0, 0, 0, 4)
    assert {f.code: f.count for f in report.findings}["reaches_too_far"] == 4
    assert stored(connection, "parcel_no") == [("1",)]


def test_rows_without_any_key_are_known_by_what_they_are(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    park, cafe = {"ADI": ["Park", "Park", "Kafe"]}, {"ADI": ["Park", "Büfe"]}
    points = [Point(CORNER), Point(CORNER), Point(32.86, 39.96)]
    first = load(home, connection, "poi", SourceRequest(write_geojson(folder / "a.geojson", park, points)))
    assert counts(first) == (2, 0, 0, 0, 1)
    assert [f.code for f in first.findings] == ["duplicate_row"]
    second = load(
        home, connection, "poi", SourceRequest(write_geojson(folder / "b.geojson", cafe, points[1:]))
    )
    assert counts(second) == (1, 0, 1, 0, 0)
    appended = load(
        home,
        connection,
        "poi",
        SourceRequest(write_geojson(folder / "b.geojson", cafe, points[1:])),
        mode="append",
    )
    assert counts(appended) == (2, 0, 0, 0, 0)
    assert count_of(connection, "poi") == 5


def test_rows_with_a_key_are_not_appended(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    with pytest.raises(InvalidRequest) as error:
        load(home, connection, "parcel", parcels(folder, GOOD), mode="append")
    assert error.value.code == "append_with_key"
    assert stored(connection, "id") == []


def test_replacing_deletes_what_the_file_lacks_but_never_a_quarantined_rows_feature(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD))
    now_bad = ("8", None, "3", None)
    report = load(
        home,
        connection,
        "parcel",
        parcels(folder, [GOOD[0], now_bad]),
        mode="replace",
        confirmed=True,
        actor="veli",
    )
    assert counts(report) == (0, 0, 1, 1, 1)
    assert stored(connection, "parcel_no") == [("1",), ("3",)]
    assert stored(connection, "parcel_no, ended_by, ended_load", schema="history") == [
        ("2", "veli", report.load_id)
    ]
    assert count_of(connection) == 2


def test_a_file_without_any_good_row_changes_nothing_even_when_replacing(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD))
    report = load(
        home,
        connection,
        "parcel",
        parcels(folder, [("8", "1", None, lot(1))]),
        mode="replace",
        confirmed=True,
    )
    assert report.state == "nothing"
    assert report.exit_code == 1
    assert len(stored(connection, "id")) == 3
    kept = connection.execute(
        "SELECT code FROM ops.quarantine WHERE load_id = %s", (report.load_id,)
    ).fetchall()
    assert kept == [("required_missing",)]


def test_references_become_the_other_features_ids(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    node = write_geojson(folder / "n.geojson", {"DUGUM_NO": ["D1"]}, [Point(CORNER)])
    load(home, connection, "network_node", SourceRequest(node))
    cameras: dict[str, list[Any]] = {"SICIL_NO": ["K1", "K2", "K3"], "DUGUM_NO": ["D1", "D9", None]}
    report = load(
        home,
        connection,
        "camera",
        SourceRequest(write_geojson(folder / "c.geojson", cameras, [Point(CORNER)] * 3)),
    )
    assert counts(report) == (2, 0, 0, 0, 1)
    assert [(f.code, f.rows) for f in report.findings] == [("unresolved_reference", (2,))]
    node_id = stored(connection, "id", "network_node")[0][0]
    assert stored(connection, "inventory_no, node_id", "camera") == [("K1", node_id), ("K3", None)]


def test_every_type_of_field_arrives(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    columns = {
        "BORU_NO": ["B1"],
        "MALZEME": ["PVC"],
        "CAP": ["1.000"],
        "DERINLIK": ["1,25"],
        "DURUM": ["Mevcut"],
        "TARIH": ["31.12.2014"],
    }
    (folder / "m.yaml").write_text(
        "fields:\n  pipe_no: BORU_NO\n  material: MALZEME\n  diameter_mm: {from: CAP, format: tr_number}\n"
        "  depth_m: DERINLIK\n  status: DURUM\n  install_date: TARIH\n"
    )
    file = write_geojson(folder / "b.geojson", columns, [LineString([CORNER, (32.86, 39.96)])])
    load(home, connection, "water_pipe", SourceRequest(file, mapping=str(folder / "m.yaml")))
    assert stored(
        connection,
        "diameter_mm, depth_m, status, install_date::text, st_geometrytype(geom), st_srid(geom)",
        "water_pipe",
    ) == [(1000, 1.25, "active", "2014-12-31", "ST_MultiLineString", 5255)]


def test_the_record_of_a_load(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    report = load(home, connection, "parcel", parcels(folder, GOOD), actor="ayse")
    row = connection.execute(
        "SELECT state, file, length(file_sha256), plan->>'crs_from', plan->>'operation', (counts->>'inserted')::int, finished_at > started_at"
        " FROM ops.load WHERE id = %s",
        (report.load_id,),
    ).fetchone()
    assert row == ("published", "parsel.geojson", 32, "RFC 7946", report.plan.operation, 3, True)
    audit = connection.execute(
        "SELECT actor, action, layer, after->'counts'->>'inserted', length(after->>'digest') FROM audit.entry WHERE load_id = %s",
        (report.load_id,),
    ).fetchall()
    assert audit == [("ayse", "load", "parcel", "3", 32)]


def test_a_failed_load_is_on_record_and_leaves_nothing(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    (folder / "bos.csv").write_text("PARSEL;X;Y\n")
    with pytest.raises(SourceError):
        load(home, connection, "parcel", SourceRequest(folder / "bos.csv"))
    far = parcels(folder, [("8", "1", "1", box(20, 30, 20.1, 30.1))])
    with pytest.raises(CrsError):
        load(home, connection, "parcel", far)
    rows = connection.execute(
        "SELECT state, error->>'code' FROM ops.load ORDER BY id DESC LIMIT 2"
    ).fetchall()
    assert rows == [("failed", "outside_municipality"), ("failed", "empty_source")]
    assert stored(connection, "id") == []


def test_an_unknown_layer_is_told_before_the_file_is_touched(
    home: Home, connection: psycopg.Connection
) -> None:
    with pytest.raises(NotFound):
        load(home, connection, "yok", SourceRequest(Path("yok.shp")))


def test_a_table_with_blank_positions_publishes_nothing_and_says_why(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    (folder / "a.csv").write_text("ADI;X;Y\nPark;;\nKafe; ;\n")
    report = load(home, connection, "poi", SourceRequest(folder / "a.csv", crs="EPSG:5255"))
    assert report.state == "nothing"
    assert {f.code: f.count for f in report.findings} == {"missing_geometry": 2}


def test_a_plan_writes_nothing(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    before = connection.execute("SELECT count(*) FROM ops.load").fetchone()
    report = load(
        home, connection, "parcel", parcels(folder, [*GOOD, ("8", "1", None, lot(9))]), plan_only=True
    )
    assert report.state == "planned"
    assert report.counts.quarantined == 1
    assert connection.execute("SELECT count(*) FROM ops.load").fetchone() == before
    assert stored(connection, "id") == []


class StopAt:
    """Breaks off when a step begins, as a kill would."""

    def __init__(self, step: str) -> None:
        self.wanted = step

    def step(self, title: Text, total: int | None = None) -> None:
        if title.en.startswith(self.wanted):
            raise KeyboardInterrupt

    def advance(self, amount: int) -> None:
        pass


@pytest.mark.parametrize(
    "step",
    ["Reading and checking", "Comparing with what is published", "Checking the surroundings", "Publishing"],
)
def test_a_load_broken_off_anywhere_leaves_what_was(
    home: Home, connection: psycopg.Connection, folder: Path, step: str
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD))
    changed = parcels(folder, [("8", "100", "1", lot(7)), ("9", "1", "1", lot(8))], "yeni.geojson")
    with pytest.raises(KeyboardInterrupt):
        load(home, connection, "parcel", changed, mode="replace", confirmed=True, progress=StopAt(step))
    assert len(stored(connection, "id")) == 3
    assert stored(connection, "id", schema="history") == []
    assert count_of(connection) == 3
    assert connection.execute("SELECT error->>'code' FROM ops.load ORDER BY id DESC LIMIT 1").fetchone() == (
        "interrupted",
    )
    assert counts(load(home, connection, "parcel", changed)) == (1, 1, 0, 0, 0)


class DropConnection:
    """Cuts the server's side of the connection when a step begins, as a killed server would."""

    def __init__(self, database: Database, victim: psycopg.Connection) -> None:
        self.database, self.victim = database, victim

    def step(self, title: Text, total: int | None = None) -> None:
        if title.en.startswith("Publishing"):
            with psycopg.connect(self.database.conninfo, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (self.victim.info.backend_pid,))

    def advance(self, amount: int) -> None:
        pass


def test_a_lost_server_leaves_what_was_and_the_next_load_says_so(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    with (
        psycopg.connect(database.conninfo, autocommit=True) as victim,
        pytest.raises(psycopg.OperationalError),
    ):
        load(home, victim, "parcel", parcels(folder, GOOD), progress=DropConnection(database, victim))
    assert stored(connection, "id") == []
    assert counts(load(home, connection, "parcel", parcels(folder, GOOD))) == (3, 0, 0, 0, 0)
    states = connection.execute(
        "SELECT state, error->>'code' FROM ops.load ORDER BY id DESC LIMIT 2"
    ).fetchall()
    assert states == [("published", None), ("failed", "interrupted")]


class Meeting:
    """Holds a load at its last step until another one has been told to wait."""

    def __init__(self) -> None:
        self.reached, self.told = threading.Event(), threading.Event()

    def step(self, title: Text, total: int | None = None) -> None:
        if title.en.startswith("Publishing"):
            self.reached.set()
            assert self.told.wait(30)

    def advance(self, amount: int) -> None:
        pass


class Listener:
    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def step(self, title: Text, total: int | None = None) -> None:
        if "waiting" in title.en:
            self.meeting.told.set()

    def advance(self, amount: int) -> None:
        pass


def test_two_loads_of_a_layer_at_once_follow_each_other(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    meeting, reports = Meeting(), {}
    request = parcels(folder, GOOD)

    def run_first() -> None:
        with psycopg.connect(database.conninfo) as own:
            reports["first"] = load(home, own, "parcel", request, progress=meeting)

    first = threading.Thread(target=run_first)
    first.start()
    assert meeting.reached.wait(30)
    second = load(home, connection, "parcel", request, progress=Listener(meeting))
    first.join()
    assert counts(reports["first"]) == (3, 0, 0, 0, 0)
    assert counts(second) == (0, 0, 3, 0, 0)


def test_workers_are_told_of_a_published_load(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    with psycopg.connect(database.conninfo, autocommit=True) as listener:
        listener.execute("LISTEN kent")
        load(home, connection, "parcel", parcels(folder, GOOD))
        assert [n.channel for n in listener.notifies(timeout=10, stop_after=1)] == ["kent"]


def test_a_cp1254_shapefile_keeps_its_letters_to_the_database(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    file = write_shapefile(
        folder / "yol.shp",
        {"ADI": ["ÇİĞDEM SOKAĞI"], "YOL_ID": [1]},
        [LineString([CORNER, (32.86, 39.96)])],
        encoding="cp1254",
        cpg=False,
    )
    load(home, connection, "road", SourceRequest(file))
    assert stored(connection, "name, road_code", "road") == [("ÇİĞDEM SOKAĞI", "1")]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_summary_tells_what_happened(
    home: Home, connection: psycopg.Connection, folder: Path, language: str
) -> None:
    report = load(
        home, connection, "parcel", parcels(folder, [*GOOD, ("8", "1", None, lot(9))], UZUNLUK=[1, 2, 3, 4])
    )
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(report.rendered(language))  # type: ignore[arg-type]
    text = console.export_text()
    for part in (
        "parsel.geojson",
        "block_no ← ADA",
        "UZUNLUK",
        "±1 m",
        "Parsel no" if language == "tr" else "Parcel no",
    ):
        assert part in text
    plain = report.as_json()
    assert plain["counts"]["quarantined"] == 1
    assert plain["findings"][0]["rows"] == [4]


class Meanwhile:
    """Does something, once, when a load comes to a step."""

    def __init__(self, step: str, does: Callable[[], object]) -> None:
        self._step, self._does = step, does

    def step(self, title: Text, total: int | None = None) -> None:
        if title.en == self._step:
            self._step = ""
            self._does()

    def advance(self, amount: int) -> None:
        pass


COMPARING = "Comparing with what is published"


def by_hand(database: Database, statement: LiteralString) -> Callable[[], object]:
    """What somebody else does on a connection of their own."""

    def done() -> None:
        with psycopg.connect(database.conninfo, autocommit=True) as other:
            other.execute(statement)

    return done


def test_an_edit_made_while_the_file_is_read_is_a_conflict_not_lost(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD, PAFTA=["a", "a", "a"]))
    editing = by_hand(database, "UPDATE city.parcel SET sheet_no = 'elle' WHERE parcel_no = '2'")
    changed = parcels(folder, GOOD, PAFTA=["a", "dosya", "a"])
    report = load(home, connection, "parcel", changed, progress=Meanwhile(COMPARING, editing))
    assert counts(report) == (0, 0, 2, 0, 1)
    assert [f.code for f in report.findings] == ["edit_conflict"]
    assert stored(connection, "sheet_no") == [("a",), ("elle",), ("a",)]


def test_a_feature_removed_while_the_file_is_read_stops_the_load(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    load(home, connection, "parcel", parcels(folder, GOOD))
    removing = by_hand(database, "DELETE FROM city.parcel WHERE parcel_no = '2'")
    more = parcels(folder, [*GOOD, ("8", "100", "9", lot(9))])
    with pytest.raises(Conflict) as refused:
        load(home, connection, "parcel", more, progress=Meanwhile(COMPARING, removing))
    assert refused.value.code == "changed_meanwhile"
    assert stored(connection, "parcel_no") == [("1",), ("3",)]


def test_overwriting_edits_lets_the_file_win_even_where_it_is_as_it_was(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    file = parcels(folder, GOOD, PAFTA=["a", "a", "a"])
    load(home, connection, "parcel", file)
    by_hand(database, "UPDATE city.parcel SET sheet_no = 'elle' WHERE parcel_no = '2'")()
    assert counts(load(home, connection, "parcel", file)) == (0, 0, 3, 0, 0)
    assert stored(connection, "sheet_no") == [("a",), ("elle",), ("a",)]
    assert counts(load(home, connection, "parcel", file, overwrite_edits=True)) == (0, 1, 2, 0, 0)
    assert stored(connection, "sheet_no") == [("a",)] * 3


def test_replacing_asks_when_a_quarantined_rows_key_cannot_be_read(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    heading = "GELDI_PARSEL;GITTI_PARSEL;ISLEM;TESCIL_TARIHI\n"
    rows = [f"{n};{n + 100};Tevhit;{1 + n % 28:02}.03.2020" for n in range(40)]
    file = folder / "gecmis.csv"
    file.write_text(heading + "\n".join(rows), encoding="utf-8")
    load(home, connection, "parcel_lineage", SourceRequest(file))
    file.write_text(heading + "\n".join([*rows[:-1], "39;139;Tevhit;yok"]), encoding="utf-8")
    with pytest.raises(Conflict) as asked:
        load(home, connection, "parcel_lineage", SourceRequest(file), mode="replace")
    assert asked.value.code == "surprising_load"
    assert len(stored(connection, "id", layer="parcel_lineage")) == 40


def test_a_text_no_index_takes_is_set_aside(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    """The name of a point of interest sorts: its index takes some 2,700 bytes, however letters are packed."""
    letters = random.Random(1)
    names = ["Okul", *("".join(letters.choices("abcçdğıöşü", k=size)) for size in (600, 601, 9_000))]
    places = [Point(CORNER[0] + at / 1000, CORNER[1]) for at in range(len(names))]
    file = write_geojson(
        folder / "poi.geojson", {"KOD": ["1", "2", "3", "4"], "AD": names, "TUR": ["school"] * 4}, places
    )
    report = load(home, connection, "poi", SourceRequest(file))
    assert counts(report) == (2, 0, 0, 0, 2)
    assert {(f.code, f.rows) for f in report.findings} == {("text_too_long", (3, 4))}
