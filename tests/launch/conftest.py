"""Folders, ports and processes for tests that start Dateline as a person would."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from cms.launch.development import BASE_DIR

# What a person's shell has; nothing of the test run's own address, keys or folders. The version of PostgreSQL
# that the run is for is passed on, so that it is what gets started.
SHELL = {
    name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "POSTGRES_VERSION") if name in os.environ
}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users can enter (pytest's own are private), and in which no process may be left."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-launch-"))
    folder.chmod(0o755)
    yield folder
    left = processes_in(folder)
    for process in left:
        process.kill()
    shutil.rmtree(folder)
    assert not left, f"left running: {left}"


def processes_in(folder: Path) -> list[psutil.Process]:
    """Processes that work in the folder or name it."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [process.cwd(), *process.cmdline(), process.environ().get("DATA_DIR", "")]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(process)
    return found


@pytest.fixture
def free_port() -> Callable[[], int]:
    """Finds a port that is free, and the next one, where the website goes."""

    def find() -> int:
        while True:
            with socket.socket() as probe, socket.socket() as website:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
                with contextlib.suppress(OSError, OverflowError):
                    website.bind(("127.0.0.1", port + 1))
                    return port

    return find


@dataclass(frozen=True)
class Person:
    """A user of this machine, and how to start a Python with Dateline's packages as that user."""

    name: str
    popen: dict[str, int | list[int]]
    python: str
    environment: dict[str, str]


@pytest.fixture
def other_person() -> Person:
    """Somebody else than who runs the tests: only root can become somebody else."""
    if os.geteuid() != 0:
        pytest.skip("only root can start processes as another user")
    entry = pwd.getpwnam("nobody")
    popen: dict[str, int | list[int]] = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    wanted = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pythons = [sys.executable, f"/usr/bin/{wanted}", f"/usr/local/bin/{wanted}"]
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    environment = {
        **SHELL,
        "HOME": "/tmp",
        "PYTHONPATH": f"{BASE_DIR}:{packages}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for python in pythons:
        try:
            done = subprocess.run(
                [python, "-c", "import psycopg, cms.launch"], env=environment, cwd="/", check=False, **popen
            )
        except OSError:
            continue
        if done.returncode == 0:
            return Person(entry.pw_name, popen, python, environment)
    pytest.skip("no Python with these packages can be run by another user")


HOLDER = """
import sys, time
from pathlib import Path
from cms.launch.development import hold_server
import os
hold_server(Path(sys.argv[1]))
print(os.environ["DATABASE_URL"], flush=True)
time.sleep(600)
"""


@dataclass
class Holder:
    """A process that holds the embedded server, as `manage.py` by hand does."""

    process: subprocess.Popen[str]
    address: str

    def end(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(30)


@pytest.fixture
def hold() -> Iterator[Callable[..., Holder]]:
    """Starts holders; ends those that a test leaves."""
    started: list[Holder] = []

    def start(
        folder: Path,
        environment: dict[str, str] | None = None,
        python: str = sys.executable,
        **popen: int | list[int],
    ) -> Holder:
        process = subprocess.Popen(
            [python, "-c", HOLDER, str(folder)],
            env=environment or {**SHELL, "PYTHONPATH": str(BASE_DIR)},
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **popen,
        )
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            _, said = process.communicate()
            raise AssertionError(said)
        started.append(Holder(process, address))
        return started[-1]

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.end()


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
