"""Rows cut into partitions that fit into memory, each with the rows around it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from gis.quality.flaws import Array


@dataclass(frozen=True, eq=False)
class Partition:
    """Rows that are checked together.

    Args:
        core: positions of the rows to be checked; each is in the core of exactly one partition.
        halo: positions of the other rows whose bounds meet those of a core row grown by the halo's width, and maybe
            some more.
        bounds: of the core rows, grown by the halo's width: min x, min y, max x, max y.
    """

    core: Array
    halo: Array
    bounds: tuple[float, float, float, float]


def partitions(bounds: Array, subject: Array, halo_m: float, size: int = 20_000) -> Iterator[Partition]:
    """Cut the subjects into partitions.

    Args:
        bounds: n×4, min x, min y, max x, max y; NaN for rows that take no part.
        subject: n truths: which rows are to be checked.
        halo_m: how far a row's surroundings reach.
        size: the most core rows of a partition; core and halo together are kept near it too.
    """
    raise NotImplementedError
