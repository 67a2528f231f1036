"""The private cluster takes what the machine can give."""

from gis.database.tuning import Machine, server_settings, this_machine

GIB = 1 << 30


def megabytes(value: str) -> int:
    return int(value.removesuffix("MB"))


def test_a_small_machine_keeps_most_of_its_memory() -> None:
    small = server_settings(Machine(memory=1 * GIB, shared_memory=GIB), durable=True)
    assert megabytes(small["shared_buffers"]) == 256
    assert megabytes(small["work_mem"]) == 4
    assert megabytes(small["maintenance_work_mem"]) == 64


def test_a_large_machine_is_used_up_to_the_caps() -> None:
    large = server_settings(Machine(memory=512 * GIB, shared_memory=256 * GIB), durable=True)
    assert megabytes(large["shared_buffers"]) == 2048
    assert megabytes(large["work_mem"]) == 64
    assert megabytes(large["maintenance_work_mem"]) == 1024
    assert megabytes(large["effective_cache_size"]) == 320 * 1024


def test_parallel_queries_stay_out_of_a_containers_small_shared_memory() -> None:
    container = server_settings(Machine(memory=8 * GIB, shared_memory=64 << 20), durable=True)
    assert container["dynamic_shared_memory_type"] == "sysv"
    assert "dynamic_shared_memory_type" not in server_settings(Machine(8 * GIB, 4 * GIB), durable=True)


def test_a_city_waits_for_the_disk_and_a_test_does_not() -> None:
    machine = Machine(8 * GIB, 4 * GIB)
    assert "fsync" not in server_settings(machine, durable=True)
    assert server_settings(machine, durable=False)["fsync"] == "off"


def test_the_machine_is_measured() -> None:
    assert this_machine().memory > 256 << 20
