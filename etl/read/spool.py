"""Keeps rows whose columns' types are known only when all were seen: in Arrow files of a few thousand rows each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import feather

from etl.read.geometry import from_wkb
from etl.source import GEOMETRY, Batch
from gis.quality import Array, Flaw
from gis.text import Text

CHUNK_ROWS = 8192


@dataclass
class Spool:
    """Rows on disk.

    Args:
        names: of the columns; one called ``column_n`` that stays empty is left out.
        folder: takes the files; must live as long as the spool.
        largest: bytes a geometry may have, when there are geometries.
    """

    names: list[str]
    folder: Path
    largest: int | None = None
    rows: int = 0
    files: list[Path] = field(default_factory=list)
    found: dict[str, set[pa.DataType]] = field(default_factory=dict)
    flaws: dict[int, list[Flaw]] = field(default_factory=dict)
    """File -> what is wrong in it."""

    @property
    def types(self) -> dict[str, pa.DataType]:
        """The columns that hold anything, or that have a name."""
        return {
            n: _common(self.found.get(n, set()))
            for at, n in enumerate(self.names, start=1)
            if self.found.get(n) or n != f"column_{at}"
        }

    def add(
        self,
        numbers: Sequence[int],
        rows: Sequence[Sequence[Any]],
        flaws: list[Flaw],
        wkb: Sequence[bytes | None] | None = None,
    ) -> None:
        """Keep some rows; those shorter than the names have nothing in the rest."""
        arrays, names = [pa.array(numbers, pa.int64())], ["", *self.names]
        for at, name in enumerate(self.names):
            array = column([row[at] if at < len(row) else None for row in rows])
            if array.null_count < len(array):
                self.found.setdefault(name, set()).add(array.type)
            arrays.append(array)
        if wkb is not None:
            arrays.append(pa.array(wkb, pa.binary()))
            names.append(GEOMETRY)
        file = self.folder / f"rows{len(self.files)}.arrow"
        feather.write_feather(pa.table(arrays, names=names), file)
        if flaws:
            self.flaws[len(self.files)] = flaws
        self.files.append(file)
        self.rows += len(numbers)

    def batches(self) -> Iterator[Batch]:
        """The rows, each column in its one type."""
        types = self.types
        for at, file in enumerate(self.files):
            table = feather.read_table(file)
            numbers: Array = table.column("").to_numpy()
            columns = {n: _cast(table.column(n).combine_chunks(), t) for n, t in types.items()}
            flaws = list(self.flaws.get(at, ()))
            shapes = None
            if self.largest is not None:
                shapes, lost = from_wkb(table.column(GEOMETRY).combine_chunks(), self.largest)
                flaws += lost
            yield Batch(pa.table(columns), shapes, numbers, tuple(flaws))


def lacking_value(name: str, rows: Sequence[int]) -> Flaw:
    """The flaw of formulas that were written but never computed."""
    message = Text(
        tr=f"{name}: formülün hesaplanmış değeri dosyada yok; Excel'de açıp kaydedin.",
        en=f"{name}: the formula's computed value is not in the file; open and save it in Excel.",
    )
    return Flaw("formula_without_value", np.array(rows), message)


def column(cells: list[Any]) -> pa.Array:
    """One Arrow type if the cells agree; otherwise the text a user sees in them."""
    kinds = {type(c) for c in cells if c is not None and c != ""}
    cells = [None if c == "" else c for c in cells]
    try:
        if kinds <= {int}:
            return pa.array(cells, pa.int64())
        if kinds <= {int, float}:
            return pa.array([None if c is None else float(c) for c in cells], pa.float64())
        if kinds <= {bool}:
            return pa.array(cells, pa.bool_())
        if kinds <= {dt.datetime, dt.date}:
            return pa.array([_moment(c) for c in cells], pa.timestamp("us"))
    except (OverflowError, pa.ArrowInvalid):  # more digits than any number of a program has
        pass
    return pa.array([None if c is None else _shown(c) for c in cells], pa.string())


def _common(types: set[pa.DataType]) -> pa.DataType:
    """The type that holds what every part of a column has."""
    if len(types) <= 1:
        return next(iter(types), pa.string())
    return pa.float64() if types <= {pa.int64(), pa.float64()} else pa.string()


def _cast(array: pa.Array, wanted: pa.DataType) -> pa.Array:
    if array.type == wanted:
        return array
    if array.null_count == len(array):
        return pa.nulls(len(array), wanted)
    if pa.types.is_string(wanted):
        return pa.array([None if c is None else _shown(c) for c in array.to_pylist()], pa.string())
    return array.cast(wanted)


def _moment(cell: dt.datetime | dt.date | None) -> dt.datetime | None:
    """A date as its midnight; a moment of another zone as its UTC."""
    if isinstance(cell, dt.datetime):
        return cell.astimezone(dt.UTC).replace(tzinfo=None) if cell.tzinfo is not None else cell
    return dt.datetime.combine(cell, dt.time()) if cell is not None else None


def _shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).hex()
    return str(cell)
