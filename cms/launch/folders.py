"""What lies where under DATA_DIR, and who may enter it."""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cms.launch import account
from cms.launch.account import Account
from cms.launch.errors import LaunchError

# A socket's address holds 107 bytes on Linux and 103 on macOS; the file name takes 14 of them.
SOCKET_FOLDER_BYTES = 88
SOCKET_NAME = ".s.PGSQL.5432"


def make_data_dir(data_dir: Path) -> None:
    """Makes DATA_DIR, private to its user, or says in one line why it cannot be used."""
    try:
        if not data_dir.is_dir():
            data_dir.mkdir(mode=0o700, parents=True)
        if not os.access(data_dir, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise LaunchError(
            f"The folder {data_dir} cannot be written ({error.strerror}): choose another with DATA_DIR."
        ) from None


@dataclass(frozen=True)
class Folders:
    """The places of one embedded server. All of it belongs to `account`, the locks to whoever starts it."""

    data_dir: Path
    account: Account

    @classmethod
    def claim(cls, data_dir: Path) -> "Folders":
        """Makes the folders ready for the server's user; LaunchError where that user cannot get there."""
        make_data_dir(data_dir)
        own = data_dir / "postgres"
        try:
            owner = own.stat().st_uid if own.exists() else None
            folders = cls(data_dir, account.for_data(owner))
            if owner is None:
                own.mkdir(mode=0o700)
                folders.account.give(own, 0o700)
            elif owner == 0 and os.geteuid() == 0:
                # A start that was killed between the two lines above.
                folders.account.give(own, 0o700)
        except OSError as error:
            raise LaunchError(f"{own} cannot be used: {error.strerror}. Choose another DATA_DIR.") from None
        folders._let_account_in()
        return folders

    def _let_account_in(self) -> None:
        """A stand-in for root must pass all folders above the cluster; of those, only DATA_DIR is ours."""
        if not self.account.stand_in or self.account.can("-w", self.cluster.parent):
            return
        blocked = next(
            (folder for folder in reversed(self.data_dir.parents) if not self.account.can("-x", folder)), None
        )
        if blocked is None and self.data_dir.stat().st_uid == os.geteuid():
            os.chown(self.data_dir, -1, self.account.gid)
            self.data_dir.chmod(stat.S_IMODE(self.data_dir.stat().st_mode) | stat.S_IXGRP)
            if self.account.can("-w", self.cluster.parent):
                return
        raise LaunchError(
            f"As root, PostgreSQL runs as user {self.account.name}, who cannot enter "
            f"{blocked or self.data_dir}: choose a folder elsewhere, such as DATA_DIR=/var/lib/dateline."
        )

    @property
    def cluster(self) -> Path:
        return self.data_dir / "postgres" / "cluster"

    @property
    def log(self) -> Path:
        return self.data_dir / "postgres" / "server.log"

    @property
    def programs(self) -> Path:
        return self.data_dir / "postgres" / "programs"

    @property
    def users_lock(self) -> Path:
        return self.data_dir / "postgres-users.lock"

    @property
    def start_lock(self) -> Path:
        return self.data_dir / "postgres-start.lock"

    @property
    def _socket_record(self) -> Path:
        return self.data_dir / "postgres" / "socket-folder"

    def socket(self) -> Path:
        """The folder of the server's socket; made where it is missing.

        A DATA_DIR too deep for a socket's address (or with a comma, which parts hosts in a connection
        string) gets a private folder with a short name instead, which DATA_DIR remembers.
        """
        near = self.data_dir / "postgres" / "run"
        text = str(near)
        if len(os.fsencode(text)) <= SOCKET_FOLDER_BYTES and not set(text) & set(',"\\\n'):
            if not near.is_dir():
                near.mkdir(mode=0o700)
                self.account.give(near, 0o700)
            return near
        if self._socket_record.is_file():
            recorded = Path(self._socket_record.read_text())
            if self._is_private(recorded):
                return recorded
        short = tempfile.gettempdir()
        if len(os.fsencode(short)) > SOCKET_FOLDER_BYTES - 20:
            short = "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it
        made = Path(tempfile.mkdtemp(prefix="dateline-", dir=short))
        self.account.give(made, 0o700)
        if not self.account.can("-w", made):
            made.rmdir()
            raise LaunchError(f"User {self.account.name} cannot enter {short}: set TMPDIR=/tmp.")
        self._socket_record.write_text(str(made))
        return made

    def _is_private(self, folder: Path) -> bool:
        """Somebody else may have made a folder of that name since a tidy-up removed ours."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        mine = found.st_uid == self.account.uid
        return stat.S_ISDIR(found.st_mode) and mine and stat.S_IMODE(found.st_mode) == 0o700

    def clear_socket(self) -> None:
        """Removes the socket of a server that is gone: its lock names a process number that may live on.

        Nobody else's is in the folder, and the cluster's own pid file guards against a second server.
        """
        for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (self.socket() / name).unlink(missing_ok=True)

    def forget_socket(self) -> None:
        """Removes the short socket folder, once the server is down."""
        if not self._socket_record.is_file():
            return
        recorded = Path(self._socket_record.read_text())
        if self._is_private(recorded):
            self.clear_socket()
            recorded.rmdir()
        self._socket_record.unlink()
