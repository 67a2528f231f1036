"""The first level: tiles in the memory of a server process, bounded by bytes; who was asked for longest ago goes first."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.tile_cache.staleness import Place, Stale
from api.tile_cache.tile import Address, Scope, Tile, TileKey

_MOST_ADDRESSES = 4
"""Of one tile; a client could think of any number."""


@dataclass
class MemoryLevel:
    """Belongs to one event loop."""

    most: int
    """Bytes."""
    size: int = 0
    _tiles: OrderedDict[TileKey, Tile] = field(default_factory=OrderedDict)
    _weights: dict[TileKey, int] = field(default_factory=dict)
    _places: dict[str, dict[int, set[Place]]] = field(default_factory=dict)
    """Scope -> zoom -> where there are tiles."""
    _addresses: dict[Address, TileKey] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._tiles)

    def __iter__(self) -> Iterator[TileKey]:
        return iter(tuple(self._tiles))

    def get(self, key: TileKey) -> Tile | None:
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def at(self, address: Address) -> Tile | None:
        """The tile that was given under an address before."""
        key = self._addresses.get(address)
        return None if key is None else self.get(key)

    def put(self, key: TileKey, tile: Tile) -> None:
        """Keep a tile, unless it alone is more than there is room for."""
        self.drop(key)
        self._tiles[key] = tile
        self._places.setdefault(key.scope, {}).setdefault(key.z, set()).add((key.x, key.y))
        for address in tile.addresses:
            self._addresses[address] = key
        self.weigh(key, tile)

    def weigh(self, key: TileKey, tile: Tile) -> None:
        """Count a tile's bytes, again when it has got another encoding; others go if need be."""
        if self._tiles.get(key) is not tile:
            return
        self.size += tile.weight - self._weights.get(key, 0)
        self._weights[key] = tile.weight
        while self.size > self.most and self._tiles:
            self.drop(next(iter(self._tiles)))

    def name(self, address: Address, key: TileKey, tile: Tile) -> None:
        """Let a tile be found by an address."""
        if (
            self._tiles.get(key) is tile
            and len(tile.addresses) < _MOST_ADDRESSES
            and address not in self._addresses
        ):
            tile.addresses.append(address)
            self._addresses[address] = key

    def drop(self, key: TileKey) -> Tile | None:
        tile = self._tiles.pop(key, None)
        if tile is None:
            return None
        self.size -= self._weights.pop(key)
        zooms = self._places[key.scope]
        zooms[key.z].discard((key.x, key.y))
        if not zooms[key.z]:
            del zooms[key.z]
        if not zooms:
            del self._places[key.scope]
        for address in tile.addresses:
            self._addresses.pop(address, None)
        return tile

    def drop_stale(self, stale: Stale, scope: Scope) -> Iterator[tuple[TileKey, Tile]]:
        """Drop what a change of a layer of the scope touched, unless it was drawn with the change in it."""
        for z, places in tuple(self._places.get(scope.digest, {}).items()):
            for place in stale.of(scope.matrix_set, z, places):
                key = TileKey(scope.digest, z, *place)
                if self._tiles[key].as_of <= stale.change and (tile := self.drop(key)) is not None:
                    yield key, tile

    def clear(self) -> None:
        self.size = 0
        for part in (self._tiles, self._weights, self._places, self._addresses):
            part.clear()
