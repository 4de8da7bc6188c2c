"""Feeds as readers elsewhere read them: feedparser, and the library reader with its store."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import orjson
import pytest
from reader import make_reader

from tests.feeds.conftest import Read
from tests.feeds.pieces import EDITED, IMAGE, PUBLISHED, arabic, german, urn, withdraw
from tests.published.factory import HOST, OTHER_HOST

pytestmark = pytest.mark.django_db
NOTICE = "Die Zahlen waren falsch."
XML = ("rss", "atom")


@pytest.fixture(params=XML)
def parsed(request: pytest.FixtureRequest, read: Read) -> Callable[..., Any]:
    def parsed(**given: Any) -> Any:
        answer = read(request.param, **given)
        headers = {"content-type": answer["Content-Type"], "content-location": "https://api.example.org/"}
        found = feedparser.parse(answer.content, response_headers=headers)
        assert not found.bozo, found.get("bozo_exception")
        return found

    return parsed


def test_titles_links_dates_and_credits_come_through(parsed: Any) -> None:
    row = german()
    found = parsed()
    assert found.version in ("rss20", "atom10")
    (entry,) = found.entries
    assert entry.title == "Über Grenzen: „Ein Zentrum“ für Migrant:innen"
    assert entry.id == urn(row)
    assert entry.link == f"https://{HOST}{row.html_path}"
    assert entry.published_parsed[:5] == (2024, 7, 2, 8, 0)
    assert entry.updated_parsed[:5] == (2024, 7, 3, 9, 30)
    assert entry.summary == "Das Zentrum berät ab Juli – auch auf Arabisch."
    assert [tag.label or tag.term for tag in entry.tags] == ["Rückkehr"]
    assert {each.name for each in entry.authors} == {"Example", "IAHM"}
    assert entry.media_credit[0]["content"] == IMAGE["credit"]


def test_the_whole_text_comes_through_with_its_pictures_and_its_direction(parsed: Any) -> None:
    german()
    arabic(sites=[HOST, OTHER_HOST])
    entries = parsed(locale="de,ar").entries
    html = next(each for each in entries if each.title.startswith("Über")).content[0].value
    for part in (
        "Kairo, 2. Juli 2024",
        "Offen für <b>alle</b>",
        IMAGE["src"],
        "Foto: Müller/BSP",
        "— <cite>Amina Yusuf</cite>, Leiterin",
        "Fotos auf Anfrage.",
        "p@example.org",
    ):
        assert part in html
    rtl = next(each for each in entries if each.title == "افتتاح مركز جديد").content[0].value
    assert 'dir="rtl"' in rtl
    assert "المركز مفتوح" in rtl


def test_the_picture_comes_through_with_its_size_and_its_kind(parsed: Any) -> None:
    german()
    (entry,) = parsed().entries
    assert [(each.href, each.type) for each in entry.enclosures] == [
        (IMAGE["renditions"][1]["url"], "image/jpeg")
    ]
    (media,) = entry.media_content
    assert (media["url"], media["width"], media["height"], media["medium"]) == (
        IMAGE["renditions"][1]["url"],
        "960",
        "640",
        "image",
    )


def test_each_item_has_its_language(read: Read) -> None:
    german()
    arabic(sites=[HOST, OTHER_HOST], slug="ar")
    atom = feedparser.parse(read("atom", locale="de", fallback="ar").content)
    assert {each.title_detail.language for each in atom.entries} == {"de", "ar"}
    rss = feedparser.parse(read("rss", locale="de", fallback="ar").content)
    assert rss.feed.language == "de"
    assert [each.get("language") for each in rss.entries if each.title == "افتتاح مركز جديد"] == ["ar"]


def test_a_notice_is_read_in_place_of_what_was_withdrawn(parsed: Any) -> None:
    row = german()
    withdraw(row, NOTICE)
    (entry,) = parsed().entries
    assert (entry.id, entry.title, entry.summary) == (urn(row), f"Zurückgezogen: {NOTICE}", NOTICE)
    assert entry.link == f"https://{HOST}{row.html_path}"


def test_pages_lead_on(parsed: Any) -> None:
    german()
    german()
    found = parsed(limit=1)
    rels = {each.rel: each.href for each in found.feed.links}
    assert {"self", "first", "next"} <= rels.keys()
    assert "cursor=" in rels["next"]
    assert "cursor=" not in rels["first"]


# reader keeps what it has got: what changes must change there, and nothing may come twice.


@pytest.fixture(params=("rss", "atom", "json"))
def kept(request: pytest.FixtureRequest, read: Read, tmp_path: Path) -> Iterator[Callable[[], list[Any]]]:
    """Brings the copy up to date, and gives its entries; the newest first."""
    with closing(make_reader(":memory:", feed_root=str(tmp_path))) as library:
        name = f"news.{request.param}"
        library.add_feed(name)

        def entries() -> list[Any]:
            (tmp_path / name).write_bytes(read(request.param).content)
            library.update_feed(name)
            return list(library.get_entries())

        yield entries


def test_a_copy_follows_corrections_and_withdrawals(kept: Callable[[], list[Any]]) -> None:
    row = german()
    (entry,) = kept()
    assert entry.id == urn(row)
    assert entry.title == "Über Grenzen: „Ein Zentrum“ für Migrant:innen"
    assert entry.link == f"https://{HOST}{row.html_path}"
    assert entry.published == PUBLISHED
    assert entry.updated == EDITED
    assert "Offen für <b>alle</b>" in entry.get_content().value
    content = orjson.loads(row.content)
    row.content = orjson.dumps({**content, "title": "Berichtigt"}).decode()
    row.edited_at = datetime(2024, 7, 9, tzinfo=UTC)
    row.save()
    (entry,) = kept()
    assert (entry.title, entry.updated) == ("Berichtigt", row.edited_at)
    withdraw(row, NOTICE, datetime(2024, 7, 10, tzinfo=UTC))
    (entry,) = kept()
    assert (entry.id, entry.title) == (urn(row), f"Zurückgezogen: {NOTICE}")
    assert "Offen" not in entry.get_content().value
