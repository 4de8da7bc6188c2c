"""The web server: granian with threads and database connections that fit one another."""

import os
import sys

from cms.launch import capacity
from cms.launch.database import refuse_unfit
from cms.launch.errors import LaunchError

# Seconds that requests in work may take to finish when the server is told to end.
KILL_SECONDS = 8


def command(host: str, port: int) -> list[str]:
    """granian's command line. HTTP only: TLS, HTTP/3 and compression at the edge are a proxy's work."""
    return [
        sys.executable,
        "-m",
        "granian",
        "cms.served:application",
        "--interface=wsgi",
        "--no-ws",
        f"--host={host}",
        f"--port={port}",
        f"--workers={capacity.web_workers()}",
        f"--blocking-threads={capacity.server_threads()}",
        f"--workers-kill-timeout={KILL_SECONDS}",
        "--respawn-failed-workers",
        # At lower levels it warns of more threads than cores: most of ours wait, or say 503.
        "--log-level=error",
    ]


def serve() -> None:
    """Becomes the web server, for containers: no supervisor, no embedded database, no development values."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        raise LaunchError("DATABASE_URL is not set. It is the address of a PostgreSQL database.")
    refuse_unfit(address)
    host = os.environ.get("HOST") or "127.0.0.1"
    arguments = command(host, capacity.port())
    os.execve(arguments[0], arguments, os.environ)  # noqa: S606
