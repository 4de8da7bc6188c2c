"""What a read does when the database goes away, in a database where tests commit for real."""

import pytest
from django.db import OperationalError, connection

from cms.published import database
from tests.published.factory import page


def test_a_lost_connection_is_made_again_without_anybody_noticing(own_database, client, sites):
    row = page()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    assert client.get(f"/api/v1/pages/{row.object_id}/").status_code == 200


def test_a_database_that_does_not_answer_is_503(own_database, client, sites):
    connection.close()
    settings = connection.settings_dict
    port = settings["PORT"]
    settings["PORT"] = "1"
    try:
        with pytest.raises(OperationalError):
            database.fetch("SELECT 1", [])
        response = client.get("/api/v1/pages/1/")
    finally:
        settings["PORT"] = port
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response["Cache-Control"] == "no-store"
    assert "1" not in response.json()["detail"]
