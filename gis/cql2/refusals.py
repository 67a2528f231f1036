"""What is said of filters that cannot be served. The filter's own text is not repeated."""

from gis.errors import InvalidRequest
from gis.text import Text


def malformed(where: Text, hint: Text | None = None) -> InvalidRequest:
    """Not CQL2.

    Args:
        where: the place, or what is wrong there.
    """
    return InvalidRequest(
        "bad_filter",
        Text(tr=f"filter okunamadı: {where.tr}", en=f"The filter cannot be read: {where.en}"),
        hint
        or Text(
            tr="CQL2 (OGC 21-065r2) beklenir: metinler tek, alan adları gerekirse çift tırnak içinde.",
            en="CQL2 (OGC 21-065r2) is expected: texts in single quotes, names in double quotes where they need any.",
        ),
    )


def mistyped(said: Text) -> InvalidRequest:
    """CQL2, but of types that do not go together."""
    return InvalidRequest(
        "filter_type",
        Text(tr=f"filter içinde tür uyuşmazlığı: {said.tr}", en=f"Types in the filter do not fit: {said.en}"),
    )


def too_complex(what: Text) -> InvalidRequest:
    """Beyond one of the bounds of ``gis.cql2.expression``."""
    return InvalidRequest(
        "filter_too_complex",
        Text(tr=f"filter çok karmaşık: {what.tr}", en=f"The filter is too complex: {what.en}"),
        Text(tr="Filtreyi bölün ya da sadeleştirin.", en="Split the filter or make it simpler."),
    )


def unserved(said: Text) -> InvalidRequest:
    """CQL2 that this collection cannot answer."""
    return InvalidRequest("filter_not_supported", said)
