"""What a client prefers of how it is answered (RFC 7240). Pure."""

import re
from collections.abc import Iterable

_HANDLING = re.compile(r'handling\s*=\s*"?([a-z]+)"?', re.IGNORECASE)

STRICT = (b"preference-applied", b"handling=strict")


def asks_strict(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether ``Prefer: handling=strict`` is among the headers; of several preferences, the first holds.

    Every answer is strict. The standard demands it (OGC 17-069r4, query-param-unknown and query-param-invalid), so
    ``handling=lenient`` is not applied, and the answer does not say that it was.
    """
    for name, value in headers:
        if name != b"prefer":
            continue
        for preference in value.decode("latin-1").split(","):
            if (found := _HANDLING.fullmatch(preference.split(";")[0].strip())) is not None:
                return found[1].lower() == "strict"
    return False
