"""Layer -> the table of its generalised levels, and what an audience sees of it.

A read model is derived, never a second truth: made anew when its definition changes, then filled by ``etl.read_models``.
"""

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.generalisation import kept_fields
from gis.registry import Field, FieldType, Layer, LayerView

_TYPES: dict[FieldType, str] = {
    "text": "text",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamptz",
    "code": "text",
    "reference": "bigint",
}
_METHOD = 3
"""Counted up when levels are computed in another way, so that they are made anew everywhere."""


def generalised_name(layer_id: str) -> str:
    """The view of a layer's levels; no layer can be called so."""
    return f"{layer_id}@generalised"


def model_table(layer: Layer) -> Identifier:
    return Identifier("generalised", layer.id)


def create_read_model(layer: Layer) -> Composed:
    """An empty read model: ``n`` features became one; EPSG:3857.

    ``whole`` is a group before it was simplified, of which the next level is made; ``geom`` is NULL where that is too small to
    be drawn.
    """
    wholes = any(level.way == "dissolve" for level in layer.levels)
    columns = [SQL("{} {}").format(Identifier(f.name), SQL(_TYPES[f.type])) for f in kept_fields(layer)]
    return SQL("""
        CREATE TABLE {table} (
            level smallint NOT NULL,
            id bigint NOT NULL,
            n bigint NOT NULL,
            {columns}
            geom public.geometry(Geometry, 3857),
            whole public.geometry(Geometry, 3857),
            PRIMARY KEY (level, id)
        );
        CREATE INDEX ON {table} USING gist (geom);
        {dissolved};
        COMMENT ON TABLE {table} IS {levels};
        DELETE FROM ops.generalised WHERE layer = {layer}
    """).format(
        table=model_table(layer),
        dissolved=SQL("CREATE INDEX ON {} USING gist (whole)" if wholes else "SELECT").format(
            model_table(layer)
        ),
        columns=SQL("").join(SQL("{},").format(column) for column in columns),
        levels=Literal(f"{_METHOD}: {layer.levels}"),
        layer=Literal(layer.id),
    )


def drop_read_model(layer: Layer) -> Composed:
    return SQL("DROP TABLE IF EXISTS {}").format(model_table(layer))


def seen_fields(view: LayerView) -> tuple[Field, ...]:
    """The fields of the read model that an audience sees."""
    kept = {f.name for f in kept_fields(view.layer)}
    return tuple(f for f in view.fields if f.name in kept)


def has_read_model(view: LayerView) -> bool:
    """Whether an audience may see levels made from exact positions."""
    return view.geometry == "exact" and bool(view.layer.levels)


def read_model_query(view: LayerView) -> Composed:
    columns: list[Composable] = [Identifier(f.name) for f in seen_fields(view)]
    listed = SQL(", ").join([SQL("level"), SQL("id"), SQL("n"), *columns, SQL("geom")])
    return SQL("SELECT {} FROM {}").format(listed, model_table(view.layer))


def read_model_view(view: LayerView) -> Identifier:
    return Identifier(view.schema_name, generalised_name(view.id))
