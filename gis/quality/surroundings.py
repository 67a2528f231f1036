"""What the spatial checks are given: rows, and what is published around them. Pure: whoever has a database implements it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from gis.crs import Bounds
from gis.quality.flaws import Array
from gis.quality.shapes import Shapes


class Rows(Protocol):
    """The rows of a load, or the one row of an edit."""

    @property
    def bounds(self) -> Array:
        """n×4 float64, min x, min y, max x, max y; NaN for rows that take no part.

        Those are the rows without a geometry, and with an invalid one: it has a finding of its own, and nothing can be
        measured against it.
        """

    @property
    def subject(self) -> Array:
        """n truths: new and changed rows, the ones that are to be checked. The others are what lies beside them."""

    @property
    def numbers(self) -> Array:
        """n integers: what a message calls each row."""

    def shapes(self, indices: Array) -> Shapes:
        """Of the layer's type, in the storage CRS."""

    def values(self, field: str, indices: Array) -> Array:
        """A field's values: float64 with NaN for number and integer fields, otherwise objects with None."""


@dataclass(frozen=True, eq=False)
class Features:
    """Published features.

    Args:
        ids: feature ids.
        geometries: in the storage CRS.
        fields: field name -> values, as ``Rows.values`` gives them.
    """

    ids: Array
    geometries: Array
    fields: Mapping[str, Array]


class Surroundings(Protocol):
    """What is published already."""

    def neighbours(self, bounds: Bounds) -> Features:
        """Features of the layer itself that stay and that the load has no row for, where ``bounds`` meets them."""

    def layer(self, layer_id: str, bounds: Bounds, fields: tuple[str, ...]) -> Features:
        """Features of another layer, where ``bounds`` meets them."""

    def holds(self, layer_id: str) -> bool:
        """Whether the layer has any feature at all; nothing can be inside or snapped to an empty layer."""
