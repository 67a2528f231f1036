"""What is to be loaded, and what a file turned out to hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyproj import CRS

from gis.errors import SourceError
from gis.quality import Array, Flaw, Shapes
from gis.text import Text

if TYPE_CHECKING:
    from etl.mapping_file import MappingFile

GEOMETRY = "geometry"
"""What a source's geometries are called beside its attributes; an attribute of that name becomes ``geometry_2``."""
BATCH_ROWS = 65_536
"""Rows of a batch, at most: enough for vectors to pay, few enough for memory."""


@dataclass(frozen=True)
class Since:
    """How far a followed layer is known already.

    Args:
        cursor: of its change feed; None when nothing is known yet.
        origin: which database gave it out.
        columns: digest of what the layer held there.
        waiting: ids there of rows that were refused, to be asked for again.
        whole: why the whole is to be taken although there is a cursor.
    """

    cursor: str | None = None
    origin: str | None = None
    columns: str | None = None
    waiting: tuple[int, ...] = ()
    whole: Text | None = None


@dataclass(frozen=True)
class SourceRequest:
    """A file and what the user said about it; every word of the user's outranks the file's own.

    Args:
        layer: the file's layer, worksheet or archive member.
        crs: ``EPSG:n``.
        encoding: of its texts, as Python or GDAL name it.
        mapping: a mapping file, the short name of one, or the mapping itself.
        swap_axes: the file gives northing (latitude) first.
        path: of the file; for a database or an API what it may be called where others see it, without passwords.
        url: of a database or a collection, as it is connected to; a secret.
        query: the SELECT a database is asked.
        since: only what a layer of another Kent tells since then.
    """

    path: Path
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    mapping: "str | MappingFile | None" = None
    swap_axes: bool = False
    url: str | None = field(default=None, repr=False)
    query: str | None = None
    since: Since | None = None

    @classmethod
    def of(cls, named: str, **said: Any) -> "SourceRequest":
        """What users name: a file, a database (``postgresql://…``) or a collection of an OGC API (``https://…``)."""
        scheme, separator, rest = named.partition("://")
        if not separator or not scheme.replace("+", "").isalnum():
            return cls(Path(named), **said)
        without_password = rest.rpartition("@")[2].partition("?")[0].partition("#")[0].rstrip("/")
        return cls(Path(f"{scheme.partition('+')[0]}:{without_password}"), url=named, **said)

    @property
    def name(self) -> str:
        """What a report calls it."""
        return self.path.name if self.url is None else str(self.path)


@dataclass(frozen=True)
class SourceLimits:
    """How much a file may ask of this machine before it is refused."""

    archive_members: int = 20_000
    unpacked_bytes: int = 16 * 1024**3
    compression: int = 400
    """Unpacked size over packed size; honest shapefiles and worksheets stay below 100."""
    sheet_cells: int = 100_000_000
    rows: int = 100_000_000
    drawing_entities: int = 2_000_000
    columns: int = 2_000
    pages: int = 10_000
    """Answers of an OGC API that are fetched for one source."""
    downloaded_bytes: int = 4 * 1024**3
    seconds: float = 1800.0
    """Time that a database or an API may take."""
    geometry_bytes: int = 64 * 1024**2
    """Of one geometry as WKB: four million vertices."""


@dataclass(frozen=True)
class SourceLayer:
    """A layer, worksheet or archive member that can be chosen.

    Args:
        rows: None when the file does not tell without being read.
        geometry: its type as the format names it, such as ``MultiPolygon``; None for a table.
    """

    name: str
    rows: int | None = None
    geometry: str | None = None


@dataclass(frozen=True)
class SourceColumn:
    """A column as the file declares it, such as ``str:80``."""

    name: str
    declared: str


@dataclass(frozen=True, eq=False)
class Batch:
    """Some consecutive rows of a source as they came.

    Args:
        attributes: texts and numbers, a column for each of :attr:`Source.columns`; never nested, never binary.
        shapes: in the file's own coordinates, missing where a row has none; None for a table.
        numbers: the rows' numbers as a program that shows the file counts them (records from 1, worksheet lines with the
            heading); int64.
        flaws: rows, by their position in this batch, that could not be read.
    """

    attributes: pa.Table
    shapes: Shapes | None
    numbers: Array
    flaws: tuple[Flaw, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def geometries(self) -> Array | None:
        """The shapes as shapely objects."""
        return None if self.shapes is None else self.shapes.geometries


@dataclass(frozen=True, eq=False)
class Feed:
    """What a followed layer tells beside its rows.

    Args:
        cursor, origin, columns: where to go on from, see :class:`Since`.
        whole: why all rows were taken; None when they are those that changed.
        news: how many changes were told; rows that are only asked for again are none.
        gone: ids there of features that are no more; int64.
    """

    cursor: str
    origin: str
    columns: str
    whole: Text | None = None
    news: int = 0
    gone: Array = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def silent(self) -> bool:
        """Whether nothing has changed there; rows that were refused before may be asked for again all the same."""
        return self.whole is None and not self.news


@dataclass(frozen=True, eq=False)
class Source:
    """A file's rows, to be read a batch at a time, and how they are read.

    Args:
        columns: attributes only; none is called ``geometry`` or twice the same.
        has_geometry: False for a table: positions, if there are any, stand in ordinary columns.
        batches: reads the rows from the first on, each time it is called; every batch has at least one row. Reading may
            raise SourceError on the way, where the file turns out to be damaged.
        size: number of rows, when the file tells it without being read.
        crs: as the file says; None when it does not.
        encoding: of its texts; None when the format leaves no choice.
        notes: what users should know about how it is read.
        feed: of a followed layer, whose rows are numbered by their ids there; they may be none.
    """

    path: Path
    format: str
    layer: str
    columns: tuple[SourceColumn, ...]
    has_geometry: bool
    batches: Callable[[], Iterator[Batch]]
    size: int | None = None
    crs: CRS | None = None
    encoding: str | None = None
    notes: tuple[Text, ...] = ()
    feed: Feed | None = None

    @property
    def is_table(self) -> bool:
        return not self.has_geometry

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


def unreadable(
    path: Path, tr: str, en: str, hint: Text | None = None, code: str = "unreadable_source"
) -> SourceError:
    """The one form of 'this file cannot be read': the file, what is wrong, the remedy."""
    return SourceError(code, Text(tr=f"{path.name}: {tr}", en=f"{path.name}: {en}"), hint)


class LayerQuestion(SourceError):
    """A file with several layers, of which only the user can choose one.

    Args:
        listed: the layers as the user is shown them.
    """

    def __init__(self, path: Path, layers: tuple[str, ...], listed: str) -> None:
        super().__init__(
            "several_source_layers",
            Text(
                tr=f"{path.name}: birden çok katman içeriyor: {listed}",
                en=f"{path.name}: holds several layers: {listed}",
            ),
            Text(tr="Birini --source-layer AD ile seçin.", en="Choose one with --source-layer NAME."),
        )
        self.layers = layers


def choose_layer(
    path: Path, names: Sequence[str], wanted: str | None, described: Sequence[str] | None = None
) -> str:
    """The one layer to read.

    Args:
        described: the layers as the user is shown them; their names by default.

    Raises:
        SourceError: none, several and none was named, or no such.
    """
    listed = ", ".join(described or names)
    if wanted is not None:
        for name in names:
            if name.casefold() == wanted.casefold():
                return name
        raise unreadable(
            path,
            f"'{wanted}' adlı katman yok",
            f"has no layer '{wanted}'",
            Text(tr=f"Katmanları: {listed}.", en=f"Its layers: {listed}."),
            "unknown_source_layer",
        )
    if not names:
        raise unreadable(path, "içinde katman yok", "holds no layer", code="no_source_layer")
    if len(names) > 1:
        raise LayerQuestion(path, tuple(names), listed)
    return names[0]
