"""What can go wrong at a start is said in one line, with an exit code, and without a traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from cms.launch.development import BASE_DIR
from cms.launch.postgres import Server
from tests.launch.conftest import SHELL

# Lines that tell how far a start has come, not what is wrong.
PROGRESS = ("Making a PostgreSQL", "Starting the ")


def start(place: Path, *command: str, **environment: str) -> str:
    """Runs a command that is to fail; returns the one line that it says."""
    done = subprocess.run(
        command or (sys.executable, "-m", "cms.launch"),
        env={**SHELL, "DATA_DIR": str(place / "data"), **environment},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.strip().split("\n") if not line.startswith(PROGRESS)]
    assert len(said) == 1, done.stderr
    return said[0]


def test_a_port_in_use(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in start(place, PORT=str(port))
    assert not (place / "data").exists()


@pytest.mark.parametrize(
    "address", ["localhost:3000", "ftp://example.org", "http://", "http://x:port", "http://x/y"]
)
def test_a_website_that_is_none(place: Path, address: str) -> None:
    assert repr(address) in start(place, WEBSITE_URL=address)


def test_ports_for_all_of_it_are_suggested_in_place_of_a_taken_one(
    place: Path, free_port: Callable[[], int]
) -> None:
    port = free_port()
    with socket.socket() as web, socket.socket() as website:
        for at, taken in enumerate((web, website)):
            taken.bind(("127.0.0.1", port + at))
            taken.listen()
        said = start(place, PORT=str(port))
        one = re.search(r"for example PORT=(\d+)", said)
        assert one, said
        assert int(one[1]) > port + 1
        for needed in (int(one[1]), int(one[1]) + 1):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", needed))


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none(place: Path, port: str) -> None:
    assert "PORT must be" in start(place, PORT=port)


@pytest.mark.parametrize("folder", ["/proc/dateline", "{place}/file/data"])
def test_a_folder_that_cannot_be_written(place: Path, free_port: Callable[[], int], folder: str) -> None:
    (place / "file").touch()
    folder = folder.format(place=place)
    said = start(place, DATA_DIR=folder, PORT=str(free_port()))
    assert f"The folder {folder} cannot be written" in said
    assert "DATA_DIR" in said


def test_a_database_that_does_not_answer(place: Path, free_port: Callable[[], int]) -> None:
    port = free_port()
    address = f"postgresql://someone:secret@127.0.0.1:{port}/news"
    said = start(place, DATABASE_URL=address, PORT=str(free_port()))
    assert f"The database at 127.0.0.1:{port}/news does not answer" in said
    assert "secret" not in said


def test_an_address_that_is_none(place: Path, free_port: Callable[[], int]) -> None:
    assert "DATABASE_URL" in start(place, DATABASE_URL="mysql://nowhere", PORT=str(free_port()))


@pytest.mark.parametrize("encoding", ["UTF8", "SQL_ASCII"])
def test_a_database_that_knows_no_letters_beyond_ascii(
    place: Path, free_port: Callable[[], int], encoding: str
) -> None:
    server = Server(place / "server", durable=False)
    with psycopg.connect(server.hold(), autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE plain LOCALE_PROVIDER libc LOCALE 'C' ENCODING '{encoding}' TEMPLATE template0"  # type: ignore[arg-type]
        )
    address = server.address("plain")
    web_alone = start(place, sys.executable, "-m", "cms.launch", "web", DATABASE_URL=address)
    everything = start(place, DATABASE_URL=address, PORT=str(free_port()))
    server.release()
    wanted = "lower('Ä') stays 'Ä'" if encoding == "UTF8" else "needs UTF8"
    assert wanted in web_alone
    assert wanted in everything


def test_a_web_server_without_a_database_says_what_to_set(place: Path) -> None:
    assert "DATABASE_URL is not set" in start(place, sys.executable, "-m", "cms.launch", "web")


@pytest.mark.parametrize("name", ["WEB_WORKERS", "WEB_THREADS", "POSTGRES_VERSION"])
def test_a_number_that_is_none(place: Path, free_port: Callable[[], int], name: str) -> None:
    assert f"{name} must be" in start(place, PORT=str(free_port()), **{name: "many"})


def checkout(place: Path) -> Path:
    """As much of a checkout as its installation reads."""
    clone = place / "clone"
    (clone / "cms" / "launch").mkdir(parents=True)
    shutil.copy(BASE_DIR / "cms" / "launch" / "install.sh", clone / "cms" / "launch")
    for name in ("requirements.lock", "Makefile"):
        shutil.copy(BASE_DIR / name, clone)
    return clone


def test_a_python_that_is_too_old(place: Path) -> None:
    clone, programs = checkout(place), place / "programs"
    programs.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (programs / name).write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
        (programs / name).chmod(0o755)
    done = subprocess.run(
        ["make", "run"],
        env={**SHELL, "PATH": f"{programs}:{os.environ['PATH']}"},
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    said = [line for line in done.stderr.strip().split("\n") if not line.startswith("make: ***")]
    assert said == [
        "Dateline needs Python 3.11 or newer; found Python 3.9.2. "
        "Install one, or name it: PYTHON=/path/to/python3.12"
    ]


def test_a_newer_python_beside_an_old_one_is_found(place: Path) -> None:
    clone, programs = checkout(place), place / "programs"
    programs.mkdir()
    (programs / "python3").write_text("#!/bin/sh\nexit 1\n")
    (programs / "python3.14").write_text(f'#!/bin/sh\necho "asked: $*"\nexec {sys.executable} "$@"\n')
    for name in ("python3", "python3.14"):
        (programs / name).chmod(0o755)
    # An index that does not exist ends it after the .venv is made.
    done = subprocess.run(
        ["sh", "cms/launch/install.sh", "run"],
        env={**SHELL, "PATH": f"{programs}:{os.environ['PATH']}", "PIP_NO_INDEX": "1"},
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "asked: -m venv .venv" in done.stdout
    assert (clone / ".venv" / "bin" / "python").exists()
