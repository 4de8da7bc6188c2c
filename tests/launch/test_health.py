"""/health/live and /health/ready, as a load balancer asks them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from cms.launch.development import BASE_DIR
from cms.launch.postgres import Server
from tests.launch.conftest import SHELL

ASK = """
import django, json, sys
django.setup()
from django.test import Client
for path in ("/health/live", "/health/ready"):
    answer = Client().get(path)
    print(json.dumps([answer.status_code, answer.json().get("detail"), answer["Content-Type"]]))
"""


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_both_answer_whoever_asks(path: str) -> None:
    answer = Client().get(path, headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_only_reading_is_answered(path: str) -> None:
    answer = Client().post(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def asked(address: str, data: Path) -> list[list[object]]:
    """[status, detail, content type] of live and ready, in a production process on that database."""
    environment = {
        **SHELL,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "SECRET_KEY": "x" * 60,
        "FILE_SIGNING_KEY": "x",
        "PUBLIC_URL": "https://cms.example.org",
        "DATABASE_URL": address,
        "DATA_DIR": str(data),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, cwd=BASE_DIR, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.strip().split("\n")]


def test_a_process_without_its_database_is_live_but_not_ready(
    place: Path, free_port: Callable[[], int]
) -> None:
    address = f"postgresql://someone:secret@127.0.0.1:{free_port()}/news"
    live, ready = asked(address, place)
    assert live[0] == 200
    assert ready == [503, "The database does not answer.", "application/problem+json"]


def test_a_process_on_a_database_without_its_tables_is_not_ready(place: Path) -> None:
    server = Server(place, durable=False)
    with psycopg.connect(server.hold(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    _, ready = asked(server.address("empty"), place)
    server.release()
    assert ready[:2] == [503, "The database is not migrated to this version."]
