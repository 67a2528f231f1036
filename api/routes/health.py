"""Whether Kent lives and can serve."""

from typing import Any

from fastapi import APIRouter
from psycopg.sql import SQL
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.principal import PUBLIC
from api.state import kent_of
from gis.errors import Unavailable
from gis.features import Statement

router = APIRouter(tags=["health"])


@router.get("/health")
async def health(request: Request) -> JSONResponse:
    """``ok`` when the database answers; 503 otherwise. Liveness alone: any answer at all."""
    try:
        await kent_of(request).reader(PUBLIC).row(Statement(SQL("SELECT 1").format(), {}, prepare=False))
        body: dict[str, Any] = {"status": "ok", "database": "ok"}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})
    except Unavailable as error:
        return JSONResponse(
            {"status": "unavailable", "database": error.code},
            503,
            {"Cache-Control": "no-store", "Retry-After": "5"},
        )
