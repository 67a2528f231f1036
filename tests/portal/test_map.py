"""The map draws the city, layer by layer, and its address says what it shows."""

import re

import pytest
from playwright.sync_api import expect

from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage

RESTRICTED = {"camera", "network_node", "network_link", "asset", "water_pipe", "sewer_pipe"}


def _pixels(portal: PortalPage) -> bytes:
    """The part of the map no panel covers."""
    return portal.page.screenshot(clip={"x": 400, "y": 80, "width": 750, "height": 640})


def test_the_public_sees_the_town_and_nothing_internal(portal: PortalPage) -> None:
    drawn = portal.drawn()
    assert {"parcel", "building", "road", "poi"} <= drawn.keys()
    assert not RESTRICTED & drawn.keys()
    for layer in RESTRICTED:
        expect(portal.layer_row(layer)).to_have_count(0)


def test_the_first_view_is_the_whole_city(open_portal: OpenPortal) -> None:
    portal = open_portal("/")
    expect(portal.page.get_by_role("heading", level=1)).to_have_text("Çınarova Belediyesi")
    assert {"district", "neighbourhood", "road"} <= portal.drawn().keys()


def test_a_switch_takes_its_layer_off_the_map_and_back(portal: PortalPage) -> None:
    portal.switch("building").uncheck()
    portal.until_drawn("building", drawn=False)
    assert "parcel" in portal.drawn()
    portal.switch("building").check()
    portal.until_drawn("building")


def test_a_click_on_a_cluster_goes_closer_to_it(open_portal: OpenPortal) -> None:
    portal = open_portal("/#view=13.00/39.354800/30.603100&show=lighting_pole")
    portal.until_drawn("lighting_pole")
    place = portal.page.evaluate(
        """() => document.getElementById('map').map.queryRenderedFeatures({ layers: ['lighting_pole.clusters'] })
            .find(({ properties }) => properties.n > 1).geometry.coordinates"""
    )
    seen_from = portal.zoom()
    portal.after(lambda: portal.page.mouse.click(*portal.pixel_of(*place)))
    assert portal.zoom() == seen_from + 2
    assert portal.center() == pytest.approx(place, abs=1e-6)
    expect(portal.card()).to_have_count(0)


def test_switches_survive_a_reload_and_are_in_the_link(portal: PortalPage) -> None:
    portal.switch("building").uncheck()
    portal.until("location.hash.includes('hide=building')", "the link")
    portal.page.reload()
    portal.until_drawn("parcel")
    expect(portal.switch("building")).not_to_be_checked()
    assert "building" not in portal.drawn()


def test_what_would_cover_the_map_is_off_until_switched_on_and_then_in_the_link(portal: PortalPage) -> None:
    expect(portal.switch("zoning")).not_to_be_checked()
    assert "zoning" not in portal.drawn()
    portal.switch("zoning").check()
    portal.until_drawn("zoning")
    portal.until("location.hash.includes('show=zoning')", "the link")
    portal.page.reload()
    portal.until_drawn("zoning")
    portal.switch("zoning").uncheck()
    portal.until("!location.hash.includes('show')", "the link")


def test_the_slider_fades_its_layer_alone(portal: PortalPage) -> None:
    before = _pixels(portal)
    portal.layer_row("building").get_by_role("button", name="Bina: ayrıntılar").click()
    portal.page.get_by_label("Görünürlük").fill("30")
    portal.until("location.hash.includes('opacity=building:0.3')", "the link")
    expect(portal.layer_row("building").get_by_role("status")).to_have_text("%30")
    portal.settle()
    assert _pixels(portal) != before
    portal.page.get_by_label("Görünürlük").fill("100")
    portal.until("!location.hash.includes('opacity')", "the link")
    portal.settle()
    assert _pixels(portal) == before


def test_a_layer_too_small_to_be_seen_says_so_and_takes_one_there(open_portal: OpenPortal) -> None:
    portal = open_portal("/#view=12.50/39.354800/30.603100")
    hint = portal.layer_row("building").get_by_role("button", name="Görmek için yakınlaştırın")
    portal.after(hint.click)
    assert portal.zoom() >= 13.5
    assert "building" in portal.drawn()
    expect(hint).to_have_count(0)


def test_a_layer_seen_from_afar_does_not_ask_to_zoom_in(open_portal: OpenPortal) -> None:
    """Parcels are drawn as blocks and neighbourhoods below their own zooms."""
    portal = open_portal("/#view=12.50/39.354800/30.603100")
    assert "parcel" in portal.drawn()
    expect(portal.layer_row("parcel").get_by_role("button", name="Görmek için yakınlaştırın")).to_have_count(
        0
    )


def test_the_legend_shows_the_codes_with_their_icons(portal: PortalPage) -> None:
    row = portal.layer_row("poi")
    row.get_by_role("button", name="Önemli yer: ayrıntılar").click()
    school = row.get_by_role("listitem").filter(has_text="Okul")
    expect(school.locator("use")).to_have_attribute("href", re.compile(r"/sprites/icons\.svg#school$"))


def test_a_link_restores_the_view(open_portal: OpenPortal) -> None:
    portal = open_portal("/#view=17.25/39.355000/30.604000/20/30")
    longitude, latitude = portal.center()
    assert abs(longitude - 30.604) < 1e-6
    assert abs(latitude - 39.355) < 1e-6
    assert portal.zoom() == 17.25
    portal.page.get_by_role("button", name="Kuzeyi yukarı al").click()
    portal.until("!/view=[^/]+\\/[^/]+\\/[^/&]+\\//.test(location.hash)", "a view that is not turned")


def test_a_bad_link_is_told_and_the_map_is_drawn_all_the_same(open_portal: OpenPortal) -> None:
    portal = open_portal("/#view=abc&hide=road,no_such_layer&opacity=parcel:9")
    notices = portal.page.get_by_role("alert")
    expect(notices).to_contain_text("kentin tamamı gösteriliyor")
    expect(notices).to_contain_text("no_such_layer")
    expect(notices).to_contain_text("parcel:9")
    drawn = portal.drawn()
    assert "district" in drawn
    assert "road" not in drawn
    portal.page.get_by_role("alert").get_by_role("button", name="Kapat").first.click()
    expect(notices.get_by_role("listitem")).to_have_count(2)


def test_a_link_pasted_into_the_open_portal_is_followed(portal: PortalPage) -> None:
    portal.page.evaluate("() => { location.hash = '#view=18.00/39.350000/30.600000&hide=poi'; }")
    portal.until("document.getElementById('map').map.getZoom() === 18", "the new view")
    expect(portal.switch("poi")).not_to_be_checked()


def test_the_map_moves_and_zooms_by_buttons(portal: PortalPage) -> None:
    longitude, latitude = portal.center()
    portal.after(portal.page.get_by_role("button", name="Yakınlaştır", exact=True).click)
    assert portal.zoom() == 17
    portal.page.get_by_role("button", name="Haritayı kaydır").click()
    portal.after(portal.page.get_by_role("button", name="Kuzeye kaydır").click)
    assert portal.center()[1] > latitude
    portal.after(portal.page.get_by_role("button", name="Doğuya kaydır").click)
    assert portal.center()[0] > longitude
    portal.after(portal.page.get_by_role("button", name="Tüm kenti göster").click)
    assert portal.zoom() < 14


def test_the_pointer_s_coordinates_are_read_in_both_systems(portal: PortalPage) -> None:
    portal.page.mouse.move(*portal.pixel_of(30.6031, 39.3548))
    readout = portal.page.get_by_label("Koordinat")
    expect(readout).to_contain_text("39,35480° K  30,60310° D")
    expect(readout).to_contain_text(re.compile(r"TM30  Y 5519\d\d,\d\d  X 43580\d\d,\d\d"))


def test_without_an_answer_the_portal_says_so_and_tries_again(open_portal: OpenPortal) -> None:
    portal = open_portal()
    portal.page.route("**/api/layers?*", lambda route: route.abort())
    portal.page.reload()
    notice = portal.page.get_by_role("alert")
    expect(notice).to_contain_text("Sunucuya ulaşılamıyor")
    portal.page.unroute("**/api/layers?*")
    notice.get_by_role("button", name="Yeniden dene").click()
    portal.until_drawn("parcel")
    expect(notice.get_by_role("listitem")).to_have_count(0)
    portal.expect_faults("net::ERR_FAILED")


def test_a_browser_that_cannot_draw_is_told_where_the_data_are(portal: PortalPage) -> None:
    portal.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    portal.page.reload()
    expect(portal.page.get_by_role("alert")).to_contain_text("/ogc")


def test_the_dark_map_has_the_same_layers_on_dark_ground(open_portal: OpenPortal) -> None:
    light, dark = open_portal(TOWN), open_portal(TOWN, colors="dark")
    assert light.drawn() == dark.drawn()
    ground = "() => document.getElementById('map').map.getPaintProperty('background', 'background-color')"
    assert light.page.evaluate(ground) != dark.page.evaluate(ground)


def test_the_colours_follow_the_system_while_the_portal_is_open(portal: PortalPage) -> None:
    portal.page.emulate_media(color_scheme="dark")
    portal.until(
        "document.getElementById('map').map.getStyle()?.metadata?.['kent:theme'] === 'dark'", "the dark style"
    )
    portal.until_drawn("parcel")
