"""Real news of a real organisation, all imported and all read back over HTTP.

It lies in a folder beside the checkout and is no part of it: where it is not, there is nothing to do here.
"""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from newsroom.models import NewsPage
from tests.newsroom.ninjs.desk import Desk, Item

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus"
QUOTED = re.compile(r"[»“„«]([^»“”„«]{3,}?)[«”“»]")


class Paragraphs(HTMLParser):
    """The texts of an HTML text's paragraphs: a reading of its own, to hold the importer's against."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1] += data


def paragraphs(source: str) -> list[str]:
    return [text for each in Paragraphs(source).found if (text := " ".join(each.split(" ")).strip())]


def files() -> list[Path]:
    return sorted(CORPUS.glob("*.json"))


@pytest.fixture
def corpus() -> list[Item]:
    if not files():
        # CI lets nothing be skipped; but a fresh clone cannot have what is no part of the repository.
        leave = pytest.xfail if os.environ.get("CI") else pytest.skip
        leave("there is no ../shared/corpus beside this checkout")
    return [json.loads(path.read_text(encoding="utf-8")) for path in files()]


def read(client: Client, page: NewsPage) -> dict[str, Any]:
    answer = client.get(f"/api/v1/pages/{page.pk}/", headers={"host": "localhost"})
    assert answer.status_code == 200, answer.content[:300]
    return dict(answer.json())


def missing(item: Item, found: dict[str, Any]) -> list[str]:
    """What of an item is not in the answer, in words."""
    texts = [each for block in found["body"] for each in paragraphs(block["value"]["html"])]
    wanted = paragraphs(item["bodies"][0]["value"])
    lost = [f"paragraph: {text}" for text in wanted if text not in texts]
    lost += [] if texts == wanted else ["the paragraphs' order or number"]
    read_text = "\n".join(texts)
    quotes = QUOTED.findall("\n".join(wanted))
    lost += [f"quote: {quote}" for quote in quotes if quote not in read_text]
    contacts = {
        (row["organisation"], part, row[part]) for row in found["contacts"] for part in ("email", "phone")
    }
    for organisation in item.get("organisations", []):
        for info in organisation["contactInfo"]:
            if (organisation["name"], info["type"], info["value"]) not in contacts:
                lost.append(f"contact: {info['value']}")
    if "located" in item and found["dateline"]["places"] != [item["located"]]:
        lost.append(f"dateline: {item['located']}")
    facts = {
        "title": (item["headlines"][0]["value"], found["title"]),
        "language": (item["language"], found["meta"]["locale"]),
        "date": (item["firstCreated"][:19], found["meta"]["published_at"][:19]),
        "kind": (item["genres"][0]["literal"].replace("-", "_"), found["kind"]["value"]),
        "address": (item["uri"], found["source_url"]),
    }
    return lost + [f"{name}: {was}" for name, (was, now) in facts.items() if was != now]


def test_all_of_the_corpus_is_read_back_whole(desk: Desk, corpus: list[Item], client: Client) -> None:
    words = [line.split(" ")[0] for line in desk.run(CORPUS, create_locales=True)]
    assert words == ["created"] * len(corpus), desk.said

    lost = {}
    languages: dict[str, set[str]] = {}
    for item in corpus:
        page = NewsPage.objects.get(source_id=item["uri"])
        found = read(client, page)
        if gone := missing(item, found):
            lost[item["uri"]] = gone
        for row in item.get("altIds", []):
            languages.setdefault(row["value"], set()).add(item["language"])
        versions = {each["locale"] for each in found["meta"]["translations"]} | {item["language"]}
        languages[item["uri"]] = languages.get(item["uri"], set()) | versions
    assert lost == {}
    assert sum(bool(paragraphs(item["bodies"][0]["value"])) for item in corpus) == len(corpus)

    # Versions of one another: each answer names all the languages in which its original is here.
    for item in corpus:
        for row in item.get("altIds", []):
            assert languages[item["uri"]] >= languages[row["value"]]

    again = [line.split(" ")[0] for line in desk.run(CORPUS)]
    assert again == ["unchanged"] * len(corpus)
    call_command("check_published")
