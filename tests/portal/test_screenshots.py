"""The portal's pictures, pixel by pixel. The README and the manual show some of the references, so they cannot grow
old.

After a wanted change of the map, ``KENT_RENEW_SCREENSHOTS=1 pytest tests/portal/test_screenshots.py`` draws the
references anew; look at each before committing it.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from tests.needs import ROOT
from tests.portal.conftest import TOWN, OpenLoadPage, OpenPortal
from tests.portal.portal_page import PortalPage

HERE = Path(__file__).parent / "screenshots"
REFERENCES = {
    "public": ROOT / "docs" / "images" / "portal.png",
    "technician": ROOT / "docs" / "images" / "technician.png",
    "load-page": ROOT / "docs" / "images" / "load-page.png",
    "dark": HERE / "dark.png",
    "phone": HERE / "phone.png",
}
SAME_COLOR = 16
"""A channel may differ by this much of 255. One browser draws the same bytes each time, another build rounds anew."""
SAME_PICTURE = 0.0005
"""The share of pixels that may differ by more."""


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two pictures of one size differ, else black."""
    channels = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    strongest = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return strongest.point(lambda value: 255 if value > SAME_COLOR else 0)


def _share(differing: Image.Image) -> float:
    return differing.histogram()[255] / (differing.width * differing.height)


def _compare(name: str, portal: PortalPage) -> None:
    portal.place_labels_anew()
    taken = portal.page.screenshot()
    reference = REFERENCES[name]
    if os.environ.get("KENT_RENEW_SCREENSHOTS") == "1":
        reference.parent.mkdir(parents=True, exist_ok=True)
        reference.write_bytes(taken)
    actual, expected = Image.open(io.BytesIO(taken)), Image.open(reference)
    assert actual.size == expected.size
    differing = _differing(actual, expected)
    if _share(differing) > SAME_PICTURE:
        (HERE / f"{name}.actual.png").write_bytes(taken)
        differing.save(HERE / f"{name}.diff.png")
        pytest.fail(
            f"{_share(differing):.3%} of {reference.name} differs: see {name}.actual.png and {name}.diff.png in {HERE}"
        )


def test_the_public_map(portal: PortalPage) -> None:
    portal.page.mouse.click(*portal.pixel_of(30.6031624, 39.3548863))
    expect(portal.card()).to_contain_text("113/8")
    expect(portal.card()).to_contain_text("Yükseklik")
    _compare("public", portal)


def test_the_technician_s_map(technician: PortalPage) -> None:
    technician.page.mouse.click(*technician.pixel_of(30.60475947, 39.35472816))
    camera = technician.card().get_by_role("button", name="Kamera Gümüşçü Sokak Direği 16 – Kamera 1")
    camera.click()
    expect(technician.card()).to_contain_text("KMR-016")
    expect(technician.card()).to_contain_text("Yükseklik")
    expect(technician.card().get_by_role("region", name="Bağlı düğüm")).to_be_visible()
    camera.evaluate(
        "heading => heading.scrollIntoView({ block: 'start' })"
    )  # else as far as its records had come
    _compare("technician", technician)


def test_the_load_page(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page()
    load.choose(parsel_zip)
    load.panel.get_by_role("button", name="Dosyayı incele").click()
    load.at("Dosya nasıl anlaşıldı?")
    load.panel.get_by_role("radio", name="TUREF / TM30").check()
    _compare("load-page", load.portal)


def test_the_dark_map(open_portal: OpenPortal) -> None:
    portal = open_portal(TOWN, colors="dark")
    portal.page.get_by_role("button", name="Yol: ayrıntılar").click()
    _compare("dark", portal)


def test_the_phone_s_map(open_portal: OpenPortal) -> None:
    portal = open_portal(TOWN, size=(390, 844), touch=True)
    portal.page.get_by_role("button", name="Bölmeyi büyüt").click()
    _compare("phone", portal)


@pytest.mark.parametrize(
    "change",
    [
        lambda portal: portal.switch("address_point").uncheck(),
        lambda portal: portal.switch("poi").uncheck(),
        lambda portal: portal.page.get_by_role("button", name="English").click(),
    ],
    ids=["no door numbers", "no places", "English"],
)
def test_a_change_people_would_see_is_more_than_the_tolerance(
    open_portal: OpenPortal, change: Callable[[PortalPage], None]
) -> None:
    portal = open_portal("/#view=18.00/39.354800/30.603100")
    before = Image.open(io.BytesIO(portal.page.screenshot()))
    change(portal)
    portal.settle()
    after = Image.open(io.BytesIO(portal.page.screenshot()))
    assert _share(_differing(before, after)) > 2 * SAME_PICTURE
