"""``POST /ogc/collections/{id}/items``: a query whose filter is too long for an address.

It is the GET with the same parameters: those of the address and those of the body together.
"""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.ogc.filter_request import CQL2_JSON
from api.ogc.items import FORM, items
from api.problems import TooLarge, UnsupportedMediaType
from gis.cql2.json_encoding import MOST_JSON_CHARACTERS
from gis.errors import InvalidRequest
from gis.text import Text

_JSON = ("application/query-cql-json", "application/json")
_MOST_BYTES = 4 * MOST_JSON_CHARACTERS


async def posted_items(request: Request) -> Response:
    """A page of a collection's features, asked for in the body."""
    return await items(await _as_get(request))


async def _as_get(request: Request) -> Request:
    """Raises: InvalidRequest, TooLarge, UnsupportedMediaType."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in (*_JSON, FORM):
        raise UnsupportedMediaType(
            "not_a_query",
            Text(
                tr="Buraya yalnızca sorgu gönderilir; öğe eklenemez.",
                en="Only queries are posted here; features cannot be created.",
            ),
            Text(
                tr=f"CQL2 JSON için Content-Type: {_JSON[0]}, parametreler için {FORM}.",
                en=f"Content-Type: {_JSON[0]} for CQL2 JSON, {FORM} for parameters.",
            ),
        )
    body = await _body(request)
    try:
        if media_type == FORM:
            given = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=100)
        else:
            given = [("filter", body), ("filter-lang", CQL2_JSON)]
    except ValueError:
        raise _unreadable() from None
    query = urlencode([*request.query_params.multi_items(), *given])
    return Request({**request.scope, "method": "GET", "query_string": query.encode()}, request.receive)


async def _body(request: Request) -> str:
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > _MOST_BYTES:
            raise TooLarge(
                "query_too_large",
                Text(tr="Sorgu çok büyük.", en="The query is too large."),
                Text(tr=f"En çok {_MOST_BYTES} bayt.", en=f"At most {_MOST_BYTES} bytes."),
            )
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise _unreadable() from None


def _unreadable() -> InvalidRequest:
    return InvalidRequest(
        "bad_query_body",
        Text(
            tr="Sorgu gövdesi okunamadı; UTF-8 beklenir.",
            en="The query's body cannot be read; UTF-8 is expected.",
        ),
    )
