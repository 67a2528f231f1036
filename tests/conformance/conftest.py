"""The served city of the API's tests, asked by the rules of the standards."""

from tests.api.conftest import city, client, home

__all__ = ["city", "client", "home"]
