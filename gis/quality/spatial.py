"""The checks that need a row's surroundings, driven over any number of rows in bounded memory. Pure.

No database is known here: the rows come from a spool and their surroundings from whoever asks for the check, so that it
can run in a process of its own while another publishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from gis.crs import Bounds
from gis.quality.flaws import Array, Flaw
from gis.registry import Layer, Registry


class Rows(Protocol):
    """The rows of a load, or the one row of an edit.

    Attributes:
        bounds: n×4 float64, min x, min y, max x, max y; NaN for rows that take no part (no usable geometry).
        subject: n truths: new and changed rows, the ones that are to be checked. The others are what lies beside them.
        numbers: n integers: what a message calls each row.
    """

    @property
    def bounds(self) -> Array: ...

    @property
    def subject(self) -> Array: ...

    @property
    def numbers(self) -> Array: ...

    def geometries(self, indices: Array) -> Array:
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
        """Features of the layer itself that the load leaves as they are and has no row for, where ``bounds`` meets them."""

    def layer(self, layer_id: str, bounds: Bounds, fields: tuple[str, ...]) -> Features:
        """Features of another layer, where ``bounds`` meets them."""

    def holds(self, layer_id: str) -> bool:
        """Whether the layer has any feature at all; checks against an empty layer are passed over."""


@dataclass(frozen=True)
class SpatialChecks:
    """What is to be checked: a layer with its ``checks:``, the layers they name, and the storage CRS.

    Can be pickled.
    """

    layer: Layer
    others: Mapping[str, Layer]
    srid: int


def spatial_checks(registry: Registry, layer_id: str, srid: int) -> SpatialChecks | None:
    """The layer's checks that need ``check_spatially``; None when it has none."""
    raise NotImplementedError


def check_spatially(checks: SpatialChecks, rows: Rows, surroundings: Surroundings) -> tuple[Flaw, ...]:
    """Run every spatial check of a layer on the subjects among the rows.

    Partition after partition is loaded with its halo, so memory does not grow with the rows. What a subject has with a
    row that is none, or with a published feature, is reported on the subject alone.
    """
    raise NotImplementedError
