"""The command line as its users meet it: what is wrong, where, what to do; exit codes; both languages."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

KENT = Path(sys.executable).with_name("kent")
BOUNDARY = (
    '{"type": "Polygon", "coordinates": [[[32.8, 39.9], [33, 39.9], [33, 40], [32.8, 40], [32.8, 39.9]]]}'
)


def kent(
    *arguments: str | Path, home: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KENT_")} | {"KENT_LANGUAGE": "en"}
    environment |= {"KENT_HOME": str(home)} if home else {}
    done = subprocess.run(
        [KENT, *arguments],
        env=environment | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "boundary.geojson").write_text(BOUNDARY)
    made = kent(
        "init",
        tmp_path / "home",
        "--name",
        "Altındağ",
        "--crs",
        "EPSG:5255",
        "--boundary",
        tmp_path / "boundary.geojson",
    )
    assert made.returncode == 0, made.stderr
    return tmp_path / "home"


def test_a_new_home_is_without_fault(home: Path) -> None:
    assert kent("check", home=home).returncode == 0
    assert "Altındağ" in (home / "municipality.yaml").read_text(encoding="utf-8")
    assert (home / "schemas" / "layer.schema.json").exists()


def test_a_home_is_not_made_twice(home: Path, tmp_path: Path) -> None:
    again = kent(
        "init", home, "--name", "X", "--crs", "EPSG:5255", "--boundary", tmp_path / "boundary.geojson"
    )
    assert again.returncode == 2
    assert "exists" in again.stderr


@pytest.mark.parametrize(
    ("crs", "boundary", "said"),
    [
        ("EPSG:5258", BOUNDARY, "EPSG:5255"),
        ("EPSG:4326", BOUNDARY, "EPSG:5255"),
        ("TM33", BOUNDARY, "EPSG code"),
        ("EPSG:5255", "{}", "polygon"),
        ("EPSG:5255", "not json", "GeoJSON"),
        ("EPSG:5255", '{"type": "Point", "coordinates": [32, 39]}', "polygon"),
        ("EPSG:5255", BOUNDARY.replace("32.8", "487000"), "degrees"),
    ],
)
def test_a_home_that_cannot_be_is_not_begun(tmp_path: Path, crs: str, boundary: str, said: str) -> None:
    (tmp_path / "b.geojson").write_text(boundary)
    done = kent("init", tmp_path / "home", "--name", "X", "--crs", crs, "--boundary", tmp_path / "b.geojson")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "home").exists()


def test_mistakes_in_files_are_told_with_file_and_line(home: Path) -> None:
    (home / "styles" / "parcel.json").write_text('[\n{"type": "fil"}]')
    done = kent("check", home=home)
    assert done.returncode == 2
    assert "parcel.json:2: " in done.stderr
    (home / "municipality.yaml").write_text(
        "name: {tr: x, en: x}\nstorage_crs: EPSG:5255\nboundary: b.geojson\nkolour: 1\n"
    )
    done = kent("check", home=home)
    assert "municipality.yaml:4: kolour: unknown key" in done.stderr


@pytest.mark.parametrize("command", [["up"], ["load", "parcel", "x.shp"], ["check"], ["migrate"]])
def test_no_home_is_told_with_the_remedy(tmp_path: Path, command: list[str]) -> None:
    done = kent(*command, home=tmp_path)
    assert done.returncode == 2
    assert "kent init" in done.stderr


def test_an_unknown_layer_lists_the_known_ones(home: Path) -> None:
    done = kent("load", "parcels", "x.shp", home=home)
    assert done.returncode == 2
    assert "address_point" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("KENT_PORT", "eight"), ("KENT_WORKERS", "0"), ("KENT_SESSION_HOURS", "-1")]
)
def test_wrong_settings_are_named(home: Path, name: str, value: str) -> None:
    done = kent("check", home=home, **{name: value})
    assert done.returncode == 2
    assert name in done.stderr


@pytest.mark.parametrize("url", ["postgresql://kent:geheim@127.0.0.1:1/kent", "not a url"])
def test_a_database_out_of_reach_is_told_without_the_password(home: Path, url: str) -> None:
    for command in (["migrate"], ["loads"], ["user", "disable", "ayse"]):
        done = kent(*command, home=home, KENT_DATABASE_URL=url)
        assert done.returncode == 2, done.stdout
        assert "KENT_DATABASE_URL" in done.stderr
        assert "geheim" not in done.stderr


def test_the_command_line_speaks_turkish(tmp_path: Path) -> None:
    done = kent("check", home=tmp_path, KENT_LANGUAGE="tr_TR.UTF-8")
    assert "yok" in done.stderr
    assert "Bir dosyayı katmana yükler" in kent("--help", KENT_LANGUAGE="tr").stdout


def test_a_qgis_project_needs_no_running_city(home: Path, tmp_path: Path) -> None:
    done = kent("qgis", tmp_path / "city.qgz", "--url", "https://kent.example/", home=home)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "city.qgz") as files:
        assert "url='https://kent.example/ogc?properties=id," in files.read("kent.qgs").decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--audience", "moon"), "There is no audience 'moon'."),
        (("--audience", "staff", "--user", "ayse"), "--user and --audience exclude each other."),
        (("--user", "ayse"), "is not running"),
    ],
)
def test_a_qgis_project_for_nobody_is_not_written(
    home: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = kent("qgis", tmp_path / "city.qgz", *options, home=home)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "city.qgz").exists()
