"""What Kent replaces inside pygeoapi 0.24, each with its reason; all of it in one place.

pygeoapi's handlers find these functions by name in their own modules and offer no other way to choose them.
"""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from pygeoapi import api, linked_data, util
from pygeoapi.api import coverages, itemtypes, tiles
from pygeoapi.l10n import Locale
from pygeoapi.plugin import PLUGINS

from gis.cql2.predicate import Predicate

PAGES = "kent_pages"
"""Key of an API object's template configuration under which its ``api.ogc.pages.Pages`` lies."""


_CHOICE = re.compile(r"([^;\s]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)


class RequestedBox(list[float]):
    """A request's bbox as it came, with the CRS it is in."""

    crs: str


class RequestedFilter(str):
    """A request's ``filter`` as it came, with what it was compiled to."""

    predicate: Predicate


def apply() -> None:
    """Replace the functions below. Doing it twice does no harm."""
    for module in (util, api, itemtypes, tiles, coverages):
        module.to_json = to_json
    for module in (api, itemtypes, tiles, coverages):
        module.render_j2_template = render_page
    linked_data.render_j2_template = write_json_ld
    api.get_choice_from_headers = choices_of_header
    itemtypes.transform_bbox = keep_bbox
    PLUGINS["formatter"].clear()  # files are the hot route's
    itemtypes.parse_cql2_text = itemtypes.modify_pygeofilter = keep_filter


def choices_of_header(headers: Mapping[str, str], header_name: str, **_all: bool) -> list[str] | None:
    """pygeoapi's own divides by the quality, and fails for ``q=0`` (never) and for what is no number.

    Always answers all of them, as pygeoapi asks; the one wanted most comes first, None where nothing is wanted.
    """
    parts = util.get_from_headers(headers, header_name).split(",")
    choices = [
        (float(match[2] or 1), match[1]) for part in parts if (match := _CHOICE.fullmatch(part.strip()))
    ]
    choices.sort(key=lambda choice: -choice[0])
    return [value for quality, value in choices if quality > 0] or None


def to_json(document: Any, pretty: bool = False) -> str:
    """pygeoapi's own writes every ``<`` and ``>`` of the data as an HTML entity, into JSON: names would change."""
    options = orjson.OPT_NON_STR_KEYS | (orjson.OPT_INDENT_2 if pretty else 0)
    return orjson.dumps(document, default=util.json_serial, option=options).decode()


def render_page(
    config: Mapping[str, Any],
    _template_config: Mapping[str, Any],
    template: str,
    data: dict[str, Any],
    locale: Locale,
) -> str:
    """pygeoapi's own keeps one translated configuration for all API objects: one audience would read another's titles.

    It also makes a new Jinja environment for every page.
    """
    return str(config[PAGES].render(template, data, locale.language))


def write_json_ld(
    _config: Mapping[str, Any],
    _template_config: Mapping[str, Any],
    _template: str,
    data: dict[str, Any],
    _locale: object = None,
) -> str:
    """pygeoapi's template keeps the ids of features only, and is no JSON when there are none."""
    return to_json(data)


def keep_filter(given: RequestedFilter, **_crs: object) -> RequestedFilter:
    """pygeoapi's own parser knows a part of CQL2 only, and takes AND and OR for equals in rank."""
    return given


def keep_bbox(bbox: list[float], from_crs: str, _to_crs: str, _always_xy: bool = False) -> RequestedBox:
    """pygeoapi's own transforms two corners, which loses features at the edges, and mixes up axis orders.

    The provider transforms the whole outline instead, as the hot routes do.
    """
    box = RequestedBox(bbox)
    box.crs = from_crs
    return box
