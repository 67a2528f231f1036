"""The named checks over arrays of geometries and values; loads and edits go through the same ones. Pure.

A check returns flaws: one kind of fault each, with the positions of the rows that have it, so that a million good rows
cost no Python object. :meth:`Flaw.findings` spells them out row by row.
"""

from gis.quality.flaws import Array, Fault, Finding, Flaw, faulty
from gis.quality.repair import repair
from gis.quality.rings import Rings
from gis.quality.shape import Shaped, located, shape_for
from gis.quality.shapes import Shapes
from gis.quality.spatial import SpatialChecks, check_spatially, spatial_checks
from gis.quality.surroundings import Features, Rows, Surroundings
from gis.quality.validity import check_inside, check_reach, check_validity
from gis.quality.values import check_values

__all__ = [
    "Array",
    "Fault",
    "Features",
    "Finding",
    "Flaw",
    "Rings",
    "Rows",
    "Shaped",
    "Shapes",
    "SpatialChecks",
    "Surroundings",
    "check_inside",
    "check_reach",
    "check_spatially",
    "check_validity",
    "check_values",
    "faulty",
    "located",
    "repair",
    "shape_for",
    "spatial_checks",
]
