"""The embedded server: who keeps it up, where it works, and what it survives."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from cms.launch import account, binaries, cluster, postmaster
from cms.launch.development import BASE_DIR
from cms.launch.errors import LaunchError
from cms.launch.folders import Folders
from cms.launch.postgres import Server
from tests.launch.conftest import SHELL, Holder, processes_in


def ask(address: str, query: str) -> object:
    with psycopg.connect(address) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
        assert row is not None
        return row[0]


def server_pid(address: str) -> int:
    with psycopg.connect(address) as connection:
        return psutil.Process(connection.info.backend_pid).ppid()


def test_last_one_out_stops_the_server(place: Path) -> None:
    first, second = Server(place, durable=False), Server(place, durable=False)
    address = first.hold()
    assert second.hold() == address
    first.release()
    assert ask(address, "SELECT 1") == 1
    second.release()
    assert processes_in(place) == []


def test_no_port_is_open(place: Path) -> None:
    server = Server(place, durable=False)
    address = server.hold()
    assert ask(address, "SHOW listen_addresses") == ""
    server.release()


def test_what_is_committed_survives_a_stop_and_a_start(place: Path) -> None:
    server = Server(place)
    address = server.hold()
    assert ask(address, "SHOW fsync") == "on"
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    server.release()
    again = Server(place)
    assert ask(again.hold(), "SELECT number FROM kept") == 42
    again.release()


def test_files_are_private_to_their_owner(place: Path) -> None:
    server = Server(place / "data", durable=False)
    server.hold()
    assert (place / "data").stat().st_mode & 0o007 == 0
    assert server.folders.cluster.stat().st_mode & 0o077 == 0
    assert server.folders.socket().stat().st_mode & 0o077 == 0
    server.release()


def test_a_deep_folder_gets_a_short_socket_that_goes_away_again(place: Path) -> None:
    deep = place / ("deep-" * 20) / ("deeper-" * 15)
    server = Server(deep, durable=False)
    address = server.hold()
    short = server.folders.socket()
    assert deep not in short.parents
    assert short.stat().st_mode & 0o077 == 0
    assert ask(address, "SELECT 1") == 1
    server.release()
    assert not short.exists()


@pytest.mark.slow
def test_a_removed_socket_folder_does_not_lock_anybody_out(place: Path) -> None:
    deep = place / ("deep-" * 20) / ("deeper-" * 15)
    first = Server(deep, durable=False)
    first.hold()
    shutil.rmtree(first.folders.socket())
    second = Server(deep, durable=False)
    assert ask(second.hold(), "SELECT 1") == 1
    first.release()
    second.release()


@pytest.mark.parametrize("name", ["comma, too", "Ümlaut and space", "per%cent'quo\"te"])
def test_any_folder_name_works(place: Path, name: str) -> None:
    server = Server(place / name, durable=False)
    if '"' in name and not is_open_to_all():
        # Root's server is somebody else, who gets a copy of the programs in that folder.
        with pytest.raises(LaunchError, match="quotation mark"):
            server.hold()
        return
    assert ask(server.hold(), "SELECT 1") == 1
    server.release()


def is_open_to_all() -> bool:
    """Whether the server's user, whoever that is, can run the programs where they are installed."""
    own = account.for_data(None)
    return own.can("-x", binaries.installation(binaries.DEFAULT_VERSION) / "bin" / "initdb")


def test_programs_in_a_folder_that_a_shell_would_misread_are_not_run(place: Path) -> None:
    folders = Folders.claim(place / "data")
    copied = binaries.copy_installation(binaries.DEFAULT_VERSION, place / 'quo"te')
    assert not cluster.runs(folders, copied)
    assert cluster.runs(folders, binaries.copy_installation(binaries.DEFAULT_VERSION, place / "plain"))


@pytest.mark.parametrize("version", sorted(binaries.FOLDERS))
def test_letters_have_case_whatever_the_language_of_the_shell(
    place: Path, hold: Callable[..., Holder], version: int
) -> None:
    shell = {
        "LANG": "de_XX.ISO-8859-1",
        "LC_ALL": "C",
        "POSTGRES_VERSION": str(version),
        "PYTHONPATH": str(BASE_DIR),
    }
    holder = hold(place, {**SHELL, **shell})
    assert ask(holder.address, "SELECT current_setting('server_version_num')::int / 10000") == version
    assert ask(holder.address, "SHOW server_encoding") == "UTF8"
    assert ask(holder.address, "SELECT lower('ÄÉØ')") == "äéø"
    assert ask(holder.address, "SELECT to_tsvector('german', 'ÄRZTE')::text") == "'arzt':1"


def test_an_existing_database_is_not_opened_with_another_version(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_VERSION", "16")
    made = Server(place, durable=False)
    made.hold()
    made.release()
    monkeypatch.setenv("POSTGRES_VERSION", "18")
    with pytest.raises(LaunchError, match=r"made by PostgreSQL 16.*POSTGRES_VERSION is 18"):
        Server(place, durable=False).hold()
    monkeypatch.delenv("POSTGRES_VERSION")
    server = Server(place, durable=False)
    assert cluster.version_for(server.folders) == 16
    server.hold()
    server.release()


def test_sigterm_to_the_only_holder_leaves_nothing_running(place: Path, hold: Callable[..., Holder]) -> None:
    holder = hold(place)
    assert processes_in(place)
    holder.end(signal.SIGTERM)
    assert processes_in(place) == []


def test_kill_9_of_everything_and_a_new_start_works(place: Path, hold: Callable[..., Holder]) -> None:
    holder = hold(place)
    with psycopg.connect(holder.address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    for process in [*processes_in(place)]:
        process.kill()
    holder.process.wait(30)
    again = hold(place)
    assert ask(again.address, "SELECT number FROM kept") == 42


def test_a_server_whose_holder_was_killed_is_found_and_stopped_by_the_next(
    place: Path, hold: Callable[..., Holder]
) -> None:
    first = hold(place)
    pid = server_pid(first.address)
    first.end(signal.SIGKILL)
    second = hold(place)
    assert server_pid(second.address) == pid
    second.end()
    assert processes_in(place) == []


def test_a_pid_file_that_names_a_stranger_does_not_stop_a_start(place: Path) -> None:
    first = Server(place, durable=False)
    first.hold()
    pid_file = first.folders.cluster / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    first.release()
    # As after a reboot: the number now belongs to another program of the server's own user.
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **first.folders.account.popen())
    pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
    first.folders.account.give(pid_file, 0o600)
    second = Server(place, durable=False)
    assert ask(second.hold(), "SELECT 1") == 1
    second.release()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_an_initdb_that_was_cut_off_is_begun_again(place: Path) -> None:
    folder = Server(place, durable=False).folders.cluster.with_suffix(".new")
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18\n")
    server = Server(place, durable=False)
    assert ask(server.hold(), "SELECT 1") == 1
    server.release()


@pytest.mark.slow
def test_a_server_that_takes_longer_than_ten_seconds_is_waited_for(
    place: Path, hold: Callable[..., Holder], capsys: pytest.CaptureFixture[str]
) -> None:
    first = hold(place)
    process = psutil.Process(server_pid(first.address))
    first.end(signal.SIGKILL)
    process.suspend()
    threading.Timer(12, process.resume).start()
    begun = time.monotonic()
    second = Server(place)
    assert ask(second.hold(), "SELECT 1") == 1
    assert time.monotonic() - begun > 11
    assert "Waiting for PostgreSQL" in capsys.readouterr().err
    second.release()


@pytest.mark.slow
def test_many_starts_at_once_end_in_one_server(place: Path, hold: Callable[..., Holder]) -> None:
    holders: list[Holder] = []
    threads = [threading.Thread(target=lambda: holders.append(hold(place))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({server_pid(holder.address) for holder in holders}) == 1
    for holder in holders:
        holder.end()
    assert processes_in(place) == []


def test_a_failed_start_says_why_in_one_line(place: Path) -> None:
    server = Server(place, durable=False)
    server.hold()
    server.release()
    (server.folders.cluster / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(LaunchError, match="no_such_setting") as caught:
        Server(place, durable=False).hold()
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_stopping_takes_the_leftovers_of_a_killed_postmaster_along(place: Path) -> None:
    server = Server(place, durable=False)
    address = server.hold()
    os.kill(server_pid(address), signal.SIGKILL)
    again = Server(place, durable=False)
    assert ask(again.hold(), "SELECT 1") == 1
    server.release()
    again.release()
    assert postmaster.leftovers(again.folders) == []


def test_the_server_never_runs_as_root(place: Path) -> None:
    server = Server(place, durable=False)
    address = server.hold()
    owner = psutil.Process(server_pid(address)).uids().effective
    server.release()
    assert owner != 0
    assert owner == (os.geteuid() or account.for_data(None).uid)
