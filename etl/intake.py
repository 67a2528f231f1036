"""The rooms ``check`` and ``stage``, batch by batch: unchanged rows are told by their digest, the others are checked, and
those without fault copied into the staging table.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import psycopg
import shapely

from etl.diff import Published
from etl.digest import as_bytes
from etl.place import storage_boundary
from etl.progress import LoadProgress
from etl.rows import Rows
from etl.source import Source
from etl.spool import Spool, Spooled
from etl.stage import PublishedReferences, Staging
from etl.understand import Understanding
from gis.municipality import Home
from gis.quality import Array, Flaw, faulty, located
from gis.registry import Layer
from gis.text import Text


@dataclass(frozen=True, eq=False)
class Intake:
    """What was taken in of a source; arrays are by the position of the row in it.

    Args:
        numbers: as a program that shows the file counts them.
        digests: n×2 uint64.
        known: id of the published feature that is just like the row, 0 where there is none.
        staged: which rows lie in the staging table.
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

    def whole(self, name: str) -> Array:
        return np.concatenate(self.arrays[name])


def take_in(
    connection: psycopg.Connection,
    home: Home,
    source: Source,
    understood: Understanding,
    published: Published,
    spool: Spool,
    watched: tuple[str, ...],
    repairing: bool,
    progress: LoadProgress,
) -> Intake:
    """Read the whole source.

    Args:
        connection: in the load's transaction; the staging tables are made in it.
        published: the layer as it is.
        watched: fields that checks of the surroundings look at.
        repairing: make invalid geometries valid.

    Raises:
        SourceError: the source turns out to be damaged.
        CrsError: every row lies outside the municipality.
    """
    layer, srid = understood.layer, home.municipality.srid
    staging = Staging.create(connection, layer, understood.mapping.fields)
    references = PublishedReferences(connection, home.registry)
    boundary = storage_boundary(home)
    taken = _Taken()
    for batch in source.batches():
        rows = Rows.of(understood, batch, home.registry.codes, references, repairing=repairing)
        known = np.where(faulty(rows.flaws, len(rows)), 0, published.just_like(rows.digests))
        fresh = known == 0
        flaws = (*rows.flaws, *rows.checked(fresh, boundary))
        staged = fresh & ~faulty(flaws, len(rows))
        positions = taken.size + np.arange(len(rows))
        wkb = rows.wkb(srid, fresh)
        staging.copy(rows, positions, wkb, as_bytes(rows.digests), staged)
        staging.note_faulty(rows, fresh & ~staged)
        spool.add(wkb, rows.geometries)
        taken.keep(numbers=batch.numbers, digests=rows.digests, known=known, staged=staged)
        taken.keep(keys=rows.keys, **{f"field {name}": rows.values(name) for name in watched})
        taken.flaws += [flaw.moved(taken.size) for flaw in flaws]
        taken.repaired |= {taken.size + at: before for at, before in rows.repaired}
        taken.size += len(rows)
        taken.flattened += rows.flattened
        if rows.geometries is not None:
            taken.located += int(np.count_nonzero(~shapely.is_missing(located(rows.geometries))))
            taken.outside += sum(len(f.rows) for f in flaws if f.code == "outside_municipality")
        progress.advance(len(rows))
    if understood.placement is not None and 0 < taken.located == taken.outside:
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
