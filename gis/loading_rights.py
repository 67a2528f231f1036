"""Who may load a layer. Pure.

What an account reads, its audience alone decides; its roles decide what it may do. A load shows its file's rows and what
they meet in the layer, so nobody loads what they do not see wholly.
"""

from collections.abc import Iterable

from gis.errors import Forbidden
from gis.registry import Layer, LayerView, Registry
from gis.text import Text

EDITOR = "gis_editor"
"""The role that may load every layer its audience sees wholly."""


def known_roles(registry: Registry) -> frozenset[str]:
    """Roles that an account may have: the editor's, and those that layers name in ``edit.by``."""
    return frozenset({EDITOR}).union(*(loading_roles(layer) for layer in registry.layers.values()))


def loading_roles(layer: Layer) -> frozenset[str]:
    """Any of them may load the layer."""
    return frozenset({EDITOR, *(layer.edit.by if layer.edit is not None else ())})


def sees_wholly(view: LayerView) -> bool:
    """Whether an audience sees every field and the exact geometry of a layer."""
    exact = view.layer.geometry == "none" or view.geometry == "exact"
    return exact and len(view.fields) == len(view.layer.fields)


def may_load(view: LayerView, roles: Iterable[str]) -> bool:
    """Whether an account that sees this of a layer and has these roles may load it."""
    return not view.layer.derived and sees_wholly(view) and not loading_roles(view.layer).isdisjoint(roles)


def require_not_derived(layer: Layer) -> None:
    """Raises: Forbidden when Kent itself keeps the layer: nobody loads it."""
    if layer.derived:
        raise Forbidden(
            "derived_layer",
            Text(
                tr=f"{layer.id} ({layer.title.tr}) katmanını Kent kendisi tutar; dosyadan yüklenmez.",
                en=f"{layer.id} ({layer.title.en}) is kept by Kent itself and loaded from no file.",
            ),
            Text(
                tr="Dosyanın verisini taşıyan katmanı verin.", en="Name the layer whose data the file holds."
            ),
        )
