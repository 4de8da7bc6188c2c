"""News as HTML that a server makes: the piece for a partner's server, and the page for a frame."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from lxml import html as lxml_html

from api.embeds import script
from api.embeds.words import words
from api.parameters.embeds import NEWS as PARAMETERS
from api.parameters.pages import LIST
from cms.published.models import PublishedSite
from tests.embeds.conftest import Read
from tests.embeds.pieces import arabic, german
from tests.feeds.pieces import IMAGE, withdraw
from tests.published.factory import HOST, OTHER_HOST, SECTION, page, translation

pytestmark = pytest.mark.django_db
PATHS = ("/embed/news.html", "/embed/news/")
every_path = pytest.mark.parametrize("path", PATHS)


@pytest.fixture
def shown(read: Read) -> Any:
    """The list's element; each is one query."""

    def shown(path: str = PATHS[0], **given: Any) -> Any:
        answer = read(path, **given)
        assert answer.status_code == 200, answer.content
        return lxml_html.fromstring(answer.content.decode()).xpath("//section | self::section")[0]

    return shown


def titles(section: Any) -> list[str]:
    return [each.text_content() for each in section.xpath(".//*[@class='dateline-title']")]


def test_it_takes_every_filter_of_the_list_of_pages() -> None:
    assert set(LIST) - set(PARAMETERS) == {"fields", "facets", "cursor", "embargoed"}
    assert set(PARAMETERS) - set(LIST) == {"look", "images", "heading"}


@every_path
def test_filters_are_those_of_the_list_and_only_news_is_shown(shown: Any, path: str) -> None:
    first = german(title="Eins", kind="press_release", topics=["return"])
    german(title="Zwei", kind="news", topics=["work"], published_at=first.published_at + timedelta(days=9))
    translation(first, "en", title="One", kind="press_release")
    page(type=SECTION, title="Wer wir sind")
    assert titles(shown(path)) == ["Zwei", "Eins"]
    assert titles(shown(path, kind="news")) == ["Zwei"]
    assert titles(shown(path, exclude_topic="work")) == ["Eins"]
    assert titles(shown(path, locale="en", fallback="de")) == ["Zwei", "One"]
    assert titles(shown(path, search="Zwei")) == ["Zwei"]
    assert titles(shown(path, limit=1)) == ["Zwei"]


def test_five_are_shown_as_by_the_web_component(shown: Any) -> None:
    for _ in range(6):
        page()
    assert len(titles(shown())) == 5


@every_path
def test_a_card_says_what_a_reader_needs(shown: Any, path: str) -> None:
    row = german(fields={"corrected": True})
    (card,) = shown(path).xpath(".//article")
    assert (card.get("lang"), card.get("dir")) == ("de", "ltr")
    (link,) = card.xpath(".//a")
    assert link.get("href") == f"https://{HOST}{row.html_path}"
    (time,) = card.xpath(".//time")
    assert time.text == "2. Juli 2024"
    text = " ".join(card.text_content().split())
    for said in ("Pressemitteilung", "Korrigiert", "Das Zentrum berät ab Juli", f"Foto: {IMAGE['credit']}"):
        assert said in text
    (picture,) = card.xpath(".//img")
    assert (picture.get("src"), picture.get("alt")) == (IMAGE["src"], IMAGE["alt"])
    assert picture.get("srcset") == f"{IMAGE['renditions'][0]['url']} 480w"


def test_links_lead_out_of_a_frame_and_stay_in_a_page(shown: Any) -> None:
    german()
    assert shown(PATHS[0]).xpath(".//a/@target") == []
    assert shown(PATHS[1]).xpath(".//a/@target") == ["_blank"]


def test_each_item_has_its_own_language_and_the_list_that_which_was_asked_for(shown: Any) -> None:
    arabic(sites=[HOST, OTHER_HOST])
    german()
    section = shown(locale="ar,de")
    assert (section.get("lang"), section.get("dir")) == ("ar", "rtl")
    assert section.xpath("./h2/text()") == ["آخر الأخبار"]
    assert {(each.get("lang"), each.get("dir")) for each in section.xpath(".//article")} == {
        ("ar", "rtl"),
        ("de", "ltr"),
    }
    assert {each.get("lang") for each in section.xpath(".//time | .//figcaption")} == {"ar"}


def test_a_picture_without_a_credit_is_not_shown_nor_any_where_none_is_wanted(shown: Any) -> None:
    german()
    german(fields={"teaser_image": {**IMAGE, "credit": None}})
    assert len(shown().xpath(".//img")) == len(shown().xpath(".//figcaption")) == 1
    assert shown(images="none").xpath(".//img") == []


def test_heading_and_look_are_as_one_says(shown: Any) -> None:
    german()
    section = shown()
    assert section.xpath("./h2/text()") == ["Aktuelles"]
    assert (section.get("class"), section.get("aria-label")) == (
        "dateline-news dateline-look-cards",
        "Aktuelles",
    )
    section = shown(look="list", heading="Neu <b>hier</b>")
    assert section.xpath("./h2/text()") == ["Neu <b>hier</b>"]
    assert section.get("class") == "dateline-news dateline-look-list"
    # Without a heading above them, titles stand where it did.
    section = shown(heading="")
    assert [each.tag for each in section.xpath(".//h2 | .//h3")] == ["h2"]
    assert section.get("aria-label") == "Aktuelles"


@every_path
def test_nothing_found_is_said(shown: Any, path: str) -> None:
    section = shown(path, topic="nothing-has-it", locale="en")
    assert section.xpath(".//p/text()") == ["No news at present."]


@every_path
def test_what_is_withdrawn_is_gone(shown: Any, path: str) -> None:
    row = german()
    assert len(titles(shown(path))) == 1
    withdraw(row, "Zurückgezogen: falsch.")
    # The factory writes no token as the projection does: another address asks anew.
    assert titles(shown(path, limit=9)) == []


@every_path
def test_what_is_still_to_come_is_in_nothing(shown: Any, read: Read, path: str) -> None:
    german(visible_from=timezone.now() + timedelta(hours=1))
    assert titles(shown(path)) == []


@every_path
@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "</title>&amp;<b>", "' onload='x"])
def test_no_text_becomes_markup(read: Read, path: str, hostile: str) -> None:
    image = {**IMAGE, "alt": hostile, "credit": hostile}
    said = {"summary": hostile, "kind": {"value": "news", "label": hostile}, "teaser_image": image}
    german(title=hostile, fields=said)
    body = read(path, heading=hostile).content.decode()
    assert hostile not in body
    root = lxml_html.fromstring(body)
    assert root.xpath("//script | //b | //@onload") == []
    shown = (
        "//article//a/text() | //*[@class='dateline-heading']/text() | //p[@class='dateline-summary']/text()"
    )
    assert root.xpath(shown) == [hostile] * 3


@every_path
def test_what_is_wrong_is_said_in_html_in_the_language_asked_for(read: Read, path: str) -> None:
    wrong = {"kin": "news", "look": "grid", "images": "all", "heading": "x" * 201, "cursor": "x"}
    answer = read(path, queries=0, locale="ar", limit=3, **wrong)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert (answer["X-Robots-Tag"], "Content-Security-Policy" in answer.headers) == (
        "noindex",
        path == PATHS[1],
    )
    root = lxml_html.fromstring(answer.content.decode())
    (section,) = root.xpath("//section | self::section")
    assert (section.get("lang"), section.get("dir")) == ("ar", "rtl")
    assert section.xpath(".//strong/text()") == ["لا يمكن عرض الأخبار."]
    assert len(section.xpath(".//li")) == len(wrong)
    assert "“grid” is not a look. There are: cards, list." in section.xpath(".//small/text()")
    # What was right is still chosen there; there is no Arabic of it.
    assert section.xpath(".//a/@href") == [f"{django_settings.PUBLIC_URL}/embed/?locale=ar&limit=3"]


@every_path
@pytest.mark.parametrize(
    ("asked", "lang", "said"),
    [
        ({"contry": "EG"}, "de", "Es gibt keinen Filter „contry“. Unknown parameter. Did you mean country?"),
        ({"locale": "xx"}, "de", "„xx“ ist bei „locale“ nicht möglich."),
        ({"limit": "0", "locale": "fr-CH"}, "fr", "« 0 » n’est pas possible pour « limit »."),
        ({"limit": "0", "site": OTHER_HOST}, "ar", "“0”"),
        ({"topic": "a" * 5000}, "de", "The query string may have 4096 bytes."),
    ],
)
def test_what_is_wrong_is_said_in_the_sites_language_where_none_is_known(
    read: Read, path: str, asked: dict[str, str], lang: str, said: str
) -> None:
    PublishedSite.objects.filter(host=OTHER_HOST).update(default_locale="ar")
    answer = read(path, queries=1 if "locale" in asked else 0, **asked)
    assert answer.status_code == (414 if "topic" in asked else 400)
    (section,) = lxml_html.fromstring(answer.content.decode()).xpath("//section | self::section")
    assert section.get("lang") == lang
    assert said in section.xpath(".//li")[0].text_content()


@every_path
def test_nothing_that_was_asked_with_becomes_markup(read: Read, path: str) -> None:
    hostile = "<script>alert(1)</script>"
    body = read(path, queries=0, **{hostile: hostile, "look": hostile, "limit": '"><b>'}).content.decode()
    assert hostile not in body
    assert lxml_html.fromstring(body).xpath("//script | //b") == []


@every_path
def test_it_is_kept_and_asked_for_again_as_a_feed(read: Read, settings: Any, path: str) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    row = german()
    answer = read(path)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=30"
    assert "stale-if-error=86400" in answer["Surrogate-Control"]
    assert {"list-news-de", "sites", row.key} == set(answer["Surrogate-Key"].split())
    assert (answer["X-Robots-Tag"], answer["Vary"]) == ("noindex", "Accept-Encoding")
    assert not answer.cookies
    again = read(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_frame_may_be_shown_by_anybody_and_loads_only_what_is_ours(read: Read) -> None:
    answer = read("/embed/news/")
    own = f"'self' {django_settings.PUBLIC_URL}"
    assert answer["Content-Security-Policy"] == (
        f"default-src 'none'; style-src {own}; img-src {own}; base-uri 'none'; form-action 'none';"
        " frame-ancestors *"
    )
    assert "X-Frame-Options" not in answer.headers
    assert "<script" not in answer.content.decode()


def test_the_component_has_the_same_words_as_the_lists() -> None:
    body = script.script(script.NEWEST).decode()
    lines = re.search(r"const WORDS = \{\n(.*?)\n\};", body, re.DOTALL)
    assert lines
    said = "{" + re.sub(r"(\w+): (?=[{\"])", r'"\1": ', lines[1]).rstrip(",") + "}"
    found = json.loads(said)
    assert found.keys() == {tag for tag, _ in django_settings.LANGUAGES}
    for tag, own in found.items():
        other = words(tag)
        assert own == {name: getattr(other, name) for name in ("news", "corrected", "photo", "none")}
