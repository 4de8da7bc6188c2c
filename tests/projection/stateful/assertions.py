"""What must hold after every step of an editorial life."""

import json
from dataclasses import dataclass
from itertools import pairwise

from django.test import Client
from wagtail.models import Page, Site

from cms.pages.models import TranslatedVersion
from cms.published.models import Change, PublishedItem
from cms.published.visibility import in_use, visible
from tests.changes.following import Follower
from tests.projection.observing import differences, visible_items
from tests.projection.stateful.markers import markers_in
from tests.projection.stateful.visitor import Visitor

State = dict[str, str]  # content by key


@dataclass(frozen=True)
class Snapshot:
    """What a client has that has read everything, and up to where it knows the log."""

    sequence: int
    state: State


def state() -> State:
    """All that the log tells of: topics only while a page has them."""
    return {row.key: row.content for row in told_items()}


def told_items() -> list[PublishedItem]:
    sql = f"SELECT * FROM published_publisheditem i WHERE {visible('i')} AND {in_use('i')} ORDER BY i.key"
    return list(PublishedItem.objects.raw(sql))


def snapshot() -> Snapshot:
    last = Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    return Snapshot(last, state())


def assert_nothing_leaks(visitor: Visitor, known: set[str]) -> None:
    """No item of what may not be seen, no word that is nowhere published (or was, as `known` says)."""
    for row in visible_items():
        may_see = visitor.may_see[row.what]
        assert row.object_id in may_see, f"{row.key} is public, but no visitor may see it"
        surplus = markers_in(row.content, row.card) - visitor.markers - known
        assert not surplus, f"{row.key} shows {surplus}, which is nowhere published: {row.content}"


def assert_all_that_is_public_is_there(visitor: Visitor) -> None:
    for what in ("page", "menu", "topic"):
        wanted = visitor.public_pages() if what == "page" else set(visitor.may_see[what])
        found = {row.object_id for row in visible_items() if row.what == what}
        assert found == wanted, f"{what}: missing {wanted - found}, too many {found - wanted}"
    spoken = {f"site-{site.pk}-{tag}" for site in Site.objects.all() for tag in visitor.languages_of(site)}
    told = {row.key for row in visible_items() if row.what == "site"}
    assert told == spoken, f"missing {spoken - told}, too many {told - spoken}"


def assert_translations_are_whole_or_say_so() -> None:
    """No word of its source, as it was at any time, in what wagtail-localize has made."""
    made_so = {f"revision-{made.revision_id}": made for made in TranslatedVersion.objects.all()}
    for row in visible_items():
        if (made := made_so.get(row.revision)) is None:
            continue
        sources = Page.objects.filter(translation_key=row.translation_key, locale=made.source_locale_id)
        said = [json.dumps(each.content) for page in sources for each in page.specific.revisions.all()]
        content = json.loads(row.content)
        own = [str(content.get(name)) for name in ("title", "summary", "introduction", "body")]
        left = markers_in(*own) & markers_in(*said)
        assert not left or content["meta"]["partly_in"], f"{row.key} shows {left} and does not say so"


def assert_fresh_build_agrees() -> None:
    found = differences()
    assert not found, found


def assert_log_gives(snapshot: Snapshot) -> None:
    """A client that applies the changes since, each with the item as it is now, has all that is public."""
    now, told = state(), dict(snapshot.state)
    for change in Change.objects.filter(sequence__gt=snapshot.sequence).order_by("sequence"):
        if change.key in now:
            told[change.key] = now[change.key]
        else:
            told.pop(change.key, None)
    stale = {key for key in told.keys() | now.keys() if told.get(key) != now.get(key)}
    assert not stale, f"The log since {snapshot.sequence} does not tell of {sorted(stale)}"
    last_of = {change.key: change for change in Change.objects.order_by("key", "-sequence").distinct("key")}
    for key, content in now.items():
        last = last_of.get(key)
        assert last, f"{key} is public, and the log has never said so"
        assert last.action not in ("removed", "withdrawn"), f"{key} is public, and {last.action} by the log"
        version = json.loads(content)["meta"].get("version")
        assert last.version == version, f"{key} is at version {version}, {last.version} by the log"


def assert_a_copy_is_exact(follower: Follower) -> None:
    """Of all, or of a site, whatever becomes of that."""
    follower.catch_up(Client())
    if not follower.token:
        return  # there is no such site to begin with
    site = follower.chosen.get("site")
    wanted = {
        row.key: json.loads(row.content)
        for row in told_items()
        if site is None or not row.sites or site in row.sites
    }
    wrong = {key for key in wanted.keys() | follower.copy.keys() if wanted.get(key) != follower.copy.get(key)}
    assert not wrong, f"A copy of {site or 'all'} is wrong in {sorted(wrong)}"


def assert_rows_make_sense() -> None:
    """No two versions of an item at once, no two pages at one path."""
    rows = visible_items()
    keys = [row.key for row in rows]
    paths = [(row.site, row.html_path) for row in rows if row.what == "page"]
    assert len(keys) == len(set(keys)), f"twice: {keys}"
    assert len(paths) == len(set(paths)), f"twice: {sorted(paths)}"
    stored: dict[str, list[PublishedItem]] = {}
    for row in PublishedItem.objects.order_by("key", "visible_from"):
        stored.setdefault(row.key, []).append(row)
    for key, versions in stored.items():
        for earlier, later in pairwise(versions):
            assert earlier.visible_until <= later.visible_from, f"versions of {key} overlap"


def assert_readers_find(changed: State, gone: set[str]) -> None:
    """By id, by path and in lists, over HTTP. `changed`: what to look at; `gone`: keys."""
    client = Client()
    pages = {row.object_id: row for row in visible_items() if row.what == "page"}
    answer = client.get("/api/v1/pages/", {"limit": 100, "site": "*", "locale": "*"})
    assert answer.status_code == 200, answer.content
    listed = [item["id"] for item in answer.json()["items"]]
    assert sorted(listed) == sorted(pages), "the list is not what is public"
    for row in pages.values():
        if row.key not in changed:
            continue
        answer = client.get(f"/api/v1/pages/{row.object_id}/")
        assert answer.status_code == 200, f"{row.key}: {answer.content!r}"
        assert answer.json() == json.loads(row.content)
        answer = client.get("/api/v1/resolve/", {"path": row.html_path, "site": row.site})
        assert answer.status_code == 200, f"{row.key} at {row.html_path}: {answer.content!r}"
        assert answer.json()["page"]["id"] == row.object_id
    for key in gone:
        what, _, pk = key.partition("-")
        if what not in ("page", "image", "document"):
            continue  # these are not asked for by their numbers
        answer = client.get(f"/api/v1/{what}s/{pk}/")
        assert answer.status_code in (404, 410), f"{key} is gone, and answers {answer.status_code}"
