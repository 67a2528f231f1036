"""The room ``place``: decides where on earth a file's coordinates are, and brings them to the municipality's CRS.

A CRS is the user's word, the mapping's or the file's; when there is none, or the file's own puts every row elsewhere, the
user is asked, with the systems that would fit and the command to repeat.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from etl.mapping_file import SourceHints
from etl.source import Source, SourceRequest
from gis.crs import Candidate, Operation, operation, propose, srid_of
from gis.errors import CrsError
from gis.municipality import Home
from gis.quality import Array, Shapes
from gis.text import Text

_SAMPLE = 1000
_SHOWN_CANDIDATES = 8
_SURE = 0.5
"""Share of a sample that must lie inside the municipality under one order of axes, and none of it under the other."""


@dataclass(frozen=True, eq=False)
class Placement:
    """How a source's coordinates come to the storage CRS.

    Args:
        crs_from: ``--crs``, ``mapping``, ``file`` or ``RFC 7946``.
        swapped: the file gives northing (latitude) first.
    """

    operation: Operation
    crs_from: str
    swapped: bool

    def apply(self, shapes: Shapes) -> Shapes:
        """In the storage CRS; coordinates PROJ cannot place become infinite."""
        return shapes.moved(self._points)

    def _points(self, points: Array) -> Array:
        return self.operation.points(points[:, ::-1] if self.swapped else points)


def decide_placement(source: Source, question: "Question", hints: SourceHints, axes_meant: bool) -> Placement:
    """Decide where on earth a source is.

    Args:
        question: what is asked of the user when the source does not tell; with coordinates of its first rows.
        axes_meant: False when the columns' names leave the order of axes open; then the municipality decides.

    Raises:
        CrsError: no CRS, or neither or both orders of axes put the rows into the municipality.
    """
    request, home = question.request, question.home
    crs, crs_from = _crs_of(source, request, hints)
    if crs is None:
        raise question.crs_unknown()
    if crs_from == "RFC 7946" and not _fits_degrees(question.sample):
        raise question.not_degrees()
    chosen = operation(crs, home.municipality.srid, home.boundary.bounds)
    swapped = request.swap_axes or hints.swap_axes
    if not axes_meant and not swapped:
        swapped = _order_of_axes(question, chosen)
    return Placement(chosen, crs_from, swapped)


def storage_boundary(home: Home) -> BaseGeometry:
    """The municipality's area in its storage CRS."""
    to_storage = operation(4326, home.municipality.srid, home.boundary.bounds)
    area: BaseGeometry = to_storage.apply([home.boundary])[0]
    shapely.prepare(area)
    return area


def _crs_of(source: Source, request: SourceRequest, hints: SourceHints) -> tuple[CRS | None, str]:
    if request.crs is not None:
        return CRS.from_epsg(srid_of(request.crs)), "--crs"
    if hints.crs is not None:
        return CRS.from_epsg(srid_of(hints.crs)), "mapping"
    if source.format in ("GeoJSON", "GeoJSONSeq") and source.crs is not None and source.crs.to_epsg() == 4326:
        return source.crs, "RFC 7946"
    return source.crs, "file"


def _fits_degrees(sample: Array) -> bool:
    finite = sample[np.isfinite(sample).all(axis=1)]
    return bool((np.abs(finite[:, 0]) <= 180).all() and (np.abs(finite[:, 1]) <= 90).all())


def _order_of_axes(question: "Question", chosen: Operation) -> bool:
    """Whether the columns give the northing first: told by the one order that lies in the municipality."""
    if not len(question.sample):
        return False
    area = storage_boundary(question.home)
    shares = []
    for xy in (question.sample, question.sample[:, ::-1]):
        x, y = chosen.transformer.transform(xy[:, 0], xy[:, 1])
        known = np.isfinite(x) & np.isfinite(y)
        points = shapely.points(np.where(known, x, 0.0), np.where(known, y, 0.0))
        shares.append(float(np.mean(known & shapely.intersects(area, points))))
    if shares[0] >= _SURE and shares[1] == 0:
        return False
    if shares[1] >= _SURE and shares[0] == 0:
        return True
    raise question.axes_unknown()


def sample_points(geometries: Array) -> Array:
    """A coordinate of each of up to a thousand geometries, spread over the file; shape (n, 2)."""
    present = geometries[~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)]
    chosen = present[:: max(1, len(present) // _SAMPLE)]
    coordinates, owners = shapely.get_coordinates(chosen, return_index=True)
    return np.asarray(coordinates[np.unique(owners, return_index=True)[1]])


@dataclass(frozen=True, eq=False)
class Question:
    """What the user must be asked about coordinates, with the answers that would fit.

    Args:
        sample: coordinates as they stand in the file.
    """

    request: SourceRequest
    layer_id: str
    home: Home
    sample: Array

    def with_sample(self, sample: Array) -> "Question":
        return replace(self, sample=sample)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The systems that would fit, best first."""
        return propose(self.sample, self.home.boundary, self.home.municipality.srid)

    def crs_unknown(self) -> CrsError:
        return self._error(
            "crs_unknown",
            "dosya koordinat sistemini söylemiyor",
            "the file does not say in which CRS its coordinates are",
        )

    def not_degrees(self) -> CrsError:
        return self._error(
            "crs_unknown",
            "crs belirtmeyen bir GeoJSON boylam/enlem (WGS84) olmalıdır, bu dosyanın koordinatları derece değil",
            "GeoJSON without a crs member is longitude/latitude (WGS84), but these coordinates are no degrees",
        )

    def outside(self, used: str) -> CrsError:
        return self._error(
            "outside_municipality",
            f"bütün satırlar belediye sınırının dışına düşüyor ({used} ile)",
            f"every row falls outside the municipality's boundary (with {used})",
        )

    def axes_unknown(self) -> CrsError:
        return self._error(
            "axes_unknown",
            "X ve Y sütunlarından hangisinin sağa (doğu) değeri olduğu anlaşılamadı",
            "it cannot be told which of the columns X and Y is the easting",
        )

    def _error(self, code: str, tr: str, en: str) -> CrsError:
        name = self.request.name
        candidates = self.candidates
        if not candidates:
            hint = Text(
                tr="Bilinen hiçbir sistem bu koordinatları belediyeye taşımıyor; dosya başka bir yere ait olabilir.",
                en="No known CRS brings these coordinates to the municipality; the file may be of another place.",
            )
        else:
            listed = "".join(f"\n    {self._line(c)}" for c in candidates[:_SHOWN_CANDIDATES])
            hint = Text(
                tr="Belediyeye uyanlar (doğrusunu dosyayı üreten bilir); komutu biriyle yineleyin:" + listed,
                en="These fit the municipality (the file's maker knows which is true); repeat the command with one:"
                + listed,
            )
        return CrsQuestion(code, Text(tr=f"{name}: {tr}.", en=f"{name}: {en}."), hint, self)

    def _line(self, candidate: Candidate) -> str:
        return f"{candidate.name}, {candidate.inside:.0%}, {candidate.offset_m:,.0f} m: {self._command(candidate)}"

    def _command(self, candidate: Candidate) -> str:
        words: list[str] = [
            "kent",
            "load",
            self.layer_id,
            str(self.request.path),
            "--crs",
            f"EPSG:{candidate.srid}",
        ]
        if candidate.swapped:
            words.append("--swap-axes")
        options: Sequence[tuple[str, str | None]] = (
            ("--source-layer", self.request.layer),
            ("--encoding", self.request.encoding),
            ("--map", self.request.mapping if isinstance(self.request.mapping, str) else None),
        )
        for option, value in options:
            if value is not None:
                words += [option, value]
        return shlex.join(words)


class CrsQuestion(CrsError):
    """A file's place on earth that only the user can tell.

    Args:
        question: with the answers that would fit.
    """

    def __init__(self, code: str, message: Text, hint: Text, question: Question) -> None:
        super().__init__(code, message, hint)
        self.question = question
