"""The rooms ``map`` and ``place``: how a source is to be understood is decided before any row is converted."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from etl.coordinates import PositionColumns, find_positions, read_positions
from etl.formats import settle_areas, settle_formats
from etl.mapping import Mapping, map_columns
from etl.mapping_file import GeometryColumns, MappingFile, SourceHints
from etl.place import Placement, Question, decide_placement, sample_points
from etl.source import Batch, Source
from gis.crs import srid_of
from gis.errors import SourceError
from gis.quality import Array, Flaw, located
from gis.registry import Layer
from gis.text import Text


@dataclass(frozen=True, eq=False)
class Understanding:
    """What every batch of a source is read by.

    Args:
        positions: the columns that hold the geometry; None when the source has geometries of its own, or needs none.
        placement: None for a layer without geometry.
        hints: what the mapping file says of its sources.
        notes: what users should know about how values are read.
    """

    layer: Layer
    mapping: Mapping
    positions: PositionColumns | None
    placement: Placement | None
    question: Question
    hints: SourceHints = field(default_factory=SourceHints)
    notes: tuple[Text, ...] = ()

    @property
    def mapping_file(self) -> MappingFile:
        """The same understanding as a mapping file, for the next source of its kind."""
        request, at = self.question.request, self.positions
        crs = request.crs or self.hints.crs
        return MappingFile(
            source=SourceHints(
                layer=request.layer or self.hints.layer,
                encoding=request.encoding or self.hints.encoding,
                crs=None if crs is None else f"EPSG:{srid_of(crs)}",
                swap_axes=self.placement is not None and self.placement.swapped,
            ),
            geometry=None if at is None else GeometryColumns(x=at.x, y=at.y, wkt=at.wkt, format=at.format),
            fields={a.field.name: a.how for a in self.mapping.assignments},
        )

    def geometries(self, batch: Batch) -> tuple[Array, tuple[Flaw, ...]]:
        """A batch's geometries as they stand in the source, and what could not be read."""
        return _geometries(batch, self.positions)


def understand(source: Source, layer: Layer, file: MappingFile, question: Question) -> Understanding:
    """Decide on columns, formats, CRS and axes.

    Args:
        question: still without a sample.

    Raises:
        SourceError, CrsError: it cannot be decided without the user.
    """
    with_geometry = layer.geometry != "none"
    positions = (
        find_positions(source.column_names, file.geometry) if source.is_table and with_geometry else None
    )
    if with_geometry and source.is_table and positions is None:
        raise _no_geometry(source)
    mapping = map_columns(layer, source.column_names, file, positions.names if positions else ())
    settled = settle_formats(source, mapping, positions, _areas(layer))
    mapping, positions = settled.mapping, settled.positions
    placement: Placement | None = None
    notes: tuple[Text, ...] = ()
    if with_geometry:
        first = next(source.batches())
        question = question.with_sample(sample_points(_geometries(first, positions)[0]))
        placed = decide_placement(source, question, file.source, positions is None or positions.meant)
        placement = placed
        if settled.open:
            mapping, notes = settle_areas(
                source,
                mapping,
                settled.open,
                lambda batch: shapely.area(located(placed.apply(_geometries(batch, positions)[0]))),
            )
    return Understanding(layer, mapping, positions, placement, question, file.source, notes)


def _areas(layer: Layer) -> frozenset[str]:
    """Fields that hold the area of their row's polygon, as far as a unit tells."""
    if layer.geometry_type not in ("Polygon", "MultiPolygon"):
        return frozenset()
    return frozenset(f.name for f in layer.fields if f.unit == "m2")


def examples(source: Source, most: int = 5) -> dict[str, tuple[str, ...]]:
    """The first values of each column as a person would read them; of the first rows alone."""
    first = next(source.batches()).attributes.slice(0, 200)
    shown: dict[str, tuple[str, ...]] = {}
    for name in first.column_names:
        values = [str(v) for v in first.column(name).to_pylist() if v is not None and str(v).strip()]
        shown[name] = tuple(dict.fromkeys(v.replace("\x00", "\u2400")[:80] for v in values))[:most]
    return shown


def _geometries(batch: Batch, positions: PositionColumns | None) -> tuple[Array, tuple[Flaw, ...]]:
    if positions is not None:
        read = read_positions(batch.attributes, positions)
        return read.geometries, read.flaws
    if batch.geometries is None:
        return np.full(len(batch), None, dtype=object), ()
    return batch.geometries, ()


def _no_geometry(source: Source) -> SourceError:
    listed = ", ".join(source.column_names)
    return SourceError(
        "no_geometry",
        Text(
            tr=f"{source.path.name}: geometri ya da koordinat sütunu yok; sütunlar: {listed}.",
            en=f"{source.path.name}: has neither geometries nor coordinate columns; columns: {listed}.",
        ),
        Text(
            tr="Koordinat sütunlarını bir eşleme dosyasında gösterin: geometry: {x: …, y: …}; --map DOSYA ile verin.",
            en="Point out the coordinate columns in a mapping file: geometry: {x: …, y: …}; give it with --map FILE.",
        ),
    )
