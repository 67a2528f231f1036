"""What features of tiles tell besides their layer's fields. Pure."""

from dataclasses import dataclass
from typing import Literal

from gis.generalisation import COUNT, is_counted
from gis.registry import NAMED_ELSEWHERE, LayerView
from gis.text import Text


@dataclass(frozen=True)
class TileAttribute:
    name: str
    title: Text
    type: Literal["integer", "boolean"]


_COUNT = TileAttribute(COUNT, Text(tr="Öğe sayısı", en="Number of features"), "integer")
_NAMED_ELSEWHERE = TileAttribute(
    NAMED_ELSEWHERE, Text(tr="Adı başka karoda", en="Name stands in another tile"), "boolean"
)


def tile_attributes(view: LayerView) -> tuple[TileAttribute, ...]:
    """Those of a layer: how many features became one; true where an area's name stands in another tile."""
    counted = (_COUNT,) if is_counted(view) else ()
    return (*counted, *((_NAMED_ELSEWHERE,) if view.named_once_from is not None else ()))
