"""Kent's icons as drawings of their own, for programs that take no sprite. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)
_GROUND = "var(--icon-ground, #fff)"
SIDE = 24
"""Of an icon, in pixels at size 1."""
MARGIN = 2
"""Pixels around an icon: room for its halo."""


@dataclass(frozen=True)
class Icon:
    """The inside of an ``<svg viewBox="0 0 24 24">``: what shows through a plate is filled with ``_GROUND``."""

    drawing: str

    def qgis_svg(self, halo: str, halo_width: float, ground: str) -> str:
        """A picture whose fill and opacity QGIS sets, with a halo around it.

        Args:
            halo: its colour.
            halo_width: in pixels at size 1.
            ground: the colour seen through the plate.
        """
        side = SIDE + 2 * MARGIN
        around = f'fill="{halo}" stroke="{halo}" stroke-width="{2 * halo_width:g}" stroke-linejoin="round"'
        shape = self.drawing.split('<g fill="var(', 1)[0]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {side} {side}">'
            f"<g {around}>{shape}</g>"
            f'<g fill="param(fill)" fill-opacity="param(fill-opacity)">{self.drawing.replace(_GROUND, ground)}</g></svg>'
        )


def read_icons(sheet: str) -> Mapping[str, Icon]:
    """The symbols of ``styles/build/sprites/icons.svg``, by name."""
    return MappingProxyType({name: Icon(drawing) for name, drawing in _SYMBOL.findall(sheet)})
