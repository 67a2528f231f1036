"""Every setting is in the administrator's table."""

import importlib
import pkgutil

import pytest
from pydantic_settings import BaseSettings

from tests.needs import ROOT


def settings_classes() -> list[type[BaseSettings]]:
    for package in ("gis", "etl", "api"):
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if module.name.endswith("settings"):
                importlib.import_module(module.name)
    return sorted(
        (c for c in BaseSettings.__subclasses__() if c.__module__.partition(".")[0] in ("gis", "etl", "api")),
        key=lambda c: c.__name__,
    )


@pytest.mark.parametrize("settings", settings_classes(), ids=lambda c: c.__name__)
def test_every_setting_is_documented(settings: type[BaseSettings]) -> None:
    guide = (ROOT / "docs" / "administration.md").read_text()
    prefix = settings.model_config["env_prefix"]
    assert prefix == "KENT_"
    missing = [name for name in settings.model_fields if f"`{prefix}{name.upper()}`" not in guide]
    assert missing == []


@pytest.mark.parametrize("settings", settings_classes(), ids=lambda c: c.__name__)
def test_settings_do_not_change(settings: type[BaseSettings]) -> None:
    assert settings.model_config.get("frozen") is True
