"""Making a PostgreSQL cluster: always UTF-8 with a character type that knows letters, whatever LANG says."""

import locale
import os
import shutil
import subprocess
from pathlib import Path

from cms.launch import binaries
from cms.launch.errors import LaunchError
from cms.launch.folders import Folders

SUPERUSER = "postgres"
# Before version 17 there is no builtin provider, and letters are the C library's business.
BUILTIN_PROVIDER_SINCE = 17
LIBC_CANDIDATES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "de_DE.UTF-8", "de_DE.utf8")
# initdb has a shell run its neighbour, and puts that one's path between double quotes as it is.
UNQUOTABLE = set('"`$\\')


def existing_version(folders: Folders) -> int | None:
    """The major version that made the cluster; None where there is no cluster."""
    try:
        return int((folders.cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise LaunchError(f"{folders.cluster} holds no readable PostgreSQL cluster.") from None


def version_for(folders: Folders) -> int:
    """The version to run: the existing cluster's, else the one asked for, else the newest."""
    wanted, existing = binaries.wanted_version(), existing_version(folders)
    if existing and wanted and existing != wanted:
        raise LaunchError(
            f"The database under {folders.data_dir} was made by PostgreSQL {existing}, and "
            f"POSTGRES_VERSION is {wanted}: unset it, or choose another DATA_DIR."
        )
    return existing or wanted or binaries.DEFAULT_VERSION


def programs(folders: Folders, version: int) -> Path:
    """The folder of the PostgreSQL programs, in a place where the server's user can run them."""
    installed = binaries.installation(version)
    if runs(folders, installed):
        return installed / "bin"
    copied = binaries.copy_installation(version, folders.programs / str(version))
    if not runs(folders, copied):
        raise LaunchError(
            f"User {folders.account.name} cannot run programs in {folders.data_dir} (mounted noexec, "
            "or a quotation mark in its name?): choose another DATA_DIR."
        )
    return copied / "bin"


def runs(folders: Folders, place: Path) -> bool:
    """Whether the server's user can run the programs there, with their libraries, and read their files."""
    if UNQUOTABLE & set(str(place)):
        return False
    if not folders.account.can("-r", place / "share" / "postgresql" / "postgres.bki"):
        return False
    try:
        asked = [str(place / "bin" / "initdb"), "--version"]
        done = subprocess.run(
            asked, cwd="/", env=environment(), capture_output=True, check=False, **folders.account.popen()
        )
    except OSError:
        return False
    return done.returncode == 0


def environment() -> dict[str, str]:
    """What PostgreSQL's programs see: nothing of LANG, LC_* or PG* of whoever starts them."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def make(folders: Folders, version: int, *, durable: bool) -> None:
    """Runs initdb. The cluster appears whole or not at all: it is made beside its place, then renamed."""
    new = folders.cluster.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    command = [
        str(programs(folders, version) / "initdb"),
        f"--pgdata={new}",
        f"--username={SUPERUSER}",
        # The socket's folder is private to this user: who can open it is who may do everything anyway.
        "--auth=trust",
        "--encoding=UTF8",
        "--no-instructions",
        *locale_options(version),
        *([] if durable else ["--no-sync"]),
    ]
    done = subprocess.run(
        command,
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        **folders.account.popen(),
    )
    if done.returncode != 0:
        said = " ".join((done.stderr.strip() or done.stdout.strip()).split())
        raise LaunchError(f"PostgreSQL could not make its files in {folders.cluster}: {said[-400:]}")
    new.rename(folders.cluster)


def locale_options(version: int) -> list[str]:
    """initdb's options for byte order in sorting and Unicode letters in everything else.

    Text search asks the C library about letters up to version 17, so its character type is UTF-8 too
    wherever the machine has one.
    """
    libc = next((name for name in LIBC_CANDIDATES if libc_knows(name)), None)
    if version >= BUILTIN_PROVIDER_SINCE:
        return [
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            *([f"--lc-ctype={libc}"] if libc else []),
        ]
    if libc is None:
        raise LaunchError(
            f"This machine has no UTF-8 locale, which PostgreSQL {version} needs: unset POSTGRES_VERSION."
        )
    return ["--locale-provider=libc", "--locale=C", f"--lc-ctype={libc}"]


def libc_knows(name: str) -> bool:
    """Whether this machine's C library has that locale."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True
