"""A vector tile as it is kept: its bytes in each encoding, and how far changes are in it."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import anyio.to_thread

from api.compression import SMALLEST_PACKED, packed_once
from gis.registry import LayerView
from gis.tile_matrix_set import TileMatrixSet

_LARGE = 32 << 10
"""Bytes packed in a thread, so that the other requests need not wait."""
_OVERHEAD = 1_000
"""Bytes an entry takes besides its content, its names in two dictionaries included."""
EXPENSIVE_S = 0.05
"""A tile that took longer to draw is drawn anew before anybody asks."""
LOW_ZOOM = 12
"""Up to there, tiles show so much that all are drawn anew."""


class Address(NamedTuple):
    """A tile under one of the addresses a client may use for it."""

    audience: str
    path: str
    query: bytes


class TileKey(NamedTuple):
    """A tile of one scope (by its digest)."""

    scope: str
    z: int
    x: int
    y: int


@dataclass(frozen=True, eq=False)
class Scope:
    """What a tile shows: some layers as one audience sees them, in one tile matrix set.

    Audiences share nothing, even where they see the same today: a row rule of tomorrow must not leak.
    """

    views: tuple[LayerView, ...]
    matrix_set: TileMatrixSet
    epoch: str
    """Digest of all else the bytes depend on."""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        told = "\0".join((self.epoch, self.audience, self.matrix_set.id, *self.layers))
        object.__setattr__(self, "digest", hashlib.blake2b(told.encode(), digest_size=16).hexdigest())

    @property
    def audience(self) -> str:
        return self.views[0].audience

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(view.id for view in self.views)


@dataclass(eq=False)
class Tile:
    """What was drawn.

    Args:
        plain: empty where there is nothing to draw.
        as_of: every change with a lower number is in it.
        seconds: that drawing it took.
        packed: by encoding; filled when first asked for.
    """

    plain: bytes
    as_of: int
    seconds: float
    packed: dict[str, bytes] = field(default_factory=dict)
    addresses: list[Address] = field(default_factory=list)
    digest: str = ""
    _packing: dict[str, asyncio.Task[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.digest = digest_of(self.plain)

    @property
    def weight(self) -> int:
        """Bytes of memory."""
        return _OVERHEAD + len(self.plain) + sum(map(len, self.packed.values()))

    def ready(self, encoding: str | None) -> bytes | None:
        """Its bytes in an encoding; None when they are not packed yet."""
        if encoding is None or len(self.plain) < SMALLEST_PACKED:
            return self.plain
        return self.packed.get(encoding)

    async def pack(self, encoding: str, packed: Callable[[], None]) -> bytes:
        """Pack it, once for all who ask meanwhile.

        Args:
            packed: called when it is done.
        """
        task = self._packing.get(encoding)
        if task is None:
            task = self._packing[encoding] = asyncio.create_task(self._pack(encoding, packed))
        return await asyncio.shield(task)

    async def _pack(self, encoding: str, packed: Callable[[], None]) -> bytes:
        try:
            if len(self.plain) > _LARGE:
                content = await anyio.to_thread.run_sync(packed_once, encoding, self.plain)
            else:
                content = packed_once(encoding, self.plain)
            self.packed[encoding] = content
            packed()
            return content
        finally:
            del self._packing[encoding]


def digest_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def worth_redrawing(z: int, seconds: float, size: int) -> bool:
    """Whether users would wait for a tile, or feel that it is not there."""
    return seconds > EXPENSIVE_S or (z <= LOW_ZOOM and size > 0)
