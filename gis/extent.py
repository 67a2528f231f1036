"""The extent of a collection. Pure."""

from dataclasses import dataclass
from datetime import datetime

from gis.crs import Bounds


@dataclass(frozen=True)
class Extent:
    """Where and since when a layer has features.

    Attributes:
        bounds: longitude/latitude; None when it is empty or its places are hidden.
        since: its earliest version; None when it never had a feature.
    """

    bounds: Bounds | None
    since: datetime | None = None
