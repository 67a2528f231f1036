"""The private cluster's settings, from the size of the machine."""

import os
from dataclasses import dataclass
from pathlib import Path

_MIB = 1 << 20
_GIB = 1 << 30
_MAX_CONNECTIONS = 200
_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


@dataclass(frozen=True)
class Machine:
    """What the settings depend on; all in bytes."""

    memory: int
    shared_memory: int
    """Size of /dev/shm: 64 MiB in a container that was given no other."""


def this_machine() -> Machine:
    """Measure the machine, or the container when that is smaller."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for file in _CGROUP_LIMITS:
        if file.is_file() and (limit := file.read_text().strip()).isdigit():
            memory = min(memory, int(limit))
    try:
        shm = os.statvfs("/dev/shm")  # noqa: S108  only measured
        shared_memory = shm.f_frsize * shm.f_blocks
    except OSError:
        shared_memory = 0
    return Machine(memory, shared_memory)


def server_settings(machine: Machine, *, durable: bool) -> dict[str, str]:
    """PostgreSQL parameters for a city on this machine.

    Args:
        machine: its size.
        durable: False for clusters that may be lost with the machine (tests): they neither wait for the
            disk nor take much memory.
    """
    memory = machine.memory
    buffers = min(memory // 4, 2 * _GIB) if durable else 128 * _MIB
    settings = {
        "max_connections": str(_MAX_CONNECTIONS),
        "max_locks_per_transaction": "256",  # a migration holds every table and view at once
        "shared_buffers": _megabytes(buffers, at_least=128),
        "effective_cache_size": _megabytes(memory * 5 // 8, at_least=256),
        "work_mem": _megabytes(min(memory // (4 * _MAX_CONNECTIONS), 64 * _MIB), at_least=4),
        "maintenance_work_mem": _megabytes(min(memory // 16, _GIB), at_least=64),
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "wal_compression": "lz4",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "effective_io_concurrency": "200",
        "jit": "off",  # compiling costs more than these short statements take
        "timezone": "UTC",
        "log_timezone": "UTC",
        # A log line must not carry values: terse leaves out DETAIL ("Key (phone)=(…) already exists").
        "log_error_verbosity": "terse",
    }
    if machine.shared_memory < 512 * _MIB:
        settings["dynamic_shared_memory_type"] = (
            "sysv"  # parallel queries would fill a container's small /dev/shm
        )
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return settings


def _megabytes(size: int, *, at_least: int) -> str:
    return f"{max(size // _MIB, at_least)}MB"
