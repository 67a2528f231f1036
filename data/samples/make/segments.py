"""Streets as the address register divides them: pieces between junctions, with the doors on either side."""

from dataclasses import dataclass

from shapely.geometry import LineString

from data.samples.make.addresses import Door
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street


@dataclass(frozen=True)
class Segment:
    """A street from one junction to the next, with the first and last door number on each side."""

    code: str
    street: Street
    line: LineString
    left: tuple[int, int] | None
    right: tuple[int, int] | None


def make_segments(graph: StreetGraph, doors: list[Door]) -> list[Segment]:
    """Every piece of every street, in the streets' order."""
    numbers: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for door in doors:
        along = door.street.line.project(door.place)
        numbers.setdefault((door.street.code, door.side), []).append((along, int(door.number.split("/")[0])))

    def of(street: Street, side: str, start: float, end: float) -> tuple[int, int] | None:
        inside = [n for along, n in numbers.get((street.code, side), []) if start <= along < end]
        return (min(inside), max(inside)) if inside else None

    segments: list[Segment] = []
    reached: dict[str, float] = {}
    for edge in graph.edges:
        start = reached.get(edge.street.code, 0.0)
        end = reached[edge.street.code] = start + edge.line.length
        # The last piece takes the doors at the street's very end.
        until = float("inf") if end > edge.street.line.length - 0.01 else end
        segments.append(
            Segment(
                code=f"{610_001 + 3 * len(segments)}",
                street=edge.street,
                line=edge.line,
                left=of(edge.street, "Sol", start, until),
                right=of(edge.street, "Sağ", start, until),
            )
        )
    return segments
