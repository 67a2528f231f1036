"""Registry and audience -> which attached files the audience may read. Pure.

Like every access of an audience it is a view with explicit columns; a layer's files appear in it only with the classes
the audience is admitted to, and only while the audience's view of that layer holds their feature.
"""

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.attachment_access import admitted_classes
from gis.privacy import Audience
from gis.registry import LayerView

ATTACHMENT = "attachment"
"""The view's name in every audience's schema."""

COLUMNS = (
    "id", "uid", "layer", "feature_id", "title", "file_name", "media_type", "size", "sha256", "width", "height",
    "created_at", "content",
)  # fmt: skip


def attachment_query(views: tuple[LayerView, ...], audience: Audience) -> Composed:
    """The view's ``SELECT``; the columns without any row where the audience sees no file of any layer."""
    columns = SQL(", ").join(Identifier("kept", name) for name in COLUMNS)
    activities = (
        SQL(", ").join(map(Literal, sorted(audience.activities))) if audience.activities else SQL("NULL")
    )
    parts: list[Composable] = [
        SQL(
            "SELECT {columns} FROM media.attachment AS kept WHERE kept.layer = {layer} AND kept.privacy IN ({classes}) "
            "AND (kept.privacy <> 'personal' OR kept.activity IN ({activities})) "
            "AND EXISTS (SELECT FROM {view} AS seen WHERE seen.id = kept.feature_id)"
        ).format(
            columns=columns,
            layer=Literal(view.id),
            classes=SQL(", ").join(map(Literal, classes)),
            activities=activities,
            view=Identifier(view.schema_name, view.id),
        )
        for view in views
        if (classes := admitted_classes(view.layer, audience))
    ]
    if not parts:
        parts = [SQL("SELECT {} FROM media.attachment AS kept WHERE false").format(columns)]
    return SQL(" UNION ALL ").join(parts)
