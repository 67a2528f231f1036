"""Which attached files an audience may see. Pure."""

from typing import get_args

from gis.privacy import Audience, PrivacyClass, stricter
from gis.registry import Layer


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
