"""Every utility network of the city, drawn once."""

from dataclasses import dataclass

from shapely.geometry import LineString, Polygon

from data.samples.make.drains import (
    Manhole,
    StormInlet,
    StormPipe,
    make_manholes,
    make_storm_inlets,
    make_storm_pipes,
)
from data.samples.make.energy import (
    GasPipe,
    LightingPole,
    PowerLine,
    Transformer,
    make_gas_pipes,
    make_lighting_poles,
    make_power_lines,
    make_transformers,
)
from data.samples.make.pipes import SewerPipe, WaterPipe, make_sewer_pipes, make_water_pipes
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street
from data.samples.make.terrain import Terrain
from data.samples.make.water_fittings import (
    Hydrant,
    Tank,
    Valve,
    make_hydrants,
    make_tanks,
    make_valves,
)


@dataclass(frozen=True)
class Utilities:
    """Water, sewers, storm drains, gas, electricity and street lights."""

    water_pipes: list[WaterPipe]
    tanks: list[Tank]
    valves: list[Valve]
    hydrants: list[Hydrant]
    sewer_pipes: list[SewerPipe]
    manholes: list[Manhole]
    storm_pipes: list[StormPipe]
    storm_inlets: list[StormInlet]
    gas_pipes: list[GasPipe]
    transformers: list[Transformer]
    power_lines: list[PowerLine]
    lighting_poles: list[LightingPole]


@dataclass(frozen=True)
class Ground:
    """What lies above and around the networks."""

    district: Polygon
    river: LineString
    terrain: Terrain


def make_utilities(graph: StreetGraph, streets: list[Street], ground: Ground) -> Utilities:
    """Draw all of them."""
    tanks, water_pipes = make_tanks(make_water_pipes(graph, ground.terrain), streets, ground.terrain)
    sewer_pipes = make_sewer_pipes(graph, ground.terrain)
    storm_pipes = make_storm_pipes(graph, ground.terrain, ground.river)
    transformers = make_transformers(graph)
    return Utilities(
        water_pipes=water_pipes,
        tanks=tanks,
        valves=make_valves(water_pipes),
        hydrants=make_hydrants(water_pipes),
        sewer_pipes=sewer_pipes,
        manholes=make_manholes(sewer_pipes, storm_pipes, ground.terrain),
        storm_pipes=storm_pipes,
        storm_inlets=make_storm_inlets(storm_pipes),
        gas_pipes=make_gas_pipes(graph),
        transformers=transformers,
        power_lines=make_power_lines(graph, transformers, ground.district),
        lighting_poles=make_lighting_poles(streets, transformers),
    )
