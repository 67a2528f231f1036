"""How long the definitions take: read, checked, brought to a database that has them already, followed by workers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from gis.database.migrate import migrate
from gis.definitions import load_registry
from tests.bench.city import SRID, BenchCity
from tests.bench.client import ask, seconds_until_all
from tests.bench.load import Served

_READ = "from time import perf_counter as t; a = t(); from gis.definitions import load_registry as r; b = t(); r(); print(t() - b)"
_ROUNDS = 3
_FIELD = "  - {{name: x_bench_{}, type: integer, privacy: open, title: {{tr: Deneme {}, en: Trial {}}}}}\n"


@dataclass(frozen=True)
class Duration:
    """Seconds of one task, the median of its rounds."""

    name: str
    rounds: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return median(self.rounds)


def measure(city: BenchCity, kent: Served) -> tuple[Duration, ...]:
    """Everything in turn."""
    registry, secret = city.home.registry, city.home.secret()
    size = f"{len(registry.layers)} layers, {sum(len(layer.fields) for layer in registry.layers.values())} fields"
    load_registry()
    return (
        Duration(f"read the registry ({size})", tuple(_cold() for _ in range(_ROUNDS))),
        _timed("read it again, as a worker does that follows", load_registry),
        _timed("kent check, with the style validator", lambda: _kent(city.home.path, "check")),
        _timed("migrate, nothing to do", lambda: migrate(city.owner_conninfo, registry, SRID, secret)),
        _timed("kent migrate, nothing to do", lambda: _kent(city.home.path, "migrate")),
        Duration(
            "a new field, from the end of kent migrate until all workers serve it",
            tuple(_followed(city, kent, at) for at in range(_ROUNDS)),
        ),
    )


def _timed(name: str, task: Callable[[], object]) -> Duration:
    rounds = []
    for _ in range(_ROUNDS):
        start = perf_counter()
        task()
        rounds.append(perf_counter() - start)
    return Duration(name, tuple(rounds))


def _cold() -> float:
    """Within a new process, imports aside."""
    return float(
        subprocess.run([sys.executable, "-c", _READ], capture_output=True, check=True, text=True).stdout
    )


def _kent(home: Path, command: str) -> None:
    program = Path(sys.executable).with_name("kent")
    subprocess.run(
        [program, command], env=os.environ | {"KENT_HOME": str(home)}, capture_output=True, check=True
    )


def _followed(city: BenchCity, kent: Served, number: int) -> float:
    file = city.home.path / "layers" / "parcel.yaml"
    before = file.read_text(encoding="utf-8") if file.exists() else "extends: parcel\nfields:\n"
    name = f"x_bench_{number}"
    if name not in before:
        file.write_text(before + _FIELD.format(number, number, number), encoding="utf-8")
    else:  # an earlier run's home: another title is a change as well
        file.write_text(before.replace(f"en: Trial {number}", f"en: Trial  {number}"), encoding="utf-8")
    _kent(city.home.path, "migrate")
    return seconds_until_all(lambda: _serves(kent, name))


def _serves(kent: Served, field: str) -> bool:
    (feature,) = json.loads(ask(kent, "/collections/parcel/items?limit=1").body)["features"]
    return field in feature["properties"]
