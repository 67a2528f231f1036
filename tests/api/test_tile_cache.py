"""The cache of tiles over two server processes on one database and one file: never stale, and never emptied without need."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.ogc.tiles import tile_layers
from api.settings import ServerSettings
from api.state import Kent
from api.tile_cache.tile import TileKey
from gis.municipality import Home
from gis.tile_cells import WEB_MERCATOR_QUAD
from tests.api.conftest import BASE_URL, HIDDEN, PASSWORD, SOUTH, TECHNICIAN, WEST
from tests.api.test_tiles import tile_at
from tests.conftest import STORAGE_SRID
from tests.databases import Database
