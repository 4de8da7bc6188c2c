"""What the documents say is there, is there: files, commands, settings, addresses."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import get_commands
from django.test import Client

from api.openapi import document
from cms.launch.development import BASE_DIR
from newsroom.models import NewsTopic
from tests import factories
from tests.databases import cloned
from tests.standing import sited

DOCUMENTS = sorted([BASE_DIR / "README.md", *(BASE_DIR / "docs").rglob("*.md")])
HERE = "http://localhost:8000"
RELEASE = "Interim results: 3,900 families at home in everyday life with their guides"
PUBLIC = ("/api/v1/", "/health/", "/feeds/", "/embed/", "/oembed/")
# Where the API is asked to be wrong on purpose.
MISTAKES = {"/api/v1/pages/?contry=DE": 400}

every_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(BASE_DIR).as_posix()
)


def curls() -> dict[str, int]:
    """The addresses for readers that the documents ask with curl, each with the status to expect."""
    text = "\n".join(path.read_text() for path in DOCUMENTS)
    asked = [
        word.removeprefix(HERE)
        for line in re.findall(r"^ *curl .*$", text, re.MULTILINE)
        for word in shlex.split(line.rstrip("\\"))
        if word.startswith(HERE) and "$" not in word
    ]
    return {path: MISTAKES.get(path, 200) for path in asked if path.startswith(PUBLIC)}


@every_document
def test_its_links_lead_somewhere(path: Path) -> None:
    text = path.read_text()
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    for link in links:
        if urlsplit(link).scheme:
            continue
        target, _, anchor = link.partition("#")
        file = path.parent / target if target else path
        assert file.exists(), f"{path.name}: {link}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, link


@every_document
def test_the_commands_that_it_names_exist(path: Path) -> None:
    text = path.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (BASE_DIR / "Makefile").read_text(), re.MULTILINE))
    # In code, not in prose: “make sense” is no command.
    code = re.findall(r"`(make [a-z-]+)", text) + re.findall(r"^ *(make [a-z-]+)", text, re.MULTILINE)
    assert {each.split()[1] for each in code} <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= get_commands().keys()


@every_document
def test_the_files_that_it_names_exist(path: Path) -> None:
    named = set(re.findall(r"`((?:api|cms|home|newsroom|tests|docs|benchmarks)/[\w./-]*)`", path.read_text()))
    assert {name for name in named if not (BASE_DIR / name).exists()} == set()


@every_document
def test_it_is_of_the_product_alone(path: Path) -> None:
    words = re.findall(r"/work/|/tmp/|/root/|\bTODO\b|\bFIXME\b", path.read_text())
    assert words == []


def test_every_setting_is_explained_to_operators() -> None:
    names = re.findall(r"^#?([A-Z][A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)
    operating = (BASE_DIR / "docs" / "operating.md").read_text()
    assert len(names) > 20
    assert [name for name in names if f"`{name}`" not in operating and f"`{name}=" not in operating] == []


def test_operators_are_told_of_no_setting_that_is_not_there() -> None:
    names = set(re.findall(r"^#?([A-Z][A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE))
    for name in ("README.md", "docs/operating.md"):
        told = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)(?:=\w*)?`", (BASE_DIR / name).read_text()))
        assert told <= names, name


def test_every_list_parameter_of_the_documents_is_in_the_description_of_the_api() -> None:
    described = {each["name"] for each in document()["paths"]["/api/v1/pages/"]["get"]["parameters"]}
    for path in curls():
        address = urlsplit(path)
        if address.path == "/api/v1/pages/" and path not in MISTAKES:
            assert {pair.partition("=")[0] for pair in address.query.split("&")} <= described, path


def test_decisions_are_numbered_without_gaps_and_say_what_they_cost() -> None:
    found = sorted((BASE_DIR / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    for path in found:
        text = path.read_text()
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Costs")), path.name


def test_every_name_of_the_glossary_has_its_place_in_the_code() -> None:
    text = (BASE_DIR / "docs" / "glossary.md").read_text()
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    assert len(rows) > 20
    for word, place in rows[2:]:
        assert place == "Wagtail" or (BASE_DIR / place.split(",")[0].strip("`")).exists(), word


@pytest.fixture(scope="module")
def like_the_demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A site with what the documents ask for, made once for all that is asked."""
    with django_db_blocker.unblock(), cloned(sited(factories.LOCALES), f"documents_{os.getpid()}"):
        make_content(factories.Place.standing())
        yield


def make_content(place: factories.Place) -> None:
    factories.ContentPageFactory(parent=place.homes["ar"], title="من نحن", locale=factories.locale("ar"))
    factories.ContentPageFactory(parent=place.homes["en"], locale=factories.locale("en"), show_in_menus=True)
    factories.EventPageFactory(parent=place.home)
    topic = factories.TopicFactory(slug="integration", locale=factories.locale("en"))
    factories.NewsPageFactory(
        parent=place.newsrooms["en"],
        locale=factories.locale("en"),
        title=RELEASE,
        countries=["DE"],
        topics=[NewsTopic(topic=topic)],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", curls(), ids=str)
def test_what_the_documents_ask_with_curl_is_answered(
    path: str, client: Client, like_the_demonstration: None
) -> None:
    response = client.get(path)
    if response.status_code == 302:
        response = client.get(response["Location"])

    assert response.status_code == curls()[path], response.content.decode()
    is_json = "json" in response["Content-Type"]
    listed = (
        response.json().get("items", True) if is_json else re.search(b"<(article|item)", response.content)
    )
    assert listed, "the list is empty: nothing is shown by that"


def test_readme_and_demonstration_know_the_same_release() -> None:
    demo = "".join(path.read_text() for path in (BASE_DIR / "home/demo/content/en").glob("news-*.json"))
    assert RELEASE in demo
    assert "Interim results: 3,900 families" in (BASE_DIR / "README.md").read_text()
