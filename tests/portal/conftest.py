"""A browser, and portals of the running sample city that must be free of faults."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import needs
from tests.portal.portal_page import PortalPage
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

# Other flags draw other pixels; with these, screenshots are the same on every run.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
TOWN = "/#view=16.00/39.354800/30.603100"
"""The middle of the sample city, where parcels, buildings and streets are drawn."""

OpenPortal = Callable[..., PortalPage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.needs("chromium", "portal"))


@pytest.fixture(scope="session")
def kent_url(kent: RunningKent) -> str:
    """Where the portal answers, without a closing slash."""
    return kent.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=needs.chromium(), args=BROWSER_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_portal(browser: Browser, kent_url: str) -> Iterator[OpenPortal]:
    """Opens portals, each as another visitor. At the end none may have caused a fault."""
    opened: list[PortalPage] = []

    def opener(
        address: str = TOWN,
        *,
        size: tuple[int, int] = (1280, 800),
        colors: Literal["light", "dark"] = "light",
        locale: str = "tr-TR",
        touch: bool = False,
    ) -> PortalPage:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=colors,
            locale=locale,
            timezone_id="Europe/Istanbul",
            has_touch=touch,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        portal = PortalPage(context.new_page(), kent_url)
        opened.append(portal)
        portal.open(address)
        return portal

    yield opener
    for portal in opened:
        portal.page.context.close()
    assert [fault for portal in opened for fault in portal.faults] == []


@pytest.fixture
def portal(open_portal: OpenPortal) -> PortalPage:
    """The public portal on a desktop screen, looking at the town."""
    return open_portal()


@pytest.fixture
def technician(open_portal: OpenPortal) -> PortalPage:
    """The same, signed in through the dialog as the technician."""
    portal = open_portal()
    portal.page.get_by_role("button", name="Giriş").click()
    portal.page.get_by_label("Kullanıcı adı").fill(TECHNICIAN)
    portal.page.get_by_label("Parola").fill(PASSWORD)
    portal.page.get_by_role("dialog").get_by_role("button", name="Giriş").click()
    portal.until_drawn("camera")
    portal.settle()
    return portal
