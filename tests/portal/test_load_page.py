"""A GIS officer who never saw Kent loads what the cadastre office sent, in the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.portal.accessibility import violations
from tests.portal.conftest import EDITOR, EDITOR_NAME, OpenLoadPage, OpenPortal
from tests.portal.load_page import NEIGHBOURHOOD, NEW_PLACE, LoadPage
from tests.portal.portal_page import PortalPage
from tests.portal.test_phone import SMALLEST_TARGET
from tests.running_kent import PASSWORD


def test_parsel_zip_is_loaded_where_it_is(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
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
    pointed_out = load.marks()
    assert {"A", "B"} <= pointed_out.keys()
    assert pointed_out[""] == 2 * 37
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
    expect(panel.locator("[data-finding='required_missing']")).to_contain_text("Parsel no")
    pointed_out = load.marks()
    assert (pointed_out["+"], pointed_out["~"]) == (2, 1)
    assert "×" not in pointed_out, "what stays in the layer is no change"
    assert pointed_out["!"] >= 2
    assert violations(portal) == []
    crossing = panel.locator("[data-finding='invalid_geometry']")
    portal.after(crossing.get_by_role("button", name="Haritada göster").click)
    assert portal.pixel_of(*NEW_PLACE)[0] > 640, "the place lies clear of the page"
    panel.get_by_role("button", name="satırı yükle").click()

    load.at("Sonuç")
    expect(panel.locator(".outcome")).to_have_text("Yüklendi ve yayımlandı")
    assert violations(portal) == []
    load.until_new_parcel()


def test_a_load_is_taken_back_from_the_list(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page()
    panel, portal = load.panel, load.portal
    load.to_review(parsel_zip)
    panel.get_by_role("button", name="satırı yükle").click()
    load.at("Sonuç")
    load.until_new_parcel()
    report = panel.get_by_role("link", name="Raporu aç").get_attribute("href")
    assert load.page.request.get(portal.url + (report or "")).status == 200

    panel.get_by_role("button", name="Geçmiş yüklemeler").click()
    newest = panel.locator("[data-load]").filter(has_text="parsel.zip").first
    expect(newest).to_contain_text(EDITOR)
    expect(newest.locator("[data-count='inserted']")).to_contain_text("2")
    expect(newest.locator(".state")).to_have_text("yayımlandı")
    assert violations(portal) == []
    newest.get_by_role("button", name="Geri al").click()
    dialog = load.page.get_by_role("dialog", name="Yükleme geri alınsın mı?")
    assert violations(portal) == []
    dialog.get_by_role("button", name="Geri al").click()
    expect(dialog).to_have_count(0)
    expect(panel.locator(".state", has_text="geri alındı")).not_to_have_count(0)
    load.until_new_parcel(drawn=False)


def test_a_replacement_that_takes_most_away_wants_a_word(
    open_load_page: OpenLoadPage, parsel_zip: Path
) -> None:
    load = open_load_page()
    load.to_review(parsel_zip)
    load.panel.get_by_role("radio", name="Dosyayla değiştir").check()
    load.at("Ne değişecek?")
    expect(load.panel.locator(".surprise")).to_contain_text("dosyada yok ve kaldırılacak")
    assert load.marks()["×"] == 100
    go = load.panel.get_by_role("button", name="satırı yükle")
    expect(go).to_be_disabled()
    assert violations(load.portal) == []
    load.panel.get_by_role("checkbox", name="Biliyorum; yine de yüklensin.").check()
    go.click()
    load.at("Sonuç")
    assert int(load.count("deleted").replace(".", "")) > 1000


def test_a_saved_mapping_is_chosen_for_the_next_file(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page()
    panel = load.panel
    load.choose(parsel_zip)
    panel.get_by_role("button", name="Dosyayı incele").click()
    load.at("Dosya nasıl anlaşıldı?")
    panel.get_by_role("radio", name="TUREF / TM30").check()
    load.go_on()
    load.at("Hangi sütun hangi alana?")
    load.assign_neighbourhood()
    panel.get_by_label("Eşlemeyi bu adla sakla").fill("kadastro")
    load.go_on()
    load.at("Ne değişecek?")
    panel.get_by_role("button", name="satırı yükle").click()
    load.at("Sonuç")

    load = open_load_page()
    panel = load.panel
    load.choose(parsel_zip)
    saved = panel.get_by_label("Kayıtlı sütun eşlemesi")
    expect(saved).to_have_value("")
    saved.select_option("kadastro")
    assert violations(load.portal) == []
    panel.get_by_role("button", name="Dosyayı incele").click()
    load.at("Dosya nasıl anlaşıldı?")
    expect(panel.get_by_role("radio", name="TUREF / TM30")).to_have_count(0)  # the mapping says it
    load.go_on()
    load.at("Hangi sütun hangi alana?")
    constant = load.row("neighbourhood_code").get_by_label("Mahalle kodu: sabit değer")
    expect(constant).to_have_value(NEIGHBOURHOOD)
    panel.get_by_role("button", name="Devam").click()
    load.at("Ne değişecek?")
    assert load.count("inserted") == "0"


def test_adding_alone_is_offered_with_its_warning(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page()
    load.to_review(parsel_zip)
    adding = load.panel.locator("label").filter(has_text="Yalnızca ekle")
    expect(adding).to_contain_text("iki kez yüklenen dosya")
    adding.get_by_role("radio").check()
    expect(
        load.panel.get_by_text("anahtarı (neighbourhood_code, block_no, parcel_no) olan satırlar eklenmez")
    ).to_be_visible()
    expect(load.panel.get_by_role("button", name="satırı yükle")).to_be_disabled()
    assert violations(load.portal) == []
    load.panel.get_by_role("radio", name="Güncelle ve ekle").check()
    expect(load.panel.get_by_role("button", name="satırı yükle")).to_be_enabled()


def test_a_phone_loads_too(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page(size=(390, 844), touch=True)
    assert _phone_faults(load) == []
    load.choose(parsel_zip)
    load.panel.get_by_role("button", name="Dosyayı incele").click()
    load.at("Dosya nasıl anlaşıldı?")
    sheet = load.page.get_by_role("complementary", name="Bilgi bölmesi").bounding_box()
    assert sheet is not None
    assert sheet["y"] > 300, "the candidates on the map are in sight"
    assert _phone_faults(load) == []
    load.panel.get_by_role("radio", name="TUREF / TM30").check()
    load.go_on()
    load.at("Hangi sütun hangi alana?")
    assert _phone_faults(load) == []
    load.assign_neighbourhood()
    load.go_on()
    load.at("Ne değişecek?")
    assert _phone_faults(load) == []


def test_the_keyboard_alone_leads_through_in_english(open_load_page: OpenLoadPage, parsel_zip: Path) -> None:
    load = open_load_page(locale="en-GB")
    keyboard = load.page.keyboard
    # Heard from the beginning on: a chooser that opens before the browser was told to hand it over is lost.
    load.page.on("filechooser", lambda chooser: chooser.set_files(parsel_zip))
    _tab_to(load, "Choose files")
    keyboard.press("Space")
    expect(load.panel.get_by_role("list", name="Chosen files")).to_contain_text("parsel.zip")
    _tab_to(load, "Examine the file")
    keyboard.press("Enter")
    load.at("How was the file understood?")
    _tab_to(load, "TUREF / TM30")
    keyboard.press("Space")
    _tab_to(load, "Continue")
    keyboard.press("Enter")
    load.at("Which column goes into which field?")
    _tab_to(load, "Map sheet: column")
    keyboard.type("Constant")
    _tab_to(load, "Map sheet: constant value")
    keyboard.type("J28")
    _tab_to(load, "Continue")
    keyboard.press("Enter")
    load.at("What will change?")
    assert violations(load.portal) == []
    _tab_to(load, "Show on the map")
    load.portal.after(lambda: keyboard.press("Enter"))


def test_a_file_that_cannot_be_read_is_told(open_load_page: OpenLoadPage, tmp_path: Path) -> None:
    notes = tmp_path / "notlar.txt"
    notes.write_bytes(b"\x00\x01 no table at all")
    load = open_load_page()
    load.choose(notes)
    load.panel.get_by_role("searchbox", name="Katman ara").fill("parsel")
    load.panel.get_by_role("radio", name="Parsel", exact=True).check()
    load.panel.get_by_role("button", name="Dosyayı incele").click()
    expect(load.panel.get_by_text("notlar.txt:")).to_be_visible()
    expect(load.panel.locator(".work")).to_have_count(0)
    assert violations(load.portal) == []


def test_a_link_to_the_load_page_asks_who_is_there(editor: str, open_portal: OpenPortal) -> None:
    portal = open_portal("/#load")
    expect(portal.page.get_by_role("button", name="Veri yükle")).to_have_count(0)
    portal.page.get_by_label("Kullanıcı adı").fill(editor)
    portal.page.get_by_label("Parola").fill(PASSWORD)
    portal.page.keyboard.press("Enter")
    expect(portal.page.get_by_role("heading", name="Hangi dosya, hangi katmana?")).to_be_visible()
    expect(portal.page.get_by_text(EDITOR_NAME, exact=True)).to_be_visible()
    portal.page.get_by_role("button", name="Çıkış").click()
    expect(portal.page.locator(".loading-page")).to_have_count(0)


def test_who_has_no_role_is_offered_no_load_page(technician: PortalPage) -> None:
    expect(technician.page.get_by_role("button", name="Veri yükle")).to_have_count(0)


def _tab_to(load: LoadPage, name: str) -> None:
    """Press Tab until what has this in its name has the focus."""
    for _ in range(80):
        load.page.keyboard.press("Tab")
        told: str = load.page.evaluate(
            """() => {
                const { activeElement: at } = document;
                if (at === document.body) return ''; // nothing has the focus; its text is all of the page's
                return [at.ariaLabel, at.textContent, ...[...(at.labels ?? [])].map((label) => label.textContent)].join(' ');
            }"""
        )
        if name in told:
            return
    pytest.fail(f"the keyboard does not reach {name}")


def _phone_faults(load: LoadPage) -> list[str]:
    """Rules of accessibility that are broken, what is wider than the screen, and targets too small to hit."""
    faults: list[str] = load.page.evaluate(
        """(smallest) => {
            const panel = document.querySelector('.loading-page');
            const wide = [document.documentElement, ...panel.querySelectorAll('*')]
                .filter((element) => element.scrollWidth > Math.max(element.clientWidth, 390))
                .map((element) => `wide: ${element.tagName} ${element.className}`);
            const small = [...panel.querySelectorAll('button, a[href], input, select, summary')]
                .filter((element) => element.checkVisibility() && !element.closest('dialog'))
                .filter((element) => !element.closest('label'))
                .map((element) => [element.textContent || element.ariaLabel, element.getBoundingClientRect()])
                .filter(([, box]) => box.width < smallest || box.height < smallest)
                .map(([name, box]) => `small: ${name} ${box.width}x${box.height}`);
            return [...wide, ...small];
        }""",
        SMALLEST_TARGET,
    )
    return violations(load.portal) + faults
