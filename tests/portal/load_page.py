"""The load page as a test handles it, and a file as cadastre offices send them."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
from playwright.sync_api import Locator, Page, expect
from shapely import Polygon, box
from shapely.affinity import translate

from tests.needs import ROOT
from tests.portal.portal_page import PortalPage

NEIGHBOURHOOD = "46106"
BLOCK = "140"
NEW_PLACE = (30.6190, 39.3627)
"""Longitude and latitude of a point within the new parcel 902/1."""
_NEW_CORNER = (553300.0, 4358900.0)
_MOVED_PARCEL = "7"
_MOVED_M = 3.0


def write_parsel_zip(folder: Path) -> Path:
    """A zipped Shapefile in cp1254 and the city's TM30 that says neither: no ``.prj``, no ``.cpg``.

    It holds a block of the sample city with one parcel moved, two new parcels, one that crosses itself and one without
    a number.
    """
    city = gpd.read_file(ROOT / "data" / "samples" / "parcel.zip", encoding="cp1254")
    block = city[(city["MAHALLE_ID"] == NEIGHBOURHOOD) & (city["ADA_NO"] == BLOCK)]
    known = [
        (BLOCK, number, area, translate(shape, _MOVED_M) if number == _MOVED_PARCEL else shape)
        for number, area, shape in zip(block["PARSEL_NO"], block["ALAN"], block.geometry, strict=True)
    ]
    x, y = _NEW_CORNER
    bow_tie = Polygon([(x, y + 100), (x + 50, y + 150), (x + 50, y + 100), (x, y + 150)])
    new = [
        ("902", "1", "10.000,00", box(x, y, x + 100, y + 100)),
        ("902", "2", "10.000,00", box(x + 100, y, x + 200, y + 100)),
        ("902", "3", "1.250,00", bow_tie),
        ("902", None, "2.500,00", box(x + 50, y + 100, x + 100, y + 150)),
    ]
    numbers = zip(*[*known, *new], strict=True)
    columns = dict(zip(("ADA_NO", "PARSEL_NO", "YUZOLCUM", "geometry"), numbers, strict=True))
    frame = gpd.GeoDataFrame({**columns, "MAHALLE": "Değirmenağzı Şıhlar İğdeli"}, crs=city.crs)
    file = folder / "parsel.shp"
    frame.to_file(file, encoding="CP1254", engine="pyogrio")
    packed = folder / "parsel.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in (".shp", ".shx", ".dbf"):
            archive.write(file.with_suffix(suffix), f"parsel{suffix}")
    return packed


@dataclass(frozen=True)
class LoadPage:
    """The page within an open portal that an editor is signed in to."""

    portal: PortalPage

    @property
    def page(self) -> Page:
        return self.portal.page

    @property
    def panel(self) -> Locator:
        return self.page.locator(".loading-page")

    def open(self) -> None:
        self.page.get_by_role("button", name=re.compile("Veri yükle|Load data")).click()
        self.at(re.compile("Hangi dosya, hangi katmana|Which file, into which layer"))
        expect(self.panel.locator("input[type=file]")).to_be_attached()

    def choose(self, *files: Path) -> None:
        self.panel.locator("input[type=file]").set_input_files(list(files))

    def at(self, title: str | re.Pattern[str]) -> None:
        """Wait until a step with this title is at rest."""
        expect(self.panel.get_by_role("heading", name=title)).to_be_focused()
        expect(self.panel.locator(".work")).to_have_count(0)

    def go_on(self) -> None:
        self.panel.get_by_role("button", name="Devam").click()

    def count(self, name: str) -> str:
        return self.panel.locator(f"[data-count='{name}'] dd").inner_text()

    def row(self, field: str) -> Locator:
        """A field's row among the columns."""
        return self.panel.locator(f"tr[data-field='{field}']")

    def assign_neighbourhood(self) -> None:
        """Say that all of the file lies in one neighbourhood, by which its parcels are known again."""
        self.row("neighbourhood_code").get_by_label("Mahalle kodu: sütun").select_option("constant")
        constant = self.row("neighbourhood_code").get_by_label("Mahalle kodu: sabit değer")
        constant.fill(NEIGHBOURHOOD)
        constant.blur()

    def marks(self) -> dict[str, int]:
        """What the map points out: labels of large marks with how often each is there, small ones as ``''``."""
        counted: dict[str, int] = self.page.evaluate(
            """async () => {
                const places = await document.getElementById('map').map.getSource('portal-places').getData();
                const counts = {};
                for (const { properties: { label } } of places.features) counts[label] = (counts[label] ?? 0) + 1;
                return counts;
            }"""
        )
        return counted

    def until_new_parcel(self, drawn: bool = True) -> None:
        """Wait until the map draws parcel 902/1 where it is, or only what was there before."""
        found = f"""(() => {{
            const map = document.getElementById('map').map;
            const there = map.queryRenderedFeatures(map.project({list(NEW_PLACE)}))
                .filter(({{ layer }}) => layer.metadata?.['kent:layer'] === 'parcel')
                .map(({{ properties }}) => `${{properties.block_no}}/${{properties.parcel_no}}`);
            return there.length > 0 && there.includes('902/1') === {str(drawn).lower()};
        }})()"""
        self.portal.until(found, f"the new parcel {'drawn' if drawn else 'gone'}")

    def to_review(self, file: Path) -> None:
        """From the choice of the parcels' file to what would change, answering what is asked."""
        self.choose(file)
        self.panel.get_by_role("button", name="Dosyayı incele").click()
        self.at("Dosya nasıl anlaşıldı?")
        self.panel.get_by_role("radio", name="TUREF / TM30").check()
        self.go_on()
        self.at("Hangi sütun hangi alana?")
        self.assign_neighbourhood()
        self.go_on()
        self.at("Ne değişecek?")
