"""The data inventory and its page tell an audience everything it may know, and nothing else.

After a wanted change: ``KENT_RENEW_GOLDEN=1 pytest tests/unit/test_inventory.py``; read the difference before committing.
"""

from html.parser import HTMLParser

import orjson
import pytest

from gis.derive.data_dictionary import STYLE, data_dictionary
from gis.derive.dictionary_texts import CHOICES
from gis.derive.inventory import inventory
from gis.logo import Logo
from gis.registry import REACHES, Registry
from gis.text import LANGUAGES, Language, Text
from tests.unit.allotments import compared

CITY = Text(tr="Örnekşehir <Belediyesi>", en="Sampletown & Co")


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
