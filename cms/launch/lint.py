"""Everything that `make lint` checks; all of it runs, so that one look shows all there is to mend."""

import os
import subprocess
import sys

from cms.launch.development import BASE_DIR
from cms.launch.progress import say

# No check asks a database for anything; an address that leads nowhere makes sure of it.
WITHOUT_DATA = {
    "DATABASE_URL": "postgresql:///nowhere?host=/nonexistent",
    "SECRET_KEY": "only-for-checks-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DJANGO_SETTINGS_MODULE": "cms.settings",
}
# Nothing of Dateline's own: what is checked must not depend on who checks.
PASSED_ON = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"}
PRODUCTION = {
    "ALLOWED_HOSTS": "cms.example.org",
    "PUBLIC_URL": "https://cms.example.org",
    "FILE_SIGNING_KEY": "only-for-checks",
}
PYTHON = sys.executable
# makemigrations warns that it cannot ask the database, which is the point.
MANAGE = [PYTHON, "-W", "ignore::RuntimeWarning", "manage.py"]

CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("style", [PYTHON, "-m", "ruff", "check", "--quiet", "."], {}),
    ("format", [PYTHON, "-m", "ruff", "format", "--quiet", "--check", "."], {}),
    ("types", [PYTHON, "-m", "mypy"], {"DEBUG": "1"}),
    (
        "direction of imports",
        [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        {},
    ),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {"DEBUG": "1"}),
    ("translations", [PYTHON, "-m", "cms.launch.messages", "check"], {}),
    ("production settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def main() -> None:
    failed = []
    kept = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    for name, command, more in CHECKS:
        say(f"lint: {name}")
        done = subprocess.run(command, cwd=BASE_DIR, env={**kept, **WITHOUT_DATA, **more}, check=False)
        if done.returncode != 0:
            failed.append(name)
    if failed:
        sys.exit(f"lint: to mend: {', '.join(failed)}")
    say("lint: nothing to mend")


if __name__ == "__main__":
    main()
