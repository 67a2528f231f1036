"""The record of a load -> one HTML page that needs no other file: its report. Pure.

Its only style is ``STYLE``, whose digest a content security policy can name instead of allowing any.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from gis.derive.load_map import Mark, draw
from gis.derive.load_texts import CHANGES, MODES, STATES, TEXTS
from gis.registry import Layer
from gis.text import Language, Text

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "load_report.css").read_text(encoding="utf-8")
STYLE_DIGEST = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""As ``style-src`` of a content security policy spells it."""
_COUNTS = ("rows", "inserted", "changed", "unchanged", "quarantined", "vanished", "deleted")
_ZONE = ZoneInfo("Europe/Istanbul")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def load_page(
    load: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    layer: Layer | None,
    city: Text,
    boundary: BaseGeometry,
    language: Language,
) -> str:
    """The report in one language.

    Args:
        load, findings: see ``gis.load_report.LoadRecord``.
        layer: None when the registry does not have it any more.
        boundary: of the municipality, degrees.
    """
    names = {f.name: f.title[language] for f in layer.fields} if layer is not None else {}
    names["geometry"] = TEXTS["geometry"][language]
    changes = load["changes"] or []
    return (
        _environment()
        .get_template("load_report.html")
        .render(
            load=load,
            plan=load["plan"] or {},
            counts=[
                (TEXTS[name][language], load["counts"][name]) for name in _COUNTS if name in load["counts"]
            ]
            if load["counts"]
            else [],
            kinds=load["findings"] or [],
            findings=findings,
            changes=[(kind, CHANGES[kind][language], _of_kind(changes, kind)) for kind in CHANGES],
            drawings=draw(boundary, list(_marks(load, language))),
            symbols=[(kind, (CHANGES | _SEVERITIES)[kind][language]) for kind in (*_SEVERITIES, *CHANGES)],
            title=layer.title[language] if layer is not None else load["layer"],
            city=city[language],
            name=lambda field: names.get(field, field),
            state=STATES[load["state"]][language],
            mode=MODES[load["mode"]][language],
            when=_when,
            number=lambda n: f"{n:,}" if language == "en" else f"{n:,}".replace(",", "."),
            language=language,
            other_language="en" if language == "tr" else "tr",
            t=SimpleNamespace(**{name: text[language] for name, text in TEXTS.items()}),
            style=Markup(STYLE),  # noqa: S704  # our own file
        )
    )


_SEVERITIES = {"error": TEXTS["error"], "warning": TEXTS["warning"]}


def _of_kind(changes: Sequence[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [c for c in changes if c["kind"] == kind]


def _marks(load: Mapping[str, Any], language: Language) -> Iterator[Mark]:
    """Changes first, so that findings are drawn over them."""
    for change in load["changes"] or []:
        if change["lonlat"]:
            title = f"{CHANGES[change['kind']][language]} {change['key']}".strip()
            yield Mark(change["kind"], title, tuple(change["lonlat"]))
    for kind in load["findings"] or []:
        for place in kind.get("places", ()):  # loads of release 0.1.0 kept none
            yield Mark(kind["severity"], kind["code"], tuple(place))


def _when(moment: datetime | None) -> str:
    return "–" if moment is None else moment.astimezone(_ZONE).strftime("%d.%m.%Y %H:%M:%S")
