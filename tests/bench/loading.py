"""How long loads take: the first one of a generated cadastre, again unchanged, and with one parcel in a hundred changed.

``ogr2ogr`` loads the same file into the same cluster in the same run, reprojected and indexed, without any check.
"""

import json
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import psycopg
import shapely
from psycopg.conninfo import conninfo_to_dict

from etl.load import load
from etl.source import SourceRequest
from gis.database import cluster, place
from gis.database.current import ensure_current
from gis.database.owner import DATABASE, ensure_database
from gis.database.settings import DatabaseSettings
from gis.errors import Unavailable
from gis.municipality import Home, make_home
from gis.text import Text
from tests.bench.after_load import measure_after_load
from tests.bench.cadastre import Cadastre
from tests.bench.low_zooms import build_limit_s
from tests.bench.report import Figure

LAYER = "parcel"
_CHANGED_SHARE = 0.01
_SAMPLED_S = 0.1


@dataclass(frozen=True)
class LoadRound:
    """One load: seconds until its rows are served, and seconds more for the indexes of search and sorting."""

    served_s: float
    indexed_s: float
    peak_mib: float


@dataclass
class LoadTimes:
    """What was measured.

    Attributes:
        ogr2ogr: seconds of each round.
        loads: kind -> rounds.
        followed: when servers served what a load had changed.
    """

    parcels: int
    ogr2ogr: list[float] = field(default_factory=list)
    loads: dict[str, list[LoadRound]] = field(default_factory=dict)
    followed: tuple[Figure, ...] = ()

    def served(self, kind: str) -> float:
        return float(np.median([one.served_s for one in self.loads[kind]]))

    def lines(self) -> Iterator[str]:
        """The figures with their goals (DESIGN, section 8)."""
        plain, first = float(np.median(self.ogr2ogr)), self.served("first")
        yield f"ogr2ogr -t_srs, no checks: {plain:.1f} s"
        for kind, against, goal in (
            ("first", plain, 1.0),
            ("unchanged", first, 0.5),
            ("changed", first, 0.6),
        ):
            ratio = self.served(kind) / against
            met = "met" if ratio <= goal else "MISSED"
            yield f"load, {kind}: {self.served(kind):.1f} s, {ratio:.2f}x (goal <= {goal}x: {met})"
        indexed = float(np.median([one.indexed_s for one in self.loads["first"]]))
        peak = max(one.peak_mib for rounds in self.loads.values() for one in rounds)
        yield f"indexes of search and sorting after the first: {indexed:.1f} s"
        yield f"peak memory of a load with its processes: {peak:.0f} MiB (goal < 1536: {'met' if peak < 1536 else 'MISSED'})"

    def as_json(self) -> dict[str, object]:
        rounds = {kind: [vars(one) for one in found] for kind, found in self.loads.items()}
        followed = [figure.as_json() for figure in self.followed]
        return {"parcels": self.parcels, "ogr2ogr_s": self.ogr2ogr, "loads": rounds, "followed": followed}


def measure_loads(parcels: int, rounds: int, say: Callable[[str], None]) -> LoadTimes:
    """Generate, load with both, and end everything that was started.

    Raises:
        Unavailable: there is no ogr2ogr.
    """
    program = shutil.which("ogr2ogr")
    if program is None:
        raise Unavailable("ogr2ogr_missing", Text(tr="ogr2ogr yok.", en="There is no ogr2ogr."))
    with tempfile.TemporaryDirectory(prefix="kent-bench-load-") as name:
        folder = Path(name)
        say(f"Generating a cadastre of {parcels:,} parcels …")
        cadastre = Cadastre(parcels)
        first = cadastre.write(folder / "parcels.gpkg")
        chosen = np.random.default_rng(1).choice(
            parcels, max(1, int(parcels * _CHANGED_SHARE)), replace=False
        )
        changed = cadastre.write(folder / "changed.gpkg", chosen)
        without = cadastre.write(folder / "without.gpkg", chosen, cadastre.square(_CHANGED_SHARE))
        outline = folder / "outline.geojson"
        outline.write_text(json.dumps(json.loads(shapely.to_geojson(cadastre.outline()))))
        home = make_home(folder / "home", "Ölçü", "EPSG:5255", outline)
        cluster.start(home.path, durable=True)
        try:
            conninfo = ensure_database(home.path, DatabaseSettings(database_url=None))
            ensure_current(conninfo, home.registry, home.municipality.srid, home.secret())
            times = LoadTimes(parcels)
            for _ in range(rounds):
                times.ogr2ogr.append(_ogr2ogr(program, conninfo, first))
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    connection.execute("TRUNCATE city.parcel, history.parcel RESTART IDENTITY")
                    connection.execute("UPDATE ops.row_count SET n = 0 WHERE layer = %s", [LAYER])
                for kind, file in (("first", first), ("unchanged", first), ("changed", changed)):
                    found = _load(home, conninfo, file)
                    times.loads.setdefault(kind, []).append(found)
                    say(f"load, {kind}: {found.served_s:.1f} s (ogr2ogr: {times.ogr2ogr[-1]:.1f} s)")
            say("What a load removes, asked for at every zoom …")
            times.followed = measure_after_load(
                home,
                cadastre.middle(),
                lambda: _replace(home, conninfo, without),
                build_limit_s(parcels),
            )
            return times
        finally:
            _remove(home.path)


def _remove(home: Path) -> None:
    """The cluster waited for the disk as a city's does, so that it takes more than Kent's own word to delete it."""
    where = place.find(home)
    cluster.stop(home)
    if where is not None:
        for folder in {where.directory, where.socket}:
            shutil.rmtree(folder, ignore_errors=True)


def _ogr2ogr(program: str, conninfo: str, file: Path) -> float:
    target = conninfo_to_dict(conninfo)
    words = (
        " ".join(f"{key}={target[key]}" for key in ("host", "port", "user", "password"))
        + f" dbname={DATABASE}"
    )
    began = time.monotonic()
    subprocess.run(
        [
            program, "-f", "PostgreSQL", f"PG:{words}", str(file), "-nln", "public.plain", "-t_srs", "EPSG:5255",
            "-nlt", "PROMOTE_TO_MULTI", "-overwrite", "--config", "PG_USE_COPY", "YES",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    seconds = time.monotonic() - began
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("DROP TABLE public.plain")
    return seconds


def _replace(home: Home, conninfo: str, file: Path) -> None:
    """A load that also retires what its file does not have."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        report = load(home, connection, LAYER, SourceRequest(file), mode="replace", confirmed=True)
    if not report.counts.deleted:
        raise RuntimeError("the load has retired nothing")


def _load(home: Home, conninfo: str, file: Path) -> LoadRound:
    """One load in a process of its own, watched from here."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        running = process.submit(_timed, home.path, conninfo, file)
        peak = 0.0
        while not running.done():
            peak = max(peak, _memory(process))
            wait([running], timeout=_SAMPLED_S)
        served, indexed = running.result()
    return LoadRound(served, indexed, peak / 1024**2)


def _timed(home: Path, conninfo: str, file: Path) -> tuple[float, float]:
    began = time.monotonic()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        report = load(Home(home), connection, LAYER, SourceRequest(file))
    if report.findings or report.counts.quarantined:
        raise RuntimeError(f"the generated cadastre is not clean: {report.findings}")
    return report.seconds, time.monotonic() - began - report.seconds


def _memory(process: ProcessPoolExecutor) -> float:
    """Bytes of the load and the processes it has started; what several share counts once."""
    total = 0.0
    for started in list(getattr(process, "_processes", {}) or {}):
        with suppress(psutil.Error):
            tree = [psutil.Process(started), *psutil.Process(started).children(recursive=True)]
            for member in tree:
                with suppress(psutil.Error):
                    total += member.memory_full_info().pss
    return total
