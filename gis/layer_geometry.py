"""A layer's geometry: its type, who sees it exactly, and who sees it on a coarse grid. Pure."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Constrained

from gis.model import Definition
from gis.privacy import PrivacyClass
from gis.yaml_file import wrong

GeometryType = Literal["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]


class Coarsening(Definition):
    """Audience id -> cell size in metres of the fixed grid its geometries are snapped to.

    What the public may see so, everybody may who does not see it exactly.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[int, Constrained(ge=1, le=10_000)]]

    def cell(self, audience: str) -> int | None:
        return (self.__pydantic_extra__ or {}).get(audience)

    @property
    def audiences(self) -> tuple[str, ...]:
        return tuple(self.__pydantic_extra__ or {})


class Geometry(Definition):
    type: GeometryType
    privacy: PrivacyClass = "restricted"
    coarsen: Coarsening = Coarsening()

    @model_validator(mode="after")
    def _only_points_coarsen(self) -> Self:
        if self.coarsen.audiences and self.type != "Point":
            raise wrong(
                "coarsen yalnızca Point katmanlarında çalışır; geometriye daha sıkı bir sınıf verin",
                "coarsen works on Point layers only; give the geometry a stricter class instead",
            )
        return self
