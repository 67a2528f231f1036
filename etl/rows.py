"""A batch in the layer's terms: fields of their types, shapes in the storage CRS, digests; and what is wrong with its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from shapely.geometry.base import BaseGeometry

from etl.digest import column_digests, row_digests
from etl.source import Batch
from etl.understand import Understanding
from etl.values import convert
from etl.wkb import encode
from gis.code_list import CodeList
from gis.quality import (
    Array,
    Flaw,
    Shapes,
    check_inside,
    check_reach,
    check_validity,
    check_values,
    faults,
    faulty,
    located,
    repair,
    shape_for,
)
from gis.registry import Field, Layer


class References(Protocol):
    def resolve(self, field: Field, keys: pa.Array) -> tuple[pa.Array, tuple[Flaw, ...]]:
        """Natural keys of the referenced layer -> ids of its features, and the keys that lead nowhere."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A batch's rows, good and bad ones.

    Args:
        fields: those the mapping fills; a reference is the id of the other feature.
        shapes: of the layer's type in the storage CRS, missing where there is none; None for a layer without.
        flaws: by position in the batch.
        digests: n×2 uint64.
        keys: n×2 uint64, equal where natural keys are; zeros for rows without any part of one.
        flattened: how many geometries lost heights or measures.
        repaired: position and former WKB of every geometry that was made valid.
    """

    layer: Layer
    fields: Mapping[str, pa.Array]
    shapes: Shapes | None
    flaws: tuple[Flaw, ...]
    digests: Array
    keys: Array
    flattened: int
    repaired: tuple[tuple[int, bytes], ...]

    @classmethod
    def of(
        cls,
        understood: Understanding,
        batch: Batch,
        code_lists: dict[str, CodeList],
        references: References,
        *,
        repairing: bool,
    ) -> "Rows":
        """Convert, place and shape a batch.

        Args:
            repairing: make invalid geometries valid, with a finding for each.
        """
        layer = understood.layer
        converted = convert(batch.attributes, understood.mapping, code_lists)
        flaws = [*batch.flaws, *converted.flaws]
        fields: dict[str, pa.Array] = {}
        for assignment in understood.mapping.assignments:
            name = assignment.field.name
            fields[name] = converted.fields[name]
            if assignment.field.type == "reference":
                fields[name], lost = references.resolve(assignment.field, converted.fields[name])
                flaws += lost
        shapes, flattened = None, 0
        repaired: tuple[tuple[int, bytes], ...] = ()
        if understood.placement is not None:
            read, unread = understood.shapes(batch)
            shapes, unfit, flattened = _fitted(layer, understood.placement.apply(read))
            flaws += [*unread, *unfit]
            if repairing:
                geometries, which, before = repair(located(shapes.geometries))
                shapes = Shapes.of(geometries)
                repaired = tuple(zip(which.tolist(), before.tolist(), strict=True))
                flaws += faults.REPAIRED_GEOMETRY.flaw(which)
        columns = column_digests(fields)
        digests = row_digests(columns, shapes, len(batch))
        absent = {n: pa.nulls(len(batch), pa.string()) for n in layer.key if n not in fields}
        columns |= column_digests(absent)
        keys = row_digests({n: columns[n] for n in layer.key}, None, len(batch))
        keys[~_keyed(layer, fields, len(batch))] = 0
        return cls(layer, fields, shapes, tuple(flaws), digests, keys, flattened, repaired)

    def __len__(self) -> int:
        return len(self.digests)

    @property
    def keyed(self) -> Array:
        """Which rows have an identity: any part of the natural key."""
        return _keyed(self.layer, self.fields, len(self))

    def checked(self, fresh: Array, boundary: BaseGeometry) -> tuple[Flaw, ...]:
        """What each row shows by itself; of the fresh ones alone, for the others are published just so."""
        flaws = list(self._check_fields())
        if self.shapes is not None:
            shapes = self.shapes.only(fresh)
            flaws += check_validity(self.layer, shapes.doubtful(shapes.rings.certainly_simple))
            beyond = shapes.doubtful(shapes.rings.certainly_touching(boundary))
            outside = check_inside(located(beyond), boundary)
            inside = ~faulty(outside, len(self))
            flaws += [*outside, *(flaw.only(inside) for flaw in check_reach(shapes.bounds, boundary))]
        return tuple(kept for flaw in flaws if len((kept := flaw.only(fresh)).rows))

    def _check_fields(self) -> tuple[Flaw, ...]:
        missing = {n: np.asarray(column.is_null()) for n, column in self.fields.items()}
        numbers = {
            n: self.values(n) for n in self.fields if self.layer.field(n).type in ("integer", "number")
        }
        texts = {n: column for n, column in self.fields.items() if self.layer.field(n).type == "text"}
        lengths = {n: np.asarray(pc.fill_null(pc.utf8_length(column), 0)) for n, column in texts.items()}
        return check_values(self.layer, numbers, missing, lengths)

    def values(self, name: str) -> Array:
        """A field as the checks take it: float64 with NaN for numbers, otherwise objects with None."""
        column = self.fields.get(name)
        number = self.layer.field(name).type in ("integer", "number")
        if column is None:
            return np.full(len(self), np.nan) if number else np.full(len(self), None, dtype=object)
        if number:
            return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
        return np.array(column.to_pylist(), dtype=object)

    def wkb(self, srid: int, chosen: Array) -> pa.Array:
        """Geometries as PostGIS takes them, with their SRID; null where there is none it could store, or not chosen."""
        if self.shapes is None:
            return pa.nulls(len(self), pa.large_binary())
        shapes = self.shapes.only(chosen)
        shapes = replace(shapes, others=located(shapes.others))
        return encode(shapes, srid, multi=self.layer.geometry_type == "MultiPolygon")


def _keyed(layer: Layer, fields: Mapping[str, pa.Array], size: int) -> Array:
    named = np.zeros(size, dtype=bool)
    for name in layer.key:
        if name in fields:
            named |= np.asarray(fields[name].is_valid())
    return named


def _fitted(layer: Layer, shapes: Shapes) -> tuple[Shapes, tuple[Flaw, ...], int]:
    """Shapes as the layer stores them, what is wrong with some, and how many lost heights or measures."""
    if layer.geometry_type not in ("Polygon", "MultiPolygon"):
        shapes = Shapes.unsplit(shapes.geometries)
    rows = np.flatnonzero(~shapes.plain)
    shaped = shape_for(layer, shapes.others)
    flaws = tuple(flaw.among(rows) for flaw in shaped.flaws)
    return replace(shapes, others=shaped.geometries), flaws, shaped.flattened
