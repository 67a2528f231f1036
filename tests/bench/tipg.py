"""tipg over the same table, served by its own FastAPI application; it counts all matches for every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import peer
from tests.bench.city import LAYER, BenchCity

COLLECTION = f"city.{LAYER}"


@contextmanager
def served(city: BenchCity, programs: Path, port: int, workers: int) -> Iterator[str]:
    """Serve while the context lasts; yields the address.

    Args:
        programs: folder of the environment's programs.

    Raises:
        RuntimeError: it does not start; the message has its last words.
    """
    settings = {
        "DATABASE_URL": city.owner_url,
        "TIPG_DB_SCHEMAS": '["city"]',
        "TIPG_DB_TABLES": f'["{COLLECTION}"]',
    }
    log = city.home.path / "tipg.log"
    with peer.served(peer.under_uvicorn(programs, "tipg.main:app", port, workers, settings, log)) as url:
        yield url
