"""A click, a tap or Enter asks what is here."""

import re

from playwright.sync_api import expect

from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage

PARCEL = (30.6031624, 39.3548863)
"""In block 113, parcel 8 of the neighbourhood Çarşı."""


def test_a_click_lists_the_records_in_the_words_of_the_city(portal: PortalPage) -> None:
    portal.page.mouse.click(*portal.pixel_of(*PARCEL))
    card = portal.card()
    expect(card.get_by_role("button", name="Parsel 113/8")).to_have_attribute("aria-expanded", "true")
    expect(card.get_by_role("term").filter(has_text="Ada no")).to_be_visible()
    expect(card.locator("[data-field='block_no']")).to_have_text("113")
    expect(card.locator("[data-field='registered_area_m2']")).to_have_text(
        re.compile(r"^\s*[\d.]+,\d+ m²\s*$")
    )
    expect(card.locator("[data-field='condominium']")).to_have_text("Ana taşınmaz", ignore_case=True)
    expect(card).to_contain_text("Yükseklik")
    expect(card).to_contain_text("TM30")


def test_opening_another_record_marks_it_instead(portal: PortalPage) -> None:
    portal.page.mouse.click(*portal.pixel_of(*PARCEL))
    card = portal.card()
    neighbourhood = card.get_by_role("button", name="Mahalle Çarşı")
    neighbourhood.click()
    expect(neighbourhood).to_have_attribute("aria-expanded", "true")
    expect(card.get_by_role("button", name="Parsel 113/8")).to_have_attribute("aria-expanded", "false")
    expect(card.locator("[data-field='population']")).to_have_text("2.315")
    width = "(await document.getElementById('map').map.getSource('portal-selection').getBounds()).toArray().flat()"
    portal.until(f"(([west, , east]) => east - west > 0.003)({width})", "the neighbourhood's mark")


def test_english_readers_get_english_titles_numbers_and_codes(open_portal: OpenPortal) -> None:
    portal = open_portal(TOWN, locale="en-GB")
    portal.page.mouse.click(*portal.pixel_of(*PARCEL))
    card = portal.page.get_by_role("region", name="Records at this place")
    expect(card.get_by_role("term").filter(has_text="Block no")).to_be_visible()
    expect(card.locator("[data-field='registered_area_m2']")).to_have_text(
        re.compile(r"^\s*[\d,]+\.\d+ m²\s*$")
    )


def test_the_record_s_link_opens_its_ogc_page(portal: PortalPage) -> None:
    portal.page.mouse.click(*portal.pixel_of(*PARCEL))
    link = portal.card().get_by_role("link", name="Kaydı aç (OGC API)")
    answer = portal.page.request.get(link.get_attribute("href") or "", headers={"Accept": "text/html"})
    assert answer.status == 200
    assert "113" in answer.text()


def test_the_keyboard_asks_at_the_crosshair_and_escape_closes(portal: PortalPage) -> None:
    portal.page.locator("#map canvas").focus()
    portal.page.keyboard.press("ArrowRight")
    portal.settle()
    portal.page.keyboard.press("Enter")
    expect(portal.card()).to_be_visible()
    expect(portal.card().get_by_role("button", expanded=True)).to_have_count(1)
    portal.page.keyboard.press("Escape")
    expect(portal.card()).to_have_count(0)
    expect(portal.page.locator("#map canvas")).to_be_focused()


def test_layers_switched_off_are_not_asked(portal: PortalPage) -> None:
    portal.switch("parcel").uncheck()
    portal.page.mouse.click(*portal.pixel_of(*PARCEL))
    card = portal.card()
    expect(card.get_by_role("button", name="Mahalle Çarşı")).to_be_visible()
    expect(card).not_to_contain_text("113/8")


def test_where_nothing_is_the_card_says_so(open_portal: OpenPortal) -> None:
    portal = open_portal("/#view=15.00/39.390000/30.700000")
    portal.page.mouse.click(700, 400)
    expect(portal.card()).to_contain_text("kayıt yok")


def test_the_marked_place_comes_out_from_under_the_card(portal: PortalPage) -> None:
    portal.page.mouse.click(1200, 200)
    expect(portal.card()).to_be_visible()
    portal.until_marked()
    card = portal.card().bounding_box()
    assert card is not None
    longitude, latitude = portal.asked_place()
    in_view = f"document.getElementById('map').map.project([{longitude}, {latitude}]).x < {card['x']}"
    portal.until(in_view, "the place in view")
