"""Metadata are taken off images; the picture stays."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from gis.errors import InvalidRequest
from gis.images import ImageType, clean_image

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>PLANTED</x:xmpmeta>"
TYPES: list[ImageType] = ["image/jpeg", "image/png", "image/webp", "image/tiff"]
NAMES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF"}


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x010F] = "PLANTED maker"
    found[0x013B] = "PLANTED artist"
    found[0x0112] = orientation
    found.get_ifd(0x8825)[1] = "N"
    found.get_ifd(0x8825)[2] = (39.0, 21.0, 17.0)
    return found


def photo(media_type: ImageType, orientation: int = 1) -> bytes:
    """Twice as wide as high, red at the left, with everything a camera writes."""
    image = Image.new("RGB", (64, 32), "#2040c0")
    image.paste("#c02020", (0, 0, 32, 32))
    options: dict[str, object] = {"exif": exif(orientation)}
    if media_type == "image/png":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "PLANTED")  # type: ignore[attr-defined]
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())  # type: ignore[attr-defined]
    else:
        options["xmp"] = XMP
    if media_type == "image/jpeg":
        options |= {"comment": "PLANTED", "quality": 90, "progressive": True}
    if media_type == "image/webp":
        options["lossless"] = True
    buffer = io.BytesIO()
    image.save(buffer, NAMES[media_type], **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("media_type", TYPES)
def test_what_a_camera_writes_is_gone_and_the_picture_is_the_same(media_type: ImageType) -> None:
    before = photo(media_type)
    assert b"PLANTED" in before
    clean = clean_image(before, media_type)
    assert b"PLANTED" not in clean.content
    after = opened(clean.content)
    assert after.format == NAMES[media_type]
    assert not set(after.getexif()) & {0x010F, 0x013B, 0x8825, 0x8769}
    assert not after.getexif().get_ifd(0x8825)
    assert {"xmp", "comment", "Author", "XML:com.adobe.xmp"}.isdisjoint(after.info)
    assert after.convert("RGB").tobytes() == opened(before).convert("RGB").tobytes()
    assert (clean.width, clean.height) == (64, 32)


@pytest.mark.parametrize("media_type", TYPES)
def test_an_image_on_its_side_is_turned_upright(media_type: ImageType) -> None:
    """Orientation 6: the camera was held upright, its left edge is the top."""
    clean = clean_image(photo(media_type, orientation=6), media_type)
    after = opened(clean.content)
    assert after.size == (clean.width, clean.height) == (32, 64)
    assert after.getexif().get(0x0112, 1) == 1
    assert b"PLANTED" not in clean.content
    red, _, blue = after.convert("RGB").getpixel((16, 8))  # type: ignore[misc]
    assert red > 150 > blue


def test_what_follows_a_jpeg_is_cut_off() -> None:
    """Telephones append a film, with its own metadata."""
    clean = clean_image(photo("image/jpeg") + b"PLANTED film", "image/jpeg")
    assert clean.content.endswith(b"\xff\xd9")


def test_a_colour_profile_stays() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for media_type in TYPES:
        buffer = io.BytesIO()
        Image.new("RGB", (8, 8)).save(buffer, NAMES[media_type], icc_profile=profile)
        clean = clean_image(buffer.getvalue(), media_type)
        assert opened(clean.content).info["icc_profile"] == profile, media_type


def test_a_scan_keeps_its_pages_and_its_compression() -> None:
    pages = [Image.new("1", (100, 50), at % 2) for at in range(3)]
    buffer = io.BytesIO()
    pages[0].save(
        buffer, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(300, 300)
    )
    clean = opened(clean_image(buffer.getvalue(), "image/tiff").content)
    assert (clean.n_frames, clean.info["compression"]) == (3, "group4")  # type: ignore[attr-defined]
    assert clean.info["dpi"] == (300, 300)
    clean.seek(1)
    assert clean.getpixel((5, 5)) == 255


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("part", [0.0, 0.3, 0.7])
def test_a_damaged_image_is_refused(media_type: ImageType, part: float) -> None:
    whole = photo(media_type)
    with pytest.raises(InvalidRequest) as told:
        clean_image(whole[: max(8, int(len(whole) * part))], media_type)
    assert told.value.code == "image_damaged"


def test_a_decompression_bomb_is_refused() -> None:
    """A few hundred bytes that claim 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(InvalidRequest) as told:
        clean_image(bomb, "image/png")
    assert told.value.code == "image_too_large"
