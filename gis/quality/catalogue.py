"""Everything the checks can find, as ``docs/checks.md`` lists it. Pure."""

from collections.abc import Mapping

from gis.quality import faults, shape, validity, values
from gis.quality.flaws import Fault

CATALOGUE: Mapping[str, tuple[Fault, ...]] = {
    "": (
        shape.MISSING_GEOMETRY,
        shape.EMPTY_GEOMETRY,
        shape.GEOMETRY_TYPE,
        validity.UNPROJECTABLE,
        validity.OUTSIDE_MUNICIPALITY,
        validity.REACHES_TOO_FAR,
        values.REQUIRED_MISSING,
        values.OUT_OF_RANGE,
        values.OUT_OF_RANGE_UNSAID,
        values.TEXT_TOO_LONG,
    ),
    "valid": (validity.INVALID_GEOMETRY,),
    "minimum_area": (faults.BELOW_MINIMUM_AREA,),
    "minimum_length": (faults.BELOW_MINIMUM_LENGTH,),
    "duplicate_geometry": (faults.DUPLICATE_GEOMETRY, faults.DUPLICATE_OF_PUBLISHED),
    "duplicate_vertices": (faults.DUPLICATE_VERTICES,),
    "no_overlap": (faults.OVERLAP, faults.OVERLAP_WITH_PUBLISHED),
    "no_gap": (faults.GAP, faults.GAP_TO_PUBLISHED),
    "inside": (faults.OUTSIDE_PARENT,),
    "snapped_to": (faults.NOT_SNAPPED,),
    "dangling_ends": (faults.DANGLING_END,),
    "crossing_lines": (faults.CROSSING_LINES, faults.CROSSING_PUBLISHED),
    "declared_area": (faults.DECLARED_AREA,),
    "number_parity": (faults.NUMBER_PARITY,),
}
"""The name a layer asks for the check by -> what it finds; under no name what every row is checked for."""
