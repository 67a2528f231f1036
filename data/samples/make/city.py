"""The whole city, drawn once."""

from dataclasses import dataclass

from shapely.geometry import LineString, Polygon

from data.samples.make.addresses import Door, make_doors
from data.samples.make.buildings import Building, make_buildings, make_frontages
from data.samples.make.devices import Camera, make_cameras
from data.samples.make.fibre import Link, Node, make_network
from data.samples.make.green import (
    AssemblyArea,
    Park,
    Playground,
    Tree,
    make_assembly_areas,
    make_parks,
    make_playgrounds,
    make_trees,
)
from data.samples.make.information_technology import (
    InformationTechnology,
    Surroundings,
    make_information_technology,
)
from data.samples.make.land import (
    Areas,
    Block,
    Parcel,
    district_outline,
    make_blocks,
    make_parcels,
    neighbourhood_areas,
    river_axis,
)
from data.samples.make.places import PointOfInterest, make_places
from data.samples.make.planning import (
    Excavation,
    Plan,
    Zone,
    make_excavations,
    make_plans,
    make_zones,
)
from data.samples.make.registers import (
    BlockRecord,
    ControlPoint,
    Descent,
    Easement,
    Region,
    Unit,
    make_block_records,
    make_control_points,
    make_descents,
    make_easements,
    make_regions,
    make_units,
)
from data.samples.make.segments import Segment, make_segments
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street, make_streets
from data.samples.make.subdivision import joined
from data.samples.make.terrain import Terrain, make_terrain
from data.samples.make.traffic import (
    BusStop,
    CarPark,
    TrafficLight,
    make_bus_stops,
    make_car_parks,
    make_traffic_lights,
)
from data.samples.make.utilities import Ground, Utilities, make_utilities
from data.samples.make.work import Request, WorkOrder, make_requests, make_work_orders


@dataclass(frozen=True)
class City:
    """Everything there is; all coordinates in EPSG:5254."""

    district: Polygon
    river: LineString
    terrain: Terrain
    neighbourhoods: Areas
    streets: list[Street]
    blocks: list[Block]
    parcels: list[Parcel]
    buildings: list[Building]
    doors: list[Door]
    places: list[PointOfInterest]
    utilities: Utilities
    nodes: list[Node]
    links: list[Link]
    cameras: list[Camera]
    it: InformationTechnology
    requests: list[Request]
    work_orders: list[WorkOrder]
    regions: list[Region]
    block_records: list[BlockRecord]
    units: list[Unit]
    easements: list[Easement]
    control_points: list[ControlPoint]
    descents: list[Descent]
    segments: list[Segment]
    plans: list[Plan]
    zones: list[Zone]
    excavations: list[Excavation]
    bus_stops: list[BusStop]
    traffic_lights: list[TrafficLight]
    car_parks: list[CarPark]
    parks: list[Park]
    playgrounds: list[Playground]
    trees: list[Tree]
    assembly_areas: list[AssemblyArea]


def make_city() -> City:
    """Draw the city; the same one every time."""
    river = river_axis()
    areas = neighbourhood_areas(district_outline(), river)
    district = joined(list(areas.values()))
    terrain = make_terrain(district, river)
    streets = make_streets(district, river)
    blocks = make_blocks(streets, areas, district, river)
    parcels = make_parcels(blocks, river, terrain)
    frontages = make_frontages(parcels, streets)
    buildings = make_buildings(parcels, frontages)
    doors = make_doors(parcels, frontages, buildings)
    places = make_places(parcels, buildings, doors)
    graph = StreetGraph(streets)
    network = make_network(graph, buildings, [p.place for p in places if p.category == "Park"])
    utilities = make_utilities(graph, streets, Ground(district, river, terrain))
    plans = make_plans(district)
    block_records = make_block_records(parcels)
    parks = make_parks(parcels)
    playgrounds = make_playgrounds(parks)
    cameras = make_cameras(network, graph)
    it = make_information_technology(network, Surroundings(streets, parcels, buildings, places, terrain))
    requests = make_requests(doors)
    return City(
        district=district,
        river=river,
        terrain=terrain,
        neighbourhoods=areas,
        streets=streets,
        blocks=blocks,
        parcels=parcels,
        buildings=buildings,
        doors=doors,
        places=places,
        regions=make_regions(areas),
        block_records=block_records,
        units=make_units(buildings),
        easements=make_easements(parcels),
        control_points=make_control_points(graph, buildings, terrain, district),
        descents=make_descents(parcels),
        segments=make_segments(graph, doors),
        plans=plans,
        zones=make_zones(block_records, plans),
        excavations=make_excavations(utilities.water_pipes, streets),
        bus_stops=make_bus_stops(places),
        traffic_lights=make_traffic_lights(graph, buildings),
        car_parks=make_car_parks(parcels, buildings, streets),
        parks=parks,
        playgrounds=playgrounds,
        trees=make_trees(parks, playgrounds, streets),
        assembly_areas=make_assembly_areas(parks, buildings),
        utilities=utilities,
        nodes=network.nodes,
        links=network.links,
        cameras=cameras,
        it=it,
        requests=requests,
        work_orders=make_work_orders(requests, cameras, it.assets),
    )
