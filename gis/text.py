"""Bilingual texts, and Turkish letters made comparable."""

import unicodedata
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["tr", "en"]
LANGUAGES: tuple[Language, ...] = ("tr", "en")

_FOLDED = str.maketrans(
    {
        "İ": "i", "I": "i", "ı": "i", "Ş": "s", "ş": "s", "Ğ": "g", "ğ": "g",
        "Ç": "c", "ç": "c", "Ö": "o", "ö": "o", "Ü": "u", "ü": "u", "Â": "a", "â": "a",
        "Î": "i", "î": "i", "Û": "u", "û": "u",
    }
)  # fmt: skip


class Text(BaseModel):
    """One text in every language Kent speaks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tr: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.tr if language == "tr" else self.en

    def __str__(self) -> str:
        return self.en


def fold(text: str) -> str:
    """Make two spellings of one name equal: no case, no Turkish diacritics, single spaces.

    ``str.lower`` turns "İ" into two code points and "I" into "i" only in English, so letters are mapped first.
    The database has the same function as ``lookup.fold``.
    """
    composed = unicodedata.normalize("NFC", text).translate(_FOLDED)
    decomposed = unicodedata.normalize("NFD", composed.lower())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
