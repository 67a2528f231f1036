"""What a load would do: every row new, changed, unchanged or quarantined, every other feature kept or retired."""

from dataclasses import dataclass, replace

import numpy as np
import psycopg

from etl.diff import GEOMETRY_BIT, Match, Published, ids_of_faulty
from etl.followed import Followed
from etl.intake import Intake
from etl.report import Counts, Mode
from etl.surroundings import Findings, LoadedRows
from gis.quality import Array, Flaw, faulty
from gis.text import Text

MOST_VANISHED = 0.05
"""A load that would retire a larger share of a layer must be confirmed."""
_KEY_LOST = frozenset({"bad_value", "unknown_code", "unresolved_reference", "required_missing"})
"""Findings of a key's field after which its value is not known."""


@dataclass(frozen=True)
class LoadOptions:
    """How a load is to behave.

    Args:
        mode: ``upsert`` merges by natural key; ``replace`` also retires features the file does not have; ``append`` adds
            rows without a key; ``follow`` merges what another Kent tells, and retires what is gone there.
        confirmed: the user has seen what is surprising about the load.
        overwrite_edits: the file wins over edits by hand; otherwise a row changed on both sides is a conflict.
        repair: make invalid areas valid, and record each shape before and after.
    """

    mode: Mode = "upsert"
    confirmed: bool = False
    overwrite_edits: bool = False
    repair: bool = False


@dataclass(frozen=True, eq=False)
class Assessment:
    """Rows by position, features by id.

    Args:
        flaws: all that is wrong with the rows, so far.
        vanished: ids of loaded features that the file has no row for.
        retired: those of them that are to go.
        kept_edits: how many of them stay because they were edited by hand.
        followed: what another Kent told, if it is followed.
        late: waits for checks that keep no row back, and are perhaps still running.
    """

    intake: Intake
    published: Published
    matched: Match
    flaws: tuple[Flaw, ...]
    vanished: Array
    retired: Array
    kept_edits: int
    surprising: Text | None
    followed: Followed | None = None
    late: Findings | None = None

    @property
    def bad(self) -> Array:
        """Rows that are quarantined."""
        return faulty(self.flaws, self.intake.size)

    @property
    def good(self) -> Array:
        return ~self.bad

    @property
    def features(self) -> Array:
        """Which published feature each row is; 0 for a new one, unless it went straight into the layer."""
        return _features(self.intake, self.matched)

    @property
    def kept(self) -> Array:
        """Ids of features that stay although the source has no row for them: they were edited by hand."""
        return np.setdiff1d(self.vanished, self.retired)

    def remember(self, connection: psycopg.Connection, load_id: int) -> None:
        """Of a followed layer, which feature there has become which one here; when the rows are published."""
        if self.followed is not None:
            self.followed.remember(connection, self.intake, self.features, self.good, self.kept, load_id)

    @property
    def excluded(self) -> Array:
        """Positions of staged rows that are not to be published."""
        return np.flatnonzero(self.intake.staged & self.bad)

    @property
    def new(self) -> Array:
        """Rows that become features."""
        fresh = self.intake.staged & self.good
        fresh[self.matched.rows] = False
        return fresh

    @property
    def inserted(self) -> int:
        return int(np.count_nonzero(self.new))

    @property
    def updated(self) -> Array:
        """Which of the matched rows change their feature."""
        return self.matched.changed & self.good[self.matched.rows]

    @property
    def touched(self) -> Array:
        """Which of the matched rows change their feature, or are just as somebody edited it."""
        return (self.matched.changed | self.matched.edited) & self.good[self.matched.rows]

    @property
    def counts(self) -> Counts:
        same = np.count_nonzero(~self.matched.changed & self.good[self.matched.rows])
        return Counts(
            self.intake.size,
            self.inserted,
            int(np.count_nonzero(self.updated)),
            int(np.count_nonzero((self.intake.known > 0) & self.good) + same),
            int(np.count_nonzero(self.bad)),
            len(self.retired),
            len(self.vanished),
        )

    @property
    def leaving(self) -> Array | None:
        """Ids of features whose place the rows take, or that are retired; None for a layer without any feature."""
        if not len(self.published):
            return None
        return np.concatenate([self.matched.ids[self.touched], self.retired])

    @property
    def rows_to_check(self) -> LoadedRows:
        """New and changed rows, and those that adopt an edit, with what is around them."""
        subject = self.new
        subject[self.matched.rows[self.touched]] = True
        bounds = self.intake.spooled.bounds.copy()
        bounds[self.bad] = np.nan  # what is not published is nobody's neighbour
        return LoadedRows(self.intake.spooled, bounds, subject, self.intake.numbers, self.intake.values)

    @property
    def digest(self) -> str:
        return self.intake.digest(self.good)

    def with_late_flaws(self) -> "Assessment":
        """Wait for what is still being checked."""
        if self.late is None:
            return self
        return replace(self, flaws=(*self.flaws, *self.late()), late=None)


def assess(
    connection: psycopg.Connection,
    intake: Intake,
    published: Published,
    matched: Match,
    options: LoadOptions,
    followed: Followed | None = None,
) -> Assessment:
    """Decide what becomes of every row and feature."""
    flaws = intake.flaws
    if not options.overwrite_edits:
        flaws += _conflicts(intake, matched)
    bad = faulty(flaws, intake.size)
    vanished = retired = np.empty(0, dtype=np.int64)
    kept_edits = 0
    if followed is not None:
        leaving = followed.leaving(intake.numbers, _features(intake, matched), ~bad)
        missing = np.isin(published.ids, leaving)
        vanished = published.ids[missing]
        stays = missing & published.edited & (not options.overwrite_edits)
        kept_edits = int(np.count_nonzero(stays))
        retired = published.ids[missing & ~stays]
    elif options.mode != "append" and len(published):
        held = ids_of_faulty(connection, intake.staging, np.flatnonzero(intake.staged & bad))
        there = np.concatenate([intake.known, matched.ids, held])
        missing = published.loaded & ~np.isin(published.ids, there)
        vanished = published.ids[missing]
        if options.mode == "replace" and not bad.all():
            stays = missing & published.edited & (not options.overwrite_edits)
            kept_edits = int(np.count_nonzero(stays))
            retired = published.ids[missing & ~stays]
    return Assessment(
        intake,
        published,
        matched,
        flaws,
        vanished,
        retired,
        kept_edits,
        _surprising(len(retired), len(published))
        or (None if followed is not None else _unreadable_keys(intake, retired)),
        followed,
    )


def _features(intake: Intake, matched: Match) -> Array:
    if intake.ids is not None:
        return intake.ids
    features = intake.known.copy()
    features[matched.rows] = matched.ids
    return features


def _conflicts(intake: Intake, matched: Match) -> tuple[Flaw, ...]:
    """``edit_conflict``: changed by hand since its last load, and changed by the file too."""
    both = np.flatnonzero(matched.edited & matched.changed)
    if not len(both):
        return ()
    message = Text(
        tr="Bu kayıt son yüklemeden sonra elle düzenlendi, dosyada da değişti ({}); elle yapılan düzenleme korundu.",
        en="Edited by hand since its last load, and changed in the file too ({}); the edit by hand was kept.",
    )
    details = [", ".join(differing_fields(intake, int(bits))) for bits in matched.differs[both]]
    return (Flaw("edit_conflict", matched.rows[both], message, details=details),)


def differing_fields(intake: Intake, bits: int) -> tuple[str, ...]:
    """Names of the fields that a matched row changes."""
    names = [f.name for at, f in enumerate(intake.staging.fields) if bits >> at & 1]
    return (*names, "geometry") if bits >> GEOMETRY_BIT & 1 else tuple(names)


def _surprising(retired: int, size: int) -> Text | None:
    if not size or retired / size <= MOST_VANISHED:
        return None
    share = f"{100 * retired / size:.0f}"
    return Text(
        tr=f"Yayımdaki {size:,} kaydın {retired:,} tanesi (%{share}) dosyada yok ve kaldırılacak.",
        en=f"{retired:,} of the {size:,} published features ({share} %) are not in the file and would be retired.",
    )


def _unreadable_keys(intake: Intake, retired: Array) -> Text | None:
    """Nobody can tell which feature a row with an unreadable key is; it may be one that would be retired."""
    key = intake.staging.layer.key
    rows = [f.rows for f in intake.flaws if f.field in key and f.code in _KEY_LOST]
    if not rows or not len(retired):
        return None
    count = len(np.unique(np.concatenate(rows)))
    return Text(
        tr=f"{count:,} satırın anahtarı okunamıyor; kaldırılacak {len(retired):,} kaydın arasında onlar da olabilir.",
        en=f"The keys of {count:,} rows cannot be read; they may be among the {len(retired):,} features that would be retired.",
    )
