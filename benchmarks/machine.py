"""What a measurement was made on, and how much of it something else was using."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

PARTS = ("Django", "wagtail", "djangorestframework", "django-ninja", "granian", "psycopg")


def describe(database: str) -> list[str]:
    """One line each: processor, memory, system, versions."""
    with psycopg.connect(database) as connection:
        server = connection.info.parameter_status("server_version")
    versions = ", ".join(f"{name} {version(name)}" for name in PARTS)
    return [
        f"{usable_cores()} cores of {processor()}, {psutil.virtual_memory().total / 2**30:.0f} GiB of memory",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, PostgreSQL {server}",
        versions,
    ]


def usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def processor_seconds(roots: Iterable[int]) -> float:
    """Processor time that these processes and all below them have used so far."""
    found = [psutil.Process(root) for root in roots]
    return sum(spent(each) for root in found for each in (root, *root.children(recursive=True)))


class Strangers:
    """How much of the processors' time went to processes that are not the benchmark's."""

    def __init__(self, postmaster: int) -> None:
        self._own = [os.getpid(), postmaster]
        self._begin = self._now()

    def share(self) -> float:
        """Since the beginning, as a share of all cores."""
        busy, whole, own = (now - then for now, then in zip(self._now(), self._begin, strict=True))
        return max(0.0, busy - own) / whole if whole else 0.0

    def _now(self) -> tuple[float, float, float]:
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0)
        whole = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        return whole - idle, whole, processor_seconds(self._own)


def spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
