"""What belongs to one feature: features related to it and files attached to it. Pure: relations -> one statement.

Everything is looked up in an audience's own views, so neither a count nor a title tells of what it may not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.attachment_access import may_see_attachments
from gis.derive.attachment_view import ATTACHMENT
from gis.features import Statement
from gis.naming import feature_title, title_fields
from gis.privacy import Audience
from gis.registry import LayerView, schema_name
from gis.relations import Join, Side, sides
from gis.text import Language, Text

COUNTED = 1_000
"""Up to so many related features are counted; beyond, no number is better than a slow one."""


@dataclass(frozen=True)
class Bond:
    """One relation of a layer as an audience sees it, with the view at its other end."""

    side: Side
    other: LayerView


@dataclass(frozen=True)
class RelatedFeature:
    id: int
    properties: dict[str, Any]
    """The fields its title is made of."""


@dataclass(frozen=True)
class Related:
    """The features at the other end of one relation; never none.

    Attributes:
        count: how many; None where there are more than ``COUNTED``.
        values: of the fields by which they are matched, as they stand in an address.
        first: the first few, in the order of their ids.
    """

    bond: Bond
    count: int | None
    values: tuple[str, ...]
    first: tuple[RelatedFeature, ...]

    @property
    def path(self) -> str:
        """Where they are served, beneath ``/ogc/collections``: one record, or a list."""
        items = f"{self.bond.other.id}/items"
        if self.bond.side.is_reference:
            return f"{items}/{self.values[0]}"
        names = (there for _, there in self.bond.side.pairs)
        return f"{items}?{urlencode(list(zip(names, self.values, strict=True)), quote_via=quote)}"

    def title_of(self, feature: RelatedFeature, language: Language) -> str:
        return feature_title(self.bond.other, feature.id, feature.properties, language)

    @property
    def title(self) -> Text:
        return self.bond.side.title


@dataclass(frozen=True)
class Attached:
    """A file kept with a feature, without its content."""

    uid: UUID
    title: str | None
    file_name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    created_at: datetime

    @property
    def called(self) -> str:
        return self.title or self.file_name


@dataclass(frozen=True)
class Company:
    """All that belongs to one feature, as far as an audience may see it."""

    related: tuple[Related, ...] = ()
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Bonds:
    """What may belong to the features of one audience's view."""

    view: LayerView
    bonds: tuple[Bond, ...]
    attachments: bool

    @classmethod
    def of(
        cls, view: LayerView, views: Mapping[str, LayerView], seen: Sequence[Join], audience: Audience
    ) -> "Bonds":
        """Args: views, seen: all layers and relations that the audience sees."""
        bonds = tuple(Bond(side, views[side.layer]) for side in sides(seen, view.id))
        return cls(view, bonds, may_see_attachments(view.layer, audience))

    @property
    def none(self) -> bool:
        """Whether nothing can belong to any of them: there is no need to ask."""
        return not self.bonds and not self.attachments

    def statement(self, feature_id: int, first: int) -> Statement:
        """One row, to be read by ``read``; none where there is no such feature.

        Args:
            first: how many features of each relation are named.
        """
        return Statement(_text(self, first), {"id": feature_id}, prepare=True)

    def read(self, row: Sequence[Any] | None) -> Company:
        """What the statement's row says; nothing when there is none."""
        if row is None:
            return Company()
        answers, attached = row
        related = (_related(bond, answer) for bond, answer in zip(self.bonds, answers, strict=True))
        return Company(
            tuple(found for found in related if found is not None), tuple(_attached(one) for one in attached)
        )


def content_statement(audience: str, uid: UUID, known: bytes | None) -> Statement:
    """One attached file: ``media_type, file_name, sha256, content``; no row when the audience sees none.

    Args:
        known: the digest of the content that the client has already; that content is not read again (NULL).
    """
    text = SQL(
        "SELECT media_type, file_name, sha256, CASE WHEN sha256 IS DISTINCT FROM %(known)s::bytea THEN content END "
        "FROM {} WHERE uid = %(uid)s"
    ).format(Identifier(schema_name(audience), ATTACHMENT))
    return Statement(text, {"uid": uid, "known": known}, prepare=True)


def _related(bond: Bond, answer: Mapping[str, Any]) -> Related | None:
    if not answer["count"]:
        return None
    return Related(
        bond,
        count=answer["count"] if answer["count"] <= COUNTED else None,
        values=tuple(answer["values"]),
        first=tuple(RelatedFeature(f["id"], f["properties"] or {}) for f in answer["first"] or ()),
    )


def _attached(answer: Mapping[str, Any]) -> Attached:
    given = {**answer, "uid": UUID(answer["uid"]), "created_at": datetime.fromisoformat(answer["created_at"])}
    return Attached(**given)


@lru_cache(maxsize=1024)
def _text(bonds: Bonds, first: int) -> bytes:
    answers = SQL(", ").join(_answer(bond, first) for bond in bonds.bonds)
    attached = _attachments(bonds.view) if bonds.attachments else SQL("'[]'::json")
    text = SQL("SELECT json_build_array({}) AS related, {} AS attached FROM {} AS page WHERE id = %(id)s")
    return text.format(answers, attached, _name(bonds.view)).as_string().encode()


def _answer(bond: Bond, first: int) -> Composed:
    """A value that is NULL equals nothing, so a feature without one is related to nothing."""
    met = SQL(" AND ").join(
        SQL("{} = {}").format(Identifier("other", there), Identifier("page", here))
        for here, there in bond.side.pairs
    )
    values = SQL(", ").join(
        SQL("to_json({}) #>> '{{}}'").format(Identifier("page", here)) for here, _ in bond.side.pairs
    )
    return SQL(
        "json_build_object("
        "'count', (SELECT count(*) FROM (SELECT 1 FROM {other} AS other WHERE {met} LIMIT {most}) AS met), "
        "'values', json_build_array({values}), 'first', {first})"
    ).format(
        other=_name(bond.other),
        met=met,
        most=Literal(COUNTED + 1),
        values=values,
        first=_first(bond.other, met, first) if first else SQL("NULL"),
    )


def _first(view: LayerView, met: Composable, first: int) -> Composed:
    names = title_fields(view)
    shown: Composable = SQL("NULL")
    if names:
        columns = SQL(", ").join(Identifier("named", name) for name in names)
        shown = SQL("(SELECT row_to_json(told) FROM (SELECT {}) AS told)").format(columns)
    return SQL(
        "(SELECT json_agg(json_build_object('id', named.id, 'properties', {shown}) ORDER BY named.id) "
        "FROM (SELECT * FROM {view} AS other WHERE {met} ORDER BY other.id LIMIT {first}) AS named)"
    ).format(shown=shown, view=_name(view), met=met, first=Literal(first))


def _attachments(view: LayerView) -> Composed:
    return SQL(
        "(SELECT coalesce(json_agg(json_build_object('uid', uid, 'title', title, 'file_name', file_name, "
        "'media_type', media_type, 'size', size, 'width', width, 'height', height, 'created_at', created_at) "
        "ORDER BY kept.id), '[]') FROM {} AS kept WHERE kept.layer = {} AND kept.feature_id = page.id)"
    ).format(Identifier(view.schema_name, ATTACHMENT), Literal(view.id))


def _name(view: LayerView) -> Identifier:
    return Identifier(view.schema_name, view.id)
