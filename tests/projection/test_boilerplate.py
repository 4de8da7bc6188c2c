"""What stands under many pages of a site is not searched: whatever its words, and whoever came first."""

import pytest

from cms.projection.project import refresh
from cms.published.models import PublishedItem
from cms.published.search.passages import MANY, fingerprints, without
from tests import factories
from tests.projection.observing import differences

pytestmark = pytest.mark.django_db

ABOUT = "Die Weltorganisation hilft Menschen in hundert Ländern, und das seit vielen Jahren."


@pytest.fixture
def place():
    return factories.make_site(locales=("de", "en"))


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
