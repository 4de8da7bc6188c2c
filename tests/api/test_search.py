"""Full-text search: what is found, in which order, what is shown of it, what is suggested."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.published.models import PublishedItem
from cms.published.search.index import Texts
from cms.published.suggestions import MOST_ASKED
from tests.published.factory import NEWS, OTHER_HOST, newest, page, term, unsaved_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(get):
    """Titles of the hits, in their order."""

    def read(q, /, **parameters):
        answer = get("search/", q=q, queries=parameters.pop("queries", 1), **parameters)
        assert answer.status_code == 200, answer.content
        return [item["title"] for item in answer.json()["items"]]

    return read


def test_words_are_found_in_all_that_a_page_says(found):
    page(title="Eins", texts=Texts(lead="Boote", body="Brücken", rest="Karten"))
    assert [found(word) for word in ("eins", "Boot", "Brücke", "karte")] == [["Eins"]] * 4


@pytest.mark.parametrize(
    "asked", ["Migrantin", "Migranten", "Migrant*innen", "Mi\u00adgrant", "MIGRANTINNEN"]
)
def test_forms_of_a_word_find_one_another(found, asked):
    page(title="Schutz für Migrant:innen")
    assert found(asked) == ["Schutz für Migrant:innen"]


def test_compounds_are_found_from_either_side(found):
    page(title="Schleuserkriminalität")
    assert found("Schleuser") == found("Kriminalität") == found("kriminalitaet") == ["Schleuserkriminalität"]


def test_each_language_is_searched_by_its_own_rules(found):
    page(title="Die Dies", locale="de")
    page(title="They die", locale="en")
    page(title="أوضاع المهاجرين", locale="ar", sites=[OTHER_HOST])
    assert found("die", locale="*") == ["They die"]
    assert found("مهاجرين", locale="*", site="*") == ["أوضاع المهاجرين"]


def test_phrases_exclusions_and_operators(found):
    page(title="Freie Fahrt")
    page(title="Fahrt ins Freie")
    assert found('"freie Fahrt"') == ["Freie Fahrt"]
    assert found("Fahrt -hinaus -Freie", queries=2) == []
    assert set(found("frei Fahrt unbekannt", search_operator="or")) == {"Freie Fahrt", "Fahrt ins Freie"}
    assert found("frei unbekannt", queries=2) == []


def test_a_phrase_with_compounds_in_it_is_still_a_phrase(found):
    page(title="x", texts=Texts(body="Neue Grenzkontrollen beginnen bald"))
    assert found('"Grenzkontrollen beginnen"') == ["x"]


def test_the_title_weighs_most_and_the_newer_comes_first(found):
    page(title="Nebenbei", texts=Texts(body="Wasser"), published_at=newest)
    page(title="Wasser", published_at=newest - timedelta(days=300))
    page(title="Wasser!", published_at=newest)
    assert found("Wasser") == ["Wasser!", "Wasser", "Nebenbei"]
    assert found("Wasser", order="published_at")[0] == "Wasser"


def test_hits_are_cards_with_marks_and_nothing_else_in_html(get):
    page(title="Wasser & <Brot>", texts=Texts(lead="Das Wasser steigt."))
    answer = get("search/", q="wasser").json()
    assert answer["meta"]["suggestions"] == []
    (hit,) = answer["items"]
    assert hit["highlight"] == {
        "title": "<mark>Wasser</mark> &amp; &lt;Brot&gt;",
        "excerpt": "Das <mark>Wasser</mark> steigt.",
    }
    assert hit["summary"] == "Kurz gesagt"
    (small,) = get("search/", q="wasser", fields="_,title").json()["items"]
    assert set(small) == {"id", "type", "title", "highlight"}


def test_lists_filter_by_search_too(ids, get):
    page(object_id=71, title="Wasser")
    page(object_id=72, title="Feuer")
    assert ids(search="wasser") == [71]
    assert "highlight" not in get("pages/", search="wasser").json()["items"][0]
    assert ids(search="wasser feuer", search_operator="or", order="title") == [72, 71]


def test_nothing_of_what_is_not_visible_is_found_suggested_or_completed(get, found):
    later = datetime(2999, 1, 1, tzinfo=UTC)
    page(title="Geheimnisse der Küste", visible_from=later)
    page(title="Geheimnisse am Nil", sites=[OTHER_HOST], site=OTHER_HOST)
    for asked in ("Geheimnisse", "Gehiemnisse"):
        answer = get("search/", q=asked, queries=2).json()
        assert (answer["items"], answer["meta"]["suggestions"]) == ([], [])
    assert get("search/suggest/", q="Geheim").json() == {"items": []}
    assert get("search/", q="Gehiemnisse", site="*", queries=2).json()["meta"]["suggestions"] == [
        "Geheimnisse"
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Flüchtlnge", ["Flüchtlinge"]),
        ("fluechtlinge hlife", ["fluechtlinge Hilfe"]),
        ('"Hlife" -Boote', ['"Hilfe" -Boote']),
        ("Xylophonorchester", []),
        ("der die das", []),
        ("???", []),
        ("Flüchtlnge " * 5, []),
    ],
)
def test_what_was_meant_is_told_where_nothing_is_found(get, asked, meant):
    page(title="Hilfe für Flüchtlinge", texts=Texts(body="Boote"))
    queries = 1 if asked in ("???", "der die das") or len(asked.split()) > MOST_ASKED else 2
    answer = get("search/", q=asked, queries=queries).json()
    assert answer["items"] == []
    assert answer["meta"]["suggestions"] == meant


def test_what_differs_in_capitals_or_folding_alone_is_meant_once(get):
    page(title="flüchtlinge", locale="de")
    for _ in range(2):
        page(title="Flüchtlinge", locale="de")
    page(title="Fluechtlinge", locale="de")
    answer = get("search/", q="Flüchtlnge", queries=2).json()
    assert answer["meta"]["suggestions"] == ["Flüchtlinge"]


@pytest.fixture
def completed(get):
    """What completes a text, pages marked by a star."""

    def read(q, /, **parameters):
        answer = get("search/suggest/", q=q, **parameters)
        assert answer.status_code == 200, answer.content
        return [f"{'*' if item['page'] else ''}{item['text']}" for item in answer.json()["items"]]

    return read


def test_names_of_topics_and_organisations_are_completed_whole(completed):
    term("topic", "return", title="Freiwillige Rückkehr")
    term("organisation", "fund", title="Fonds für Rückkehrende")
    term("topic", "unused", title="Freiwilliger Dienst")
    term("topic", "coming", title="Freiwillige vor Ort", visible_from=datetime(2999, 1, 1, tzinfo=UTC))
    page(title="Eins", topics=["return", "coming"], organisations=["fund"])
    page(title="Zwei", topics=["unused"], visible_from=datetime(2999, 1, 1, tzinfo=UTC))
    for asked in ("freiw", "Freiwillige Rück", "freiwillige rueckk", "FREIWILLIGE RÜCKKEHR"):
        assert completed(asked) == ["Freiwillige Rückkehr"]
    assert completed("rück") == ["Fonds für Rückkehrende", "Freiwillige Rückkehr"]
    assert completed("freiw", locale="en") == []


def test_what_begins_with_the_words_comes_before_what_has_them_further_on(completed):
    term("topic", "work", title="Beratung zur Arbeit")
    term("topic", "law", title="Gute Beratung")
    page(title="Neue Beratung", published_at=newest, topics=["work", "law"])
    page(title="Beratung in Kairo", published_at=newest - timedelta(days=9))
    assert completed("berat") == [
        "Beratung zur Arbeit", "*Beratung in Kairo", "Gute Beratung", "*Neue Beratung", "Beratung"
    ]  # fmt: skip


def test_what_is_said_already_is_not_said_again(completed):
    term("topic", "return", title="Rückkehr")
    term("organisation", "return", title="RÜCKKEHR")
    page(title="rückkehr", topics=["return"], organisations=["return"], texts=Texts(body="Rückkehr"))
    page(title="Anderes", texts=Texts(body="Rueckkehr Rückkehr"))
    assert completed("rück") == ["*rückkehr"]


@pytest.mark.parametrize(
    ("locale", "title", "asked"),
    [
        ("de", "Schutz auf der Straße", ["strass", "Straß", "auf der Stra", "schutz auf"]),
        ("de", "Schutz für Migrant:innen", ["migrant:", "migrant*inn", "MigrantI", "Migrantinne"]),
        ("ar", "دعم الهجرة الآمنة", ["دعم", "الهج", "هجر", "دعم الهجرة الام"]),
        ("en", "A safe place to stay", ["safe pl", "a sa", "place to st"]),
    ],
)
def test_titles_are_completed_from_any_of_their_words_in_every_language(completed, locale, title, asked):
    page(title=title, locale=locale)
    for text in asked:
        assert completed(text, locale=locale)[0] == f"*{title}", text


def test_pages_and_words_complete_what_is_typed(get):
    page(title="Beratung in Kairo", texts=Texts(body="Beratungen und Berichte"))
    page(title="Anderes", texts=Texts(body="Berichte"))
    items = get("search/suggest/", q="ber").json()["items"]
    assert [item["text"] for item in items] == ["Beratung in Kairo", "Berichte", "Beratung", "Beratungen"]
    assert items[0]["page"]["type"] == NEWS
    assert items[1]["page"] is None
    texts = [item["text"] for item in get("search/suggest/", q="Kairo ber").json()["items"]]
    assert texts == ["Beratung in Kairo", "Kairo Beratung", "Kairo Beratungen", "Kairo Berichte"]
    page(title="Namen", texts=Texts(body="Samira Benhaddou-Krüger"))
    [item] = get("search/suggest/", q="Samira Benhaddou-Krü").json()["items"]
    assert item["text"] == "Samira Benhaddou-Krüger"


def test_the_order_of_relevance_goes_on_by_cursor_and_ends(get):
    PublishedItem.objects.bulk_create([unsaved_page(title="Wasser") for _ in range(1104)])
    seen, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = get("search/", q="wasser", limit=100, fields="_", **more).json()
        seen += [item["id"] for item in answer["items"]]
        if (cursor := answer["meta"]["next_cursor"]) is None:
            break
    assert answer["meta"]["total_count"] == 1104
    assert len(seen) == len(set(seen)) == 1000


def test_a_title_is_not_lost_among_thousands_of_newer_items(found):
    """Only so many of those that match are ranked by all that they say."""
    page(title="Wasser", published_at=newest - timedelta(days=700))
    page(title="Anderes", texts=Texts(lead="Wasser"), published_at=newest - timedelta(days=600))
    PublishedItem.objects.bulk_create([unsaved_page(texts=Texts(body="Wasser")) for _ in range(1100)])
    assert found("Wasser", limit=2) == ["Wasser", "Anderes"]


def test_relevance_has_one_direction_whichever_way_it_is_written(get):
    page(title="Andere", texts=Texts(rest="Wasser"))
    best = page(title="Wasser")
    answers = [
        get("search/", q="wasser", limit=1, order=order).json() for order in ("relevance", "-relevance")
    ]
    assert [answer["items"][0]["id"] for answer in answers] == [best.object_id] * 2
    cursor = answers[0]["meta"]["next_cursor"]
    assert get("search/", q="wasser", order="-relevance", cursor=cursor).status_code == 200


def test_what_cannot_be_asked_is_refused(mistakes):
    assert mistakes("search/") == {"q": "This parameter is required."}
    assert mistakes("search/", q="") == {"q": "May not be empty."}
    assert mistakes("search/", q="a " * 65) == {"q": "At most 64 words."}
    assert set(mistakes("search/", q="a", search="b")) == {"search"}
    assert set(mistakes("search/", q="a", search_operator="xor")) == {"search_operator"}
    assert set(mistakes("search/", q="a", offset=1000)) == {"offset"}
    assert set(mistakes(order="relevance")) == set(mistakes(order="-relevance")) == {"order"}
    assert set(mistakes(search_operator="or")) == {"search_operator"}
    assert set(mistakes("search/suggest/")) == {"q"}
    assert set(mistakes("search/suggest/", q="a", limit=3)) == {"limit"}


@pytest.mark.parametrize(
    "asked",
    ["' OR 1=1 --", "(a+)+$", "a:*&!b", "%", "\\", "🙂", "-wasser", '"', "x" * 3000, "ü" * 400, "-- -"],
)
def test_hostile_words_are_words_or_nothing(client, sites, asked):
    page(title="Wasser")
    for path in ("search/", "search/suggest/"):
        assert client.get(f"/api/v1/{path}", {"q": asked}).status_code == 200
    assert client.get("/api/v1/search/", {"q": "a\0b"}).status_code == 400


def test_search_walks_its_index(client, sites):
    PublishedItem.objects.bulk_create(
        [unsaved_page(texts=Texts(body=f"Wort{n} steht hier")) for n in range(3000)]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_publisheditem")
    client.get("/api/v1/search/", {"q": "Wort17"})
    with CaptureQueriesContext(connection) as captured:
        client.get("/api/v1/search/", {"q": "Wort18"})
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {captured.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Bitmap Index Scan on item_by_word" in plan, plan
