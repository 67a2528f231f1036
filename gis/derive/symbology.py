"""What ``styles/`` holds: the palette, and a fragment of style layers in named slots for each map layer. Pure.

A fragment is a JSON list of MapLibre style layers without source. Besides MapLibre's own words it may say

- ``"@street"`` for the colour of a role of ``palette.yaml``, in the theme asked for;
- ``["kent:code-color", FIELD]``, ``["kent:code-icon", FIELD]``, ``["kent:code-title", FIELD]`` for what the
  field's code list gives a feature's code, the title in the language asked for;
- ``["kent:cell-radius"]`` for half the cell of a coarsened geometry, in pixels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self, get_args
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, model_validator

from gis.derive.icons import Icon, read_icons
from gis.errors import RegistryError
from gis.model import Identifier
from gis.text import Text
from gis.yaml_file import read_model, wrong

Theme = Literal["light", "dark"]
Slot = Literal[
    "background", "landcover", "water", "block", "road-casing", "road", "building", "parcel", "boundary",
    "overlay-fill", "overlay-line", "overlay-point",
    "label-door", "label-parcel", "label-building", "label-poi-3", "label-overlay", "label-minor-street",
    "label-water", "label-poi-2", "label-main-street", "label-poi-1", "label-neighbourhood",
    "label-district",
]  # fmt: skip
SLOTS: tuple[Slot, ...] = get_args(Slot)
"""Bottom to top. MapLibre places labels from the top down, so the last one wins a place first."""

Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
RoleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]

SHIPPED_STYLES = Path(__file__).parents[2] / "styles"
_ICON_SHEET = SHIPPED_STYLES / "build" / "sprites" / "icons.svg"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(_Model):
    """A colour by what it is for; ``over`` names the grounds it must be told from."""

    use: Literal["ground", "graphic", "label"]
    over: tuple[RoleName, ...] = ()
    light: Color
    dark: Color

    def __getitem__(self, theme: Theme) -> str:
        return self.light if theme == "light" else self.dark

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if (self.use == "ground") == bool(self.over):
            raise wrong(
                "graphic ve label zeminlerini `over` ile verir; ground vermez",
                "a graphic or label names its grounds in `over`; a ground does not",
            )
        return self


class _Roles(RootModel[dict[RoleName, Role]]):
    """``palette.yaml``."""


class LegendRule(_Model):
    """How a style layer appears in the legend: once, or once for each code of the field ``by``."""

    by: Identifier | None = None
    outline: JsonValue = None
    ground: JsonValue = "@land"
    """What lies beneath a style layer that is not opaque."""


class Metadata(_Model):
    slot: Annotated[Slot, Field(alias="kent:slot")]
    order: Annotated[int, Field(alias="kent:order")] = 0
    """Within a slot, higher is drawn above."""
    geometry: Annotated[Literal["exact", "coarsened"], Field(alias="kent:geometry")] = "exact"
    """For which audience's geometry the layer is drawn."""
    legend: Annotated[LegendRule | None, Field(alias="kent:legend")] = None
    generalised: Annotated[bool, Field(alias="kent:generalised")] = False
    """Whether the map draws the layer's generalised levels as well, below its zooms."""
    clusters: Annotated[RoleName | None, Field(alias="kent:clusters")] = None
    """The role in whose colour the map draws how many points there are, below the layer's zooms."""


class StyleLayer(_Model):
    """A MapLibre style layer of a fragment. Its ``id`` is local: the compiled one is ``<layer>.<id>``."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    type: Literal["fill", "line", "circle", "symbol", "fill-extrusion", "heatmap"]
    metadata: Metadata
    minzoom: Annotated[float, Field(ge=0, le=24)] | None = None
    maxzoom: Annotated[float, Field(ge=0, le=24)] | None = None
    filter: JsonValue = True
    layout: dict[str, JsonValue] = {}
    paint: dict[str, JsonValue] = {}


type Fragment = tuple[StyleLayer, ...]


class _FragmentFile(RootModel[tuple[StyleLayer, ...]]):
    """``styles/<layer>.json``."""


@dataclass(frozen=True)
class Styles:
    """Every fragment, by map layer, and the palette they draw their colours from.

    Attributes:
        icons: by name; none where ``styles/make`` has not made them.
        qml: hand-made QGIS styles, by map layer.
    """

    fragments: Mapping[str, Fragment]
    palette: Mapping[str, Role]
    icons: Mapping[str, Icon] = MappingProxyType({})
    qml: Mapping[str, str] = MappingProxyType({})

    def color(self, role: str, theme: Theme) -> str:
        """Raises: RegistryError when no palette has the role."""
        try:
            return self.palette[role][theme]
        except KeyError:
            raise RegistryError(
                "unknown_color",
                Text(tr=f"Renk paletinde '@{role}' yok.", en=f"The palette has no '@{role}'."),
                Text(tr=f"Olanlar: {', '.join(self.palette)}.", en=f"It has: {', '.join(self.palette)}."),
            ) from None


def load_styles(roots: Iterable[Path] = (SHIPPED_STYLES,)) -> Styles:
    """Read ``palette.yaml``, ``<layer>.json`` and ``<layer>.qml`` of each folder; a later folder's replace an earlier one's.

    Args:
        roots: Kent's own ``styles/``, then a home's; one that is not there is passed over.

    Raises:
        RegistryError: with file, line and remedy.
    """
    fragments: dict[str, Fragment] = {}
    palette: dict[str, Role] = {}
    qml: dict[str, str] = {}
    for root in roots:
        if (file := root / "palette.yaml").exists():
            palette |= read_model(file, _Roles).root
        for file in sorted(root.glob("*.json")):
            fragments[file.stem] = read_model(file, _FragmentFile).root
        qml |= {file.stem: _qgis_style(file) for file in sorted(root.glob("*.qml"))}
    sheet = _ICON_SHEET.read_text(encoding="utf-8") if _ICON_SHEET.exists() else ""
    return Styles(fragments, palette, read_icons(sheet), qml)


def _qgis_style(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    try:
        ElementTree.fromstring(text)  # noqa: S314 - a file of Kent's or of the municipality's own
    except ElementTree.ParseError as error:
        raise RegistryError(
            "style_invalid",
            Text(tr=f"{file}:{error.position[0]}: XML değil", en=f"{file}:{error.position[0]}: is no XML"),
            Text(tr="Stili QGIS'te yeniden kaydedin.", en="Save the style in QGIS again."),
        ) from None
    return text
