"""``python -m api``: the server process; ``kent serve`` and ``kent up`` start it."""

import sys

import uvicorn

from api.settings import ServerSettings
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.errors import KentError
from gis.log import configure_log

_KEEP_ALIVE_S = 75
"""Longer than proxies keep a connection, so that it is they who close it, never while a request is on its way."""


def app_of_environment() -> object:
    """The application each worker process builds for itself."""
    from api.app import create_app

    settings = ServerSettings()
    configure_log()
    return create_app(settings, owner_conninfo(settings.home, DatabaseSettings()))


def main() -> int:
    settings = ServerSettings()
    try:
        owner_conninfo(settings.home, DatabaseSettings())
    except KentError as error:
        print(error.told("tr"), error.told("en"), sep="\n", file=sys.stderr)
        return 2
    uvicorn.run(
        "api.__main__:app_of_environment", factory=True, host=settings.host, port=settings.port, workers=settings.workers,
        access_log=settings.access_log, log_level="info" if settings.access_log else "warning", server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=10, timeout_keep_alive=_KEEP_ALIVE_S,
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
