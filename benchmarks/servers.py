"""What is started for a benchmark, and ended with it: PostgreSQL, and granian as `make run` starts it."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.questions import BARE, OURS, V2, V3
from cms.launch import capacity, children, web
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server

HOST = "127.0.0.1"
READY_TRIES = 600
OUR_APPLICATION = "cms.served:application"
# Who answers what. All with the same settings, workers and threads.
APPLICATIONS = {
    OUR_APPLICATION: (OURS,),
    "benchmarks.plain:application": (V3, V2),
    "benchmarks.bare:application": (BARE,),
}
# Nothing of the machine's own installation, and no proxy between us and ourselves.
PASSED_ON = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "WEB_WORKERS", "WEB_THREADS"}


@contextlib.contextmanager
def database(kept: Path | None) -> Iterator[tuple[Server, Path]]:
    """A PostgreSQL of our own, as safe as an installation's; gone afterwards, unless its folder is kept."""
    # Not below a private folder: run as root, the server is somebody else.
    folder = kept or Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    # There are three web servers; an installation has one.
    capacity.OTHER_CONNECTIONS *= len(APPLICATIONS)
    server = Server(folder)
    server.hold()
    try:
        yield server, folder
    finally:
        server.release()
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def make_environment(server: Server, folder: Path) -> dict[str, str]:
    """Production's settings, as `benchmarks.settings` has them."""
    return {
        **{name: value for name, value in os.environ.items() if name in PASSED_ON},
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": server.address("dateline"),
        "DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FILE_SIGNING_KEY": "the-same-in-every-run",
        "PUBLIC_URL": "http://localhost:8000",
        "ALLOWED_HOSTS": HOST,
        "SSL_REDIRECT": "0",
    }


def make_content(server: Server, environment: dict[str, str], pages: int) -> None:
    """In a process of its own: this one stays small, for it is the client."""
    command = [sys.executable, "-m", "django", "make_benchmark_content", str(pages)]
    child = children.start(command, environment, (server.lock_fd,))
    try:
        if child.wait() != 0:
            raise LaunchError("The content could not be made: the reason stands above.")
    finally:
        children.stop([child])


@dataclass(frozen=True)
class WebServer:
    port: int
    pid: int


@contextlib.contextmanager
def web_servers(server: Server, environment: dict[str, str]) -> Iterator[dict[str, WebServer]]:
    """granian as `make run` starts it, once for each application, by the names of those asked."""
    started: list[subprocess.Popen[bytes]] = []
    found: dict[str, WebServer] = {}
    try:
        for application, names in APPLICATIONS.items():
            port = free_port()
            command = web.command(HOST, port)
            if application != OUR_APPLICATION:
                # They refuse nobody, so no more threads than connections: granian lets the others wait.
                command[command.index(OUR_APPLICATION)] = application
                command.append(f"--blocking-threads={capacity.web_threads()}")
            child = children.start(command, environment, (server.lock_fd,))
            started.append(child)
            wait_until_listening(port, child)
            found |= {name: WebServer(port, child.pid) for name in names}
        yield found
    finally:
        children.stop(started)


def wait_until_listening(port: int, process: "subprocess.Popen[bytes]") -> None:
    """LaunchError where the server ends instead, or takes too long."""
    for _ in range(READY_TRIES):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise LaunchError("The web server did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
