"""Files kept with features: which may be, how they are made safe, and adding and removing them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from gis.errors import InvalidRequest, NotFound, SourceError
from gis.images import ImageType, clean_image
from gis.privacy import PrivacyClass, stricter
from gis.registry import Attachments, Layer
from gis.text import Text

_PDF = "application/pdf"
_LONGEST_NAME = 200
ALLOWED = "JPEG, PNG, WebP, TIFF, PDF"


@dataclass(frozen=True)
class NewFile:
    """What is to be attached. ``privacy``: None for the class the layer gives its attachments."""

    name: str
    content: bytes
    title: str | None = None
    privacy: PrivacyClass | None = None


@dataclass(frozen=True)
class Kept:
    """A file as it was kept."""

    uid: UUID
    feature_id: int
    media_type: str
    size: int
    privacy: PrivacyClass


@dataclass(frozen=True)
class _Prepared:
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def attach(
    connection: psycopg.Connection,
    layer: Layer,
    feature_id: int,
    file: NewFile,
    *,
    actor: str,
    most_bytes: int,
) -> Kept:
    """Keep a file with a feature, without the metadata of images; the audit tells who did.

    Raises:
        InvalidRequest: the layer takes no files, the class would be looser than the layer's, or the file is too large,
            of another type, or damaged.
    """
    rule = _rule(layer)
    privacy = _class(rule, file.privacy)
    _require_size(len(file.content), most_bytes)
    prepared = _prepared(file.content)
    values: dict[str, Any] = {
        "layer": layer.id,
        "feature_id": feature_id,
        "title": file.title,
        "file_name": _file_name(file.name),
        "media_type": prepared.media_type,
        "size": len(prepared.content),
        "sha256": hashlib.sha256(prepared.content).digest(),
        "width": prepared.width,
        "height": prepared.height,
        "privacy": privacy,
        "activity": rule.activity if privacy == "personal" else None,
        "content": prepared.content,
        "created_by": actor,
    }
    statement = SQL("INSERT INTO media.attachment ({}) VALUES ({}) RETURNING uid").format(
        SQL(", ").join(map(Identifier, values)), SQL(", ").join(SQL("%s") for _ in values)
    )
    row = connection.execute(statement, list(values.values())).fetchone()
    assert row is not None
    return Kept(row[0], feature_id, prepared.media_type, len(prepared.content), privacy)


def read_file(path: Path, most_bytes: int) -> bytes:
    """A file's content, not read at all when it is too large to be attached.

    Raises:
        InvalidRequest: it is too large.
        SourceError: it cannot be read.
    """
    try:
        _require_size(path.stat().st_size, most_bytes)
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "unreadable_file",
            Text(tr=f"{path} okunamıyor: {error.strerror}", en=f"{path} cannot be read: {error.strerror}"),
            Text(tr="Yolu ve izinleri denetleyin.", en="Check the path and its permissions."),
        ) from None


def detach(connection: psycopg.Connection, uid: UUID, *, actor: str) -> None:
    """Remove a file for good; the audit tells that there was one, and who removed it.

    Raises:
        NotFound: there is no such file.
    """
    with connection.transaction():
        connection.execute("SELECT set_config('kent.actor', %s, true)", [actor])
        gone = connection.execute("DELETE FROM media.attachment WHERE uid = %s", [uid]).rowcount
    if not gone:
        raise unknown_attachment()


def feature_by_key(connection: psycopg.Connection, layer: Layer, key: str) -> int:
    """The id of the feature that people call so: its natural key's values with commas between, or ``id=7``.

    An empty part of a key stands for no value, as in villages without blocks: ``1,,113``.

    Raises:
        InvalidRequest: the layer's key has another number of parts.
        NotFound: there is no such feature.
    """
    if key.startswith("id="):
        condition: Composable = SQL("id::text = %s")
        values: list[str] = [key.removeprefix("id=")]
    else:
        parts = [key] if len(layer.key) == 1 else [part.strip() for part in key.split(",")]
        if not layer.key or len(parts) != len(layer.key):
            raise _wrong_key(layer)
        condition = SQL(" AND ").join(
            SQL("{} = %s").format(Identifier(name)) if part else SQL("{} IS NULL").format(Identifier(name))
            for name, part in zip(layer.key, parts, strict=True)
        )
        values = [part for part in parts if part]
    statement = SQL("SELECT id FROM {} WHERE {}").format(Identifier("city", layer.id), condition)
    try:
        with connection.transaction():
            found = connection.execute(statement, values).fetchone()
    except psycopg.DataError:  # a word where the key is a number
        found = None
    if found is None:
        raise NotFound(
            "unknown_feature",
            Text(tr=f"{layer.id} katmanında '{key}' yok.", en=f"{layer.id} has no '{key}'."),
            _wrong_key(layer).hint,
        )
    return int(found[0])


def unknown_attachment() -> NotFound:
    """There is no such file, or the audience sees none."""
    return NotFound("unknown_attachment", Text(tr="Böyle bir ek yok.", en="There is no such attachment."))


def _require_size(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise InvalidRequest(
            "file_too_large",
            Text(
                tr=f"Dosya çok büyük: {size / 1e6:.1f} MB; en çok {most_bytes / 1e6:g} MB olabilir.",
                en=f"The file is too large: {size / 1e6:.1f} MB; {most_bytes / 1e6:g} MB is the most.",
            ),
            Text(
                tr="Dosyayı küçültün ya da KENT_ATTACHMENT_MB ayarını yükseltin.",
                en="Make it smaller, or raise the setting KENT_ATTACHMENT_MB.",
            ),
        )


def _rule(layer: Layer) -> Attachments:
    if layer.attachments is None:
        raise InvalidRequest(
            "no_attachments",
            Text(
                tr=f"{layer.id} katmanına dosya eklenemez.", en=f"The layer {layer.id} takes no attachments."
            ),
            Text(
                tr=f"Katman tanımına ekleyin: attachments: {{privacy: internal}} ({layer.id}.yaml)",
                en=f"Add to the layer's definition: attachments: {{privacy: internal}} ({layer.id}.yaml)",
            ),
        )
    return layer.attachments


def _class(rule: Attachments, given: PrivacyClass | None) -> PrivacyClass:
    if given is None:
        return rule.privacy
    if not stricter(given, rule.privacy):
        raise InvalidRequest(
            "privacy_loosened",
            Text(
                tr=f"Katmanın ekleri {rule.privacy} sınıfındadır; {given} daha gevşektir.",
                en=f"The layer's attachments are {rule.privacy}; {given} is looser.",
            ),
            Text(
                tr="Daha sıkı bir sınıf verin ya da sınıfı hiç vermeyin.",
                en="Give a stricter class, or none.",
            ),
        )
    if given == "personal" and rule.activity is None:
        raise InvalidRequest(
            "no_activity",
            Text(
                tr="Kişisel veri içeren ek için katmanın işleme faaliyeti tanımlı değil.",
                en="The layer names no processing activity for personal attachments.",
            ),
            Text(
                tr="Katman tanımında attachments içine activity ekleyin.",
                en="Add an activity to attachments in the layer's definition.",
            ),
        )
    return given


def _prepared(content: bytes) -> _Prepared:
    if content.startswith(b"%PDF-"):
        return _Prepared(_PDF, content)
    media_type = _image_type(content)
    if media_type is None:
        raise InvalidRequest(
            "file_type_refused",
            Text(
                tr="Dosyanın türü tanınmadı; adı değil içeriği belirler.",
                en="The type of the file is not known; its content decides, not its name.",
            ),
            Text(tr=f"Eklenebilenler: {ALLOWED}.", en=f"What may be attached: {ALLOWED}."),
        )
    clean = clean_image(content, media_type)
    return _Prepared(media_type, clean.content, clean.width, clean.height)


def _image_type(content: bytes) -> ImageType | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith((b"II*\0", b"MM\0*")):
        return "image/tiff"
    return None


def _file_name(given: str) -> str:
    """The last part of a path, without what a header or a terminal would misread."""
    name = "".join(c for c in PurePath(given).name if c.isprintable())
    return name[-_LONGEST_NAME:] or "file"


def _wrong_key(layer: Layer) -> InvalidRequest:
    key: Sequence[str] = layer.key
    by_key = Text(
        tr=f"Doğal anahtar: {','.join(key)} (değerler virgülle, boş değer boş bırakılır) ya da id=NUMARA.",
        en=f"The natural key: {','.join(key)} (values with commas, an empty one left empty), or id=NUMBER.",
    )
    by_id = Text(
        tr="Katmanın doğal anahtarı yok; id=NUMARA verin.", en="The layer has no natural key; give id=NUMBER."
    )
    return InvalidRequest(
        "wrong_key",
        Text(tr="Öğe bu şekilde bulunamaz.", en="The feature cannot be found like this."),
        by_key if key else by_id,
    )
