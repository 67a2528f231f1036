"""Reads a layer of another Kent: the whole of it once, and from then on what its change feed tells.

The cursor is taken before the whole is fetched: what changes meanwhile is told the next time, perhaps once more, and never
missed. Rows are numbered by their ids there.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import httpx
import numpy as np
import orjson
import pyarrow as pa
from pyproj import CRS

from etl.read.ogc_api import PAGE_ROWS, items
from etl.read.other_server import OtherServer, no_answer, other_server, too_much
from etl.read.recognise import Format
from etl.read.vector import open_vector
from etl.source import Batch, Feed, Since, Source, SourceColumn, SourceLimits, SourceRequest, unreadable
from gis.errors import SourceError
from gis.quality import Array, Shapes
from gis.text import Text

_COLLECTIONS = "/ogc/collections/"
_IDS = 100
"""Of one request for rows that were refused before: an address stays below a kilobyte."""

_FIRST = Text(
    tr="Katman ilk kez, bütünüyle alındı.", en="The layer was taken for the first time, as a whole."
)
_RESTORED = Text(
    tr="Oradaki veritabanı yedekten geri yüklenmiş; katman yeniden bütünüyle alındı.",
    en="The database there was restored from a backup; the layer was taken as a whole again.",
)
_ANOTHER = Text(
    tr="Bu adreste artık başka bir veritabanı var; katman yeniden bütünüyle alındı.",
    en="There is another database at that address now; the layer was taken as a whole again.",
)
_REDEFINED = Text(
    tr="Katmanın oradaki tanımı değişmiş; katman yeniden bütünüyle alındı.",
    en="The layer's definition there has changed; the layer was taken as a whole again.",
)
_UNKNOWN = Text(
    tr="Kalınan yer orada artık bilinmiyor; katman yeniden bütünüyle alındı.",
    en="Where it was left off is no longer known there; the layer was taken as a whole again.",
)


def followed_address(request: SourceRequest) -> str:
    """What is followed, as it is remembered: without user, password and ``/items``.

    Raises:
        SourceError: the address is none of a Kent's layer, or narrows it.
    """
    url = _collection(request)
    return str(url.copy_with(username=None, password=None))


def open_followed(request: SourceRequest, folder: Path, limits: SourceLimits) -> Source:
    """What a layer of another Kent tells since ``request.since``, as a source with :attr:`Source.feed`.

    Args:
        folder: takes the features; must live as long as the source.

    Raises:
        SourceError: no answer, none of a Kent, not seen by who signs in, a link to another server, or too much.
    """
    since, collection = request.since, _collection(request)
    assert since is not None
    file = folder / "followed.geojsonl"
    with file.open("wb") as out, other_server(request.path, collection, limits) as server:
        kent = _Kent(server, collection.copy_with(username=None, password=None), limits)
        columns, placed = kent.columns()
        told = _Told(out)
        feed = kent.tell(since, _digest(columns, placed), told)
    rows, gone = told.settled(file)
    return _source(request, file, rows, replace(feed, gone=gone), columns, placed, limits)


def _collection(request: SourceRequest) -> httpx.URL:
    url = httpx.URL(request.url or "")
    path = url.path.rstrip("/").removesuffix("/items")
    name = path.rpartition(_COLLECTIONS)[2]
    if url.scheme not in ("http", "https") or _COLLECTIONS not in path or not name or "/" in name:
        raise unreadable(
            request.path,
            "bir Kent katmanının adresi değil; yalnızca başka bir Kent izlenebilir",
            "is no address of a Kent's layer; only another Kent can be followed",
            Text(
                tr="Adres https://…/ogc/collections/KATMAN biçiminde olmalı; başka kaynaklar için --mode upsert.",
                en="It must be like https://…/ogc/collections/LAYER; other sources take --mode upsert.",
            ),
            "not_followable",
        )
    if url.query:
        raise unreadable(
            request.path,
            "süzülmüş bir koleksiyon izlenemez: değişiklik akışı bütün katmanı anlatır",
            "a narrowed collection cannot be followed: the change feed tells of the whole layer",
            Text(
                tr="Adresi ? ve sonrası olmadan verin.", en="Give the address without ? and what follows it."
            ),
            "not_followable",
        )
    return url.copy_with(path=path)


@dataclass
class _Told:
    """Rows as they come, one a line; of a feature told several times the last word holds."""

    out: BinaryIO
    ids: array[int] = field(default_factory=lambda: array("q"))
    there: bytearray = field(default_factory=bytearray)

    def put(self, path: Path, feature: dict[str, Any]) -> None:
        id = feature.get("id")
        if not isinstance(id, int):
            raise no_answer(path, "id")
        line = {
            "type": "Feature",
            "properties": feature.get("properties"),
            "geometry": feature.get("geometry"),
        }
        self.out.write(orjson.dumps(line) + b"\n")
        self.ids.append(id)
        self.there.append(1)

    def gone(self, id: int) -> None:
        self.ids.append(id)
        self.there.append(0)

    def settled(self, file: Path) -> tuple[Array, Array]:
        """Ids of the rows left in the file, and of what is gone."""
        ids, there = np.array(self.ids, dtype=np.int64), np.frombuffer(self.there, dtype=np.uint8) == 1
        last = np.zeros(len(ids), dtype=bool)
        last[len(ids) - 1 - np.unique(ids[::-1], return_index=True)[1]] = True
        if not last[there].all():
            _keep_lines(file, last[there])
        return ids[there & last], ids[~there & last]


def _keep_lines(file: Path, kept: Array) -> None:
    shorter = file.with_suffix(".kept")
    with file.open("rb") as lines, shorter.open("wb") as out:
        out.writelines(line for line, keep in zip(lines, kept.tolist(), strict=True) if keep)
    shorter.replace(file)


@dataclass(frozen=True)
class _Kent:
    """The other Kent while it is asked."""

    server: OtherServer
    collection: httpx.URL
    limits: SourceLimits

    def columns(self) -> tuple[tuple[str, ...], bool]:
        """What a feature holds, and whether it has a geometry; as its schema says to who signs in."""
        url = self.collection.copy_with(path=f"{self.collection.path}/schema")
        status, body = self.server.answer(url.copy_merge_params({"f": "json"}))
        if status != 200:
            raise _refused(self.server.path, status)
        properties = _object(body).get("properties")
        if not isinstance(properties, dict) or not all(isinstance(p, dict) for p in properties.values()):
            raise no_answer(self.server.path, "no schema")
        roles = {name: p.get("x-ogc-role") for name, p in properties.items()}
        columns = tuple(n for n, role in roles.items() if role not in ("id", "primary-geometry"))
        return columns, "primary-geometry" in roles.values()

    def tell(self, since: Since, columns: str, told: _Told) -> Feed:
        """Write down what is told since, or the whole."""
        why = since.whole
        if since.cursor is not None and why is None:
            why = _REDEFINED if since.columns != columns else None
        if since.cursor is None or why is not None:
            return self._whole(why or _FIRST, columns, told)
        feed = self._changes(since, since.cursor, columns, told)
        if isinstance(feed, Text):
            told.out.seek(0)
            told.out.truncate()
            del told.ids[:], told.there[:]
            return self._whole(feed, columns, told)
        self._refused_before(since, told)
        return feed

    def _whole(self, why: Text, columns: str, told: _Told) -> Feed:
        page = self._page("now")
        if isinstance(page, Text):
            raise unreadable(
                self.server.path,
                "değişiklik akışı 'since=now' sorusunu bilmiyor; oradaki Kent eski bir sürüm",
                "its change feed does not know 'since=now'; the Kent there is of an older release",
                Text(
                    tr="Orayı güncelletin ya da --mode replace ile bütününü yükleyin.",
                    en="Have it updated, or load the whole with --mode replace.",
                ),
                "not_followable",
            )
        url = self.collection.copy_with(path=f"{self.collection.path}/items")
        for feature in items(self.server, url, self.limits):
            told.put(self.server.path, feature)
        return Feed(page.next, page.origin, columns, whole=why)

    def _changes(self, since: Since, cursor: str, columns: str, told: _Told) -> Feed | Text:
        """Text: why the feed cannot be gone on with."""
        news = 0
        for _ in range(self.limits.pages):
            page = self._page(cursor)
            if isinstance(page, Text):
                return page
            if page.origin != since.origin:
                return _ANOTHER
            for change in page.changes:
                if change.get("gone") is True and isinstance(change.get("id"), int):
                    told.gone(change["id"])
                else:
                    feature = change.get("feature")
                    told.put(self.server.path, feature if isinstance(feature, dict) else {})
                news += 1
            if not page.more:
                return Feed(page.next, page.origin, columns, news=news)
            if page.next == cursor:
                break
            cursor = page.next
        raise too_much(self.server.path)

    def _refused_before(self, since: Since, told: _Told) -> None:
        """Rows that were not published may be good now: what they refer to may have come meanwhile."""
        if not since.waiting:
            return
        waiting = np.setdiff1d(since.waiting, np.array(told.ids, dtype=np.int64)).tolist()
        url = self.collection.copy_with(path=f"{self.collection.path}/items")
        for first in range(0, len(waiting), _IDS):
            listed = ",".join(map(str, waiting[first : first + _IDS]))
            asked = url.copy_merge_params({"filter": f"id IN ({listed})", "filter-lang": "cql2-text"})
            for feature in items(self.server, asked, self.limits):
                told.put(self.server.path, feature)

    def _page(self, since: str) -> "_Page | Text":
        """Text: why the cursor does not hold."""
        before, _, layer = self.collection.path.rpartition(_COLLECTIONS)
        url = self.collection.copy_with(path=f"{before}/api/changes")
        asked = url.copy_merge_params({"layer": layer, "since": since, "limit": str(PAGE_ROWS)})
        status, body = self.server.answer(asked)
        if status == 200:
            return _Page.of(self.server.path, _object(body))
        code = _object(body).get("code")
        if status == 410:
            return _RESTORED if code == "restored_since" else _UNKNOWN
        if status == 400 and code == "bad_cursor":
            return _UNKNOWN
        raise _refused(self.server.path, status)


@dataclass(frozen=True)
class _Page:
    """One answer of the feed."""

    changes: Sequence[dict[str, Any]]
    next: str
    more: bool
    origin: str

    @classmethod
    def of(cls, path: Path, answer: dict[str, Any]) -> "_Page":
        changes, following, origin = (answer.get(n) for n in ("changes", "next", "origin"))
        if (
            not isinstance(changes, list)
            or not all(isinstance(c, dict) for c in changes)
            or not isinstance(following, str)
            or not isinstance(origin, str)
        ):
            raise no_answer(path, "no change feed")
        return cls(changes, following, answer.get("more") is True, origin)


def _source(
    request: SourceRequest,
    file: Path,
    rows: Array,
    feed: Feed,
    columns: Sequence[str],
    placed: bool,
    limits: SourceLimits,
) -> Source:
    """The rows with all columns of the layer there, however few of them these rows fill."""
    read = open_vector(file, Format.JSON, None, None, limits) if len(rows) else None
    found = {} if read is None else {c.name: c for c in read.columns}
    declared = tuple(found.get(n, SourceColumn(n, "str")) for n in columns)

    def batches() -> Iterator[Batch]:
        first = 0
        for batch in read.batches() if read is not None else _none():
            numbers = rows[first : first + len(batch)]
            first += len(batch)
            shapes = (batch.shapes or Shapes.none(len(batch))) if placed else None
            yield Batch(_with_columns(batch, columns), shapes, numbers, batch.flaws)

    return Source(
        request.path,
        "Kent",
        httpx.URL(request.url or "").path.removesuffix("/items").rpartition("/")[2],
        declared,
        placed,
        batches,
        len(rows),
        CRS.from_epsg(4326) if placed else None,
        notes=() if feed.whole is None else (feed.whole,),
        feed=feed,
    )


def _none() -> Iterable[Batch]:
    """So that a layer of which only something is gone is understood as any other."""
    yield Batch(pa.table({}), None, np.empty(0, dtype=np.int64))


def _with_columns(batch: Batch, columns: Sequence[str]) -> pa.Table:
    there = set(batch.attributes.column_names)
    arrays = [
        batch.attributes.column(n) if n in there else pa.nulls(len(batch), pa.string()) for n in columns
    ]
    return pa.table(arrays, names=list(columns))


def _digest(columns: Sequence[str], placed: bool) -> str:
    return hashlib.blake2b(orjson.dumps([*columns, placed]), digest_size=16).hexdigest()


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _refused(path: Path, status: int) -> SourceError:
    if status in (401, 403, 404):
        return unreadable(
            path,
            f"bu adla oturum açan bu katmanı göremiyor ya da orada böyle bir katman yok (HTTP {status})",
            f"who signs in so does not see the layer, or there is none of that name (HTTP {status})",
            Text(
                tr="Adresi https://KULLANICI:PAROLA@sunucu/ogc/collections/KATMAN biçiminde verin; o Kent'te "
                "hesabın kitlesine ve katmanın adına bakın.",
                en="Give the address as https://USER:PASSWORD@host/ogc/collections/LAYER; see to the account's audience "
                "and the layer's name in that Kent.",
            ),
            "not_seen_there",
        )
    return no_answer(path, f"HTTP {status}")
