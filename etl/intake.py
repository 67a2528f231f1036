"""The rooms ``check`` and ``stage``, batch by batch: unchanged rows are told by their digest, the others are checked, and
those without fault copied into the staging table.
"""

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import psycopg
import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from etl.diff import Published
from etl.place import storage_boundary
from etl.progress import LoadProgress
from etl.rows import Rows
from etl.source import Batch, Source
from etl.spool import Spool, Spooled
from etl.stage import PublishedReferences, Staging, Straight
from etl.understand import Understanding
from gis.municipality import Home
from gis.quality import Array, Flaw, faulty
from gis.registry import Layer
from gis.text import Text

_THREADS = 2


@dataclass(frozen=True, eq=False)
class Intake:
    """What was taken in of a source; arrays are by the position of the row in it.

    Args:
        numbers: as a program that shows the file counts them.
        digests: n×2 uint64.
        known: id of the published feature that is just like the row, 0 where there is none.
        staged: which rows lie in the staging table, or in the layer already.
        ids: of the features they are, if they went straight into the layer.
        spooled: geometries of the rows that are not known.
        flaws: found so far, by position.
        flattened: how many geometries lost heights or measures.
        values: of the fields that checks of the surroundings look at.
        repaired: position -> WKB of a geometry before it was made valid.
    """

    staging: Staging
    numbers: Array
    digests: Array
    known: Array
    staged: Array
    ids: Array | None
    spooled: Spooled
    flaws: tuple[Flaw, ...]
    flattened: int
    values: Mapping[str, Array]
    repaired: Mapping[int, bytes]

    @property
    def size(self) -> int:
        return len(self.numbers)

    def digest(self, good: Array) -> str:
        """Of the rows chosen, for the audit."""
        return hashlib.blake2b(np.ascontiguousarray(self.digests[good]).tobytes(), digest_size=16).hexdigest()


@dataclass
class _Taken:
    """What is kept of every batch."""

    arrays: dict[str, list[Array]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    repaired: dict[int, bytes] = field(default_factory=dict)
    size: int = 0
    flattened: int = 0
    located: int = 0
    outside: int = 0

    def keep(self, **arrays: Array) -> None:
        for name, array in arrays.items():
            self.arrays.setdefault(name, []).append(array)

    def add(self, prepared: "_Prepared") -> None:
        self.flaws += [flaw.moved(self.size) for flaw in prepared.flaws]
        self.repaired |= {self.size + at: before for at, before in prepared.rows.repaired}
        self.size += len(prepared.rows)
        self.flattened += prepared.rows.flattened
        self.located += prepared.located
        self.outside += sum(len(f.rows) for f in prepared.flaws if f.code == "outside_municipality")

    def whole(self, name: str) -> Array:
        """One array of all batches; they are let go."""
        return np.concatenate(self.arrays.pop(name))


@dataclass(frozen=True, eq=False)
class _Prepared:
    """A batch as it is written down.

    Args:
        left_out: rows with a fault of their own.
        located: how many have a place on earth.
    """

    rows: Rows
    flaws: tuple[Flaw, ...]
    encoded: tuple[bytes, ...]
    wkb: pa.Array
    arrays: dict[str, Array]
    left_out: Array
    located: int


@dataclass(frozen=True, eq=False)
class _Worker:
    """Prepares batches; several at once, as long as no references are to be looked up."""

    home: Home
    understood: Understanding
    references: PublishedReferences
    published: Published
    staging: Staging
    watched: tuple[str, ...]
    repairing: bool

    @property
    def needs_connection(self) -> bool:
        return any(f.type == "reference" for f in self.staging.fields)

    @cached_property
    def boundary(self) -> BaseGeometry:
        return storage_boundary(self.home)

    def prepare(self, batch: Batch, numbers: Array) -> _Prepared:
        """Args: numbers: what the rows are told apart by in the database."""
        rows = Rows.of(
            self.understood, batch, self.home.registry.codes, self.references, repairing=self.repairing
        )
        known = np.where(faulty(rows.flaws, len(rows)), 0, self.published.just_like(rows.digests))
        fresh = known == 0
        flaws = (*rows.flaws, *rows.checked(fresh, self.boundary))
        staged = fresh & ~faulty(flaws, len(rows))
        wkb = rows.wkb(self.home.municipality.srid, fresh)
        arrays = {
            "numbers": batch.numbers,
            "digests": rows.digests,
            "known": known,
            "staged": staged,
            "keys": rows.keys,
            "ids": np.where(staged, numbers, 0),
            **{f"field {name}": rows.values(name) for name in self.watched},
        }
        located = len(rows) - int(wkb.null_count) + int(np.count_nonzero(~fresh))
        encoded = self.staging.encoded(rows, numbers, wkb, staged)
        return _Prepared(rows, flaws, encoded, wkb, arrays, fresh & ~staged, located)


def _ahead(batches: Iterator[Batch], worker: _Worker, alone: bool) -> Iterator[_Prepared]:
    """Prepared batches in their order, the next ones being worked on meanwhile.

    Geometry operations and most of numpy let other threads run. Few batches are held: memory stays what it is.

    Args:
        alone: one after another.
    """
    position = 0
    _ = worker.boundary  # once, before several ask for it
    with ThreadPoolExecutor(1 if alone else _THREADS) as threads:
        waiting: deque[Future[_Prepared]] = deque()
        for batch in batches:
            numbers = worker.staging.numbered(position, len(batch))
            position += len(batch)
            waiting.append(threads.submit(worker.prepare, batch, numbers))
            if alone or len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def take_in(
    connection: psycopg.Connection,
    home: Home,
    source: Source,
    understood: Understanding,
    published: Published,
    spool: Spool,
    references: PublishedReferences,
    watched: tuple[str, ...],
    repairing: bool,
    straight: Straight | None,
    progress: LoadProgress,
) -> Intake:
    """Read the whole source.

    Args:
        connection: in the load's transaction; the staging tables are made in it.
        published: the layer as it is.
        references: what rows of the source refer to.
        watched: fields that checks of the surroundings look at.
        repairing: make invalid geometries valid.
        straight: let rows go into the layer at once, which holds nothing.

    Raises:
        SourceError: the source turns out to be damaged.
        CrsError: every row lies outside the municipality.
    """
    layer = understood.layer
    staging = Staging.create(connection, layer, understood.mapping.fields, straight)
    worker = _Worker(
        home,
        understood,
        references,
        published,
        staging,
        watched,
        repairing,
    )
    taken = _Taken()
    for prepared in _ahead(source.batches(), worker, worker.needs_connection):
        staging.write(prepared.encoded)
        staging.note_faulty(prepared.rows, prepared.left_out)
        spool.add(prepared.wkb, prepared.rows.shapes)
        taken.keep(**prepared.arrays)
        taken.add(prepared)
        progress.advance(len(prepared.rows))
    # Of a followed layer's changes all may well lie outside: where it lies is known.
    misplaced = source.feed is None or source.feed.whole is not None
    if understood.placement is not None and misplaced and 0 < taken.located == taken.outside:
        raise understood.question.outside(understood.placement.operation.source)
    digests, keys = taken.whole("digests"), taken.whole("keys")
    bad = faulty(taken.flaws, taken.size)
    flaws = (*taken.flaws, *_repeated_keys(layer, keys), *_repeated_rows(digests, keys, bad))
    return Intake(
        staging,
        taken.whole("numbers"),
        digests,
        taken.whole("known"),
        taken.whole("staged"),
        None if straight is None else taken.whole("ids"),
        spool.spooled(),
        flaws,
        taken.flattened,
        {name: taken.whole(f"field {name}") for name in watched},
        taken.repaired,
    )


def _repeated_keys(layer: Layer, keys: Array) -> tuple[Flaw, ...]:
    """``duplicate_key``: nobody can tell which of several rows with one key is the true one, so none is published."""
    named = np.flatnonzero(keys.any(axis=1))
    shared = named[_again(keys[named], first_too=True)]
    if not len(shared):
        return ()
    titles = [layer.field(n).title for n in layer.key]
    message = Text(
        tr=f"Aynı anahtarı birden çok satır taşıyor ({', '.join(t.tr for t in titles)}).",
        en=f"Several rows have this key ({', '.join(t.en for t in titles)}).",
    )
    return (Flaw("duplicate_key", shared, message, layer.key[-1]),)


def _repeated_rows(digests: Array, keys: Array, bad: Array) -> tuple[Flaw, ...]:
    """``duplicate_row``: rows without identity that repeat an earlier one in every value; the first stays."""
    anonymous = np.flatnonzero(~bad & ~keys.any(axis=1))
    repeated = anonymous[_again(digests[anonymous], first_too=False)]
    if not len(repeated):
        return ()
    message = Text(
        tr="Önceki bir satırın aynısı ve anahtarı yok.", en="The same as an earlier row, and without a key."
    )
    return (Flaw("duplicate_row", repeated, message),)


def _again(words: Array, *, first_too: bool) -> Array:
    """Which of n×2 words stand there more than once; the first of them too, or only those that follow it."""
    again = np.zeros(len(words), dtype=bool)
    order = np.lexsort((words[:, 1], words[:, 0]))
    same = (words[order][1:] == words[order][:-1]).all(axis=1)
    again[order[1:][same]] = True
    if first_too:
        again[order[:-1][same]] = True
    return again
