"""Every street of the city: the main streets as drawn, the grids between them, the tracks between fields."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import shapely
from shapely.geometry import LineString, Polygon

from data.samples.make import names, plan
from data.samples.make.curves import Patch, between, node, rounded, smooth
from data.samples.make.subdivision import bent_cut, cut_until, faces_between, lines_in


@dataclass(frozen=True)
class Street:
    """A street's centreline, from its start (door number 1) to its end, and what its file row says."""

    name: str
    road_class: str
    surface: str
    width_m: float
    line: LineString
    zone: plan.Zone
    code: str = ""
    one_way: bool = False

    @property
    def is_urban(self) -> bool:
        """Whether it lies in the town itself, and not in a village or among fields."""
        return self.zone not in ("village", "rural")


@dataclass(frozen=True)
class Quarter:
    """The land inside a sector's or a village's outer streets."""

    id: str
    zone: plan.Zone
    patch: Patch
    across: int
    up: int

    @property
    def land(self) -> Polygon:
        """Its outline along the centrelines of the streets around it."""
        sides = (self.patch.south, self.patch.east, self.patch.north.reverse(), self.patch.west.reverse())
        return Polygon([c for side in sides for c in side.coords[:-1]])

    def middle_of(self, cell: plan.Cell) -> tuple[float, float]:
        """The middle of one of its blocks; ``(0, 0)`` lies in the south-west."""
        return self.patch.at((cell[0] + 0.5) / self.across, (cell[1] + 0.5) / self.up)


def quarters() -> list[Quarter]:
    """The sectors of the town, then the village quarters."""
    rows = [smooth(street.coordinates()) for street in plan.ROWS]
    columns = {letter: smooth(street.coordinates()) for letter, street in plan.COLUMNS.items()}
    found = []
    for s in plan.SECTORS:
        (sw, se, nw, ne) = plan.place(
            [plan.CORNERS[f"{c}{r}"] for r in (s.south, s.south + 1) for c in (s.west, s.east)]
        )
        patch = Patch(
            south=between(rows[s.south], sw, se),
            north=between(rows[s.south + 1], nw, ne),
            west=between(columns[s.west], sw, nw),
            east=between(columns[s.east], se, ne),
        )
        found.append(Quarter(s.id, s.zone, patch, s.across, s.up))
    country = {street.name: smooth(street.coordinates()) for street in plan.COUNTRY_ROADS}
    for number, v in enumerate(plan.VILLAGES, 1):
        start, end, far_start, far_end = plan.place([v.start, v.end, v.far_start, v.far_end])
        patch = Patch(
            south=between(country[v.road], start, end),
            north=_bowed(far_start, far_end),
            west=_bowed(start, far_start),
            east=_bowed(end, far_end),
        )
        found.append(Quarter(f"village{number}", "village", patch, v.across, v.up))
    return found


def _bowed(start: tuple[float, float], end: tuple[float, float]) -> LineString:
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 - (y1 - y0) * 0.05, (y0 + y1) / 2 + (x1 - x0) * 0.05)
    return smooth([start, middle, end], 30)


def make_streets(district: Polygon, river: LineString) -> list[Street]:
    """All streets, noded where they meet, connected into one network, with codes in order."""
    town = quarters()
    drawn = [*_main_streets(district), *_grid_streets(town)]
    tracks = _tracks(drawn, town, district, river)
    streets = [*drawn, *tracks]
    noded = node([s.line for s in streets])
    streets = [replace(s, line=line) for s, line in zip(streets, noded, strict=True)]
    rng = Random("one way")
    return [
        replace(s, code=f"{210_001 + i}", one_way=s.zone == "old" and s.width_m < 10 and rng.random() < 0.4)
        for i, s in enumerate(_connected(streets))
    ]


def _main_streets(district: Polygon) -> Iterator[Street]:
    within = district.buffer(-4)
    for street in (*plan.ROWS, *plan.COLUMNS.values(), *plan.COUNTRY_ROADS):
        line = smooth(street.coordinates())
        inside = LineString([rounded(*c) for c in line.intersection(within).coords])
        zone: plan.Zone = "rural" if street.rural else "apartment"
        yield Street(street.name, street.road_class, street.surface, street.width_m, inside, zone)


def _grid_streets(town: list[Quarter]) -> Iterator[Street]:
    supply = {
        "old": iter(names.OLD_STREETS),
        "industrial": iter(names.INDUSTRIAL_STREETS),
        "residential": iter(names.STREETS),
        "village": iter(f"{plan.NEIGHBOURHOODS[6 + i // 6].name} {i % 6 + 1}." for i in range(24)),
    }
    supply["apartment"] = supply["residential"]
    sectors = {s.id: s for s in plan.SECTORS}
    for i, quarter in enumerate(q for q in town if q.zone == "village"):
        for name, side in zip(
            plan.VILLAGES[i].names, (quarter.patch.north, quarter.patch.west, quarter.patch.east), strict=True
        ):
            yield Street(name, "Sk.", "Parke", 8, side, "village")
    for quarter in town:
        sector = sectors.get(quarter.id)
        wobble, joined = (sector.wobble, sector.joined) if sector else (0.2, ())
        width = {"old": 7.5, "residential": 9.5, "apartment": 10.5, "industrial": 13.0, "village": 7.5}[
            quarter.zone
        ]
        surface = {"old": "Kilit parke", "village": "Parke"}.get(quarter.zone, "Asfalt")
        for line in _grid_lines(quarter, wobble, joined):
            yield Street(f"{next(supply[quarter.zone])} Sokak", "Sk.", surface, width, line, quarter.zone)


def _grid_lines(
    quarter: Quarter, wobble: float, joined: tuple[tuple[plan.Cell, plan.Cell], ...]
) -> Iterator[LineString]:
    rng = Random(f"grid {quarter.id}")
    across, up = quarter.across, quarter.up

    def moved(i: int, size: int, inner: bool) -> float:
        return (i + (rng.uniform(-wobble, wobble) if inner else 0.0)) / size

    places = {}
    for i in range(across + 1):
        for j in range(up + 1):
            inner = 0 < i < across and 0 < j < up
            places[i, j] = moved(i, across, inner), moved(j, up, inner)
    closed = {frozenset(pair) for pair in joined}
    for i in range(1, across):
        steps = [((i, j), frozenset({(i - 1, j), (i, j)}) in closed) for j in range(up)]
        yield from _runs(quarter, [(at, (at[0], at[1] + 1), shut) for at, shut in steps], places)
    for j in range(1, up):
        steps = [((i, j), frozenset({(i, j - 1), (i, j)}) in closed) for i in range(across)]
        yield from _runs(quarter, [(at, (at[0] + 1, at[1]), shut) for at, shut in steps], places)


def _runs(
    quarter: Quarter,
    steps: list[tuple[plan.Cell, plan.Cell, bool]],
    places: dict[plan.Cell, tuple[float, float]],
) -> Iterator[LineString]:
    run: list[tuple[float, float]] = []
    for start, end, shut in steps:
        if shut:
            if run:
                yield LineString(run)
            run = []
            continue
        (u0, v0), (u1, v1) = places[start], places[end]
        pieces = [quarter.patch.at(u0 + (u1 - u0) * k / 4, v0 + (v1 - v0) * k / 4) for k in range(5)]
        run = [*run, *pieces[1:]] if run else pieces
    if run:
        yield LineString(run)


def _tracks(drawn: list[Street], town: list[Quarter], district: Polygon, river: LineString) -> list[Street]:
    """Field tracks that part the open land into pieces of some 30 hectares."""
    built_up = shapely.union_all([q.land for q in town])
    lines = [s.line for s in drawn]
    rng = Random("tracks")
    faces = faces_between([*lines, river, district.exterior])
    open_land = [f for f in faces if f.area > 150_000 and not built_up.contains(f.representative_point())]
    cuts = [c for face in open_land for c in cut_until(face, 300_000, bent_cut, rng)]
    dry = district.buffer(-25).difference(river.buffer(plan.RIVER_WIDTH_M / 2 + 6))
    supply = iter(names.TRACKS)
    tracks: list[Street] = []
    for cut in cuts:
        parts = [p for p in lines_in(cut.intersection(dry)) if p.length > 120]
        if parts:
            line = LineString([rounded(*c) for c in max(parts, key=lambda p: p.length).coords])
            if any(_runs_alongside(line, other) for other in [*lines, *(t.line for t in tracks)]):
                continue
            tracks.append(Street(f"{next(supply)} Tarla Yolu", "Tarla yolu", "Toprak", 6, line, "rural"))
    return tracks


def _runs_alongside(line: LineString, other: LineString, near_m: float = 60.0) -> bool:
    return bool(line.intersection(other.buffer(near_m)).length > 2 * near_m + 0.2 * line.length)


def _connected(streets: list[Street]) -> list[Street]:
    """The streets that can be reached from the first."""
    ends = [set(s.line.coords) for s in streets]
    reached, reachable = {0}, set(ends[0])
    while True:
        more = {i for i in range(len(streets)) if i not in reached and ends[i] & reachable}
        if not more:
            return [s for i, s in enumerate(streets) if i in reached]
        reached |= more
        for i in more:
            reachable |= ends[i]
