"""Code lists in the database: brought up to date, never emptied under the rows that use them."""

from collections.abc import Iterator

import psycopg
from psycopg.sql import SQL, Identifier

from gis.definitions import place
from gis.registry import Registry
from gis.text import Text


def removed_codes(connection: psycopg.Connection, registry: Registry) -> Iterator[Text]:
    """What stands against taking a code away: rows that have it. With file, line and remedy."""
    renamed = {
        (code_list.id, code.renamed_from) for code_list in registry.codes.values() for code in code_list.codes
    }
    stored: dict[str, list[str]] = {}
    for list_id, code in connection.execute("SELECT list, code FROM lookup.code ORDER BY list, position"):
        known = registry.codes.get(list_id)
        if known is not None and not known.has(code) and (list_id, code) not in renamed:
            stored.setdefault(list_id, []).append(code)
    for layer in registry.layers.values():
        for field in layer.fields:
            gone = stored.get(field.codes or "")
            if not gone or not _has_column(connection, layer.id, field.name):
                continue
            used = connection.execute(
                SQL("SELECT {0}, count(*) FROM {1} WHERE {0} = ANY (%s) GROUP BY 1 ORDER BY 1").format(
                    Identifier(field.name), Identifier("city", layer.id)
                ),
                [gone],
            ).fetchall()
            where = place(registry, f"codes/{field.codes}", "codes")
            for code, rows in used:
                yield Text(
                    tr=f"{where}: '{code}' kodu kaldırılmış, ama {layer.id}.{field.name} alanında {rows} kayıt kullanıyor; "
                    f"kodu `retired: true` ile bırakın ya da yerine geçene `renamed_from: {code}` yazın",
                    en=f"{where}: the code '{code}' is gone, but {rows} rows of {layer.id}.{field.name} have it; keep it with "
                    f"`retired: true`, or write `renamed_from: {code}` at the one that replaces it",
                )


def _has_column(connection: psycopg.Connection, table: str, column: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM information_schema.columns WHERE (table_schema, table_name, column_name) = ('city', %s, %s)",
        [table, column],
    )
    return found.fetchone() is not None


def upsert_codes(connection: psycopg.Connection, registry: Registry) -> None:
    """Every code of the registry; one that is no longer there is retired."""
    rows = [
        (code_list.id, code.code, position, code.title.tr, code.title.en, code.color, code.icon, code.retired)
        for code_list in registry.codes.values()
        for position, code in enumerate(code_list.codes)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO lookup.code (list, code, position, title_tr, title_en, color, icon, retired) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (list, code) DO UPDATE SET position = excluded.position, "
            "title_tr = excluded.title_tr, title_en = excluded.title_en, color = excluded.color, icon = excluded.icon, "
            "retired = excluded.retired",
            rows,
        )
    connection.execute(
        "UPDATE lookup.code SET retired = true WHERE NOT retired AND (list, code) NOT IN "
        "(SELECT * FROM unnest(%s::text[], %s::text[]))",
        [[r[0] for r in rows], [r[1] for r in rows]],
    )
