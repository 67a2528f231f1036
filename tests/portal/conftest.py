"""A browser, and portals of the running sample city that must be free of faults."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

from etl.rollback import roll_back
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.municipality import Home
from tests import needs
from tests.portal.load_page import LoadPage, write_parsel_zip
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

EDITOR = "editor"
EDITOR_NAME = "Elif Harita"

OpenPortal = Callable[..., PortalPage]
OpenLoadPage = Callable[..., LoadPage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.needs("chromium", "portal"))


@pytest.fixture(scope="session")
def kent_url(kent: RunningKent) -> str:
    """Where the portal answers, without a closing slash."""
    return kent.url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed after this folder's tests: while playwright runs, no test can run an event loop of its own."""
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


@pytest.fixture(scope="session")
def editor_account(kent: RunningKent) -> None:
    kent.command(
        "user", "add", EDITOR, "--audience", "staff", "--role", "gis_editor", "--display-name", EDITOR_NAME,
        "--password-stdin", told=f"{PASSWORD}\n",
    )  # fmt: skip


@pytest.fixture
def editor(kent: RunningKent, editor_account: None) -> Iterator[str]:
    """The name of an account that may load. Whatever it has published is taken back in the end."""
    yield EDITOR
    home = Home(kent.home)
    with psycopg.connect(owner_conninfo(home.path, DatabaseSettings()), autocommit=True) as connection:
        published = connection.execute(
            "SELECT id FROM ops.load WHERE actor = %s AND state = 'published' AND mode <> 'rollback' ORDER BY id DESC",
            [EDITOR],
        ).fetchall()
        for (load_id,) in published:
            roll_back(connection, home.registry, load_id)


@pytest.fixture
def open_load_page(editor: str, open_portal: OpenPortal) -> OpenLoadPage:
    """Opens portals that the editor is signed in to, and the load page within."""

    def opener(**options: Any) -> LoadPage:
        portal = open_portal(TOWN, **options)
        portal.page.evaluate(
            """(credentials) => fetch('/api/session', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(credentials),
            }).then(({ status }) => status)""",
            {"user": editor, "password": PASSWORD},
        )
        portal.page.reload()
        portal.until("document.getElementById('map')?.map !== undefined", "the map")
        # A browser that still draws may hear a key so late that it no longer takes it for the user's own deed, and
        # then opens no file chooser.
        portal.settle()
        page = LoadPage(portal)
        page.open()
        return page

    return opener


@pytest.fixture(scope="session")
def parsel_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parsel_zip(tmp_path_factory.mktemp("parsel"))
