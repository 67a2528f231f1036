"""How layers relate: what references and matching fields lead to, seen from either side. Pure."""

from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True)
class Side:
    """A relation as one of its layers sees it: which features of ``layer`` belong to a feature here.

    ``pairs`` are fields here and fields there.
    """

    name: str
    """The same in every audience and language; a relation's far side ends with ``~``."""
    layer: str
    title: Text
    pairs: tuple[tuple[str, str], ...]
    to_one: bool
    """Whether this is the side of the many, each of which belongs to one."""

    @property
    def is_reference(self) -> bool:
        """Whether the other feature's id stands in a field here."""
        return self.to_one and self.pairs[0][1] == "id"


def sides(seen: Iterable[Join], layer: str) -> tuple[Side, ...]:
    """What may be followed from a feature of one layer: what it belongs to, then what belongs to it.

    Args:
        seen: the relations an audience sees.
    """
    seen = tuple(seen)
    outward = (Side(j.name, j.target, j.title, j.pairs, to_one=True) for j in seen if j.layer == layer)
    inward = (
        Side(f"{j.name}~", j.layer, j.inverse, tuple((there, own) for own, there in j.pairs), to_one=False)
        for j in seen
        if j.target == layer
    )
    return (*outward, *inward)


def all_joins(registry: Registry) -> tuple[Join, ...]:
    """Every relation there is, whoever may see it."""
    return tuple(join for layer in registry.layers.values() for join in _of(layer, registry))


def joins(registry: Registry, audience: str) -> tuple[Join, ...]:
    """Every relation whose layers and fields an audience sees on both sides."""
    seen = {view.id: {"id", *(f.name for f in view.fields)} for view in registry.views(audience)}
    return tuple(
        join
        for join in all_joins(registry)
        if join.layer in seen
        and join.target in seen
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
