"""Following a layer of another Kent: how far it is known.

The cursor lies in ``ops.load`` and is written with the load that came so far: a load that is killed, or taken back, leaves
the cursor of the one before it.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import psycopg
from psycopg.types.json import Jsonb

from etl.followed import FollowedReferences
from etl.mapping_file import MappingFile
from etl.source import Feed, Since, Source, SourceRequest, unreadable
from etl.understand import Understanding
from gis.quality import Array
from gis.registry import Layer, Registry
from gis.text import Text

_MOST_WAITING = 10_000
"""Refused rows that are asked for again each time; of more, the whole layer is the better question."""

_FOLLOWED = """
    INSERT INTO ops.followed (layer, source) VALUES (%s, %s)
    ON CONFLICT (layer, source) DO UPDATE SET source = excluded.source RETURNING id
"""
_LAST = """
    SELECT l.id, l.followed_to, EXISTS (
        SELECT FROM ops.load undone JOIN ops.load back ON back.undoes = undone.id
        WHERE undone.follows = l.follows AND undone.id < l.id AND back.id > l.id AND back.state = 'published')
    FROM ops.load l WHERE l.follows = %s AND l.state IN ('published', 'nothing') ORDER BY l.id DESC LIMIT 1
"""
_WAITING = """
    SELECT DISTINCT q.row_no FROM ops.quarantine q JOIN ops.load l ON l.id = q.load_id
    WHERE l.follows = %s AND l.state IN ('published', 'nothing') AND q.fixed_by IS NULL ORDER BY q.row_no LIMIT %s
"""
_REACHED = "UPDATE ops.load SET follows = %s, followed_to = %s WHERE id = %s"
_ASKED = "UPDATE ops.load SET followed_to = %s, asked_at = clock_timestamp() WHERE id = %s"
_FORGET = "DELETE FROM ops.load WHERE id = %s"
_SUPERSEDED = """
    UPDATE ops.quarantine q SET fixed_by = %(load)s FROM ops.load l
    WHERE l.id = q.load_id AND l.follows = %(followed)s AND l.id < %(load)s AND q.fixed_by IS NULL
        AND (%(whole)s OR q.row_no = ANY (%(there)s))
"""
_ASKED_FOR = Text(
    tr="Katman, istendiği için bütünüyle alındı.", en="The layer was taken as a whole, as asked for."
)
_TAKEN_BACK = Text(
    tr="Önceki yüklemelerden biri geri alınmıştı; katman yeniden bütünüyle alındı.",
    en="One of the earlier loads had been taken back; the layer was taken as a whole again.",
)
_READ_OTHERWISE = Text(
    tr="Eşleme, tanım ya da hesap değişti; katman yeniden bütünüyle alındı.",
    en="The mapping, the definition or the account has changed; the layer was taken as a whole again.",
)
_MANY_WAIT = Text(
    tr="Karantinada çok satır bekliyor; katman yeniden bütünüyle alındı.",
    en="Many rows wait in quarantine; the layer was taken as a whole again.",
)


@dataclass(frozen=True)
class Following:
    """A layer here that follows one there, before a load.

    Args:
        id: of ``ops.followed``.
        source: the layer's address there.
        last: the load that came farthest; None before the first.
        read_by: digest of what the rows are read by here.
    """

    id: int
    source: str
    last: int | None
    since: Since
    read_by: str

    @classmethod
    def of(
        cls,
        connection: psycopg.Connection,
        layer: Layer,
        request: SourceRequest,
        mapping: MappingFile,
        *,
        whole: bool,
    ) -> "Following":
        """How far the layer was followed.

        Args:
            connection: holds the layer's lock.
            whole: take the whole in any case.

        Raises:
            SourceError: the source is no layer of a Kent.
        """
        from etl.read.change_feed import followed_address  # httpx costs every other load 25 MB

        source = followed_address(request)
        followed = _one(connection, _FOLLOWED, (layer.id, source))[0]
        read_by = _read_by(layer, request, mapping)
        row = connection.execute(_LAST, (followed,)).fetchone()
        if row is None:
            return cls(followed, source, None, Since(), read_by)
        last, reached, undone = row
        waiting = connection.execute(_WAITING, (followed, _MOST_WAITING + 1)).fetchall()
        why = None
        if whole:
            why = _ASKED_FOR
        elif undone:
            why = _TAKEN_BACK
        elif reached["read_by"] != read_by:
            why = _READ_OTHERWISE
        elif len(waiting) > _MOST_WAITING:
            why = _MANY_WAIT
        since = Since(
            reached["cursor"], reached["origin"], reached["columns"], tuple(w for (w,) in waiting), why
        )
        return cls(followed, source, last, since, read_by)

    def reached(self, connection: psycopg.Connection, feed: Feed, told: Array, load_id: int) -> None:
        """Note with a load how far it came; within its transaction.

        What earlier ones had in quarantine is so no more: it is good, gone, or in this load's quarantine.

        Args:
            told: ids there of all rows.
        """
        connection.execute(_REACHED, (self.id, self._place(feed), load_id))
        spoken_of = [] if feed.whole else np.concatenate([told, feed.gone]).tolist()
        values = {"followed": self.id, "load": load_id, "whole": feed.whole is not None, "there": spoken_of}
        connection.execute(_SUPERSEDED, values)

    def references(self, connection: psycopg.Connection, registry: Registry) -> FollowedReferences:
        """What the rows there refer to."""
        return FollowedReferences(connection, registry, self.source.rpartition("/")[0] + "/")

    def nothing_new(self, connection: psycopg.Connection, feed: Feed, load_id: int) -> int:
        """Note with the last load that it still is; the one just begun is none.

        Returns:
            The last load.
        """
        assert self.last is not None
        with connection.transaction():
            connection.execute(_FORGET, (load_id,))
            connection.execute(_ASKED, (self._place(feed), self.last))
        return self.last

    def _place(self, feed: Feed) -> Jsonb:
        return Jsonb(
            {"cursor": feed.cursor, "origin": feed.origin, "columns": feed.columns, "read_by": self.read_by}
        )


def require_identity(layer: Layer, understood: Understanding, source: Source) -> None:
    """Raises: SourceError: the layer has a natural key here, and the one there tells nothing of it."""
    if not layer.key or {f.name for f in understood.mapping.fields} & set(layer.key):
        return
    raise unreadable(
        source.path,
        f"orada {layer.title.tr} katmanının anahtarı yok ({', '.join(layer.key)}); hangi kaydın hangisi olduğu bilinemez",
        f"has nothing of the key of {layer.id} ({', '.join(layer.key)}); nobody can tell which feature is which",
        Text(
            tr=f"Bir eşleme dosyası verin ya da anahtarı gören bir hesapla oturum açın. Oradakiler: "
            f"{', '.join(source.column_names)}.",
            en=f"Give a mapping file, or sign in as somebody who sees the key. There are: "
            f"{', '.join(source.column_names)}.",
        ),
        "follow_without_key",
    )


def _read_by(layer: Layer, request: SourceRequest, mapping: MappingFile) -> str:
    """Digest of what decides how a row there becomes one here, the account that sees it among that."""
    whole = hashlib.blake2b(digest_size=16)
    user = (request.url or "").partition("://")[2].rpartition("@")[0].partition(":")[0]
    for part in (layer.model_dump_json(exclude={"checks"}), mapping.model_dump_json(), user):
        whole.update(part.encode() + b"\0")
    return whole.hexdigest()


def _one(connection: psycopg.Connection, query: str, values: tuple[object, ...]) -> tuple[int, ...]:
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return tuple(row)
