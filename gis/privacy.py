"""Privacy classes, processing activities and audiences: who may see what. Pure."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from gis.text import Text

PrivacyClass = Literal["open", "internal", "restricted", "personal"]

PUBLIC = "public"
"""The audience of whoever is not signed in."""
STRICTEST: PrivacyClass = "personal"
_STRICTNESS: tuple[PrivacyClass, ...] = get_args(PrivacyClass)


def stricter(one: PrivacyClass, other: PrivacyClass) -> bool:
    """Whether one class is stricter than another, or the same; personal is above all."""
    return _STRICTNESS.index(one) >= _STRICTNESS.index(other)


class Activity(BaseModel):
    """A processing activity: one row of the personal-data inventory (KVKK art. 16, VERBİS)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    data_category: Text
    subject_group: Text
    purpose: Text
    legal_basis: Text
    recipients: Text
    retention: Text
    transfer_abroad: bool
    measures: Text


class Audience(BaseModel):
    """A named set of privacy classes, themes and activities.

    ``open`` is everyone's. Every other class applies only within ``themes``, and ``personal`` needs the field's own
    processing activity besides: seeing a name never implies seeing every fibre.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    classes: frozenset[PrivacyClass] = frozenset({"open"})
    themes: frozenset[str] | Literal["all"] = "all"
    activities: frozenset[str] = Field(default=frozenset())

    @field_serializer("classes", "themes", "activities")
    def _in_order(self, names: frozenset[str] | str) -> list[str] | str:
        """A set's order changes from process to process; what is made from it must not (ETags, the registry's digest)."""
        return names if isinstance(names, str) else sorted(names)

    def admits(self, privacy: PrivacyClass, theme: str, activity: str | None = None) -> bool:
        """Whether this audience may read a value of that class in that theme."""
        if privacy == "open":
            return True
        if privacy not in self.classes or not (self.themes == "all" or theme in self.themes):
            return False
        return privacy != "personal" or activity in self.activities
