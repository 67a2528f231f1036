"""What every model of the registry is made of. Pure."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Constrained

Identifier = Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Severity = Literal["error", "warning"]
"""An error keeps a row from being published, a warning is told with it."""


class Definition(BaseModel):
    """Part of a registry file: it never changes, and knows no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
