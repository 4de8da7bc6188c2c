"""The embedded PostgreSQL: every process that uses it holds a lock, and the last one out stops the server.

The holders share a file lock under DATA_DIR, which the kernel drops however a process ends. Who finds no
server starts it; who leaves tries to get the lock alone, and stops the server where that succeeds. A server
whose holders were all killed keeps running and is simply found by the next one.
"""

import fcntl
import os
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from cms.launch import capacity, cluster, postmaster
from cms.launch.errors import LaunchError
from cms.launch.folders import SOCKET_NAME, Folders
from cms.launch.progress import say

DATABASE = "dateline"
# Recovery after a crash reads all changes since the last checkpoint: minutes, on a slow disk.
START_SECONDS = 600
SAY_SECONDS = 5


class Server:
    """One embedded server, as one process sees it. `durable=False` gives up safety for speed: tests only."""

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.folders = Folders.claim(data_dir.resolve())
        self.durable = durable
        self._users_fd: int | None = None
        self._owner = os.getpid()

    @property
    def lock_fd(self) -> int:
        """The held lock; a child that inherits it keeps the server up as well."""
        if self._users_fd is None:
            raise RuntimeError("The server is not held.")
        return self._users_fd

    def hold(self) -> str:
        """Keeps the server up until `release`, starting it where it is down; returns its address."""
        self._users_fd = lock(self.folders.users_lock, fcntl.LOCK_SH)
        try:
            start_fd = lock(self.folders.start_lock, fcntl.LOCK_EX)
            try:
                self._ensure_running()
                self._ensure_database()
            finally:
                os.close(start_fd)
        except BaseException:
            self.release()
            raise
        return self.address(DATABASE)

    def release(self) -> None:
        """Gives the lock back, and stops the server where nobody else holds it. Safe to call twice."""
        if self._users_fd is None or os.getpid() != self._owner:
            return
        os.close(self._users_fd)
        self._users_fd = None
        alone = os.open(self.folders.users_lock, os.O_RDWR)
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
            postmaster.stop(self.folders)
        except BlockingIOError:
            pass
        finally:
            os.close(alone)

    def address(self, database: str) -> str:
        """The libpq address of one database of this server."""
        return (
            f"postgresql://{cluster.SUPERUSER}@/{database}?host={quote(str(self.folders.socket()), safe='')}"
        )

    def _options(self) -> dict[str, str]:
        speed = {
            **dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off"),
            **{"wal_level": "minimal", "max_wal_senders": "0", "max_connections": "100"},
        }
        return {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.folders.socket()}"',
            "unix_socket_permissions": "0700",
            "max_connections": str(capacity.max_connections()),
            "timezone": "UTC",
            "log_timezone": "UTC",
            **({} if self.durable else speed),
        }

    def _ensure_running(self) -> None:
        version = cluster.version_for(self.folders)
        if cluster.existing_version(self.folders) is None:
            say(f"Making a PostgreSQL {version} database in {self.folders.data_dir}")
            cluster.make(self.folders, version, durable=self.durable)
        begun = said_at = time.monotonic()
        started: subprocess.Popen[bytes] | None = None
        log_at = size(self.folders.log)
        while True:
            reason = self._why_not_answering()
            if reason is None:
                return
            now = time.monotonic()
            if started is not None and started.poll() is not None:
                words = postmaster.last_words(self.folders, log_at)
                if not postmaster.leftovers(self.folders) or now - begun > START_SECONDS:
                    raise LaunchError(f"PostgreSQL ended at its start: {words} (log: {self.folders.log})")
                started = None
            if started is None and postmaster.is_unreachable(self.folders):
                postmaster.stop(self.folders)
            if started is None and postmaster.find(self.folders) is None:
                log_at = size(self.folders.log)
                started = postmaster.start(self.folders, self._options())
            if now - begun > START_SECONDS:
                raise LaunchError(f"PostgreSQL does not answer after {START_SECONDS} s: {reason}")
            if now - said_at > SAY_SECONDS:
                said_at = now
                say(f"Waiting for PostgreSQL ({now - begun:.0f} s): {reason}")
            time.sleep(0.05)

    def _why_not_answering(self) -> str | None:
        if not (self.folders.socket() / SOCKET_NAME).exists():
            return "it is starting"
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return " ".join(str(error).split())[-200:]
        return None

    def _ensure_database(self) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")


def size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def lock(file: Path, how: int) -> int:
    """An open file descriptor that holds the lock; waits, and says so, while another process has it."""
    fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    begun = said_at = time.monotonic()
    while True:
        try:
            fcntl.flock(fd, how | fcntl.LOCK_NB)
            return fd
        except BlockingIOError:
            now = time.monotonic()
            if now - said_at > SAY_SECONDS:
                said_at = now
                say(f"Waiting for another process that starts or stops PostgreSQL ({now - begun:.0f} s)")
            time.sleep(0.05)
