"""A batch in the layer's terms: fields of their types, shapes in the storage CRS, digests; and what is wrong with its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from etl.digest import row_digests
from etl.source import Batch
from etl.understand import Understanding
from etl.values import convert
from gis.quality import (
    Array,
    Flaw,
    check_inside,
    check_validity,
    check_values,
    faults,
    located,
    repair,
    shape_for,
)
from gis.registry import CodeList, Field, Layer


class References(Protocol):
    def resolve(self, field: Field, keys: pa.Array) -> tuple[pa.Array, tuple[Flaw, ...]]:
        """Natural keys of the referenced layer -> ids of its features, and the keys that lead nowhere."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A batch's rows, good and bad ones.

    Args:
        fields: those the mapping fills; a reference is the id of the other feature.
        geometries: of the layer's type in the storage CRS, missing where there is none; None for a layer without.
        flaws: by position in the batch.
        digests: n×2 uint64.
        flattened: how many geometries lost heights or measures.
        repaired: position and former WKB of every geometry that was made valid.
    """

    layer: Layer
    fields: Mapping[str, pa.Array]
    geometries: Array | None
    flaws: tuple[Flaw, ...]
    digests: Array
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
        geometries, flattened = None, 0
        repaired: tuple[tuple[int, bytes], ...] = ()
        if understood.placement is not None:
            read, unread = understood.geometries(batch)
            shaped = shape_for(layer, understood.placement.apply(read))
            geometries, flattened = shaped.geometries, shaped.flattened
            flaws += [*unread, *shaped.flaws]
            if repairing:
                geometries, which, before = repair(located(geometries))
                repaired = tuple(zip(which.tolist(), before.tolist(), strict=True))
                flaws += faults.REPAIRED_GEOMETRY.flaw(which)
        digests = row_digests(fields, geometries, len(batch))
        return cls(layer, fields, geometries, tuple(flaws), digests, flattened, repaired)

    def __len__(self) -> int:
        return len(self.digests)

    @property
    def keyed(self) -> Array:
        """Which rows have an identity: any part of the natural key."""
        named = np.zeros(len(self), dtype=bool)
        for name in self.layer.key:
            if name in self.fields:
                named |= np.asarray(self.fields[name].is_valid())
        return named

    @property
    def keys(self) -> Array:
        """n×2 uint64, equal where natural keys are; zeros for rows without any part of one."""
        parts = {n: self.fields.get(n, pa.nulls(len(self), pa.string())) for n in self.layer.key}
        return np.where(self.keyed[:, None], row_digests(parts, None, len(self)), 0).astype(np.uint64)

    def checked(self, fresh: Array, boundary: BaseGeometry) -> tuple[Flaw, ...]:
        """What each row shows by itself; of the fresh ones alone, for the others are published just so."""
        flaws = list(self._check_fields())
        if self.geometries is not None:
            geometries = _only(self.geometries, fresh)
            flaws += check_validity(self.layer, geometries)
            flaws += check_inside(located(geometries), boundary)
        return tuple(kept for flaw in flaws if len((kept := flaw.only(fresh)).rows))

    def _check_fields(self) -> tuple[Flaw, ...]:
        missing = {n: np.asarray(column.is_null()) for n, column in self.fields.items()}
        numbers = {
            n: self.values(n) for n in self.fields if self.layer.field(n).type in ("integer", "number")
        }
        return check_values(self.layer, numbers, missing)

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
        if self.geometries is None:
            return pa.nulls(len(self), pa.binary())
        geometries = located(_only(self.geometries, chosen))
        return pa.array(shapely.to_wkb(shapely.set_srid(geometries, srid), include_srid=True), pa.binary())


def _only(geometries: Array, chosen: Array) -> Array:
    if chosen.all():
        return geometries
    kept = geometries.copy()
    kept[~chosen] = None
    return kept
