"""Surrogate keys are complete and not loose, shown by comparing bytes: nobody says here what shows what.

Every answer about the small world is asked for before and after an action. One that differs must carry a key
that the action purged; a single item, a file or a path that is the same must carry none.
Longer than other files: most of it is the list of actions.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.timezone import localdate
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.pages.endings import Ending, HowItEnded
from cms.projection.announcement import announce_due
from cms.projection.doors import door
from cms.projection.edge import PURGE_TASK
from cms.published.models import PublishedItem
from cms.published.surrogates import SITEMAP_KEY, SITES_KEY, path_key
from newsroom.models import Topic
from tests import factories
from tests.clock import Clock
from tests.projection.observing import jobs, run_jobs
from tests.projection.queueing import execute
from tests.projection.world import (
    SAID_BY_FEW,
    World,
    edit,
    publish,
    submit_for_translation,
    translate_strings,
)

Act = Callable[[World], Any]
# Which bytes: the body, where a redirect leads, how long the edge may keep it.
Bytes = tuple[int, bytes, str, str]

LISTS = [
    "pages/",
    "pages/?locale=*",
    "pages/?locale=en",
    "pages/?type=newsroom.NewsPage",
    "pages/?type=newsroom.NewsPage,home.ContentPage&locale=de,en&fields=*",
    "pages/?topic=work",
    "pages/?order=tree&fields=_,title",
    "pages/?order=title&fields=_,title",
    "pages/?child_of={section}&order=tree",
    "pages/?child_of={section}&locale=en",
    "pages/?descendant_of=root",
    "pages/?translation_of={newsroom}",
    "pages/?changed_after=2030-01-01",
    "pages/?facets=topic,organisation,kind,type,locale",
    "pages/?locale=en&fallback=de",
    "pages/?search=news",
    "search/?q=happened&locale=de",
    "search/?q=labour&locale=*",
    "search/?q=nevs",
    "search/?q=everywhere&type=home.ContentPage",
    "search/?q=everywhere&type=newsroom.NewsPage&locale=de",
    "search/suggest/?q=a",
    "topics/",
    "topics/?locale=en&fallback=de",
    "kinds/",
    "menus/",
    "menus/main/?locale=en",
    "site/",
    "sites/",
    "paths/",
    "redirects/",
    "resolve/?path=/",
    "pages/?facets=topic,organisation&topic=life&locale=en",
    "sites/?locale=en",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/feeds/news.rss?locale=*",
    "/feeds/news.atom?content=summary&kind=news",
    "/feeds/news.json?site=*",
    "/feeds/news.ninjs?locale=en&fallback=de",
    "/sitemap-news.xml",
    "/llms.txt",
]


def replace_file(world: World) -> None:
    document = world.get_document()
    document.file.save("other.pdf", ContentFile(b"%PDF-1.4 other"))
    document._set_document_file_metadata()
    document.save()


def replace_file_alike(world: World) -> None:
    """By one of the same name and size."""
    document = world.get_document()
    content = document.file.read()
    document.file.close()
    document.file = ContentFile(content[::-1], name=document.filename)
    document.save()


def changed(thing: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_pictures(world: World) -> None:
    CollectionViewRestriction.objects.create(
        collection=world.get_collection(), restriction_type=CollectionViewRestriction.LOGIN
    )


def translate(world: World) -> None:
    translation = submit_for_translation(world.page("other"), "en")
    translate_strings(translation, "In English")
    translation.save_target(publish=True)


def add_site(world: World) -> None:
    Site.objects.create(hostname="second.example.org", root_page=world.page("section"), site_name="Second")


def withdraw(world: World) -> None:
    with door():
        world.page("other").unpublish()
        Ending.objects.create(page=world.page("other"), how=HowItEnded.WITHDRAWN, note="Wrong figures.")


ACTS: dict[str, Act] = {
    "body": lambda w: publish(w.page("news"), body=[("paragraph", "<p>New.</p>")]),
    "title": lambda w: publish(w.page("page"), title="Another title"),
    "slug of a section": lambda w: publish(w.page("section"), slug="renamed"),
    "new page": lambda w: factories.NewsPageFactory(parent=w.page("newsroom"), title="Quite new"),
    "new page with what few others say, of another type": lambda w: factories.EventPageFactory(
        parent=w.page("section"), title="Quite new", body=[("paragraph", f"<p>{SAID_BY_FEW}</p>")]),
    "publish a draft": lambda w: publish(w.page("draft")),
    "unpublish": lambda w: w.page("other").unpublish(),
    "unpublish a section": lambda w: w.page("section").unpublish(),
    "withdraw": withdraw,
    "correct": lambda w: factories.correct(w.page("news"), "July, not June."),
    "delete": lambda w: w.page("page").delete(),
    "move": lambda w: w.page("sibling").move(w.page("home"), pos="last-child"),
    "reorder": lambda w: w.page("sibling").move(w.page("page"), pos="left"),
    "copy": lambda w: w.page("page").copy(update_attrs={"title": "Copied", "slug": "copied"}),
    "alias": lambda w: w.page("other").create_alias(parent=w.page("section"), update_slug="mirrored"),
    "schedule an end": lambda w: edit(w.page("news"), expire_at=Clock().now + timedelta(hours=1)).publish(),
    "restrict": lambda w: restrict(w.page("newsroom")),
    "restrict a collection": restrict_pictures,
    "translate": translate,
    "alt text": lambda w: changed(w.get_image(), alt="Another description"),
    "focal point": lambda w: changed(
        w.get_image(), focal_point_x=1, focal_point_y=1, focal_point_width=1, focal_point_height=1
    ),
    "consent withdrawn": lambda w: changed(w.get_image(), consent_withdrawn_on=localdate()),
    "consent withdrawn, with a stand-in": lambda w: changed(
        w.get_image(), consent_withdrawn_on=localdate(), stand_in=factories.ImageFactory(alt="Our logo")),
    "consent ends today": lambda w: changed(w.get_image(), consent_until=localdate()),
    "image deleted": lambda w: w.get_image().delete(),
    "file replaced": replace_file,
    "file replaced by one alike": replace_file_alike,
    "topic renamed": lambda w: changed(w.get_topic(), title="Labour"),
    "topic with a parent": lambda w: changed(w.get_topic(), parent=Topic.objects.create(
        title="Society", slug="society", locale=w.get_topic().locale)),
    "contact": lambda w: changed(w.get_contact(), phone="+49 30 7654321"),
    "host": lambda w: changed(w.get_site(), hostname="elsewhere.example.org"),
    "name of the site": lambda w: changed(w.get_site(), site_name="Another name"),
    "second site": add_site,
}  # fmt: skip
# What concerns no reader.
IDLE: dict[str, Act] = {
    "draft": lambda w: edit(w.page("news"), summary="A draft"),
    "new draft": lambda w: factories.NewsPageFactory(parent=w.page("newsroom"), title="Not yet", live=False),
    "stand-in": lambda w: changed(w.get_image(), stand_in=factories.ImageFactory()),
    "unused document": lambda w: factories.DocumentFactory(title="Used nowhere"),
    "group": lambda w: Group.objects.create(name="Interns"),
}


def addresses(world: World) -> list[str]:
    """Everything that can be asked about the world: whatever has ever been there, and what has not."""
    pages = [f"pages/{pk}/" for pk in (*world.pages.values(), 999_999)]
    paths = PublishedItem.objects.filter(html_path__isnull=False).values_list("html_path", flat=True)
    known = [*paths, "/de/renamed/", "/de/section/nothing/"]
    return [
        *pages,
        *(f"resolve/?path={path}" for path in known),
        *(f"pages/find/?html_path={path}" for path in known),
        f"images/{world.image}/",
        f"documents/{world.document}/",
        *(each.format(**world.pages) for each in LISTS),
    ]


def ask(address: str) -> tuple[Bytes, set[str]]:
    response = Client().get(address if address.startswith("/") else f"/api/v1/{address}")
    assert response.status_code < 500, response.content
    life = response.get("Surrogate-Control", "")
    # Seconds go by between two readings; what counts is whether there is an end to it.
    ends = "" if life.startswith(("max-age=86400", "max-age=30")) else "ends"
    kept = response.status_code, response.content, response.get("Location", ""), ends
    return kept, set(response.get("Surrogate-Key", "").split())


def test_what_is_still_to_come_is_told_by_no_life_and_no_purge(
    world: World, clock: Clock, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    moment = (clock.now + timedelta(hours=5)).replace(microsecond=0)
    asked = addresses(world)
    before = {address: ask(address) for address in asked}
    secret = factories.NewsPageFactory(parent=world.page("newsroom"), title="Secret", live=False)
    factories.embargo(secret, moment)
    publish(secret)
    english = factories.translate(world.page("other"), "en", live=False, title="Secret", related=[])
    edit(english, go_live_at=moment).publish()
    said = [("paragraph", f"<p>{SAID_BY_FEW}</p>")]
    edit(world.page("draft"), body=said, go_live_at=moment).publish()
    assert purged() == set()
    assert {address: ask(address) for address in asked} == before
    clock.advance_to(moment)
    announce_due()
    keys = purged()
    now_other = {address for address in asked if ask(address)[0] != before[address][0]}
    searched = "search/?q=everywhere&type=home.ContentPage"
    assert {f"pages/{world.pages['other']}/", "pages/", searched, "paths/", "/sitemap.xml"} <= now_other
    assert [address for address in sorted(now_other) if not before[address][1] & keys] == []


def test_a_picture_does_not_tell_of_what_will_show_it(world: World, clock: Clock, settings: Any) -> None:
    end = (clock.now + timedelta(hours=6)).replace(microsecond=0)
    edit(world.page("news"), expire_at=end).publish()
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    before = ask(f"images/{world.image}/")
    assert before[0][-1] == "ends"
    secret = factories.NewsPageFactory(parent=world.page("newsroom"), title="Secret", live=False)
    factories.embargo(secret, end - timedelta(hours=1))
    publish(secret, teaser_image=world.get_image())
    assert purged() == set()
    assert ask(f"images/{world.image}/") == before
    clock.advance_to(end - timedelta(hours=1))
    announce_due()
    assert f"image-{world.image}" in purged()
    assert ask(f"images/{world.image}/")[0][-1] == ""


def test_what_showed_a_picture_is_purged_when_its_consent_ends_by_the_clock(
    world: World, clock: Clock, settings: Any
) -> None:
    image = world.get_image()
    changed(image, consent_until=localdate(), stand_in=factories.ImageFactory(alt="Our logo"))
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    asked = addresses(world)
    before = {address: ask(address) for address in asked}
    until = image.public_until()
    assert until
    clock.advance_to(until)
    others = {address for address in asked if ask(address)[0] != before[address][0]}
    shows_it = {address for address in asked if f"/images/{image.pk}/" in before[address][0][1].decode()}
    assert {f"pages/{world.pages['news']}/", f"images/{world.image}/", "pages/"} <= shows_it <= others
    assert all(before[address][0][-1] == "ends" for address in shows_it)
    announce_due()
    keys = purged()
    assert [address for address in sorted(others) if not before[address][1] & keys] == []


def purged() -> set[str]:
    return {key for _, name, arguments in jobs() if name == PURGE_TASK for key in arguments["keys"]}


def on_several_sites() -> set[str]:
    paths = Counter(PublishedItem.objects.values_list("html_path", flat=True))
    return {path_key(path) for path, times in paths.items() if path and times > 1}


@pytest.mark.parametrize("name", [*ACTS, *IDLE])
def test_whatever_an_action_changes_is_purged_and_nothing_else(
    name: str, world: World, clock: Clock, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = edge = ["http://127.0.0.1:9/"]
    asked = addresses(world)
    lists = {each.format(**world.pages) for each in LISTS}
    before = {address: ask(address) for address in asked}
    {**ACTS, **IDLE}[name](world)
    keys = purged()
    execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", PURGE_TASK)
    settings.EDGE_PURGE_URLS = []
    run_jobs()
    settings.EDGE_PURGE_URLS = edge
    # A site's name and host concern every path of it, known or not; a path's key is that of all sites.
    wide = {SITES_KEY, *on_several_sites()}
    stale, loose = [], []

    def moved(address: str) -> bool:
        """Whether a path leads to the same page, but as a former one: its key tells of that too."""
        there = address.replace("pages/find/?html_path=", "resolve/?path=")
        return there in before and before[there][0] != ask(there)[0]

    for address in asked:
        (was, carried), (now_is, _) = before[address], ask(address)
        if was != now_is and not carried & keys:
            stale.append(address)
        if was == now_is and address not in lists and carried & keys - wide and not moved(address):
            loose.append((address, carried & keys))
    assert stale == []
    assert loose == []
    assert (name in ACTS) == any(before[address][0] != ask(address)[0] for address in asked)


def test_sitemaps_are_purged_with_what_they_tell_and_not_with_a_mere_refresh(
    world: World, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    changed(world.get_topic(), title="Labour")
    assert "list-page" in purged()
    assert SITEMAP_KEY not in purged()
    publish(world.page("page"), summary="Edited")
    assert SITEMAP_KEY in purged()
