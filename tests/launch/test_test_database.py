"""The database that the tests themselves run on."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_letters_beyond_ascii_have_case() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÄÖÜ'), to_tsvector('german', 'ÄRZTE')::text")
        assert cursor.fetchone() == ("äöü", "'arzt':1")


def test_each_worker_has_a_data_dir_of_its_own() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    assert worker is None or os.environ["DATA_DIR"].endswith(worker)
