"""Every whole answer about the demonstration has the shape that the OpenAPI document says it has.

With `fields`, an answer has some of that shape.
"""

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from api.openapi import document
from cms.published.models import PublishedItem
from tests.databases import cloned, demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demonstrated(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), cloned(demonstration(), f"demonstrated_{os.getpid()}"):
        yield


class Described:
    """Asks, and holds the answer against its schema."""

    def __init__(self) -> None:
        self.document = document()
        self.validators: dict[tuple[str, int], Draft202012Validator] = {}

    def ask(self, template: str, status: int = 200, **address: Any) -> Any:
        query = address.pop("query", "")
        asked = template.format(**address) + query
        response = Client().get(asked)
        assert response.status_code == status, response.content
        if status == 200 and "304" in self.document["paths"][template]["get"]["responses"]:
            again = Client().get(asked, headers={"If-None-Match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
        found = response.json()
        mistakes = [
            f"{error.json_path}: {error.message}"
            for error in self.validator(template, status).iter_errors(found)
        ]
        assert mistakes == [], asked
        return found

    def validator(self, template: str, status: int) -> Draft202012Validator:
        if (template, status) not in self.validators:
            responses = self.document["paths"][template]["get"]["responses"]
            media = next(
                media for name, media in responses[str(status)]["content"].items() if name.endswith("json")
            )
            schema = {**media["schema"], "components": self.document["components"]}
            self.validators[template, status] = Draft202012Validator(schema)
        return self.validators[template, status]


@pytest.fixture(scope="module")
def described() -> Described:
    return Described()


def ids(what: str) -> list[int]:
    items = PublishedItem.objects.filter(what=what, state="public", announced=True).order_by("object_id")
    return list(items.values_list("object_id", flat=True).distinct())


def test_pages(demonstrated: None, described: Described) -> None:
    types = set()
    for pk in ids("page"):
        answer = described.ask("/api/v1/pages/{id}/", 200, id=pk)
        types.add(answer["type"])
        path = answer["meta"]["html_path"]
        described.ask("/api/v1/resolve/", query=f"?path={quote(path)}")
    assert len(types) >= 9


def test_pages_in_words(demonstrated: None) -> None:
    for pk in ids("page"):
        title = Client().get(f"/api/v1/pages/{pk}/").json()["title"]
        for form in ("md", "text"):
            answer = Client().get(f"/api/v1/pages/{pk}/?format={form}")
            assert answer.status_code == 200
            written = answer.content.decode().replace("\\", "")
            assert title in written
            assert not re.search(r"</?(?:p|h\d|ul|li|table)>|\{'|None|&amp;", written), written


def test_what_is_for_static_builds_and_robots(demonstrated: None, described: Described) -> None:
    described.ask("/api/v1/paths/", query="?limit=1000&site=*")
    for path in ("/sitemap.xml", "/sitemap-news.xml", "/llms.txt"):
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize("what", ["image", "document"])
def test_files(demonstrated: None, described: Described, what: str) -> None:
    found = ids(what)
    assert found
    for pk in found:
        described.ask(f"/api/v1/{what}s/{{id}}/", id=pk)


def test_lists(demonstrated: None, described: Described) -> None:
    for query in ("?limit=100", "?locale=ar", "?slug=nothing", "?child_of=root"):
        described.ask("/api/v1/pages/", query=query)


def test_mistakes_and_what_is_not_there(demonstrated: None, described: Described) -> None:
    described.ask("/api/v1/pages/", 400, query="?contry=DE&limit=0")
    described.ask("/api/v1/pages/{id}/", 404, id=999999)
    described.ask("/api/v1/resolve/", 404, query="?path=/de/nichts/")
    described.ask("/api/v1/images/{id}/", 404, id=999999)
