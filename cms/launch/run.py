"""`make run`: everything on one machine, until Ctrl-C. One process that starts the others and ends them."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import NoReturn

from cms.launch import capacity, children, development, messages, web, website
from cms.launch.database import place, refuse_unfit
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server
from cms.launch.prepared import is_prepared
from cms.launch.progress import say

READY_SECONDS = 120
# How many ports are looked at for one to suggest in place of a taken one.
MOST_PORTS = 100
# What is sent to partners has a worker of its own: nothing else waits for a slow receiver.
WORKERS = {
    "worker": ["--queues", "default"],
    "webhooks": ["--queues", "webhooks", "--concurrency", "5"],
}


class Ending(BaseException):
    """Somebody asked this process to end."""


def end(number: int, frame: FrameType | None) -> NoReturn:
    # One request is enough: a second Ctrl-C must not interrupt the ending.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    raise Ending


def run() -> None:
    """Runs until it is asked to end; LaunchError where it cannot start or a part of it ends by itself."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, end)
    started: list[subprocess.Popen[bytes]] = []
    server: Server | None = None
    try:
        folder = development.data_dir()
        host, port = os.environ.get("HOST") or "127.0.0.1", capacity.port()
        local = {"PUBLIC_URL": port, "WEBSITE_URL": capacity.website_port()}
        # Who names a website has one of their own; otherwise the starter frontend is it.
        own_website = bool(os.environ.get("WEBSITE_URL"))
        refuse_taken(host, port, 1 if own_website else 2)
        addresses = {
            name: website.address(os.environ.get(name) or f"http://localhost:{at}")
            for name, at in local.items()
        }
        previous = development.use(folder, addresses)
        if not os.environ.get("DATABASE_URL"):
            say("Starting the database")
            server = Server(folder)
            os.environ["DATABASE_URL"] = server.hold()
        refuse_unfit(os.environ["DATABASE_URL"])
        messages.compile_all()
        keep_open = (server.lock_fd,) if server else ()
        same = addresses.items() <= previous.items()
        if not (same and is_prepared(folder, os.environ["DATABASE_URL"])):
            prepare(started, keep_open)
            development.remember(folder, **addresses)
        say("Starting the web server")
        parts = {"web": children.start(web.command(host, port), dict(os.environ), keep_open)}
        started += parts.values()
        wait_until_ready(host, port, "/health/ready", parts)
        # After the web, which somebody waits for: loading the code keeps a core busy for seconds.
        for name, options in WORKERS.items():
            command = [sys.executable, "manage.py", "procrastinate", "worker", *options]
            parts[name] = children.start(command, dict(os.environ), keep_open)
            started.append(parts[name])
        if not own_website:
            command = frontend(host, local["WEBSITE_URL"], addresses["PUBLIC_URL"])
            # Of our environment it needs nothing, least of all our keys.
            parts["website"] = children.start(command, {}, ())
            started.append(parts["website"])
            wait_until_ready(host, local["WEBSITE_URL"], "/assets/main.js", parts)
        greet(folder, server is not None)
        while True:
            refuse_ended(parts)
            time.sleep(0.2)
    except Ending:
        say("Ending")
    finally:
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_IGN)
        children.stop(started)
        if server is not None:
            server.release()


def refuse_taken(host: str, port: int, needed: int) -> None:
    """LaunchError where one of so many ports is in use already, before minutes of work end in it."""

    def taken(first: int) -> int | None:
        return next((each for each in range(first, first + needed) if not is_free(host, each)), None)

    if (found := taken(port)) is None:
        return
    others = range(port + 1, min(port + 1 + MOST_PORTS, capacity.LAST_PORT))
    another = next((one for one in others if taken(one) is None), None)
    example = f", for example PORT={another}" if another else ""
    raise LaunchError(f"Port {found} is in use: choose another{example}.")


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there; LaunchError where nobody could."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise LaunchError(f"Cannot listen on {host}, port {port}: {error.strerror}.") from None
    return True


def frontend(host: str, port: int, api: str) -> list[str]:
    """The command that serves the starter frontend."""
    options = ["--host", host, "--port", str(port), "--api", api]
    return [sys.executable, "examples/frontend/serve.py", *options]


def prepare(started: list[subprocess.Popen[bytes]], keep_open: tuple[int, ...]) -> None:
    """Migrations and first content, in a process of their own."""
    command = [sys.executable, "-m", "cms.launch.prepare"]
    child = children.start(command, dict(os.environ), keep_open)
    started.append(child)
    if child.wait() != 0:
        raise LaunchError("The database could not be prepared: the reason stands above.")


def refuse_ended(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, part in parts.items():
        if part.poll() is not None:
            raise LaunchError(f"The {name} process has ended (exit code {part.returncode}): ending the rest.")


def wait_until_ready(host: str, port: int, path: str, parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Returns once whoever listens there has an answer."""
    at = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound, only asked
    address = f"http://{f'[{at}]' if ':' in at else at}:{port}{path}"
    # No proxy between us and ourselves, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    begun = time.monotonic()
    while time.monotonic() - begun < READY_SECONDS:
        refuse_ended(parts)
        try:
            with opener.open(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise LaunchError(f"Port {port} did not get ready within {READY_SECONDS} s.")


def greet(folder: Path, embedded: bool) -> None:
    """The addresses, on standard output: this is the command's result."""
    url = os.environ["PUBLIC_URL"]
    values = development.kept(folder)
    login = "the accounts of this database"
    if "ADMIN_USER" in values:
        login = f"{values['ADMIN_USER']}, password {values['ADMIN_PASSWORD']} (made on the first start)"
    database = f"embedded, in {folder}" if embedded else place(os.environ["DATABASE_URL"])
    print(
        f"\nDateline is ready. Ctrl-C ends it.\n\n"
        f"  website   {os.environ['WEBSITE_URL']}/\n"
        f"  admin     {url}/admin/\n"
        f"  login     {login}\n"
        f"  API       {url}/api/v1/pages/\n"
        f"  docs      {url}/api/v1/docs/\n"
        f"  database  {database}\n",
        flush=True,
    )
