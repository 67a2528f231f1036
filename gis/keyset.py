"""The order of rows, and the rows behind one of them, so that pages cost the same however deep they lie. Pure.

NULL sorts behind every value, as in the indexes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.sql import SQL, Composable, Composed, Identifier

from gis.errors import InvalidRequest
from gis.registry import Field, LayerView
from gis.text import Text

_TURKISH = SQL('COLLATE "tr-TR-x-icu"')
_ID = SQL("id")


@dataclass(frozen=True)
class SortKey:
    field: str
    descending: bool = False


@dataclass(frozen=True)
class After:
    """Where a page begins: behind the row with these values of the sort keys (None: NULL) and this id."""

    id: int
    values: tuple[Any, ...] = ()

    @property
    def shape(self) -> "After":
        """What the SQL depends on: which values are NULL."""
        return After(0, tuple(None if value is None else 0 for value in self.values))

    @property
    def bound(self) -> dict[str, Any]:
        """The values ``sorted_rows`` wants."""
        return {"after_id": self.id, **{f"after_{at}": value for at, value in enumerate(self.values)}}


def sorted_rows(
    view: LayerView,
    rows: Composable,
    conditions: Sequence[Composable],
    keys: tuple[SortKey, ...],
    after: After | None,
    window: Composable,
) -> Composed:
    """A page of rows.

    Args:
        rows: ``SELECT … FROM …``, of the view.
        conditions: that all rows meet.
        keys: what is sorted by, first that which counts most; then the id decides.
        window: ``LIMIT`` and ``OFFSET``.

    Raises:
        InvalidRequest: a field that is not there or not sortable.
    """
    columns = [_column(view, key.field) for key in keys]
    if after is None:
        return rows + where(conditions) + _order(columns, keys, 0) + window
    parts = [
        rows + where([*conditions, *limits]) + _order(columns, keys, constant) + window
        for limits, constant in _ranges(columns, keys, after)
    ]
    if len(parts) == 1:
        return parts[0]
    return SQL("SELECT * FROM ({}) AS parts{}").format(
        SQL(" UNION ALL ").join(SQL("({})").format(part) for part in parts), window
    )


def where(conditions: Sequence[Composable]) -> Composable:
    return SQL(" WHERE ") + SQL(" AND ").join(conditions) if conditions else SQL("")


def _ranges(
    columns: Sequence[Composable], keys: Sequence[SortKey], after: After
) -> Iterator[tuple[list[Composable], int]]:
    """What lies behind a row as ranges of an index, in their order, each with the number of keys that are constant in it.

    First the rows that agree in all keys, then those that agree in all but the last, and so on. One condition for all of
    them would not be met by an index.
    """
    values = [SQL(f"%(after_{at})s") for at in range(len(keys))]
    same: list[Composable] = [
        SQL("{} IS NULL").format(column) if known is None else SQL("{} = {}").format(column, value)
        for column, known, value in zip(columns, after.values, values, strict=True)
    ]
    yield [*same, SQL("id {} %(after_id)s").format(_behind(keys))], len(keys)
    for at in reversed(range(len(keys))):
        column, agreeing = columns[at], same[:at]
        if after.values[at] is not None:
            yield [*agreeing, SQL("{} {} {}").format(column, _behind(keys[: at + 1]), values[at])], at
            if not keys[at].descending:
                yield [*agreeing, SQL("{} IS NULL").format(column)], at + 1
        elif keys[at].descending:
            yield [*agreeing, SQL("{} IS NOT NULL").format(column)], at


def _order(columns: Sequence[Composable], keys: Sequence[SortKey], constant: int) -> Composed:
    """Ids go the way of the last key, as an index of both is read.

    Args:
        constant: how many keys, from the first on, all rows agree in.
    """
    by = [(column, key.descending) for column, key in zip(columns, keys, strict=True)]
    return SQL(" ORDER BY ") + SQL(", ").join(
        SQL("{} {}").format(column, SQL("DESC" if descending else "ASC"))
        for column, descending in [*by[constant:], (_ID, _descending(keys))]
    )


def _descending(keys: Sequence[SortKey]) -> bool:
    return bool(keys) and keys[-1].descending


def _behind(keys: Sequence[SortKey]) -> SQL:
    return SQL("<") if _descending(keys) else SQL(">")


def _column(view: LayerView, name: str) -> Composable:
    found = view.field(name)
    if found is None or not found.sortable:
        listed = ", ".join(f.name for f in view.fields if f.sortable) or "–"
        raise InvalidRequest(
            "not_sortable",
            Text(tr="Bu alana göre sıralanamaz.", en="This field cannot be sorted by."),
            Text(tr=f"Sıralanabilen alanlar: {listed}", en=f"Fields that sort: {listed}"),
        )
    return SQL("{} {}").format(Identifier(name), _collation(found))


def _collation(field: Field) -> SQL:
    return _TURKISH if field.type == "text" else SQL("")
