"""What feeds have, whatever their form: filters, order, ids, and what is withdrawn or still to come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone
from lxml import etree

from api.parameters.feeds import NEWS as PARAMETERS
from api.parameters.pages import LIST
from tests.feeds.conftest import FORMS, Read
from tests.feeds.pieces import german, urn, withdraw
from tests.published.factory import HOST, NEWS, OTHER_HOST, SECTION, page, site_item, translation

pytestmark = pytest.mark.django_db


def items(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return orjson.loads(answer.content)["items"]


def test_a_feed_takes_every_filter_of_the_list_of_pages() -> None:
    assert set(LIST) - set(PARAMETERS) == {"fields", "facets"}
    assert set(PARAMETERS) - set(LIST) == {"content"}


def test_only_news_stands_in_it(titles: Any) -> None:
    german(title="Neu")
    page(type=SECTION, title="Wer wir sind")
    assert titles() == ["Neu"]
    assert titles(type=NEWS) == ["Neu"]


def test_filters_are_those_of_the_list(titles: Any) -> None:
    first = german(title="Eins", kind="press_release", topics=["return"])
    german(title="Zwei", kind="news", topics=["work"], published_at=datetime(2024, 8, 1, tzinfo=UTC))
    translation(first, "en", title="One", kind="press_release")
    assert titles() == ["Zwei", "Eins"]
    assert titles(kind="news") == ["Zwei"]
    assert titles(exclude_topic="work") == ["Eins"]
    assert titles(published_before="2024-08-01") == ["Eins"]
    assert titles(locale="en", fallback="de") == ["Zwei", "One"]
    assert titles(search="Zwei") == ["Zwei"]
    assert titles(order="published_at", limit=1) == ["Eins"]
    assert titles(topic="nothing-has-it") == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_unknown_or_malformed_is_refused_as_the_api_does(form: str, mistakes: Any) -> None:
    found = mistakes(
        form, kin="news", fields="title", facets="topic", type=SECTION, limit="0",
        content="all", cursor="\u202e",
    )  # fmt: skip
    # What is wrong by itself is told before what goes with nothing else.
    assert found.keys() == {"kin", "fields", "facets", "limit", "content"}
    assert "Did you mean kind?" in found["kin"]
    assert list(mistakes(form, type=SECTION)) == ["type"]
    assert list(mistakes(form, cursor="nonsense")) == ["cursor"]


@pytest.mark.parametrize("form", FORMS)
def test_what_trackers_add_is_dropped(form: str, read: Read, mistakes: Any) -> None:
    row = german()
    answer = read(form, utm_source="a\u202eb", utm_x="<", fbclid="1", gclid="2", _="3", kind="press_release")
    assert answer.status_code == 200
    assert urn(row).encode() in answer.content
    assert b"utm_" not in answer.content
    assert b"fbclid" not in answer["Link"].encode()
    assert list(mistakes(form, utm="1")) == ["utm"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "hostile",
    [
        {"search": '"\u0001<script>&amp;'},
        {"topic": "]]>"},
        {"slug": "<!--"},
        {"descendant_of": "999999999999"},
        {"published_after": "0001-01-01"},
        {"q": "\ud7ff"},
    ],
)
def test_hostile_parameters_make_no_error_of_ours(
    form: str, hostile: dict[str, str], client: Any, sites: Any
) -> None:
    german()
    answer = client.get(f"/feeds/news.{form}", hostile)
    assert answer.status_code in (200, 400)
    if form in ("rss", "atom") and answer.status_code == 200:
        etree.fromstring(answer.content)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_stay_words(form: str, read: Read) -> None:
    german(
        title="]]><b>&\u0001\u202e",
        fields={
            "summary": "</item>\u0000\u000b<script>",
            "body": [
                {
                    "type": "paragraph",
                    "id": "a",
                    "value": {"html": "<p>]]>&amp;\u0008<a href='http://['>x</a></p>"},
                }
            ],
        },
    )
    answer = read(form)
    if form in ("rss", "atom"):
        root = etree.fromstring(answer.content)
        found = [
            each.text for each in root.iter("{*}title") if each.getparent().tag.endswith(("item", "entry"))
        ]
        assert found == ["]]><b>&\u202e"]
    else:
        assert answer.status_code == 200
        assert orjson.loads(answer.content)


def test_pages_of_a_feed_lead_on_to_the_end(read: Read, client: Any) -> None:
    rows = [german(title=f"Nr. {number}") for number in range(5)]
    seen, answer = [], read("json", limit=2, utm_source="x", kind="press_release")
    while True:
        found = orjson.loads(answer.content)
        seen += [each["id"] for each in found["items"]]
        if "next_url" not in found:
            break
        assert f'<{found["next_url"]}>; rel="next"' in answer["Link"]
        assert "utm_" not in found["next_url"]
        path = found["next_url"].removeprefix("http://localhost:8000")
        assert path.startswith("/feeds/news.json?")
        answer = client.get(path)
    assert seen == [urn(row) for row in sorted(rows, key=lambda row: -row.object_id)]


def test_summaries_alone_are_given_where_they_are_asked_for(read: Read) -> None:
    german()
    for form in FORMS:
        assert b"Endlich" in read(form).content
        short = read(form, content="summary").content
        assert b"Endlich" not in short
        assert b"auch auf Arabisch" in short


def test_what_is_withdrawn_stays_in_its_place_with_its_notice(read: Read, titles: Any) -> None:
    first, second = german(title="Erstens"), german(title="Zweitens")
    withdraw(second, "Die Zahlen waren falsch.")
    assert titles() == ["Zurückgezogen: Die Zahlen waren falsch.", "Erstens"]
    # Every filter that had it has the notice.
    assert len(titles(kind="press_release", topic="return", descendant_of="root")) == 2
    assert titles(exclude_topic="return") == []
    notice = items(read("json"))[0]
    assert notice["id"] == urn(second)
    assert notice["_dateline"]["withdrawn"] is True
    assert notice["url"] == f"https://{HOST}{second.html_path}"
    assert notice["date_modified"] == "2024-07-03T09:30:00Z"
    for form in FORMS:
        content = read(form).content.decode()
        assert "Die Zahlen waren falsch" in content
        assert "Zweitens" not in content
    assert first.key in read("rss")["Surrogate-Key"].split()
    assert second.key in read("rss")["Surrogate-Key"].split()


def test_lists_have_nothing_of_what_is_withdrawn(client: Any, sites: Any) -> None:
    withdraw(german(), "Zurückgezogen.")
    assert client.get("/api/v1/pages/").json()["meta"]["total_count"] == 0


def test_what_is_gone_or_still_to_come_is_in_no_feed(titles: Any, read: Read) -> None:
    soon = timezone.now() + timedelta(hours=1)
    german(title="Morgen", visible_from=soon)
    german(title="Gestern", visible_until=timezone.now() - timedelta(hours=1))
    gone = german(title="Weg")
    gone.state, gone.content, gone.card = "gone", "", ""
    gone.save()
    assert titles() == []
    kept = german(title="Da", visible_until=soon)
    answer = read("rss")
    assert "Morgen" not in answer.content.decode()
    # What ends takes the answer's life with it; what begins does not.
    assert int(answer["Cache-Control"].rpartition("=")[2]) == 30
    assert kept.key in answer["Surrogate-Key"].split()


def test_a_correction_moves_updated_and_a_mere_refresh_does_not(read: Read) -> None:
    row = german()
    before = items(read("json"))[0]["date_modified"]
    row.changed_at = timezone.now()
    row.save()
    assert items(read("json"))[0]["date_modified"] == before
    row.edited_at = datetime(2024, 7, 9, tzinfo=UTC)
    row.save()
    assert items(read("json"))[0]["date_modified"] == "2024-07-09T00:00:00Z"


def test_corrections_are_read_before_the_text(read: Read) -> None:
    german(fields={"corrections": [{"kind": "correction", "date": "2024-07-03", "note": "Juli statt Juni."}]})
    html = items(read("json"))[0]["content_html"]
    assert html.index("Juli statt Juni.") < html.index("Kairo, 2. Juli")


def test_texts_have_full_addresses_their_language_and_their_direction(read: Read) -> None:
    row = german()
    html = items(read("json"))[0]["content_html"]
    assert html.startswith('<div lang="de" dir="ltr">')
    assert f'href="https://{HOST}{row.html_path}#wo"' in html
    assert '<h2 id="wo">Wo</h2>' in html


def test_a_site_has_its_own_feed_with_its_own_name_and_language(read: Read) -> None:
    site_item()
    page(site=OTHER_HOST, locale="ar", title="خبر", kind="news")
    found = orjson.loads(read("json", site=OTHER_HOST).content)
    assert found["title"] == "Other – آخر الأخبار"
    assert (found["language"], found["home_page_url"]) == ("ar", f"https://{OTHER_HOST}/")
    assert [each["title"] for each in found["items"]] == ["خبر"]


def test_every_feed_has_an_id_of_its_own_and_all_its_forms_and_pages_the_same(read: Read) -> None:
    def id_of(**given: Any) -> str:
        return str(etree.fromstring(read("atom", **given).content).findtext("{*}id"))

    german()
    german()
    assert id_of() == id_of(limit=1) == id_of(content="summary") == id_of(utm_source="x")
    assert len({id_of(), id_of(kind="news"), id_of(locale="en")}) == 3
