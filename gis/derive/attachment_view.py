"""Registry and audience -> which attached files the audience may read. Pure.

Like every access of an audience it is a view with explicit columns; a layer's files appear in it only with the classes
the audience is admitted to, and only while the audience's view of that layer holds their feature.
"""

from typing import get_args

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.privacy import Audience, PrivacyClass, stricter
from gis.registry import Layer, LayerView

ATTACHMENT = "attachment"
"""The view's name in every audience's schema."""

COLUMNS = (
    "id", "uid", "layer", "feature_id", "title", "file_name", "media_type", "size", "sha256", "width", "height",
    "created_at", "content",
)  # fmt: skip


def admitted_classes(layer: Layer, audience: Audience) -> tuple[PrivacyClass, ...]:
    """The classes a file may have been given for this audience to see it.

    A file keeps the class it was added with; where the layer's own has become stricter since, that one holds.
    """
    rule = layer.attachments
    if rule is None:
        return ()
    classes: tuple[PrivacyClass, ...] = get_args(PrivacyClass)
    return tuple(
        given
        for given in classes
        if audience.admits(
            given if stricter(given, rule.privacy) else rule.privacy, layer.theme, rule.activity
        )
    )


def may_see_attachments(layer: Layer, audience: Audience) -> bool:
    return bool(admitted_classes(layer, audience))


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
