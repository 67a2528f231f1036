"""What changed in a layer, in the order of the transactions: for systems that follow it without downloading it again.

A cursor names a transaction and a feature, and the generation of the database in which it was given out. Only transactions with a number below every one that is still running are
told, so that none that commits late is ever missed. Of a feature that changed several times its present state is told.
"""

import re
from dataclasses import dataclass
from typing import Any

from psycopg.sql import SQL, Identifier, Literal

from gis.crs import CrsRef
from gis.errors import InvalidRequest, KentError
from gis.features import FeatureQuery, Statement, feature_text
from gis.registry import LayerView, versions_name
from gis.text import Text

GENERATION_BITS = 48
"""Above them a change's number holds how often the database was restored."""
NOW = "now"
"""Instead of a cursor: only what changes from now on."""
_CURSOR = re.compile(r"(\d{1,5})-(\d{1,19})-(\d{1,19})", re.ASCII)


@dataclass(frozen=True, order=True)
class Cursor:
    """How far somebody has followed: behind this feature of this transaction.

    Args:
        generation: of the database when the cursor was given out, 0 at the beginning; the transaction may be of an earlier
            one, for a restored database tells of what was there before.
    """

    change: int = 0
    id: int = 0
    generation: int = 0

    def __str__(self) -> str:
        return f"{self.generation}-{self.change}-{self.id}"

    @classmethod
    def at(cls, final_before: int) -> "Cursor":
        """Behind every change with a lower number; ids begin at 1."""
        return cls(final_before, 0, final_before >> GENERATION_BITS)


@dataclass(frozen=True)
class Change:
    """One feature's present state, or its end.

    Args:
        change: number of the transaction.
        feature: GeoJSON text; None when the feature is gone.
    """

    change: int
    id: int
    gone: bool
    uid: str
    version: int
    feature: str | None


@dataclass(frozen=True)
class Changes:
    """A page of changes.

    Args:
        now: behind everything that was final when the page was read.
        more: there may be another page already.
        origin: which database tells; a cursor belongs to it alone.
    """

    found: tuple[Change, ...]
    since: Cursor
    now: Cursor
    more: bool
    origin: str

    @property
    def next(self) -> Cursor:
        """Where the next page begins."""
        if self.more:
            return self.behind(self.found[-1])
        return max(self.now, self.since)

    def behind(self, change: Change) -> Cursor:
        """For who stops within the page."""
        return Cursor(change.change, change.id, self.now.generation)


class Gone(KentError):
    """What the caller knows of no longer holds."""


def restored_since() -> Gone:
    """For a cursor from before the database was restored."""
    return Gone(
        "restored_since",
        Text(
            tr="Veritabanı bu imleçten sonra yedekten geri yüklendi; o sıradaki değişiklikler artık geçerli olmayabilir.",
            en="The database was restored from a backup after this cursor; changes seen then may no longer hold.",
        ),
        Text(
            tr="since vermeden baştan başlayın; eldeki kopyayı yenisiyle değiştirin.",
            en="Begin again without since, and replace your copy by the new one.",
        ),
    )


def parse_since(text: str) -> Cursor | None:
    """A cursor; None for ``now``. Raises: InvalidRequest."""
    return None if text == NOW else parse_cursor(text)


def parse_cursor(text: str) -> Cursor:
    """Raises: InvalidRequest."""
    match = _CURSOR.fullmatch(text)
    if match is None or max(numbers := (int(match[1]), int(match[2]), int(match[3]))) >= 2**63:
        raise InvalidRequest(
            "bad_cursor",
            Text(tr="since bir değişiklik imleci değil.", en="since is no cursor of changes."),
            Text(
                tr="Önceki yanıtın next değerini verin; baştan başlamak için since vermeyin.",
                en="Give the last answer's next; to begin at the beginning give no since.",
            ),
        )
    return Cursor(numbers[1], numbers[2], numbers[0])


def changes_statement(view: LayerView, since: Cursor, limit: int, crs: CrsRef) -> Statement:
    """At most ``limit`` changes: ``change, id, gone, uid, version, feature`` (GeoJSON text; NULL for a retired feature)."""
    text = SQL("""
        (SELECT change, id, false AS gone, uid::text, version, {feature} AS feature
         FROM {versions} AS page
         WHERE current AND (change, id) > (%(change)s, %(id)s) AND change < lookup.final_before()
         ORDER BY change, id LIMIT {limit})
        UNION ALL
        (SELECT ended_change, id, true, uid::text, version, NULL
         FROM {versions} AS page
         WHERE NOT current AND retired AND (ended_change, id) > (%(change)s, %(id)s)
             AND ended_change < lookup.final_before()
         ORDER BY ended_change, id LIMIT {limit})
        ORDER BY 1, 2 LIMIT {limit}
    """).format(
        feature=feature_text(view, FeatureQuery(crs=crs)),
        versions=Identifier(view.schema_name, versions_name(view.id)),
        limit=Literal(limit),
    )
    values: dict[str, Any] = {"change": since.change, "id": since.id}
    return Statement(text, values, prepare=False)


def present_statement() -> Statement:
    """What is final now, and where: every change with a number below ``final_before``."""
    return Statement(
        SQL("SELECT lookup.final_before() AS final_before, lookup.origin() AS origin").format(),
        {},
        prepare=False,
    )
