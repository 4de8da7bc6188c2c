"""`/changes/`: a full sync, what follows it, and parts of it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from cms.published.models import Action, State
from tests.api.feeds import Feed, end, told
from tests.published import factory
from tests.published.factory import HOST, NEWS, OTHER_HOST, SECTION, change, page

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_full_sync_gives_every_public_item_as_it_is_and_then_what_came_in_between(feed: Feed) -> None:
    places = (("de", HOST), ("ar", OTHER_HOST), ("en", HOST))
    rows = [page(locale=locale, site=site) for locale, site in places]
    page(state=State.GONE)
    page(visible_from=timezone.now() + DAY)
    first = feed(limit=2)
    assert [each["sequence"] for each in first["items"]] == [None, None]
    assert {each["action"] for each in first["items"]} == {"published"}
    assert first["meta"]["has_more"]
    # In the order of keys, one is where the sync has been, the other where it has not.
    behind, ahead = page(key="page-"), page(key="page-z")
    for late in (behind, ahead):
        change(late, Action.PUBLISHED)
    following = parse_qs(urlsplit(first["meta"]["next"]).query)
    assert following == {"limit": ["2"], "after": [first["meta"]["token"]]}
    second = feed(limit=2, after=first["meta"]["token"])
    assert second["meta"]["has_more"], "the log has gone on since the first page was asked for"
    third = feed(limit=2, after=second["meta"]["token"])
    assert third["meta"]["next"] is None
    assert not third["meta"]["has_more"]
    given = [each["item"]["key"] for each in (*first["items"], *second["items"])]
    assert sorted(given) == sorted(row.key for row in (*rows, ahead))
    assert told(third) == [("published", behind.key, True), ("published", ahead.key, True)]


def test_an_item_is_told_whole_and_its_content_is_what_its_own_endpoint_gives(feed: Feed, get: Any) -> None:
    row = page(locale="de")
    [entry] = feed()["items"]
    assert entry["content"] == get(f"pages/{row.object_id}/").json()
    assert entry["item"] == {
        "key": row.key,
        "type": NEWS,
        "id": row.object_id,
        "site": HOST,
        "locale": "de",
        "translation_key": str(row.translation_key),
        "html_url": f"https://{HOST}{row.html_path}",
        "html_path": row.html_path,
        "previous_html_path": None,
        "version": 1,
    }


def test_menus_sites_and_redirects_are_told_and_files_and_terms_while_something_public_has_them(
    feed: Feed,
) -> None:
    site, redirect = factory.site_item(), factory.redirect("/node/1", "https://elsewhere.example/")
    for number in (7, 8):
        factory.file(f"image-{number}")
    used, _unused = factory.term("topic", "work"), factory.term("topic", "secret")
    shows = page(topics=["work"], files=["image-7"])
    page(topics=["secret"], files=["image-8"], visible_from=timezone.now() + DAY)
    keys = {each["item"]["key"] for each in feed()["items"]}
    assert keys == {site.key, redirect.key, "image-7", used.key, shows.key}


def test_changes_come_in_the_order_of_the_log_each_item_once(feed: Feed, token: Any) -> None:
    since = token()
    first, second = page(), page()
    change(first, Action.PUBLISHED)
    change(second, Action.PUBLISHED)
    last = change(first, Action.CORRECTED)
    answer = feed(after=since)
    assert told(answer) == [("published", second.key, True), ("published", first.key, True)]
    assert answer["items"][1]["sequence"] == last.sequence
    assert told(feed(after=answer["meta"]["token"])) == []


def test_what_is_folded_keeps_what_counts_most(feed: Feed, token: Any) -> None:
    moved, corrected, updated, back = page(html_path="/de/c/"), page(), page(), page(html_path="/de/a/")
    since = token()
    change(moved, Action.MOVED, previous_html_path="/de/a/")
    change(moved, Action.MOVED, previous_html_path="/de/b/")
    change(moved, Action.REFRESHED)
    change(corrected, Action.CORRECTED)
    change(corrected, Action.UPDATED)
    change(updated, Action.UPDATED)
    change(updated, Action.REFRESHED)
    change(back, Action.MOVED, previous_html_path="/de/a/")
    change(back, Action.MOVED, previous_html_path="/de/b/")
    answer = feed(after=since)
    assert [action for action, *_ in told(answer)] == ["moved", "corrected", "updated", "updated"]
    assert [each["item"]["previous_html_path"] for each in answer["items"]] == ["/de/a/", None, None, None]


@pytest.mark.parametrize(("state", "action"), [(State.GONE, "removed"), (State.WITHDRAWN, "withdrawn")])
def test_what_is_no_longer_public_is_never_told_again(
    feed: Feed, token: Any, state: str, action: str
) -> None:
    row = page()
    since = token()
    change(row, Action.UPDATED)
    change(row, action)
    end(row, state)
    assert told(feed(after=since)) == [(action, row.key, False)]
    # Not with an entry either that stands before its end.
    one = feed(after=since, limit=1)
    assert told(one) == [(action, row.key, False)]
    assert one["items"][0]["item"]["html_path"] == row.html_path


def test_what_has_ended_by_the_clock_is_not_given_though_the_log_does_not_know_yet(
    feed: Feed, token: Any
) -> None:
    since = token()
    row = page(visible_until=timezone.now() - timedelta(seconds=1), visible_from=timezone.now() - DAY)
    change(row, Action.PUBLISHED)
    assert told(feed(after=since)) == [("removed", row.key, False)]
    assert feed()["items"] == []


def test_now_gives_a_token_and_nothing_else(feed: Feed) -> None:
    row = page()
    change(row, Action.PUBLISHED)
    answer = feed(after="now")
    assert (answer["items"], answer["meta"]["next"], answer["meta"]["has_more"]) == ([], None, False)
    assert feed(after=answer["meta"]["token"])["items"] == []
    change(row)
    assert told(feed(after=answer["meta"]["token"])) == [("updated", row.key, True)]


CHOICES = [
    ({"site": HOST}, {"site": OTHER_HOST, "sites": [OTHER_HOST]}),
    ({"locale": "de"}, {"locale": "ar"}),
    ({"kind": "news"}, {"kind": "press_release"}),
    ({"topic": "work"}, {"topics": ["life"]}),
]
OURS = {"site": HOST, "locale": "de", "kind": "news", "topics": ["work"]}


@pytest.mark.parametrize(("chosen", "changed"), CHOICES)
def test_what_leaves_a_filter_is_removed_and_what_enters_is_published(
    feed: Feed, token: Any, chosen: dict[str, str], changed: dict[str, Any]
) -> None:
    row, elsewhere = page(**OURS), factory.unsaved_page(**{**OURS, **changed})
    assert told(feed(**chosen)) == [("published", row.key, True)]
    since = token(**chosen)
    inside, outside = token(**chosen), factory.unsaved_page(**{**OURS, **changed})
    assert inside == since
    for name in changed:
        setattr(row, name, getattr(outside, name))
    row.save()
    change(row, Action.UPDATED, before=[factory.unsaved_page(**OURS)], after=[elsewhere])
    left = feed(after=since, **chosen)
    assert told(left) == [("removed", row.key, False)]
    # Nothing that happens there is told here, but where the log ends.
    change(row, Action.UPDATED)
    quiet = feed(after=left["meta"]["token"], **chosen)
    assert quiet["items"] == []
    assert quiet["meta"]["token"] != left["meta"]["token"]
    for name, value in OURS.items():
        setattr(row, name, value)
    row.sites = [HOST]
    row.save()
    change(row, Action.UPDATED, before=[elsewhere])
    assert told(feed(after=quiet["meta"]["token"], **chosen)) == [("published", row.key, True)]
    assert told(feed(after=since, **chosen)) == [("updated", row.key, True)]


def test_what_came_and_left_in_between_is_removed_for_a_full_sync_may_have_given_it(
    feed: Feed, token: Any
) -> None:
    since = token(topic="work")
    row = page(topics=[])
    change(row, Action.UPDATED, before=[row], after=[factory.unsaved_page(topics=["work"])])
    change(row, Action.UPDATED, before=[factory.unsaved_page(topics=["work"])], after=[row])
    assert told(feed(after=since, topic="work")) == [("removed", row.key, False)]


def test_leaving_a_filter_is_not_folded_into_what_comes_after_this_answer(feed: Feed, token: Any) -> None:
    row, other = page(topics=[]), page(topics=["work"])
    since = token(topic="work")
    change(row, Action.UPDATED, before=[factory.unsaved_page(topics=["work"])], after=[row])
    change(other, Action.UPDATED)
    change(row, Action.UPDATED)
    first = feed(after=since, topic="work", limit=1)
    assert told(first) == [("removed", row.key, False)]
    assert told(feed(after=first["meta"]["token"], topic="work")) == [("updated", other.key, True)]


def test_filters_by_several_things_mean_both_and_by_type_any_of_them(feed: Feed) -> None:
    de, en = page(locale="de", type=SECTION), page(locale="en", type=SECTION)
    page(locale="de", type=NEWS)
    menu = factory.redirect("/a", "https://elsewhere.example/")
    assert {each["item"]["key"] for each in feed(type=SECTION)["items"]} == {de.key, en.key}
    assert [each["item"]["key"] for each in feed(type=f"{SECTION},home.Menu", locale="DE")["items"]] == [
        de.key
    ]
    assert menu.key in {each["item"]["key"] for each in feed(site=HOST.upper())["items"]}


def test_what_is_of_no_language_or_no_site_passes_every_one(feed: Feed) -> None:
    redirect = factory.redirect("/a", "https://elsewhere.example/", site=None)
    for chosen in ({"locale": "en"}, {"site": OTHER_HOST}, {"site": "*", "locale": "*"}):
        assert [each["item"]["key"] for each in feed(**chosen)["items"]] == [redirect.key]


def test_a_mistyped_filter_is_refused(mistakes: Any) -> None:
    found = mistakes("changes/", lokale="de", type="home.Manu", kind="gossip", limit="101")
    assert found["lokale"].endswith("Did you mean locale?")
    assert found["type"].endswith("Did you mean home.Menu?")
    assert found.keys() == {"lokale", "type", "kind", "limit"}
