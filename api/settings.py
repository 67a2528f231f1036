"""How the server runs."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from gis.database.pools import LEAST_CONNECTIONS


class ServerSettings(BaseSettings):
    """Environment variables with the prefix ``KENT_``; documented in ``docs/administration.md``."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    home: Path = Field(default=Path(".kent"), description="The municipality's home folder.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    workers: int = Field(default=2, ge=1, le=64, description="Server processes.")
    connections: int | None = Field(
        default=None,
        ge=LEAST_CONNECTIONS,
        description="Connections to the database that one server process may have, exports included.",
    )
    public_url: str | None = Field(
        default=None,
        description="The address users reach Kent under, as links show it; with https, cookies are Secure.",
    )
    session_hours: float = Field(default=12, gt=0, le=720, description="Hours until a portal sign-in ends.")
    export_rows: int = Field(
        default=5_000_000, ge=1, description="Features that one downloaded file may hold at most."
    )
    tile_memory_mb: int = Field(
        default=32, ge=0, le=65_536, description="Megabytes of tiles that one server process keeps in memory."
    )
    tile_disk_mb: int = Field(
        default=1024,
        ge=0,
        le=1_048_576,
        description="Megabytes of tiles that the home keeps in cache/tiles.sqlite for all server processes.",
    )
    access_log: bool = Field(
        default=False,
        description="Whether each request is noted in logs/server.log with its parameters, which may name people.",
    )

    @property
    def base_url(self) -> str:
        """Without a trailing slash."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{host}:{self.port}"
