"""The server process: is it there, is it ours, starting and stopping it. Pid files are hints, never proof."""

import re
import signal
import subprocess
import time
from pathlib import Path

import psutil

from cms.launch import cluster
from cms.launch.errors import LaunchError
from cms.launch.folders import SOCKET_NAME, Folders

STOP_SECONDS = 60
LOG_BYTES = 10_000_000
# Where postmaster.pid says "starting", "ready" or "stopping".
STATUS_LINE = 7
# Linux numbers processes below 2**22: nothing ever has this number.
NO_PROCESS = 2_000_000_000


def find(folders: Folders) -> psutil.Process | None:
    """The running postmaster of this cluster.

    A pid file outlives kill -9 and a reboot, after which its number may be anybody's: only a process that
    works in the cluster's folder is the server, for PostgreSQL changes into it at start.
    """
    pid = recorded_pid(folders.cluster)
    return psutil.Process(pid) if pid and works_in(pid, folders.cluster) else None


def recorded_pid(data: Path) -> int | None:
    try:
        return abs(int((data / "postmaster.pid").read_text().split("\n")[0]))
    except (FileNotFoundError, ValueError):
        return None


def works_in(pid: int, folder: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == folder.resolve()
    except (psutil.Error, OSError):
        return False


def is_unreachable(folders: Folders) -> bool:
    """Whether a server runs whose socket somebody removed, as a tidy-up of the temporary folder does."""
    try:
        lines = (folders.cluster / "postmaster.pid").read_text().split("\n")
    except FileNotFoundError:
        return False
    ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"
    return ready and not (folders.socket() / SOCKET_NAME).exists() and find(folders) is not None


def leftovers(folders: Folders) -> list[int]:
    """The server's processes; those of a killed postmaster end by themselves and block a start until then."""
    return [pid for pid in psutil.pids() if works_in(pid, folders.cluster)]


def start(folders: Folders, options: dict[str, str]) -> subprocess.Popen[bytes]:
    """Starts the server detached from this process and its terminal; does not wait until it answers.

    `options` are server settings by name. The log goes to `folders.log`.
    """
    disown_foreign_pid(folders.cluster)
    folders.clear_socket()
    version = cluster.existing_version(folders)
    if version is None:
        raise LaunchError(f"{folders.cluster} holds no PostgreSQL cluster.")
    if folders.log.exists() and folders.log.stat().st_size > LOG_BYTES:
        folders.log.rename(folders.log.with_suffix(".log.old"))
    command = [str(cluster.programs(folders, version) / "postgres"), "-D", str(folders.cluster)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with folders.log.open("ab") as log:
        folders.account.give(folders.log, 0o600)
        return subprocess.Popen(
            command,
            cwd="/",
            env=cluster.environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **folders.account.popen(),
        )


def disown_foreign_pid(data: Path) -> None:
    """PostgreSQL refuses to start where its pid file names any living process of the same user.

    After a reboot that can be a stranger, and after kill -9 a zombie that nobody has buried. The file itself
    stays: its other lines name the shared memory by which PostgreSQL notices server processes that survived
    a killed postmaster.
    """
    pid = recorded_pid(data)
    if pid and psutil.pid_exists(pid) and not works_in(pid, data):
        file = data / "postmaster.pid"
        lines = file.read_text().split("\n")
        file.write_text("\n".join([str(NO_PROCESS), *lines[1:]]))


def stop(folders: Folders) -> None:
    """Ends the server and waits for it: open connections are closed, what is committed stays."""
    process = find(folders)
    if process is not None:
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                process.send_signal(how)
                process.wait(STOP_SECONDS)
                break
            except psutil.NoSuchProcess:
                break
            except psutil.TimeoutExpired:
                continue
    deadline = time.monotonic() + STOP_SECONDS
    while leftovers(folders) and time.monotonic() < deadline:
        time.sleep(0.1)
    folders.forget_socket()


def last_words(folders: Folders, since: int) -> str:
    """What the server's log says since that byte, on one line, the end of it."""
    try:
        with folders.log.open("rb") as log:
            log.seek(since)
            said = log.read().decode(errors="replace")
    except OSError:
        return "it left no log"
    lines = [re.sub(r"^[\d-]+ [\d:.]+ [A-Z]+ \[\d+\] ", "", line) for line in said.splitlines()]
    return " ".join(" ".join(lines[-4:]).split())[-400:] or "it said nothing"
