"""Images without what cameras and programs write into them: where, when, by whom and with what they were made.

Picture data are kept as they are where the format allows it (JPEG, PNG, WebP: the parts that hold metadata are left out).
An image that is only turned upright by its metadata is turned and written anew; so is every TIFF, whose metadata are
woven into its structure, without loss. Colour profiles stay: without them colours would change.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from PIL import Image, ImageOps, ImageSequence
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from gis.errors import InvalidRequest
from gis.text import Text

ImageType = Literal["image/jpeg", "image/png", "image/webp", "image/tiff"]

_FORMATS: dict[ImageType, str] = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
}
_ORIENTATION = 0x0112
_UPRIGHT = 1
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_CHUNKS = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_METADATA_FLAGS = 0x0C  # EXIF and XMP, in the first byte of VP8X
_BILEVEL = frozenset(("group3", "group4"))


@dataclass(frozen=True)
class CleanImage:
    """An image without metadata, upright; width and height in pixels, of the first page."""

    content: bytes
    width: int
    height: int


def clean_image(content: bytes, media_type: ImageType) -> CleanImage:
    """Decode an image wholly, and take its metadata off.

    Raises:
        InvalidRequest: it is damaged, or has more pixels than can be decoded safely.
    """
    try:
        with warnings.catch_warnings():
            # Scanned sheets are large; what Pillow calls an error it still refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as image:
                return _cleaned(image, content, media_type)
    except Image.DecompressionBombError:
        raise InvalidRequest(
            "image_too_large",
            Text(
                tr="Görüntünün piksel sayısı güvenle açılamayacak kadar çok.",
                en="The image has more pixels than can be opened safely.",
            ),
            Text(tr="Görüntüyü küçültüp yeniden ekleyin.", en="Scale the image down and attach it again."),
        ) from None
    except (OSError, SyntaxError, ValueError, IndexError, struct.error):
        raise _damaged() from None


def _cleaned(image: Image.Image, content: bytes, media_type: ImageType) -> CleanImage:
    image.load()
    turned = image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
    width, height = image.size
    if media_type == "image/tiff":
        written = _tiff(image)
        with Image.open(io.BytesIO(written)) as first:
            width, height = first.size
    elif turned:
        upright = ImageOps.exif_transpose(image)
        width, height = upright.size
        written = _written(image, upright, media_type)
    else:
        strip = {"image/jpeg": _jpeg_parts, "image/png": _png_parts, "image/webp": _webp_parts}[media_type]
        written = b"".join(strip(content))
    return CleanImage(written, width, height)


def _written(source: Image.Image, upright: Image.Image, media_type: ImageType) -> bytes:
    options: dict[str, Any] = {"icc_profile": source.info.get("icc_profile")}
    if media_type == "image/jpeg":
        options |= {"quality": 95}
        if isinstance(source, JpegImageFile) and (sampling := get_sampling(source)) >= 0:
            options["subsampling"] = sampling
    elif media_type == "image/webp":
        options |= {"quality": 95}
    upright.info = {}
    buffer = io.BytesIO()
    upright.save(buffer, _FORMATS[media_type], **options)
    return buffer.getvalue()


def _tiff(image: Image.Image) -> bytes:
    """Every page, upright, in a lossless compression."""
    pages = []
    compressions = set()
    for page in ImageSequence.Iterator(image):
        compressions.add(page.info.get("compression"))
        upright = ImageOps.exif_transpose(page).copy()
        upright.info = {
            name: page.info[name] for name in ("dpi", "icc_profile") if page.info.get(name) is not None
        }
        pages.append(upright)
    bilevel = compressions <= _BILEVEL and all(page.mode == "1" for page in pages)
    buffer = io.BytesIO()
    pages[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=pages[1:],
        compression="group4" if bilevel else "tiff_adobe_deflate",
        icc_profile=pages[0].info.get("icc_profile"),
        dpi=pages[0].info.get("dpi", (72, 72)),
    )
    return buffer.getvalue()


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Segments up to the end of the image, without comments and what applications add.

    JFIF (APP0), colour profiles (APP2) and Adobe's colour transform (APP14) decide how the picture looks.
    """
    yield content[:2]
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise _damaged()
        if marker == 0xD9:
            yield content[at : at + 2]
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xDA:
            end = _scan_end(content, end)
        body = content[at + 4 : at + 18]
        kept = {
            0xE0: body.startswith(b"JFIF\0"),
            0xE2: body.startswith(b"ICC_PROFILE\0"),
            0xEE: body.startswith(b"Adobe"),
        }
        if kept.get(marker, not (0xE0 <= marker <= 0xEF or marker == 0xFE)):
            yield content[at:end]
        at = end


def _scan_end(content: bytes, at: int) -> int:
    """Where coded picture data end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _damaged()
        following = content[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _png_parts(content: bytes) -> Iterator[bytes]:
    yield _PNG_SIGNATURE
    at = len(_PNG_SIGNATURE)
    while True:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if kind in _PNG_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp_parts(content: bytes) -> Iterator[bytes]:
    size = int.from_bytes(content[4:8], "little")
    kept = list(_webp_chunks(content[12 : 8 + size]))
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, kept))) + b"WEBP"
    yield from kept


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        end = at + 8 + length + length % 2
        chunk = content[at:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if kind in _WEBP_CHUNKS:
            yield chunk
        at = end


def _damaged() -> InvalidRequest:
    return InvalidRequest(
        "image_damaged",
        Text(
            tr="Görüntü okunamıyor: dosya bozuk ya da eksik.",
            en="The image cannot be read: it is damaged or cut off.",
        ),
        Text(
            tr="Dosyayı bir görüntü programında açıp yeniden kaydedin.",
            en="Open it in an image program and save it anew.",
        ),
    )
