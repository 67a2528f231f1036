"""The card leads to what belongs to a record: records without a place and files among it."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.portal.portal_page import PortalPage
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

VISIT = """\
id: camera_visit
theme: it
title: {tr: Bakım ziyareti, en: Service visit}
owner: it_directorate
geometry: none
key: [visit_no]
label: visit_no
attachments: {privacy: internal}
fields:
  - {name: visit_no, type: text, privacy: internal, searchable: true, title: {tr: Ziyaret no, en: Visit no}}
  - {name: inventory_no, type: text, privacy: internal, title: {tr: Kamera sicili, en: Camera}}
  - {name: work, type: text, privacy: internal, title: {tr: Yapılan iş, en: Work}}
relations:
  - {to: camera, by: [inventory_no], inverse: {tr: Bakım ziyaretleri, en: Service visits}}
"""
VISITS = 7


def layers_of_the_technician(kent: RunningKent) -> dict[str, Any]:
    credential = base64.b64encode(f"{TECHNICIAN}:{PASSWORD}".encode()).decode()
    with urlopen(
        Request(f"{kent.url}/api/layers", headers={"Authorization": f"Basic {credential}"})
    ) as answer:
        return {layer["id"]: layer for layer in json.load(answer)["layers"]}


def until_served(kent: RunningKent, served: bool) -> None:
    """The server takes up a changed registry by itself."""
    for _ in range(500):
        if ("camera_visit" in layers_of_the_technician(kent)) == served:
            return
    raise AssertionError("the server did not follow")


@pytest.fixture(scope="module", autouse=True)
def _visits(kent: RunningKent, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A layer of the municipality's own without geometry: seven visits to one camera, a photo kept with the first."""
    folder = tmp_path_factory.mktemp("visits")
    layer = kent.home / "layers" / "camera_visit.yaml"
    layer.parent.mkdir(exist_ok=True)
    layer.write_text(VISIT, encoding="utf-8")
    try:
        kent.command("migrate")
        rows = "".join(f"BZ-{at},KMR-016,Lens temizliği\n" for at in range(1, VISITS + 1))
        (folder / "visits.csv").write_text(f"visit_no,inventory_no,work\n{rows}", encoding="utf-8")
        kent.command("load", "camera_visit", str(folder / "visits.csv"))
        photo(folder / "lens.png")
        kent.command("attach", "camera_visit", "BZ-1", str(folder / "lens.png"), "--title", "Lens")
        until_served(kent, served=True)
        yield
    finally:
        layer.unlink()
        kent.command("migrate")
        until_served(kent, served=False)


def photo(file: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 240), "#7a9e4f").save(buffer, "PNG")
    file.write_bytes(buffer.getvalue())


def search(portal: PortalPage, text: str) -> None:
    portal.page.get_by_role("combobox", name="Ara").fill(text)
    portal.page.get_by_role("option", name=text).first.click()


def record(portal: PortalPage) -> Any:
    """The card of a record that lies nowhere."""
    return portal.page.get_by_role("region", name="Kayıt", exact=True)


def test_a_record_without_a_place_opens_and_the_map_stays(technician: PortalPage) -> None:
    before = technician.center(), technician.zoom()
    search(technician, "BZ-1")
    card = record(technician)
    expect(card.get_by_role("button", name="Bakım ziyareti BZ-1")).to_have_attribute("aria-expanded", "true")
    expect(card.locator("[data-field='work']")).to_have_text("Lens temizliği")
    expect(card.locator(".place")).to_have_count(0)
    technician.settle()
    assert (technician.center(), technician.zoom()) == before


def test_a_relation_is_followed_to_the_map_and_back(technician: PortalPage) -> None:
    search(technician, "BZ-1")
    camera = record(technician).get_by_role("region", name="Kamera", exact=True).get_by_role("button")
    technician.after(camera.click)
    card = technician.card()
    expect(card.get_by_role("button", name="Kamera Gümüşçü Sokak Direği 16")).to_be_visible()
    technician.until_marked()
    visits = card.get_by_role("region", name="Bakım ziyaretleri")
    expect(visits.get_by_role("heading")).to_contain_text(str(VISITS))
    expect(visits.get_by_role("button")).to_have_count(5)
    every = visits.get_by_role("link", name="Tümünü aç (OGC API)").get_attribute("href") or ""
    assert technician.page.request.get(every).json()["numberMatched"] == VISITS
    visits.get_by_role("button", name="BZ-2").click()
    expect(record(technician)).to_contain_text("BZ-2")
    technician.page.get_by_role("button", name="Önceki kayda dön").click()
    expect(card).to_contain_text("KMR-016")
    technician.page.get_by_role("button", name="Önceki kayda dön").click()
    expect(record(technician)).to_contain_text("BZ-1")
    expect(technician.page.get_by_role("button", name="Önceki kayda dön")).to_have_count(0)


def test_an_attached_photo_is_seen_and_opens(technician: PortalPage) -> None:
    search(technician, "BZ-1")
    files = record(technician).get_by_role("region", name="Ekler")
    link = files.get_by_role("link", name="Lens")
    expect(link).to_contain_text("1 kB")
    picture = "document.querySelector('[data-attachments] img')"
    technician.until(f"{picture}?.complete && {picture}.naturalWidth === 320", "the picture")
    answer = technician.page.request.get(f"{technician.url}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "image/png"


def test_tables_stand_with_their_theme_and_cannot_be_switched(technician: PortalPage) -> None:
    row = technician.layer_row("camera_visit")
    expect(row).to_contain_text(str(VISITS))
    expect(row.get_by_role("switch")).to_have_count(0)
    listed = technician.page.request.get(row.get_by_role("link").get_attribute("href") or "")
    assert listed.json()["numberMatched"] == VISITS


def test_the_public_knows_nothing_of_them(portal: PortalPage) -> None:
    expect(portal.layer_row("camera_visit")).to_have_count(0)
    portal.page.get_by_role("combobox", name="Ara").fill("BZ-1")
    expect(portal.page.get_by_text("“BZ-1” için sonuç yok.").last).to_be_visible()


def test_the_help_leads_to_the_data_dictionary(portal: PortalPage) -> None:
    portal.page.get_by_role("button", name="Yardım").click()
    portal.page.get_by_role("dialog").get_by_role("link", name="Veri sözlüğü").click()
    expect(portal.page.get_by_role("heading", level=1)).to_have_text("Veri sözlüğü")
    table = portal.page.get_by_role("region", name="Parsel: Alanlar").get_by_role("table")
    expect(table.get_by_role("row").filter(has_text="block_no")).to_contain_text("Ada no")
    ground = "getComputedStyle(document.querySelector('thead th')).backgroundColor"
    assert portal.page.evaluate(f"() => {ground}") == "rgb(244, 242, 236)", "its own style is allowed"
