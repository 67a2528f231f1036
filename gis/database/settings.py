"""Which database a city uses."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class DatabaseSettings(BaseSettings):
    """Environment variables with the prefix `KENT_`; documented in `docs/administration.md`."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    database_url: SecretStr | None = Field(
        default=None,
        description="Existing database to use instead of the private cluster: "
        "postgresql://user:password@host/database. Its user owns it and may create roles; it has PostGIS.",
    )
