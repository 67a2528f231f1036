"""Reads DXF drawings: each layer's points, lines and areas, areas closed from linework and named by the texts in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from etl.read.columns import column_names
from etl.read.drawing_blocks import drawn_entities
from etl.read.recognise import Format
from etl.read.vector import open_vector
from etl.source import (
    BATCH_ROWS,
    Batch,
    Source,
    SourceColumn,
    SourceLayer,
    SourceLimits,
    choose_layer,
    unreadable,
)
from gis.errors import SourceError
from gis.quality import Array, Flaw, Shapes
from gis.text import Text

_KINDS = {"point": (0, 4), "line": (1, 2, 5), "area": (3, 6)}
"""Kind of a drawing's layer -> GEOS geometry types."""
_GEOMETRY = {"point": "Point", "line": "LineString", "area": "Polygon"}


@dataclass(frozen=True, eq=False)
class _Entities:
    """All entities of a drawing.

    Args:
        layers: the drawing's layer each belongs to.
        texts: what each says; missing where it is no text.
    """

    layers: Array
    texts: Array
    handles: Array
    geometries: Array

    def taken(self, chosen: Array) -> "_Entities":
        return _Entities(
            self.layers[chosen], self.texts[chosen], self.handles[chosen], self.geometries[chosen]
        )


def open_drawing(path: Path, wanted: str | None, limits: SourceLimits) -> Source:
    """Open one kind of geometry of one layer of the drawing, called ``PARSEL/area`` and the like.

    Raises:
        SourceError: damaged, too large, or several and none was named.
    """
    inner, entities, flaws = _read(path, limits)
    parts = _parts(entities)
    described = [f"{n} ({len(p.geometries):,})" for n, p in parts.items()]
    name = choose_layer(path, list(parts), wanted, described)
    part = parts[name]
    columns = {"layer": part.layers, "handle": part.handles}
    columns |= _labels(entities, part) if name.endswith("/area") else {"text": part.texts}
    names = column_names(list(columns))
    table = pa.table([pa.array(c, pa.string()) for c in columns.values()], names=names)

    def batches() -> Iterator[Batch]:
        for start in range(0, len(table), BATCH_ROWS):
            rows = slice(start, start + BATCH_ROWS)
            numbers = np.arange(len(table))[rows] + 1
            yield Batch(table.slice(start, BATCH_ROWS), Shapes.of(part.geometries[rows]), numbers)

    notes = inner.notes
    if flaws:
        lost = sum(len(f.rows) for f in flaws)
        notes += (
            Text(
                tr=f"{lost} çizim öğesinin geometrisi okunamadı (yüzey, katı ya da bozuk).",
                en=f"The geometry of {lost} entities cannot be read (surfaces, solids, or damaged).",
            ),
        )
    declared = tuple(SourceColumn(n, "str") for n in names)
    return Source(path, "DXF", name, declared, True, batches, len(table), None, inner.encoding, notes)


def drawing_layers(path: Path, limits: SourceLimits) -> tuple[SourceLayer, ...]:
    """Each layer's points, lines and areas.

    Raises:
        SourceError: damaged or too large.
    """
    parts = _parts(_read(path, limits)[1])
    return tuple(SourceLayer(n, len(p.geometries), _GEOMETRY[n.rpartition("/")[2]]) for n, p in parts.items())


def _read(path: Path, limits: SourceLimits) -> tuple[Source, _Entities, list[Flaw]]:
    if drawn_entities(path) > limits.drawing_entities:
        raise _too_many(path, limits)
    source = open_vector(path, Format.DXF, None, None, limits)
    tables, geometries, flaws = [], [], []
    for batch in source.batches():
        tables.append(batch.attributes.select(["Layer", "Text", "EntityHandle"]))
        geometries.append(np.asarray(batch.geometries))
        flaws += list(batch.flaws)
    if not tables:
        raise unreadable(path, "çizimde nesne yok", "the drawing is empty", code="empty_source")
    table = pa.concat_tables(tables)
    layers, texts, handles = (
        table.column(n).cast(pa.string()).to_pandas().to_numpy(dtype=object, na_value=None)
        for n in table.column_names
    )
    layers = np.array([layer or "0" for layer in layers], dtype=object)
    return source, _Entities(layers, texts, handles, np.concatenate(geometries)), flaws


def _parts(entities: _Entities) -> dict[str, _Entities]:
    """What can be chosen: name -> entities; a layer whose lines all became areas has none left."""
    types = shapely.get_type_id(entities.geometries)
    found: dict[str, _Entities] = {}
    for layer in dict.fromkeys(entities.layers):
        of_layer = entities.layers == layer
        for kind, ids in _KINDS.items():
            part = entities.taken(of_layer & np.isin(types, ids))
            if kind == "area":
                part = _with_faces(part, found.get(f"{layer}/line"))
            if len(part.geometries):
                found[f"{layer}/{kind}"] = part
    return found


def _with_faces(areas: _Entities, lines: _Entities | None) -> _Entities:
    """The areas, and the faces that the layer's lines enclose."""
    if lines is None:
        return areas
    linework = shapely.get_parts(shapely.force_2d(lines.geometries))
    linework = linework[shapely.is_valid(linework) & (shapely.get_type_id(linework) == 1)]
    if not len(linework):
        return areas
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.multilinestrings(linework))]))
    nothing = np.full(len(faces), None, dtype=object)
    layer = np.full(len(faces), lines.layers[0], dtype=object)
    return _Entities(
        np.concatenate([areas.layers, layer]),
        np.concatenate([areas.texts, nothing]),
        np.concatenate([areas.handles, nothing]),
        np.concatenate([areas.geometries, faces]),
    )


def _labels(entities: _Entities, areas: _Entities) -> dict[str, Array]:
    """Texts that stand inside the areas, a column for each layer of texts; several in one area are joined."""
    said = np.flatnonzero(
        np.array([bool(t) for t in entities.texts]) & ~shapely.is_missing(entities.geometries)
    )
    if not len(said):
        return {}
    points = shapely.point_on_surface(entities.geometries[said])
    which, where = shapely.STRtree(areas.geometries).query(points, predicate="intersects")
    frame = pd.DataFrame(
        {"area": where, "layer": entities.layers[said[which]], "text": entities.texts[said[which]]}
    )
    columns: dict[str, Array] = {}
    for layer, texts in frame.groupby("layer", sort=True):
        joined = texts.groupby("area")["text"].agg(lambda found: " ".join(dict.fromkeys(map(str, found))))
        column = np.full(len(areas.geometries), None, dtype=object)
        column[joined.index.to_numpy()] = joined.to_numpy(dtype=object)
        columns[str(layer) if str(layer) != "0" else "text"] = column
    return columns


def _too_many(path: Path, limits: SourceLimits) -> SourceError:
    return unreadable(
        path,
        f"çizimde {limits.drawing_entities:,} nesneden fazlası var",
        f"the drawing has more than {limits.drawing_entities:,} entities",
        Text(
            tr="Gereken katmanları ayrı bir DXF'e kaydedin.",
            en="Save the layers you need as a DXF of their own.",
        ),
        "source_too_large",
    )
