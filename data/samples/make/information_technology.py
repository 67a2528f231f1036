"""Everything the IT department keeps besides its network and cameras, drawn once."""

from dataclasses import dataclass

from data.samples.make.buildings import Building
from data.samples.make.devices import Asset, make_assets
from data.samples.make.fibre import Network
from data.samples.make.land import Parcel
from data.samples.make.links import (
    Duct,
    Mast,
    RadioLink,
    make_ducts,
    make_masts,
    make_radio_links,
)
from data.samples.make.places import PointOfInterest
from data.samples.make.public_services import (
    EventSetup,
    LedScreen,
    PhoneLine,
    QrPoint,
    WifiPoint,
    make_event_setups,
    make_led_screens,
    make_phone_lines,
    make_qr_points,
    make_wifi_points,
)
from data.samples.make.streets import Street
from data.samples.make.system_rooms import Rack, SystemRoom, make_racks, make_system_rooms
from data.samples.make.terrain import Terrain


@dataclass(frozen=True)
class Surroundings:
    """What stands in the city that the department's things are put up in."""

    streets: list[Street]
    parcels: list[Parcel]
    buildings: list[Building]
    places: list[PointOfInterest]
    terrain: Terrain


@dataclass(frozen=True)
class InformationTechnology:
    """Rooms, racks and assets; ducts by the number of the link inside; radio; what the public uses."""

    rooms: list[SystemRoom]
    racks: list[Rack]
    assets: list[Asset]
    ducts: dict[str, Duct]
    masts: list[Mast]
    radio_links: list[RadioLink]
    wifi_points: list[WifiPoint]
    led_screens: list[LedScreen]
    qr_points: list[QrPoint]
    phone_lines: list[PhoneLine]
    event_setups: list[EventSetup]


def make_information_technology(network: Network, around: Surroundings) -> InformationTechnology:
    """Put everything up."""
    rooms = make_system_rooms(network)
    racks = make_racks(rooms)
    assets = make_assets(around.buildings, racks)
    masts = make_masts(network, around.streets, around.terrain)
    return InformationTechnology(
        rooms=rooms,
        racks=racks,
        assets=assets,
        ducts=make_ducts(network.links),
        masts=masts,
        radio_links=make_radio_links(masts),
        wifi_points=make_wifi_points(network),
        led_screens=make_led_screens(network, assets),
        qr_points=make_qr_points(around.places),
        phone_lines=make_phone_lines(around.buildings),
        event_setups=make_event_setups(around.parcels, network),
    )
