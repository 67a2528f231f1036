"""What may be uploaded."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class UploadSettings(BaseSettings):
    """Environment variables with the prefix ``KENT_``; documented in ``docs/administration.md``."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    upload_mib: int = Field(
        default=2048,
        ge=1,
        le=1024 * 1024,
        description="Size in MiB that one upload may have, all its files together.",
    )
    upload_hours: float = Field(
        default=72, gt=0, le=24 * 365, description="Hours until an upload and its files are removed."
    )

    @property
    def most_bytes(self) -> int:
        return self.upload_mib * 1024 * 1024
