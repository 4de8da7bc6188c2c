"""Settings come from the environment, all of them are documented, and none of them is unsafe by default."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cms.launch.development import BASE_DIR
from tests.launch.conftest import SHELL

ROOMS = ("cms", "api", "home", "newsroom", "tests", "benchmarks")
READERS = {"flag", "words", "number"}
# The shell's and Django's own; xdist's, and what a test run tells its own processes.
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "TEST_RUN"}
PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "FILE_SIGNING_KEY": "another",
    "PUBLIC_URL": "https://cms.example.org",
    "DATABASE_URL": "postgresql://dateline@db.example.org/dateline",
    "ALLOWED_HOSTS": "cms.example.org",
}


def names_read(source: Path) -> set[str]:
    """The environment variables that a Python file asks for by name."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            asked = ast.unparse(node.func)
            if asked in {"os.environ.get", "os.getenv"} or asked.split(".")[-1] in READERS:
                found.add(node.args[0].value)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.literal_eval(node.slice) if isinstance(node.slice, ast.Constant) else "")
    return {name for name in found if isinstance(name, str) and re.fullmatch("[A-Z][A-Z_]+", name)}


def documented() -> dict[str, str]:
    """The variables of .env.example, each with the comment line above it."""
    lines = (BASE_DIR / ".env.example").read_text().split("\n")
    return {
        match[1]: lines[number - 1]
        for number, line in enumerate(lines)
        if (match := re.fullmatch(r"#?([A-Z][A-Z_]+)=.*", line))
    }


def test_every_variable_that_is_read_is_in_the_example_with_a_line_on_it() -> None:
    sources = [path for room in ROOMS for path in (BASE_DIR / room).rglob("*.py")]
    read = set().union(*(names_read(path) for path in sources)) - NOT_OURS
    assert {"SECRET_KEY", "WEB_THREADS", "POSTGRES_VERSION", "ALLOWED_HOSTS", "DEBUG"} <= read
    assert sorted(read - documented().keys()) == []
    assert [name for name, above in documented().items() if not re.match(r"# \S", above)] == []


def test_the_example_names_nothing_that_nobody_reads() -> None:
    files = [path for room in ROOMS for path in (BASE_DIR / room).rglob("*.[ps][yh]")]
    text = "".join(path.read_text() for path in [*files, BASE_DIR / "Makefile"])
    assert [name for name in documented() if not re.search(rf"\b{name}\b", text)] == []


def test_compose_sets_only_what_is_documented() -> None:
    services = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())["services"]
    ours = [service for service in services.values() if service["image"] == "dateline"]
    assert len(ours) == 4
    assert set().union(*(service["environment"] for service in ours)) <= documented().keys()


def settings_with(environment: dict[str, str], expression: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"from cms import settings as s; print({expression})"],
        env={**{name: SHELL[name] for name in ("PATH",)}, "DATA_DIR": os.environ["DATA_DIR"], **environment},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "FILE_SIGNING_KEY", "PUBLIC_URL"])
def test_what_production_must_set_is_asked_for_by_name(name: str) -> None:
    done = settings_with({key: value for key, value in PRODUCTION.items() if key != name}, "s.DEBUG")
    assert f"ImproperlyConfigured: {name} is not set" in done.stderr.strip().split("\n")[-1]


def test_production_lets_no_webhook_into_its_own_network() -> None:
    done = settings_with(PRODUCTION | {"WEBHOOK_ALLOW_PRIVATE": "1"}, "s.DEBUG")
    assert "ImproperlyConfigured: WEBHOOK_ALLOW_PRIVATE is for development" in done.stderr
    done = settings_with(PRODUCTION | {"WEBHOOK_ALLOW_PRIVATE": "1", "DEBUG": "1"}, "s.WEBHOOK_ALLOW_PRIVATE")
    assert done.stdout.strip() == "True", done.stderr


def test_development_needs_neither_an_address_nor_a_second_key() -> None:
    given = {"DEBUG": "1", "SECRET_KEY": "secret", "DATABASE_URL": PRODUCTION["DATABASE_URL"]}
    done = settings_with(given, "s.PUBLIC_URL, s.FILE_SIGNING_KEY")
    assert done.stdout.strip() == "http://localhost:8000 secret", done.stderr


def test_unset_means_production() -> None:
    wanted = (
        "s.DEBUG, s.MANAGEMENT_API, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS > 0, s.SECURE_PROXY_SSL_HEADER"
    )
    done = settings_with(PRODUCTION, wanted)
    assert done.stdout.strip() == "False False True True True True None", done.stderr


def test_mail_goes_to_the_server_that_is_named_and_nowhere_without_one() -> None:
    wanted = "s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_PORT, s.WAGTAIL_PASSWORD_RESET_ENABLED"
    assert settings_with(PRODUCTION, wanted).stdout.strip() == "console 25 False"
    named = {**PRODUCTION, "EMAIL_HOST": "mail.example.org", "EMAIL_PORT": "587"}
    assert settings_with(named, wanted).stdout.strip() == "smtp 587 True"


def test_importing_the_settings_touches_nothing(place: Path) -> None:
    done = settings_with({**PRODUCTION, "DATA_DIR": str(place / "data")}, "s.DEBUG")
    assert done.returncode == 0
    assert not (place / "data").exists()
