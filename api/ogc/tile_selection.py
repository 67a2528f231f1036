"""Which layers a tile of several is composed of."""

from collections.abc import Mapping

from gis.derive.style import MOST_LAYERS
from gis.errors import InvalidRequest, NotFound
from gis.registry import LayerView
from gis.text import Text


def tiled(visible: Mapping[str, LayerView]) -> list[LayerView]:
    """All layers that have tiles.

    Raises:
        NotFound: there is none.
    """
    found = [view for view in visible.values() if view.geometry != "none"]
    if not found:
        raise NotFound(
            "no_tiles", Text(tr="Karosu olan bir katman yok.", en="There is no collection with tiles.")
        )
    return found


def tiled_layer(layer_id: str, visible: Mapping[str, LayerView]) -> LayerView:
    """Raises: NotFound: hidden, not there, or without places: the answer is the same."""
    view = visible.get(layer_id)
    if view is None or view.geometry == "none":
        raise NotFound(
            "unknown_collection",
            Text(
                tr="Böyle bir katman yok, karosu yok ya da görmeye yetkiniz yok.",
                en="There is no such collection, it has no tiles, or you may not see it.",
            ),
            Text(
                tr="Katmanların listesi: /ogc/collections",
                en="The collections are listed at /ogc/collections",
            ),
        )
    return view


def composed(layers: str, visible: Mapping[str, LayerView]) -> list[LayerView]:
    """The layers of ``a,b,…``, each once.

    Raises:
        InvalidRequest: more than a tile is composed of.
        NotFound: one that has no tiles for the caller.
    """
    return [tiled_layer(name, visible) for name in _names(layers)]


def selected(collections: str, visible: Mapping[str, LayerView]) -> list[LayerView]:
    """The same for the parameter ``collections`` (OGC 20-057, requirements class collections selection).

    Raises:
        InvalidRequest: also for a collection that has no tiles for the caller: the address itself is right.
    """
    try:
        return composed(collections, visible)
    except NotFound as error:
        raise InvalidRequest("bad_collections", error.message, error.hint) from error


def _names(layers: str) -> list[str]:
    # One more part than there may be tells that there are too many, however long the text goes on.
    given = layers.split(",", MOST_LAYERS)
    if len(given) > MOST_LAYERS:
        raise InvalidRequest(
            "too_many_layers",
            Text(
                tr=f"Bir karoda en çok {MOST_LAYERS} katman birleştirilir.",
                en=f"A tile is composed of {MOST_LAYERS} layers at most.",
            ),
            Text(
                tr="Daha az katman adı verin; hepsi için: /ogc/tiles.",
                en="Name fewer layers; all of them are at /ogc/tiles.",
            ),
        )
    return list(dict.fromkeys(given))
