"""The whole city, drawn once."""

from dataclasses import dataclass

from shapely.geometry import LineString, Polygon

from data.samples.make.addresses import Door, make_doors
from data.samples.make.buildings import Building, make_buildings, make_frontages
from data.samples.make.devices import Camera, make_cameras
from data.samples.make.fibre import Link, Node, make_network
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
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street, make_streets
from data.samples.make.subdivision import joined
from data.samples.make.terrain import Terrain, make_terrain
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
        utilities=make_utilities(graph, streets, Ground(district, river, terrain)),
        nodes=network.nodes,
        links=network.links,
        cameras=cameras,
        it=it,
        requests=requests,
        work_orders=make_work_orders(requests, cameras, it.assets),
    )
