from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.published.contract import contract
from tests.published import factory, page_types

Get = Callable[..., Any]


@pytest.fixture
def real_types() -> None:
    """Leaves the contract as the product has it; otherwise tests have three small page types of their own."""


@pytest.fixture(autouse=True)
def _page_types(request: pytest.FixtureRequest) -> Iterator[None]:
    if "real_types" in request.fixturenames:
        yield
        return
    with contract.replaced():
        page_types.register_types(contract)
        yield


@pytest.fixture
def sites(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("own_database" if "own_database" in request.fixturenames else "db")
    factory.sites()


@pytest.fixture
def get(client: Client, sites: None) -> Get:
    """Read an address of the API; parameters as keywords. Every read must be one query.

    The installation's sites are read before: a process does so once, and again when they change.
    """

    def read(
        path: str, /, *, queries: int = 1, headers: dict[str, str] | None = None, **parameters: Any
    ) -> Any:
        client.get("/api/v1/pages/", {"limit": 1})
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/api/v1/{path}", parameters, headers=headers or {})
        asked = [each["sql"] for each in captured.captured_queries]
        assert len(asked) == queries, asked
        return response

    return read


@pytest.fixture
def ids(get: Get) -> Callable[..., list[int]]:
    """The ids of a list, in its order."""

    def read(**parameters: Any) -> list[int]:
        response = get("pages/", **parameters)
        assert response.status_code == 200, response.content
        return [item["id"] for item in response.json()["items"]]

    return read


@pytest.fixture
def mistakes(get: Get) -> Callable[..., dict[str, str]]:
    """What a refused list says is wrong, by parameter. Refusals ask the database nothing."""

    def read(path: str = "pages/", /, *, queries: int = 0, **parameters: Any) -> dict[str, str]:
        response = get(path, queries=queries, **parameters)
        assert response.status_code == 400, response.content
        assert response["Content-Type"] == "application/problem+json"
        return {each["parameter"]: each["detail"] for each in response.json()["errors"]}

    return read


@pytest.fixture
def resolve(get: Get) -> Callable[..., tuple[int, Any]]:
    """Status and answer to the question where a path leads."""

    def read(path: str, **parameters: Any) -> tuple[int, Any]:
        response = get("resolve/", path=path, **parameters)
        return response.status_code, response.json()

    return read


@pytest.fixture
def leads(resolve: Callable[..., tuple[int, Any]]) -> Callable[..., Any]:
    """Where a path leads: a location, `page`, or a status that is none of success."""

    def read(path: str, **parameters: Any) -> Any:
        status, answer = resolve(path, **parameters)
        return status if status != 200 else answer.get("location", answer["outcome"])

    return read


@pytest.fixture
def feed(get: Get) -> Callable[..., Any]:
    """An answer's JSON; each is one query."""

    def read(**parameters: Any) -> Any:
        response = get("changes/", **parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return read


@pytest.fixture
def token(feed: Callable[..., Any]) -> Callable[..., str]:
    """One that knows of all up to now."""
    return lambda **chosen: feed(after="now", **chosen)["meta"]["token"]
