"""A municipality's logo: an SVG or PNG file of its home."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gis.errors import RegistryError
from gis.text import Text

_MOST_BYTES = 500_000
_SVG = re.compile(
    rb"\A(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]", re.DOTALL
)


@dataclass(frozen=True)
class Logo:
    content: bytes
    media_type: str

    @cached_property
    def digest(self) -> str:
        """Changes with the picture."""
        return hashlib.blake2b(self.content, digest_size=8).hexdigest()


def read_logo(file: Path) -> Logo:
    """Raises: RegistryError: not there, too large, or neither SVG nor PNG by its content."""

    def fault(tr: str, en: str) -> RegistryError:
        return RegistryError(
            "bad_logo",
            Text(tr=f"{file}: {tr}", en=f"{file}: {en}"),
            Text(
                tr=f"municipality.yaml içindeki logo, en çok {_MOST_BYTES // 1000} kB bir SVG ya da PNG dosyası olmalıdır.",
                en=f"The logo of municipality.yaml is an SVG or PNG file of {_MOST_BYTES // 1000} kB at most.",
            ),
        )

    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except OSError:
        raise fault("dosya okunamıyor", "the file cannot be read") from None
    if len(content) > _MOST_BYTES:
        raise fault("dosya çok büyük", "the file is too large")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Logo(content, "image/png")
    if _SVG.match(content):
        return Logo(content, "image/svg+xml")
    raise fault("SVG ya da PNG değil", "is neither SVG nor PNG")
