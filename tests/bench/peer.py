"""A peer's server: a process of the peers' environment, asked until it answers, ended with the context."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_START_WITHIN_S = 60


@contextmanager
def served(
    programs: Path, application: str, port: int, workers: int, settings: Mapping[str, str], log: Path
) -> Iterator[str]:
    """Serve an ASGI application under uvicorn, which takes uvloop and httptools as for Kent; yields the address.

    Args:
        programs: folder of the environment's programs.
        application: ``module:name``.
        settings: the application's environment variables.

    Raises:
        RuntimeError: it does not start; the message has its last words.
    """
    options = ["--host=127.0.0.1", f"--port={port}", f"--workers={workers}", "--no-access-log"]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [programs / "uvicorn", application, *options, "--log-level=warning"],
            env={"PATH": os.defpath, **settings}, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
    try:
        base_url = f"http://127.0.0.1:{port}"
        _await(f"{base_url}/conformance", application, server, log)
        yield base_url
    finally:
        server.terminate()
        server.wait()


def _await(url: str, application: str, server: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _START_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(urllib.error.URLError, OSError), opener.open(url, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{application} does not start: " + "\n".join(log.read_text().splitlines()[-5:]))
