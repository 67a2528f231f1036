"""What a recurring load adds to a layer's checks: more of them, stricter ones, never weaker ones."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from gis.check_vocabulary import Check, Inside, NoGap
from gis.errors import RegistryError
from gis.layer_checks import with_checks
from gis.registry import Layer, Registry


def checks(*written: Any) -> tuple[Check, ...]:
    return TypeAdapter(tuple[Check, ...]).validate_python(written)


@pytest.fixture
def parcel(registry: Registry) -> Layer:
    return registry.layers["parcel"]


def test_a_check_is_added_to_the_layers_own(parcel: Layer) -> None:
    more = with_checks(parcel, checks({"inside": {"layer": "neighbourhood", "max_outside": 0.2}}))
    assert more.checks[:-1] == parcel.checks
    assert more.checks[-1] == Inside(name="inside", layer="neighbourhood", max_outside=0.2)


def test_a_check_that_is_there_becomes_stricter_and_keeps_its_settings(parcel: Layer) -> None:
    more = with_checks(parcel, checks({"no_gap": {}, "severity": "error"}))
    [gap] = [c for c in more.checks if isinstance(c, NoGap)]
    assert (gap.severity, gap.max_width_m) == ("error", 0.5)
    assert len(more.checks) == len(parcel.checks)


def test_an_error_does_not_become_a_warning(parcel: Layer) -> None:
    strict = with_checks(parcel, checks({"no_gap": {}, "severity": "error"}))
    assert with_checks(strict, checks({"no_gap": 0.2})).checks[2].severity == "error"
    with pytest.raises(RegistryError, match="cannot become a warning"):
        with_checks(strict, checks({"no_gap": 0.2, "severity": "warning"}))


def test_a_check_that_cannot_look_at_the_layer_is_refused(parcel: Layer) -> None:
    with pytest.raises(RegistryError, match="cannot look at this geometry"):
        with_checks(parcel, checks("dangling_ends"))


def test_nothing_added_leaves_the_layer_as_it_is(parcel: Layer) -> None:
    assert with_checks(parcel, ()) is parcel
