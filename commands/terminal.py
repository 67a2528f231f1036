"""What commands say to whoever runs them, in their language."""

import os

from rich.console import Console

from gis.text import Language, Text


def language() -> Language:
    """The user's language: ``KENT_LANGUAGE``, else the locale; English when it is neither."""
    for name in ("KENT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "tr" if value.lower().startswith("tr") else "en"
    return "en"


def say(tr: str, en: str) -> str:
    return Text(tr=tr, en=en)[language()]


def show(tr: str, en: str) -> None:
    Console(highlight=False, soft_wrap=True).print(say(tr, en), markup=False)
