"""The sample city: a home of its own and its files, loaded as any city's files are."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from pydantic import BaseModel, ConfigDict, RootModel

from gis.municipality import Home
from gis.text import Text
from gis.yaml_file import line_of, read_model, read_yaml

if TYPE_CHECKING:
    from etl.progress import LoadProgress
    from etl.report import LoadReport

_FILES = Path(__file__).resolve().parent.parent / "data" / "samples"
_MARK = "sample-city"
_ACTOR = "sample"


class _Load(BaseModel):
    """One entry of ``load.yaml``; the options are those of ``kent load``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    layer: str
    file: str
    crs: str | None = None
    encoding: str | None = None
    source_layer: str | None = None
    map: str | None = None


class _Loads(RootModel[tuple[_Load, ...]]):
    """``load.yaml``."""


@dataclass(frozen=True)
class SampleCity:
    """The files of ``data/samples``."""

    files: Path = _FILES

    def settle(self, home: Path) -> None:
        """Make ``home`` the sample city's, unless it is a municipality already."""
        if (home / "municipality.yaml").exists():
            return
        home.mkdir(parents=True, exist_ok=True)
        for name in ("boundary.geojson", "elevation.tif"):
            shutil.copyfile(self.files / name, home / name)
        (home / _MARK).touch()
        # Last, for it is what makes a folder a home.
        shutil.copyfile(self.files / "municipality.yaml", home / "municipality.yaml")

    def is_settled(self, home: Path) -> bool:
        """Whether the home is the sample city, not a municipality's own."""
        return (home / _MARK).exists()

    def problems(self, home: Home) -> list[Text]:
        """What does not fit together: files that are not there, layers that nobody defines, wrong mappings."""
        from etl.mapping_file import file_problems

        listed = self.files / "load.yaml"
        node = read_yaml(listed)[1]
        found: list[Text] = []
        for at, entry in enumerate(read_model(listed, _Loads).root):
            where = f"{listed}:{line_of(node, (at,))}"
            if entry.layer not in home.registry.layers:
                found.append(
                    Text(
                        tr=f"{where}: '{entry.layer}' adlı katman yok; satırı düzeltin",
                        en=f"{where}: there is no layer '{entry.layer}'; correct the line",
                    )
                )
            found += [
                Text(
                    tr=f"{where}: {name} yok; 'python -m data.samples.make' örnek dosyaları yeniden üretir",
                    en=f"{where}: there is no {name}; 'python -m data.samples.make' makes the sample files anew",
                )
                for name in filter(None, (entry.file, entry.map))
                if not (self.files / name).exists()
            ]
            if entry.map and (self.files / entry.map).exists():
                found += file_problems(home, self.files / entry.map)
        return found

    def load_missing(
        self, home: Home, connection: psycopg.Connection, progress: "LoadProgress"
    ) -> Iterator["LoadReport"]:
        """Load every file that has not been published as it is now.

        Args:
            connection: of the database's owner, in autocommit mode.
        """
        published = {
            (layer, bytes(digest))
            for layer, digest in connection.execute(
                "SELECT layer, file_sha256 FROM ops.load WHERE state = 'published' AND file_sha256 IS NOT NULL"
            )
        }
        for entry in read_model(self.files / "load.yaml", _Loads).root:
            file = self.files / entry.file
            if (entry.layer, hashlib.sha256(file.read_bytes()).digest()) in published:
                continue
            # pandas and its kin take a second to import, which an up-to-date city need not wait for.
            from etl.load import load
            from etl.source import SourceRequest

            mapping = str(self.files / entry.map) if entry.map else None
            request = SourceRequest(file, entry.source_layer, entry.crs, entry.encoding, mapping)
            yield load(home, connection, entry.layer, request, actor=_ACTOR, progress=progress)
