"""What may be attached."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AttachmentSettings(BaseSettings):
    """Environment variables with the prefix ``KENT_``; documented in ``docs/administration.md``."""

    model_config = SettingsConfigDict(env_prefix="KENT_", frozen=True)

    attachment_mb: int = Field(
        default=20, ge=1, le=1000, description="Size in MB (10⁶ bytes) that an attached file may have."
    )

    @property
    def most_bytes(self) -> int:
        return self.attachment_mb * 1_000_000
