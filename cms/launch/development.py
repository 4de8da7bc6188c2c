"""The development values: what `make run` decides so that nobody needs to set anything.

They are kept in DATA_DIR, so that a command run by hand beside the running server works with the same keys
and addresses: finished JSON holds signatures and absolute addresses. In production the environment says
everything, and nothing here is used.
"""

import atexit
import json
import os
import secrets
import signal
import sys
from hashlib import blake2b
from pathlib import Path
from types import FrameType

from cms.launch import account
from cms.launch.errors import LaunchError
from cms.launch.folders import make_data_dir

BASE_DIR = Path(__file__).resolve().parent.parent.parent
KEYS = ("SECRET_KEY", "FILE_SIGNING_KEY")
ALWAYS = {"DEBUG": "1", "MANAGEMENT_API": "1"}
# Where readers and editors reach this backend, and where the website is that shows its content.
ADDRESSES = {"PUBLIC_URL": "http://localhost:8000", "WEBSITE_URL": "http://localhost:8001"}


# Where root's data lies, each checkout's in a folder of its own, where `.data` cannot be used.
OF_ROOT = Path("/var/lib/dateline")


def data_dir() -> Path:
    """DATA_DIR, absolute; where it is not set, `.data` in the checkout.

    As root, PostgreSQL runs as another user. A checkout in a private folder, as root's own is, is
    closed to that user: its data then lies in /var/lib/dateline.
    """
    if chosen := os.environ.get("DATA_DIR"):
        return Path(chosen).resolve()
    if os.geteuid() != 0 or os.environ.get("DATABASE_URL") or account.for_data(None).can("-x", BASE_DIR):
        return (BASE_DIR / ".data").resolve()
    return OF_ROOT / f"{BASE_DIR.name}-{blake2b(bytes(BASE_DIR), digest_size=4).hexdigest()}"


def kept_file(folder: Path) -> Path:
    return folder / "development.json"


def kept(folder: Path) -> dict[str, str]:
    """What an earlier start kept; empty before the first."""
    try:
        values = json.loads(kept_file(folder).read_text())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise LaunchError(f"{kept_file(folder)} cannot be read: {error}.") from None
    return {str(name): str(value) for name, value in values.items()}


def keep(folder: Path, values: dict[str, str]) -> None:
    """Writes the values for the next start, readable by their owner alone, whole or not at all."""
    make_data_dir(folder)
    new = kept_file(folder).with_suffix(f".{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(values, file, indent=1)
        new.replace(kept_file(folder))
    except OSError as error:
        raise LaunchError(f"The folder {folder} cannot be written ({error.strerror}).") from None


def use(folder: Path, addresses: dict[str, str] | None = None) -> dict[str, str]:
    """Puts the development values into the environment, where it does not have them; makes missing ones.

    `addresses` are those of this start: PUBLIC_URL, WEBSITE_URL. Returns what was kept before, so that a
    start can see what changed.
    """
    before = kept(folder)
    keys = {name: before.get(name) or secrets.token_urlsafe(48) for name in KEYS}
    password = before.get("ADMIN_PASSWORD") or secrets.token_urlsafe(9)
    values = {**before, **keys, "ADMIN_PASSWORD": password}
    if values != before:
        keep(folder, values)
    places = {name: (addresses or before).get(name) or default for name, default in ADDRESSES.items()}
    places |= {"PREVIEW_URL": f"{places['WEBSITE_URL']}/preview", "DATA_DIR": str(folder)}
    for name, value in {**ALWAYS, **keys, **places}.items():
        if not os.environ.get(name):
            os.environ[name] = value
    return before


def remember(folder: Path, **more: str) -> None:
    """Adds to what is kept."""
    before = kept(folder)
    if before | more != before:
        keep(folder, before | more)


def complete_environment() -> None:
    """What a command run by hand needs beyond its environment: the keys that `make run` made, and a database.

    Does nothing where DATABASE_URL and SECRET_KEY are both set.
    """
    folder = data_dir()
    if not os.environ.get("DATABASE_URL"):
        use(folder)
        hold_server(folder)
    elif not os.environ.get("SECRET_KEY") and kept(folder):
        use(folder)


def hold_server(folder: Path) -> None:
    """Sets DATABASE_URL to the embedded server, which stays up at least as long as this process."""
    # The server's code needs psycopg and psutil; a process with a DATABASE_URL needs neither here.
    from cms.launch.postgres import Server  # noqa: PLC0415

    server = Server(folder)
    os.environ["DATABASE_URL"] = server.hold()
    atexit.register(server.release)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is signal.SIG_DFL:
            signal.signal(ending, leave)


def leave(number: int, frame: FrameType | None) -> None:
    """By default a signal ends a process without its exit functions, which would leave the server running."""
    sys.exit(128 + number)
