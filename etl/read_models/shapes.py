"""Levels of polygons and lines: groups are computed anew wherever one of their features changed."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.read_models.sources import Features, Moved, Source
from etl.read_models.stored import Rows, StoredLevel
from gis.generalisation import ReadLevel
from gis.generalise.grid import Boxes, Numbers, grouped_by_tile, pixel_m, tile_boxes, tiles_at
from gis.generalise.lines import join, simplify_lines
from gis.generalise.polygons import (
    aggregate,
    dissolve,
    simplify_coverage,
    simplify_each,
    without_small_parts,
)
from gis.tile_cells import grown


@dataclass(frozen=True)
class ShapeLevel:
    """One level of a layer of polygons or lines."""

    stored: StoredLevel

    def build(self) -> None:
        """Compute the whole level from its source."""
        pieces = [self._piece(piece) for piece in self.source.everything()]
        self.stored.clear()
        groups = _united(self._level, Features.joined(pieces))
        self._write(groups, self._drawn(groups.shapes))

    def follow(self, moved: Moved) -> tuple[Moved, Boxes]:
        """Compute anew what moved, and what shares a border with it.

        Args:
            moved: features of the source.

        Returns:
            What that is to the coarser level, and where the level is drawn differently.
        """
        numbers, members, boxes = self._members(moved)
        groups = _united(self._level, members)
        if self._level.way == "dissolve":
            same = self.stored.holds(groups)
            numbers, groups = np.setdiff1d(numbers, groups.ids[same]), groups.where(~same)
            if not len(numbers):
                return Moved.of([]), np.empty((0, 4))
        removed = self.stored.remove(numbers)
        around, beyond = self._around(boxes, groups.shapes, numbers)
        # In the order in which a whole level is computed, on which it depends whose ground is whose.
        order = np.argsort(np.concatenate([groups.ids, around.ids, beyond.ids]))
        shapes = np.concatenate([groups.shapes, around.shapes, beyond.shapes])
        drawn = np.empty(len(order), dtype=object)
        drawn[order] = self._drawn(shapes[order])
        self._write(groups, drawn[: len(groups.ids)])
        changed = removed.and_(self.stored.told(numbers))
        if not len(around):
            return changed, changed.boxes
        redrawn = drawn[len(groups.ids) : len(groups.ids) + len(around)]
        rows = Rows(around.ids, around.ids, around.counts, redrawn)
        if self._level.way == "dissolve":
            # A group stays without a shape where what overlaps it takes all of its ground.
            reshaped = self.stored.reshape(rows)
            return changed, np.concatenate([changed.boxes, reshaped.boxes])
        reshaped = self.stored.reshape(rows.where(_present(redrawn)))
        return changed.and_(reshaped), np.concatenate([changed.boxes, reshaped.boxes])

    @property
    def number(self) -> int:
        return self.stored.level.number

    @property
    def source(self) -> Source:
        return self.stored.source

    @property
    def _level(self) -> ReadLevel:
        return self.stored.level

    @cached_property
    def _shares_borders(self) -> bool:
        if self._level.way == "simplify":
            return any(check.name == "no_overlap" for check in self.source.layer.checks)
        return self._level.way == "dissolve"

    def _piece(self, features: Features) -> Features:
        """A piece of the source, as small as it can be made before the others are known."""
        if self._level.way == "simplify":
            return features.where(_present(self._without_small(features.shapes)))
        groups = _united(self._level, features.in_groups(self._numbers(features)))
        return Features(groups.samples, groups.ids, groups.counts, groups.shapes)

    def _numbers(self, features: Features) -> Numbers:
        if self._level.way != "merge":
            return features.groups
        tiles = tiles_at(shapely.bounds(features.shapes), self._level.zooms[0])
        return grouped_by_tile(features.groups, tiles)

    def _members(self, moved: Moved) -> tuple[Numbers, Features, Boxes]:
        """The groups that something moved in, all features that are in them now, and where to look for neighbours."""
        attributes = np.unique(moved.groups)
        if self._level.way != "merge":
            boxes = np.concatenate([moved.boxes, self.stored.boxes(attributes)])
            return attributes, self.source.near(boxes, attributes), moved.boxes
        zoom = self._level.zooms[0]
        tiles = tiles_at(moved.boxes, zoom)
        numbers = np.unique(grouped_by_tile(moved.groups, tiles))
        found = self.source.near(tile_boxes(np.unique(tiles), zoom), attributes)
        found = found.in_groups(self._numbers(found))
        return numbers, found.where(np.isin(found.groups, numbers)), moved.boxes

    def _around(self, boxes: Boxes, shapes: NDArray[Any], numbers: Numbers) -> tuple[Features, Features]:
        """Neighbours whose borders change with what they adjoin, and what those and the groups themselves adjoin.

        Args:
            boxes: where something moved.
            shapes: the groups, whose numbers these are.
        """
        nothing = Features.joined([])
        if not self._shares_borders:
            return nothing, nothing
        around = self._undrawn(boxes, numbers)
        known = np.concatenate([numbers, around.ids])
        near = shapely.bounds(np.concatenate([shapes, around.shapes]))
        return around, self._undrawn(near, known)

    def _undrawn(self, boxes: Boxes, besides: Numbers) -> Features:
        """The level's groups near some boxes, as they are before they are simplified."""
        source = self.source
        if self._level.way == "dissolve":
            source = replace(source, level=replace(self._level, way="simplify"), finer=self._level)
        found = source.near(grown(boxes, pixel_m(self._level.number)))
        return found.where(~np.isin(found.ids, besides))

    def _drawn(self, shapes: NDArray[Any]) -> NDArray[Any]:
        """Shapes as the level shows them; None where it shows nothing."""
        zoom = self._level.number
        match self._level.way:
            case "merge":
                # The middle of lines whose middles lie in a tile lies there too.
                joined_at = self._level.zooms[0]
                tiles = tile_boxes(tiles_at(shapely.bounds(shapes), joined_at), joined_at)
                return simplify_lines(shapes, zoom, tiles)
            case "dissolve":
                return self._without_small(simplify_coverage(aggregate(shapes, zoom), zoom))
        drawn = self._without_small(shapes)
        visible = _present(drawn)
        simplify = simplify_coverage if self._shares_borders else simplify_each
        drawn[visible] = simplify(drawn[visible], zoom)
        return drawn

    def _without_small(self, shapes: NDArray[Any]) -> NDArray[Any]:
        return without_small_parts(shapes, self._level.number, self._level.pixels)

    def _write(self, groups: Rows, drawn: NDArray[Any]) -> None:
        if self._level.way == "dissolve":
            self.stored.write(replace(groups, shapes=drawn, wholes=groups.shapes))
        else:
            self.stored.write(replace(groups, shapes=drawn).where(_present(drawn)))


def _united(level: ReadLevel, features: Features) -> Rows:
    """Features by their group, as one each."""
    if level.way == "simplify":
        return Rows(features.ids, features.ids, features.counts, features.shapes)
    unite = dissolve if level.way == "dissolve" else join
    # The last digits of a union depend on the order of what is united.
    ordered = features.where(np.lexsort((features.ids, features.groups)))
    numbers, shapes = unite(ordered.shapes, ordered.groups)
    starts = np.searchsorted(ordered.groups, numbers)
    counts = np.add.reduceat(ordered.counts, starts) if len(starts) else ordered.counts
    return Rows(numbers, ordered.ids[starts], counts, shapes)


def _present(shapes: NDArray[Any]) -> NDArray[Any]:
    present: NDArray[Any] = ~shapely.is_missing(shapes)
    return present
