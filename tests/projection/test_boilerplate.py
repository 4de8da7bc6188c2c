"""What stands under many pages of a site is not searched: whatever its words, and whoever came first."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Page

from cms.projection import project, tasks
from cms.projection.announcement import announce_due
from cms.projection.later import REFRESH_TASK
from cms.projection.project import refresh
from cms.published.models import PublishedItem
from cms.published.search.passages import MANY, fingerprints, without
from newsroom.models import NewsRelated
from tests import factories
from tests.clock import Clock
from tests.databases import cloned, create, inside, remove
from tests.projection.observing import differences, jobs, run_jobs
from tests.projection.world import break_page, edit, publish

HOST = "first.example.org"
ABOUT = "Die Weltorganisation hilft Menschen in hundert Ländern, und das seit vielen Jahren."


@pytest.fixture(scope="module")
def with_site(laboratory, django_db_blocker):
    """The world with a site more: the name of its database."""
    name = f"{laboratory[0].template}_with_site"
    with django_db_blocker.unblock():
        create(name, laboratory[0].template)
        with inside(name):
            factories.make_site(hostname=HOST, locales=("de", "en"))
        yield name
        remove(name)


@pytest.fixture
def database(with_site, django_db_blocker):
    with django_db_blocker.unblock(), cloned(with_site, f"{with_site}_cloned"):
        yield


@pytest.fixture
def place(database):
    return factories.Place.standing(HOST)


def release(place, number, said=ABOUT, locale="de"):
    body = [("paragraph", f"<p>Wort{number}</p><p>{said}</p><p>Kurzes</p>")]
    return factories.NewsPageFactory(parent=place.newsrooms[locale], title=f"Meldung {number}", body=body)


def having(word):
    """The pages that are found by a word."""
    rows = PublishedItem.objects.filter(what="page", state="public", search_text__contains=word)
    return set(rows.values_list("object_id", flat=True))


def test_a_passage_of_few_pages_is_searched(place):
    pages = [release(place, number) for number in range(MANY - 1)]
    assert having("Weltorganisation") == {page.pk for page in pages}


def test_a_passage_of_many_pages_is_searched_in_none_of_them(place):
    pages = [release(place, number) for number in range(MANY + 1)]
    assert having("Weltorganisation") == set()
    assert having("Kurzes") == {page.pk for page in pages}
    assert having("Wort0") == {pages[0].pk}
    assert differences() == []


def test_the_same_words_in_other_spaces_and_capitals_are_the_same_passage(place):
    for number in range(MANY - 1):
        release(place, number)
    release(place, MANY, said=ABOUT.upper().replace(" ", "  "))
    assert having("Weltorganisation") | having("WELTORGANISATION") == set()


def test_another_language_is_counted_apart(place):
    for number in range(MANY - 1):
        release(place, number)
    page = release(place, MANY, locale="en")
    assert page.pk in having("Weltorganisation")


def test_another_site_is_counted_apart_also_when_it_is_named_anew(place):
    elsewhere = factories.make_site(hostname="second.example.org", locales=("de",))
    pages = [release(place, number) for number in range(MANY - 1)]
    pages += [release(elsewhere, number) for number in range(MANY - 1)]
    assert having("Weltorganisation") == {page.pk for page in pages}
    elsewhere.site.hostname = "third.example.org"
    elsewhere.site.save()
    assert differences() == []
    release(elsewhere, MANY)
    assert having("Weltorganisation") == {page.pk for page in pages[: MANY - 1]}


def test_what_is_still_to_come_changes_no_search_until_it_is_told_of(place, clock: Clock):
    pages = [release(place, number) for number in range(MANY - 1)]
    secret = release(place, MANY, said="Nichts davon")
    before = found("Weltorganisation")
    assert len(before) == MANY - 1
    moment = (clock.now + timedelta(hours=5)).replace(microsecond=0)
    body = [("paragraph", f"<p>{ABOUT}</p>")]
    edit(secret, body=body, go_live_at=moment).publish()
    new = factories.NewsPageFactory(parent=place.newsrooms["de"], title="Neues", body=body, live=False)
    factories.embargo(new, moment)
    publish(new)
    assert found("Weltorganisation") == before
    pages[0].save_revision().publish()
    assert found("Weltorganisation") == before
    assert differences() == []
    clock.advance_to(moment)
    assert differences() == []
    announce_due()
    assert found("Weltorganisation") == []
    assert differences() == []


def found(word):
    """What a reader finds."""
    return [
        each["id"]
        for each in Client().get(f"/api/v1/search/?q={word}&site=first.example.org").json()["items"]
    ]


def test_a_mirror_is_not_counted(place):
    page = release(place, 1)
    aliases = [mirror(page, number) for number in range(MANY)]
    assert having("Weltorganisation") == {page.pk, *(each.pk for each in aliases)}


def test_a_mirror_is_searched_as_its_original_is_wherever_it_stands(place):
    elsewhere = factories.make_site(hostname="second.example.org", locales=("de",))
    pages = [release(place, number) for number in range(MANY - 1)]
    first = mirror(pages[0], 1, elsewhere.newsrooms["de"])
    again = mirror(first, 2)
    all_of_them = {each.pk for each in (*pages, first, again)}
    assert having("Weltorganisation") == all_of_them
    last = release(place, MANY)
    assert having("Weltorganisation") == set()
    last.unpublish()
    assert having("Weltorganisation") == all_of_them
    assert differences() == []
    PublishedItem.objects.filter(what="page", object_id__in=all_of_them).delete()
    for pk in sorted({*all_of_them, last.pk}, reverse=True):
        refresh([pk])
    last.save_revision().publish()
    assert having("Weltorganisation") == set()
    assert differences() == []


def mirror(page, number, parent=None):
    return page.create_alias(parent=parent or page.get_parent(), update_slug=f"spiegel-{number}")


def test_an_editor_waits_for_few_of_them_and_the_worker_does_the_rest(place, monkeypatch):
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    pages = [release(place, number) for number in range(MANY)]
    assert len(having("Weltorganisation")) == MANY - 2
    assert sorted(in_worker()) == sorted(page.pk for page in pages[1:-1])
    run_jobs()
    assert having("Weltorganisation") == set()
    assert differences() == []


def test_what_waits_for_the_worker_anyway_is_not_built_before(place, monkeypatch):
    target = release(place, MANY, said="Nichts davon")
    pages = [release(place, number) for number in range(MANY - 1)]
    for page in pages:
        page.related = [NewsRelated(target=target)]
        page.save_revision().publish()
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    edit(target, title="Neuer Titel", body=[("paragraph", f"<p>{ABOUT}</p>")]).publish()
    assert sorted(in_worker()) == [page.pk for page in pages[1:]]
    assert having("Weltorganisation") == {page.pk for page in pages[1:]}
    run_jobs()
    assert having("Weltorganisation") == set()
    assert differences() == []


def test_one_that_cannot_be_built_is_tried_again_by_itself(place):
    pages = [release(place, number) for number in range(MANY - 1)]
    last = release(place, MANY, said="Nichts davon")
    mend = break_page(pages[0].pk)
    edit(last, body=[("paragraph", f"<p>{ABOUT}</p>")])
    Page.objects.filter(pk=last.pk).update(live_revision=last.latest_revision)
    tasks.refresh_pages.func(pages=[last.pk])
    assert in_worker() == [pages[0].pk]
    assert having("Weltorganisation") == {pages[0].pk}
    mend()
    run_jobs()
    assert having("Weltorganisation") == set()


def in_worker() -> list[int]:
    return [pk for _, name, arguments in jobs() if name == REFRESH_TASK for pk in arguments["pages"]]


def test_a_passage_that_is_left_by_all_but_few_is_searched_again(place):
    pages = [release(place, number) for number in range(MANY)]
    pages[0].body = [("paragraph", "<p>Nichts davon</p>")]
    pages[0].save_revision().publish()
    assert having("Weltorganisation") == {page.pk for page in pages[1:]}
    assert differences() == []
    again = release(place, MANY)
    assert having("Weltorganisation") == set()
    again.unpublish()
    assert having("Weltorganisation") == {page.pk for page in pages[1:]}
    assert differences() == []


def test_only_those_at_the_limit_are_written_again(place):
    pages = [release(place, number) for number in range(MANY)]
    ids = dict(PublishedItem.objects.filter(what="page").values_list("key", "pk"))
    release(place, MANY)
    now = dict(PublishedItem.objects.filter(what="page").values_list("key", "pk"))
    assert all(ids[f"page-{page.pk}"] == now[f"page-{page.pk}"] for page in pages)


def test_a_rebuild_from_nothing_comes_to_the_same(place):
    pages = [release(place, number) for number in range(MANY + 2)]
    PublishedItem.objects.filter(what="page").delete()
    for page in reversed(pages):
        refresh([page.pk])
    assert having("Weltorganisation") == set()
    assert having("Kurzes") == {page.pk for page in pages}


def test_a_fingerprint_is_of_what_is_long_enough():
    (only,) = fingerprints(f"Über uns\n{ABOUT}\nKontakt", "Am Hafen")
    assert without(f"Über uns\n{ABOUT}\nKontakt", {only}) == "Über uns\nKontakt"
