"""A Kent of the tests' own: the sample city, started as a user starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

KENT = Path(sys.executable).with_name("kent")
TECHNICIAN = "deneme"
TECHNICIAN_NAME = "Deneme Teknisyeni"
PASSWORD = "ağ-ve-kamera-1453"
_REQUESTED = re.compile(r'"(?:GET|POST|HEAD|OPTIONS) (\S+) HTTP/')


@dataclass(frozen=True)
class RunningKent:
    """Where it answers.

    Attributes:
        url: without a closing slash.
    """

    home: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(
        self, *arguments: str, told: str | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run ``kent …`` in this home, whatever comes of it.

        Args:
            told: what the command reads from its standard input.
            variables: of its environment, besides this home's own.
        """
        own = {"KENT_HOME": str(self.home), "KENT_PORT": str(self.port), "KENT_WORKERS": "1",
               "KENT_ACCESS_LOG": "true"}  # fmt: skip
        inherited = dict(os.environ)
        inherited.pop("KENT_DATABASE_URL", None)  # the sample city goes into no database but its own
        return subprocess.run(
            [KENT, *arguments],
            input=told,
            env=inherited | own | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    def command(self, *arguments: str, told: str | None = None) -> str:
        """Run ``kent …`` in this home and return what it prints.

        Args:
            told: what the command reads from its standard input.

        Raises:
            AssertionError: the command failed; its output is the message.
        """
        done = self.run(*arguments, told=told)
        assert done.returncode == 0, f"kent {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """The requests that reach the server meanwhile, path and parameters decoded; complete when the context ends."""
        log = self.home / "logs" / "server.log"
        before = log.stat().st_size
        asked: list[str] = []
        yield asked
        told = log.read_bytes()[before:].decode()
        asked += [unquote_plus(found) for found in _REQUESTED.findall(told)]

    def up(self) -> str:
        """Start it, or find it running, and return a fresh one-time sign-in link of the demo technician."""
        printed = self.command("up", "--sample")
        link = re.search(r"http://\S+/sign-in/\S+", printed)
        assert link, printed
        return link[0]
