"""The database folds letters exactly as ``gis.text.fold`` does."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.text import fold
from tests.databases import Database

_LETTERS = st.text(
    alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîûÂÎÛéÉñß \t\u0307\u0327\u0306-/.'"
)


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.conninfo, autocommit=True) as opened:
        yield opened


@settings(deadline=None)
@given(_LETTERS)
def test_both_foldings_are_one(connection: psycopg.Connection, text: str) -> None:
    assert connection.execute("SELECT lookup.fold(%s)", [text]).fetchone() == (fold(text),)


def test_names_sort_as_in_turkish(connection: psycopg.Connection) -> None:
    names = ["Çınar", "Cami", "Işık", "İnci", "Zeytin", "Şahin", "Sahil"]
    rows = connection.execute(
        'SELECT name FROM unnest(%s::text[]) AS name ORDER BY name COLLATE "tr-TR-x-icu"', [names]
    )
    assert [r[0] for r in rows] == ["Cami", "Çınar", "Işık", "İnci", "Sahil", "Şahin", "Zeytin"]
