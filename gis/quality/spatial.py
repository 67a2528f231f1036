"""The checks that look at whole geometries and at what lies around them, over any number of rows in bounded memory. Pure.

No database is known here: the rows come from a spool and their surroundings from whoever asks for the check, so that it
can run in a process of its own while another publishes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from gis.check_vocabulary import (
    Check,
    CrossingLines,
    DanglingEnds,
    DeclaredArea,
    DuplicateGeometry,
    DuplicateVertices,
    Inside,
    MinimumArea,
    MinimumLength,
    NoGap,
    NoOverlap,
    NumberParity,
    SnappedTo,
)
from gis.quality import faults
from gis.quality.coverage import Pairs, overlaps_and_gaps
from gis.quality.duplicates import duplicate_geometries
from gis.quality.flaws import Array, Fault, Flaw
from gis.quality.lines import crossings, dangling_ends, missed_nodes
from gis.quality.partitions import Partition, partitions
from gis.quality.places import outside, wrong_side
from gis.quality.sizes import below, duplicate_vertices, off_declared
from gis.quality.surroundings import Features, Rows, Surroundings
from gis.registry import Layer, Registry
from gis.text import Text

_PARTITION_ROWS = 20_000
_OF_PAIRS = (NoOverlap, NoGap, DuplicateGeometry, DanglingEnds, CrossingLines)
"""Checks that compare a row with others of its layer."""


@dataclass(frozen=True)
class SpatialChecks:
    """What is to be checked. Can be pickled.

    Args:
        layer: with its ``checks:``.
        titles: of the layers they name, by id.
        srid: of the storage CRS.
    """

    layer: Layer
    checks: tuple[Check, ...]
    titles: Mapping[str, Text]
    srid: int

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of the layer that :class:`Rows` must have values of."""
        named = [name for check in self.checks for name in check.fields]
        streets = {check.street for check in self.checks if isinstance(check, NumberParity)}
        joined = [name for r in self.layer.relations if r.to in streets for name in r.by]
        return tuple(dict.fromkeys([*named, *joined]))

    @property
    def may_refuse(self) -> bool:
        """Whether what is found can keep a row from being published."""
        return any(check.severity == "error" for check in self.checks)

    @property
    def halo_m(self) -> float:
        return max((check.reach_m for check in self.checks if isinstance(check, _OF_PAIRS)), default=0.0)

    @property
    def of_pairs(self) -> bool:
        return any(isinstance(check, _OF_PAIRS) for check in self.checks)

    def first[C](self, kind: type[C]) -> C | None:
        return next((check for check in self.checks if isinstance(check, kind)), None)


def spatial_checks(registry: Registry, layer: Layer, srid: int) -> SpatialChecks | None:
    """A layer's checks for ``check_spatially``, those apart that need a layer the municipality does not use.

    Returns:
        None when there are none.
    """
    checks = tuple(
        check
        for check in layer.checks
        if check.name != "valid" and all(other in registry.layers for other in check.layers)
    )
    titles = {other: registry.layers[other].title for check in checks for other in check.layers}
    return SpatialChecks(layer, checks, titles, srid) if checks else None


def check_spatially(
    checks: SpatialChecks, rows: Rows, surroundings: Surroundings, size: int = _PARTITION_ROWS
) -> tuple[Flaw, ...]:
    """Run the checks on the subjects among the rows.

    Partition after partition is loaded with its halo, so memory does not grow with the rows. What a subject has with a
    row that is none, or with a published feature, is reported on the subject alone.

    Args:
        size: the most subjects of a partition.

    Returns:
        One flaw for each kind, its rows ascending.
    """
    flaws: list[Flaw] = []
    for part in partitions(rows.bounds, rows.subject, checks.halo_m, size):
        scene = _Scene.of(checks, rows, surroundings, part)
        flaws += _check_scene(scene)
    return _gathered(flaws)


@dataclass(frozen=True, eq=False)
class _Scene:
    """One partition with all that is known of it.

    Args:
        indices: the rows of the core, then of the halo.
        geometries: of the core, of the halo, and of what is published around.
        published: feature ids of the last of these.
    """

    checks: SpatialChecks
    rows: Rows
    surroundings: Surroundings
    part: Partition
    subjects: int
    indices: Array
    geometries: Array
    published: Array

    @classmethod
    def of(cls, checks: SpatialChecks, rows: Rows, surroundings: Surroundings, part: Partition) -> "_Scene":
        core, geometries = part.core, rows.geometries(part.core)
        if not checks.of_pairs:
            nothing = np.empty(0, dtype=np.int64)
            return cls(checks, rows, surroundings, part, len(core), core, geometries, nothing)
        beside = rows.geometries(part.halo)
        features = surroundings.neighbours(part.bounds)
        published, around = _usable(features.ids, features.geometries)
        return cls(
            checks,
            rows,
            surroundings,
            part,
            len(core),
            np.concatenate([core, part.halo]),
            np.concatenate([geometries, beside, around]),
            published,
        )

    @property
    def core(self) -> Array:
        return self.indices[: self.subjects]

    @property
    def own(self) -> Array:
        """The subjects' geometries."""
        return self.geometries[: self.subjects]

    @cached_property
    def coverage(self) -> tuple[Pairs, Pairs]:
        overlap, gap = self.checks.first(NoOverlap), self.checks.first(NoGap)
        slivers = [check.sliver_m for check in (overlap, gap) if check is not None]
        return overlaps_and_gaps(
            self.geometries,
            self.subjects,
            sliver_m=min(slivers),
            max_gap_m=gap.max_width_m if gap else 0.0,
        )

    def features(self, layer: str, reach_m: float = 0.0, fields: tuple[str, ...] = ()) -> Features:
        west, south, east, north = self.part.bounds
        return self.surroundings.layer(
            layer, (west - reach_m, south - reach_m, east + reach_m, north + reach_m), fields
        )

    def nodes(self, layers: tuple[str, ...], reach_m: float) -> Array:
        found = [shapely.get_parts(_placed(self.features(layer, reach_m).geometries)) for layer in layers]
        return np.concatenate([np.empty(0, dtype=object), *found])

    def values(self, field: str) -> Array:
        return self.rows.values(field, self.core)


def _usable(names: Array, geometries: Array) -> tuple[Array, Array]:
    good = shapely.is_valid(geometries) & ~shapely.is_empty(geometries)
    return names[good], geometries[good]


def _placed(geometries: Array) -> Array:
    return geometries[~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)]


def _check_scene(scene: _Scene) -> Iterator[Flaw]:
    for check in scene.checks.checks:
        match check:
            case MinimumArea() | MinimumLength() | DuplicateVertices():
                yield from _by_itself(scene, check)
            case NoOverlap():
                yield from _pairs(scene, check, scene.coverage[0], _OVERLAP, "{:.2f}")
            case NoGap():
                yield from _pairs(scene, check, scene.coverage[1], _GAP, "{:.3f}")
            case DuplicateGeometry():
                same = duplicate_geometries(scene.geometries, scene.subjects, check.tolerance_m)
                yield from _pairs(scene, check, same, _DUPLICATE, None)
            case CrossingLines():
                nodes = scene.nodes(check.nodes, check.reach_m)
                found = crossings(scene.geometries, scene.subjects, nodes, check.tolerance_m)
                yield from _pairs(scene, check, found, _CROSSING, "{:.0f}")
            case SnappedTo() | DanglingEnds():
                yield from _loose_ends(scene, check)
            case Inside():
                yield from _outside(scene, check)
            case DeclaredArea():
                yield from _declared(scene, check)
            case NumberParity():
                yield from _parity(scene, check)


_OVERLAP = (faults.OVERLAP, faults.OVERLAP_WITH_PUBLISHED)
_GAP = (faults.GAP, faults.GAP_TO_PUBLISHED)
_DUPLICATE = (faults.DUPLICATE_GEOMETRY, faults.DUPLICATE_OF_PUBLISHED)
_CROSSING = (faults.CROSSING_LINES, faults.CROSSING_PUBLISHED)


def _pairs(
    scene: _Scene, check: Check, pairs: Pairs, told: tuple[Fault, Fault], size: str | None
) -> Iterator[Flaw]:
    """Two kinds of other: a row of the same load, and a published feature."""
    of_load = pairs.others < len(scene.indices)
    named = (
        scene.rows.numbers[scene.indices[pairs.others[of_load]]],
        scene.published[pairs.others[~of_load] - len(scene.indices)],
    )
    for fault, which, others in zip(told, (of_load, ~of_load), named, strict=True):
        sizes = pairs.sizes[which]
        details = (
            [str(other) for other in others]
            if size is None
            else [(size.format(much), str(other)) for much, other in zip(sizes, others, strict=True)]
        )
        yield from fault.flaw(
            scene.core[pairs.rows[which]], details, pairs.places[which], severity=check.severity
        )


def _by_itself(scene: _Scene, check: MinimumArea | MinimumLength | DuplicateVertices) -> tuple[Flaw, ...]:
    words: dict[str, Text] = {}
    match check:
        case MinimumArea():
            found = below(scene.own, shapely.area(scene.own), check.m2)
            fault, written, words = faults.BELOW_MINIMUM_AREA, "{:.2f}", _least(check.m2)
        case MinimumLength():
            found = below(scene.own, shapely.length(scene.own), check.m)
            fault, written, words = faults.BELOW_MINIMUM_LENGTH, "{:.2f}", _least(check.m)
        case DuplicateVertices():
            found = duplicate_vertices(scene.own, check.tolerance_m)
            fault, written = faults.DUPLICATE_VERTICES, "{:.0f}"
    details = [written.format(much) for much in found.sizes]
    return fault.flaw(scene.core[found.rows], details, found.places, words=words, severity=check.severity)


def _least(size: float) -> dict[str, Text]:
    return {"least": Text(tr=f"{size:g}", en=f"{size:g}")}


def _loose_ends(scene: _Scene, check: SnappedTo | DanglingEnds) -> tuple[Flaw, ...]:
    if isinstance(check, DanglingEnds):
        nodes = scene.nodes(check.nodes, check.reach_m)
        free = dangling_ends(scene.geometries, scene.subjects, nodes, check.tolerance_m)
        return faults.DANGLING_END.flaw(scene.core[free.rows], places=free.places, severity=check.severity)
    missed = missed_nodes(scene.own, scene.nodes((check.layer,), check.reach_m), check.tolerance_m)
    return faults.NOT_SNAPPED.flaw(
        scene.core[missed.rows],
        [f"{distance:.3f}" for distance in missed.sizes],
        missed.places,
        words={"layer": scene.checks.titles[check.layer]},
        severity=check.severity,
    )


def _outside(scene: _Scene, check: Inside) -> tuple[Flaw, ...]:
    if not scene.surroundings.holds(check.layer):
        return ()
    asked = np.arange(scene.subjects)
    if check.having is not None:
        asked = asked[~_missing(scene.values(check.having))]
    parents = scene.features(check.layer).geometries
    found = outside(scene.own[asked], _usable(parents, parents)[1], check.max_outside)
    return faults.OUTSIDE_PARENT.flaw(
        scene.core[asked[found.rows]],
        [f"{100 * share:.1f}" for share in found.sizes],
        found.places,
        words={"layer": scene.checks.titles[check.layer]},
        severity=check.severity,
    )


def _declared(scene: _Scene, check: DeclaredArea) -> tuple[Flaw, ...]:
    declared = scene.values(check.field)
    found = off_declared(scene.own, declared, scene.checks.srid, check.rules, check.map_scale or 0)
    pairs = zip(declared[found.rows], found.sizes, strict=True)
    return faults.DECLARED_AREA.flaw(
        scene.core[found.rows],
        [(f"{said:.2f}", f"{area:.2f}") for said, area in pairs],
        found.places,
        words={"field": scene.checks.layer.field(check.field).title},
        field=check.field,
        severity=check.severity,
    )


def _parity(scene: _Scene, check: NumberParity) -> tuple[Flaw, ...]:
    relation = next(r for r in scene.checks.layer.relations if r.to == check.street)
    streets = scene.features(check.street, check.reach_m, tuple(relation.by.values()))
    own, theirs = (_joined([values(name) for name in names]) for values, names in (
        (scene.values, relation.by.keys()),
        (streets.fields.__getitem__, relation.by.values()),
    ))  # fmt: skip
    lines = np.full(scene.subjects, None, dtype=object)
    if len(theirs):
        order = np.argsort(theirs, kind="stable")
        at = np.minimum(np.searchsorted(theirs[order], own), len(order) - 1)
        known = (theirs[order][at] == own) & (own != "")
        lines[known] = streets.geometries[order[at[known]]]
    numbers = scene.values(check.number)
    wrong = wrong_side(scene.own, numbers, lines)
    places = shapely.get_coordinates(scene.own[wrong])
    return faults.NUMBER_PARITY.flaw(
        scene.core[wrong],
        [str(number) for number in numbers[wrong]],
        places,
        field=check.number,
        severity=check.severity,
    )


def _joined(values: list[Array]) -> Array:
    """Several fields' values as one text a row; empty where one is missing."""
    size = len(values[0])
    joined = np.full(size, "", dtype=np.str_)
    absent = np.zeros(size, dtype=bool)
    for of_field in values:
        absent |= _missing(of_field)
        joined = np.strings.add(np.strings.add(joined, "\x1f"), of_field.astype(np.str_))
    joined[absent] = ""
    return joined


def _missing(values: Array) -> Array:
    missing: Array = (values == np.array(None)) | (values == np.array("")) | (values != values)
    return missing


def _gathered(flaws: list[Flaw]) -> tuple[Flaw, ...]:
    """The partitions' flaws of one kind put together."""
    kinds: dict[tuple[str, str, str | None], list[Flaw]] = {}
    for flaw in flaws:
        kinds.setdefault((flaw.code, flaw.message.en, flaw.field), []).append(flaw)
    return tuple(_put_together(of_kind) for of_kind in kinds.values())


def _put_together(flaws: list[Flaw]) -> Flaw:
    first = flaws[0]
    rows = np.concatenate([flaw.rows for flaw in flaws])
    order = np.argsort(rows, kind="stable")
    details = [detail for flaw in flaws for detail in flaw.details or ()]
    places = np.concatenate([flaw.places for flaw in flaws if flaw.places is not None])
    return Flaw(
        first.code,
        rows[order],
        first.message,
        first.field,
        first.severity,
        [details[at] for at in order] if details else None,
        places[order],
    )
