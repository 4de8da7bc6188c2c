"""Where pages are for their readers."""

from typing import Any

import pytest
from wagtail.models import Locale, Page, Site

from cms.pages import paths
from cms.pages.models import BasePage
from home.models import ContentPage

pytestmark = pytest.mark.django_db


class Tree:
    """A German home page with a site, its English translation beside it, and pages below both."""

    def __init__(self) -> None:
        Site.objects.all().delete()
        self.top = Page.objects.get(depth=1)
        self.german = Locale.objects.get_or_create(language_code="de")[0]
        self.english = Locale.objects.get_or_create(language_code="en")[0]
        self.home = self.add(self.top, "start", self.german)
        self.site = Site.objects.create(hostname="www.example.org", port=443, root_page=self.home)
        self.press = self.add(self.home, "presse", self.german)
        self.english_home = self.add(
            self.top, "start-en", self.english, translation_key=self.home.translation_key
        )

    def add(self, parent: Page, slug: str, locale: Locale, **fields: Any) -> Page:
        parent.refresh_from_db()
        return parent.add_child(instance=Page(title=slug, slug=slug, locale=locale, **fields))


@pytest.fixture
def tree() -> Tree:
    return Tree()


def test_the_root_is_stripped_and_the_locale_leads(tree: Tree) -> None:
    release = tree.add(tree.press, "neues", tree.german)
    assert paths.html_path(tree.home) == "/de/"
    assert paths.html_path(tree.press) == "/de/presse/"
    assert paths.html_path(release) == "/de/presse/neues/"
    assert paths.html_url(release) == "https://www.example.org/de/presse/neues/"


def test_a_translation_of_the_root_is_a_root(tree: Tree) -> None:
    assert paths.html_path(tree.english_home) == "/en/"
    assert paths.html_path(tree.add(tree.english_home, "press", tree.english)) == "/en/press/"


def test_a_page_outside_every_site_has_no_path(tree: Tree) -> None:
    stray = tree.add(tree.top, "stray", tree.german)
    assert paths.html_path(stray) is None
    assert paths.html_url(tree.add(stray, "below", tree.german)) is None
    assert paths.html_path(tree.top) is None


def test_with_nested_sites_the_deepest_root_wins(tree: Tree) -> None:
    inner = tree.add(tree.press, "neues", tree.german)
    Site.objects.create(hostname="press.example.org", port=80, root_page=tree.press)
    assert paths.html_url(inner) == "http://press.example.org/de/neues/"
    assert paths.html_url(tree.home) == "https://www.example.org/de/"


def test_where_sites_share_a_root_the_default_site_has_it(tree: Tree) -> None:
    Site.objects.create(hostname="other.example.org", port=443, root_page=tree.home, is_default_site=True)
    assert paths.html_url(tree.press) == "https://other.example.org/de/presse/"


def test_a_moved_root_counts_at_once(tree: Tree) -> None:
    inner = tree.add(tree.press, "neues", tree.german)
    assert paths.html_path(inner) == "/de/presse/neues/"
    # Without signals, as another process would do it: Wagtail's own cache would not notice.
    Site.objects.filter(pk=tree.site.pk).update(root_page=tree.press)
    assert paths.html_path(inner) == "/de/neues/"
    assert paths.html_path(tree.home) is None


def test_addresses_are_percent_encoded_and_paths_are_not(tree: Tree) -> None:
    page = tree.add(tree.press, "بيان", tree.german)
    assert paths.html_path(page) == "/de/presse/بيان/"
    assert paths.html_url(page) == "https://www.example.org/de/presse/%D8%A8%D9%8A%D8%A7%D9%86/"


def test_a_page_in_another_languages_tree_has_a_path_of_that_tree(tree: Tree) -> None:
    # As what moved there: below its own language's prefix it could meet a page of that very path.
    assert paths.html_path(tree.add(tree.english_home, "presse", tree.german)) == "/en/presse/"


def test_a_page_not_yet_saved_under_a_new_slug_has_its_new_path(tree: Tree) -> None:
    tree.press.slug = "medien"
    assert paths.html_path(tree.press) == "/de/medien/"


@pytest.fixture
def page(tree: Tree) -> BasePage:
    tree.press.refresh_from_db()
    made: BasePage = tree.press.add_child(
        instance=ContentPage(title="Über uns", slug="über-uns", locale=tree.german)
    )
    return made


def test_wagtail_knows_the_page_by_its_address_at_the_frontend(page: BasePage) -> None:
    assert page.full_url == page.html_url == "https://www.example.org/de/presse/%C3%BCber-uns/"
    assert page.html_path == "/de/presse/über-uns/"
    assert page.get_url_parts() == (
        Site.objects.get().pk,
        "https://www.example.org",
        "/de/presse/%C3%BCber-uns/",
    )


def test_a_page_outside_every_site_has_no_address(page: BasePage) -> None:
    Site.objects.all().delete()
    assert page.get_url_parts() is None
    assert page.html_url is None
