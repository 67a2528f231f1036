"""How layers relate: what references and matching fields lead to, seen from either side. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from gis.registry import Layer, Registry
from gis.text import Text


@dataclass(frozen=True)
class Join:
    """Many features of ``layer`` belong to one of ``target``: each pair of fields has equal values.

    A reference's pair is ``(field, "id")``.
    """

    layer: str
    target: str
    pairs: tuple[tuple[str, str], ...]
    title: Text
    """The one feature, as seen from the many."""
    inverse: Text
    """The many, as seen from the one."""

    @property
    def name(self) -> str:
        """The same in every audience and language: ``camera.node_id``."""
        return f"{self.layer}.{'+'.join(own for own, _ in self.pairs)}"

    @property
    def is_reference(self) -> bool:
        return self.pairs[0][1] == "id"


def joins(registry: Registry, audience: str) -> tuple[Join, ...]:
    """Every relation whose layers and fields an audience sees on both sides."""
    seen = {view.id: {"id", *(f.name for f in view.fields)} for view in registry.views(audience)}
    return tuple(
        join
        for layer_id in seen
        for join in _of(registry.layers[layer_id], registry)
        if join.target in seen
        and all(own in seen[join.layer] and other in seen[join.target] for own, other in join.pairs)
    )


def _of(layer: Layer, registry: Registry) -> Iterator[Join]:
    for field in layer.fields:
        if field.layer is not None:
            yield Join(
                layer.id, field.layer, ((field.name, "id"),), field.title, field.inverse or layer.title
            )
    for relation in layer.relations:
        if relation.to in registry.layers:
            target = registry.layers[relation.to]
            pairs = tuple(relation.by.items())
            yield Join(
                layer.id, target.id, pairs, relation.title or target.title, relation.inverse or layer.title
            )
