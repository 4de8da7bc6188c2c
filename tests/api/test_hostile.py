"""Requests that nobody sends by accident, to every endpoint: each has a clear answer, and none is a 500."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.api.test_queries import OF_THE_WRITE_SIDE, READS
from tests.published import factory
from tests.published.factory import HOST, page

pytestmark = pytest.mark.django_db

# An address of each endpoint that has something to give.
ADDRESSES = {
    name: address
    for name, (address, _) in READS.items()
    if name in {each.name for each in get_resolver("api.urls").url_patterns}
} | {
    "preview": "/api/v1/preview/?token=1.x",
    "usage": "/api/v1/usage/",
    "page, as text": "/api/v1/pages/{id}/?format=text",
}
# Of these, readers see what is wrong with the address: tests/embeds/test_lists.py.
SEEN = ("/embed/news/", "/embed/news.html")
LISTS = ("pages/", "search/?q=page", "topics/", "kinds/", "paths/", "redirects/")

OUT = (
    "//",
    "/../../etc/passwd",
    "\\\\host\\x",
    "/%2e%2e%2f/",
    "/%00",
    "/%ed%a0%80",
    "//evil.example/",
    "/\u202e/",
)
QUERIES = (
    # Numbers that are no numbers, or too large for one.
    "limit=1000000000",
    "offset=1000000000",
    "limit=-1",
    "limit=1e3",
    "limit=%2B1",
    "limit=0x10",
    f"limit={'9' * 4000}",
    "id=9223372036854775808",
    "child_of=99999999999999999999",
    "min_sequence=9223372036854775808",
    "min_sequence=-1",
    "year=0000",
    "published_after=9999-12-31T23%3A59%3A59.999999999%2B14%3A00",
    # Bytes that are no text, and text that is no word.
    "q=%00",
    "locale=de%00",
    "slug=%C0%AF",
    "slug=%ED%A0%80",
    "slug=%F4%90%80%80",
    "site=%FF%FE",
    "%ED%A0%80=1",
    "q=%zz",
    "q=%",
    f"q={quote(chr(0x202E))}x{quote(chr(0x2066))}",
    "q=\xe4",
    "q=ä",
    # Other languages than ours.
    f"q={quote('a & | ! ( ) :* <-> <2>')}",
    f"q={quote('(a+)+$')}",
    f"q={quote(chr(39) + ' OR 1=1; DROP TABLE x --')}",
    f"q={quote('%s %(x)s {0} ${x} {{x}}')}",
    f"fields={quote('a(' * 1000)}",
    f"fields={quote('*,' * 1000)}",
    f"fields={quote('_,__class__,meta.__dict__')}",
    # Names that nobody has.
    "locale=xx-YY-zzzz",
    "site=evil.example",
    "site=%2A,%2A",
    f"site={quote('http://127.0.0.1/')}",
    "__proto__=1",
    "id[]=1",
    "callback=alert",
    # Too many.
    "locale=de&locale=en&locale=de",
    "limit=1&limit=2",
    f"id={','.join(map(str, range(1, 102)))}",
    f"topic={',' * 3000}",
    "&".join(["id=1"] * 201),
    f"q={'a' * 4094}",
    f"q={'a ' * 60}",
    "&" * 4000,
    "=&=;=",
    # Paths that lead out, or nowhere.
    *(
        f"{name}={quote(path, safe='%')}"
        for name in ("path", "html_path")
        for path in OUT
    ),
    f"path={quote('/a' * 1000)}",
    "token=" + "." * 100,
    "token=1:x",
    f"token={'a' * 101}",
    "translation_key=urn:uuid:00000000-0000-0000-0000-000000000000",
)  # fmt: skip


@pytest.fixture
def content(sites: None) -> Any:
    for key in ("image-7", "document-7"):
        factory.file(key)
    factory.site_item()
    factory.redirect("/node/1", "https://elsewhere.example/")
    factory.redirect("/node/2", "https://elsewhere.example/")
    page(type=factory.SECTION, show_in_menus=True)
    for kind in ("news", "press_release"):
        row = page(topics=[f"a-{kind}", "b"], kind=kind, files=["image-7", "document-7"])
    return row


@pytest.fixture
def ask(client: Client, content: Any) -> Callable[..., Any]:
    """The answer to an address, which must be clear, whatever it says."""

    def read(address: str, query: str = "", method: str = "GET", **more: Any) -> Any:
        path, _, given = address.format(id=content.object_id, path=content.html_path).partition("?")
        raw = "&".join(filter(None, (given, query)))
        response = client.generic(method, path, QUERY_STRING=raw, **more)
        busy = response.status_code == 503 and "min_sequence" in raw
        assert response.status_code < 500 or busy, (path, raw)
        if path in SEEN and response.status_code in (400, 414):
            assert response["Content-Type"] == "text/html; charset=utf-8", (path, raw)
        elif response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json", (path, raw)
            assert method == "HEAD" or response.json()["status"] == response.status_code
        return response

    return read


def test_every_endpoint_is_asked() -> None:
    assert ADDRESSES.keys() >= {each.name for each in get_resolver("api.urls").url_patterns}
    assert ADDRESSES.keys() >= OF_THE_WRITE_SIDE


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_query_is_too_much(ask: Any, name: str) -> None:
    for query in QUERIES:
        assert ask(ADDRESSES[name], query).status_code in {200, 302, 400, 401, 403, 404, 410, 414}, query


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_no_endpoint_knows_is_refused_by_each(ask: Any, name: str) -> None:
    for query in ("q=%00", "%ED%A0%80=1", "q=ä"):
        assert ask(ADDRESSES[name], query).status_code == 400, query
    # oEmbed is asked by whom it will, with what they will (oembed.com, 2.2).
    for query in ("__proto__=1", "id[]=1", "=&=;="):
        assert ask(ADDRESSES[name], query).status_code == (200 if name == "oembed" else 400), query
    assert ask(ADDRESSES[name], "a=" + "b" * 4100).status_code == 414


@pytest.mark.parametrize("name", ADDRESSES)
def test_head_is_get_without_a_body(ask: Any, name: str) -> None:
    for query in ("", "contry=EG"):
        whole, head = ask(ADDRESSES[name], query), ask(ADDRESSES[name], query, "HEAD")
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers == whole.headers


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_other_method_does_anything(ask: Any, name: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY", "X" * 3000, "\xff"):
        response = ask(ADDRESSES[name], "", method)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS"), method


HEADERS = (
    {"HTTP_RANGE": "bytes=0-0"},
    {"HTTP_RANGE": "bytes=-1,0-,99999999999999999999-"},
    {"HTTP_IF_RANGE": '"x"', "HTTP_RANGE": "lines=1-2"},
    {"HTTP_IF_NONE_MATCH": '"'},
    {"HTTP_IF_NONE_MATCH": 'W/"x", ' * 2000},
    {"HTTP_IF_NONE_MATCH": "\xff\x00"},
    {"HTTP_IF_MODIFIED_SINCE": "Sun, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"HTTP_IF_MATCH": '"x"', "HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"HTTP_ACCEPT": "text/x;q=" + "9" * 8000},
    {"HTTP_ACCEPT": "application/xml;q=0, */*;q=0", "HTTP_ACCEPT_LANGUAGE": "ar;q=" + "1" * 8000},
    {"HTTP_AUTHORIZATION": "Basic \xff"},
    {"HTTP_COOKIE": "sessionid=\xff; =;;;; csrftoken=\x01; " + "a=b;" * 2000},
    {"HTTP_HOST": "evil.example:99999", "HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_HOST": "ev il/@\xff", "HTTP_X_FORWARDED_PROTO": "gopher", "HTTP_FORWARDED": "for=;;="},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_X_REWRITE_URL": "/admin/"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "CONTENT_TYPE": "multipart/x", "CONTENT_LENGTH": "99999"},
)  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_header_changes_an_answer(ask: Any, name: str) -> None:
    usual = ask(ADDRESSES[name])
    for headers in HEADERS:
        response = ask(ADDRESSES[name], **headers)
        assert (response.status_code, response.content) == (usual.status_code, usual.content), headers
        if "HTTP_AUTHORIZATION" not in headers:  # which keeps it from being shared: tests/api/test_keys.py
            assert response.headers == usual.headers, headers


PATHS = (
    "/api/v1//pages/",
    "//api/v1/pages/",
    "/api/v1/../v1/pages/",
    "/api/v1/pages/%2e%2e/",
    "/api/v1/pages/1%2F/",
    "/api/v1/pages/\\",
    "/api/v1/pages/0/",
    "/api/v1/pages/-1/",
    "/api/v1/pages/01/",
    "/api/v1/pages/1.0/",
    "/api/v1/pages/٣/",
    f"/api/v1/pages/{'9' * 19}/",
    f"/api/v1/pages/{'9' * 20}/",
    f"/api/v1/images/{2**63}/",
    "/api/v1/pages/\0/",
    "/api/v1/pages/\ud800/",
    "/api/v1/menus/MAIN/",
    "/api/v1/menus/..%2f/",
    f"/api/v1/menus/{'a' * 3000}/",
    "/api/v1/sites/../../",
    "/sitemap-0.xml",
    "/sitemap-2.xml",
    "/sitemap-99999999999.xml",
    "/sitemap-null,null.xml",
    "/sitemap-\u202e.xml",
    "/problems/../",
    "/problems/\0",
    "/api/" + "a/" * 3000,
)


@pytest.mark.parametrize("path", PATHS)
def test_strange_addresses_have_nothing(client: Client, content: Any, path: str) -> None:
    # As servers hand it on: bytes as Latin-1.
    raw = path.encode("utf-8", "surrogatepass").decode("latin-1")
    response = client.get("/", PATH_INFO=raw)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_goes_with_its_own_list_alone(ask: Any, path: str) -> None:
    cursor = ask(f"/api/v1/{path}", "limit=1").json()["meta"]["next_cursor"]
    assert cursor
    for other in LISTS:
        if other != path:
            assert ask(f"/api/v1/{other}", f"cursor={cursor}").status_code == 400, other
    cut, turned = (cursor[:-2], cursor[:8]), (cursor[::-1], cursor.swapcase())
    for forged in (*cut, *turned, cursor * 2, cursor * 100, f"{cursor}%00"):
        assert ask(f"/api/v1/{path}", f"cursor={forged}").status_code in {400, 414}, forged
    assert ask(f"/api/v1/{path}", f"cursor={cursor}&site={HOST}").status_code == 400
