"""What the reading side asks the database: one query each, of the read model alone."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from api.parameters.base import Context
from api.parameters.changes import asked_of
from api.reading import NO_SITES
from cms.published import kept, visibility
from cms.published.changes.position import Position, Token, write
from cms.published.contract import contract
from tests.published import factory
from tests.published.factory import HOST, OTHER_HOST, page

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]

# Every read endpoint by its name, how it is asked, and the queries that it makes, each with its reason.
THE_ITEM = "the item or its trace, by key"
THE_TERMS = "the terms that visible items have, with their names, and both tokens"
TERMS = ("topics", "organisations", "countries", "regions", "sdgs", "kinds")
# Where the log begins, asked for without a filter.
START = write(Token(Position(), asked_of({}, Context(NO_SITES, contract)).binding))
READS = {
    "pages": ("/api/v1/pages/?topic=a&child_of=root&order=title", ["the items, their number, both tokens"]),
    "pages, asked again": (f"/api/v1/pages/?site={HOST}", ["whether the kept answer holds: both tokens"]),
    "pages, with facets": (
        "/api/v1/pages/?facets=topic,year&topic=a&fallback=en",
        ["the items, their number, the facets with their names, both tokens"],
    ),
    "search": ("/api/v1/search/?q=page", ["the hits with their marks, their number, both tokens"]),
    "search, nothing found": (
        "/api/v1/search/?q=pagess",
        ["that there are none", "words that are nearly those, of items that are visible"],
    ),
    "suggest": ("/api/v1/search/suggest/?q=pa", ["names, titles and words that begin so, both tokens"]),
    "page": ("/api/v1/pages/{id}/", [THE_ITEM]),
    "find": ("/api/v1/pages/find/?html_path={path}", ["the item by any of its paths, and the sites' token"]),
    "resolve": ("/api/v1/resolve/?path={path}", ["the item by any of its paths, and the sites' token"]),
    "redirects": ("/api/v1/redirects/", ["the paths with all that is on their ways, both tokens"]),
    "paths": ("/api/v1/paths/", ["the paths, their number, both tokens"]),
    "sitemap": ("/sitemap.xml", ["the pages with their languages, their number, both tokens"]),
    "sitemap_part": ("/sitemap-1.xml", ["the pages with their languages, their number, both tokens"]),
    "sitemap_news": ("/sitemap-news.xml", ["the news, the site's name, the sites' token"]),
    "llms": ("/llms.txt", ["home pages, branches and what is in them, both tokens"]),
    **{
        f"feed_{form}": (
            f"/feeds/news.{form}?topic=a",
            ["the items with what was withdrawn, their number, the newest change, the tokens"],
        )
        for form in ("rss", "atom", "json", "ninjs")
    },
    "page, as text": ("/api/v1/pages/{id}/?format=md", [THE_ITEM]),
    "changes": ("/api/v1/changes/", ["the log's end, the first items, the sites' token"]),
    "changes, going on": (
        f"/api/v1/changes/?after={START}",
        ["the log's end, what follows with the items as they are, the sites' token"],
    ),
    "changes, now": ("/api/v1/changes/?after=now", ["the log's end, the sites' token"]),
    "menus": ("/api/v1/menus/", ["what menus are made of, and both tokens"]),
    "menu": ("/api/v1/menus/main/", ["what menus are made of, and both tokens"]),
    "site": ("/api/v1/site/", ["what the site says, and the sites' token"]),
    "sites": ("/api/v1/sites/", ["what each site says, and the sites' token"]),
    "image": ("/api/v1/images/7/", ["the image, if a visible item shows it"]),
    "document": ("/api/v1/documents/7/", ["the document, if a visible item shows it"]),
    **{name: (f"/api/v1/{name}/", [THE_TERMS]) for name in TERMS},
    "openapi": ("/api/v1/openapi.json", []),
    "docs": ("/api/v1/docs/", []),
    "embed_news": ("/embed/news.js", []),
    "embed_news_version": ("/embed/news-1.js", []),
    "embed_builder": (
        f"/embed/?topic=a&site={HOST}",
        ["what news has of each filter with its names, their number, both tokens"],
    ),
    "embed_fragment": ("/embed/news.html?topic=a", ["the items, their number, both tokens"]),
    "embed_frame": ("/embed/news/?topic=a", ["the items, their number, both tokens"]),
    "embed_page": ("/embed/pages/{id}/", [THE_ITEM]),
    "embed_page_onward": ("/embed/pages/{id}/page/", [THE_ITEM]),
    "oembed": (
        f"/oembed/?url=https%3A%2F%2F{HOST}{{path}}",
        ["the item by any of its paths, and the sites' token"],
    ),
    "problems": ("/problems/", []),
    "problem": ("/problems/gone", []),
}  # fmt: skip
# A draft is not in the read model; what showing one asks is counted in tests/preview/test_queries.py.
# What a partner has asked is in tables of its own, and for its keys alone: tests/api/test_usage.py.
OF_THE_WRITE_SIDE = {"preview", "usage"}


@pytest.fixture
def row(sites):
    factory.file("image-7")
    factory.file("document-7")
    factory.site_item()
    page(type=factory.SECTION, show_in_menus=True)
    return page(topics=["a"], published_at=datetime(2024, 5, 1, tzinfo=UTC), files=["image-7", "document-7"])


def asked(client, row, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address.format(id=row.object_id, path=row.html_path))
    assert response.status_code in (200, 302)
    return [query["sql"] for query in captured.captured_queries]


def test_every_endpoint_is_listed_here():
    names = {name.partition(",")[0] for name in READS}
    known = {pattern.name for pattern in get_resolver("api.urls").url_patterns}
    assert known - OF_THE_WRITE_SIDE == names


@pytest.mark.parametrize("name", READS)
def test_each_read_is_exactly_the_queries_explained_here(client, row, name):
    address, reasons = READS[name]
    # A process reads the sites once, and learns by a second query that a total has been overtaken.
    client.get(f"/api/v1/pages/?site={HOST}")
    assert len(asked(client, row, address)) == len(reasons)


@pytest.mark.parametrize("name", READS)
def test_no_read_names_a_table_outside_the_read_model(client, row, name):
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    own = {model._meta.db_table for model in apps.get_app_config("published").get_models()}
    for sql in asked(client, row, READS[name][0]):
        named = {word for word in re.findall(r"\w+", sql) if word in tables}
        assert named <= own
        assert named


def test_a_list_is_counted_anew_once_after_a_write(client, row):
    client.get("/api/v1/pages/")
    page()
    # The answer that does not hold, the answer. Every other list then knows from the start.
    assert len(asked(client, row, "/api/v1/pages/")) == 2
    assert len(asked(client, row, "/api/v1/pages/")) == 1
    assert len(asked(client, row, "/api/v1/pages/?locale=de")) == 1


def test_sites_are_read_again_only_when_they_have_changed(client, row):
    client.get("/api/v1/pages/")
    assert len(asked(client, row, "/api/v1/pages/")) == 1
    apps.get_model("published.PublishedSite").objects.update(name="Anew")
    # The kept answer and a new one, neither of which holds; the sites; the answer.
    assert len(asked(client, row, "/api/v1/pages/")) == 4
    assert len(asked(client, row, "/api/v1/pages/")) == 1


def test_the_rule_of_visibility_is_written_once():
    """Elsewhere its words stand only where another moment is compared, or for how long a file is shown."""
    rule = re.compile(r"state = 'public' AND|now\(\) <")
    found = {
        file.name
        for folder in ("cms/published", "api")
        for file in (ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts and rule.search(file.read_text())
    }
    assert found == {Path(module.__file__ or "").name for module in (visibility, kept)}


@pytest.fixture
def plan(client, sites):
    """How the database answers an address, where there are many pages of one site and a few of another."""
    rows = [factory.unsaved_page() for _ in range(2000)]
    # The small site's are old: to look for them among the newest would be to look at all.
    old = datetime(2001, 1, 1, tzinfo=UTC)
    rows += [factory.unsaved_page(site=OTHER_HOST, locale="ar", published_at=old) for _ in range(20)]
    factory.PublishedItem.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_publisheditem")
    row = page()
    client.get("/api/v1/pages/")

    def read(address):
        sql = asked(client, row, address)[-1]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}")
            return "\n".join(line for (line,) in cursor.fetchall())

    return read


def test_the_ordered_list_walks_its_index(plan):
    """Without sorting: the cost of a page of a list does not grow with the list."""
    found = plan("/api/v1/pages/?locale=de")
    # With or without the locale in it: which is better is the planner's to say.
    assert "Index Scan using item_newest_" in found, found


def test_a_small_site_does_not_pay_for_a_large_one(plan):
    found = plan(f"/api/v1/pages/?site={OTHER_HOST}&locale=*")
    assert "item_by_site" in found, found
    assert "item_newest_" not in found, found


def test_redirects_look_only_at_what_leads_on(plan):
    found = plan("/api/v1/redirects/")
    assert "item_with_former_path" in found, found
    assert "item_with_alias_path" in found, found
    assert "Seq Scan on published_publisheditem" not in found, found
