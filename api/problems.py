"""Errors as RFC 9457 problem documents: the one table from error class to status."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gis.changes import Gone
from gis.errors import (
    Conflict,
    CrsError,
    Forbidden,
    InvalidGeometry,
    InvalidRequest,
    KentError,
    NotFound,
    RegistryError,
    SourceError,
    Unavailable,
)
from gis.text import LANGUAGES, Language, Text

MEDIA_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[KentError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (InvalidRequest, 400),
    (CrsError, 400),
    (InvalidGeometry, 422),
    (SourceError, 422),
    (Conflict, 409),
    (Unavailable, 503),
    (Gone, 410),
    (RegistryError, 500),
)

_TITLES = {
    400: Text(tr="İstek anlaşılamadı", en="The request cannot be understood"),
    401: Text(tr="Oturum açılamadı", en="Sign-in failed"),
    403: Text(tr="Buna yetkiniz yok", en="Not allowed"),
    404: Text(tr="Bulunamadı", en="Not found"),
    405: Text(tr="Bu yöntem burada kullanılamaz", en="Method not allowed"),
    406: Text(tr="İstenen biçim yok", en="Not available in that format"),
    410: Text(tr="Artık geçerli değil", en="No longer holds"),
    409: Text(tr="Şu anki durumla çelişiyor", en="Conflicts with the present state"),
    413: Text(tr="İçerik çok büyük", en="The content is too large"),
    415: Text(tr="Bu içerik türü kullanılamaz", en="Unsupported media type"),
    422: Text(tr="Veri işlenemedi", en="The data cannot be processed"),
    500: Text(tr="Beklenmeyen bir hata oluştu", en="Something unexpected went wrong"),
    503: Text(tr="Şu anda kullanılamıyor", en="Not available right now"),
}

log = structlog.get_logger(__name__)


_INVALID_TR = {
    "missing": "verilmesi zorunlu",
    "int_parsing": "tam sayı olmalı",
    "int_from_float": "tam sayı olmalı",
    "float_parsing": "sayı olmalı",
    "finite_number": "sonlu bir sayı olmalı",
    "bool_parsing": "doğru ya da yanlış (true, false) olmalı",
    "literal_error": "şunlardan biri olmalı: {expected}",
    "enum": "şunlardan biri olmalı: {expected}",
    "greater_than_equal": "en az {ge} olmalı",
    "greater_than": "{gt} değerinden büyük olmalı",
    "less_than_equal": "en çok {le} olmalı",
    "less_than": "{lt} değerinden küçük olmalı",
    "string_too_long": "en çok {max_length} karakter olmalı",
    "string_too_short": "en az {min_length} karakter olmalı",
    "string_pattern_mismatch": "şu kalıba uymalı: {pattern}",
    "string_type": "metin olmalı",
    "uuid_parsing": "UUID olmalı",
    "json_invalid": "geçerli JSON değil",
    "extra_forbidden": "bilinmeyen alan",
}
"""pydantic's types of errors that requests can run into; its own words are English."""


class Unauthorized(KentError):
    """A credential was given and does not hold."""


class NotAcceptable(KentError):
    """None of the formats a request accepts is there."""


class TooLarge(KentError):
    """More was sent than is taken."""


class UnsupportedMediaType(KentError):
    """What was sent is in no format that is taken there."""


def language_of(request: Request) -> Language:
    """``lang=`` before ``Accept-Language``; Turkish when neither names a language of ours."""
    asked = request.query_params.get("lang", "")
    wanted = [asked, *(part.split(";")[0] for part in request.headers.get("accept-language", "").split(","))]
    for tag in wanted:
        primary = tag.strip().lower().split("-")[0]
        if primary in LANGUAGES:
            return "tr" if primary == "tr" else "en"
    return "tr"


def problem(
    request: Request, status: int, code: str, detail: str | None = None, hint: str | None = None, **more: Any
) -> Response:
    """A problem document in the caller's language."""
    language = language_of(request)
    title = _TITLES.get(status, _TITLES[500 if status >= 500 else 400])
    body: dict[str, Any] = {
        "type": f"/api/problems/{code}",
        "title": title[language],
        "status": status,
        "detail": detail or title[language],
        "instance": request.url.path,
        "code": code,
        "request_id": request_id(request),
    }
    if hint:
        body["hint"] = hint
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if status == 401 and request.headers.get("authorization"):
        headers["WWW-Authenticate"] = 'Basic realm="Kent", charset="UTF-8"'
    if status == 503:
        headers["Retry-After"] = "5"
    return Response(json.dumps({**body, **more}, ensure_ascii=False), status, headers, MEDIA_TYPE)


def request_id(request: Request) -> str:
    """One id a request, in its answer and in the log."""
    if not hasattr(request.state, "request_id"):
        request.state.request_id = secrets.token_hex(8)
    return str(request.state.request_id)


def status_of(error: KentError) -> int:
    if isinstance(error, Unauthorized):
        return 401
    if isinstance(error, NotAcceptable):
        return 406
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, UnsupportedMediaType):
        return 415
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def kent_problem(request: Request, error: KentError) -> Response:
    language = language_of(request)
    status = status_of(error)
    if status >= 500:
        log.error(
            "request failed",
            request_id=request_id(request),
            path=request.url.path,
            code=error.code,
            error=error.message.en,
        )
    response = problem(
        request, status, error.code, error.message[language], error.hint[language] if error.hint else None
    )
    if status == 401:
        response.delete_cookie("kent_session", path="/")
    return response


def _told(error: Mapping[str, Any], language: Language) -> str:
    """What pydantic says of a value, which it says in English alone."""
    text = _INVALID_TR.get(error["type"]) if language == "tr" else None
    if text is None:
        return str(error["msg"])
    return text.format(
        **{name: str(value).replace(" or ", " ya da ") for name, value in error.get("ctx", {}).items()}
    )


def install(app: FastAPI) -> None:
    """Every error of the app becomes a problem document."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, KentError)
        return kent_problem(request, error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
        response = problem(request, error.status_code, code)
        response.headers.update(error.headers or {})
        return response

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        language = language_of(request)
        findings = [
            {"where": ".".join(map(str, e["loc"])), "message": _told(e, language)} for e in error.errors()
        ]
        detail = "; ".join(f"{f['where']}: {f['message']}" for f in findings)
        return problem(request, 400, "invalid_parameters", detail, findings=findings)

    async def unknown(request: Request, error: Exception) -> Response:
        log.exception(
            "unexpected error", request_id=request_id(request), path=request.url.path, exc_info=error
        )
        return problem(request, 500, "unexpected")

    app.add_exception_handler(KentError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unknown)
