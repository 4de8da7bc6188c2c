"""The walk through the management API, on a small site and on the demonstration that a stranger has."""

import json
import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import APIToken, Page, Site

from cms.launch.development import BASE_DIR
from tests import factories
from tests.databases import cloned, demonstration
from tests.docs.test_documents import curls

TEXT = (BASE_DIR / "docs" / "management-api.md").read_text()


def sent() -> tuple[str, str]:
    """What the document sends: the new page, with `$PARENT` in it, and the change."""
    [new] = re.findall(r"<<JSON\n(.*?)^ *JSON$", TEXT, re.MULTILINE | re.DOTALL)
    [change] = re.findall(r"--data '(\{.*?\})'", TEXT)
    return new, change


def walk(client: Client) -> None:
    """Steps 2 to 6 of the document, with a token for an administrator."""
    editor = get_user_model().objects.create_superuser("walker")
    _, token = APIToken.create_token(user=editor, name="first steps")
    headers = {"Authorization": f"Bearer {token}"}
    new, change = sent()

    def send(method: str, path: str, body: str = "{}") -> Any:
        answer = getattr(client, method)(
            f"/api/management/{path}", body, content_type="application/json", headers=headers
        )
        assert answer.status_code in {200, 201}, answer.content.decode()
        return answer.json()

    [newsrooms] = [path for path in curls() if "newsroom.NewsroomPage" in path]
    parent = client.get(newsrooms).json()["items"][0]["id"]
    page = send("post", "pages/", new.replace("$PARENT", str(parent)))["id"]
    assert client.get(f"/api/v1/pages/{page}/").status_code == 404
    send("patch", f"pages/{page}/", change)
    send("post", f"pages/{page}/actions/publish/")

    read = client.get(f"/api/v1/pages/{page}/").json()
    assert read["title"] == json.loads(new.replace("$PARENT", "0"))["title"]
    assert read["summary"] == json.loads(change)["summary"]
    assert [block["type"] for block in read["body"]] == ["paragraph"]


@pytest.mark.django_db
def test_a_program_writes_as_the_document_says(client: Client) -> None:
    factories.make_site()
    walk(client)


@pytest.mark.django_db
def test_the_description_of_the_management_api_is_where_the_document_says(client: Client) -> None:
    editor = get_user_model().objects.create_superuser("walker")
    _, token = APIToken.create_token(user=editor, name="first steps")
    path = "/api/management/openapi.json"
    assert f"`{path}`" in TEXT
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 200


@pytest.fixture
def demonstrated(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), cloned(demonstration(), f"walked_{os.getpid()}"):
        yield


@pytest.mark.slow
def test_the_walks_of_the_documents_work_on_the_demonstration(demonstrated: None, client: Client) -> None:
    wrong = [
        page.title
        for page in Page.objects.all()
        if page.numchild != page.get_descendants().filter(depth=page.depth + 1).count()
    ]
    assert wrong == [], "no page can be added below these: the tree counts their children wrongly"
    website = quote(Site.objects.get(is_default_site=True).root_url, safe="")
    for written, status in curls().items():
        # Of whom the website is, the documents cannot know.
        path = written.replace(quote("https://www.example.org", safe=""), website)
        response = client.get(path)
        if response.status_code == 302:
            response = client.get(response["Location"])
        assert response.status_code == status, path
        if "json" in response["Content-Type"]:
            assert response.json().get("items", True), f"{path} is empty"
        else:
            assert b"<item>" in response.content or b"dateline-item" in response.content, f"{path} is empty"
    walk(client)
