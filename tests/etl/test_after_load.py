"""After a load: corrected rows come back, mappings are kept, the report tells what became of the file, jobs do the same."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import psycopg
import pyogrio
import pytest
from shapely import Polygon, box

from etl.after_job import remove_old_exports
from etl.fix import corrected
from etl.load import load
from etl.quarantine import export_quarantine
from etl.recorded import recorded
from etl.report import LoadReport
from etl.rollback import roll_back
from etl.source import SourceRequest
from gis.errors import Conflict, NotFound, SourceError
from gis.load_report import read_load, record_page
from gis.municipality import Home
from tests.etl.files import write_geojson
from tests.etl.test_load import counts, lot, parcels, stored

CROSSED = Polygon([(32.9, 39.95), (32.901, 39.951), (32.901, 39.95), (32.9, 39.951)])


def spoiled(folder: Path) -> SourceRequest:
    """One good row; one without parcel number and with an area in Turkish, one that crosses itself, two of one key."""
    rows = [
        ("8", "100", "1", lot(1)),
        ("8", "100", None, lot(2)),
        ("8", "100", "3", CROSSED),
        ("8", "100", "4", lot(4)),
        ("8", "100", "4", lot(5)),
    ]
    areas = ["2.050,50", "2.051,50", "2.052,50", "2.053,50", "2.054,50"]
    return parcels(folder, rows, TAPU_ALANI=areas, fid=[f"f{n}" for n in range(5)], FID=list("abcde"))


def correct(file: Path, **rows: dict[str, Any]) -> None:
    """As a GIS officer does it in QGIS: by the row's number in the first file."""
    frame = gpd.read_file(file)
    for number, values in rows.items():
        at = frame.index[frame["kent_row"] == int(number.removeprefix("row"))][0]
        for name, value in values.items():
            frame.at[at, name] = value
    pyogrio.write_dataframe(frame, file, layer="quarantine", driver="GPKG", layer_options={"FID": "kent_fid"})


def in_quarantine(connection: psycopg.Connection, load_id: int | None) -> list[tuple[int, int | None]]:
    return connection.execute(
        "SELECT DISTINCT row_no, fixed_by FROM ops.quarantine WHERE load_id = %s ORDER BY row_no", [load_id]
    ).fetchall()


def loaded(home: Home, connection: psycopg.Connection, source: SourceRequest, **more: Any) -> LoadReport:
    report = load(home, connection, "parcel", source, **more)
    assert report.load_id is not None
    return report


def test_quarantined_rows_are_corrected_and_make_the_layer_complete(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    first = loaded(home, connection, spoiled(folder), mode="replace")
    assert first.load_id is not None
    assert counts(first) == (1, 0, 0, 0, 4)
    file = folder / "karantina.gpkg"
    assert export_quarantine(connection, home, first.load_id, file, "tr") == 4
    assert file.stat().st_mode & 0o777 == 0o600
    rows = gpd.read_file(file).set_index("kent_row")
    assert rows.crs == "EPSG:5255"
    assert rows["TAPU_ALANI"].tolist() == ["2.051,50", "2.052,50", "2.053,50", "2.054,50"]
    assert rows["kent_code"].tolist()[2:] == ["duplicate_key", "duplicate_key"]
    assert "anahtar" in rows["kent_reason"].iloc[2]
    assert rows.geometry.is_valid.tolist() == [True, False, True, True]

    correct(file, row2={"PARSEL": "2"}, row3={"geometry": box(494_000, 4_423_000, 494_050, 4_423_050)}, row5={"PARSEL": "5"})  # fmt: skip
    layer, request = corrected(connection, first.load_id, file)
    second = loaded(home, connection, request, fixes=first.load_id)
    assert (layer, second.plan.crs_from) == ("parcel", "file")
    assert counts(second) == (4, 0, 0, 0, 0)
    assert stored(connection, "parcel_no, registered_area_m2")[1:] == [
        ("2", 2051.5),
        ("3", 2052.5),
        ("4", 2053.5),
        ("5", 2054.5),
    ]
    assert in_quarantine(connection, first.load_id) == [(n, second.load_id) for n in (2, 3, 4, 5)]
    with pytest.raises(NotFound):
        export_quarantine(connection, home, first.load_id, folder / "leer.gpkg", "en")
    with pytest.raises(Conflict):
        corrected(connection, first.load_id, file)
    assert second.load_id is not None
    roll_back(connection, home.registry, second.load_id)
    assert in_quarantine(connection, first.load_id) == [(n, None) for n in (2, 3, 4, 5)]


def test_what_is_still_wrong_is_corrected_in_a_second_round(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    first = loaded(home, connection, spoiled(folder))
    assert first.load_id is not None
    export_quarantine(connection, home, first.load_id, folder / "1.gpkg", "en")
    correct(folder / "1.gpkg", row2={"PARSEL": "2"}, row5={"PARSEL": "5"})
    second = loaded(
        home, connection, corrected(connection, first.load_id, folder / "1.gpkg")[1], fixes=first.load_id
    )
    assert second.load_id is not None
    assert counts(second) == (3, 0, 0, 0, 1)
    assert in_quarantine(connection, first.load_id) == [
        (2, second.load_id), (3, None), (4, second.load_id), (5, second.load_id),
    ]  # fmt: skip
    export_quarantine(connection, home, second.load_id, folder / "2.gpkg", "en")
    left = gpd.read_file(folder / "2.gpkg")
    assert [c for c in left.columns if c.startswith("kent_")] == ["kent_row", "kent_code", "kent_reason"]
    correct(folder / "2.gpkg", **{f"row{left['kent_row'].iloc[0]}": {"geometry": box(494_000, 4_423_000, 494_050, 4_423_050)}})  # fmt: skip
    request = corrected(connection, second.load_id, folder / "2.gpkg")[1]
    third = loaded(home, connection, request, fixes=second.load_id)
    assert counts(third) == (1, 0, 0, 0, 0)
    assert in_quarantine(connection, first.load_id)[1] == (3, third.load_id)


def test_only_an_exported_quarantine_ends_one(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    first = loaded(home, connection, spoiled(folder))
    assert first.load_id is not None
    other = parcels(folder, [("8", "100", "2", lot(2))], "eski.geojson", TAPU_ALANI=["2.051,50"])
    layer, request = corrected(connection, first.load_id, other.path)
    with pytest.raises(SourceError) as refused:
        load(home, connection, layer, request, fixes=first.load_id)
    assert refused.value.code == "no_exported_quarantine"
    assert stored(connection, "parcel_no") == [("1",)]
    (folder / "da.gpkg").write_bytes(b"corrections")
    with pytest.raises(Conflict):
        export_quarantine(connection, home, first.load_id, folder / "da.gpkg", "en")
    assert (folder / "da.gpkg").read_bytes() == b"corrections"


def test_rows_without_geometry_are_exported(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    bare = loaded(home, connection, parcels(folder, [("8", "1", "1", lot(1)), ("8", "1", "2", None)]))
    assert bare.load_id is not None
    assert export_quarantine(connection, home, bare.load_id, folder / "bare.gpkg", "tr") == 1
    assert gpd.read_file(folder / "bare.gpkg").geometry.isna().all()


def test_a_report_tells_in_both_languages_what_became_of_a_file(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    loaded(
        home,
        connection,
        parcels(folder, [("8", "100", "1", lot(1)), ("8", "100", "9", lot(9))]),
        actor="<b>ayşe",
    )
    moved = [("8", "100", "1", lot(1, 0.0006)), ("8", "100", "2", lot(2)), ("8", "100", "3", CROSSED)]
    report = loaded(home, connection, parcels(folder, moved, "yeni.geojson"), actor="<b>ayşe")
    assert report.load_id is not None
    record = read_load(home, connection, report.load_id)
    assert {c["kind"]: c["key"] for c in record.load["changes"]} == {
        "changed": "8/100/1", "inserted": "8/100/2", "vanished": "8/100/9",
    }  # fmt: skip
    wrong = [f for f in record.findings if f["severity"] == "error"]
    assert wrong[0]["row_no"] == 3
    assert 32.89 < wrong[0]["lonlat"][0] < 32.91
    turkish, english = (record_page(home, record, language) for language in ("tr", "en"))
    assert '<html lang="tr">' in turkish
    assert "Dosyada olmayan" in turkish
    assert "Not in the file" in english
    for page in (turkish, english):
        assert "&lt;b&gt;ayşe" in page
        assert "<b>" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "<script" not in page
        assert {"8/100/1", "8/100/2", "8/100/9"} <= set(page.replace("<td>", "</td>").split("</td>"))
        for kind in ("inserted", "changed", "vanished", "error"):
            assert f'class="mark {kind}"' in page
    again = recorded(record.load)
    assert (again.counts, again.findings, again.plan.columns) == (report.counts, report.findings, report.plan.columns)  # fmt: skip
    assert again.changes == report.changes


def test_a_load_that_failed_and_a_rollback_have_a_report_too(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    with pytest.raises(SourceError):
        load(home, connection, "parcel", SourceRequest(folder / "yok.shp"))
    first = loaded(home, connection, parcels(folder, [("8", "100", "1", lot(1))]))
    assert first.load_id is not None
    undone = roll_back(connection, home.registry, first.load_id)
    failed, taken_back, back = (
        read_load(home, connection, n) for n in (first.load_id - 1, first.load_id, undone.load_id)
    )
    assert "yok.shp" in record_page(home, failed, "tr")
    assert "Takes back load" in record_page(home, back, "en")
    assert taken_back.load["undone_by"] == undone.load_id
    assert [recorded(r.load).state for r in (failed, taken_back, back)] == [
        "failed",
        "rolled_back",
        "published",
    ]
    with pytest.raises(NotFound):
        read_load(home, connection, 2**40)


def test_the_mapping_that_was_understood_is_told_with_the_plan(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    source = write_geojson(
        folder / "a.geojson", {"MAHALLE_ID": ["8"], "ADA": ["1"], "PARSEL": ["2"]}, [lot(1)]
    )
    plan = load(home, connection, "parcel", SourceRequest(source), plan_only=True).plan
    assert plan.mapping == {
        "fields": {
            "neighbourhood_code": {"from": "MAHALLE_ID"},
            "block_no": {"from": "ADA"},
            "parcel_no": {"from": "PARSEL"},
        }
    }


def test_exports_are_not_kept_longer_than_their_jobs(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    file = tmp_path / "quarantine" / "x.gpkg"
    file.write_bytes(b"x")
    now = datetime.now(UTC)
    remove_old_exports(tmp_path, now - timedelta(days=1))
    assert file.exists()
    remove_old_exports(tmp_path, now + timedelta(days=1))
    assert not file.exists()
