"""What robots are given of a site: its pages, its latest news, and what it is in words."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from cms.published import sitemaps
from cms.published.models import State
from tests.published.factory import HOME_KEY, HOST, OTHER_HOST, SECTION, newest, page, translation

pytestmark = pytest.mark.django_db

XSD = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemaps.xsd")))
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture
def read(client, sites):
    """A sitemap, held against its schema: one query, and it may be cached."""

    def read(path: str, **parameters: Any) -> Any:
        client.get("/api/v1/pages/", {"limit": 1})
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path, parameters)
        assert response.status_code == 200, response.content
        assert len(captured.captured_queries) == 1
        assert response["Content-Type"] == "application/xml"
        assert response["Surrogate-Key"] == "list-page sites"
        found = etree.fromstring(response.content)
        XSD.assertValid(found)
        return found

    return read


def texts(found: Any, xpath: str) -> list[str]:
    return [str(each) for each in found.xpath(xpath, namespaces=NAMES)]


def test_every_page_of_the_site_with_its_languages_and_the_last_edit(read):
    row = page(slug="grüße&co", edited_at=newest - timedelta(days=3))
    english = translation(row, "en")
    alone = page()
    page(site=OTHER_HOST)
    page(state=State.GONE)
    page(is_canonical=False)
    page(site=OTHER_HOST, sites=[OTHER_HOST, HOST])
    page(visible_from=timezone.now() + timedelta(hours=1))
    found = read("/sitemap.xml")
    assert texts(found, "s:url/s:loc/text()") == [
        f"https://{HOST}/de/gr%C3%BC%C3%9Fe%26co/",
        f"https://{HOST}{english.html_path}",
        f"https://{HOST}{alone.html_path}",
    ]
    assert texts(found, "s:url[1]/s:lastmod/text()") == ["2024-06-29T08:00:00Z"]
    for number in (1, 2):
        languages = texts(found, f"s:url[{number}]/x:link/@hreflang")
        addresses = texts(found, f"s:url[{number}]/x:link/@href")
        assert dict(zip(languages, addresses, strict=True)) == {
            "de": f"https://{HOST}/de/gr%C3%BC%C3%9Fe%26co/",
            "en": f"https://{HOST}{english.html_path}",
        }
    assert texts(found, "s:url[3]/x:link/@hreflang") == []


def test_no_language_is_named_that_is_not_public(read):
    row = page()
    translation(row, "en", visible_from=timezone.now() + timedelta(hours=1))
    translation(row, "ar", site=OTHER_HOST)
    assert texts(read("/sitemap.xml"), "s:url/x:link/@hreflang") == ["ar", "de"]


def test_past_so_many_addresses_there_is_an_index_of_several(read, client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 3)
    rows = [page() for _ in range(3)]
    assert len(texts(read("/sitemap.xml"), "s:url/s:loc/text()")) == 3
    rows += [page() for _ in range(4)]
    index = read("/sitemap.xml")
    parts = texts(index, "/s:sitemapindex/s:sitemap/s:loc/text()")
    assert parts == [f"https://{HOST}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [
        address
        for part in parts
        for address in texts(read(part.removeprefix(f"https://{HOST}")), "s:url/s:loc/text()")
    ]
    assert found == [f"https://{HOST}{row.html_path}" for row in rows]
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_no_sitemap_passes_the_limit_of_bytes_however_long_its_addresses(client, read, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 50_000)
    longest = "a" * (sitemaps.LONGEST_ADDRESS - len(f"https://{OTHER_HOST}/xx//"))
    for _ in range(10):
        row = page(html_path=f"/de/{longest}/", site=OTHER_HOST)
        for locale in ("en", "ar"):
            translation(row, locale, html_path=f"/{locale}/{longest}/", site=OTHER_HOST)
    parts = texts(read("/sitemap.xml", site=OTHER_HOST), "/s:sitemapindex/s:sitemap/s:loc/text()")
    sizes, found = [], 0
    for part in range(len(parts)):
        response = client.get(f"/sitemap-{part + 1}.xml", {"site": OTHER_HOST})
        sizes.append(len(response.content))
        found += response.content.count(b"<url>")
    assert found == 30
    assert 40_000 < max(sizes) <= 50_000


def test_an_address_that_is_too_long_for_sitemaps_is_in_none(read):
    row = page(html_path=f"/de/{'ä' * 400}/")
    english = translation(row, "en")
    found = read("/sitemap.xml")
    assert texts(found, "s:url/s:loc/text()") == [f"https://{HOST}{english.html_path}"]
    assert texts(found, "s:url/x:link/@hreflang") == ["en"]


def test_a_site_is_named_and_one(client, sites, read):
    there = page(site=OTHER_HOST)
    assert texts(read("/sitemap.xml", site=OTHER_HOST), "//s:loc/text()") == [
        f"https://{OTHER_HOST}{there.html_path}"
    ]
    for path in ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-news.xml", "/llms.txt"):
        for wrong in ({"site": "*"}, {"site": "nowhere.example"}, {"sight": HOST}, {"site": ""}):
            assert client.get(path, wrong).status_code == 400, path


def test_without_a_site_there_is_none(client):
    for path in ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-news.xml", "/llms.txt"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-news.xml", "/llms.txt"])
def test_they_are_public_reads(client, sites, path):
    page(published_at=timezone.now())
    response = client.get(path, headers={"host": "evil.example", "accept": "text/html"})
    assert response.status_code == 200
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"].startswith("public, max-age=")
    assert not response.cookies
    assert b"evil.example" not in response.content
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(response.content))
    assert client.options(path).status_code == 204
    assert client.post(path).status_code == 405


# News


def test_the_news_of_two_days(read):
    now = timezone.now()
    fresh = page(kind="news", published_at=now - timedelta(hours=1), title="A & <b>\x01", locale="en")
    page(kind="news", published_at=now - timedelta(days=3))
    page(kind="", published_at=now)
    page(kind="news", published_at=now, site=OTHER_HOST)
    page(kind="news", published_at=now, visible_from=now + timedelta(hours=1))
    found = read("/sitemap-news.xml")
    assert texts(found, "s:url/s:loc/text()") == [f"https://{HOST}{fresh.html_path}"]
    assert texts(found, "//n:title/text()") == ["A & <b>"]
    assert texts(found, "//n:name/text()") == ["Example"]
    assert texts(found, "//n:language/text()") == ["en"]
    assert len(texts(found, "//n:publication_date/text()")) == 1


def test_news_are_kept_by_caches_until_they_are_none(client, sites):
    page(kind="news", published_at=timezone.now() - timedelta(days=2) + timedelta(seconds=9))
    assert client.get("/sitemap-news.xml")["Cache-Control"] in ("public, max-age=8", "public, max-age=9")


# llms.txt


def test_a_site_in_words(client, sites):
    home = page(
        type=SECTION, translation_key=HOME_KEY, slug="", html_path="/de/", title="Start", parent_key=None,
        ancestor_keys=[],
    )  # fmt: skip
    home.card = home.card.replace('"introduction"', '"summary"')
    home.save()
    english = page(
        locale="en",
        translation_key=HOME_KEY,
        html_path="/en/",
        title="Home",
        parent_key=None,
        ancestor_keys=[],
    )
    branch = page(type=SECTION, title="Our [work]", parent=home, tree_path="00010001")
    first = page(type=SECTION, title="First", parent=branch, tree_path="000100010001")
    news = [
        page(title=f"News {n}", kind="news", parent=branch, published_at=newest + timedelta(days=n))
        for n in range(30)
    ]
    alone = page(type=SECTION, title="Imprint", parent=home, tree_path="00010002")
    page(title="Hidden", parent=branch, visible_from=timezone.now() + timedelta(hours=1))

    response = client.get("/llms.txt")
    text = response.content.decode()

    def linked(row: Any) -> str:
        return f"(http://localhost:8000/api/v1/pages/{row.object_id}/?format=md)"

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Example\n\n> Wer wir sind\n\n- [Start]")
    assert f"- [Imprint]{linked(alone)}" in text.partition("##")[0]
    section = text.partition("## Our \\[work\\]\n\n")[2].partition("##")[0]
    assert section.startswith(f"- [Our \\[work\\]]{linked(branch)}")
    assert re.findall(r"- \[(.*?)\]\(", section)[1:3] == ["First", "News 29"]
    assert len(section.strip().split("\n")) == 21
    assert f"## Optional\n\n- [Home]{linked(english)}" in text
    assert linked(first) in text
    assert linked(news[0]) not in text
    assert "Hidden" not in text
