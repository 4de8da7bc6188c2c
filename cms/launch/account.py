"""As whom the embedded server runs. PostgreSQL refuses to run as root, so root lends it another user.

No user is created and no folder above DATA_DIR is touched: a machine's users and the modes of its folders
are its administrator's. Where the chosen user cannot reach DATA_DIR, the message says which to choose.
"""

import os
import pwd
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.launch.errors import LaunchError

# `postgres` exists where a PostgreSQL package was installed once, `nobody` everywhere.
STAND_INS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The operating system's user of the server, and whether it is a stand-in for root."""

    name: str
    uid: int
    gid: int
    stand_in: bool

    def popen(self) -> dict[str, Any]:
        """What subprocess needs to run a program as this user."""
        if not self.stand_in:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path, mode: int) -> None:
        """Makes `path` this user's own, with that mode."""
        if self.stand_in:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def can(self, shell_test: str, path: Path) -> bool:
        """Whether a shell test such as ``-w`` holds for this user; modes, ACLs and mounts all count."""
        command = f"test {shell_test} {shlex.quote(str(path))}"
        arguments = ["/bin/sh", "-c", command]
        return subprocess.run(arguments, cwd="/", check=False, **self.popen()).returncode == 0


def for_data(owner_uid: int | None) -> Account:
    """The account for a cluster that belongs to `owner_uid`, or for a new one where that is None."""
    uid = os.geteuid()
    if uid != 0:
        if owner_uid not in (None, uid):
            raise LaunchError(
                f"The database under DATA_DIR belongs to user {name_of(owner_uid)}, not to {name_of(uid)}: "
                "run as that user, or choose another DATA_DIR."
            )
        return Account(name_of(uid), uid, os.getegid(), stand_in=False)
    if owner_uid:
        return of_uid(owner_uid)
    for name in STAND_INS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, stand_in=True)
    raise LaunchError(
        f"PostgreSQL does not run as root and none of the users {', '.join(STAND_INS)} exists: "
        "run as an ordinary user, or set DATABASE_URL."
    )


def of_uid(uid: int) -> Account:
    """The account of a user other than the one that runs this process."""
    try:
        gid = pwd.getpwuid(uid).pw_gid
    except KeyError:
        raise LaunchError(
            f"The database under DATA_DIR belongs to user id {uid}, which this machine does not know: "
            "give the folder to a user that exists, or choose another DATA_DIR."
        ) from None
    return Account(name_of(uid), uid, gid, stand_in=True)


def name_of(uid: int | None) -> str:
    """The user's name, or its number where it has none."""
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)
