"""What a layer's checks look at, and what a recurring load adds to them. Pure."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from gis.check_vocabulary import Check, Shape, shape_of
from gis.errors import RegistryError
from gis.registry import Layer, Registry
from gis.text import Text
from gis.yaml_file import faults_of

_CHECKED_AGAINST: Mapping[str, tuple[Shape, ...]] = {
    "inside": ("polygon",),
    "snapped_to": ("point",),
    "dangling_ends": ("point",),
    "crossing_lines": ("point",),
    "number_parity": ("line",),
}
"""Check -> what the layers it names must store."""


def check_faults(layer: Layer, registry: Registry) -> Iterator[Text]:
    """Layers that checks name and that are not there, or store nothing the check could look at."""
    for check in layer.checks:
        for named in check.layers:
            other = registry.layers.get(named)
            if other is None:
                yield Text(
                    tr=f"{check.name}: '{named}' adlı katman yok; adını düzeltin",
                    en=f"{check.name}: there is no layer '{named}'; correct its name",
                )
                continue
            wanted = _CHECKED_AGAINST[check.name]
            stored = other.geometry_type
            if stored is None or shape_of(stored) not in wanted:
                yield Text(
                    tr=f"{check.name}: {named} katmanının geometrisi uymuyor ({', '.join(wanted)} gerekir); başka bir katman verin",
                    en=f"{check.name}: the geometry of {named} does not fit (it takes {', '.join(wanted)}); name another layer",
                )


def with_checks(layer: Layer, added: tuple[Check, ...]) -> Layer:
    """The layer with more checks, or stricter ones: of a check it has already, what is not said stays.

    Raises:
        RegistryError: a check does not fit the layer, or would weigh less than the layer has it.
    """
    if not added:
        return layer
    checks = {_which(check): check for check in layer.checks}
    for check in added:
        own = checks.get(_which(check))
        if own is not None:
            said = {name: getattr(check, name) for name in check.model_fields_set}
            if own.severity == "error" and said.get("severity", "error") != "error":
                raise _fault(
                    Text(
                        tr=f"{check.name}: katmanda hatadır, uyarıya indirilemez; severity satırını kaldırın",
                        en=f"{check.name}: is an error in the layer and cannot become a warning; remove severity",
                    )
                )
            check = own.model_copy(update=said)
        checks[_which(check)] = check
    try:
        declared = {
            name: getattr(layer, name) for name in Layer.model_fields
        }  # not what the layer has worked out
        return Layer.model_validate({**declared, "checks": tuple(checks.values())})
    except ValidationError as error:
        raise _fault(faults_of(error)[0][1]) from None


def _which(check: Check) -> tuple[str, str | None]:
    """One layer may have a check of one name several times, each against another layer."""
    return check.name, getattr(check, "layer", None)


def _fault(said: Text) -> RegistryError:
    return RegistryError("registry_invalid", said)
