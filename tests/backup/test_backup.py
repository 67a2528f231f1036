"""A restored city is the one that was backed up, row by row; a file that is not whole restores nothing."""

import io
import stat
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from gis.accounts import Account, set_account
from gis.attachments import NewFile, attach
from gis.backup.archive import Backup, open_backup
from gis.backup.content import content_of, snapshot
from gis.backup.daily import Keep, back_up_daily, new_file, taken_at, to_remove
from gis.backup.restore import rehearse, restore_home
from gis.backup.take import home_files, take_backup
from gis.database.current import follow_home
from gis.database.roles import drop_roles, role_conninfo
from gis.errors import Conflict, SourceError, Unavailable
from gis.jobs import NewJob, add
from gis.municipality import Home
from gis.text import Text
from tests.databases import Database, DatabaseServer
from tests.etl.homes import home_in

STRANGE = "Çınar 'Sokağı' \\ \t\n\"İ\""


def silent(_: Text) -> None:
    pass


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_in(tmp_path_factory.mktemp("city"))
    made.secret()
    (made.path / "mappings" / "parcel.netcad.yaml").write_text("fields: {parcel_no: PARSEL}\n")
    for left_out in (
        "uploads/1/parsel.zip",
        "logs/server.log",
        "run/server.json",
        "backups/old.tar",
        "secrets/postgres",
    ):
        (made.path / left_out).parent.mkdir(parents=True, exist_ok=True)
        (made.path / left_out).write_text("not in a backup")
    return made


@pytest.fixture(scope="module")
def city(server: DatabaseServer, database_names: Iterator[str], home: Home) -> Iterator[Database]:
    """A city with rows, superseded rows, an attachment, accounts, audit, loads and a queued job."""
    made = server.create(next(database_names))
    try:
        follow_home(made.conninfo, home)
        fill(made.conninfo, home)
        yield made
    finally:
        server.drop(made.name)


def fill(conninfo: str, home: Home) -> None:
    with psycopg.connect(conninfo) as connection:
        for at in range(50):
            connection.execute(
                "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, registered_area_m2, changed_by, geom) "
                "VALUES ('1', %s, %s, %s, 'test', ST_Multi(ST_MakeEnvelope(%s, 4425000, %s, 4425000.1, 5255)))",
                [None if at % 2 else "7", str(at), at / 3, 500000 + at / 7, 500001 + at / 7],
            )
        connection.execute("INSERT INTO city.district (name, changed_by) VALUES (%s, 'test')", [STRANGE])
        connection.execute("UPDATE city.parcel SET registered_area_m2 = 1e-300 WHERE parcel_no::int < 10")
        connection.execute("DELETE FROM city.parcel WHERE parcel_no = '49'")
        set_account(
            connection, home.registry, Account("ayşe", "staff", "Ayşe", ("gis_editor",)), "parola-parola"
        )
        building = connection.execute(
            "INSERT INTO city.building (changed_by) VALUES ('test') RETURNING id"
        ).fetchone()
        assert building is not None
        pdf = NewFile("tutanak.pdf", b"%PDF-1.7 \x00\xff" + bytes(range(256)) * 50)
        attach(connection, home.registry.layer("building"), building[0], pdf, actor="ayşe", most_bytes=10**6)
        connection.execute(
            "INSERT INTO ops.load (layer, file, mode, actor, counts) VALUES ('parcel', 'parsel.zip', 'upsert', 'ayşe', '{\"rows\": 2}')"
        )
        add(connection, NewJob("load", "ayşe", {}))


@pytest.fixture(scope="module")
def file(city: Database, home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backups") / "city.tar"
    take_backup(home.path, city.conninfo, made, silent)
    return made


@pytest.fixture
def target(server: DatabaseServer, database_names: Iterator[str]) -> Iterator[Database]:
    """An empty database."""
    made = server.create(next(database_names))
    try:
        yield made
    finally:
        server.drop(made.name)


def rows(conninfo: str) -> dict[str, list[str]]:
    """Every row of every table as text, read apart from how backups compare them."""
    found = {}
    with psycopg.connect(conninfo) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        names = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname IN ('city', 'history', 'lookup', 'ops', 'audit', 'media') ORDER BY 1, 2"
        ).fetchall()
        for schema, name in names:
            statement = SQL("SELECT r::text FROM {} AS r ORDER BY 1").format(Identifier(schema, name))
            found[f"{schema}.{name}"] = [row for (row,) in connection.execute(statement)]
    return found


def test_a_restored_city_is_the_same_row_by_row(
    file: Path, city: Database, home: Home, target: Database, tmp_path: Path
) -> None:
    before = rows(city.conninfo)
    restore_home(open_backup(file), tmp_path / "new", lambda: target.conninfo, silent)
    after = rows(target.conninfo)
    # What a restored database must know of itself, and work that is not done twice.
    about_itself = {"ops.derived", "ops.revision", "ops.job", "ops.schedule"}
    assert {t: r for t, r in after.items() if t not in about_itself} == {
        t: r for t, r in before.items() if t not in about_itself
    }
    filled = (
        "city.parcel",
        "history.parcel",
        "media.attachment",
        "audit.entry",
        "ops.account",
        "ops.load",
        "ops.job",
    )
    assert [t for t in filled if not before[t]] == []
    with psycopg.connect(target.conninfo) as connection:
        assert connection.execute("SELECT state FROM ops.job").fetchall() == [("cancelled",)]


def test_a_restored_city_is_served_and_goes_on(
    file: Path, city: Database, home: Home, target: Database, tmp_path: Path
) -> None:
    restore_home(open_backup(file), tmp_path / "new", lambda: target.conninfo, silent)
    restored = Home(tmp_path / "new")
    assert restored.secret() == home.secret()
    public = role_conninfo(target.conninfo, restored.secret(), target.name, "public")
    with psycopg.connect(public) as connection:
        assert connection.execute("SELECT count(*) FROM parcel").fetchone() == (49,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM city.parcel")
    with psycopg.connect(target.conninfo) as connection:
        last = connection.execute("SELECT max(id) FROM city.parcel").fetchone() or (0,)
        past = connection.execute("SELECT count(*) FROM history.parcel").fetchone() or (0,)
        added = connection.execute(
            "INSERT INTO city.parcel (neighbourhood_code, parcel_no, changed_by) VALUES ('1', 'new', 'test') RETURNING id"
        ).fetchone() or (0,)
        assert added[0] > last[0]
        connection.execute("UPDATE city.parcel SET block_no = '8' WHERE id = %s", added)
        assert connection.execute("SELECT count(*) FROM history.parcel").fetchone() == (past[0] + 1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            connection.execute("DELETE FROM audit.entry")


def test_the_home_comes_back_without_what_is_this_machines(
    file: Path, home: Home, target: Database, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    restore_home(open_backup(file), new, lambda: target.conninfo, silent)
    written = {p.relative_to(new): p.read_bytes() for p in home_files(new)}
    assert written == {p.relative_to(home.path): p.read_bytes() for p in home_files(home.path)}
    assert "not in a backup" not in {content.decode() for content in written.values()}
    assert Path("secrets", "roles") in written
    assert stat.S_IMODE((new / "secrets" / "roles").stat().st_mode) == 0o600
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_restoring_over_something_is_refused(
    file: Path, city: Database, target: Database, tmp_path: Path
) -> None:
    backup, before = open_backup(file), rows(city.conninfo)
    with pytest.raises(Conflict, match="not empty"):
        restore_home(backup, tmp_path / "new", lambda: city.conninfo, silent)
    assert rows(city.conninfo) == before
    assert not (tmp_path / "new").exists()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "municipality.yaml").touch()
    with pytest.raises(Conflict, match="taken is not empty"):
        restore_home(backup, tmp_path / "taken", lambda: target.conninfo, silent)


def test_a_rehearsal_compares_and_leaves_nothing(file: Path, city: Database, server: DatabaseServer) -> None:
    content = rehearse(open_backup(file), city.conninfo, silent)
    assert content.tables["city.parcel"].rows == 49
    with psycopg.connect(server.conninfo_of(server.maintenance)) as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE '%rehearsal%'"
        ).fetchall()
    assert left == []


def test_one_changed_value_is_noticed(city: Database) -> None:
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        with snapshot(connection):
            before = content_of(connection)
        for statement in (
            "UPDATE city.parcel SET geom = ST_Translate(geom, 1e-9, 0) WHERE parcel_no = '20'",
            "UPDATE ops.account SET display_name = 'Ayse'",
        ):
            try:
                connection.execute("BEGIN")
                connection.execute(statement.encode())
                table = statement.split()[1]
                assert table in before.differences(content_of(connection))
            finally:
                connection.execute("ROLLBACK")


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_between(content: bytes) -> bytes:
    """Where one part ends and the next has not begun."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return content[: tar.getmember("manifest.json").offset]


def flipped(content: bytes) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        at = tar.getmember("database.dump").offset_data + 5000
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def with_member(name: str, kind: bytes = tarfile.REGTYPE) -> Callable[[bytes], bytes]:
    """The backup with something more in it, before the manifest."""

    def changed(content: bytes) -> bytes:
        made = io.BytesIO()
        with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=made, mode="w:") as new:
            for member in old:
                if member.name == "manifest.json":
                    info = tarfile.TarInfo(name)
                    info.type, info.linkname = kind, "/etc/passwd"
                    new.addfile(info)
                new.addfile(member, old.extractfile(member))
        return made.getvalue()

    return changed


def without_a_file(content: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=made, mode="w:") as new:
        for member in old:
            if member.name != "home/municipality.yaml":
                new.addfile(member, old.extractfile(member))
    return made.getvalue()


@pytest.mark.parametrize("damage", [
    cut, cut_between, flipped, without_a_file, lambda _: b"", lambda _: b"PK\x03\x04 something else",
    lambda content: content[:3000], with_member("home/../../etc/cron.d/x"), with_member("/etc/cron.d/x"),
    with_member("home/link", tarfile.SYMTYPE), with_member("home/hard", tarfile.LNKTYPE), with_member("home/pipe", tarfile.FIFOTYPE),
    with_member("home/municipality.yaml"), with_member("home/extra.yaml"), with_member("other"),
])  # fmt: skip
def test_what_is_no_whole_backup_is_refused(
    file: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    changed = tmp_path / "changed.tar"
    changed.write_bytes(damage(file.read_bytes()))
    with pytest.raises(SourceError, match=r"changed\.tar"):
        open_backup(changed)


def test_a_backup_that_cannot_be_written_leaves_nothing(city: Database, home: Home, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        take_backup(home.path, city.conninfo, tmp_path / "no" / "such" / "folder.tar", silent)
    taken = tmp_path / "taken.tar"
    taken.touch()
    with pytest.raises(Conflict):
        take_backup(home.path, city.conninfo, taken, silent)
    with pytest.raises((Unavailable, psycopg.OperationalError)):
        take_backup(home.path, make_conninfo(city.conninfo, port=1), tmp_path / "new.tar", silent)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["taken.tar"]


@pytest.fixture
def ordinary(server: DatabaseServer, database_names: Iterator[str]) -> Iterator[Database]:
    """An empty database with PostGIS, of a user who is no superuser and may make no databases."""
    name = next(database_names)
    owner = f"owner_{name}"
    made = server.create(name)
    with psycopg.connect(server.conninfo_of(server.maintenance), autocommit=True) as connection:
        connection.execute(
            SQL("CREATE ROLE {} LOGIN CREATEROLE NOSUPERUSER PASSWORD {}").format(
                Identifier(owner), Literal("pw")
            )
        )
        connection.execute(SQL("ALTER DATABASE {} OWNER TO {}").format(Identifier(name), Identifier(owner)))
    with psycopg.connect(made.conninfo, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
    try:
        yield Database(name, make_conninfo(made.conninfo, user=owner, password="pw"))
    finally:
        server.drop(name)
        with psycopg.connect(server.conninfo_of(server.maintenance), autocommit=True) as connection:
            drop_roles(connection, name)
            connection.execute(SQL("DROP ROLE {}").format(Identifier(owner)))


def test_an_ordinary_user_of_a_given_server_restores_and_backs_up(
    file: Path, ordinary: Database, tmp_path: Path
) -> None:
    restore_home(open_backup(file), tmp_path / "new", lambda: ordinary.conninfo, silent)
    again = tmp_path / "again.tar"
    take_backup(tmp_path / "new", ordinary.conninfo, again, silent)
    backup: Backup = open_backup(again)
    parcels = open_backup(file).manifest.content.tables["city.parcel"]
    assert backup.manifest.content.tables["city.parcel"] == parcels
    with pytest.raises(Unavailable, match="CREATEDB"):
        rehearse(backup, ordinary.conninfo, silent)


def test_the_daily_backup_is_tried_out_and_old_ones_go(city: Database, home: Home) -> None:
    now = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)
    for days in range(1, 40):
        new_file(home.path, now - timedelta(days=days)).touch()
    report = back_up_daily(home.path, city.conninfo, Keep(daily=3, weekly=2, monthly=2), now, silent)
    assert report["rehearsed"]["rows"] > 100
    kept = sorted(p.name for p in (home.path / "backups").glob("kent-*.tar"))
    assert kept == [f"kent-{day}-063000.tar" for day in ("20260228", "20260308", "20260309", "20260310")]
    assert (home.path / "backups" / "old.tar").exists()
    open_backup(home.path / "backups" / str(report["file"]))


def test_the_newest_of_each_day_week_and_month_is_kept() -> None:
    at = datetime(2026, 3, 10, 12, tzinfo=UTC)
    files = [
        Path(f"kent-{(at - timedelta(hours=6 * n)).strftime('%Y%m%d-%H%M%S')}.tar") for n in range(4 * 500)
    ]
    removed = set(to_remove([*files, Path("mine.tar")], Keep()))
    kept = [f for f in files if f not in removed]
    assert (
        len(kept) == 7 + 2 + 11
    )  # the last week holds one of the four weeks' two days, March is among the months
    days = {moment.date() for f in kept if (moment := taken_at(f)) is not None}
    assert len(days) == len(kept)
    assert Path("mine.tar") not in removed
