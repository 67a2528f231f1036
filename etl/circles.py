"""Rows that lie within each other in a circle: a duct in a duct that lies in the first one.

A layer may relate to itself by natural key. Which feature is in which is followed through the rows of the file and through
what is published and stays, each feature once.
"""

from collections.abc import Hashable, Mapping

import numpy as np
import psycopg
from psycopg.sql import SQL, Identifier

from etl.diff import Published
from etl.intake import Intake
from gis.quality import Array, Fault, Flaw, faulty
from gis.registry import Layer, Relation
from gis.text import Text

CIRCULAR = Fault(
    "circular_relation",
    "error",
    Text(
        tr="{relation}: kayıt, zincirin sonunda kendi içinde kalıyor; zincirdeki bağlardan birini düzeltin.",
        en="{relation}: followed from one to the next, the row ends within itself; correct one of the links.",
    ),
)


def relations_to_itself(layer: Layer) -> tuple[Relation, ...]:
    """By the whole natural key: each row names at most one other."""
    return tuple(r for r in layer.relations if r.to == layer.id and set(r.by.values()) == set(layer.key))


def fields_of_relations(layer: Layer) -> tuple[str, ...]:
    """The fields that :func:`circular_rows` looks at."""
    return tuple(dict.fromkeys(n for r in relations_to_itself(layer) for pair in r.by.items() for n in pair))


def circular_rows(connection: psycopg.Connection, intake: Intake, published: Published) -> tuple[Flaw, ...]:
    """``circular_relation``: rows that would be part of a circle, new ones and changed ones.

    Args:
        intake: with the values of :func:`fields_of_relations`.
    """
    layer, given = intake.staging.layer, {f.name for f in intake.staging.fields}
    flaws: tuple[Flaw, ...] = ()
    for relation in relations_to_itself(layer):
        if not {*relation.by, *relation.by.values()} <= given:
            continue
        keys = _tuples(intake, tuple(relation.by.values()))
        named = _tuples(intake, tuple(relation.by))
        following = _published(connection, layer, relation) if len(published) else {}
        good = np.flatnonzero(~faulty(intake.flaws, intake.size))
        for row in good.tolist():
            following[keys[row]] = named[row]
        circular = in_circles({a: b for a, b in following.items() if None not in (*a, *b)})
        rows = np.array(
            [row for row in good.tolist() if intake.staged[row] and keys[row] in circular], dtype=np.int64
        )
        title = relation.title or layer.title
        flaws += CIRCULAR.flaw(rows, words={"relation": title}, field=next(iter(relation.by)))
    return flaws


def in_circles[K: Hashable](following: Mapping[K, K]) -> set[K]:
    """Those that are reached again from themselves; each is looked at a bounded number of times.

    Args:
        following: each with the one it names; what is named need not be there.
    """
    done: set[K] = set()
    circular: set[K] = set()
    for start in following:
        path: dict[K, int] = {}
        here = start
        while here in following and here not in done and here not in path:
            path[here] = len(path)
            here = following[here]
        if here in path:
            circular.update(list(path)[path[here] :])
        done.update(path)
    return circular


def _tuples(intake: Intake, names: tuple[str, ...]) -> list[tuple[object, ...]]:
    columns: list[Array] = [intake.values[name] for name in names]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _published(
    connection: psycopg.Connection, layer: Layer, relation: Relation
) -> dict[tuple[object, ...], tuple[object, ...]]:
    by = relation.by.items()
    statement = SQL("SELECT {}, {} FROM {} WHERE {}").format(
        SQL(", ").join(Identifier(key) for _, key in by),
        SQL(", ").join(Identifier(own) for own, _ in by),
        Identifier("city", layer.id),
        SQL(" AND ").join(SQL("{} IS NOT NULL").format(Identifier(own)) for own, _ in by),
    )
    return {tuple(row[: len(by)]): tuple(row[len(by) :]) for row in connection.execute(statement)}
