"""Looks at the head of an XML file before any parser does: what it is, and whether it defines entities.

A document type definition can make a small file unfold into gigabytes or fetch other files; no format of geodata needs
one, so a file with one is refused unparsed.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from etl.source import unreadable
from gis.text import Text

LOOKED_AT = 1024**2
"""Bytes within which the outermost element must begin."""
_PASSED_OVER = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)([^>]*)")
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


@dataclass(frozen=True)
class XmlRoot:
    """The outermost element: its name without prefix, and its attributes as they stand."""

    name: str
    attributes: str


def is_xml(head: bytes) -> bool:
    """Whether a file that begins so is XML."""
    return head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<" or any(
        head.startswith(mark) and b"<" in head[:4] for mark, _ in _UTF_16
    )


def read_root(path: Path) -> XmlRoot:
    """The outermost element.

    Raises:
        SourceError: the file has a document type definition, or no element.
    """
    with path.open("rb") as stream:
        text, at = refuse_doctype(path, stream.read(LOOKED_AT))
    root = _ROOT.match(text, at)
    if root is None:
        raise unreadable(
            path,
            "bozuk bir XML dosyası",
            "is a damaged XML file",
            Text(tr="Dosyayı kaynağından yeniden alın.", en="Get the file from its source again."),
            "truncated_source",
        )
    return XmlRoot(root[2], root[3])


def refuse_doctype(path: Path, data: bytes) -> tuple[str, int]:
    """Pass over what may stand before the outermost element.

    Args:
        data: the first bytes of a file, or of a member of the archive ``path``.

    Returns:
        The text, and where in it the outermost element begins.

    Raises:
        SourceError: a document type definition stands there.
    """
    encoding = next((e for mark, e in _UTF_16 if data.startswith(mark)), "utf-8")
    text = data.decode(encoding, "replace").lstrip("\ufeff")
    at = 0
    while match := _PASSED_OVER.match(text, at):
        at = match.end()
    if text[at : at + 9].upper() == "<!DOCTYPE":
        raise unreadable(
            path,
            "içinde belge türü tanımı (DOCTYPE) var; başka dosyaları açabileceği ya da belleği doldurabileceği için okunmadı",
            "has a document type definition (DOCTYPE), which can open other files or fill the memory; it was not read",
            Text(
                tr="Dosyayı üreten programdan DOCTYPE olmadan dışa aktarın.",
                en="Export it without a DOCTYPE from the program that made it.",
            ),
            "hostile_source",
        )
    return text, at
