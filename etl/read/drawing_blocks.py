"""How many entities a drawing has once its blocks are drawn; a small file can ask for more than any machine holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_DEEPEST = 64


@dataclass
class _Block:
    entities: int = 0
    inserts: list[tuple[str, int]] = field(default_factory=list)
    """Name of a block drawn in this one, and how often."""


def drawn_entities(path: Path) -> int:
    """Entities of a text DXF with every insert of a block counted as what the block draws; one that draws itself as none.

    Numbers that make no sense are passed over: GDAL says what is damaged.
    """
    blocks: dict[str, _Block] = {"": _Block()}
    current, section = blocks[""], ""
    kind, name, columns, rows = "", "", 1, 1

    def end_entity() -> None:
        if kind == "INSERT":
            current.inserts.append((name.upper(), max(1, columns) * max(1, rows)))
        elif kind:
            current.entities += 1

    for code, value in _pairs(path):
        if code == 0:
            end_entity()
            kind, name, columns, rows = (value if section in ("ENTITIES", "BLOCKS") else ""), "", 1, 1
            if value in ("SECTION", "ENDSEC", "ENDBLK", "EOF", "BLOCK"):
                section = "" if value == "ENDSEC" else section
                opened, kind = value, ""
                current = blocks[""] if value != "BLOCK" else current
                name = opened
        elif code == 2 and name == "SECTION":
            section, name = value, ""
        elif code == 2 and name == "BLOCK":
            current, name = blocks.setdefault(value.upper(), _Block()), ""
        elif code == 2 and kind == "INSERT":
            name = value
        elif code in (70, 71) and kind == "INSERT" and value.lstrip("-").isdigit():
            columns, rows = (int(value), rows) if code == 70 else (columns, int(value))
    end_entity()
    return _drawn("", blocks, {}, ())


def _pairs(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="latin-1") as stream:
        while code := stream.readline():
            value = stream.readline().strip()
            if code.strip().isdigit():
                yield int(code), value


def _drawn(name: str, blocks: dict[str, _Block], known: dict[str, int], above: tuple[str, ...]) -> int:
    if name in above or name not in blocks or len(above) > _DEEPEST:
        return 0
    if name not in known:
        block = blocks[name]
        inside = sum(n * _drawn(b, blocks, known, (*above, name)) for b, n in block.inserts)
        known[name] = block.entities + inside
    return known[name]
