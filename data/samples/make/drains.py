"""Manholes of the sewers, and the storm drains of the main streets, which fall to the river."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from shapely.geometry import LineString, Point

from data.samples.make import plan
from data.samples.make.alongside import point_beside
from data.samples.make.curves import Coordinate, rounded
from data.samples.make.pipes import SLOPE, SewerPipe, accuracy_of, beside, crosses_river, in_town, joints
from data.samples.make.street_graph import Edge, StreetGraph
from data.samples.make.terrain import Terrain

STORM_OFFSET_M: Coordinate = (-2.2, 1.7)
STORM_COVER_M = 1.7
"""The least depth of a storm drain's invert under the street."""
MAIN_STREET_M = 10.5
"""Streets at least this wide have storm drains."""
OUTLETS = ("D1", "D2", "D3", "F1", "F2", "F3")
"""The corners by the river from which an outfall leads into it."""


@dataclass(frozen=True)
class Manhole:
    """A manhole; its levels are metres above the sea."""

    number: str
    kind: str
    cover_m: float
    invert_m: float
    diameter_mm: int
    material: str
    cover_class: str
    built: date
    place: Point


@dataclass(frozen=True)
class StormPipe:
    """A storm drain between two manholes, or from the last one into the river; its line runs with the flow."""

    number: str
    function: str
    line: LineString
    street_width_m: float
    material: str
    diameter_mm: int
    invert_from_m: float
    invert_to_m: float
    installed: date
    accuracy: str


@dataclass(frozen=True)
class StormInlet:
    """A grate at the kerb that drains into a storm pipe."""

    number: str
    kind: str
    pipe: StormPipe
    width_cm: int
    length_cm: int
    cleaned: date
    place: Point


def make_manholes(sewers: list[SewerPipe], storms: list[StormPipe], terrain: Terrain) -> list[Manhole]:
    """One manhole where each pipe starts: of the sewers first, in the order of their places."""
    rng = Random("manholes")
    found: list[Manhole] = []

    def add(pipes: Iterable[SewerPipe | StormPipe], prefix: str, kind: str, cover: str) -> None:
        pipes = list(pipes)
        built = {pipe.line.coords[0]: pipe.installed for pipe in pipes}
        for n, at in enumerate(sorted(built), 1):
            bottoms = [p.invert_from_m for p in pipes if p.line.coords[0] == at]
            tops = [p.invert_to_m for p in pipes if p.line.coords[-1] == at]
            falls = max(tops, default=min(bottoms)) - min(bottoms)
            found.append(
                Manhole(
                    number=f"{prefix}-{n:04d}",
                    kind="Şütlü baca" if falls > 1.0 else kind,
                    cover_m=round(terrain.height(at[0], at[1]), 2),
                    invert_m=min(bottoms),
                    diameter_mm=rng.choice((1000, 1000, 1200)),
                    material="Koruge" if built[at].year > 2015 else "Beton",
                    cover_class=cover,
                    built=built[at],
                    place=Point(at),
                )
            )

    add(sewers, "BC", "Muayene bacası", "D400")
    add(storms, "YB", "Yağmur suyu bacası", "D400")
    return found


def make_storm_pipes(graph: StreetGraph, terrain: Terrain, river: LineString) -> list[StormPipe]:
    """Drains along the main streets, on the cheapest ways down to the outfalls."""
    rng = Random("storm pipes")
    outlets = plan.place([plan.CORNERS[corner] for corner in OUTLETS])

    def ground(junction: Coordinate) -> float:
        return terrain.height(junction[0] + STORM_OFFSET_M[0], junction[1] + STORM_OFFSET_M[1])

    def cost(edge: Edge, downstream: Coordinate) -> float:
        if edge.street.width_m < MAIN_STREET_M or not in_town(edge) or crosses_river(edge):
            return float("inf")
        rise = ground(downstream) - ground(edge.other_end(downstream))
        return edge.line.length + 60 * max(0.0, rise + SLOPE * edge.line.length)

    best: dict[Coordinate, tuple[float, Edge | None]] = {}
    for outlet in outlets:
        for junction, way in graph.tree(outlet, cost).items():
            if way[0] < best.get(junction, (float("inf"), None))[0]:
                best[junction] = way
    inverts = {junction: ground(junction) - STORM_COVER_M for junction in best}
    pipes: list[StormPipe] = []
    for junction, (_, edge) in sorted(best.items(), key=lambda item: -item[1][0]):
        installed = date(rng.randint(1998, 2023), rng.randint(1, 12), rng.randint(1, 28))
        material = "Koruge" if installed.year > 2008 else "Beton"
        if edge is None:
            if any(p.line.coords[-1] == _moved(junction) for p in pipes):
                pipes.append(_outfall(junction, inverts[junction], river, installed, len(pipes)))
            continue
        below = edge.other_end(junction)
        top = inverts[junction]
        inverts[below] = min(inverts[below], top - SLOPE * edge.line.length)
        pieces = joints(edge.leaving(junction), 60)
        for i, piece in enumerate(pieces):
            levels = [round(top + (inverts[below] - top) * (i + k) / len(pieces), 2) for k in (0, 1)]
            pipes.append(
                StormPipe(
                    number=f"YS-{len(pipes) + 1:04d}",
                    function="Ana kolektör" if edge.street.width_m > 20 else "Ana hat",
                    line=beside(piece, STORM_OFFSET_M),
                    street_width_m=edge.street.width_m,
                    material=material,
                    diameter_mm=rng.choice((800, 1000)) if edge.street.width_m > 20 else rng.choice((400, 500, 600)),
                    invert_from_m=levels[0],
                    invert_to_m=levels[1],
                    installed=installed,
                    accuracy=accuracy_of(installed),
                )
            )  # fmt: skip
    return pipes


def _moved(junction: Coordinate) -> Coordinate:
    return rounded(junction[0] + STORM_OFFSET_M[0], junction[1] + STORM_OFFSET_M[1])


def _outfall(
    junction: Coordinate, invert: float, river: LineString, installed: date, count: int
) -> StormPipe:
    """From the last manhole to the middle of the bank."""
    start = Point(_moved(junction))
    axis = river.interpolate(river.project(start))
    share = 1 - (plan.RIVER_WIDTH_M / 2 - 1) / start.distance(axis)
    end = rounded(start.x + (axis.x - start.x) * share, start.y + (axis.y - start.y) * share)
    line = LineString([_moved(junction), end])
    return StormPipe(
        number=f"YS-{count + 1:04d}", function="Deşarj hattı", line=line, street_width_m=0.0, material="Beton",
        diameter_mm=1200, invert_from_m=round(invert, 2), invert_to_m=round(invert - 0.02 * line.length, 2),
        installed=installed, accuracy=accuracy_of(installed),
    )  # fmt: skip


def make_storm_inlets(pipes: list[StormPipe]) -> list[StormInlet]:
    """Grates at both kerbs of a main street, a few metres after each manhole."""
    rng = Random("storm inlets")
    found: list[StormInlet] = []
    for pipe in pipes:
        if pipe.function == "Deşarj hattı" or pipe.line.length < 15:
            continue
        for side in (1, -1):
            wide = rng.random() < 0.2
            found.append(
                StormInlet(
                    number=f"IZ-{len(found) + 1:04d}",
                    kind="Çift ızgara" if wide else rng.choice(("Izgara", "Izgara", "Bordür ağzı")),
                    pipe=pipe,
                    width_cm=40,
                    length_cm=120 if wide else 60,
                    cleaned=date(rng.randint(2022, 2024), rng.randint(1, 12), rng.randint(1, 28)),
                    place=point_beside(pipe.line, 6.0, side * (pipe.street_width_m / 2 - 3.0)),
                )
            )
    return found
