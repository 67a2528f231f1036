"""Signing in shows the layers of the audience; signing out takes every trace of them away."""

from playwright.sync_api import Route, expect

from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage
from tests.running_kent import TECHNICIAN, TECHNICIAN_NAME, RunningKent

NETWORK = {"camera", "network_node", "network_link"}


def test_the_technician_sees_cameras_and_network(technician: PortalPage) -> None:
    expect(technician.page.get_by_text(TECHNICIAN_NAME, exact=True)).to_be_visible()
    expect(technician.page.get_by_text("Güvenlik ve ağ teknisyeni")).to_be_visible()
    assert technician.drawn().keys() >= NETWORK
    for layer in NETWORK:
        expect(technician.switch(layer)).to_be_checked()


def test_a_camera_is_found_and_read(technician: PortalPage) -> None:
    box = technician.page.get_by_role("combobox", name="Ara")
    box.fill("KMR-")
    technician.after(technician.page.get_by_role("option").first.click)
    card = technician.card()
    expect(card).to_contain_text("Kamera")
    expect(card.locator("[data-field='azimuth_deg']")).to_contain_text("°")
    node = card.get_by_role("region", name="Bağlı düğüm").get_by_role("button")
    expect(node).to_have_count(1)
    name = node.inner_text()
    technician.after(node.click)
    expect(card.get_by_role("button", name=f"Ağ düğümü {name}")).to_have_attribute("aria-expanded", "true")


def test_signing_out_takes_the_layers_off_the_map(technician: PortalPage) -> None:
    technician.page.mouse.click(640, 400)
    expect(technician.card()).to_be_visible()
    technician.page.get_by_role("button", name="Çıkış").click()
    technician.until_drawn("camera", drawn=False)
    expect(technician.page.get_by_role("button", name="Giriş")).to_be_visible()
    expect(technician.card()).to_have_count(0)
    expect(technician.layer_row("camera")).to_have_count(0)
    technician.until_drawn("parcel")
    assert not NETWORK & technician.drawn().keys()
    assert not [url for url in _tile_addresses(technician) if "camera" in url]


def test_the_map_asks_for_nothing_hidden_when_the_session_ends(technician: PortalPage) -> None:
    page = technician.page
    held: list[Route] = []
    page.route("**/api/session", lambda route: held.append(route))
    with page.expect_request("**/api/session"):
        page.get_by_role("button", name="Çıkış").click()
    assert not [url for url in _tile_addresses(technician) if "camera" in url]
    technician.settle()
    with page.expect_request("**/tiles/*parcel*/**"):  # what was fetched in the session is fetched anew
        held[0].continue_()
    technician.settle()
    expect(page.get_by_role("button", name="Giriş")).to_be_visible()


def test_a_wrong_password_is_told_and_nothing_opens(open_portal: OpenPortal) -> None:
    portal = open_portal()
    portal.page.get_by_role("button", name="Giriş").click()
    portal.page.get_by_label("Kullanıcı adı").fill(TECHNICIAN)
    portal.page.get_by_label("Parola").fill("yanlış parola")
    portal.page.keyboard.press("Enter")
    dialog = portal.page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("parola")
    expect(dialog.get_by_label("Parola")).to_have_value("")
    portal.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert not NETWORK & portal.drawn().keys()
    portal.expect_faults("401")


def test_the_one_time_link_signs_in_once(kent: RunningKent, open_portal: OpenPortal) -> None:
    link = kent.up().removeprefix(kent.url)
    portal = open_portal(link)
    expect(portal.page.get_by_role("button", name="Çıkış")).to_be_visible()
    portal.open(TOWN)
    assert portal.drawn().keys() >= NETWORK
    again = open_portal()
    assert again.page.request.get(kent.url + link, max_redirects=0).status == 401


def test_a_session_that_ended_elsewhere_leaves_the_public_map(technician: PortalPage) -> None:
    context = technician.page.context
    [cookie] = [c for c in context.cookies() if c.get("httpOnly")]
    context.clear_cookies()
    context.add_cookies([{"name": cookie.get("name", ""), "value": "ended", "url": technician.url}])
    technician.page.reload()
    expect(technician.page.get_by_role("alert")).to_contain_text("Oturumunuz sona erdi")
    technician.until_drawn("parcel")
    assert not NETWORK & technician.drawn().keys()
    technician.expect_faults("401")


def _tile_addresses(portal: PortalPage) -> list[str]:
    style = "document.getElementById('map').map.getStyle()"
    portal.until(f"{style} !== undefined", "a style")
    sources = f"Object.values({style}.sources)"
    addresses: list[str] = portal.page.evaluate(f"() => {sources}.flatMap((source) => source.tiles ?? [])")
    return addresses
