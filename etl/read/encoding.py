"""Finds the encoding of texts whose file leaves it open, and refuses readings that are nonsense. Pure.

Order: byte order mark or declaration, strict UTF-8, cp1254 (for Turkish letters the same as ISO-8859-9). A reading
whose letters no Turkish text has is refused: the user decides, never a guess.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gis.text import Text

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FALLBACK = "cp1254"
_OFFERED = ("utf-8", "cp1254", "cp857", "cp1252", "iso8859-1")

_PUNCTUATION = frozenset("°²³µ½¼¾’‘“”«»–—…•€©®·ºª \u00a0")
"""What texts hold beyond ASCII besides letters."""
_MOJIBAKE = re.compile("Ä[°±Ÿž]|Å[Ÿž]|Ã[¼¶§‡–œ¢®›]|[ÝýÞþÐð]|\ufffd")
"""UTF-8 read as a one-byte encoding, İıŞşĞğ read as Latin-1, and characters lost already."""
_ASCII = re.compile(r"[\x00-\x7f]+")
_TOLERATED = 0.2
"""Share of odd characters that foreign names and symbols may have."""


@dataclass(frozen=True)
class Encoding:
    """A chosen encoding and why, such as ``.cpg`` or ``strict UTF-8``."""

    name: str
    chosen_by: str


def codec_name(name: str) -> str | None:
    """The Python codec of an encoding as files and people write it: ``1254``, ``ANSI 1254``, ``88599``, ``UTF-8``."""
    wanted = name.strip().strip("\x00").upper()
    if match := re.fullmatch(r"(?:ANSI|OEM|CP|WINDOWS|DOS|IBM)?[ _-]*(\d{3,5})", wanted):
        number = match[1]
        wanted = (
            "UTF-8"
            if number == "65001"
            else f"ISO8859-{number[4:]}"
            if number.startswith("8859")
            else f"CP{number}"
        )
    elif match := re.fullmatch(r"ISO[ _-]*8859[ _-]*(\d{1,2})", wanted):
        wanted = f"ISO8859-{match[1]}"
    try:
        return codecs.lookup(wanted).name
    except LookupError:
        return None


@dataclass
class _Reading:
    """How the texts look in one encoding, piece by piece; False for ``possible`` once a piece cannot be decoded."""

    encoding: Encoding
    possible: bool = True
    foreign: int = 0
    odd: int = 0
    broken: int = 0

    def add(self, text: str) -> None:
        letters = Counter(_ASCII.sub("", text))
        self.foreign += letters.total()
        self.odd += sum(n for c, n in letters.items() if not c.isalpha() and c not in _PUNCTUATION)
        self.broken += sum(len(m) for m in _MOJIBAKE.findall(text))

    @property
    def nonsense(self) -> bool:
        return max(self.odd, self.broken) > _TOLERATED * self.foreign

    def try_decoding(self, piece: bytes) -> None:
        if self.possible:
            try:
                self.add(piece.decode(self.encoding.name))
            except (UnicodeDecodeError, LookupError):
                self.possible = False


def find_encoding(data: Iterable[bytes], declared: Encoding | None = None) -> Encoding | None:
    """The encoding of a file's texts; None when every reading is nonsense.

    Args:
        data: its texts, whole or in pieces no character of which is cut; only those beyond ASCII matter. Looked at
            once, a piece at a time.
        declared: what the file says about itself.
    """
    readings: list[_Reading] = []
    for piece in data:
        if piece.isascii():
            continue
        if not readings:
            if declared is None and (bom := bom_of(piece)) is not None:
                declared = Encoding(bom, "byte order mark")
            likely = (Encoding("utf-8", "strict UTF-8"), Encoding(_FALLBACK, "cp1254"))
            readings = [_Reading(e) for e in ((declared,) if declared else likely)]
        for reading in readings:
            reading.try_decoding(piece)
    if not readings:
        return declared or Encoding("utf-8", "ASCII")
    return next((r.encoding for r in readings if r.possible and not r.nonsense), None)


def bom_of(head: bytes) -> str | None:
    return next((name for bom, name in _BOMS if head.startswith(bom)), None)


def _decoded(pieces: list[bytes], encoding: str) -> str | None:
    try:
        return "\n".join(piece.decode(encoding) for piece in pieces)
    except (UnicodeDecodeError, LookupError):
        return None


def letters_as(pieces: Iterable[bytes]) -> Text:
    """How the doubtful letters read in each offered encoding; letters only, since the texts may be personal."""
    kept = [piece for piece in pieces if not piece.isascii()]
    readings: list[str] = []
    for name in _OFFERED:
        text = _decoded(kept, name)
        if text is not None:
            letters = "".join(dict.fromkeys(c for c in text if c > "\x7f" and c.isprintable()))[:24]
            readings.append(f"--encoding {name}: {letters}")
    listed = "; ".join(readings)
    return Text(
        tr=f"Harflere bakıp birini seçin — {listed}.",
        en=f"Look at the letters and choose — {listed}.",
    )
