"""The checks a layer may name under ``checks:``, with what each can be told. Pure.

A check is written as its name, ``no_overlap``; with its main setting, ``minimum_area: 1``; with several, ``no_gap:
{max_width_m: 0.5}``; and with the weight of what it finds, ``{inside: block, severity: error}``.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import Field as Constrained
from pydantic import model_validator
from pydantic_core import core_schema

from gis.model import Definition, Identifier, Severity
from gis.text import Text
from gis.yaml_file import wrong

if TYPE_CHECKING:
    from gis.registry import Layer

Shape = Literal["point", "line", "polygon"]
AreaRules = Literal["regulation_2022", "built_up_1988", "graphic_1988"]
Metres = Annotated[float, Constrained(ge=0, le=1000)]


class _Check(Definition):
    severity: Severity = "warning"
    main: ClassVar[str] = ""
    """The setting that the short form gives."""
    shapes: ClassVar[tuple[Shape, ...]] = ("point", "line", "polygon")
    """What the check can look at."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The other layers it looks at."""
        return ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the layer it looks at."""
        return ()

    @property
    def reach_m(self) -> float:
        """How far beyond a row's bounds it looks, in metres."""
        return 0.0


class Valid(_Check):
    """Geometries are valid as OGC Simple Features defines it."""

    name: Literal["valid"]
    severity: Severity = "error"


class MinimumArea(_Check):
    name: Literal["minimum_area"]
    m2: Annotated[float, Constrained(gt=0)]
    main: ClassVar[str] = "m2"
    shapes: ClassVar[tuple[Shape, ...]] = ("polygon",)


class MinimumLength(_Check):
    name: Literal["minimum_length"]
    m: Annotated[float, Constrained(gt=0)]
    main: ClassVar[str] = "m"
    shapes: ClassVar[tuple[Shape, ...]] = ("line",)


class DuplicateGeometry(_Check):
    """No two rows have the same geometry, vertex by vertex within the tolerance."""

    name: Literal["duplicate_geometry"]
    tolerance_m: Metres = 0.001

    @property
    def reach_m(self) -> float:
        return self.tolerance_m


class DuplicateVertices(_Check):
    """No two vertices in a row lie within the tolerance of each other."""

    name: Literal["duplicate_vertices"]
    tolerance_m: Metres = 0.0
    main: ClassVar[str] = "tolerance_m"
    shapes: ClassVar[tuple[Shape, ...]] = ("line", "polygon")


class NoOverlap(_Check):
    """Polygons of the layer share no area; what is narrower than a sliver is measurement noise."""

    name: Literal["no_overlap"]
    sliver_m: Metres = 0.01
    main: ClassVar[str] = "sliver_m"
    shapes: ClassVar[tuple[Shape, ...]] = ("polygon",)


class NoGap(_Check):
    """Between polygons of the layer lies nothing narrower than ``max_width_m``: what is wider is a street, not a fault."""

    name: Literal["no_gap"]
    max_width_m: Annotated[float, Constrained(gt=0, le=10)] = 0.5
    sliver_m: Metres = 0.01
    main: ClassVar[str] = "max_width_m"
    shapes: ClassVar[tuple[Shape, ...]] = ("polygon",)

    @property
    def reach_m(self) -> float:
        return self.max_width_m


class Inside(_Check):
    """Rows lie in features of another layer, which may be several that adjoin.

    Args:
        having: only rows with a value in this field have to.
        max_outside: the share of a row's area or length that may lie outside.
    """

    name: Literal["inside"]
    layer: Identifier
    having: Identifier | None = None
    max_outside: Annotated[float, Constrained(ge=0, lt=1)] = 0.01
    main: ClassVar[str] = "layer"

    @property
    def layers(self) -> tuple[str, ...]:
        return (self.layer,)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.having,) if self.having else ()


class SnappedTo(_Check):
    """Line ends lie on a point of another layer, or farther from all of them than the tolerance."""

    name: Literal["snapped_to"]
    layer: Identifier
    tolerance_m: Annotated[float, Constrained(gt=0, le=100)] = 0.5
    main: ClassVar[str] = "layer"
    shapes: ClassVar[tuple[Shape, ...]] = ("line",)

    @property
    def layers(self) -> tuple[str, ...]:
        return (self.layer,)

    @property
    def reach_m(self) -> float:
        return self.tolerance_m


class _AtNodes(_Check):
    """What lines do at each other and at the points of the layers named in ``nodes``."""

    nodes: tuple[Identifier, ...] = ()
    tolerance_m: Metres = 0.01
    main: ClassVar[str] = "nodes"
    shapes: ClassVar[tuple[Shape, ...]] = ("line",)

    @property
    def layers(self) -> tuple[str, ...]:
        return self.nodes

    @property
    def reach_m(self) -> float:
        return self.tolerance_m


class DanglingEnds(_AtNodes):
    """Line ends touch another line of the layer or a point of ``nodes``."""

    name: Literal["dangling_ends"]


class CrossingLines(_AtNodes):
    """Lines of the layer cross only where both have a vertex, or where a point of ``nodes`` lies; heights are not looked at."""

    name: Literal["crossing_lines"]


class DeclaredArea(_Check):
    """The area in a field and the geometry's agree within a regulation's tolerance.

    Args:
        field: in m².
        map_scale: the sheet's scale number, for the rules of 1988.
    """

    name: Literal["declared_area"]
    field: Identifier
    rules: AreaRules = "regulation_2022"
    map_scale: Annotated[int, Constrained(ge=100, le=25_000)] | None = None
    main: ClassVar[str] = "field"
    shapes: ClassVar[tuple[Shape, ...]] = ("polygon",)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    @model_validator(mode="after")
    def _scale_fits_rules(self) -> Self:
        if (self.rules == "regulation_2022") != (self.map_scale is None):
            raise wrong(
                "map_scale 1988 kuralları için gereklidir, 2022 yönetmeliği için verilmez; ekleyin ya da kaldırın",
                "map_scale is needed for the rules of 1988 and unknown to those of 2022; add or remove it",
            )
        return self


class NumberParity(_Check):
    """Door numbers left of their street are odd, on its right even, as seen from its start.

    Args:
        number: the field with the door number, which may have letters behind it.
        street: the layer with the streets' lines; a relation of the layer says which street is whose.
    """

    name: Literal["number_parity"]
    number: Identifier
    street: Identifier
    shapes: ClassVar[tuple[Shape, ...]] = ("point",)

    @property
    def layers(self) -> tuple[str, ...]:
        return (self.street,)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.number,)

    @property
    def reach_m(self) -> float:
        return 200.0


_Any = (
    Valid
    | MinimumArea
    | MinimumLength
    | DuplicateGeometry
    | DuplicateVertices
    | NoOverlap
    | NoGap
    | Inside
    | SnappedTo
    | DanglingEnds
    | CrossingLines
    | DeclaredArea
    | NumberParity
)
CHECKS: dict[str, type[_Check]] = {
    get_args(model.model_fields["name"].annotation)[0]: model for model in get_args(_Any)
}
"""Name -> its settings."""


def _spelt_out(value: object) -> object:
    """Any of the short forms -> ``{name: …, settings …}``."""
    if isinstance(value, str):
        value = {"name": value}
    if isinstance(value, dict) and "name" not in value:
        named = [key for key in value if key != "severity"]
        if len(named) == 1:
            name, settings = named[0], value[named[0]]
            if settings is None:
                settings = {}
            if not isinstance(settings, dict):
                main = CHECKS[name].main if name in CHECKS else ""
                if name in CHECKS and not main:
                    raise wrong(
                        f"'{name}' tek bir değer almaz; ayarlarını adlarıyla verin",
                        f"'{name}' takes no single value; give its settings by name",
                    )
                settings = {main: settings}
            value = {"name": name, **settings, **{k: v for k, v in value.items() if k == "severity"}}
    if isinstance(value, dict) and value.get("name") not in CHECKS:
        known = ", ".join(CHECKS)
        raise wrong(
            f"böyle bir denetim yok; bir denetimin adını verin: {known}",
            f"there is no such check; name one of: {known}",
        )
    return value


class _Spelling:
    """Lets a check be written in its short forms, and tells editors of them."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_spelt_out, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        whole = handler(core)
        forms: list[dict[str, Any]] = []
        bare: list[str] = []
        for name, model in CHECKS.items():
            schema = handler.resolve_ref_schema({"$ref": whole["discriminator"]["mapping"][name]})
            settings = {k: v for k, v in schema["properties"].items() if k not in ("name", "severity")}
            required = [k for k in schema.get("required", []) if k in settings]
            if not required:
                bare.append(name)
            given: list[dict[str, Any]] = [settings[model.main]] if model.main else []
            if settings:
                given.append(
                    {
                        "type": "object",
                        "properties": settings,
                        "required": required,
                        "additionalProperties": False,
                    }
                )
            if given:
                forms.append(
                    {
                        "type": "object",
                        "properties": {name: {"anyOf": given}, "severity": schema["properties"]["severity"]},
                        "required": [name],
                        "additionalProperties": False,
                    }
                )
        return {"anyOf": [{"enum": bare}, *forms, whole]}


Check = Annotated[Annotated[_Any, Constrained(discriminator="name")], _Spelling()]


def shape_of(geometry_type: str) -> Shape:
    """``MultiPolygon`` -> ``polygon``."""
    plain = geometry_type.removeprefix("Multi")
    return "point" if plain == "Point" else "line" if plain == "LineString" else "polygon"


def check_faults(layer: "Layer") -> Iterator[Text]:
    """Why checks that a layer names cannot look at what it stores."""
    shape = None if layer.geometry == "none" else shape_of(layer.geometry.type)
    for check in layer.checks:
        if shape not in check.shapes:
            listed = ", ".join(check.shapes)
            yield Text(
                tr=f"'{check.name}' denetimi bu geometri türüne bakamaz ({listed} ister); kaldırın",
                en=f"the check '{check.name}' cannot look at this geometry (it needs {listed}); remove it",
            )
        if personal := [name for name in check.fields if layer.field(name).privacy == "personal"]:
            yield Text(
                tr=f"'{check.name}' denetiminin mesajları değeri gösterir, {personal[0]} ise kişisel; başka bir alan verin",
                en=f"the messages of '{check.name}' show the value, and {personal[0]} is personal; name another field",
            )
        if check.name == "declared_area" and layer.field(check.field).type not in ("integer", "number"):
            yield Text(
                tr=f"declared_area: {check.field} sayı türünde değil; alanı m² olarak tutan bir alan verin",
                en=f"declared_area: {check.field} is no number; name a field that holds the area in m²",
            )
        if check.name == "number_parity" and not any(r.to == check.street for r in layer.relations):
            yield Text(
                tr=f"number_parity: bu katmanın {check.street} ile bağı yok; `relations` altına ekleyin",
                en=f"number_parity: the layer has no relation to {check.street}; add one under `relations`",
            )
