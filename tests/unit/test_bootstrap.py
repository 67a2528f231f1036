"""`make up` before anything is installed: what it finds on a machine, and what it says when it cannot go on."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts alone, as in a clone where nothing has been installed."""
    shutil.copytree(ROOT / "scripts", tmp_path / "checkout" / "scripts")
    return tmp_path / "checkout"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder on the PATH before all others."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def run(checkout: Path, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KENT_", "LC_", "LANG"))
    }
    return subprocess.run(
        command, cwd=checkout, env=inherited | environment, capture_output=True, text=True, check=False
    )


def call(checkout: Path, function: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(checkout, ["bash", "-c", f". scripts/bootstrap.sh; {function}"], **environment)


def shim_of_nothing(folder: Path, name: str) -> None:
    """What pyenv leaves on the PATH for a program of a version that is not selected."""
    program = folder / name
    program.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("language", "said"),
    [("C.UTF-8", "Port {port} is taken."), ("tr_TR.UTF-8", "{port} numaralı port kullanılıyor.")],
)
def test_a_taken_port_is_told_in_one_line_before_anything_is_installed(
    checkout: Path, language: str, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(checkout, ["bash", "scripts/up.sh"], LANG=language, KENT_PORT=str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(said.format(port=port))
    assert f"make up KENT_PORT={port + 1}" in line
    assert {entry.name for entry in checkout.iterdir()} == {"scripts"}


def test_a_shim_of_a_python_that_is_not_there_is_passed_over(checkout: Path, programs: Path) -> None:
    shim_of_nothing(programs, "python3.13")
    (programs / "python3.12").symlink_to(sys.executable)
    path = f"{programs}:{os.environ['PATH']}"
    found = call(checkout, "find_python", PATH=path, PYENV_ROOT=str(programs)).stdout.strip()
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    assert tuple(map(int, version.split()[1].split(".")[:2])) >= (3, 12)


def test_a_python_that_is_too_old_is_not_taken(checkout: Path, programs: Path) -> None:
    for name in ("python3", "python3.12", "python3.13", "python3.14"):
        shim_of_nothing(programs, name)
    done = call(checkout, "find_python", PATH=f"{programs}:/usr/bin:/bin", PYENV_ROOT=str(programs))
    assert (done.returncode, done.stdout) == (1, "")


def test_a_shim_of_a_uv_that_is_not_there_is_passed_over(checkout: Path, programs: Path) -> None:
    shim_of_nothing(programs, "uv")
    tools = checkout / ".kent-tools" / "bin"
    tools.mkdir(parents=True)
    (tools / "uv").symlink_to("/bin/true")
    found = call(checkout, "find_uv", PATH=f"{programs}:{os.environ['PATH']}", HOME=str(programs)).stdout
    assert found == str(tools / "uv")


def test_a_failing_step_names_its_log_and_keeps_what_was_said(checkout: Path, programs: Path) -> None:
    shim_of_nothing(programs, "python3.13")
    (checkout / "pyproject.toml").touch()
    (checkout / "uv.lock").touch()
    (checkout / ".python-version").write_text("3.13\n")
    uv = programs / "uv"
    uv.write_text("#!/bin/sh\n[ \"$1\" = --version ] || { echo 'error: dns error' >&2; exit 2; }\n")
    uv.chmod(0o755)
    done = call(
        checkout,
        "sync_python main",
        PATH=f"{programs}:{os.environ['PATH']}",
        KENT_HOME=str(checkout / "home"),
    )
    log = checkout / "home" / "logs" / "setup.log"
    assert done.returncode == 1
    assert "Check the network" in done.stderr
    assert str(log) in done.stderr
    assert "dns error" in log.read_text()


def test_steps_are_skipped_by_content_not_by_time(checkout: Path, programs: Path) -> None:
    for name in ("pyproject.toml", "uv.lock", ".python-version"):
        (checkout / name).write_text(name)
    uv = programs / "uv"
    uv.write_text(
        '#!/bin/sh\n[ "$1" = sync ] || exit 0\nmkdir -p .venv/bin && ln -sf /bin/true .venv/bin/python\necho synced >>runs\n'
    )
    uv.chmod(0o755)
    runs = checkout / "runs"

    def sync(group: str) -> int:
        done = call(checkout, f"sync_python {group}", PATH=f"{programs}:{os.environ['PATH']}")
        assert done.returncode == 0, done.stderr
        return len(runs.read_text().splitlines())

    assert sync("main") == 1
    os.utime(checkout / "uv.lock", (0, 0))
    assert sync("main") == 1
    assert sync("dev") == 2  # the tests' packages are more than the city's
    assert sync("main") == 2
    (checkout / "uv.lock").write_text("another package")
    assert sync("main") == 3
