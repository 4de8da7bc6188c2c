"""oEmbed, and the card that it shows of a page."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from cms.published.models import State
from tests.embeds.conftest import Read
from tests.embeds.pieces import arabic, german
from tests.feeds.pieces import EDITED, IMAGE, withdraw
from tests.published.factory import HOST, OTHER_HOST, SECTION, page, redirect

pytestmark = pytest.mark.django_db
BACKEND = "http://localhost:8000"


@pytest.fixture
def told(read: Read) -> Any:
    """What is said of an address."""

    def told(url: str, **given: Any) -> Any:
        answer = read("/oembed/", url=url, **given)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return told


def url(row: Any, host: str = HOST) -> str:
    return f"https://{host}{row.html_path}"


def test_a_page_is_told_as_a_quote_and_a_frame_with_its_card(told: Any) -> None:
    row = german()
    found = told(url(row))
    html = found.pop("html")
    assert found == {
        "version": "1.0",
        "type": "rich",
        "title": row.title,
        "provider_name": "Example",
        "provider_url": f"https://{HOST}/",
        "cache_age": 3600,
        "width": 600,
        "height": 560,
    }
    quoted, frame = lxml_html.fragments_fromstring(html)
    (link,) = quoted.xpath("./a")
    assert (link.get("href"), link.text) == (url(row), row.title)
    assert (frame.get("src"), frame.get("title")) == (
        f"{BACKEND}/embed/pages/{row.object_id}/",
        row.title,
    )
    assert "allow-same-origin" not in frame.get("sandbox")


@pytest.mark.parametrize("form", ["{}", "{}?utm_source=x#top", "{}index", "http:{}"])
def test_other_forms_of_an_address_are_the_same_page(told: Any, form: str) -> None:
    row = german(former_paths=["/de/alt/"])
    asked = {"{}index": f"https://{HOST}/de/alt/", "http:{}": url(row).replace("https:", "http:")}.get(
        form, form.format(url(row))
    )
    assert told(asked)["title"] == row.title


def test_an_editors_redirect_leads_to_the_page(told: Any, read: Read) -> None:
    row = german()
    redirect("/kurz", url(row), ours=True)
    assert told(f"https://{HOST}/kurz")["title"] == row.title
    redirect("/weg", "https://elsewhere.example/")
    assert read("/oembed/", url=f"https://{HOST}/weg").status_code == 404


def test_a_site_with_a_port_is_known_by_it(told: Any, read: Read) -> None:
    row = arabic(site=OTHER_HOST)
    assert told(url(row, OTHER_HOST))["provider_name"] == "Other"
    # Not among the sites that this process remembers: they are read again.
    assert read("/oembed/", queries=1, url=url(row, "other.example.org")).status_code == 404


def test_it_keeps_to_the_room_that_there_is(told: Any) -> None:
    row = german()
    found = told(url(row), maxwidth=300, maxheight=200)
    assert (found["width"], found["height"]) == (300, 200)
    assert 'width="300" height="200"' in found["html"]
    found = told(url(row), maxwidth=5000)
    assert (found["width"], found["height"]) == (600, 560)


def test_what_it_does_not_know_is_dropped_and_xml_is_not_there(told: Any, read: Read) -> None:
    row = german()
    assert told(url(row), dnt="1", discover="x", format="json")["title"] == row.title
    answer = read("/oembed/", queries=0, url=url(row), format="xml")
    assert (answer.status_code, answer["Content-Type"]) == (501, "application/problem+json")
    for wrong in ({}, {"url": "presse"}, {"url": "javascript:alert(1)"}, {"url": "http://[x"}):
        assert read("/oembed/", queries=0, **wrong).status_code == 400
    for name, value in {"maxwidth": "0", "maxheight": "wide", "format": "yaml"}.items():
        answer = read("/oembed/", queries=0, url=url(row), **{name: value})
        assert [each["parameter"] for each in answer.json()["errors"]] == [name]


def test_no_text_becomes_markup(told: Any, read: Read) -> None:
    hostile = '"><script>alert(1)</script>'
    row = german(title=hostile)
    assert "<script" not in told(url(row))["html"]
    assert "<script>alert" not in read(f"/embed/pages/{row.object_id}/").content.decode()


def test_a_page_that_is_not_public_is_as_one_that_is_not_there(read: Read) -> None:
    embargoed = german(visible_from=timezone.now() + timedelta(hours=1))
    never = f"https://{HOST}/de/nie/"

    def answers(of: str, pk: int) -> list[Any]:
        found = [
            read("/oembed/", url=of),
            read(f"/embed/pages/{pk}/"),
            read(f"/embed/pages/{pk}/page/"),
        ]
        assert {each.status_code for each in found} == {404}
        return [(each.content, each["Cache-Control"], each["Surrogate-Control"]) for each in found]

    assert answers(url(embargoed), embargoed.object_id) == answers(never, 987_654)


def test_what_was_withdrawn_is_told_with_its_notice_and_nothing_that_it_said(told: Any, read: Read) -> None:
    row = german()
    title = row.title
    withdraw(row, "Die Zahlen waren falsch.")
    found = told(url(row))
    assert found["title"] == "Zurückgezogen: Die Zahlen waren falsch."
    answer = read(f"/embed/pages/{row.object_id}/")
    body = answer.content.decode()
    assert (answer.status_code, title in body, title in found["html"]) == (200, False, False)
    text = " ".join(lxml_html.fromstring(body).xpath("//main")[0].text_content().split())
    assert text == "Zurückgezogen 3. Juli 2024 Die Zahlen waren falsch."
    assert EDITED.date().isoformat() in body


def test_what_is_gone_says_so_in_a_frame(read: Read) -> None:
    row = german(state=State.GONE, content="", card="")
    answer = read(f"/embed/pages/{row.object_id}/")
    assert (answer.status_code, answer["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "Diese Seite ist nicht mehr öffentlich." in answer.content.decode()
    assert read("/oembed/", url=url(row)).status_code == 410


def test_a_card_is_of_any_page_with_its_site_and_its_picture_credited(read: Read) -> None:
    row = german()
    answer = read(f"/embed/pages/{row.object_id}/")
    root = lxml_html.fromstring(answer.content.decode())
    assert root.xpath("//article//a/@href") == [url(row)]
    assert root.xpath("//figcaption")[0].text_content() == f"Foto: {IMAGE['credit']}"
    assert root.xpath("//p[@class='dateline-host']/text()") == [HOST]
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert answer["Surrogate-Key"] == row.key
    section = page(type=SECTION, title="Wer wir sind", locale="ar")
    root = lxml_html.fromstring(read(f"/embed/pages/{section.object_id}/").content.decode())
    assert root.xpath("//article/@dir") == ["rtl"]


def test_a_card_leads_on_from_its_own_host(read: Read) -> None:
    row = german()
    answer = read(f"/embed/pages/{row.object_id}/page/")
    assert (answer.status_code, answer["Location"]) == (302, url(row))


def test_a_page_tells_where_its_oembed_is(read: Read) -> None:
    row = german()
    for form in ("", "?format=md", "?fields=_,title"):
        answer = read(f"/api/v1/pages/{row.object_id}/{form}")
        asked = quote(url(row), safe="")
        assert answer["Link"] == (
            f'<{BACKEND}/oembed/?url={asked}>; rel="alternate"; type="application/json+oembed"'
        )
