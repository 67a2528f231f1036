"""A GIS officer who never saw Kent loads what the cadastre office sent, in the browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.portal.accessibility import violations
from tests.portal.conftest import TOWN, OpenPortal
from tests.portal.load_page import NEIGHBOURHOOD, NEW_PLACE, LoadPage, write_parsel_zip
from tests.running_kent import RunningKent

EDITOR = "editor"
EDITOR_NAME = "Elif Harita"
PASSWORD = "parsel-yükler-1453"

OpenLoadPage = Callable[..., LoadPage]


@pytest.fixture(scope="module")
def editor_account(kent: RunningKent) -> Iterator[None]:
    """An account that may load; whatever it has published is taken back in the end."""
    kent.command(
        "user", "add", EDITOR, "--audience", "staff", "--role", "gis_editor", "--display-name", EDITOR_NAME,
        "--password-stdin", told=f"{PASSWORD}\n",
    )  # fmt: skip
    yield
    with httpx.Client(base_url=kent.url, auth=(EDITOR, PASSWORD)) as client:
        for load in client.get("/api/loads").json()["loads"]:
            if load["actor"] == EDITOR and load["state"] == "published":
                assert client.post(f"/api/loads/{load['id']}/rollback").status_code == 202


@pytest.fixture
def open_load_page(editor_account: None, open_portal: OpenPortal) -> OpenLoadPage:
    """Signs the editor in and opens the load page."""

    def opener(**options: object) -> LoadPage:
        portal = open_portal(TOWN, **options)
        portal.page.evaluate(
            """async ([user, password]) => {
                const headers = { 'Content-Type': 'application/json' };
                await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ user, password }) });
            }""",
            [EDITOR, PASSWORD],
        )
        portal.page.reload()
        portal.until("document.getElementById('map')?.map !== undefined", "the map")
        page = LoadPage(portal)
        page.open()
        return page

    return opener


@pytest.fixture(scope="module")
def parsel_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parsel_zip(tmp_path_factory.mktemp("parsel"))


def test_parsel_zip_is_loaded_where_it_is_and_taken_back(
    open_load_page: OpenLoadPage, parsel_zip: Path
) -> None:
    load = open_load_page()
    panel, portal = load.panel, load.portal
    assert violations(portal) == []

    load.choose(parsel_zip)
    expect(panel.get_by_role("radio", name="Parsel dosyanın adına göre önerildi")).to_be_checked()
    panel.get_by_role("button", name="Dosyayı incele").click()

    load.at("Dosya nasıl anlaşıldı?")
    candidates = panel.get_by_role("group", name="Belediyeye uyan sistemler")
    tm30 = candidates.get_by_role("radio", name="TUREF / TM30")
    expect(tm30).to_have_count(1)
    for candidate in candidates.get_by_role("radio").all():
        expect(candidate).not_to_be_checked()
    expect(panel.get_by_role("button", name="Devam")).to_be_disabled()
    letters = load.marks()
    assert letters[""] > 2 * len(letters)
    assert {"A", "B"} <= letters.keys()
    expect(candidates).to_contain_text("m ötede")
    assert violations(portal) == []
    tm30.check()
    load.go_on()

    load.at("Hangi sütun hangi alana?")
    expect(load.row("block_no").get_by_label("Ada no: sütun")).to_have_value("=ADA_NO")
    expect(load.row("registered_area_m2").get_by_label("Tapu alanı: sütun")).to_have_value("=YUZOLCUM")
    expect(load.row("registered_area_m2")).to_contain_text("20.984,81")
    expect(panel.locator(".unused")).to_contain_text("MAHALLE")
    assert violations(portal) == []
    panel.get_by_role("button", name="Geri").click()
    samples = panel.get_by_role("list", name="Türkçe harfler doğru mu?")
    expect(samples).to_contain_text("Değirmenağzı Şıhlar İğdeli")
    load.go_on()
    load.at("Hangi sütun hangi alana?")
    load.assign_neighbourhood()
    load.go_on()

    load.at("Ne değişecek?")
    assert [load.count(name) for name in ("inserted", "changed", "quarantined")] == ["2", "1", "2"]
    expect(panel.locator("[data-change='changed']")).to_contain_text("geometri")
    expect(panel.locator("[data-change='changed']")).to_contain_text("3 m kaydı")
    expect(panel.locator("[data-finding='invalid_geometry']")).to_be_visible()
    expect(panel.locator("[data-finding='required_missing']")).to_contain_text("Parsel no")
    marks = load.marks()
    assert (marks["+"], marks["~"]) == (2, 1)
    assert marks["!"] >= 2
    assert violations(portal) == []
    portal.after(
        panel.locator("[data-finding='invalid_geometry']").get_by_role("button", name="Haritada göster").click
    )
    assert portal.center()[0] == pytest.approx(NEW_PLACE[0], abs=0.005)
    panel.get_by_role("button", name="satırı yükle").click()

    load.at("Sonuç")
    expect(panel.get_by_role("status").first).to_have_text("Yüklendi ve yayımlandı")
    report = panel.get_by_role("link", name="Raporu aç").get_attribute("href")
    assert load.page.request.get(portal.url + (report or "")).status == 200
    assert violations(portal) == []
    portal.after(panel.get_by_role("button", name="Haritada göster", exact=True).click)
    assert _drawn_parcel(load) == f"{NEIGHBOURHOOD}/902/1"

    panel.get_by_role("button", name="Geri al").click()
    load.page.get_by_role("dialog").get_by_role("button", name="Geri al").click()
    expect(panel.get_by_role("status").first).to_contain_text("Yükleme geri alındı")
    portal.settle()
    assert _drawn_parcel(load) != f"{NEIGHBOURHOOD}/902/1"
    panel.get_by_role("button", name="Geçmiş yüklemeler").click()
    newest = panel.locator("[data-load]").first
    expect(newest).to_contain_text("parsel.zip")
    expect(newest).to_contain_text(EDITOR)
    expect(newest.locator(".state")).to_have_text("geri alındı")
    assert violations(portal) == []


def _drawn_parcel(load: LoadPage) -> str:
    """Which parcel the map draws at the new place."""
    load.portal.settle()
    found: str = load.page.evaluate(
        """(place) => {
            const map = document.getElementById('map').map;
            const [top] = map.queryRenderedFeatures(map.project(place)).filter(
                ({ layer }) => layer.metadata?.['kent:layer'] === 'parcel');
            return JSON.stringify(top?.properties ?? null);
        }""",
        list(NEW_PLACE),
    )
    return found
