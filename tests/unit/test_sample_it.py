"""The sample city's IT and work hold together: an asset in a rack in a system room, a cable in a duct, work on a request."""

from datetime import datetime
from typing import Any

import pytest
import shapely
from shapely.geometry import Point

from data.samples.make.names import crew, line_users, requesters
from tests.unit.sample_files import MADE, Rows, features, position, rows_of, text_in


def by_number(rows: Rows, key: str) -> dict[str, dict[str, Any]]:
    """A file's rows by their natural key."""
    return {row[key]: row for row in rows}


def moment(text: str) -> datetime:
    """As the clerks write it: 29.10.2024 09:30."""
    return datetime.strptime(text, "%d.%m.%Y %H:%M")


class TestRooms:
    def test_rooms_are_in_the_building_they_name_and_have_a_node(self) -> None:
        buildings = features("building.gpkg").set_index("YAPI_ID").geometry
        rooms = features("system_room.geojson")
        assert len(rooms) == 2
        for code, place in zip(rooms["YAPI_ID"], rooms.geometry, strict=True):
            assert buildings[code].contains(place)
        nodes = {row["ODA_NO"] for row in rows_of("network_node.geojson") if row["ODA_NO"]}
        assert nodes == set(rooms["ODA_NO"])

    def test_racks_stand_in_rooms_with_room_for_them(self) -> None:
        racks = rows_of("rack.csv")
        for number, room in by_number(rows_of("system_room.geojson"), "ODA_NO").items():
            assert 0 < sum(rack["ODA_NO"] == number for rack in racks) <= room["KABINET"]

    def test_assets_fit_into_their_rack_without_sharing_a_unit(self) -> None:
        racks = by_number(rows_of("rack.csv"), "KABINET_NO")
        racked = [a for a in rows_of("asset.csv") if a["KABINET_NO"]]
        assert len(racked) == 15
        taken: dict[str, list[int]] = {number: [] for number in racks}
        for asset in racked:
            start, height = int(asset["RAF"]), int(asset["BOY_U"])
            taken[asset["KABINET_NO"]] += range(start, start + height)
        for number, rack in racks.items():
            assert len(set(taken[number])) == len(taken[number]) == int(rack["DOLU_U"]) > 0
            assert max(taken[number]) <= int(rack["YUKSEKLIK_U"])

    def test_a_racked_asset_stands_where_its_room_is(self) -> None:
        racks = by_number(rows_of("rack.csv"), "KABINET_NO")
        rooms = features("system_room.geojson").set_index("ODA_NO").geometry
        for asset in rows_of("asset.csv"):
            if asset["KABINET_NO"]:
                assert position(asset).distance(rooms[racks[asset["KABINET_NO"]]["ODA_NO"]]) < 3

    def test_what_stands_in_a_shared_room_has_no_delivery_document(self) -> None:
        """Movable Property Regulation art. 10/1-b, ç: it is on the list of durable items instead."""
        for asset in rows_of("asset.csv"):
            assert bool(asset["KABINET_NO"]) != bool(asset["TESLIM_NO"])

    def test_cameras_are_recorded_by_recorders(self) -> None:
        kinds = {a["SICIL_NO"]: a["TURU"] for a in rows_of("asset.csv")}
        assert {kinds[camera["NVR_NO"]] for camera in rows_of("camera.xlsx")} == {"NVR"}


class TestDucts:
    def test_ducted_links_lie_in_a_duct_all_the_way(self) -> None:
        ducts = features("duct.zip").set_index("GOZ_NO").geometry
        links = features("network_link.gpkg")
        fibres = links[(links["ORTAM"] == "Fiber") & (links["DOSEME"] == "Göz")]
        assert len(fibres) > 50
        assert fibres["GOZ_NO"].notna().all()
        assert links[~links.index.isin(fibres.index)]["GOZ_NO"].isna().all()
        for number, line in zip(fibres["GOZ_NO"], fibres.geometry, strict=True):
            assert ducts[number].hausdorff_distance(line) < 0.01

    def test_a_sub_duct_is_thinner_than_its_parent_and_goes_its_way(self) -> None:
        ducts = features("duct.zip").set_index("GOZ_NO")
        inner = ducts[ducts["UST_GOZ_NO"].notna()]
        assert len(inner) > 20
        parents = ducts.loc[inner["UST_GOZ_NO"]]
        assert (parents["IC_CAP_MM"].to_numpy() > inner["DIS_CAP_MM"].to_numpy()).all()
        assert shapely.covers(list(parents.geometry), list(inner.geometry)).all()

    def test_a_cable_is_longer_than_its_line(self) -> None:
        links = features("network_link.gpkg")
        fibres = links[links["ORTAM"] == "Fiber"]
        assert (fibres["KABLO_BOYU"] > fibres.geometry.length).all()
        assert (fibres["DOLU_DAMAR"] <= fibres["DAMAR_SAYISI"]).all()


class TestRadio:
    def test_beams_run_from_mast_to_mast(self) -> None:
        masts = features("radio_mast.geojson").set_index("KULE_NO").geometry
        links = features("radio_link.topojson")
        assert len(links) == len(masts) - 1
        for line, start, end in zip(links.geometry, links["BAS_KULE"], links["SON_KULE"], strict=True):
            assert Point(line.coords[0]).distance(masts[start]) < 0.01
            assert Point(line.coords[-1]).distance(masts[end]) < 0.01


class TestPublicServices:
    def test_wifi_is_where_an_access_point_is(self) -> None:
        nodes = features("network_node.geojson").set_index("DUGUM_NO")
        wifi = features("wifi_point.geojson")
        assert (nodes["TURU"][wifi["DUGUM_NO"]] == "AP").all()
        assert shapely.distance(list(wifi.geometry), list(nodes.geometry[wifi["DUGUM_NO"]])).max() < 0.01

    def test_qr_codes_name_places_that_are_there(self) -> None:
        assert {q["YER_KODU"] for q in rows_of("qr_point.csv")} <= {p["YER_KODU"] for p in rows_of("poi.csv")}

    def test_screens_in_the_asset_register_are_screens(self) -> None:
        kinds = {a["SICIL_NO"]: a["TURU"] for a in rows_of("asset.csv")}
        registered = [s["SICIL_NO"] for s in rows_of("led_screen.xlsx") if s["SICIL_NO"]]
        assert registered
        assert {kinds[number] for number in registered} == {"LED ekran"}

    def test_telephone_lines_end_in_the_building_they_name(self) -> None:
        buildings = features("building.gpkg").set_index("YAPI_ID").geometry
        for line in rows_of("phone_line.xlsx"):
            assert buildings[line["YAPI_ID"]].distance(position(line)) < 1
            assert not (line["NUMARA"] and line["KULLANICI"])

    def test_events_end_after_they_begin_and_take_up_land(self) -> None:
        setups = features("event_setup.geojson")
        assert (setups["BITIS"] > setups["BASLANGIC"]).all()
        assert (setups.geometry.area > 100).all()


class TestWork:
    def test_requests_lie_at_the_parcel_they_name(self) -> None:
        parcels = features("parcel.zip")
        blocks = [block if isinstance(block, str) else None for block in parcels["ADA_NO"]]
        keys = zip(parcels["MAHALLE_ID"], blocks, parcels["PARSEL_NO"], strict=True)
        land_of = dict(zip(keys, parcels.geometry, strict=True))
        requests = rows_of("request.xlsx")
        assert len(requests) > 50
        for row in requests:
            land = land_of[row["MAHALLE_ID"], row["ADA_NO"], row["PARSEL_NO"]]
            assert land.distance(position(row)) < 20

    def test_only_settled_requests_have_an_outcome(self) -> None:
        for row in rows_of("request.xlsx"):
            settled = row["DURUM"] in ("Çözüldü", "Reddedildi")
            assert settled == bool(row["SONUC_TARIHI"])
            assert (row["DURUM"] == "Programa alındı") == bool(row["PROGRAM_TARIHI"])
            if settled:
                assert moment(row["SONUC_TARIHI"]) > moment(row["GELIS_TARIHI"])

    def test_work_orders_come_from_requests_or_are_on_devices(self) -> None:
        requests = by_number(rows_of("request.xlsx"), "BASVURU_NO")
        places = {r["SICIL_NO"]: position(r) for f in ("asset.csv", "camera.xlsx") for r in rows_of(f)}
        orders = [o for o in rows_of("work_order.csv") if o["IS_EMRI_NO"] != "IE-9001"]
        from_requests = [o for o in orders if o["BASVURU_NO"]]
        assert 10 < len(from_requests) < len(orders)
        for order in orders:
            subjects = [order[key] for key in ("BASVURU_NO", "SICIL_NO", "KAMERA_NO") if order[key]]
            assert len(subjects) == 1
            place = position(requests[subjects[0]]) if order["BASVURU_NO"] else places[subjects[0]]
            assert position(order).distance(place) < 0.02

    def test_work_is_started_before_it_is_done(self) -> None:
        for order in rows_of("work_order.csv"):
            steps = [
                moment(order[step])
                for step in ("ACILIS_TARIHI", "PLAN_BAS", "BASLAMA_TARIHI", "BITIS_TARIHI")
                if order[step]
            ]
            assert steps == sorted(steps)
            assert bool(order["BITIS_TARIHI"]) == (order["DURUM"] in ("Yapıldı", "Kapandı"))


@pytest.mark.parametrize(
    ("people", "register"),
    [
        (requesters(), "request.xlsx"),
        (crew(), "work_order.csv"),
        (line_users(), "phone_line.xlsx"),
    ],
)
def test_people_occur_in_no_file_but_their_own(people: list[tuple[str, str]], register: str) -> None:
    texts = {file.name: text_in(file) for file in MADE}
    own = texts.pop(register)
    elsewhere = "\n".join(texts.values())
    assert len(set(people)) == len(people)
    for person in people:
        for value in person:
            assert value in own
            assert value not in elsewhere
            assert not value.startswith("05") or value.startswith("0500 000 0")
