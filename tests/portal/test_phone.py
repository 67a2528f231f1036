"""On a phone the map stays usable: a sheet of three heights, controls above it, nothing cut off."""

import pytest
from playwright.sync_api import expect

from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage

SMALLEST_TARGET = 24
"""CSS pixels; WCAG 2.2, 2.5.8."""


@pytest.fixture
def phone(open_portal: OpenPortal) -> PortalPage:
    return open_portal(TOWN, size=(390, 844), touch=True)


def _height(portal: PortalPage) -> float:
    box = portal.page.get_by_role("complementary", name="Bilgi bölmesi").bounding_box()
    assert box is not None
    return box["height"]


def test_the_sheet_has_three_heights_reached_by_buttons(phone: PortalPage) -> None:
    grow = phone.page.get_by_role("button", name="Bölmeyi büyüt")
    shrink = phone.page.get_by_role("button", name="Bölmeyi küçült")
    peek = _height(phone)
    expect(shrink).to_be_disabled()
    grow.click()
    half = _height(phone)
    grow.click()
    full = _height(phone)
    assert peek < 100 < half < full
    expect(grow).to_be_disabled()
    shrink.click()
    assert _height(phone) == half


def test_a_drag_moves_the_sheet_too(phone: PortalPage) -> None:
    sheet = phone.page.get_by_role("complementary", name="Bilgi bölmesi")
    box = sheet.bounding_box()
    assert box is not None
    peek = box["height"]
    phone.page.mouse.move(195, box["y"] + 10)
    phone.page.mouse.down()
    phone.page.mouse.move(195, box["y"] - 200, steps=4)
    phone.page.mouse.up()
    assert _height(phone) > 2 * peek


def test_a_tap_opens_the_records_below_the_place_tapped(phone: PortalPage) -> None:
    phone.page.touchscreen.tap(200, 700)
    card = phone.card()
    expect(card.get_by_role("button", expanded=True)).to_have_count(1)
    phone.until_marked()
    sheet = phone.page.get_by_role("complementary", name="Bilgi bölmesi").bounding_box()
    map_area = phone.page.locator("#map").bounding_box()
    assert sheet is not None
    assert map_area is not None
    longitude, latitude = phone.asked_place()
    y = f"document.getElementById('map').map.project([{longitude}, {latitude}]).y"
    phone.until(f"{y} < {sheet['y'] - map_area['y']}", "the place above the sheet")
    card.get_by_role("button", name="Kapat").click()
    expect(phone.page.get_by_role("heading", name="Katmanlar")).to_be_visible()


def test_nothing_is_cut_off_and_the_controls_ride_above_the_sheet(phone: PortalPage) -> None:
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") == 390
    phone.page.get_by_role("button", name="Bölmeyi büyüt").click()
    sheet = phone.page.get_by_role("complementary", name="Bilgi bölmesi").bounding_box()
    controls = phone.page.get_by_role("group", name="Harita denetimleri").bounding_box()
    assert sheet is not None
    assert controls is not None
    assert controls["y"] + controls["height"] <= sheet["y"]
    phone.after(phone.page.get_by_role("button", name="Yakınlaştır", exact=True).click)
    assert phone.zoom() == 17


def test_every_target_can_be_hit(phone: PortalPage) -> None:
    phone.page.get_by_role("button", name="Bölmeyi büyüt").click()
    phone.page.get_by_role("button", name="Yol: ayrıntılar").click()
    small = phone.page.evaluate(
        """(smallest) => [...document.querySelectorAll('button, a[href], input, label')]
            .filter((element) => element.checkVisibility() && !element.closest('dialog'))
            .filter((element) => !(element.matches('input') && element.closest('label')))
            .map((element) => [element.textContent || element.ariaLabel, element.getBoundingClientRect()])
            .filter(([, box]) => box.width < smallest || box.height < smallest)
            .map(([name, box]) => `${name} ${box.width}x${box.height}`)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_the_search_finds_and_shows_above_the_sheet(phone: PortalPage) -> None:
    phone.page.get_by_role("combobox", name="Ara").tap()
    phone.page.keyboard.type("ulu cami")
    option = phone.page.get_by_role("option", name="Çınarova Ulu Cami").first
    phone.after(option.tap)
    expect(phone.card()).to_contain_text("Çınarova Ulu Cami")
