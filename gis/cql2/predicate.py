"""A filter ready to be asked of one audience's view of a layer. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from psycopg.sql import SQL


@dataclass(frozen=True)
class Predicate:
    """A condition on the rows of a view called ``page``.

    Attributes:
        text: SQL with placeholders, put together by ``psycopg.sql`` in ``gis.cql2.compiler``; of the client's own text
            it holds nothing.
        values: what the placeholders stand for. Lists are tuples here.
    """

    text: str
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def shape(self) -> "Predicate":
        """The same without its values: one for all filters that differ in nothing else."""
        return replace(self, values=())

    @property
    def condition(self) -> SQL:
        return SQL(self.text)

    @property
    def bound(self) -> dict[str, Any]:
        """The values as the driver takes them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self.values}
