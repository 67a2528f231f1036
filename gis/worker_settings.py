"""How work in the background is run."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WorkerSettings(BaseSettings):
    """Environment variables with the prefix ``KENT_``; documented in ``docs/administration.md``."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    home: Path = Field(default=Path(".kent"), description="The municipality's home folder.")
    job_days: float = Field(
        default=30, gt=0, le=3650, description="Days until an ended job and its result are forgotten."
    )
