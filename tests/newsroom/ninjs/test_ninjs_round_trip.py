"""What the command reads, `/feeds/news.ninjs` writes: an export makes the same items elsewhere."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cms.media.models import Image
from cms.published.models import PublishedItem
from newsroom.models import NewsPage, Topic
from newsroom.ninjs.memory import memories
from tests.factories import Place, picture
from tests.newsroom.ninjs.desk import Desk, Item, html, make_item
from tests.newsroom.ninjs.test_ninjs_corpus import CORPUS, corpus

__all__ = ["corpus"]
# What is another one elsewhere: who it is, when it came there, and its addresses.
ELSEWHERE = ("uri", "versionCreated", "version", "altIds", "associations")
OF_AN_ITEM = (
    "title", "kind", "kicker", "summary", "dateline", "topics", "countries", "contacts", "source_url",
)  # fmt: skip


def exported(client: Client) -> list[Item]:
    """Every item, page by page, as a partner reads them."""
    found: list[Item] = []
    address: str | None = "/feeds/news.ninjs?locale=*&limit=100&order=published_at"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        found += answer.json()
        links = dict(reversed(each.split("; ", 1)) for each in answer["Link"].split(", <"))
        following = links.get('rel="next"')
        address = following.strip("<>").removeprefix("http://localhost:8000") if following else None
    return found


def told(client: Client) -> dict[Any, Any]:
    """What readers get, by language and title, without what is another one elsewhere."""
    rows = PublishedItem.objects.filter(what="page", type="newsroom.NewsPage", state="public")
    items = [json.loads(row.content) for row in rows]
    return {
        (each["meta"]["locale"], each["title"], each["meta"]["published_at"]): {
            **{name: each[name] for name in OF_AN_ITEM},
            "body": [without_ids(block) for block in each["body"]],
            "languages": sorted(version["locale"] for version in each["meta"]["translations"]),
            "teaser": each["teaser_image"] and shown(each["teaser_image"]),
        }
        for each in items
    }


def without_ids(block: dict[str, Any]) -> Any:
    value = block["value"]
    return (block["type"], shown(value["image"]) if block["type"] == "image" else value)


def shown(image: dict[str, Any]) -> dict[str, Any]:
    return {name: image[name] for name in ("alt", "caption", "credit", "licence", "width", "height")}


def emptied() -> None:
    """As if nothing had ever been here: the items' pages, and what came with them."""
    for page in NewsPage.objects.order_by("-pk"):
        NewsPage.objects.get(pk=page.pk).delete()
    Topic.objects.all().delete()
    Image.objects.all().delete()
    PublishedItem.objects.filter(type="newsroom.NewsPage").delete()


def delivered(client: Client, folder: Path, items: list[Item]) -> Path:
    """The export as a folder, with the files of its pictures beside it."""
    folder.mkdir()
    (folder / "export.json").write_text(json.dumps(items), encoding="utf-8")
    for item in items:
        for each in item.get("associations", ()):
            path = urlsplit(each["renditions"][0]["href"]).path
            answer = client.get(path)
            assert answer.status_code == 200, path
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            (folder / Path(path).name).write_bytes(content)
    return folder


def went_round(client: Client, desk: Desk, folder: Path, **options: Any) -> None:
    first, before = exported(client), told(client)
    delivery = delivered(client, folder, first)
    emptied()
    words = [line.split(" ")[0] for line in desk.run(delivery, **options)]
    assert words == ["created"] * len(first), desk.said
    assert "draft" not in desk.said
    assert told(client) == before
    second = exported(client)
    assert bare(second) == bare(first)


def bare(items: list[Item]) -> list[str]:
    said = [{name: each[name] for name in each if name not in ELSEWHERE} for each in items]
    return sorted(re.sub(r'src=\\"[^"]*"', "", json.dumps(each, sort_keys=True)) for each in said)


@pytest.mark.long
def test_all_of_the_corpus_goes_round(desk: Desk, corpus: list[Item], client: Client, tmp_path: Path) -> None:
    desk.run(CORPUS, create_locales=True)
    assert len(exported(client)) == len(corpus)
    went_round(client, desk, tmp_path / "export")


def test_whatever_an_item_has_goes_round(desk: Desk, client: Client, tmp_path: Path, site: Place) -> None:
    for name, colour in (("a.jpg", "teal"), ("b.jpg", "red")):
        (desk.folder / name).write_bytes(picture(colour=colour).read())
    source = (
        '<h2 id="wo">Wo</h2><p>Für <b>alle</b>, mit <span lang="ar" dir="rtl">مرحبا</span>: '
        '<a href="https://agency.example/x">dort</a>.</p><h3>Wann</h3><ul><li>heute</li><li>morgen</li></ul>'
        "<blockquote><p>Endlich.</p><footer>— <cite>Amina Yusuf</cite>, Leiterin</footer></blockquote>"
        '<figure><img src="a.jpg" alt="Die Brücke"><figcaption>Am Tag</figcaption></figure>'
        "<table><caption>Zahlen</caption><tr><th>Jahr</th><th>Zahl</th></tr><tr><td>2024</td><td>7</td></tr>"
        "</table><p>Ende.</p>"
    )
    rights = {
        "by": "A. Haddad",
        "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"},
    }
    german = make_item(
        headlines=[{"role": "main", "value": "Brücke & „Weg“"}, {"role": "kicker", "value": "Bauen"}],
        descriptions=[{"role": "summary", "value": "Sie ist fertig."}],
        bodies=html(source),
        located="Kairo / Khartum",
        genres=[{"literal": "statement"}],
        subjects=[{"name": "Verkehr", "literal": "transport"}],
        places=[{"name": "Ägypten", "literal": "iso3166-1a2:EG"}],
        organisations=[
            {
                "name": "Agentur",
                "rel": "media-contact",
                "contactInfo": [
                    {"type": "email", "name": "Presse", "value": "p@agency.example"},
                    {"type": "phone", "name": "Presse", "value": "+49 30 123"},
                ],
            }
        ],
        people=[
            {
                "name": "A. Yusuf",
                "rel": "media-contact",
                "contactInfo": [{"type": "email", "value": "y@agency.example"}],
            }
        ],
        associations=[
            {
                "name": "teaser",
                "uri": "urn:b",
                "type": "picture",
                "descriptions": [{"role": "alt", "value": "Ein Fluss"}, {"role": "caption", "value": "Lahn"}],
                "renditions": [{"name": "original", "href": "b.jpg"}],
                "by": "B. Adel",
                "usageTerms": "All rights reserved",
            },
            {
                "name": "in the text",
                "rel": "embedded",
                "uri": "urn:a",
                "type": "picture",
                "renditions": [{"name": "original", "href": "a.jpg"}],
                **rights,
            },
        ],
    )
    english = make_item(
        "bridge.en", language="en", altIds=[{"role": "translation-of", "value": german["uri"]}]
    )
    assert desk.words(german, english) == ["created", "created"], desk.said
    assert "draft" not in desk.said, desk.said
    assert len(memories()) == 2
    went_round(client, desk, tmp_path / "export")


def test_what_was_withdrawn_is_taken_back_where_it_was_imported(
    desk: Desk, client: Client, site: Place
) -> None:
    desk(make_item())
    item = exported(client)[0]
    emptied()
    notice = {name: item[name] for name in ("uri", "language", "type", "standard", "headlines")}
    assert desk.words(item) == ["created"]
    assert desk.words({**notice, "pubStatus": "canceled", "edNote": "Falsche Zahlen."}) == ["updated"]
    assert not NewsPage.objects.get(source_id=item["uri"]).live
