"""Files are kept with features: which are taken, which class they get, and what the audit tells."""

import io
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from PIL import Image

from gis.attachments import NewFile, attach, detach, feature_by_key, read_file
from gis.errors import InvalidRequest, NotFound, SourceError
from gis.privacy import PrivacyClass
from gis.registry import Attachments, Layer, Registry
from tests.conftest import STORAGE_SRID
from tests.databases import Database

PDF = b"%PDF-1.7 minutes"
MOST = 1_000


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.conninfo) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def parcel(registry: Registry) -> Layer:
    """Parcels whose files are internal, and personal ones of the activity custody."""
    rule = Attachments(privacy="internal", activity="custody")
    return registry.layer("parcel").model_copy(update={"attachments": rule})


@pytest.fixture
def feature(connection: psycopg.Connection) -> int:
    """A parcel of a village, which has no block."""
    row = connection.execute(
        "INSERT INTO city.parcel (neighbourhood_code, parcel_no, changed_by, geom) VALUES ('7', '113', 'test', "
        f"ST_Multi(ST_MakeEnvelope(500000, 4425000, 500010, 4425010, {STORAGE_SRID}))) RETURNING id"
    ).fetchone()
    assert row is not None
    return int(row[0])


def kept_row(connection: psycopg.Connection, uid: UUID) -> tuple[object, ...]:
    row = connection.execute(
        "SELECT file_name, title, media_type, privacy, activity, content, width FROM media.attachment WHERE uid = %s",
        [uid],
    ).fetchone()
    assert row is not None
    return row


def test_a_file_gets_the_class_of_the_layer(
    connection: psycopg.Connection, parcel: Layer, feature: int
) -> None:
    file = NewFile("../etc/tutanak\n.pdf", PDF, "Tutanak")
    kept = attach(connection, parcel, feature, file, actor="test", most_bytes=MOST)
    assert kept_row(connection, kept.uid) == (
        "tutanak.pdf", "Tutanak", "application/pdf", "internal", None, PDF, None,
    )  # fmt: skip


@pytest.mark.parametrize(("given", "activity"), [("restricted", None), ("personal", "custody")])
def test_it_may_be_given_a_stricter_one(
    connection: psycopg.Connection, parcel: Layer, feature: int, given: PrivacyClass, activity: str | None
) -> None:
    file = NewFile("a.pdf", PDF, privacy=given)
    kept = attach(connection, parcel, feature, file, actor="test", most_bytes=MOST)
    assert kept_row(connection, kept.uid)[3:5] == (given, activity)


def test_content_and_not_the_name_tells_the_type(
    connection: psycopg.Connection, parcel: Layer, feature: int
) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (12, 8)).save(buffer, "WEBP")
    kept = attach(
        connection, parcel, feature, NewFile("photo.exe", buffer.getvalue()), actor="test", most_bytes=MOST
    )
    assert kept_row(connection, kept.uid)[2] == "image/webp"
    assert kept_row(connection, kept.uid)[6] == 12


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (NewFile("a.pdf", PDF, privacy="open"), "privacy_loosened"),
        (NewFile("a.pdf", PDF + bytes(MOST)), "file_too_large"),
        (NewFile("a.pdf", b"<svg onload='alert(1)'/>"), "file_type_refused"),
        (NewFile("a.pdf", b""), "file_type_refused"),
        (NewFile("a.png", b"\x89PNG\r\n\x1a\n"), "image_damaged"),
    ],
)
def test_what_may_not_be_kept_is_refused_with_a_remedy(
    connection: psycopg.Connection, parcel: Layer, feature: int, file: NewFile, code: str
) -> None:
    with pytest.raises(InvalidRequest) as told:
        attach(connection, parcel, feature, file, actor="test", most_bytes=MOST)
    assert told.value.code == code
    assert told.value.hint is not None


def test_a_layer_that_takes_no_files_says_how_it_would(
    connection: psycopg.Connection, registry: Registry, feature: int
) -> None:
    layer = registry.layer("parcel").model_copy(update={"attachments": None})
    with pytest.raises(InvalidRequest) as told:
        attach(connection, layer, feature, NewFile("a.pdf", PDF), actor="test", most_bytes=MOST)
    assert told.value.hint is not None
    assert "attachments: {privacy: internal}" in told.value.hint.tr


def test_personal_files_need_an_activity(connection: psycopg.Connection, parcel: Layer, feature: int) -> None:
    layer = parcel.model_copy(update={"attachments": Attachments(privacy="internal")})
    file = NewFile("a.pdf", PDF, privacy="personal")
    with pytest.raises(InvalidRequest) as told:
        attach(connection, layer, feature, file, actor="test", most_bytes=MOST)
    assert told.value.code == "no_activity"


def test_the_audit_tells_of_both_ends_without_names(
    connection: psycopg.Connection, parcel: Layer, feature: int
) -> None:
    file = NewFile("Ayşe Yılmaz.pdf", PDF, "Ayşe Yılmaz")
    kept = attach(connection, parcel, feature, file, actor="clerk", most_bytes=MOST)
    detach(connection, kept.uid, actor="chief")
    entries = connection.execute(
        "SELECT action, actor, layer, feature_id, before, after FROM audit.entry WHERE feature_id = %s ORDER BY id",
        [feature],
    ).fetchall()
    assert [entry[:4] for entry in entries] == [
        ("attach", "clerk", "parcel", feature),
        ("detach", "chief", "parcel", feature),
    ]
    assert entries[0][5] == entries[1][4] == entries[0][5] | {"uid": str(kept.uid), "size": len(PDF)}
    assert "Ayşe" not in str(entries)
    with pytest.raises(NotFound):
        detach(connection, kept.uid, actor="chief")


def test_a_kept_file_is_never_changed(connection: psycopg.Connection, parcel: Layer, feature: int) -> None:
    kept = attach(connection, parcel, feature, NewFile("a.pdf", PDF), actor="test", most_bytes=MOST)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE media.attachment SET privacy = 'open' WHERE uid = %s", [kept.uid])


@pytest.mark.parametrize("key", ["7,,113", " 7 , , 113 "])
def test_a_feature_is_named_by_its_key(
    connection: psycopg.Connection, parcel: Layer, feature: int, key: str
) -> None:
    assert feature_by_key(connection, parcel, key) == feature
    assert feature_by_key(connection, parcel, f"id={feature}") == feature


@pytest.mark.parametrize(
    ("key", "error"), [("7,113", InvalidRequest), ("7,,114", NotFound), ("id=x", NotFound)]
)
def test_what_names_no_feature_is_told(
    connection: psycopg.Connection, parcel: Layer, key: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        feature_by_key(connection, parcel, key)


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / f"{uuid4()}.pdf"
    file.write_bytes(PDF)
    assert read_file(file, MOST) == PDF
    with pytest.raises(InvalidRequest):
        read_file(file, 3)
    with pytest.raises(SourceError):
        read_file(tmp_path, MOST**3)
