"""Which feature of a followed layer is which one here: what is gone there is told by its id alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import psycopg
from psycopg.sql import SQL, Identifier, Literal

from etl.diff import fixed_records
from etl.intake import Intake
from etl.source import Feed
from etl.stage import STAGED, PublishedReferences
from gis.quality import Array
from gis.registry import Field, Layer

_PAIRS = SQL("""
    SELECT there, feature FROM ops.followed_feature WHERE followed = {} AND ended_load IS NULL ORDER BY there
""")
_OTHERS = SQL("""
    SELECT e.feature, e.feature FROM ops.followed_feature e JOIN ops.followed f ON f.id = e.followed
    WHERE f.layer = {} AND f.id <> {} AND e.ended_load IS NULL
""")
_PAIR_RECORD = np.dtype([("n", ">i2"), ("t", ">i4"), ("there", ">i8"), ("f", ">i4"), ("feature", ">i8")])
"""Of PostgreSQL's binary COPY format."""
_TOLD = "CREATE TEMP TABLE load_told (row_no bigint, there bigint, feature bigint) ON COMMIT DROP"
_COPY = "COPY pg_temp.load_told (row_no, there, feature) FROM STDIN"
_MADE = SQL("""
    UPDATE pg_temp.load_told o SET feature = t.id
    FROM {staged} s JOIN {table} t ON t.source_hash = s.source_hash AND t.load_id = %(load)s
    WHERE o.feature IS NULL AND s.row_no = o.row_no
""")
_END_GONE = """
    UPDATE ops.followed_feature SET ended_load = %(load)s
    WHERE followed = %(followed)s AND ended_load IS NULL AND there = ANY (%(gone)s)
"""
_END_MOVED = """
    UPDATE ops.followed_feature f SET ended_load = %(load)s FROM pg_temp.load_told o
    WHERE f.followed = %(followed)s AND f.ended_load IS NULL AND f.there = o.there AND f.feature <> o.feature
"""
_END_CLAIMED = """
    UPDATE ops.followed_feature f SET ended_load = %(load)s FROM pg_temp.load_told o
    WHERE f.followed = %(followed)s AND f.ended_load IS NULL AND f.feature = o.feature AND f.there <> o.there
"""
_PAIR = """
    INSERT INTO ops.followed_feature (followed, there, feature, load_id)
    SELECT %(followed)s, o.there, o.feature, %(load)s FROM pg_temp.load_told o WHERE o.feature IS NOT NULL
        AND NOT EXISTS (SELECT FROM ops.followed_feature f
                        WHERE f.followed = %(followed)s AND f.ended_load IS NULL AND f.there = o.there)
"""
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)
_REFERRED = """
    SELECT e.there::text, e.feature FROM ops.followed_feature e JOIN ops.followed f ON f.id = e.followed
    WHERE f.layer = %s AND starts_with(f.source, %s) AND e.ended_load IS NULL AND e.there = ANY (%s)
"""
_TAKE_BACK = """
    DELETE FROM ops.followed_feature WHERE load_id = %s
"""
_RESUME = """
    UPDATE ops.followed_feature f SET ended_load = NULL WHERE f.ended_load = %s
        AND NOT EXISTS (SELECT FROM ops.followed_feature e
                        WHERE e.followed = f.followed AND e.there = f.there AND e.ended_load IS NULL)
"""


@dataclass(frozen=True, eq=False)
class Followed:
    """What another Kent told, and which feature there is which one here.

    Args:
        followed: of ``ops.followed``.
        there: ascending ids there.
        here: the features' ids.
        others: ids of features that the layer follows from elsewhere too.
    """

    followed: int
    feed: Feed
    there: Array
    here: Array
    others: Array

    @classmethod
    def of(cls, connection: psycopg.Connection, layer: Layer, followed: int, feed: Feed) -> "Followed":
        own = Literal(followed)
        pairs = fixed_records(connection, _PAIRS.format(own), _PAIR_RECORD)
        others = fixed_records(connection, _OTHERS.format(Literal(layer.id), own), _PAIR_RECORD)
        there, here, elsewhere = (
            found.astype(np.int64) for found in (pairs["there"], pairs["feature"], others["feature"])
        )
        return cls(followed, feed, there, here, elsewhere)

    def ended(self, told: Array) -> Array:
        """Ids there of known features that are no more.

        Args:
            told: ids there of all rows, good and bad.
        """
        if self.feed.whole is None:
            return self.there[np.isin(self.there, self.feed.gone)]
        return self.there[~np.isin(self.there, told)]

    def leaving(self, told: Array, features: Array, good: Array) -> Array:
        """Features here that nothing there stands for any more: gone, or another feature now.

        Args:
            told: ids there of all rows.
            features: which feature each row is; 0 for a new one.
            good: which rows are published; what a bad row was stays.
        """
        at = self._at(told)
        moved = good & (at >= 0)
        moved[moved] = self.here[at[moved]] != features[moved]
        leaving = np.concatenate([self.here[np.isin(self.there, self.ended(told))], self.here[at[moved]]])
        staying = np.concatenate([features[good], self.others])
        return np.setdiff1d(leaving, staying)

    def known(self, told: Array, features: Array) -> Array:
        """Which rows are the very features they were."""
        at = self._at(told)
        known = at >= 0
        known[known] = self.here[at[known]] == features[known]
        return known

    def _at(self, told: Array) -> Array:
        """Where each id there stands; -1 where it is new."""
        if not len(self.there):
            return np.full(len(told), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.there, told), len(self.there) - 1)
        return np.where(self.there[at] == told, at, -1)

    def remember(
        self,
        connection: psycopg.Connection,
        intake: Intake,
        features: Array,
        good: Array,
        kept: Array,
        load_id: int,
    ) -> None:
        """Pair what a load published, when it is published; within its transaction.

        Args:
            kept: features here that stay although they are gone there: somebody edited them.
        """
        values = {"followed": self.followed, "load": load_id}
        told = intake.numbers
        ended = self.ended(told)
        gone = ended[~np.isin(self.here[self._at(ended)], kept)] if len(ended) else ended
        connection.execute(_END_GONE, {**values, "gone": gone.tolist()})
        connection.execute(_TOLD)
        chosen = np.flatnonzero(good & ~self.known(told, features))
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in chosen.tolist():
                copy.write_row((row, int(told[row]), int(features[row]) or None))
        if (features[chosen] == 0).any():
            table = Identifier("city", intake.staging.layer.id)
            connection.execute(_MADE.format(staged=STAGED, table=table), values)
        connection.execute(_END_MOVED, values)
        connection.execute(_END_CLAIMED, values)
        connection.execute(_PAIR, values)


def unpair(connection: psycopg.Connection, load_id: int) -> None:
    """Let the pairs be as before a load that is taken back."""
    connection.execute(_TAKE_BACK, (load_id,))
    connection.execute(_RESUME, (load_id,))


@dataclass(frozen=True, eq=False)
class FollowedReferences(PublishedReferences):
    """References are given as the other layer's ids there; the layer must be followed from there too.

    Args:
        collections: the address that the addresses of all layers there begin with.
    """

    collections: str

    def found(self, field: Field, keys: list[str]) -> Mapping[str, int]:
        ids = [int(k) for k in keys if k is not None and _ID.fullmatch(k)]
        rows = self.connection.execute(_REFERRED, (field.layer, self.collections, ids)).fetchall()
        return dict(rows)
