"""pygeoapi's catalogue in JSON-LD, made readable without fetching anything: the context is in the document. Pure."""

from typing import Any

_CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "license": {"@type": "@id"}}
_NAMES = {"contentURL": "contentUrl"}
_TYPES = {"Contactpoint": "ContactPoint"}


def self_contained(document: dict[str, Any]) -> dict[str, Any]:
    """The same statements in schema.org's own names, under a context of their own, without those that say nothing."""
    return {"@context": _CONTEXT, **_mended({k: v for k, v in document.items() if k != "@context"})}


def _mended(value: Any) -> Any:
    if isinstance(value, dict):
        named = {_NAMES.get(name, name): _mended(part) for name, part in value.items() if part is not None}
        if "@type" in named:
            named["@type"] = _TYPES.get(named["@type"], named["@type"])
        return {name: part for name, part in named.items() if part != {}}
    return [_mended(part) for part in value] if isinstance(value, list) else value
