"""Has this code prepared this database before? Then a start need not load all of Django to find that out.

What `prepare` found out is kept in DATA_DIR: the migrations that this code has, and a fingerprint of the code
they belong to. The database is still asked whether it has them all.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import psycopg

from cms.launch.development import BASE_DIR, kept, remember


def fingerprint() -> str:
    """Changes with every file that can bring a migration: ours, the settings, the packages' versions."""
    digest = hashlib.sha256()
    files = [BASE_DIR / "requirements.lock", BASE_DIR / "cms" / "settings.py"]
    for application in ("cms/*", "home", "newsroom", "api"):
        files += BASE_DIR.glob(f"{application}/migrations/*.py")
    for file in sorted(files):
        digest.update(file.relative_to(BASE_DIR).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def keep_migrations(folder: Path, migrations: Iterable[tuple[str, str]]) -> None:
    """Keeps the migrations, as (app, name), that a database must have for this code."""
    remember(folder, PREPARED=fingerprint(), MIGRATIONS=json.dumps(sorted(migrations)))


def is_prepared(folder: Path, address: str) -> bool:
    """Whether that database has all the migrations of this code, and an editor."""
    values = kept(folder)
    if values.get("PREPARED") != fingerprint():
        return False
    needed = {(app, name) for app, name in json.loads(values["MIGRATIONS"])}
    try:
        with psycopg.connect(address) as connection:
            applied = connection.execute("SELECT app, name FROM django_migrations").fetchall()
            someone = connection.execute("SELECT 1 FROM auth_user LIMIT 1").fetchone()
    except psycopg.ProgrammingError:
        return False
    return someone is not None and needed <= set(applied)
