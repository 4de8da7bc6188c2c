"""Nobody reads or writes through the management API without a valid token."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import APIToken

PREFIX = "api/management/"


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def paths() -> list[str]:
    """Every route under the prefix, with 1 for each number, and some that are none."""
    found = {
        "/" + re.sub(r"<(\w+:)?(\w+)>", lambda match: "1" if match[2].endswith(("id", "pk")) else "x", route)
        for route in routes(get_resolver().url_patterns)
        if route.startswith(PREFIX)
    }
    return [*sorted(found), "/api/management/nothing/here/", "/api/management/pages"]


def test_there_are_routes_to_guard() -> None:
    assert len(paths()) > 30


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options", "post", "patch", "put", "delete"])
def test_every_route_answers_401_without_a_token(client: Client, method: str) -> None:
    answers = {path: getattr(client, method)(path).status_code for path in paths()}

    assert set(answers.values()) == {401}, answers


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Basic YTpi", "Bearer \x00", "bearer"])
def test_a_wrong_token_is_none(client: Client, header: str) -> None:
    assert client.get("/api/management/pages/", headers={"Authorization": header}).status_code == 401


@pytest.mark.django_db
def test_an_editors_session_is_no_token(admin_client: Client) -> None:
    answer = admin_client.get("/api/management/pages/")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_token_opens_until_it_is_revoked(client: Client) -> None:
    editor = get_user_model().objects.create_superuser("editor")
    token, key = APIToken.create_token(user=editor, name="test")
    headers = {"Authorization": f"Bearer {key}"}

    opened = client.get("/api/management/pages/", headers=headers)
    token.revoke()

    assert opened.status_code == 200
    assert opened.headers["Cache-Control"] == "private, no-store"
    assert client.get("/api/management/pages/", headers=headers).status_code == 401


@pytest.mark.django_db
def test_the_guard_stands_under_a_prefix_of_the_server_too(client: Client) -> None:
    assert client.get("/api/management/pages/", SCRIPT_NAME="/cms").status_code == 401
