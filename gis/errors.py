"""What can go wrong, without any HTTP.

KentError
├── RegistryError     a layer, code list, audience or the municipality's own files are not as they must be
├── NotFound          no such layer, feature, file or account
├── Forbidden         the caller may not do this
├── InvalidRequest    a parameter or value cannot be understood
├── Conflict          the state does not allow it (stale version, taken port, non-empty layer)
├── InvalidGeometry   a geometry cannot be used
├── CrsError          a coordinate reference system is missing, unknown or does not fit the data
├── SourceError       a source file cannot be read as a whole
└── Unavailable       something needed (database, program, network) is not there
"""

from gis.text import Language, Text


class KentError(Exception):
    """An error a user can act on.

    Args:
        code: stable snake_case identifier, the last segment of a problem's type.
        message: what is wrong and where. It is shown to users: no secrets, no personal values.
        hint: what to do about it.
    """

    def __init__(self, code: str, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.code = code
        self.message = message
        self.hint = hint

    def told(self, language: Language) -> str:
        """The message and, on a second line, the remedy."""
        return self.message[language] + (f"\n  → {self.hint[language]}" if self.hint else "")

    def __str__(self) -> str:
        return self.told("en")


class RegistryError(KentError):
    """A registry or municipality file is not as it must be; names file and line."""


class NotFound(KentError):
    """No such layer, feature, file or account (or the caller may not know of it)."""


class Forbidden(KentError):
    """The caller may not do this."""


class InvalidRequest(KentError):
    """A parameter or value cannot be understood."""


class Conflict(KentError):
    """The present state does not allow it."""


class InvalidGeometry(KentError):
    """A geometry cannot be used."""


class CrsError(KentError):
    """A coordinate reference system is missing, unknown or does not fit the data."""


class SourceError(KentError):
    """A source file cannot be read as a whole; bad rows are findings instead."""


class Unavailable(KentError):
    """Something needed is not there; trying again later, or the hint, may help."""
