"""One box finds neighbourhoods, parcels, places and coordinates, by keyboard alone if need be."""

from playwright.sync_api import expect

from tests.portal.portal_page import PortalPage


def _type(portal: PortalPage, text: str) -> None:
    portal.page.get_by_role("combobox", name="Ara").fill(text)


def test_turkish_letters_do_not_matter_and_the_keyboard_suffices(portal: PortalPage) -> None:
    portal.page.locator("#map canvas").focus()
    portal.page.keyboard.press("/")
    box = portal.page.get_by_role("combobox", name="Ara")
    expect(box).to_be_focused()
    portal.page.keyboard.type("istasyon")
    option = portal.page.get_by_role("group", name="Mahalleler").get_by_role("option", name="İstasyon")
    expect(option).to_be_visible()
    expect(portal.page.get_by_role("status").filter(has_text="sonuç")).to_be_attached()

    portal.page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "search-option-0")
    first = portal.page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    portal.after(lambda: portal.page.keyboard.press("Enter"))
    expect(portal.card()).to_contain_text("İstasyon")
    expect(portal.card()).to_contain_text("Mahalle")
    expect(portal.page.locator("#map canvas")).to_be_focused()


def test_a_parcel_is_found_by_block_and_parcel_number(portal: PortalPage) -> None:
    _type(portal, "101/1")
    option = portal.page.get_by_role("group", name="Parseller").get_by_role("option").first
    expect(option).to_contain_text("101/1")
    portal.after(option.click)
    card = portal.card()
    expect(card.locator("[data-field='block_no']")).to_have_text("101")
    expect(card.locator("[data-field='parcel_no']")).to_have_text("1")
    assert portal.zoom() > 16
    portal.until_marked()


def test_an_address_is_found_by_street_and_number(portal: PortalPage) -> None:
    _type(portal, "arasta sokak 11")
    option = portal.page.get_by_role("group", name="Adresler").get_by_role("option").first
    expect(option).to_contain_text("Arasta Sokak")
    portal.after(option.click)
    expect(portal.card().locator("[data-field='door_no']")).to_have_text("11")


def test_coordinates_are_understood(portal: PortalPage) -> None:
    _type(portal, "39.3500, 30.6000")
    option = portal.page.get_by_role("group", name="Koordinat").get_by_role("option").first
    portal.after(option.click)
    longitude, latitude = portal.center()
    assert abs(longitude - 30.6) < 0.01
    assert abs(latitude - 39.35) < 0.01


def test_nothing_found_is_said(portal: PortalPage) -> None:
    _type(portal, "zzzyok")
    expect(portal.page.get_by_text("“zzzyok” için sonuç yok.").last).to_be_visible()


def test_escape_returns_to_the_map_and_keeps_the_text(portal: PortalPage) -> None:
    _type(portal, "park")
    expect(portal.page.get_by_role("listbox")).to_be_visible()
    portal.page.keyboard.press("Escape")
    expect(portal.page.get_by_role("listbox")).to_have_count(0)
    expect(portal.page.locator("#map canvas")).to_be_focused()
    expect(portal.page.get_by_role("combobox", name="Ara")).to_have_value("park")


def test_the_public_does_not_find_what_it_may_not_see(portal: PortalPage) -> None:
    _type(portal, "KMR-0")
    expect(portal.page.get_by_text("“KMR-0” için sonuç yok.").last).to_be_visible()
