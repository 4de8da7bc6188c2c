"""Feeds over rows of the read model, as the projection would write them."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import _page_types, real_types, sites

__all__ = ["_page_types", "real_types", "sites"]

FORMS = ("rss", "atom", "json", "ninjs")
Read = Callable[..., Any]


@pytest.fixture
def read(client: Client, sites: None) -> Read:
    """Reads a feed; parameters as keywords. Each is one query; a process has read the sites before."""

    def read(form: str, /, *, queries: int = 1, headers: dict[str, str] | None = None, **given: Any) -> Any:
        client.get("/api/v1/pages/", {"limit": 1})
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/feeds/news.{form}", given, headers=headers or {})
        assert len(captured.captured_queries) == queries, captured.captured_queries
        return response

    return read


@pytest.fixture
def titles(read: Read) -> Callable[..., list[str]]:
    """The titles of a feed, in its order."""

    def titles(**given: Any) -> list[str]:
        response = read("json", **given)
        assert response.status_code == 200, response.content
        return [each["title"] for each in orjson.loads(response.content)["items"]]

    return titles


@pytest.fixture
def mistakes(read: Read) -> Callable[..., dict[str, str]]:
    """What a refused feed says is wrong, by parameter."""

    def mistakes(form: str = "rss", /, **given: Any) -> dict[str, str]:
        response = read(form, queries=0, **given)
        assert response.status_code == 400, response.content
        assert response["Content-Type"] == "application/problem+json"
        return {each["parameter"]: each["detail"] for each in response.json()["errors"]}

    return mistakes
