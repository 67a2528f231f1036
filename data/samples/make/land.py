"""The land between the streets: neighbourhoods, blocks (ada) and parcels."""

from dataclasses import dataclass, replace
from random import Random

import shapely
from shapely.geometry import LineString, Point, Polygon

from data.samples.make import names, plan
from data.samples.make.curves import GRID_M, between, smooth
from data.samples.make.facilities import FACILITIES, Facility
from data.samples.make.streets import Quarter, Street, quarters
from data.samples.make.subdivision import (
    bent_cut,
    cut_until,
    faces_between,
    joined,
    polygons_in,
    ribbon,
    tile,
)
from data.samples.make.terrain import Terrain

Areas = dict[str, Polygon]
"""The land of each neighbourhood, by its code."""


@dataclass(frozen=True)
class Block:
    """Land between streets. `number` is None in villages."""

    neighbourhood: plan.Neighbourhood
    number: str | None
    zone: plan.Zone
    land: Polygon
    facility: Facility | None = None


@dataclass(frozen=True)
class Parcel:
    """One piece of a block."""

    block: Block
    number: str
    land: Polygon
    land_type: str
    locality: str | None
    facility: Facility | None = None

    @property
    def is_town(self) -> bool:
        """Whether houses stand here, and not crops."""
        return self.block.zone != "rural" and self.land_type != "Park"


def district_outline() -> Polygon:
    """The district's border."""
    corners = plan.place(plan.OUTLINE)
    return Polygon(smooth([*corners, corners[0]], 60).coords)


def river_axis() -> LineString:
    """The middle of the river, from its spring to where it leaves."""
    return smooth(plan.place(plan.RIVER))


def neighbourhood_areas(district: Polygon, river: LineString) -> Areas:
    """The district parted among its neighbourhoods, by code; borders are shared vertex by vertex."""
    drawn = {
        s.name: smooth(s.coordinates()) for s in (*plan.ROWS, *plan.COLUMNS.values(), *plan.COUNTRY_ROADS)
    }
    borders = [drawn[name] for name in plan.BORDER_STREETS]
    name, *ends = plan.BORDER_STREET_PART
    borders.append(between(drawn[name], *plan.place([plan.CORNERS[end] for end in ends])))
    faces = faces_between([*borders, river, district.exterior])
    areas = {}
    for n in plan.NEIGHBOURHOODS:
        seeds = [Point(seed) for seed in plan.place(list(n.seeds))]
        areas[n.code] = joined([face for face in faces if any(face.contains(seed) for seed in seeds)])
    return areas


def make_blocks(streets: list[Street], areas: Areas, district: Polygon, river: LineString) -> list[Block]:
    """All blocks, numbered from 101 in each neighbourhood from west to east."""
    paved = shapely.union_all([s.line.buffer(s.width_m / 2, cap_style="flat") for s in streets])
    wet = river.buffer(plan.RIVER_WIDTH_M / 2 + 4)
    town = quarters()
    inside = district.buffer(-10)
    blocks = []
    for face in faces_between([district.exterior, *(s.line for s in streets)]):
        for part in polygons_in(face.difference(paved).difference(wet).intersection(inside)):
            quarter = _quarter_at(part.representative_point(), town)
            for land in _trimmed(part, corner_m=2.5 if quarter else 0.0):
                neighbourhood = next(
                    n for n in plan.NEIGHBOURHOODS if areas[n.code].contains(land.representative_point())
                )
                zone = quarter.zone if quarter else "rural"
                blocks.append(Block(neighbourhood, None, zone, land, _facility_of(land, quarter)))
    return _numbered(blocks)


def _quarter_at(place: Point, town: list[Quarter]) -> Quarter | None:
    return next((q for q in town if q.land.contains(place)), None)


def _trimmed(part: Polygon, corner_m: float) -> list[Polygon]:
    """Usable land on the centimetre grid: without necks, and with corners cut off for turning cars."""
    land = part.buffer(-2, join_style="mitre").buffer(2, join_style="mitre")
    if corner_m:
        land = part.buffer(-corner_m, join_style="mitre").buffer(corner_m, join_style="bevel")
    pieces = polygons_in(shapely.set_precision(land.simplify(0.08), GRID_M))
    return [piece for piece in pieces if piece.area > 150]


def _facility_of(land: Polygon, quarter: Quarter | None) -> Facility | None:
    blocks = {facility.block: facility for facility in FACILITIES if facility.block}
    for (sector, cell), facility in blocks.items():
        if quarter and sector == quarter.id and land.contains(Point(quarter.middle_of(cell))):
            return facility
    return None


def _numbered(blocks: list[Block]) -> list[Block]:
    ordered = sorted(
        blocks, key=lambda b: (b.neighbourhood.code, round(b.land.centroid.x / 90), -b.land.centroid.y)
    )
    counts: dict[str, int] = {}
    numbered = []
    for block in ordered:
        code = block.neighbourhood.code
        counts[code] = counts.get(code, 100) + 1
        numbered.append(block if block.neighbourhood.is_village else replace(block, number=str(counts[code])))
    return numbered


def make_parcels(blocks: list[Block], river: LineString, terrain: Terrain) -> list[Parcel]:
    """All parcels; those of a block fill it. Villages number theirs through, others per block."""
    rng = Random("parcels")
    corridor = Polygon(
        plan.place([plan.CORNERS[c] for c in ("D0", "D1", "D2", "D3", "F3", "F2", "F1", "F0")])
    )
    in_village: dict[str, int] = {}
    parcels = []
    for block in blocks:
        pieces = _pieces(block, corridor, rng)
        for i, land in enumerate(sorted(pieces, key=lambda p: (round(-p.centroid.y / 20), p.centroid.x)), 1):
            number = i
            if block.neighbourhood.is_village:
                number = in_village[block.neighbourhood.code] = (
                    in_village.get(block.neighbourhood.code, 0) + 1
                )
            riverside = corridor.contains(land.representative_point())
            land_type = "Park" if riverside else _land_type(block, land, river, terrain, rng)
            locality = (
                rng.choice(names.LOCALITIES) if block.zone in ("rural", "village") and not riverside else None
            )
            parcels.append(Parcel(block, str(number), land, land_type, locality, block.facility))
    return _with_small_facilities(parcels)


def _with_small_facilities(parcels: list[Parcel]) -> list[Parcel]:
    taken = list(parcels)
    for facility in FACILITIES:
        if facility.near:
            at = Point(plan.place([facility.near])[0])
            smallest_m2 = 480 if facility.use == "Cami" else 250
            free = [
                i
                for i, p in enumerate(taken)
                if not p.facility and p.land_type != "Park" and p.land.area > smallest_m2
            ]
            nearest = min(free, key=lambda i: taken[i].land.distance(at))
            taken[nearest] = replace(taken[nearest], facility=facility, land_type=facility.land_type)
    return taken


def _pieces(block: Block, corridor: Polygon, rng: Random) -> list[Polygon]:
    if block.facility or corridor.contains(block.land.representative_point()):
        return [block.land]
    if block.zone == "rural":
        largest = 48_000 if block.land.area > 60_000 else 24_000
        return tile(block.land, cut_until(block.land, largest, bent_cut, rng), smallest_m2=900)
    frontage, depth = {
        "old": (13.5, 24.0),
        "residential": (19.0, 28.0),
        "apartment": (25.0, 32.0),
        "industrial": (42.0, 60.0),
        "village": (24.0, 30.0),
    }[block.zone]
    return ribbon(block.land, frontage, depth, rng)


def _land_type(block: Block, land: Polygon, river: LineString, terrain: Terrain, rng: Random) -> str:
    if block.facility:
        return block.facility.land_type
    if block.zone == "rural":
        middle = land.centroid
        above = terrain.height(middle.x, middle.y) - terrain.height(
            *river.interpolate(river.project(middle)).coords[0]
        )
        if above > 88:
            return "Orman"
        if above > 66:
            return "Mera"
        if river.distance(land) < 60:
            return rng.choice(("Kavaklık", "Sebze bahçesi", "Tarla"))
        return rng.choice(("Tarla", "Tarla", "Tarla", "Tarla", "Bağ", "Ceviz bahçesi", "Yoncalık"))
    if rng.random() < 0.09:
        return "Arsa"
    return {
        "old": rng.choice(("Kârgir dükkân", "Ahşap ev", "Kârgir ev", "Üç katlı kârgir apartman ve dükkân")),
        "residential": rng.choice(
            ("Betonarme ev ve bahçesi", "Kârgir ev ve bahçesi", "İki katlı betonarme ev")
        ),
        "apartment": rng.choice(
            ("Betonarme apartman", "Beş katlı betonarme apartman", "Betonarme apartman ve dükkân")
        ),
        "industrial": rng.choice(("Fabrika ve arsası", "Atölye", "Depo ve arsası")),
        "village": rng.choice(("Kerpiç ev ve avlusu", "Ev, ahır ve samanlık", "Kârgir ev ve avlusu")),
    }[block.zone]
