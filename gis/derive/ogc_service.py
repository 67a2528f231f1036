"""What the OGC API is to one audience: its collections, their addresses and limits. Pure."""

from dataclasses import dataclass
from functools import cached_property

from gis.crs import Bounds, supported
from gis.errors import RegistryError
from gis.municipality import Coverage, Municipality
from gis.registry import LayerView, Registry
from gis.relations import Join, joins
from gis.text import Text

GEOTIFF = "GTiff"
DEFAULT_LIMIT = 100
"""Features of a page when the caller names no number."""
MAX_LIMIT = 10_000
"""Features of a page at most; more are cut to this number."""


@dataclass(frozen=True)
class OgcService:
    """One audience's OGC API.

    Args:
        base_url: the public address of Kent, without a slash at the end.
        area: the municipality's bounds, in degrees.

    Raises:
        RegistryError: a coverage has the id of a layer.
    """

    registry: Registry
    municipality: Municipality
    audience: str
    base_url: str
    area: Bounds

    def __post_init__(self) -> None:
        if doubled := {c.id for c in self.municipality.coverages} & set(self.registry.layers):
            named = ", ".join(sorted(doubled))
            raise RegistryError(
                "coverage_id_taken",
                Text(
                    tr=f"municipality.yaml: coverages: {named} aynı zamanda bir katmanın kimliğidir; başka bir kimlik verin.",
                    en=f"municipality.yaml: coverages: {named} is a layer's id as well; choose another id.",
                ),
            )

    @property
    def url(self) -> str:
        return f"{self.base_url}/ogc"

    def collection_url(self, collection_id: str) -> str:
        return f"{self.url}/collections/{collection_id}"

    @cached_property
    def views(self) -> tuple[LayerView, ...]:
        return self.registry.views(self.audience)

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        """The relations between its collections."""
        return joins(self.registry, self.audience)

    @cached_property
    def coverages(self) -> tuple[Coverage, ...]:
        return self.municipality.coverages_for(self.registry.audiences[self.audience])

    def view(self, collection_id: str) -> LayerView | None:
        return next((view for view in self.views if view.id == collection_id), None)

    def coverage(self, collection_id: str) -> Coverage | None:
        return next((coverage for coverage in self.coverages if coverage.id == collection_id), None)

    @cached_property
    def crs_uris(self) -> tuple[str, ...]:
        """The CRSs every feature collection is served in, the default (CRS84) first."""
        return tuple(ref.uri for ref in supported(self.municipality.srid, self.area))
