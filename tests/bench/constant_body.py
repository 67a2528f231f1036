"""What the server itself can do: an application that answers with a constant body, under uvicorn as Kent is.

It has FastAPI's routing and nothing of Kent's. ``/{size}`` answers so many bytes.
"""

import sys
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from tests.bench.peer import Program, under_uvicorn

_TYPE = "application/vnd.mapbox-vector-tile"


def program(folder: Path, port: int, workers: int) -> Program:
    """How it is started.

    Args:
        folder: for its log.
    """
    uvicorn = Path(sys.executable).parent
    return under_uvicorn(
        uvicorn, "tests.bench.constant_body:APPLICATION", port, workers, {}, folder / "constant.log"
    )


@lru_cache(maxsize=64)
def _body(size: int) -> bytes:
    return b"\x1a" * size


async def _answer(request: Request) -> Response:
    return Response(_body(int(request.path_params["size"])), media_type=_TYPE)


async def _serving(_: Request) -> Response:
    return Response(status_code=204)


APPLICATION = FastAPI(openapi_url=None)
APPLICATION.add_route("/conformance", _serving)
APPLICATION.add_route("/{size:int}", _answer)
