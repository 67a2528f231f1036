"""How much a server process and a home keep of tiles."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class TileCacheSettings(BaseSettings):
    """Environment variables with the prefix ``KENT_``; documented in ``docs/administration.md``."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    tile_memory_mb: int = Field(
        default=32, ge=0, le=65_536, description="Megabytes of tiles that one server process keeps in memory."
    )
    tile_disk_mb: int = Field(
        default=1024,
        ge=0,
        le=1_048_576,
        description="Megabytes of tiles that the home keeps in cache/tiles.sqlite for all server processes.",
    )
