"""A city as it is run: the worker beside the server, pipelines, backup and restore, from the command line."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from etl import service
from gis.database import cluster
from gis.database.owner import DATABASE
from tests.free_port import free_port
from tests.processes import eventually
from tests.running_kent import RunningKent

PIPELINE = """\
layer: poi
source: {path: drop/poi.geojson}
owner: survey
schedule: "30 2 * * *"
"""
POI = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"poi_code": "P1", "name": "Çeşme"},
            "geometry": {"type": "Point", "coordinates": [32.85, 39.95]},
        }
    ],
}
BOUNDARY = (
    '{"type": "Polygon", "coordinates": [[[32.7, 39.8], [33, 39.8], [33, 40.1], [32.7, 40.1], [32.7, 39.8]]]}'
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKent]:
    """A small municipality of its own, running."""
    folder = tmp_path_factory.mktemp("city")
    (folder / "boundary.geojson").write_text(BOUNDARY)
    running = RunningKent(folder / "home", free_port())
    running.command(
        "init", str(running.home), "--name", "Deneme", "--boundary", str(folder / "boundary.geojson")
    )
    try:
        cluster.start(running.home, durable=False)
        running.command("up", "--no-sample")
        yield running
    finally:
        running.command("down")
        cluster.remove(running.home)


def connected(home: Path) -> psycopg.Connection:
    found = cluster.running(home)
    assert found is not None
    return psycopg.connect(found.conninfo(DATABASE), autocommit=True)


def test_the_worker_runs_beside_the_server(city: RunningKent) -> None:
    first = service.running(city.home)
    assert first is not None
    city.command("up", "--no-sample")
    assert service.running(city.home) == first
    os.kill(first.pid, signal.SIGKILL)
    eventually(lambda: service.running(city.home) is None)
    city.command("up", "--no-sample")
    second = service.running(city.home)
    assert second is not None
    assert second.pid != first.pid


def test_pipelines_are_checked_listed_and_run(city: RunningKent) -> None:
    file = city.home / "pipelines" / "poi.yaml"
    file.write_text(PIPELINE.replace("poi\n", "pio\n", 1))
    checked = city.run("check")
    assert (checked.returncode, f"{file}:1: layer" in checked.stdout) == (1, True)
    file.write_text(PIPELINE)
    city.command("check")
    [listed] = json.loads(city.command("pipelines", "--json"))
    assert (listed["name"], listed["last_run"], listed["next_run"][11:16]) == ("poi", None, "02:30")
    (city.home / "drop").mkdir()
    (city.home / "drop" / "poi.geojson").write_text(json.dumps(POI), encoding="utf-8")
    ran = city.run("pipeline", "run", "poi", "--json")
    assert json.loads(ran.stdout)["result"]["counts"]["inserted"] == 1, ran.stderr
    [listed] = json.loads(city.command("pipelines", "--json"))
    assert listed["last_run"]["state"] == "done"
    assert "not loaded" in city.run("pipeline", "run", "poi", KENT_LANGUAGE="en").stdout
    assert city.run("pipeline", "run", "parcel").returncode == 2


def feature(code: str, name: str) -> dict[str, object]:
    place = {"type": "Point", "coordinates": [32.85 + len(name) / 1000, 39.95]}
    return {"type": "Feature", "properties": {"poi_code": code, "name": name}, "geometry": place}


def test_another_kent_follows(city: RunningKent, tmp_path: Path) -> None:
    def published(*features: dict[str, object]) -> None:
        file = tmp_path / "there.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        city.command("load", "poi", str(file), "--mode", "replace", "--confirm")

    (tmp_path / "boundary.geojson").write_text(BOUNDARY)
    other = RunningKent(tmp_path / "other", free_port())
    other.command(
        "init", str(other.home), "--name", "Öteki", "--boundary", str(tmp_path / "boundary.geojson")
    )
    url = f"{city.url}/ogc/collections/poi"

    def follow(*more: str) -> dict[str, Any]:
        done = other.run("load", "poi", url, "--mode", "follow", "--confirm", "--json", *more)
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    try:
        cluster.start(other.home, durable=False)
        published(feature("P1", "Çeşme"), feature("P2", "Han"), feature("P3", "Hamam"))
        assert follow()["counts"]["inserted"] == 3
        published(feature("P1", "Yeni çeşme"), feature("P3", "Hamam"), feature("P4", "Cami"))
        counts = follow()["counts"]
        assert (counts["rows"], counts["inserted"], counts["changed"], counts["deleted"]) == (2, 1, 1, 1)
        assert follow()["state"] == "current"
        rows = "SELECT poi_code, name FROM city.poi ORDER BY poi_code"
        with connected(city.home) as there, connected(other.home) as here:
            assert here.execute(rows).fetchall() == there.execute(rows).fetchall()
        assert follow("--whole")["counts"]["unchanged"] == 3
        assert other.run("load", "poi", url, "--whole").returncode == 2
        away = other.run("load", "poi", url.replace(str(city.port), "1"), "--mode", "follow")
        assert (away.returncode, "ConnectError" in away.stderr) == (2, True)
    finally:
        other.command("down")
        cluster.remove(other.home)


def test_roles_are_given_by_name(city: RunningKent) -> None:
    told = "parola-parola\n"
    add = ("user", "add", "ayse", "--audience", "secure", "--password-stdin")
    city.command(*add, "--role", "gis_editor", told=told)
    with connected(city.home) as connection:
        assert connection.execute("SELECT roles FROM ops.account WHERE name = 'ayse'").fetchone() == (
            ["gis_editor"],
        )
    refused = city.run(*add, "--role", "boss", told=told)
    assert refused.returncode == 2
    assert "gis_editor" in refused.stderr


def test_a_backup_is_rehearsed_and_restored_beside_the_city(city: RunningKent, tmp_path: Path) -> None:
    file = tmp_path / "city.tar"
    report = json.loads(city.command("backup", str(file), "--rehearse", "--json"))
    assert report["rehearsed"]
    new = RunningKent(tmp_path / "new", free_port())
    try:
        cluster.start(new.home, durable=False)  # so that it can be removed afterwards
        for leftover in ("cluster.json", "secrets/postgres"):
            assert (new.home / leftover).exists()
        refused = new.run("restore", str(file), "--home", str(city.home))
        assert (refused.returncode, str(city.home) in refused.stderr) == (2, True)
        new.command("restore", str(file), "--home", str(new.home))
        new.command("up", "--no-sample")
        with connected(city.home) as before, connected(new.home) as after:
            rows = "SELECT * FROM city.poi"
            assert after.execute(rows).fetchall() == before.execute(rows).fetchall() != []
        assert (new.home / "pipelines" / "poi.yaml").read_text() == PIPELINE
    finally:
        new.command("down")
        cluster.remove(new.home)


def test_daily_backups_are_the_homes_own_decision(city: RunningKent) -> None:
    city.command("backup", "--daily")
    plan = city.home / "backup.yaml"
    assert "daily: 7" in plan.read_text()
    plan.write_text("schedule: never\n")
    checked = city.run("check")
    assert (checked.returncode, f"{plan}:1: schedule" in checked.stderr) == (2, True)
    plan.unlink()
