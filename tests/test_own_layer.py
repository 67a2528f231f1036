"""docs/own-layer.md, done as it says: one YAML file and four commands, no restart."""

import csv
import json
import re
import shlex
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import mapbox_vector_tile
import psycopg
import pytest

from etl.sample_city import SampleCity
from gis.database import cluster
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from tests.contracts.test_every_layer import tile_of
from tests.free_port import free_port
from tests.needs import ROOT
from tests.running_kent import RunningKent

PAGE = (ROOT / "docs" / "own-layer.md").read_text(encoding="utf-8")
PLACE = (30.6030, 39.3550)
MANY = 30_000
"""Features whose file is larger than what sockets hold for a client that does not read."""
FOLLOWED_WITHIN = 20.0
"""Seconds after which a worker that has not followed never will; how fast they are is for `make bench` to say."""


def blocks(kind: str) -> dict[str, str]:
    """The page's files, by name."""
    return dict(re.findall(rf"```{kind} file=(\S+)\n(.*?)```", PAGE, re.DOTALL))


def commands() -> list[list[str]]:
    [block] = re.findall(r"```sh run\n(.*?)```", PAGE, re.DOTALL)
    return [shlex.split(line.removeprefix(".venv/bin/kent ")) for line in block.splitlines()]


class City(RunningKent):
    def ask(self, path: str, **headers: str) -> bytes:
        # Every request on a connection of its own, so that both workers get some.
        with urlopen(Request(self.url + path, headers={"Connection": "close", **headers})) as answer:
            return bytes(answer.read())

    def json(self, path: str) -> Any:
        return json.loads(self.ask(path))

    def until_all_workers(self, follow: Callable[[], bool]) -> None:
        """Ask until forty answers in a row are the new one."""
        in_a_row, deadline = 0, monotonic() + FOLLOWED_WITHIN
        while in_a_row < 40:
            assert monotonic() < deadline, "a worker did not follow"
            in_a_row = in_a_row + 1 if follow() else 0

    def serves(self, path: str) -> bool:
        """Whether it is there; 404 where it is not yet. Raises: HTTPError for any other refusal."""
        try:
            self.ask(path)
        except HTTPError as error:
            if error.code != 404:
                raise
            return False
        return True


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The sample city's home, empty, served by two workers."""
    port = free_port()
    running = City(tmp_path_factory.mktemp("own") / ".kent", port)
    SampleCity().settle(running.home)
    try:
        cluster.start(running.home, durable=False)
        started = running.run("up", "--no-sample", KENT_WORKERS="2")
        assert started.returncode == 0, started.stderr
        yield running
    finally:
        running.command("down")
        cluster.remove(running.home)


@pytest.fixture(scope="module")
def done(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's files written and its commands run; the folder they were run in."""
    folder = tmp_path_factory.mktemp("work")
    for name, text in blocks("yaml").items():
        file = city.home / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name, text in blocks("csv").items():
        (folder / name).write_text(text, encoding="utf-8")
    before = (city.home / "run" / "server.json").read_text()
    for arguments in commands():
        city.command(*(str(folder / a) if "." in a and not a.startswith("-") else a for a in arguments))
    assert (city.home / "run" / "server.json").read_text() == before, "the server was restarted"
    city.until_all_workers(lambda: city.serves("/ogc/collections/fountain/items?limit=1"))
    city.until_all_workers(lambda: city.json("/ogc/collections/fountain/items")["numberMatched"] == 3)
    return folder


def test_one_file_and_four_commands() -> None:
    assert list(blocks("yaml")) == ["layers/fountain.yaml"]
    assert [c[0] for c in commands()] == ["check", "migrate", "load", "qgis"]
    assert "four commands" in PAGE


def test_it_is_in_the_ogc_api(city: City, done: Path) -> None:
    collection = city.json("/ogc/collections/fountain?lang=tr")
    assert collection["title"] == "Çeşme"
    features = city.json("/ogc/collections/fountain/items")["features"]
    source = csv.DictReader(blocks("csv")["fountains.csv"].splitlines(), delimiter=";")
    assert [f["properties"]["name"] for f in features] == [row["ADI"] for row in source]
    assert features[2]["properties"]["status"] == "abandoned"
    assert "caretaker_note" not in features[0]["properties"]
    assert city.json("/ogc/collections/fountain/schema")["properties"]["built_year"]["minimum"] == 1000


def test_it_is_in_the_tiles(city: City, done: Path) -> None:
    x, y = tile_of(PLACE, 16)
    tile = mapbox_vector_tile.decode(city.ask(f"/tiles/fountain,poi/16/{x}/{y}"))
    assert {f["properties"]["fountain_no"] for f in tile["fountain"]["features"]} >= {"C-1"}


def test_it_is_what_the_portal_draws_and_finds(city: City, done: Path) -> None:
    [layer] = [one for one in city.json("/api/layers")["layers"] if one["id"] == "fountain"]
    assert layer["count"] == 3
    assert {entry["title"]["tr"] for entry in layer["legend"]} == {"Mevcut", "Proje", "Terk"}
    drawn = {one["id"] for one in city.json("/styles/city")["layers"]}
    assert {"fountain.point", "fountain.name"} <= drawn
    found = city.json("/api/search?q=sifa%20cesmesi")["results"]
    assert found[0]["layer"] == "fountain"


def test_it_is_in_the_qgis_project(done: Path) -> None:
    with zipfile.ZipFile(done / "city.qgz") as project:
        [name] = [n for n in project.namelist() if n.endswith(".qgs")]
        text = project.read(name).decode()
    assert "fountain" in text
    assert "Bakım notu" in text or "Note on upkeep" in text  # staff sees it


def test_it_is_in_the_inventory(city: City, done: Path) -> None:
    themes = city.json("/api/inventory")["themes"]
    [layer] = [one for theme in themes for one in theme["layers"] if one["id"] == "fountain"]
    assert [f["name"] for f in layer["fields"]] == ["fountain_no", "name", "status", "built_year"]


def test_a_second_migration_does_nothing_and_says_so(city: City, done: Path) -> None:
    assert "nothing to do" in city.run("migrate", KENT_LANGUAGE="en").stdout


def test_a_field_added_later_is_served_by_every_worker(city: City, done: Path) -> None:
    file = city.home / "layers" / "fountain.yaml"
    more = "  - {name: x_taps, type: integer, privacy: open, title: {tr: Musluk, en: Taps}}\nchecks:"
    file.write_text(file.read_text(encoding="utf-8").replace("checks:", more), encoding="utf-8")
    city.command("migrate")
    city.until_all_workers(
        lambda: "x_taps" in city.json("/ogc/collections/fountain/items?limit=1")["features"][0]["properties"]
    )
    city.until_all_workers(lambda: "x_taps" in city.json("/ogc/collections/fountain/schema")["properties"])


def test_a_field_is_served_while_the_layer_is_exported(city: City, done: Path) -> None:
    """The client reads the file so slowly that it is under way all the time; what it gets is whole."""
    with psycopg.connect(owner_conninfo(city.home, DatabaseSettings(database_url=None))) as connection:
        connection.execute(
            "INSERT INTO city.fountain (fountain_no, name, changed_by) SELECT 'D-' || n, repeat('x', 500), 'test' "
            "FROM generate_series(1, %s) n",
            [MANY],
        )
    address = f"{city.url}/ogc/collections/fountain/items?f=geojsonseq"
    with urlopen(Request(address, headers={"Connection": "close", "Accept-Encoding": "identity"})) as answer:
        begun = answer.read(1_000)
        file = city.home / "layers" / "fountain.yaml"
        more = (
            "  - {name: x_height, type: number, privacy: open, title: {tr: Yükseklik, en: Height}}\nchecks:"
        )
        good = file.read_text(encoding="utf-8")
        file.write_text(good.replace("checks:", more), encoding="utf-8")
        city.command("migrate")
        city.until_all_workers(
            lambda: (
                "x_height"
                in city.json("/ogc/collections/fountain/items?limit=1")["features"][0]["properties"]
            )
        )
        texts = (begun + answer.read()).split(b"\x1e")[1:]
    assert len(texts) == MANY + 3
    assert "x_height" not in json.loads(texts[-1])["properties"]
    with psycopg.connect(owner_conninfo(city.home, DatabaseSettings(database_url=None))) as connection:
        connection.execute("DELETE FROM city.fountain WHERE fountain_no LIKE 'D-%'")


def test_what_stops_writes_a_file_to_review(city: City, done: Path) -> None:
    file = city.home / "layers" / "fountain.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("built_year, type: integer, min: 1000, max: 2100", "built_year, type: text"))
    stopped = city.run("migrate", KENT_LANGUAGE="en")
    assert stopped.returncode == 2
    assert f"{file}:18: the type of built_year changed" in stopped.stderr
    [review] = (city.home / "migrations").glob("review-*.sql")
    assert str(review) in stopped.stdout
    assert "years" not in review.read_text(encoding="utf-8")
    assert city.json("/ogc/collections/fountain/items")["numberMatched"] == 3
    applied = city.run("migrate", "--apply", str(review), KENT_LANGUAGE="en")
    assert applied.returncode == 0, applied.stderr
    city.until_all_workers(
        lambda: (
            city.json("/ogc/collections/fountain/items?limit=1")["features"][0]["properties"]["built_year"]
            == "1684"
        )
    )
