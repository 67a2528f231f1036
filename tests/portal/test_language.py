"""The portal speaks Turkish and English, and so does its map."""

from playwright.sync_api import expect

from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage

STYLE_LANGUAGE = "document.getElementById('map').map.getStyle()?.metadata?.['kent:language']"


def test_the_switch_changes_every_text(portal: PortalPage) -> None:
    page = portal.page
    expect(page.get_by_role("heading", name="Katmanlar")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Layers")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Municipality of Çınarova")
    expect(portal.layer_row("parcel")).to_contain_text("Parcel")
    expect(page.get_by_text("For information; not valid for official transactions.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Municipality of Çınarova · City map")
    portal.until(f"{STYLE_LANGUAGE} === 'en'", "the English style")
    expect(page.locator("#map canvas")).to_have_attribute(
        "aria-label",
        "City map. Arrow keys move, plus and minus zoom, Enter asks about the point in the middle.",
    )
    portal.until_drawn("parcel")


def test_the_choice_is_kept(portal: PortalPage) -> None:
    portal.page.get_by_role("button", name="English").click()
    portal.until(f"{STYLE_LANGUAGE} === 'en'", "the English style")
    portal.page.reload()
    expect(portal.page.get_by_role("heading", name="Layers")).to_be_visible()


def test_the_browser_s_language_comes_first_and_a_link_may_ask_for_another(open_portal: OpenPortal) -> None:
    english = open_portal(TOWN, locale="en-GB")
    expect(english.page.get_by_role("heading", name="Layers")).to_be_visible()
    asked = open_portal(f"{TOWN}&lang=tr", locale="en-GB")
    expect(asked.page.get_by_role("heading", name="Katmanlar")).to_be_visible()


def test_problems_are_told_in_the_reader_s_language(open_portal: OpenPortal) -> None:
    portal = open_portal(TOWN, locale="en-GB")
    portal.page.get_by_role("button", name="Sign in").click()
    portal.page.get_by_label("User name").fill("nobody")
    portal.page.get_by_label("Password").fill("wrong")
    portal.page.keyboard.press("Enter")
    expect(portal.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("password")
    portal.expect_faults("401")
