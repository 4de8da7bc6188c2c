"""What is refused, how, and that nothing a client can send is ever a 500."""

import pytest

from api.problems import KINDS
from cms.published.models import PublishedSite
from tests.published.factory import page

pytestmark = pytest.mark.django_db

A_SECTION = "“home.Section” is not a page type. Did you mean home.SectionPage?"
A_COUNTRY = "a country (ISO 3166-1 alpha-2, capitals)"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"contry": "EG"}, {"contry": "Unknown parameter. Did you mean country?"}),
        ({"q": "x"}, {"q": "Unknown parameter."}),
        ({"format": "json"}, {"format": "Unknown parameter."}),
        ({"type": "home.Section"}, {"type": A_SECTION}),
        ({"country": "eg"}, {"country": f"“eg” is not {A_COUNTRY}. Did you mean EG?"}),
        ({"country": "EG,XX"}, {"country": f"“XX” is not {A_COUNTRY}."}),
        ({"sdg": "18"}, {"sdg": "“18” is not a Sustainable Development Goal (1 to 17)."}),
        ({"region": "999"}, {"region": "“999” is not a region (UN M49, three digits)."}),
        ({"kind": "pressrelease"}, {"kind": "“pressrelease” is not a kind. Did you mean press_release?"}),
        ({"search_operator": "x"}, {"search_operator": "“x” is not an operator. There are: and, or."}),
        ({"order": "published"}, {"order": "“published” is not an order. Did you mean published_at?"}),
        ({"id": "1,x"}, {"id": "“x” is not an id."}),
        ({"id": "9223372036854775808"}, {"id": "“9223372036854775808” is not an id."}),
        ({"id": ""}, {"id": "“” is not an id."}),
        ({"id": "٣"}, {"id": "“٣” is not an id."}),
        ({"child_of": "home"}, {"child_of": "“home” is not an id."}),
        ({"translation_key": "x"}, {"translation_key": "“x” is not a translation key."}),
        ({"slug": "a/b"}, {"slug": "“a/b” is not a slug: letters, digits, hyphens and underscores."}),
        ({"show_in_menus": "yes"}, {"show_in_menus": "Must be true or false."}),
        ({"limit": "0"}, {"limit": "Must be a whole number from 1 to 100."}),
        ({"limit": "101"}, {"limit": "Must be a whole number from 1 to 100."}),
        ({"limit": "1" * 30}, {"limit": "Must be a whole number from 1 to 100."}),
        ({"limit": ["1", "2"]}, {"limit": "May be given only once."}),
        ({"offset": "10001"}, {"offset": "Must be a whole number from 0 to 10000."}),
        ({"year": "24"}, {"year": "Must be a year of four digits."}),
        ({"year": "9999"}, {"year": "Must be a year of four digits."}),
        ({"id": ",".join(map(str, range(1, 102)))}, {"id": "At most 100 values."}),
    ],
)  # fmt: skip
def test_each_mistake_is_named(mistakes, parameters, said):
    assert mistakes(**parameters) == said


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "gestern",
        "2024",
        "2024-13-01",
        "2024-02-30",
        "20240101",
        "2024-W01",
        "2024-01-01T10:00:00",
        "2024-01-01T25:00:00Z",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2024-01-01T00:00:00+99:00",
        "٢٠٢٤-٠١-٠١",
    ],
)
def test_what_is_no_moment_is_refused(mistakes, moment):
    assert list(mistakes(published_after=moment)) == ["published_after"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "====",
        "W10",
        "WyIiLDEsMV0",
        "bnVsbA",
        "é",
        "W1tdLFtdLFtdXQ",
        "eyJhIjoxfQ",
        "A" * 3000,
        "\\",
        "WyIiLCIyMDI0IiwxXQ",
        "WyIiLCIyMDI0LTAxLTAxVDAwOjAwOjAwKzAwOjAwIiwxZTk5XQ",
    ],
)
@pytest.mark.parametrize("order", ["title", "-published_at"])
def test_forged_cursors_are_refused(mistakes, cursor, order):
    assert list(mistakes(cursor=cursor, order=order)) == ["cursor"]


def test_all_mistakes_are_told_at_once(get):
    response = get("pages/", queries=0, contry="EG", limit="x", typ="a")
    answer = response.json()
    assert answer["type"] == "http://localhost:8000/problems/unknown-parameter"
    assert {each["parameter"] for each in answer["errors"]} == {"contry", "limit", "typ"}
    assert get("pages/", queries=0, limit="x").json()["type"].endswith("/problems/invalid-parameter")


def test_unknown_sites_and_languages_are_refused_after_a_look_at_the_present_ones(mistakes, ids):
    """One query: the site may have appeared since this process read them."""
    assert mistakes(site="ww.example.org", queries=1) == {
        "site": "“ww.example.org” is not a site here. Did you mean www.example.org?"
    }
    assert mistakes(locale="fr", queries=1) == {"locale": "“fr” is not a language here."}


def test_a_new_site_is_known_at_once(client, sites):
    address = "/api/v1/pages/?site=new.example.org"
    assert client.get(address).status_code == 400
    site = PublishedSite.objects.get(is_default=True)
    PublishedSite.objects.create(
        host="new.example.org", site_id=3, root_url="x", default_locale="fr", locales=["fr"]
    )
    assert client.get(address).status_code == 200
    row = page(locale="en")
    assert client.get("/api/v1/pages/").json()["items"] == []
    site.default_locale = "en"
    site.save()
    assert client.get("/api/v1/pages/").json()["items"][0]["id"] == row.object_id


@pytest.mark.parametrize(
    "query",
    [
        "slug=%00",
        "slug=%C0%AF",
        "slug=%ff",
        "%ff=1",
        "slug=ä",
        "&".join(["id=1"] * 300),
        "fields=%00",
        "=",
        "a",
        "site=%F0%9F%92%A9",
        "locale=%F0%9F%92%A9",
        "path=%2F%00",
        "order=",
        "fields=",
        "cursor=",
    ],
)
@pytest.mark.parametrize(
    "path", ["pages/", "pages/1/", "pages/find/", "resolve/", "images/1/", "openapi.json"]
)
def test_strange_bytes_are_a_400_everywhere(client, sites, path, query):
    response = client.get(f"/api/v1/{path}", QUERY_STRING=query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_long_query_is_414(client, sites):
    response = client.get("/api/v1/pages/", QUERY_STRING="slug=" + "a" * 4092)
    assert response.status_code == 414
    assert response.json()["type"].endswith("/problems/query-too-long")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/pages/", "/api/v1/nothing/", "/api/v1/pages/a/b/"]
)
def test_unknown_addresses_are_problems_too(client, sites, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_missing_last_slash_leads_on(client, sites):
    response = client.get("/api/v1/pages?limit=1", headers={"host": "evil.example"})
    assert (response.status_code, response["Location"]) == (
        301,
        "http://localhost:8000/api/v1/pages/?limit=1",
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_405(client, sites, method):
    response = getattr(client, method)("/api/v1/pages/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["type"].endswith("/problems/method-not-allowed")


def test_an_error_of_ours_is_a_500_that_tells_nothing(client, sites):
    client.raise_request_exception = False
    row = page(content="{", fields={})
    row.content = "no JSON"
    row.save()
    response = client.get(f"/api/v1/pages/{row.object_id}/?fields=_")
    assert response.status_code == 500
    assert response.json() == {
        "type": "http://localhost:8000/problems/server-error",
        "title": "Server error",
        "status": 500,
        "detail": "The answer could not be made.",
    }


def test_every_kind_of_problem_has_its_page(client):
    listed = client.get("/problems/").content.decode()
    for kind in KINDS.values():
        assert f"http://localhost:8000/problems/{kind.name}" in listed
        response = client.get(f"/problems/{kind.name}")
        assert response.status_code == 200
        assert kind.title in response.content.decode()
    assert client.get("/problems/none").status_code == 404


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("pages/find/?html_path=/de/&locale=en", "locale"), ("pages/?exclude_locale=*", "exclude_locale")],
)
def test_what_would_be_ignored_is_refused(client, sites, query, parameter):
    response = client.get(f"/api/v1/{query}")
    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["/api/v1/pages", "/api/v1/nothing/"])
def test_a_preflight_is_answered_wherever_it_asks(client, path):
    assert client.options(path).status_code == 204
