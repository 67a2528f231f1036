"""What belongs to a feature, as the links of its GeoJSON."""

from typing import Any

from gis.related import Company
from gis.text import Language

_GEOJSON = "application/geo+json"


def company_links(company: Company, base_url: str, language: Language) -> list[dict[str, Any]]:
    """``related`` to other features, ``enclosure`` to attached files (both IANA link relations).

    Args:
        base_url: the public address of Kent, without a slash at the end.
    """
    related = [
        {
            "rel": "related",
            "type": _GEOJSON,
            "href": f"{base_url}/ogc/collections/{found.path}",
            "title": found.title[language],
        }
        for found in company.related
    ]
    attached = [
        {
            "rel": "enclosure",
            "type": file.media_type,
            "href": f"{base_url}/api/attachments/{file.uid}",
            "title": file.called,
            "length": file.size,
        }
        for file in company.attached
    ]
    return [*related, *attached]
