"""The portal by the rules of WCAG 2.2 AA, as far as a program can judge them; and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.portal.accessibility import violations
from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.portal_page import PortalPage


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_a_desktop_breaks_no_rule(open_portal: OpenPortal, colors: str) -> None:
    portal = open_portal(TOWN, colors=colors)
    page = portal.page
    assert violations(portal) == []

    page.get_by_role("button", name="Önemli yer: ayrıntılar").click()
    page.locator("#map canvas").focus()
    page.keyboard.press("Enter")
    expect(portal.card().get_by_role("button", expanded=True)).to_have_count(1)
    page.get_by_role("combobox", name="Ara").fill("park")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(portal) == []

    page.get_by_role("button", name="Giriş").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(portal) == []


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_a_phone_breaks_no_rule(open_portal: OpenPortal, colors: str) -> None:
    portal = open_portal(TOWN, size=(390, 844), touch=True, colors=colors)
    portal.page.get_by_role("button", name="Bölmeyi büyüt").click()
    assert violations(portal) == []
    portal.page.touchscreen.tap(200, 250)
    expect(portal.card().get_by_role("button", expanded=True)).to_have_count(1)
    assert violations(portal) == []


def test_tab_reaches_search_map_layers_and_controls_and_focus_is_always_seen(portal: PortalPage) -> None:
    seen: list[str] = []
    for _ in range(200):  # more than there are stops; the layers have two each
        portal.page.keyboard.press("Tab")
        name, outlined = portal.page.evaluate(
            """() => {
                const element = document.activeElement;
                if (element === document.body) return [null, true];
                const name = element.ariaLabel ?? element.labels?.[0]?.textContent.trim() ?? element.textContent.trim();
                return [name, getComputedStyle(element).outlineStyle !== 'none'];
            }"""
        )
        if name is None:
            break
        assert outlined, f"{name} shows no focus"
        seen.append(name)
    assert {"Ara", "Giriş", "Parsel", "Yakınlaştır"} <= set(seen)
    assert any(name.startswith("Kent haritası") for name in seen)


def test_what_the_map_answers_is_announced(portal: PortalPage) -> None:
    portal.page.locator("#map canvas").focus()
    portal.page.keyboard.press("Enter")
    expect(portal.page.get_by_role("status").filter(has_text="kayıt bulundu")).to_be_attached()


def test_the_dialog_keeps_the_focus_and_gives_it_back(portal: PortalPage) -> None:
    opener = portal.page.get_by_role("button", name="Yardım")
    opener.focus()
    portal.page.keyboard.press("Enter")
    dialog = portal.page.get_by_role("dialog", name="Haritanın kullanımı")
    expect(dialog).to_be_visible()
    for _ in range(4):
        portal.page.keyboard.press("Tab")
        assert portal.page.evaluate(
            "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    portal.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
