"""A page about Kent's own endpoints; FastAPI's would load its looks from another host."""

from pathlib import Path

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.problems import language_of
from gis.text import Text

router = APIRouter(include_in_schema=False)

_TITLE = Text(tr="Kent API", en="Kent API")
_LEAD = Text(
    tr="Kent'in kendi uç noktaları. Katmanların kendisi OGC API üzerinden sunulur.",
    en="Kent's own endpoints. The layers themselves are served by the OGC API.",
)
_MAP = Text(tr="Kent haritası", en="City map")
_HEADINGS = (
    Text(tr="Adres", en="Address"),
    Text(tr="Açıklama", en="Description"),
    Text(tr="Parametreler", en="Parameters"),
)


@router.get("/api/docs")
async def docs(request: Request) -> HTMLResponse:
    """Every endpoint with its parameters."""
    language = language_of(request)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"), autoescape=select_autoescape()
    )
    page = templates.get_template("api_docs.html").render(
        document=request.app.openapi(),
        language=language,
        title=_TITLE[language],
        lead=_LEAD[language],
        map=_MAP[language],
        headings=[heading[language] for heading in _HEADINGS],
    )
    return HTMLResponse(page, headers={"Content-Language": language})
