"""The data inventory -> one HTML page that needs no other file: the data dictionary. Pure.

Its only style is ``STYLE``, whose digest a content security policy can name instead of allowing any.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from gis.derive.dictionary_texts import CHOICES, TEXTS
from gis.derive.inventory import FieldEntry, Inventory
from gis.logo import Logo
from gis.text import Language, Text

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "data_dictionary.css").read_text(encoding="utf-8")
STYLE_DIGEST = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""As ``style-src`` of a content security policy spells it."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def data_dictionary(inventory: Inventory, city: Text, logo: Logo | None, language: Language) -> str:
    """The page, in one language; code lists are told in both, as files spell them either way."""
    other: Language = "en" if language == "tr" else "tr"
    layers = {layer.id: layer for layer in inventory.layers}
    return (
        _environment()
        .get_template("data_dictionary.html")
        .render(
            inventory=inventory,
            layers=layers,
            city=city[language],
            logo=_data_uri(logo) if logo else None,
            language=language,
            other_language=other,
            t=SimpleNamespace(**{name: text[language] for name, text in TEXTS.items()}),
            said=lambda group, value: CHOICES[group][value][language],
            bounds=_bounds,
            style=Markup(STYLE),  # noqa: S704  # our own file
        )
    )


def _bounds(field: FieldEntry) -> str:
    """A number's range, as mathematics writes it; it reads the same in both languages."""
    low, high = (None if bound is None else f"{bound:g}" for bound in (field.minimum, field.maximum))
    if low is not None and high is not None:
        return f"{low} … {high}"
    return f"≥ {low}" if low is not None else f"≤ {high}" if high is not None else ""


def _data_uri(logo: Logo) -> str:
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.content).decode()}"
