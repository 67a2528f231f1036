"""Geometries of a load, set aside on disk: a load of any size fits into memory."""

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from etl.wkb import decode
from gis.quality import Array, Shapes


class Spool:
    """Takes geometries batch by batch and gives back any of them, by their positions among the source's rows."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(prefix="kent-spool-")  # noqa: SIM115
        self._end = 0
        self._starts: list[Array] = []
        self._bounds: list[Array] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, wkb: pa.Array, shapes: Shapes | None) -> None:
        """The next rows: ``wkb`` is null where a row's geometry is not wanted, or of no use."""
        wkb = wkb.cast(pa.large_binary())
        _, layout, data = wkb.buffers()
        offsets = (
            np.zeros(len(wkb) + 1, dtype=np.int64)
            if layout is None
            else np.frombuffer(layout, dtype=np.int64)[wkb.offset : wkb.offset + len(wkb) + 1]
        )
        if data is not None:
            self._file.write(memoryview(data)[int(offsets[0]) : int(offsets[-1])])
        self._starts.append(self._end + offsets[:-1] - offsets[0])
        self._end += int(offsets[-1] - offsets[0])
        bounds = np.full((len(wkb), 4), np.nan) if shapes is None else shapes.bounds
        bounds[np.asarray(wkb.is_null())] = np.nan
        self._bounds.append(bounds)

    def spooled(self) -> "Spooled":
        """What was taken so far, as another process can read it while the spool is open."""
        self._file.flush()
        starts = np.concatenate([*self._starts, [self._end]]) if self._starts else np.zeros(1, dtype=np.int64)
        bounds = np.concatenate(self._bounds) if self._bounds else np.empty((0, 4))
        return Spooled(Path(self._file.name), starts, bounds)


class Spooled:
    """Geometries on disk.

    Args:
        starts: where each row's WKB begins in the file, and where the last one ends.
        bounds: n×4, NaN where a row has no geometry of use.
    """

    def __init__(self, path: Path, starts: Array, bounds: Array) -> None:
        self.path, self.starts, self.bounds = path, starts, bounds

    def shapes(self, positions: Array) -> Shapes:
        """Raises nothing: a row without geometry has a missing one."""
        if not len(positions) or not self.starts[-1]:
            return Shapes.none(len(positions))
        with pa.memory_map(str(self.path)) as file:
            buffers = [None, pa.py_buffer(self.starts), file.read_buffer()]
            everything = pa.Array.from_buffers(pa.large_binary(), len(self.starts) - 1, buffers)
            return decode(everything.take(pa.array(positions)), _objects)


def _objects(column: pa.Array) -> Array:
    there = pc.if_else(pc.equal(pc.binary_length(column), 0), None, column)
    return np.asarray(shapely.from_wkb(there.to_numpy(zero_copy_only=False)), dtype=object)
