"""Fields and codes that got another name (``renamed_from``): their values stay."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from gis.registry import Layer, Registry


@dataclass(frozen=True)
class Rename:
    """One name that became another, as SQL."""

    statements: tuple[Composed, ...]

    def carry_out(self, connection: psycopg.Connection) -> None:
        for statement in self.statements:
            connection.execute(statement)

    def as_sql(self) -> tuple[str, ...]:
        return tuple(statement.as_string() for statement in self.statements)


def field_renames(connection: psycopg.Connection, registry: Registry) -> tuple[Rename, ...]:
    """Columns that still have the former name of a field."""
    stored: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'city'"
    ):
        stored.setdefault(table, set()).add(column)
    return tuple(
        Rename(
            tuple(
                SQL("ALTER TABLE {} RENAME COLUMN {} TO {}").format(
                    Identifier(schema, layer.id), Identifier(former), Identifier(name)
                )
                for schema in ("city", "history")
            )
        )
        for layer in registry.layers.values()
        for former, name in _renamed(layer)
        if former in stored.get(layer.id, ()) and name not in stored[layer.id]
    )


def _renamed(layer: Layer) -> Iterator[tuple[str, str]]:
    for field in layer.fields:
        if field.renamed_from is not None and not layer.has(field.renamed_from):
            yield field.renamed_from, field.name


def code_renames(connection: psycopg.Connection, registry: Registry) -> tuple[Rename, ...]:
    """Codes that the database still has under their former name.

    A name is no new version of a feature: the history trigger is off meanwhile, and history's rows change too.
    """
    stored = set(connection.execute("SELECT list, code FROM lookup.code").fetchall())
    return tuple(
        Rename(tuple(_renamed_code(registry, code_list.id, code.renamed_from, code.code)))
        for code_list in registry.codes.values()
        for code in code_list.codes
        if code.renamed_from is not None
        and (code_list.id, code.renamed_from) in stored
        and all(other.code != code.renamed_from for other in code_list.codes)
    )


def _renamed_code(registry: Registry, list_id: str, former: str, code: str) -> Iterator[Composed]:
    for layer in registry.layers.values():
        for field in layer.fields:
            if field.codes != list_id:
                continue
            table = Identifier("city", layer.id)
            yield SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table)
            for schema in ("city", "history"):
                yield SQL("UPDATE {0} SET {1} = {2} WHERE {1} = {3}").format(
                    Identifier(schema, layer.id), Identifier(field.name), Literal(code), Literal(former)
                )
            yield SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table)
    yield SQL(
        "DELETE FROM lookup.code AS former WHERE list = {0} AND code = {1} "
        "AND EXISTS (SELECT 1 FROM lookup.code WHERE list = {0} AND code = {2})"
    ).format(Literal(list_id), Literal(former), Literal(code))
    yield SQL("UPDATE lookup.code SET code = {2} WHERE list = {0} AND code = {1}").format(
        Literal(list_id), Literal(former), Literal(code)
    )
