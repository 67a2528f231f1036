"""The data inventory and its page tell an audience everything it may know, and nothing else.

After a wanted change: ``KENT_RENEW_GOLDEN=1 pytest tests/unit/test_inventory.py``; read the difference before committing.
"""

import os
from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest

from gis.definitions import load_registry
from gis.derive.data_dictionary import STYLE, data_dictionary
from gis.derive.dictionary_texts import CHOICES
from gis.derive.inventory import inventory
from gis.logo import Logo
from gis.registry import REACHES, Registry
from gis.text import LANGUAGES, Language, Text

GOLDEN = Path(__file__).parent / "golden"
CITY = Text(tr="Örnekşehir <Belediyesi>", en="Sampletown & Co")

LAYERS = {
    "plot": """\
id: plot
theme: city
title: {tr: Bahçe, en: Plot}
description: {tr: Hobi bahçeleri., en: Allotments.}
owner: works
geometry: {type: Point, privacy: restricted, coarsen: {staff: 50}}
key: [plot_no]
reach: open-data
licence: cc_by_4_0
attribution: {tr: Belediye, en: The municipality}
update_frequency: monthly
standards: {osm: landuse=allotments}
attachments: {privacy: internal}
fields:
  - {name: plot_no, type: text, required: true, privacy: open, searchable: true, title: {tr: Bahçe no, en: Plot no}}
  - {name: state, type: code, codes: plot_state, privacy: open, title: {tr: Durum, en: State}}
  - {name: area_m2, type: number, unit: m2, min: 0, max: 500, privacy: open, title: {tr: Alan, en: Area}}
  - {name: rent, type: number, min: 0, privacy: internal, title: {tr: Kira, en: Rent}, description: {tr: Aylık., en: A month.}}
  - {name: tenant, type: text, privacy: personal, activity: allotment, title: {tr: Kiracı, en: Tenant}}
""",
    "bed": """\
id: bed
theme: city
title: {tr: Tarh, en: Bed}
owner: works
geometry: none
key: [bed_no]
fields:
  - {name: bed_no, type: text, privacy: open, title: {tr: Tarh no, en: Bed no}}
  - {name: plot_id, type: reference, layer: plot, privacy: open, title: {tr: Bahçesi, en: Its plot}, inverse: {tr: Tarhlar, en: Beds}}
""",
}
STATES = """\
id: plot_state
title: {tr: Bahçe durumu, en: Plot state}
codes:
  - {code: let, title: {tr: Kirada, en: Let}, color: "#336699"}
  - {code: free, title: {tr: Boş, en: Free}, retired: true}
"""
ALLOTMENT = """\
allotment:
  title: {tr: Bahçe kirası, en: Letting plots}
  data_category: {tr: Kimlik, en: Identity}
  subject_group: {tr: Kiracılar, en: Tenants}
  purpose: {tr: Sözleşme, en: Contract}
  legal_basis: {tr: Sözleşmenin ifası, en: Performance of a contract}
  recipients: {tr: Yok, en: None}
  retention: {tr: 10 yıl, en: 10 years}
  transfer_abroad: false
  measures: {tr: Yetkilendirme, en: Access control}
"""
TENANTS = "tenants: {title: {tr: Kiracı işleri, en: Tenancy}, classes: [open, internal, personal], activities: [allotment]}\n"


@pytest.fixture(scope="module")
def allotments(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    home = tmp_path_factory.mktemp("home")
    for folder in ("layers", "codes"):
        (home / folder).mkdir()
    for name, text in LAYERS.items():
        (home / "layers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (home / "codes" / "plot_state.yaml").write_text(STATES, encoding="utf-8")
    (home / "activities.yaml").write_text(ALLOTMENT, encoding="utf-8")
    (home / "audiences.yaml").write_text(TENANTS, encoding="utf-8")
    return load_registry(home, ["bed", "plot"])


def compared(name: str, found: str) -> None:
    file = GOLDEN / name
    if os.environ.get("KENT_RENEW_GOLDEN") == "1":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", ["public", "tenants"])
def test_the_inventory_is_what_was_agreed(allotments: Registry, audience: str) -> None:
    written = orjson.dumps(
        inventory(allotments, audience),
        default=lambda model: model.model_dump(),
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )
    compared(f"inventory.{audience}.json", written.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_was_agreed(allotments: Registry, language: Language) -> None:
    logo = Logo(b"<svg/>", "image/svg+xml")
    compared(
        f"data_dictionary.{language}.html",
        data_dictionary(inventory(allotments, "tenants"), CITY, logo, language),
    )


def test_what_is_hidden_is_not_named(allotments: Registry) -> None:
    page = data_dictionary(inventory(allotments, "public"), CITY, None, "en")
    assert "Plot no" in page
    for hidden in ("rent", "Rent", "tenant", "activity-allotment", "Letting plots", "10 years", ">point"):
        assert hidden not in page, hidden


class _Outline(HTMLParser):
    """What assistive technology and the content security policy look at."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(str(given["id"]))
        if (href := given.get("href") or "").startswith("#"):
            self.anchors.append(href[1:])
        if (tag == "th" and "scope" not in given) or tag == "script" or "style" in given:
            self.loose.append(tag)


@pytest.mark.parametrize("audience", ["public", "staff", "secure", "custody"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_hangs_together(registry: Registry, audience: str, language: Language) -> None:
    page = data_dictionary(inventory(registry, audience), CITY, None, language)
    outline = _Outline()
    outline.feed(page)
    assert outline.headings[0] == 1
    assert all(
        after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    )
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)
    assert outline.loose == []
    assert f'<html lang="{language}">' in page
    assert page.count("<style>") == 1
    assert STYLE in page
    assert "Undefined" not in page
    assert "None" not in page


def test_every_word_of_the_vocabulary_has_a_title() -> None:
    fields = Registry.model_json_schema()["$defs"]
    assert set(CHOICES["reach"]) == set(REACHES)
    assert set(CHOICES["type"]) == set(fields["Field"]["properties"]["type"]["enum"])
    assert set(CHOICES["geometry"]) == set(fields["Geometry"]["properties"]["type"]["enum"])
    assert set(CHOICES["update_frequency"]) == set(fields["Layer"]["properties"]["update_frequency"]["enum"])
    assert set(CHOICES["standard"]) == set(
        fields["Layer"]["properties"]["standards"]["propertyNames"]["enum"]
    )
