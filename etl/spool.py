"""Geometries of a load, set aside on disk: a load of any size fits into memory."""

import mmap
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import shapely

from gis.quality import Array


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

    def add(self, wkb: pa.Array, geometries: Array | None) -> None:
        """The next rows: ``wkb`` is null where a row's geometry is not wanted, or of no use."""
        _, layout, data = wkb.buffers()
        offsets = (
            np.zeros(len(wkb) + 1, dtype=np.int32)
            if layout is None
            else np.frombuffer(layout, dtype=np.int32)[wkb.offset : wkb.offset + len(wkb) + 1]
        )
        if data is not None:
            self._file.write(memoryview(data)[int(offsets[0]) : int(offsets[-1])])
        self._starts.append(self._end + (offsets[:-1] - offsets[0]).astype(np.int64))
        self._end += int(offsets[-1] - offsets[0])
        bounds = np.full((len(wkb), 4), np.nan) if geometries is None else shapely.bounds(geometries)
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

    def geometries(self, positions: Array) -> Array:
        """Raises nothing: a row without geometry gives None."""
        if not len(positions) or not self.starts[-1]:
            return np.full(len(positions), None, dtype=object)
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            starts, ends = self.starts[positions].tolist(), self.starts[positions + 1].tolist()
            wkb = [data[start:end] or None for start, end in zip(starts, ends, strict=True)]
        return np.asarray(shapely.from_wkb(np.array(wkb, dtype=object)), dtype=object)
